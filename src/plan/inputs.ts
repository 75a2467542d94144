// Reads the tables of `muster plan teams`, `repair` and `check` into numbers: seats, volunteers, arcs, unit caps,
// locked and forbidden pairs.
// Ids are sorted before they become numbers, so that the order of rows changes nothing in the answer.
import { COST_MAX } from '#planner/teams/problem.ts'
import type { Lock } from '#planner/teams/locks.ts'
import type { SeatArcs } from '#planner/teams/seats.ts'
import { InputFault } from './fault.ts'
import { readTable } from './tables.ts'
import { words } from './words.ts'

export interface TeamFiles {
  readonly seats: string
  readonly volunteers: string
  readonly arcs: string
  readonly unitCaps?: string
  readonly locked?: string
  readonly forbidden?: string
  readonly apart?: string
  readonly together?: string
}

/**
 * Inputs as numbers, and the ids behind them. Forbidden pairs are already out of the arcs; the locks are for the caller
 * to apply.
 */
export interface TeamInputs {
  readonly arcs: SeatArcs
  readonly seatIds: readonly string[]
  readonly gridOf: readonly string[]
  readonly volunteerIds: readonly string[]
  /** Units with a cap; the unit of each volunteer, limited or not. */
  readonly unitIds: readonly string[]
  readonly unitOf: readonly string[]
  /** Pairs of volunteers who must not serve in one grid. */
  readonly apart: readonly (readonly [number, number])[]
  /** Pairs who must serve in one grid, or not at all. */
  readonly together: readonly (readonly [number, number])[]
  readonly locks: readonly Lock[]
}

/** Ids of one table in sorted order, with their numbers. */
export interface Named {
  readonly ids: readonly string[]
  readonly number: ReadonlyMap<string, number>
}

export const named = (ids: Iterable<string>): Named => {
  const sorted = [...ids].sort()
  return { ids: sorted, number: new Map(sorted.map((id, k) => [id, k])) }
}

/** Growing columns of arcs: plain arrays of 10 million numbers would take three times the memory. */
class Arcs {
  count = 0
  seat = new Int32Array(1024)
  volunteer = new Int32Array(1024)
  cost = new Int32Array(1024)

  add(seat: number, volunteer: number, cost: number): void {
    if (this.count === this.seat.length) {
      const longer = (old: Int32Array) => {
        const grown = new Int32Array(old.length * 2)
        grown.set(old)
        return grown
      }
      this.seat = longer(this.seat)
      this.volunteer = longer(this.volunteer)
      this.cost = longer(this.cost)
    }
    this.seat[this.count] = seat
    this.volunteer[this.count] = volunteer
    this.cost[this.count++] = cost
  }
}

/** A table of "id, more": ids must be there and only once. */
async function readIds(file: string, id: string, more: string): Promise<Map<string, { value: string; line: number }>> {
  const rows = new Map<string, { value: string; line: number }>()
  const [field] = id.split('|')
  await readTable(file, { required: [id], optional: [more] }, ([key, value], line) => {
    if (key === '') throw new InputFault({ file, line, field }, words.emptyCell)
    const first = rows.get(key)
    if (first) throw new InputFault({ file, line, field }, words.doubled(key, first.line))
    rows.set(key, { value, line })
  })
  return rows
}

/** Columns in both languages; faults speak of the first. */
const HEADS = {
  seat: 'seat|席位',
  grid: 'grid|网格',
  volunteer: 'volunteer|志愿者|姓名',
  unit: 'unit|单位',
  cap: 'cap|上限',
  cost: 'cost|费用',
  other: 'other|另一人',
} as const

const whole = (text: string, file: string, line: number, field: string, least: number, most: number): number => {
  const value = text === '' ? Number.NaN : Number(text)
  if (!Number.isInteger(value) || value < least || value > most)
    throw new InputFault({ file, line, field }, words.notWhole(text, least, most))
  return value
}

const lookUp = (names: Named, id: string, file: string, line: number, field: string, where: string): number => {
  const found = names.number.get(id)
  if (found === undefined) throw new InputFault({ file, line, field }, words.unknown(id, where))
  return found
}

async function readPairs(
  file: string | undefined,
  seats: Named,
  volunteers: Named,
  files: TeamFiles,
): Promise<{ seat: number; volunteer: number; line: number }[]> {
  const pairs: { seat: number; volunteer: number; line: number }[] = []
  if (file !== undefined) {
    await readTable(file, { required: [HEADS.seat, HEADS.volunteer] }, ([seat, volunteer], line) => {
      pairs.push({
        seat: lookUp(seats, seat, file, line, 'seat', files.seats),
        volunteer: lookUp(volunteers, volunteer, file, line, 'volunteer', files.volunteers),
        line,
      })
    })
  }
  return pairs
}

async function readCouples(file: string | undefined, volunteers: Named, files: TeamFiles): Promise<[number, number][]> {
  const pairs: [number, number][] = []
  if (file === undefined) return pairs
  await readTable(file, { required: [HEADS.volunteer, HEADS.other] }, ([one, other], line) => {
    const pair: [number, number] = [
      lookUp(volunteers, one, file, line, 'volunteer', files.volunteers),
      lookUp(volunteers, other, file, line, 'other', files.volunteers),
    ]
    if (pair[0] === pair[1]) throw new InputFault({ file, line, field: 'other' }, words.doubledPair(one))
    pairs.push(pair)
  })
  return pairs
}

/** Throws InputFault naming file, line and field. @param shortage price of each open seat */
export async function readTeamInputs(files: TeamFiles, shortage: number): Promise<TeamInputs> {
  const seatRows = await readIds(files.seats, HEADS.seat, HEADS.grid)
  const volunteerRows = await readIds(files.volunteers, HEADS.volunteer, HEADS.unit)
  const seats = named(seatRows.keys())
  const volunteers = named(volunteerRows.keys())
  const arcs = new Arcs()
  await readTable(
    files.arcs,
    { required: [HEADS.seat, HEADS.volunteer, HEADS.cost] },
    ([seat, volunteer, cost], line) => {
      arcs.add(
        lookUp(seats, seat, files.arcs, line, 'seat', files.seats),
        lookUp(volunteers, volunteer, files.arcs, line, 'volunteer', files.volunteers),
        whole(cost, files.arcs, line, 'cost', -COST_MAX, COST_MAX),
      )
    },
  )
  const forbidden = new Set(
    (await readPairs(files.forbidden, seats, volunteers, files)).map(
      ({ seat, volunteer }) => seat * volunteers.ids.length + volunteer,
    ),
  )
  const gridOf = seats.ids.map((id) => seatRows.get(id)!.value)
  const grids = named(new Set(gridOf))
  const unitOf = volunteers.ids.map((id) => volunteerRows.get(id)!.value)
  const units = await readUnits(files, unitOf)
  const apart = await readCouples(files.apart, volunteers, files)
  const together = await readCouples(files.together, volunteers, files)
  const { doubled, ...rows } = groupBySeat(arcs, seats.ids.length, volunteers.ids.length, forbidden)
  if (doubled) await refuseDoubled(files.arcs, seats.ids[doubled[0]], volunteers.ids[doubled[1]])
  const locks = await readLocks(files, seats, volunteers, rows)
  const table: SeatArcs = {
    seats: seats.ids.length,
    volunteers: volunteers.ids.length,
    grid: Int32Array.from(gridOf, (id) => grids.number.get(id)!),
    shortage: new Int32Array(seats.ids.length).fill(shortage),
    ...rows,
    unit: units.unit,
    unitCap: units.unitCap,
  }
  return {
    arcs: table,
    seatIds: seats.ids,
    gridOf,
    volunteerIds: volunteers.ids,
    unitIds: units.ids,
    unitOf,
    apart,
    together,
    locks,
  }
}

async function readUnits(
  files: TeamFiles,
  unitOf: readonly string[],
): Promise<{ ids: readonly string[]; unit?: Int32Array; unitCap?: Int32Array }> {
  const file = files.unitCaps
  if (file === undefined) return { ids: [] }
  const known = new Set(unitOf)
  const caps = new Map<string, number>()
  for (const [unit, { value, line }] of await readIds(file, HEADS.unit, HEADS.cap)) {
    if (!known.has(unit)) throw new InputFault({ file, line, field: 'unit' }, words.unknown(unit, files.volunteers))
    caps.set(unit, whole(value, file, line, 'cap', 0, COST_MAX))
  }
  const units = named(caps.keys())
  return {
    ids: units.ids,
    unit: Int32Array.from(unitOf, (unit) => units.number.get(unit) ?? -1),
    unitCap: Int32Array.from(units.ids, (id) => caps.get(id)!),
  }
}

/** Arcs by seat, each row sorted by volunteer; and a pair that is there twice, if any. */
function groupBySeat(
  arcs: Arcs,
  seats: number,
  volunteers: number,
  forbidden: Set<number>,
): Pick<SeatArcs, 'start' | 'volunteer' | 'cost'> & { readonly doubled?: readonly [number, number] } {
  // Sorting by volunteer first and then stably by seat leaves every row sorted by volunteer.
  const byVolunteer = countingOrder(arcs.volunteer, arcs.count, volunteers)
  const start = new Int32Array(seats + 1)
  const volunteer = new Int32Array(arcs.count)
  const cost = new Int32Array(arcs.count)
  const bySeat = countingOrder(arcs.seat, arcs.count, seats, byVolunteer)
  let doubled: readonly [number, number] | undefined
  let count = 0
  let k = 0
  for (let s = 0; s < seats; s++) {
    start[s] = count
    for (; k < arcs.count && arcs.seat[bySeat[k]] === s; k++) {
      const v = arcs.volunteer[bySeat[k]]
      const c = arcs.cost[bySeat[k]]
      if (forbidden.size > 0 && forbidden.has(s * volunteers + v)) continue
      if (count > start[s] && volunteer[count - 1] === v) doubled ??= [s, v]
      volunteer[count] = v
      cost[count++] = c
    }
  }
  start[seats] = count
  return { start, volunteer: volunteer.subarray(0, count), cost: cost.subarray(0, count), ...(doubled && { doubled }) }
}

/**
 * Two costs for one pair are a fault, not a choice. The file is read again to say where: millions of arcs are not kept
 * with their lines for that.
 */
async function refuseDoubled(file: string, seat: string, volunteer: string): Promise<void> {
  let first = 0
  await readTable(file, { required: [HEADS.seat, HEADS.volunteer] }, ([one, other], line) => {
    if (one !== seat || other !== volunteer) return
    if (first > 0) throw new InputFault({ file, line, field: 'seat' }, words.doubledArc(seat, volunteer, first))
    first = line
  })
}

/** A stable order of 0 … count-1 (or of `before`) by key. */
function countingOrder(key: Int32Array, count: number, keys: number, before?: Int32Array): Int32Array {
  const at = new Int32Array(keys + 1)
  for (let k = 0; k < count; k++) at[key[k] + 1]++
  for (let k = 0; k < keys; k++) at[k + 1] += at[k]
  const order = new Int32Array(count)
  for (let k = 0; k < count; k++) {
    const item = before ? before[k] : k
    order[at[key[item]]++] = item
  }
  return order
}

/** Locked pairs need an arc; each seat and each person at most one. */
async function readLocks(
  files: TeamFiles,
  seats: Named,
  volunteers: Named,
  rows: Pick<SeatArcs, 'start' | 'volunteer'>,
): Promise<Lock[]> {
  const file = files.locked
  const taken = new Map<string, number>()
  return (await readPairs(file, seats, volunteers, files)).map(({ seat, volunteer, line }) => {
    for (const [field, id] of [
      ['seat', seats.ids[seat]],
      ['volunteer', volunteers.ids[volunteer]],
    ]) {
      const first = taken.get(`${field} ${id}`)
      if (first !== undefined) throw new InputFault({ file, line, field }, words.doubled(id, first))
      taken.set(`${field} ${id}`, line)
    }
    const row = rows.volunteer.subarray(rows.start[seat], rows.start[seat + 1])
    if (!row.includes(volunteer))
      throw new InputFault(
        { file, line, field: 'volunteer' },
        words.noArc(seats.ids[seat], volunteers.ids[volunteer], files.arcs),
      )
    return { seat, volunteer }
  })
}
