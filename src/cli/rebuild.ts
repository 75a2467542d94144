// `muster rebuild`: makes every view anew from the journal beside the live ones and compares them row by row.
import { parseArgs } from 'node:util'
import { withHouse } from './open.ts'

const help = `muster rebuild [options]

  从事件日志重建全部视图，与正在使用的逐行比对；系统可以照常运行。
  Makes all views anew from the journal and compares them with the live ones row by row, while the house goes on.

  --repair  有出入的视图换成重建的 · put the rebuilt rows in place where they differ
  --json    机器可读 · machine-readable
  --help

  Exit codes: 0 rebuilt = live (or repaired) · 1 they differ, or it failed · 2 wrong usage
`

export async function run(args: string[]): Promise<number> {
  let values
  try {
    values = parseArgs({
      args,
      options: { repair: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    }).values
  } catch (error) {
    process.stderr.write(`muster rebuild: ${(error as Error).message}\n\n${help}`)
    return 2
  }
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  return withHouse('muster rebuild', async (house) => {
    const repair = values.repair ?? false
    const rebuilt = await house.journal.rebuild({ repair })
    const wrong = rebuilt.views.filter(({ missing, surplus }) => missing + surplus > 0)
    const equal = wrong.length === 0 && rebuilt.due === 0
    if (values.json) process.stdout.write(`${JSON.stringify({ equal, repaired: repair && !equal, ...rebuilt })}\n`)
    else {
      for (const { view, rows, missing, surplus } of rebuilt.views)
        process.stdout.write(
          `${view.padEnd(24)} ${String(rows).padStart(9)} 行 ` +
            `rows${missing + surplus > 0 ? `  缺 missing ${missing}  多 surplus ${surplus}` : ''}\n`,
        )
      process.stdout.write(
        `${rebuilt.events} 事件 events  ${rebuilt.milliseconds} ms  ` +
          `${rebuilt.due > 0 ? `${rebuilt.due} 个定时不见了 · due commands were missing  ` : ''}` +
          `${equal ? '一致 · rebuilt = live' : repair ? '已修复 · repaired' : '不一致 · they differ'}\n`,
      )
    }
    return equal || repair ? 0 : 1
  })
}
