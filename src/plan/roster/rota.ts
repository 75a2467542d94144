// From rows to numbers: ids are sorted before they become numbers, so that the order of rows changes nothing in the
// answer.
import { flat } from '#planner/kernel/ground.ts'
import type { RosterProblem } from '#planner/roster/problem.ts'
import { BARRED, rosterFrom, type RosterTables, usualRosterWeights } from '#planner/roster/tables.ts'
import { unlawful } from '#planner/roster/verify.ts'
import { InputFault, type Spot } from '../fault.ts'
import { SKILLS_MAX } from '../county.ts'
import { type Named, named } from '../inputs.ts'
import type { Landscape } from '../report/landscape.ts'
import { words as common } from '../words.ts'
import type { PairRow, PersonRow, PostRow, RosterFiles, RosterRows, ShiftRow } from './inputs.ts'
import { DAY_MINUTES } from './times.ts'
import { words } from './words.ts'

export interface RosterChoices {
  readonly shortage: number
  readonly restMinutes: number
  readonly runDaysMax: number
  readonly most: number
  readonly fairness: number
  readonly prefer: number
  readonly avoid: number
  readonly stay: number
  readonly near: number
}

/** A roster problem and the names behind its numbers. */
export interface Rota {
  readonly problem: RosterProblem
  readonly shifts: readonly ShiftRow[]
  /** One row a post: the first of its rows in the table. */
  readonly posts: readonly PostRow[]
  readonly people: readonly PersonRow[]
  readonly postOf: Int32Array
  readonly placeOf: ReadonlyMap<string, number>
  readonly unitIds: readonly string[]
  readonly choices: RosterChoices
  readonly land: Landscape
}

export const placeKey = (post: string, shift: string): string => `${post}/${shift}`

const byText =
  <T>(key: (row: T) => string) =>
  (a: T, b: T) =>
    key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0

/** Throws InputFault for ids that are nowhere. @param files names for the faults */
export function rotaOf(rows: RosterRows, choices: RosterChoices, files: RosterFiles, outline: Landscape): Rota {
  const shifts = [...rows.shifts].sort(
    (a, b) => a.day - b.day || a.begin - b.begin || byText<ShiftRow>((row) => row.shift)(a, b),
  )
  const people = [...rows.people].sort(byText((row) => row.person))
  const shiftNumber = new Map(shifts.map((row, s) => [row.shift, s]))
  const personNumber = new Map(people.map((row, p) => [row.person, p]))
  const posts = [...new Map([...rows.posts].reverse().map((row) => [row.post, row])).values()].sort(
    byText((row) => row.post),
  )
  const postNumber = new Map(posts.map((row, k) => [row.post, k]))
  const places = placesOf(rows, shifts, shiftNumber, postNumber, files, choices.shortage)
  const pair = (row: PairRow): Pair => ({
    person: find(personNumber, row.person, row.spot, 'person', files.people),
    post: row.post === '' ? -1 : find(postNumber, row.post, row.spot, 'post', files.posts),
    shift: row.shift === '' ? -1 : find(shiftNumber, row.shift, row.spot, 'shift', files.shifts),
  })
  const wishes = wishesOf(rows, pair, choices, shifts.length)
  const locks = rows.locks.map((row) => {
    const place = places.placeOf.get(placeKey(row.post, row.shift))
    const { person } = pair(row)
    if (place === undefined) throw new InputFault({ ...row.spot, field: 'post' }, words.noPlace(row.post, row.shift))
    return { person, place }
  })
  const units = named(rows.caps?.keys() ?? [])
  checkUnits(rows, units, files)
  const tables: RosterTables = {
    times: timesOf(shifts),
    rules: { restMinutes: choices.restMinutes, runDaysMax: choices.runDaysMax, fairness: choices.fairness },
    ...grounds(posts, people, shifts, postNumber, choices, units, rows.caps),
    places: { post: places.post, shift: places.shift, need: places.need, shortage: places.shortage },
    wishes,
    locks,
    weights: { ...usualRosterWeights, stay: choices.stay, postsEach: choices.near },
  }
  const problem = rosterFrom(tables)
  checkLocks(problem, rows.locks, locks)
  return {
    problem,
    shifts,
    posts,
    people,
    postOf: places.post,
    placeOf: places.placeOf,
    unitIds: units.ids,
    choices,
    land: landOf(posts, people, outline),
  }
}

/** Numbers of what a row names; -1 for a post or shift that it leaves open. */
interface Pair {
  readonly person: number
  readonly post: number
  readonly shift: number
}

function find(numbers: ReadonlyMap<string, number>, id: string, spot: Spot, field: string, file: string): number {
  const found = numbers.get(id)
  if (found === undefined) throw new InputFault({ ...spot, field }, common.unknown(id, file))
  return found
}

/** What is wished and what is forbidden, each with its cost; what is forbidden for no shift is for all of them. */
function wishesOf(
  rows: RosterRows,
  pair: (row: PairRow) => Pair,
  choices: RosterChoices,
  shifts: number,
): RosterTables['wishes'] {
  const price = { prefer: -choices.prefer, avoid: choices.avoid, never: BARRED }
  return [
    ...rows.wishes.map((row) => ({ ...pair(row), cost: typeof row.wish === 'number' ? row.wish : price[row.wish] })),
    ...rows.forbidden.flatMap((row) => {
      const { person, post, shift } = pair(row)
      const barred = shift < 0 ? Array.from({ length: shifts }, (_, s) => s) : [shift]
      return barred.map((s) => ({ person, post, shift: s, cost: BARRED }))
    }),
  ]
}

/** Minutes and days from the first day's midnight. */
function timesOf(shifts: readonly ShiftRow[]): RosterTables['times'] {
  const firstDay = shifts[0]?.day ?? 0
  return {
    shifts: shifts.length,
    begins: Int32Array.from(shifts, (row) => (row.day - firstDay) * DAY_MINUTES + row.begin),
    ends: Int32Array.from(shifts, (row) => (row.day - firstDay) * DAY_MINUTES + row.end),
    day: Int32Array.from(shifts, (row) => row.day - firstDay),
    night: Uint8Array.from(shifts, (row) => (row.night ? 1 : 0)),
    morning: Uint8Array.from(shifts, (row) => (row.morning ? 1 : 0)),
  }
}

function landOf(posts: readonly PostRow[], people: readonly PersonRow[], outline: Landscape): Landscape {
  return {
    ...outline,
    grids: new Map(
      posts.flatMap((row) => (row.at ? [[row.post, { name: row.name ?? row.post, at: row.at }] as const] : [])),
    ),
    homes: new Map(people.flatMap((row) => (row.at ? [[row.person, row.at] as const] : []))),
  }
}

/** A place for each post and shift in which it is staffed, by shift and then by post. */
function placesOf(
  rows: RosterRows,
  shifts: readonly ShiftRow[],
  shiftNumber: ReadonlyMap<string, number>,
  postNumber: ReadonlyMap<string, number>,
  files: RosterFiles,
  shortage: number,
) {
  const found = new Map<string, { post: number; shift: number; row: PostRow }>()
  for (const row of rows.posts) {
    for (const shift of row.shifts ?? shifts.map((each) => each.shift)) {
      const s = shiftNumber.get(shift)
      if (s === undefined) throw new InputFault({ ...row.spot, field: 'shifts' }, common.unknown(shift, files.shifts))
      const key = placeKey(row.post, shift)
      if (found.has(key)) throw new InputFault(row.spot, words.twicePlace(row.post, shift))
      found.set(key, { post: postNumber.get(row.post)!, shift: s, row })
    }
  }
  const list = [...found].sort(([, a], [, b]) => a.shift - b.shift || a.post - b.post)
  return {
    post: Int32Array.from(list, ([, place]) => place.post),
    shift: Int32Array.from(list, ([, place]) => place.shift),
    need: Int32Array.from(list, ([, { row }]) => row.need),
    shortage: Int32Array.from(list, ([, { row }]) => row.priority * shortage),
    placeOf: new Map(list.map(([key], q) => [key, q])),
  }
}

function grounds(
  posts: readonly PostRow[],
  people: readonly PersonRow[],
  shifts: readonly ShiftRow[],
  postNumber: ReadonlyMap<string, number>,
  choices: RosterChoices,
  units: Named,
  caps?: ReadonlyMap<string, number>,
): Pick<RosterTables, 'posts' | 'people'> {
  const skills = named(new Set(posts.flatMap((row) => row.skills)))
  if (skills.ids.length > SKILLS_MAX) throw new InputFault({ field: 'skills' }, common.tooManySkills(SKILLS_MAX))
  const mask = (list: readonly string[]) =>
    list.reduce((bits, skill) => bits | (skills.number.has(skill) ? 1 << skills.number.get(skill)! : 0), 0)
  const known = posts.flatMap((row) => (row.at ? [row.at[1]] : []))
  const middle = known.reduce((sum, lat) => sum + lat, 0) / Math.max(1, known.length)
  const points = (list: readonly { readonly at?: readonly [number, number] }[]) =>
    flat(
      list.map(({ at }) => at?.[0] ?? Number.NaN),
      list.map(({ at }) => at?.[1] ?? Number.NaN),
      middle,
    )
  const away = new Uint8Array(people.length * shifts.length)
  people.forEach((row, p) =>
    shifts.forEach((shift, s) => {
      const rested =
        row.lastEnd === undefined || shift.day * DAY_MINUTES + shift.begin >= row.lastEnd + choices.restMinutes
      if (!rested || !row.fits(shift)) away[p * shifts.length + s] = 1
    }),
  )
  const limits = caps
    ? {
        unit: Int32Array.from(people, (row) => units.number.get(row.unit) ?? -1),
        unitCap: Int32Array.from(units.ids, (id) => caps.get(id)!),
      }
    : {}
  return {
    posts: { ...points(posts), skills: Int32Array.from(posts, (row) => mask(row.skills)) },
    people: {
      ...points(people),
      skills: Int32Array.from(people, (row) => mask(row.skills)),
      most: Int32Array.from(people, (row) => row.most ?? choices.most),
      served: Int32Array.from(people, (row) => row.served),
      ranDays: Int32Array.from(people, (row) => row.ran),
      lastPost: Int32Array.from(people, (row) => postNumber.get(row.last) ?? -1),
      away,
      ...limits,
    },
  }
}

function checkUnits(rows: RosterRows, units: Named, files: RosterFiles): void {
  const known = new Set(rows.people.map((row) => row.unit))
  for (const unit of units.ids)
    if (!known.has(unit))
      throw new InputFault({ file: files.unitCaps, field: 'unit' }, common.unknown(unit, files.people))
}

/** Locks that no roster can keep are the caller's to mend. */
function checkLocks(problem: RosterProblem, rows: readonly PairRow[], locks: RosterTables['locks']): void {
  const seats = problem.need.slice()
  const rooms = new Map<number, number>()
  const mine = new Map<number, number[]>()
  locks.forEach(({ person, place }, k) => {
    const s = problem.shift[place]
    const own = [...(mine.get(person) ?? []), s].sort((a, b) => a - b)
    mine.set(person, own)
    const unit = problem.unit?.[person] ?? -1
    const room = unit * problem.shifts + s
    if (unit >= 0) rooms.set(room, (rooms.get(room) ?? problem.unitCap![unit]) - 1)
    const broken =
      --seats[place] < 0
        ? 'too-many-at-place'
        : unit >= 0 && rooms.get(room)! < 0
          ? 'too-many-of-unit'
          : unlawful(problem, person, own)
    if (broken) throw new InputFault({ ...rows[k].spot, field: 'person' }, words.lockBreaks(rows[k].person, broken))
  })
}
