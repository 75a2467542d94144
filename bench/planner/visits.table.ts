// Writes the figures of visits.baseline.json into docs/planner.md, between their marks.   node
// bench/planner/visits.table.ts
import { readFileSync, writeFileSync } from 'node:fs'

interface Class {
  readonly class: string
  readonly cases: number
  readonly gapPercent: number
  readonly cpuSeconds: number
  readonly vroomPercent?: number
  readonly pyvrpPercent?: number
}

const { node, processor, first, classes, leftOut } = JSON.parse(
  readFileSync(new URL('./visits.baseline.json', import.meta.url), 'utf8'),
) as { node: string; processor: string; first: { coldMs: number; warmMs: number }; classes: Class[]; leftOut: string[] }
const page = new URL('../../docs/planner.md', import.meta.url)
const [open, close] = ['<!-- visits: made by bench/planner/visits.table.ts -->', '<!-- /visits -->']
const head = ['class', 'cases', 'above the reference, %', 'CPU s each', 'VROOM (recorded), %', 'PyVRP (recorded), %']
const lines = [
  head,
  head.map((_, k) => (k === 0 ? '---' : '--:')),
  ...classes.map((row) => [
    row.class,
    row.cases,
    row.gapPercent,
    row.cpuSeconds,
    row.vroomPercent ?? '',
    row.pyvrpPercent ?? '',
  ]),
]
const text = `${open}
${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}

First plan of 1,000 visits: ${first.coldMs} ms of CPU in a fresh process, ${first.warmMs} ms warm. Node ${node}, ${processor}.${leftOut.length > 0 ? ` Left out: ${leftOut.join('; ')}.` : ''}
${close}`
const before = readFileSync(page, 'utf8')
const at = before.indexOf(open)
const end = before.indexOf(close)
if (at < 0 || end < at) throw new Error(`docs/planner.md lacks the marks ${open} … ${close}`)
writeFileSync(page, before.slice(0, at) + text + before.slice(end + close.length))
