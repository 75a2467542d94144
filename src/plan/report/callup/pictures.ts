// Pictures of load and waiting as inline SVG: a table of shaded cells, and curves over the time of day.
import type { Said } from '#words/languages.ts'
import { both, leftOut, safe } from '../page.ts'

const LABEL = 190
const CELL_HEIGHT = 14
const WIDTH = 960
/** Rows drawn at most; the JSON has them all. */
const ROWS_MAX = 400

export interface HeatRow {
  readonly name: string
  /** Share of the room used; below 0 for closed. */
  readonly cells: readonly { readonly share: number; readonly title: string }[]
}

export function heat(label: Said, columns: readonly string[], rows: readonly HeatRow[]): string {
  const shown = rows.slice(0, ROWS_MAX)
  const width = (WIDTH - LABEL) / Math.max(1, columns.length)
  const every = Math.max(1, Math.ceil(44 / width))
  const head = columns
    .map((text, t) => (t % every ? '' : `<text x="${(LABEL + t * width).toFixed(1)}" y="12">${safe(text)}</text>`))
    .join('')
  const body = shown.map(({ name, cells }, r) => {
    const y = 18 + r * CELL_HEIGHT
    const boxes = cells.map(({ share, title }, t) => {
      if (share < 0) return ''
      const overfull = share > 1.0001 ? ' stroke="var(--red)"' : ''
      return (
        `<rect x="${(LABEL + t * width).toFixed(1)}" y="${y}" width="${(width - 1).toFixed(1)}" ` +
        `height="${CELL_HEIGHT - 1}" fill="var(--blue)" ` +
        `fill-opacity="${Math.min(1, Math.max(0.04, share)).toFixed(2)}"${overfull}>` +
        `<title>${safe(`${name} ${columns[t]} ${title}`)}</title></rect>`
      )
    })
    return `<text x="${LABEL - 6}" y="${y + 10}" text-anchor="end">${safe(name)}</text>${boxes.join('')}`
  })
  return (
    `<svg viewBox="0 0 ${WIDTH} ${24 + shown.length * CELL_HEIGHT}" role="img" ` +
    `aria-label="${safe(`${label.zh} · ${label.en}`)}">${head}${body.join('')}</svg>${leftOut(rows.length - ROWS_MAX)}`
  )
}

export interface Curve {
  readonly name: Said
  /** CSS colour of the page. */
  readonly colour: string
  readonly values: readonly number[]
}

const HEIGHT = 260
const FOOT = 24
const TICKS = 4

/** Curves over steps from a minute of the day. @param clock says a minute as a time */
export function curves(
  label: Said,
  from: number,
  step: number,
  lines: readonly Curve[],
  clock: (minute: number) => string,
): string {
  const steps = Math.max(2, ...lines.map(({ values }) => values.length))
  const most = Math.max(1, ...lines.flatMap(({ values }) => values))
  const x = (k: number) => (60 + (k / (steps - 1)) * (WIDTH - 80)).toFixed(1)
  const y = (value: number) => (10 + (1 - value / most) * (HEIGHT - 10)).toFixed(1)
  const grid = Array.from(
    { length: TICKS + 1 },
    (_, k) =>
      `<line x1="60" x2="${WIDTH - 20}" y1="${y((most * k) / TICKS)}" y2="${y((most * k) / TICKS)}" ` +
      `stroke="var(--line)"/><text x="54" y="${y((most * k) / TICKS)}" ` +
      `text-anchor="end">${Math.round((most * k) / TICKS)}</text>`,
  )
  const hours = Array.from({ length: steps }, (_, k) => k).filter((k) => (from + k * step) % 60 === 0)
  const every = Math.max(1, Math.ceil(hours.length / 14))
  const foot = hours
    .filter((_, k) => k % every === 0)
    .map((k) => `<text x="${x(k)}" y="${HEIGHT + 16}" text-anchor="middle">${safe(clock(from + k * step))}</text>`)
  const paths = lines.map(
    ({ colour, values }) =>
      `<polyline fill="none" stroke="${colour}" stroke-width="2" ` +
      `points="${values.map((value, k) => `${x(k)},${y(value)}`).join(' ')}"/>`,
  )
  const legend = lines
    .map(({ name, colour }) => `<span style="color:${colour}">■</span> ${both(name)}`)
    .join(' &nbsp; ')
  return (
    `<p>${legend}</p><svg viewBox="0 0 ${WIDTH} ${HEIGHT + FOOT}" role="img" ` +
    `aria-label="${safe(`${label.zh} · ${label.en}`)}">${grid.join('')}${foot.join('')}${paths.join('')}</svg>`
  )
}
