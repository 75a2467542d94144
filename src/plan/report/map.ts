// An inline SVG map: outline, ways from homes to places, dots by how full they are. North is up, one degree of
// longitude shrunk by the latitude.
import type { Said } from '#words/languages.ts'
import type { LngLat } from './landscape.ts'
import { safe } from './page.ts'

export interface Dot {
  readonly at: LngLat
  readonly radius: number
  /** Class of the page's style: full, short … */
  readonly look: string
  readonly title: string
}

export interface Way {
  readonly from: LngLat
  readonly to: LngLat
  readonly look: string
}

const WIDTH = 960
const HEIGHT_MAX = 900
const EDGE = 12
/** Ways drawn at most: a browser draws some thousand lines at once without a pause. */
const WAYS_MAX = 6_000

/** Empty without a point. */
export function map(
  label: Said,
  outline: readonly (readonly LngLat[])[],
  ways: readonly Way[],
  dots: readonly Dot[],
): string {
  const points = [...outline.flat(), ...dots.map(({ at }) => at)]
  if (points.length === 0) return ''
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const [lng, lat] of points) {
    west = Math.min(west, lng)
    east = Math.max(east, lng)
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = Math.min(
    (WIDTH - 2 * EDGE) / Math.max(1e-6, (east - west) * shrink),
    (HEIGHT_MAX - 2 * EDGE) / Math.max(1e-6, north - south),
  )
  const height = Math.round((north - south) * scale + 2 * EDGE)
  const width = Math.round((east - west) * shrink * scale + 2 * EDGE)
  const put = ([lng, lat]: LngLat): [string, string] => [
    ((lng - west) * shrink * scale + EDGE).toFixed(1),
    ((north - lat) * scale + EDGE).toFixed(1),
  ]
  const rings = outline.map(
    (ring) => `<path class="area" d="M${ring.map((point) => put(point).join(' ')).join('L')}Z"/>`,
  )
  const lines = ways.slice(0, WAYS_MAX).map(({ from, to, look }) => {
    const [[x1, y1], [x2, y2]] = [put(from), put(to)]
    return `<line class="${look}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`
  })
  const circles = dots.map(({ at, radius, look, title }) => {
    const [x, y] = put(at)
    return `<circle class="${look}" cx="${x}" cy="${y}" r="${radius}"><title>${safe(title)}</title></circle>`
  })
  return (
    `<svg viewBox="0 0 ${width} ${height}" role="img" ` +
    `aria-label="${safe(`${label.zh} · ${label.en}`)}">${rings.join('')}${lines.join('')}${circles.join('')}</svg>`
  )
}

/** Bars of counts by name, longest 100 %. */
export function bars(
  rows: readonly { readonly name: string; readonly value: number; readonly look?: string }[],
): string {
  const most = rows.reduce((a, { value }) => Math.max(a, value), 0) || 1
  const height = rows.length * 20
  const row = ({ name, value, look = '' }: { name: string; value: number; look?: string }, k: number) =>
    `<text x="150" y="${k * 20 + 14}" text-anchor="end">${safe(name)}</text><rect class="bar ${look}" x="156" ` +
    `y="${k * 20 + 3}" width="${((value / most) * 560).toFixed(1)}" height="14"/><text ` +
    `x="${(162 + (value / most) * 560).toFixed(1)}" y="${k * 20 + 14}">${safe(value)}</text>`
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img">${rows.map(row).join('')}</svg>`
}
