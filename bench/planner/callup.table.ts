// Writes the figures of callup.baseline.json and queue.baseline.json into docs/planner.md, between their marks.   node
// bench/planner/callup.table.ts
import { readFileSync, writeFileSync } from 'node:fs'

const read = (name: string) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'))
const [callup, queue] = [read('./callup.baseline.json'), read('./queue.baseline.json')]
const page = new URL('../../docs/planner.md', import.meta.url)
const [open, close] = ['<!-- callup: made by bench/planner/callup.table.ts -->', '<!-- /callup -->']

type Row = Record<string, string | number | null>
const tableOf = (head: readonly string[], columns: readonly string[], rows: readonly Row[]) =>
  [
    head,
    head.map((_, k) => (k === 0 ? '---' : '--:')),
    ...rows.map((row) => columns.map((column) => row[column] ?? '')),
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')

const { replan } = callup
const text = `${open}
${tableOf(['town', 'objective', 'bound', 'above the bound, %', 'CPU s', 'linear relaxation (HiGHS)', 'HiGHS branch and bound: CPU s', 'its best above our bound, %'], ['case', 'objective', 'bound', 'gapPercent', 'cpuSeconds', 'linear', 'highsSeconds', 'highsGapPercent'], callup.rows)}

Mean ${callup.meanGapPercent} %, worst ${callup.worstGapPercent} % above the bound. Node ${callup.node}, ${callup.processor}.
Planning a town again after a point fell to half its rate: ${replan.cpuMs} ms of CPU, ${replan.moved} of ${replan.movable} buildings that could still move did, ${replan.gapPercent} % above the bound.

${tableOf(['queue', 'million events a CPU second', 'SimPy', 'times'], ['case', 'millionEventsASecond', 'simpyMillions', 'times'], queue.speeds)}

${tableOf(['closed form, 20 million people', 'off by, %', 'standard error of that, %'], ['case', 'offPercent', 'errorPercent'], queue.forms)}
${close}`
const before = readFileSync(page, 'utf8')
const at = before.indexOf(open)
const end = before.indexOf(close)
if (at < 0 || end < at) throw new Error(`docs/planner.md lacks the marks ${open} … ${close}`)
writeFileSync(page, before.slice(0, at) + text + before.slice(end + close.length))
