// `muster simulate --scenario lingshi-2022`: plays the reference case through the real door on a database of its own,
// and prints what came of it.
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { drawDemo, demoSeed } from '../demo/files.ts'
import { loadDemo } from '../demo/load.ts'
import { playLingshi } from '../demo/scenario/lingshi-2022.ts'
import { october, untilYesterday, type Figures } from '../demo/scenario/october.ts'
import { Played } from '../demo/scenario/played.ts'
import { startEngine } from '#server/engine.ts'
import { openHouse } from '#server/house.ts'

const county = '140729'
const help = `muster simulate --scenario lingshi-2022 [options]

  在独立的数据库里，用真实的流程演一遍 2022 年 10 月灵石县的四轮采样，打印各项数字。不碰您的数据。
  Plays Lingshi county's four rounds of October 2022 through the real door, on a database of its
  own, and prints the figures. Your data is not touched.

  --seed N        随机种子 · seed of behaviour (default 2022)
  --rounds LIST   哪几轮（日期，逗号分隔）· which rounds, by day (default 6,9,12,15)
  --shrink N      把县缩小到 1/N，用于试跑 · the county made N times smaller, for a quick try
  --keep DIR      把演完的县留在空目录 DIR 里（日期移到昨天为止，行动不结束，并有一份明天的草稿），
                  之后 DATA_DIR=DIR npm start -- --demo 可以看
                  keep the county in DIR, an empty folder, with its days moved up to yesterday,
                  the operation open and a draft for tomorrow; then look at it by
                  DATA_DIR=DIR npm start -- --demo
  --json          机器可读 · JSON
  --help

  Example: muster simulate --scenario lingshi-2022 --rounds 12
  Exit codes: 0 played, and journal and views agree · 1 they do not, or something
      failed · 2 wrong usage
`

export async function run(args: string[]): Promise<number> {
  let values
  try {
    values = parseArgs({
      args,
      options: {
        scenario: { type: 'string' },
        seed: { type: 'string', default: '2022' },
        rounds: { type: 'string', default: '6,9,12,15' },
        shrink: { type: 'string', default: '1' },
        keep: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    process.stderr.write(`muster simulate: ${(error as Error).message}\n\n${help}`)
    return 2
  }
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const rounds = values.rounds.split(',').map(Number)
  const [seed, shrink] = [Number(values.seed), Number(values.shrink)]
  if (
    values.scenario !== 'lingshi-2022' ||
    rounds.some((day) => ![6, 9, 12, 15].includes(day)) ||
    !Number.isInteger(seed) ||
    !(shrink >= 1)
  ) {
    process.stderr.write(help)
    return 2
  }
  const say = (line: string, figures: Figures) =>
    values.json || process.stdout.write(`${line}  ${JSON.stringify(figures)}\n`)
  const { figures, agree } = await simulate(seed, shrink, rounds, say, values.keep)
  if (values.json) process.stdout.write(`${JSON.stringify(figures)}\n`)
  return agree ? 0 : 1
}

/** Plays it in a folder that is removed afterwards; or in the one to keep, up to yesterday. */
export async function simulate(
  seed: number,
  shrink: number,
  rounds: readonly number[],
  say: (line: string, figures: Figures) => void,
  keep?: string,
): Promise<{ figures: Figures; agree: boolean }> {
  const dataDir = keep === undefined ? mkdtempSync(path.join(os.tmpdir(), 'muster-simulate-')) : path.resolve(keep)
  const later = keep === undefined ? 0 : untilYesterday(Date.now())
  const engine = await startEngine({ dataDir, log: () => {}, databaseUrl: '' })
  const clock = { now: october(3, 8) + later }
  const house = await openHouse({ owner: engine.owner, app: engine.app, dataDir, clock: () => clock.now })
  try {
    const played = new Played(house, county, clock, later)
    await house.gate.openCounty(county, '灵石县')
    await loadDemo(house, played.clerk, () => {}, drawDemo(demoSeed, shrink))
    const [{ residents, members }] = await played.rows<{ residents: number; members: number }>(
      `select (select sum(residents)::int from areas where level = 'building') as residents,
         (select count(*)::int from persons) as members`,
    )
    say('演示县 · demo county', { residents, members })
    const figures = await playLingshi(played, seed, say, rounds, keep !== undefined)
    const verified = await house.journal.verify()
    const rebuilt = await house.journal.rebuild()
    const differing = rebuilt.views.filter((view) => view.missing + view.surplus > 0).map((view) => view.view)
    const proof = {
      events: verified.events,
      faults: verified.faultsTotal,
      viewsThatDiffer: differing,
      rebuiltEventsPerSecond: Math.round(rebuilt.events / (rebuilt.milliseconds / 1000)),
    }
    say('核对 · proof', proof)
    return {
      figures: { residents, members, ...figures, proof },
      agree: verified.faultsTotal === 0 && differing.length === 0,
    }
  } finally {
    await house.stop()
    await engine.stop()
    if (keep === undefined) rmSync(dataDir, { recursive: true, force: true })
  }
}
