// Plans a list of buildings: a row a household (楼栋、单元、房号) or a row a building (层数、单元数、每层户数). Rows of
// one building become one command. Pure.
import type { AreaId } from '#domain/kernel/area.ts'
import type { Position } from '#domain/kernel/position.ts'
import { streamOf } from '#domain/kernel/stream.ts'
import type { Numbering } from '#domain/registry/terms.ts'
import { readPlace, gridCode } from './areas.ts'
import { tidy, wholeNumber } from './clean.ts'
import { permitted, RowReader, type County, type List, type Planned, type PlannedRow } from './plan.ts'
import { areaOr } from './units.ts'

const doorsMax = 4_000
/** A building's number has four digits. */
const buildingsMax = 9_999

interface Block {
  readonly area: AreaId
  readonly grid: AreaId
  readonly name: string
  /** Indexes of its good rows; the first carries the building's command. */
  readonly rows: number[]
  place?: Position
  numbering: Numbering
  readonly doors: Map<string, number>
}

/** 501 on entrance 2 → 0512; 12号 → 0012. Undefined where it fits no four digits. */
export function doorNumber(
  entrance: number | undefined,
  door: string,
): { number: string; numbering: Numbering } | undefined {
  const yard = /^(\d{1,4})\s*号(院|门)?$/.exec(door)
  if (yard) return { number: yard[1].padStart(4, '0'), numbering: 'yards' }
  const flat = /^(?:[A-Za-z]?)(\d{1,2})(\d{2})\s*(?:室|号|户)?$/.exec(door)
  if (!flat) return /^\d{1,2}$/.test(door) ? { number: door.padStart(4, '0'), numbering: 'yards' } : undefined
  const [floor, position] = [flat[1].padStart(2, '0'), Number(flat[2])]
  if (entrance === undefined) return { number: floor + String(position).padStart(2, '0'), numbering: 'floors' }
  // Entrance and flat share two digits: nine of each, which every walk-up block keeps to.
  if (entrance < 1 || entrance > 10 || position < 1 || position > 9) return undefined
  return { number: `${floor}${entrance - 1}${position}`, numbering: 'entrances' }
}

/** All doors of a building known only by its measures; how many live there is spread evenly. */
function doorsByMeasure(reader: RowReader): { doors: Map<string, number>; numbering: Numbering } | undefined {
  const measure = (field: 'floors' | 'entrances' | 'flats' | 'residents', otherwise: number) => {
    const text = reader.text(field)
    const number = text === '' ? otherwise : wholeNumber(text)
    if (number === undefined) reader.problem('number-shape', field, text)
    return number ?? 0
  }
  const [floors, entrances, flats, residents] = [
    measure('floors', 0),
    measure('entrances', 1),
    measure('flats', 1),
    measure('residents', 0),
  ]
  const count = floors * entrances * flats
  if (floors > 99 || entrances > 10 || flats > 9 || count > doorsMax)
    return void reader.problem('too-many-doors', 'floors', String(count), { most: doorsMax })
  const doors = new Map<string, number>()
  for (let floor = 1; floor <= floors; floor++) {
    for (let entrance = 1; entrance <= entrances; entrance++) {
      for (let flat = 1; flat <= flats; flat++) {
        const share = Math.floor((residents * (doors.size + 1)) / count) - Math.floor((residents * doors.size) / count)
        doors.set(`${String(floor).padStart(2, '0')}${entrances > 1 ? entrance - 1 : 0}${flat}`, Math.min(share, 99))
      }
    }
  }
  return { doors, numbering: entrances > 1 ? 'entrances' : 'floors' }
}

/** Plans a whole list at once, for its rows belong together. Call resume() between slices to let others run. */
export async function planBuildings(list: List, county: County, resume: () => Promise<void>): Promise<PlannedRow[]> {
  const blocks = new Map<string, Block>()
  const free = new Map<AreaId, number>()
  const grids = new Map<AreaId, Planned>()
  const planned: PlannedRow[] = []
  for (const [index, row] of list.rows.entries()) {
    if (index % 1_000 === 999) await resume()
    const reader = new RowReader(list, row)
    const block = takeRow(reader, index, county, blocks, free, grids)
    planned.push({
      row: row.number,
      act: reader.stopped || !block ? 'stopped' : 'same',
      shown: reader.shown,
      problems: reader.problems,
      commands: [],
    })
  }
  for (const block of blocks.values()) carry(block, planned, county, grids)
  return planned
}

function takeRow(
  reader: RowReader,
  index: number,
  county: County,
  blocks: Map<string, Block>,
  free: Map<AreaId, number>,
  grids: Map<AreaId, Planned>,
): Block | undefined {
  const [township, communityText, gridText, name] = [
    reader.text('township'),
    reader.text('community'),
    reader.text('grid'),
    reader.text('building'),
  ]
  reader.require()
  if (reader.stopped) return undefined
  const community = areaOr(reader, 'community', county.places.community(communityText, township), communityText)
  if (community === undefined) return undefined
  if (!permitted(county, 'list-building', { area: community }))
    return void reader.problem('area-outside', 'community', communityText)
  const key = `${community}\n${gridText}\n${name}`
  let block = blocks.get(key)
  const place = block?.place ?? readPlace(reader)
  const measured = !reader.has('door')
  const found = measured ? doorsByMeasure(reader) : undefined
  const door = measured ? undefined : readDoor(reader, block)
  if (reader.stopped) return undefined
  if ((block?.doors.size ?? 0) + (found?.doors.size ?? 1) > doorsMax)
    return void reader.problem('too-many-doors', 'building', name, { most: doorsMax })
  block ??= openBlock(key, community, gridText, name, reader, county, blocks, free, grids)
  if (!block) return undefined
  block.place ??= place
  if (found) {
    for (const [number, residents] of found.doors) block.doors.set(number, residents)
    block.numbering = found.numbering
  }
  if (door) {
    block.doors.set(door.number, door.residents)
    block.numbering = door.numbering
  }
  block.rows.push(index)
  return block
}

function readDoor(
  reader: RowReader,
  block: Block | undefined,
): { number: string; numbering: Numbering; residents: number } | undefined {
  const [entranceText, doorText, residentsText] = [
    reader.text('entrance'),
    reader.text('door'),
    reader.text('residents'),
  ]
  const entrance =
    entranceText === '' ? undefined : Number(/^(\d{1,2})/.exec(entranceText.replace(/^第/, ''))?.[1] ?? Number.NaN)
  const found = Number.isNaN(entrance) ? undefined : doorNumber(entrance, doorText)
  const residents = residentsText === '' ? 0 : wholeNumber(residentsText)
  if (residents === undefined || residents > 99) return void reader.problem('number-shape', 'residents', residentsText)
  if (!found) return void reader.problem('door-shape', 'door', doorText)
  if (block?.doors.has(found.number)) return void reader.problem('door-twice', 'door', doorText)
  return { ...found, residents }
}

function openBlock(
  key: string,
  community: AreaId,
  gridText: string,
  name: string,
  reader: RowReader,
  county: County,
  blocks: Map<string, Block>,
  free: Map<AreaId, number>,
  grids: Map<AreaId, Planned>,
): Block | undefined {
  const grid = gridCode(county.places, community, gridText)
  if (!grid) return void reader.problem('too-many-grids', 'grid', gridText, { most: 99 })
  if (!county.places.get(grid)) {
    county.places.add({ area: grid, name: gridText })
    grids.set(grid, { stream: streamOf('area', grid), command: { type: 'name-area', name: gridText } })
  }
  const known = county.places.below(grid)
  let area = known.find((building) => tidy(building.name) === name)?.area
  if (!area) {
    const next = free.get(grid) ?? Math.max(0, ...known.map((building) => Number(building.area.slice(-4)))) + 1
    if (next > buildingsMax) return void reader.problem('too-many-grids', 'building', name, { most: buildingsMax })
    free.set(grid, next + 1)
    area = `${grid}-${String(next).padStart(4, '0')}`
  }
  const block: Block = { area, grid, name, rows: [], numbering: 'floors', doors: new Map() }
  blocks.set(key, block)
  return block
}

/**
 * The building's command hangs on its first row. Doors are added to those already known and never taken away: a sheet
 * of corrected rows holds but a few.
 */
function carry(block: Block, planned: PlannedRow[], county: County, grids: Map<AreaId, Planned>): void {
  const known = county.places.get(block.area)
  const old = county.doors.get(block.area)
  const merged = new Map([...(old?.doors ?? []), ...block.doors])
  const doors: [string, number][] = [...merged].sort(([a], [b]) => (a < b ? -1 : 1))
  const place = block.place ?? known?.place
  const [now, before] = [
    JSON.stringify([block.name, place, block.numbering, doors]),
    JSON.stringify([known?.name, known?.place, old?.numbering, old?.doors]),
  ]
  if (now === before || block.rows.length === 0) return
  const commands: Planned[] = []
  const grid = grids.get(block.grid)
  if (grid) commands.push(grid)
  grids.delete(block.grid)
  commands.push({
    stream: streamOf('area', block.area),
    command: {
      type: 'list-building',
      name: block.name,
      ...(place && { place: [...place] }),
      numbering: block.numbering,
      doors,
    },
    ...(old && { against: before }),
  })
  for (const index of block.rows) planned[index] = { ...planned[index], act: old ? 'change' : 'new' }
  planned[block.rows[0]] = { ...planned[block.rows[0]], commands }
}

/** Communities a list speaks of, for fetching what is known of their buildings. Unclear names are left to the plan. */
export function communitiesOf(list: List, county: Pick<County, 'places'>): AreaId[] {
  const pairs = new Set(
    list.rows.map((row) =>
      JSON.stringify([row.cells[list.columns.community ?? -1] ?? '', row.cells[list.columns.township ?? -1] ?? '']),
    ),
  )
  const found = [...pairs].map((pair) => county.places.community(...(JSON.parse(pair) as [string, string])))
  return [...new Set(found.flatMap((each) => ('area' in each ? [each.area] : [])))]
}
