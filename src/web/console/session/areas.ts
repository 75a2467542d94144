// The names of areas, read once a log-in: tables and choosers show "翠峰镇 城关社区" where the data holds a code.
import { signal } from '@preact/signals'
import { type AreaId, type AreaLevel, around, levelOf } from '#domain/kernel/area.ts'
import { ask } from '#web/api/api.ts'
import type { Option } from '#web/console/parts/combo.tsx'

export interface AreaRow {
  readonly area: AreaId
  readonly level: AreaLevel
  readonly name: string
  readonly lng?: number | null
  readonly lat?: number | null
  readonly households?: number
  readonly residents?: number
}

/** County, townships, communities and grids; buildings are searched on the server, for there are thousands. */
export const areas = signal<ReadonlyMap<AreaId, AreaRow>>(new Map())

export async function readAreas(): Promise<void> {
  const answer = await ask('areas', {})
  if (answer.ok) areas.value = new Map(answer.body.rows.map((row) => [row.area, row]))
}

/** Common endings that tell a reader nothing: a community is called by its name in tables. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/(社区)?(居民委员会|居委会)$/, '社区'],
  [/村?(村民委员会|村委会)$/, '村'],
]

export function shortName(name: string): string {
  return ENDINGS.reduce((text, [ending, short]) => text.replace(ending, short), name)
}

/** The name of one area; its code where the name is unknown. */
export function areaName(area: AreaId | undefined | null): string {
  if (!area) return ''
  const row = areas.value.get(area)
  return row ? shortName(row.name) : area
}

/** The area within its township: "翠峰镇 城关社区". */
export function areaPath(area: AreaId | undefined | null): string {
  if (!area) return ''
  const names: string[] = []
  // Six levels at most: the code gets shorter each time.
  for (let at: AreaId | undefined = area; at && levelOf(at) !== 'county'; at = around(at)) {
    const row = areas.value.get(at)
    if (row) names.unshift(shortName(row.name))
  }
  return names.join(' ') || areaName(area)
}

export function areaOptions(levels: readonly AreaLevel[], within?: AreaId): readonly Option[] {
  return [...areas.value.values()]
    .filter((row) => levels.includes(row.level) && (!within || row.area.startsWith(within)))
    .sort((a, b) => (a.area < b.area ? -1 : 1))
    .map((row) => ({
      id: row.area,
      text: row.level === 'county' ? row.name : areaPath(row.area),
      detail: row.level === 'township' || row.level === 'county' ? '' : row.area,
      also: row.name,
    }))
}
