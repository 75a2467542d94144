// `muster demo`: loads the demo county, or writes its files.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { county } from '../demo/county.ts'
import { demoFiles, demoSeed, drawDemo, membersFile } from '../demo/files.ts'
import { loadDemo } from '../demo/load.ts'
import { commandLineActor, withHouse } from './open.ts'

const help = `muster demo [options]

  载入演示县（灵石县的真实区划，其余均为演示数据），或写出它的文件。
  Loads the demo county (Lingshi's real divisions, everything else invented), or writes its files.

  --out DIR            写出全部文件，不载入 · write all files to DIR, load nothing
  --member-list FILE   只写出人员名单 · write the member list alone
  --wrong N            名单中放入 N 行错误 · N wrong rows in that list (default 0)
  --rows N             名单行数 · rows of that list (default 1590)
  --seed N             随机种子 · seed (default ${demoSeed})
  --json               机器可读的进度 · progress as JSON lines
  --help

  Exit codes: 0 done · 1 failed · 2 wrong usage
`

export async function run(args: string[]): Promise<number> {
  let values
  try {
    values = parseArgs({
      args,
      options: {
        out: { type: 'string' },
        'member-list': { type: 'string' },
        wrong: { type: 'string' },
        rows: { type: 'string' },
        seed: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    process.stderr.write(`muster demo: ${(error as Error).message}\n\n${help}`)
    return 2
  }
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const number = (text: string | undefined, otherwise: number) =>
    text === undefined ? otherwise : /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  const [wrong, rows, seed] = [number(values.wrong, 0), number(values.rows, 1_590), number(values.seed, demoSeed)]
  if ([wrong, rows, seed].some(Number.isNaN) || wrong > rows || rows > 9_999) {
    process.stderr.write(
      'muster demo: --wrong, --rows, --seed take whole numbers; --rows at most 9999, --wrong at most --rows\n',
    )
    return 2
  }
  const say = (line: Record<string, unknown>, text: string) =>
    process.stdout.write(values.json ? `${JSON.stringify(line)}\n` : `${text}\n`)
  const write = (file: string, bytes: Uint8Array) => {
    mkdirSync(path.dirname(path.resolve(file)), { recursive: true })
    writeFileSync(file, bytes)
    say({ file, bytes: bytes.length }, `${file}  ${bytes.length} B`)
  }
  const demo = drawDemo(seed, 1, rows)
  if (values['member-list']) {
    write(values['member-list'], await membersFile(demo, wrong))
    return 0
  }
  if (values.out) {
    for (const { name, make } of demoFiles(demo)) write(path.join(values.out, name), await make())
    return 0
  }
  return withHouse('muster demo', async (house) => {
    await house.gate.openCounty(county.code, county.name)
    await loadDemo(
      house,
      commandLineActor(county.code),
      (loaded) => say({ ...loaded }, `${loaded.file}  ${loaded.rows} 行 rows  ${loaded.milliseconds} ms`),
      demo,
    )
    return 0
  })
}
