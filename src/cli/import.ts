// `muster import FILE…`: takes lists in by the same desk as the console, all of a file or nothing.
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Actor } from '#domain/kernel/actor.ts'
import { DeskRefused, type StagedView } from '#server/imports/staged.ts'
import { Staging } from '#server/imports/staging.ts'
import { failingSheet } from '#server/imports/failing.ts'
import { kinds, type ListKind } from '#server/imports/fields.ts'
import { FileRefused } from '#server/imports/limits.ts'
import type { PlannedRow } from '#server/imports/plan.ts'
import { problemWeights, type ProblemCode } from '#server/imports/problems.ts'
import { codes, firstLanguage, isLanguage, type Language } from '#words/languages.ts'
import { say, sayProblem } from '#server/imports/telling.ts'
import { commandLineActor, countyOf, withHouse } from './open.ts'

const help = `muster import FILE… [options]

  导入区划、楼栋住户、单位、人员（.xlsx、.csv）；每份文件全部成功或全部不做，重复导入不会改变什么。
  Imports areas, buildings, units or people (.xlsx, .csv); all of a file or nothing; importing again changes nothing.

  --dry-run            只检查 · check only
  --kind KIND          ${kinds.join(' | ')}（默认自动判断 · told from the headings by default）
  --sheet NAME|N       哪张工作表（名称或第几张；可写多次）· which sheet, by name or place; more than once for more
  --leave-out          先导入没有问题的行 · take in the rows without problems, leave out the others
  --failed-rows FILE   把没有导入的行写成 .xlsx · write the rows not taken in, with their problems
  --county CODE[=名称] 哪个县；带名称则开通它 · which county; with a name it is opened
  --lang ${codes.join('|')}         提示语言 · language of messages (default zh)
  --json               机器可读 · one JSON line a file
  --help

  Exit codes: 0 taken in · 1 something of a file was not taken in, another sheet with a list among it ·
  2 wrong usage or unreadable file
`

interface Options {
  actor: Actor
  dryRun: boolean
  leaveOut: boolean
  kind?: ListKind
  /** Sheets by name or place (from 1); none: the one whose heading is recognised. */
  sheets: readonly string[]
  failedRows?: string
  language: Language
  json: boolean
}

/** Problems printed for one file; the rest are counted. */
const printedMax = 50

/** Sheets that the view leaves: those asked for by others of the calls are not left. */
function leftSheets(view: StagedView, asked: readonly string[]): StagedView['sheets'] {
  return view.sheets.filter(
    (sheet, at) => at !== view.sheet && sheet.rows > 0 && !asked.some((text) => placeOf(view, text) === at),
  )
}

/** Place of a sheet that was named, or counted from 1. */
function placeOf(view: StagedView, text: string): number | undefined {
  const named = view.sheets.findIndex(({ name }) => name === text.trim())
  if (named >= 0) return named
  return /^\d+$/.test(text) && view.sheets[Number(text) - 1] ? Number(text) - 1 : undefined
}

/** Names what is not taken in: other sheets, hidden sheets, hidden rows. */
function reportLeft(file: string, view: StagedView, { language, sheets }: Options): void {
  const tell = (key: string, values: Record<string, string | number>) =>
    process.stderr.write(`  ${file} ${say(language, key, values)}\n`)
  const left = leftSheets(view, sheets)
  if (left.length > 0)
    tell('left.sheets', { sheets: left.map(({ name, rows }) => `${name} (${rows})`).join(', '), n: left.length })
  if (view.hidden.sheets.length > 0) tell('left.hidden-sheets', { sheets: view.hidden.sheets.join(', ') })
  if (view.hidden.rows > 0) tell('left.hidden-rows', { n: view.hidden.rows, where: view.hidden.where })
}

/** Assumptions about what a list does not say: counted in the preview, too many to be printed row by row. */
const assumed: ReadonlySet<ProblemCode> = new Set(['no-home', 'no-phone'])

/** Says, before anything is taken in, what of the cells is left out or read as something else. */
function reportNotes(desk: Staging, file: string, view: StagedView, { actor, language, json }: Options): void {
  if (json) return
  const noted = (Object.keys(view.summary.problems) as ProblemCode[]).filter(
    (code) => problemWeights[code] === 'note' && !assumed.has(code),
  )
  let more = noted.reduce((sum, code) => sum + (view.summary.problems[code] ?? 0), 0)
  const most = Math.max(0, more - printedMax)
  for (let page = 0; more > most; page++) {
    const { rows, pages } = desk.rows(actor, view.id, 'problems', page)
    const notes = rows.flatMap(({ problems }) => problems.filter(({ code }) => noted.includes(code)))
    for (const note of notes.slice(0, more - most))
      process.stderr.write(`  ${file} [${view.sheets[view.sheet].name}] ${sayProblem(language, note)}\n`)
    more -= notes.length
    if (page + 1 >= pages) break
  }
  if (most > 0) process.stderr.write(`  … ${most}\n`)
}

function report(file: string, view: StagedView, failing: readonly PlannedRow[], options: Options): void {
  const { language, json } = options
  const { acts } = view.summary
  if (json) {
    const said = {
      file,
      kind: view.kind,
      sheet: view.sheets[view.sheet].name,
      left: leftSheets(view, options.sheets),
      hidden: view.hidden,
      ...view.summary,
      committed: view.committed,
      failing: failing.map(({ row, act, problems }) => ({ row, act, problems })),
    }
    process.stdout.write(`${JSON.stringify(said)}\n`)
    return
  }
  const counts = (Object.keys(acts) as (keyof typeof acts)[])
    .filter((act) => acts[act] > 0)
    .map((act) => `${say(language, `act.${act}`)} ${acts[act]}`)
    .join('  ')
  process.stdout.write(`${file} [${view.sheets[view.sheet].name}] ${say(language, `kind.${view.kind}`)}  ${counts}\n`)
  const lines = failing.flatMap((row) =>
    row.problems
      .filter((problem) => problem.weight !== 'note')
      .map((problem) => `  ${file} [${view.sheets[view.sheet].name}] ${sayProblem(language, problem)}`),
  )
  for (const line of lines.slice(0, printedMax)) process.stderr.write(`${line}\n`)
  if (lines.length > printedMax) process.stderr.write(`  … ${lines.length - printedMax}\n`)
  reportLeft(file, view, options)
}

/** Every sheet that was asked for, or the one that is recognised. @returns exit code */
async function importOne(desk: Staging, file: string, bytes: Uint8Array, options: Options): Promise<number> {
  const sheets = options.sheets.length > 0 ? options.sheets : [undefined]
  let worst = 0
  for (const sheet of sheets) worst = Math.max(worst, await importSheet(desk, file, bytes, sheet, options))
  return worst
}

async function importSheet(
  desk: Staging,
  file: string,
  bytes: Uint8Array,
  sheet: string | undefined,
  options: Options,
): Promise<number> {
  let view = await desk.upload(options.actor, file, bytes)
  if (sheet !== undefined) {
    const at = placeOf(view, sheet)
    if (at === undefined) {
      desk.discard(options.actor, view.id)
      const names = view.sheets.map(({ name }) => name).join(', ')
      process.stderr.write(`muster import: ${file}: ${say(options.language, 'left.no-sheet', { sheet, names })}\n`)
      return 2
    }
    if (at !== view.sheet) view = await desk.map(options.actor, view.id, { sheet: at })
  }
  if (options.kind && options.kind !== view.kind) view = await desk.map(options.actor, view.id, { kind: options.kind })
  reportNotes(desk, file, view, options)
  let failed: DeskRefused | undefined
  if (!options.dryRun) {
    try {
      view = await desk.commit(options.actor, view.id, options.leaveOut)
    } catch (error) {
      if (!(error instanceof DeskRefused)) throw error
      failed = error
      view = desk.look(options.actor, view.id)
    }
  }
  const failing = desk.failing(options.actor, view.id)
  report(
    file,
    view,
    failing.rows.map((row) => row.planned),
    options,
  )
  if (failed)
    process.stderr.write(`muster import: ${file}: ${say(options.language, `import.${failed.reason}`, failed.detail)}\n`)
  if (options.failedRows && failing.rows.length > 0)
    writeFileSync(options.failedRows, await failingSheet(failing, options.language))
  desk.discard(options.actor, view.id)
  const lists = leftSheets(view, options.sheets).some(({ recognised }) => recognised)
  return failed || failing.rows.length > 0 || (sheet === undefined && lists) ? 1 : 0
}

export async function run(args: string[]): Promise<number> {
  let parsed
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean' },
        kind: { type: 'string' },
        sheet: { type: 'string', multiple: true },
        'leave-out': { type: 'boolean' },
        'failed-rows': { type: 'string' },
        county: { type: 'string' },
        lang: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    process.stderr.write(`muster import: ${(error as Error).message}\n\n${help}`)
    return 2
  }
  const { values, positionals } = parsed
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const language = values.lang ?? firstLanguage
  if (positionals.length === 0 || (values.kind && !kinds.includes(values.kind as ListKind)) || !isLanguage(language)) {
    process.stderr.write(help)
    return 2
  }
  const options: Omit<Options, 'actor'> = {
    dryRun: values['dry-run'] ?? false,
    leaveOut: values['leave-out'] ?? false,
    kind: values.kind as ListKind | undefined,
    sheets: values.sheet ?? [],
    failedRows: values['failed-rows'],
    language,
    json: values.json ?? false,
  }
  const files = readAll(positionals)
  if (files === undefined) return 2
  return withHouse('muster import', async (house) => {
    const actor = commandLineActor(await countyOf(house, values.county))
    return importAll(new Staging(house), files, { ...options, actor })
  })
}

type NamedFile = readonly [file: string, bytes: Uint8Array]

/** @returns undefined where one cannot be read, which has been told: then none is taken in */
function readAll(names: readonly string[]): NamedFile[] | undefined {
  const files: NamedFile[] = []
  for (const file of names) {
    try {
      files.push([file, readFileSync(file)])
    } catch (error) {
      process.stderr.write(`muster import: ${file}: ${(error as Error).message}\n`)
      return undefined
    }
  }
  return files
}

/** One after the other; a file that is refused stops no other. @returns the worst of their exit codes */
async function importAll(desk: Staging, files: readonly NamedFile[], options: Options): Promise<number> {
  let worst = 0
  for (const [file, bytes] of files) {
    try {
      worst = Math.max(worst, await importOne(desk, file, bytes, options))
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error
      process.stderr.write(`muster import: ${file}: ${say(options.language, `file.${error.reason}`, error.detail)}\n`)
      worst = 2
    }
  }
  return worst
}
