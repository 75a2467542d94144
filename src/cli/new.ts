// `muster new room <name>`: a small whole room laid into this tree, from rules to screen, to be written on. For
// developers: it changes source files and nothing else.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { faultOf, layRoom, pluralOf, type Fault, type Laid, type RoomName } from './new/lay.ts'

const help = `muster new room <name> [options]

  在源码里立一个能用的小房间：规则、视图、提问、句子、页面、测试，各处清单里添上它的一行。供开发者起步。
  Lays a small whole room into the sources: rules, view, question, sentences, screen, tests, and its line in every list.
  A start for developers; what it is really about is yours to write.

  <name>        小写英文名词，单数，如 shelter · a lower-case English noun, singular
  --zh <名字>   中文名，如 安置点；不给则暂作“新事项” · its Chinese name; without, one that stands in for it
  --json        机器可读 · machine-readable
  --help

  Exit codes: 0 laid · 1 refused, nothing was changed · 2 wrong usage
`

const root = path.resolve(import.meta.dirname, '../..')
const standIn = '新事项'

const faults: Readonly<Record<Fault, (name: RoomName, at: string) => string>> = {
  shape: ({ one }) =>
    `“${one}”不是小写的英文名词单数（3 到 20 个字母），例如 shelter\n` +
    `“${one}” is no lower-case English noun in the singular (3 to 20 letters), such as shelter`,
  kept: ({ one }) =>
    `“${one}”是 JavaScript 或 SQL 的保留字，换一个词\n“${one}” is a word that JavaScript or SQL keep: take another`,
  taken: ({ one }, at) =>
    `“${one}”已经有了，见 ${at}；一个词只指一件事，换一个词\n` +
    `“${one}” names something already, see ${at}; one word names one thing: take another`,
  chinese: ({ chinese }) =>
    `“${chinese}”不是中文名（1 到 12 个汉字）\n“${chinese}” is no Chinese name (1 to 12 characters)`,
}

/** What was laid, and what comes next. */
function said({ one, chinese }: RoomName, { made, changed }: Laid): string {
  const renewing = [
    ...['round-permissions', 'reasons', 'tables', 'views'].map((file) => `test/golden/${file}.test.ts`),
    'test/faults/walls.test.ts',
    `test/journeys/${one}.test.ts`,
  ]
  const written =
    'src/journal/walls.txt, test/golden/{round-permissions.txt,reasons.txt,tables.txt,views.txt,house-events.json}'
  return [
    `立好了房间 ${one}（${chinese}）：新文件 ${made.length} 个，${changed.length} 份清单各添了它的行（git status、git diff 可见）。`,
    `Laid the room ${one}: ${made.length} new files, its lines in ${changed.length} lists (git status, git diff).`,
    `然后 · then  npm run check; GOLDEN=write npm test -- ${renewing.join(' ')}`,
    `             重写 · renews  ${written}：逐行看差异 · read the diff`,
    `             npm run test:quick; npm start: “${chinese}” · #/${pluralOf(one)}` +
      `${chinese === standIn ? `（中文名待改 · its Chinese name stands in: git grep ${standIn}）` : ''}`,
    '',
  ].join('\n')
}

/** The names' lengths move where lines break. */
const format = (files: readonly string[]) =>
  spawnSync(process.execPath, [path.join(root, 'node_modules/oxfmt/bin/oxfmt'), ...files], { cwd: root })

export async function run(args: string[]): Promise<number> {
  let parsed
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: { zh: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    })
  } catch (error) {
    process.stderr.write(`muster new: ${(error as Error).message}\n\n${help}`)
    return 2
  }
  const { values, positionals } = parsed
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const [what, one, ...more] = positionals
  if (what !== 'room' || one === undefined || more.length > 0) {
    process.stderr.write(help)
    return 2
  }
  const name = { one, chinese: values.zh ?? standIn }
  const found = faultOf(root, name)
  if (found) {
    process.stderr.write(`muster new: ${faults[found.fault](name, found.at ?? '')}\n`)
    return 1
  }
  const laid = layRoom(root, name)
  format([...laid.made, ...laid.changed].filter((file) => /\.tsx?$/.test(file)))
  process.stdout.write(values.json ? `${JSON.stringify({ room: one, ...laid })}\n` : said(name, laid))
  return 0
}
