// Inputs of `muster plan site`: buildings and candidate sites from tables, the OR-Library's pmedcap text, or the
// example county.
import type { Said } from '#words/languages.ts'
import { readFile } from 'node:fs/promises'
import { flat } from '#planner/kernel/ground.ts'
import { readPmedcap } from '#planner/site/pmedcap.ts'
import { CELLS_MAX, type SiteProblem } from '#planner/site/problem.ts'
import { drawCounty, county, outline } from '../../demo/county.ts'
import { InputFault } from '../fault.ts'
import type { LngLat } from '../report/landscape.ts'
import { readTable } from '../tables.ts'
import { words as common } from '../words.ts'

export interface BuildingRow {
  readonly building: string
  readonly at: LngLat
  readonly people: number
}

export interface SiteRow {
  readonly site: string
  readonly name?: string
  readonly at: LngLat
  readonly capacity: number
  readonly opening: number
}

export interface SiteGround {
  readonly problem: SiteProblem
  /** Ids: words in tables, numbers in pmedcap. */
  readonly buildings: readonly (string | number)[]
  readonly sites: readonly (string | number)[]
  /** Places and names, where the input has any. */
  readonly land?: {
    readonly homes: readonly LngLat[]
    readonly sites: readonly LngLat[]
    readonly names: readonly string[]
    readonly outline: readonly (readonly LngLat[])[]
    readonly note?: Said
  }
}

/** Streets are longer than the line: the usual factor of a town. */
const DETOUR = 1.3
const PEOPLE_MAX = 10_000_000
const ROWS_MAX = 100_000

const words = {
  noPlace: { zh: '没有可选的点；请至少给出一个', en: 'there is no site to choose from; give at least one' },
  nobody: { zh: '没有楼栋；请至少给出一栋', en: 'there is no building; give at least one' },
  tooMany: (cells: number) => ({
    zh: `点数乘楼栋数为 ${cells}，超过 ${CELLS_MAX}；请分片计算`,
    en: `sites times buildings are ${cells}, over ${CELLS_MAX}; split the area`,
  }),
  tooManyOpen: (open: number, sites: number) => ({
    zh: `要开 ${open} 个点，但只有 ${sites} 个可选；请减少或补充`,
    en: `is ${open} but there are only ${sites} sites; open fewer or give more sites`,
  }),
  pmedcap: (why: string) => ({ zh: `不符合 pmedcap 格式：${why}`, en: why }),
} as const

/** Throws InputFault naming file, line and field. */
export async function readGround(
  buildingsFile: string,
  sitesFile: string,
  open: number | undefined,
): Promise<SiteGround> {
  const buildings: BuildingRow[] = []
  const sites: SiteRow[] = []
  const number = (file: string, line: number, field: string, text: string, least: number, most: number) => {
    const value = text === '' ? Number.NaN : Number(text)
    if (!(value >= least && value <= most))
      throw new InputFault({ file, line, field }, common.notNumber(text, least, most))
    return value
  }
  const ids = (file: string, field: string) => {
    const seen = new Map<string, number>()
    return (id: string, line: number) => {
      if (id === '') throw new InputFault({ file, line, field }, common.emptyCell)
      const first = seen.get(id)
      if (first !== undefined) throw new InputFault({ file, line, field }, common.doubled(id, first))
      if (seen.size >= ROWS_MAX) throw new InputFault({ file, line }, common.tooManyRows(ROWS_MAX))
      seen.set(id, line)
      return id
    }
  }
  const place = (file: string, line: number, lng: string, lat: string): LngLat => [
    number(file, line, 'lng', lng, -180, 180),
    number(file, line, 'lat', lat, -90, 90),
  ]
  const [building, site] = [ids(buildingsFile, 'building'), ids(sitesFile, 'site')]
  await readTable(
    buildingsFile,
    { required: ['building|楼栋', 'people|人数', 'lng|经度', 'lat|纬度'] },
    ([id, people, lng, lat], line) => {
      buildings.push({
        building: building(id, line),
        people: number(buildingsFile, line, 'people', people, 0.001, PEOPLE_MAX),
        at: place(buildingsFile, line, lng, lat),
      })
    },
  )
  await readTable(
    sitesFile,
    { required: ['site|点位', 'capacity|容量', 'lng|经度', 'lat|纬度'], optional: ['name|名称', 'opening|开办费'] },
    ([id, capacity, lng, lat, name, opening], line) => {
      sites.push({
        site: site(id, line),
        capacity: number(sitesFile, line, 'capacity', capacity, 0, PEOPLE_MAX * 100),
        at: place(sitesFile, line, lng, lat),
        ...(name !== '' && { name }),
        opening: opening === '' ? 0 : number(sitesFile, line, 'opening', opening, 0, 1e12),
      })
    },
  )
  if (buildings.length === 0) throw new InputFault({ file: buildingsFile }, words.nobody)
  if (sites.length === 0) throw new InputFault({ file: sitesFile }, words.noPlace)
  if (buildings.length * sites.length > CELLS_MAX)
    throw new InputFault({ file: buildingsFile }, words.tooMany(buildings.length * sites.length))
  return groundOf(buildings, sites, open, [])
}

/**
 * Ids are sorted before they become numbers, so that the order of rows changes nothing. Costs are people × metres on
 * foot.
 */
export function groundOf(
  buildingRows: readonly BuildingRow[],
  siteRows: readonly SiteRow[],
  open: number | undefined,
  ring: readonly (readonly LngLat[])[],
): SiteGround {
  const buildings = [...buildingRows].sort((a, b) => (a.building < b.building ? -1 : 1))
  const sites = [...siteRows].sort((a, b) => (a.site < b.site ? -1 : 1))
  if (open !== undefined && open > sites.length)
    throw new InputFault({ field: '--open' }, words.tooManyOpen(open, sites.length))
  const middle = buildings.reduce((sum, { at }) => sum + at[1], 0) / buildings.length
  const homes = flat(
    buildings.map(({ at }) => at[0]),
    buildings.map(({ at }) => at[1]),
    middle,
  )
  const points = flat(
    sites.map(({ at }) => at[0]),
    sites.map(({ at }) => at[1]),
    middle,
  )
  const cost = new Float64Array(buildings.length * sites.length)
  buildings.forEach(({ people }, i) => {
    for (let s = 0; s < sites.length; s++)
      cost[i * sites.length + s] =
        people * Math.round(DETOUR * Math.hypot(homes.x[i] - points.x[s], homes.y[i] - points.y[s]))
  })
  const opening = sites.some((row) => row.opening > 0)
    ? { opening: Float64Array.from(sites, (row) => row.opening) }
    : {}
  const problem: SiteProblem = {
    sites: sites.length,
    customers: buildings.length,
    open: open ?? sites.length,
    capacity: Float64Array.from(sites, (row) => row.capacity),
    demand: Float64Array.from(buildings, ({ people }) => people),
    cost,
    ...opening,
  }
  return {
    problem,
    buildings: buildings.map((row) => row.building),
    sites: sites.map((row) => row.site),
    land: {
      homes: buildings.map(({ at }) => at),
      sites: sites.map(({ at }) => at),
      names: sites.map((row) => row.name ?? row.site),
      outline: ring,
    },
  }
}

/** Throws InputFault naming file, line and field. */
export async function readPmedcapFile(file: string): Promise<SiteGround> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new InputFault({ file }, common.noFile)
  })
  try {
    const { problem, ids } = readPmedcap(text)
    return { problem, buildings: ids, sites: ids }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const [, line, field, why] = /^line (\d+): (?:field (\w+) )?(.*)$/s.exec(error.message) ?? [
      undefined,
      undefined,
      undefined,
      error.message,
    ]
    throw new InputFault(
      { file, ...(line !== undefined && { line: Number(line) }), ...(field !== undefined && { field }) },
      words.pmedcap(why),
    )
  }
}

/** A community's place can hold a point for so many residents. */
const EXAMPLE_CAPACITY = 6_000
export const EXAMPLE_OPEN = 60

/** Every building's residents; every community's place may hold a point. Throws InputFault for an unknown example. */
export function exampleGround(name: string, seed: number, open: number): SiteGround {
  if (name !== 'lingshi') throw new InputFault({ field: '--example' }, common.oneOf(name, ['lingshi']))
  const buildings: BuildingRow[] = []
  const sites: SiteRow[] = []
  for (const township of drawCounty(seed)) {
    for (const community of township.communities) {
      sites.push({
        site: community.code,
        name: `${township.name} ${community.name}`,
        at: community.place,
        capacity: EXAMPLE_CAPACITY,
        opening: 0,
      })
      community.grids.forEach((grid, g) => {
        grid.buildings.forEach(({ doors, place }, b) => {
          const people = doors.reduce((sum, { residents }) => sum + residents, 0)
          if (people > 0) buildings.push({ building: `${community.code}-${g + 1}-${b + 1}`, people, at: place })
        })
      })
    }
  }
  const ground = groundOf(buildings, sites, open, [outline()])
  const note = {
    zh: `示例数据：${county.name}，区划真实（国家统计局 2023），地点与住户为种子生成的合成数据`,
    en:
      'Example: areas are real (National Bureau of Statistics 2023); places and households are synthetic, drawn ' +
      'from a seed',
  }
  return { ...ground, land: { ...ground.land!, note } }
}
