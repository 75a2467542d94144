// Plans a list of buildings: a row a household (楼栋、单元、房号) or a row a building (层数、单元数、每层户数). Rows of
// one building become one command. How four digits name its doors is decided when all of them are read. Pure.
import type { AreaId } from '#domain/kernel/area.ts'
import type { Position } from '#domain/kernel/position.ts'
import { streamOf } from '#domain/kernel/stream.ts'
import type { Numbering } from '#domain/registry/terms.ts'
import { readPlace, gridCode } from './areas.ts'
import { tidy, wholeNumber } from './clean.ts'
import { plainDoor, readAddress, readDoor, readEntrance, type ReadDoor } from './doors.ts'
import { doorsByMeasure, doorsMax, twoDigitsMax, type Found } from './measures.ts'
import { permitted, RowReader, type County, type List, type Planned, type PlannedRow } from './plan.ts'
import { areaOr } from './units.ts'

/** A building's number has four digits. */
const buildingsMax = 9_999
/** Entrance and flat share two digits where entrances are numbered. */
const entrancesMax = 10
const flatsMax = 9

/** What a row says. */
interface Taken {
  readonly index: number
  readonly reader: RowReader
  readonly community: AreaId
  readonly grid: string
  readonly name: string
  readonly place?: Position
  readonly doors: readonly Found[]
}

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

const two = (value: number) => String(value).padStart(2, '0')

/** 501 on entrance 2 → 0512; 12号 → 0012. Undefined where it fits no four digits. */
export function doorNumber(
  entrance: number | undefined,
  door: string,
): { number: string; numbering: Numbering } | undefined {
  const found = readDoor(door)
  if (!found || found.part !== '') return undefined
  if (found.house) return { number: String(found.flat).padStart(4, '0'), numbering: 'yards' }
  const numbering = entrance === undefined ? 'floors' : 'entrances'
  const fits = entrance === undefined || narrow({ ...found, entrance })
  return fits ? { number: digits({ ...found, entrance }, numbering), numbering } : undefined
}

const narrow = ({ entrance = 1, flat }: Pick<ReadDoor, 'entrance' | 'flat'>) =>
  entrance >= 1 && entrance <= entrancesMax && flat >= 1 && flat <= flatsMax

const digits = ({ house, floor, flat, entrance = 1 }: ReadDoor, numbering: Numbering) =>
  house
    ? String(flat).padStart(4, '0')
    : `${two(floor)}${numbering === 'entrances' ? `${entrance - 1}${flat}` : two(flat)}`

/** Plans a whole list at once, for its rows belong together. Call resume() between slices to let others run. */
export async function planBuildings(list: List, county: County, resume: () => Promise<void>): Promise<PlannedRow[]> {
  const readers: RowReader[] = []
  const buildings = new Map<string, Taken[]>()
  for (const [index, row] of list.rows.entries()) {
    if (index % 1_000 === 999) await resume()
    const reader = new RowReader(list, row)
    readers.push(reader)
    for (const taken of takeRow(reader, index, county)) {
      const key = `${taken.community}\n${taken.grid}\n${taken.name}`
      const rows = buildings.get(key)
      if (rows) rows.push(taken)
      else buildings.set(key, [taken])
    }
  }
  const site = new Site(county)
  let placed = 0
  for (const rows of buildings.values()) {
    for (const taken of rows) {
      if (++placed % 1_000 === 0) await resume()
      site.put(taken, rows)
    }
  }
  const planned = readers.map(({ row, stopped, shown, problems }): PlannedRow => ({
    row: row.number,
    act: stopped ? 'stopped' : 'same',
    shown,
    problems,
    commands: [],
  }))
  for (const block of site.blocks.values()) carry(block, planned, county, site.grids)
  return planned
}

/** Community, grid, building, entrance and door of a row, from their columns or from an address. */
function readWhere(reader: RowReader, county: County) {
  const township = reader.text('township')
  const address = reader.has('building') ? '' : reader.text('address')
  const cells = { grid: reader.text('grid'), entrance: reader.text('entrance'), door: reader.text('door') }
  const communityText = reader.text('community')
  if (address === '')
    return { ...cells, township, communityText, name: reader.text('building'), field: 'door' as const }
  const inside = county.places.address(address, township)
  const found = readAddress('area' in inside ? inside.rest : address)
  if (!found) return void reader.problem('door-shape', 'address', address)
  const community = communityText || ('area' in inside ? inside.area : '')
  reader.shown.building = found.building
  if (community !== '') reader.shown.community ??= county.places.get(community)?.name ?? community
  const { building: name, entrance, door } = found
  return {
    grid: cells.grid,
    entrance,
    door,
    township,
    communityText: community,
    name,
    field: 'address' as const,
    address,
  }
}

/** A row's doors, by the building they belong to. */
function takeRow(reader: RowReader, index: number, county: County): Taken[] {
  const where = readWhere(reader, county)
  if (!where) return []
  reader.require()
  if (reader.stopped) return []
  const { communityText, township, grid, name, field } = where
  const community = areaOr(reader, 'community', county.places.community(communityText, township), communityText)
  if (community === undefined) return []
  if (!permitted(county, 'list-building', { area: community })) {
    reader.problem('area-outside', 'community', communityText)
    return []
  }
  const place = readPlace(reader)
  const measured = field === 'door' && (!reader.has('door') || (where.door === '' && reader.text('floors') !== ''))
  const doors = measured ? doorsByMeasure(reader) : readOne(reader, where)
  if (reader.stopped || !doors) return []
  const parts = new Set(doors.map(({ part }) => part))
  if (parts.size === 0) parts.add('')
  return [...parts].map((part) => ({
    index,
    reader,
    community,
    grid,
    name: name + part,
    place,
    doors: doors.filter((door) => door.part === part),
  }))
}

/** The one door of a row. */
function readOne(reader: RowReader, where: NonNullable<ReturnType<typeof readWhere>>): Found[] | undefined {
  const residentsText = reader.text('residents')
  const residents = residentsText === '' ? 0 : wholeNumber(residentsText)
  if (residents === undefined || residents > 99) return void reader.problem('number-shape', 'residents', residentsText)
  const entrance = readEntrance(where.entrance)
  const field = where.field
  if (!entrance) return void reader.problem('entrance-shape', field === 'door' ? 'entrance' : field, where.entrance)
  const text = withoutBuilding(where.door, where.name)
  const door = readDoor(text)
  const own = door?.entrance ?? entrance.entrance
  const nowhere = !door || (!door.house && own !== undefined && door.flat < 1)
  if (nowhere) return void reader.problem('door-shape', field, where.door)
  if (door.entrance !== undefined && (entrance.part !== '' || (entrance.entrance ?? own) !== own))
    return void reader.problem('entrance-other', field, where.door, { as: `${door.entrance}单元` })
  const part = namesBlock(where.name, door.part) ? '' : door.part
  const basement = door.house && door.part !== '' && own !== undefined ? `${own}单元` : ''
  const said = 'address' in where ? where.address : plainDoor(where.door) ? undefined : where.door
  return [
    {
      ...door,
      part: entrance.part + basement + part,
      ...(own !== undefined && !door.house && { entrance: own }),
      residents,
      ...(said !== undefined && { said }),
      ...(entrance.part !== '' && said === undefined && { said: `${where.entrance} ${where.door}` }),
    },
  ]
}

/** 3号楼1单元502 in a row of 3号楼 is 1单元502. */
const withoutBuilding = (door: string, name: string) => {
  const clean = door.replace(/\s/g, '')
  return name !== '' && clean.startsWith(name) ? clean.slice(name.length).replace(/^-/, '') || door : door
}

/** Is the block that a door names the building itself? A501 of A座, B座502 of B栋. */
const namesBlock = (name: string, part: string) => {
  const letter = /^([A-Z])座$/.exec(part)?.[1]
  return letter !== undefined && new RegExp(`${letter}(?:座|栋|幢|区|楼|号楼)?$`).test(name.toUpperCase())
}

type Scheme = 'floors' | 'entrances' | 'apart' | 'stuck'

/** The buildings of a list as they come to stand in the county. */
class Site {
  readonly blocks = new Map<string, Block>()
  readonly grids = new Map<AreaId, Planned>()
  readonly #county: County
  readonly #free = new Map<AreaId, number>()
  readonly #schemes = new Map<readonly Taken[], Scheme>()

  constructor(county: County) {
    this.#county = county
  }

  /** @param all the rows of the same building */
  put(taken: Taken, all: readonly Taken[]): void {
    const { reader, name } = taken
    const grid = this.#grid(taken)
    if (!grid) return
    const scheme = this.#schemes.get(all) ?? this.#scheme(grid, name, all)
    this.#schemes.set(all, scheme)
    const wide = taken.doors.find((door) => !door.house && (!narrow(door) || scheme === 'stuck'))
    if (scheme === 'stuck' && wide)
      return reader.problem('door-wide', reader.has('door') ? 'door' : undefined, undefined, {
        as: `${name}${wide.entrance ?? 1}单元`,
      })
    const parts = new Map<string, Found[]>()
    for (const door of taken.doors) {
      const part = scheme === 'apart' && !door.house && door.entrance !== undefined ? `${door.entrance}单元` : ''
      parts.set(part, [...(parts.get(part) ?? []), door])
    }
    if (taken.doors.length === 0) parts.set('', [])
    const numbering = scheme === 'entrances' ? 'entrances' : 'floors'
    for (const [part, doors] of parts) this.#into(this.#block(taken, grid, name + part), taken, doors, numbering)
  }

  #into(block: Block | undefined, taken: Taken, doors: readonly Found[], numbering: 'floors' | 'entrances'): void {
    if (!block) return
    const { reader, index, place } = taken
    if (block.doors.size + doors.length > doorsMax)
      return reader.problem('too-many-doors', 'building', block.name, { most: doorsMax })
    const field = reader.has('door') ? 'door' : reader.has('address') ? 'address' : undefined
    const one = doors.length === 1 && field !== undefined
    for (const door of doors) {
      const number = digits(door, numbering)
      const title = titleOf(block.name, door)
      if (one && block.doors.has(number)) {
        const own = reader.text(field)
        return reader.problem(
          'door-twice',
          field,
          own === title || door.said === undefined ? own : `${own}（${title}）`,
        )
      }
      if (door.said !== undefined || (one && block.name !== taken.reader.shown.building))
        reader.problem('door-read', field, door.said ?? reader.text(field ?? 'door'), { as: title })
      block.doors.set(number, door.residents)
    }
    const measured = doors.length > 0 && field === undefined && block.name !== reader.shown.building
    if (measured) reader.problem('door-read', 'building', reader.shown.building, { as: block.name })
    // Houses alone make a yard; a shop by its number below flats does not.
    const houses = doors.length > 0 && doors.every(({ house }) => house)
    if (doors.length > 0 && (!houses || block.rows.length === 0)) block.numbering = houses ? 'yards' : numbering
    block.place ??= place
    block.rows.push(index)
  }

  #grid({ reader, community, grid: text }: Taken): AreaId | undefined {
    const grid = gridCode(this.#county.places, community, text)
    if (!grid) return void reader.problem('too-many-grids', 'grid', text, { most: twoDigitsMax })
    if (!this.#county.places.get(grid)) {
      this.#county.places.add({ area: grid, name: text })
      this.grids.set(grid, { stream: streamOf('area', grid), command: { type: 'name-area', name: text } })
    }
    return grid
  }

  /** How a building's doors are numbered, by all that are known of it and all that come. */
  #scheme(grid: AreaId, name: string, all: readonly Taken[]): Scheme {
    const flats = all.flatMap(({ doors }) => doors).filter(({ house }) => !house)
    const known = this.#county.places.below(grid)
    const entrances = new Set(flats.flatMap(({ entrance }) => entrance ?? []))
    if (entrances.size > 0 && known.some((other) => isPart(tidy(other.name), name))) return 'apart'
    const wide = flats.some((door) => !narrow(door) && door.flat > 0)
    const beyond = [...entrances].some((entrance) => entrance > 1)
    const own = known.find((other) => tidy(other.name) === name)
    const old = own && this.#county.doors.get(own.area)
    const numbers = (old?.doors ?? []).map(([number]) => number)
    if (old?.numbering === 'entrances' && numbers.some((number) => number[2] !== '0'))
      return wide ? 'stuck' : 'entrances'
    if (old?.numbering === 'floors' && numbers.some((number) => Number(number.slice(2)) > flatsMax))
      return beyond ? 'stuck' : 'floors'
    if (!wide) return entrances.size > 0 ? 'entrances' : 'floors'
    return beyond ? 'apart' : 'floors'
  }

  #block({ reader, community }: Taken, grid: AreaId, name: string): Block | undefined {
    const key = `${community}\n${grid}\n${name}`
    const open = this.blocks.get(key)
    if (open) return open
    if (name.length > 80) return void reader.problem('too-long', 'building', name.slice(0, 40))
    const known = this.#county.places.below(grid)
    let area = known.find((building) => tidy(building.name) === name)?.area
    if (!area) {
      const next = this.#free.get(grid) ?? Math.max(0, ...known.map((building) => Number(building.area.slice(-4)))) + 1
      if (next > buildingsMax) return void reader.problem('too-many-grids', 'building', name, { most: buildingsMax })
      this.#free.set(grid, next + 1)
      area = `${grid}-${String(next).padStart(4, '0')}`
    }
    const block: Block = { area, grid, name, rows: [], numbering: 'floors', doors: new Map() }
    this.blocks.set(key, block)
    return block
  }
}

/** 88号楼1单元 is a part of 88号楼 that was listed as a building of its own. */
const isPart = (other: string, name: string) => other.startsWith(name) && /^\d{1,2}单元$/.test(other.slice(name.length))

/** A door as one reads it: 3号楼 2单元 502, 3号楼地下1层 2号. */
const titleOf = (building: string, { house, floor, flat, entrance }: Found) =>
  house
    ? `${building} ${flat}号`
    : `${building} ${entrance === undefined || building.endsWith('单元') ? '' : `${entrance}单元 `}${floor}${two(flat)}`

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
  const rows = block.rows.filter((index) => planned[index].act !== 'stopped')
  const [now, before] = [
    JSON.stringify([block.name, place, block.numbering, doors]),
    JSON.stringify([known?.name, known?.place, old?.numbering, old?.doors]),
  ]
  if (now === before || rows.length === 0) return
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
  for (const index of rows)
    if (planned[index].act !== 'new') planned[index] = { ...planned[index], act: old ? 'change' : 'new' }
  const first = planned[rows[0]]
  planned[rows[0]] = { ...first, commands: [...first.commands, ...commands] }
}

/** Communities a list speaks of, for fetching what is known of their buildings. Unclear names are left to the plan. */
export function communitiesOf(list: List, county: Pick<County, 'places'>): AreaId[] {
  const cell = (row: List['rows'][number], field: 'community' | 'township' | 'address') =>
    row.cells[list.columns[field] ?? -1] ?? ''
  const said = new Set(
    list.rows.map((row) => JSON.stringify([cell(row, 'community') || cell(row, 'address'), cell(row, 'township')])),
  )
  const found = [...said].map((pair) => {
    const [text, township] = JSON.parse(pair) as [string, string]
    const named = county.places.community(text, township)
    return 'area' in named ? named : county.places.address(text, township)
  })
  return [...new Set(found.flatMap((each) => ('area' in each ? [each.area] : [])))]
}
