// Writes the figures of teams.baseline.json into docs/planner.md, between its marks.   node
// bench/planner/teams.table.ts
import { readFileSync, writeFileSync } from 'node:fs'

const baseline = JSON.parse(readFileSync(new URL('./teams.baseline.json', import.meta.url), 'utf8'))
const page = new URL('../../docs/planner.md', import.meta.url)
const [open, close] = ['<!-- teams: made by bench/planner/teams.table.ts -->', '<!-- /teams -->']

type Row = Record<string, string | number | null>
const head = [
  'case',
  'arcs',
  'LEMON ms',
  'cold ms',
  'warm ms',
  '× LEMON cold',
  '× LEMON warm',
  'repair of 10 % ms',
  'moved',
  'LEMON MB',
  'ours MB',
  'HiGHS ms',
]
const columns = [
  'case',
  'arcs',
  'lemonMs',
  'coldMs',
  'warmMs',
  'timesCold',
  'timesWarm',
  'repairMs',
  'moved',
  'lemonMb',
  'oursMb',
  'highsMs',
]
const lines = [
  head,
  head.map((_, k) => (k === 0 ? '---' : '--:')),
  ...(baseline.rows as Row[]).map((row) => columns.map((column) => row[column] ?? '')),
].map((cells) => `| ${cells.join(' | ')} |`)
const growth = Object.entries(baseline.exponents as Record<string, { ours: number; lemon: number }>)
  .map(([supply, { ours, lemon }]) => `${supply} ${ours} (LEMON ${lemon})`)
  .join(', ')
const text = `${open}
${lines.join('\n')}

Node ${baseline.node}, ${baseline.processor}; least CPU time of ${baseline.runs} interleaved runs. ${baseline.randomCasesEqual} random cases equal LEMON to the unit.
Growth with the arcs from city to mega, as an exponent: ${growth}.
Side rule, ${baseline.sides.case}: ${baseline.sides.ms} ms, proven gap ${baseline.sides.gapPercent} %.
${close}`
const before = readFileSync(page, 'utf8')
const at = before.indexOf(open)
const end = before.indexOf(close)
if (at < 0 || end < at) throw new Error(`docs/planner.md lacks the marks ${open} … ${close}`)
writeFileSync(page, before.slice(0, at) + text + before.slice(end + close.length))
