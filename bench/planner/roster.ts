// How fast rosters are filled and how near their bound: fresh processes, CPU time, minimum of the runs, HiGHS live on
// the counties at the same gap.
//   node bench/planner/roster.ts [--cases county,city] [--runs 5] [--highs-seconds 150] [--write]
// --write puts the result into roster.baseline.json and the table into docs/planner.md; without it the result is
// compared with that file.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import highs from 'highs'
import { type RosterCountry, rosterCountry, rosterKinds, smallRoster } from '#planner/roster/cases.ts'
import { lpText } from '#planner/roster/lp.ts'
import { solveRoster } from '#planner/roster/roster.ts'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const sizes: Record<string, Omit<RosterCountry, 'need'> & { readonly gap: number; readonly times: number }> = {
  county: { people: 1_590, posts: 60, days: 4, degree: 4, seed: 1, gap: 0.002, times: 5 },
  city: { people: 20_000, posts: 600, days: 4, degree: 4, seed: 1, gap: 0.01, times: 1 },
}
/** Mean seats of a place: a third, two thirds and nine tenths and more of the shifts that people could serve. */
const supplies: Record<string, number> = { plenty: 1.5, tight: 3.5, scarce: 5 }
const SMALL_CASES = 200

interface Row {
  case: string
  arcs: number
  seats: number
  open: number
  /** CPU ms to the wanted gap in a fresh process and in a warm one; and to the end. */
  coldEnoughMs: number | null
  warmEnoughMs: number | null
  coldMs: number
  warmMs: number | null
  gapPercent: number
  /** HiGHS at the same wanted gap: CPU seconds, its own gap, and our objective above its bound. */
  highsSeconds: number | null
  /** Where the limit of time ended it. */
  highsStopped: boolean
  highsGapPercent: number | null
  aboveHighsPercent: number | null
  addedMb: number
}

const least = (values: readonly (number | null)[]) =>
  values.includes(null) ? null : (values as number[]).reduce((a, b) => Math.min(a, b), Infinity)
const round = (value: number, digits = 1) => Math.round(value * 10 ** digits) / 10 ** digits
const rounded = (value: number | null) => (value === null || value === Infinity ? null : round(value))

// Its types describe an ES module, its file is CommonJS.
const solver = await (highs as unknown as typeof highs.default)()

function highsAt(country: RosterCountry, gap: number, seconds: number) {
  const text = lpText(rosterCountry(country))
  const before = process.cpuUsage()
  const { ObjectiveValue, Status } = solver.solve(text, { mip_rel_gap: gap, time_limit: seconds })
  const { user, system } = process.cpuUsage(before)
  return { seconds: (user + system) / 1e6, objective: ObjectiveValue, status: Status }
}

function measure(
  name: string,
  country: RosterCountry,
  { gap, times }: { gap: number; times: number },
  runs: number,
  seconds: number,
): Row {
  const ours = Array.from({ length: runs }, () =>
    JSON.parse(
      execFileSync(process.execPath, [
        '--disable-warning=ExperimentalWarning',
        here('./roster.child.ts'),
        JSON.stringify(country),
        String(times),
        String(gap),
      ]).toString(),
    ),
  )
  type Run = { enoughMs: number | null; ms: number }
  const cold = ours.map(({ runs: list }) => list[0] as Run)
  const warm = ours.flatMap(({ runs: list }) => list.slice(1) as Run[])
  const { arcs, seats, open, objective, bound } = ours[0]
  const theirs = name.startsWith('county') && seconds > 0 ? highsAt(country, gap, seconds) : undefined
  return {
    case: name,
    arcs,
    seats,
    open,
    coldEnoughMs: rounded(least(cold.map(({ enoughMs }) => enoughMs))),
    warmEnoughMs: rounded(warm.length > 0 ? least(warm.map(({ enoughMs }) => enoughMs)) : null),
    coldMs: round(least(cold.map(({ ms }) => ms))!),
    warmMs: rounded(warm.length > 0 ? least(warm.map(({ ms }) => ms)) : null),
    gapPercent: round((100 * (objective - bound)) / bound, 3),
    highsSeconds: theirs ? round(theirs.seconds) : null,
    highsStopped: theirs !== undefined && theirs.status !== 'Optimal',
    highsGapPercent: theirs ? round((100 * (theirs.objective - bound)) / bound, 3) : null,
    aboveHighsPercent: theirs ? round((100 * (objective - theirs.objective)) / theirs.objective, 3) : null,
    addedMb: round(least(ours.map(({ idleKb, peakKb }) => peakKb - idleKb))! / 1024),
  }
}

/** Small cases of every kind: how often the roster is the optimum, and how far above it is in all. */
function smallCases() {
  let [optimal, above, total] = [0, 0, 0]
  for (let seed = 1; seed <= SMALL_CASES; seed++) {
    const problem = smallRoster(rosterKinds[seed % rosterKinds.length], 1_000_000 + seed, false)
    const best = Math.round(solver.solve(lpText(problem), { mip_rel_gap: 0 }).ObjectiveValue)
    const { objective, bound } = solveRoster(problem, 1)
    if (bound > best || objective < best) throw new Error(`seed ${seed}: HiGHS ${best}, ours ${bound} … ${objective}`)
    if (objective === best) optimal++
    above += objective - best
    total += Math.abs(best)
  }
  return { cases: SMALL_CASES, optimal, abovePercent: round((100 * above) / total, 3) }
}

const titles: [string, keyof Row][] = [
  ['case', 'case'],
  ['arcs', 'arcs'],
  ['seats', 'seats'],
  ['left open', 'open'],
  ['cold ms to 0.2 % (city 1 %)', 'coldEnoughMs'],
  ['warm', 'warmEnoughMs'],
  ['cold ms in all', 'coldMs'],
  ['warm', 'warmMs'],
  ['proven gap %', 'gapPercent'],
  ['HiGHS s to 0.2 %', 'highsSeconds'],
  ['its roster above our bound %', 'highsGapPercent'],
  ['ours above its roster %', 'aboveHighsPercent'],
  ['MB added', 'addedMb'],
]

function intoDocs(result: {
  rows: Row[]
  small: ReturnType<typeof smallCases>
  node: string
  processor: string
  runs: number
}): void {
  const page = here('../../docs/planner.md')
  const [open, close] = ['<!-- rosters: made by bench/planner/roster.ts --write -->', '<!-- /rosters -->']
  const lines = [
    titles.map(([title]) => title),
    titles.map((_, k) => (k === 0 ? '---' : '--:')),
    ...result.rows.map((row) =>
      titles.map(([, key]) =>
        key === 'highsSeconds' && row.highsStopped ? `stopped at ${row[key]}` : (row[key] ?? ''),
      ),
    ),
  ].map((cells) => `| ${cells.join(' | ')} |`)
  const text =
    `${open}\n${lines.join('\n')}\n\nNode ${result.node}, ${result.processor}; least CPU time of ${result.runs} ` +
    `fresh processes. Of ${result.small.cases} small random cases ${result.small.optimal} are optimal by HiGHS, ` +
    `all together ${result.small.abovePercent} % above it; every bound holds.\n${close}`
  const before = readFileSync(page, 'utf8')
  const [at, end] = [before.indexOf(open), before.indexOf(close)]
  if (at < 0 || end < at) throw new Error(`docs/planner.md lacks the marks ${open} … ${close}`)
  writeFileSync(page, before.slice(0, at) + text + before.slice(end + close.length))
}

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: 'county,city' },
    runs: { type: 'string', default: '5' },
    'highs-seconds': { type: 'string', default: '150' },
    write: { type: 'boolean' },
  },
})
const rows: Row[] = []
for (const size of values.cases.split(',')) {
  for (const [supply, need] of Object.entries(supplies)) {
    const { gap, times, ...country } = sizes[size]
    rows.push(
      measure(
        `${size} ${supply}`,
        { ...country, need },
        { gap, times },
        Number(values.runs),
        Number(values['highs-seconds']),
      ),
    )
    console.log(JSON.stringify(rows.at(-1)))
  }
}
const result = {
  node: process.version,
  processor: cpus()[0].model,
  runs: Number(values.runs),
  small: smallCases(),
  rows,
}
console.log(JSON.stringify(result.small))
const baseline = here('./roster.baseline.json')
if (values.write) {
  writeFileSync(baseline, JSON.stringify(result, null, 1) + '\n')
  intoDocs(result)
} else if (existsSync(baseline)) {
  for (const old of JSON.parse(readFileSync(baseline, 'utf8')).rows as Row[]) {
    const now = rows.find((row) => row.case === old.case)
    if (now)
      console.log(
        `${old.case}: ${now.coldMs} ms, gap ${now.gapPercent} %; baseline ${old.coldMs} ms, ${old.gapPercent} %`,
      )
  }
}
