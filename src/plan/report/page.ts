// The frame of a report: one HTML file with everything inside, Chinese and English side by side in the page, a switch
// between them; no script needed to read it.
import type { Io } from '../io.ts'
import type { Said } from '#words/languages.ts'
import { saveFile } from '../write.ts'

/**
 * A part of a report: a heading and ready-made HTML. Every text in it that came from outside must have gone through
 * `safe`.
 */
export interface Section {
  readonly title: Said
  readonly html: string
}

/** Text for HTML. */
export const safe = (text: string | number): string =>
  String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Both languages; the page shows one. */
export const both = (said: Said): string =>
  `<span class="zh" lang="zh">${safe(said.zh)}</span><span class="en" lang="en">${safe(said.en)}</span>`

/** Rows of a table shown at most; the JSON has them all. */
const ROWS_MAX = 2_000

/** A table whose cells are ready-made HTML. */
export function table(head: readonly Said[], rows: readonly (readonly string[])[]): string {
  const heads = head.map((said) => `<th>${both(said)}</th>`).join('')
  const lines = rows.slice(0, ROWS_MAX).map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
  return (
    `<div class="wide"><table><thead><tr>${heads}</tr></thead>` +
    `<tbody>${lines.join('\n')}</tbody></table></div>${leftOut(rows.length - ROWS_MAX)}`
  )
}

/** Says how many rows are not shown; nothing where all are. */
export const leftOut = (rows: number): string =>
  rows > 0 ? `<p>${both({ zh: `另有 ${rows} 行，见 JSON 结果`, en: `${rows} more rows in the JSON answer` })}</p>` : ''

/** Numbers that say it in one look. */
export function figures(list: readonly (readonly [Said, string | number])[]): string {
  const each = list.map(([name, value]) => `<div><dt>${both(name)}</dt><dd>${safe(value)}</dd></div>`)
  return `<dl class="figures">${each.join('')}</dl>`
}

const style = `
:root{--ink:#1c2430;--soft:#5b6675;--paper:#fff;--line:#d7dde5;--blue:#1f5fbf;--red:#c0392b;--amber:#b7791f;--green:#2f7d4f;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--ink:#e8ecf2;--soft:#9aa7b8;--paper:#151b24;--line:#313b49;--blue:#6fa8ff;--red:#ff8575;--amber:#e5b567;--green:#6fcf97}}
body{margin:0 auto;max-width:72rem;padding:1rem;background:var(--paper);color:var(--ink);
font:16px/1.5 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem;border-bottom:1px solid var(--line)}
.en{display:none}#en:checked~main .en,#en:checked~header .en{display:inline}
#en:checked~main .zh,#en:checked~header .zh{display:none}
.switch{position:absolute;opacity:0}.switch:focus-visible~header label{outline:2px solid var(--blue)}
header label{float:right;border:1px solid var(--line);border-radius:.4rem;padding:.3rem .8rem;cursor:pointer}
.figures{display:flex;flex-wrap:wrap;margin:1rem -.5rem}
.figures div{border:1px solid var(--line);border-radius:.5rem;margin:.5rem;padding:.5rem 1rem;min-width:7rem}
dt{color:var(--soft);font-size:.85rem}dd{margin:0;font-size:1.5rem;font-variant-numeric:tabular-nums}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
th{color:var(--soft);font-weight:600;white-space:nowrap}.bad{color:var(--red)}.good{color:var(--green)}.warn{color:var(--amber)}
svg{max-width:100%;height:auto;display:block}svg text{fill:var(--ink);font-size:11px}.note{color:var(--soft)}
.area{fill:none;stroke:var(--soft);stroke-width:1.5}.way{stroke:var(--blue);stroke-width:.7;opacity:.45}.full{fill:var(--blue)}.short{fill:var(--red)}.new{stroke:var(--green);stroke-width:1.5}.shift{stroke:var(--amber);stroke-width:2}.bar{fill:var(--blue)}.bar.bad{fill:var(--red)}
@media print{header label{display:none}}`

const metas = [
  '<meta charset="utf-8">',
  '<meta name="viewport" content="width=device-width,initial-scale=1">',
  `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
]

/** A box that is ticked for English; the style shows one language by it. */
const languageSwitch = '<input class="switch" type="checkbox" id="en" aria-label="English">'
const languageLabel = '<label for="en"><span class="zh">English</span><span class="en">中文</span></label>'

/** The whole page. */
export function page(title: Said, sections: readonly Section[], note?: Said): string {
  return `<!doctype html>
<html lang="zh"><head>${metas.join('')}
<title>${safe(title.zh)} · ${safe(title.en)}</title><style>${style}</style></head>
<body>${languageSwitch}<header>${languageLabel}<h1>${both(title)}</h1>${note ? noteOf(note) : ''}</header>
<main>${sections.map(sectionOf).join('\n')}</main></body></html>
`
}

const noteOf = (note: Said) => `<p class="note">${both(note)}</p>`

const sectionOf = ({ title, html }: Section) => `<section><h2>${both(title)}</h2>${html}</section>`

/** Writes a report beside the answer and says where. */
export async function openingFile(file: string, html: () => Promise<string>, io: Io): Promise<void> {
  await saveFile(file, await html())
  io.err(`${file}\n`)
}
