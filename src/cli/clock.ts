// `muster clock`: what the house knows of the time, and a person's word that the clock is right.
import { parseArgs } from 'node:util'
import { confirmClock, knownOfTime } from '#journal/looks.ts'
import { asOwner, withEngine } from './open.ts'

const help = `muster clock [options]

  时钟一跳，或停用多日后启动，系统就不再相信它：定时的事和到期销毁都停着，直到时钟校准，或有人确认。这里看得到系统上次看到的时间。
  When the clock jumps, or is days off at a start, the house does not believe it: nothing falls due and nothing is
  destroyed until it is set right, or a person confirms it. This shows what the house last saw.

  --confirm  时钟现在是对的 · the clock is right as it stands; a serving house goes on within seconds
  --json     机器可读 · machine-readable
  --help

  Exit codes: 0 shown or confirmed · 1 failed · 2 wrong usage
`

const shown = (at: number | null) => (at === null ? '—' : new Date(at).toLocaleString('zh-CN', { hour12: false }))

export async function run(args: string[]): Promise<number> {
  let values
  try {
    values = parseArgs({
      args,
      options: { confirm: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    }).values
  } catch (error) {
    process.stderr.write(`muster clock: ${(error as Error).message}\n\n${help}`)
    return 2
  }
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  return withEngine('muster clock', (engine) =>
    asOwner(engine, async (owner) => {
      const now = Date.now()
      const { lookedAt, newestEvent } = await knownOfTime(owner)
      if (values.confirm) await confirmClock(owner, now)
      process.stdout.write(
        values.json
          ? `${JSON.stringify({ now, lookedAt, newestEvent, confirmed: values.confirm ?? false })}\n`
          : `现在 now              ${shown(now)}\n上次看钟 last look    ${shown(lookedAt)}\n` +
              `最新的事 newest event ${shown(newestEvent)}\n` +
              `${values.confirm ? '已确认：时钟是对的 · confirmed: the clock is right\n' : ''}`,
      )
      return 0
    }),
  )
}
