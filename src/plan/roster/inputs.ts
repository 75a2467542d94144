// Reads the tables of `muster plan roster` into rows: shifts, posts, people, wishes, locks, forbidden pairs, unit caps.
// Throws InputFault naming file, line and field.
import { readClock } from '../callup/times.ts'
import { InputFault, type Spot } from '../fault.ts'
import type { LngLat } from '../report/landscape.ts'
import { readTable } from '../tables.ts'
import { words as common } from '../words.ts'
import { DAY_MINUTES, type Fits, type Hours, readDate, readMoment, readWindows } from './times.ts'
import { words } from './words.ts'

export interface ShiftRow extends Hours {
  readonly shift: string
  readonly night: boolean
  readonly morning: boolean
}

export interface PostRow {
  readonly post: string
  readonly name?: string
  readonly need: number
  /** Shifts in which it is staffed; undefined: all. */
  readonly shifts?: readonly string[]
  readonly skills: readonly string[]
  readonly at?: LngLat
  /** An open seat costs so many times the shortage. */
  readonly priority: number
  readonly spot: Spot
}

export interface PersonRow {
  readonly person: string
  readonly unit: string
  readonly at?: LngLat
  readonly skills: readonly string[]
  readonly most?: number
  readonly served: number
  readonly ran: number
  readonly last: string
  readonly fits: Fits
  /** Minutes since 1970 when the last duty ends. */
  readonly lastEnd?: number
}

export interface PairRow {
  readonly person: string
  readonly post: string
  /** Empty: every shift. */
  readonly shift: string
  readonly spot: Spot
}

export type WishRow = PairRow & { readonly wish: 'prefer' | 'avoid' | 'never' | number }

export interface RosterRows {
  readonly shifts: readonly ShiftRow[]
  readonly posts: readonly PostRow[]
  readonly people: readonly PersonRow[]
  readonly wishes: readonly WishRow[]
  readonly locks: readonly PairRow[]
  readonly forbidden: readonly PairRow[]
  readonly caps?: ReadonlyMap<string, number>
}

export interface RosterFiles {
  readonly shifts: string
  readonly posts: string
  readonly people: string
  readonly wishes?: string
  readonly locks?: string
  readonly forbidden?: string
  readonly unitCaps?: string
}

const WISH_MAX = 1_000_000
const COUNT_MAX = 100_000
const PRIORITY_MAX = 9
/** A shift that begins before this is a morning where the table does not say. */
const MORNING_UNTIL = 12 * 60

/** Checks of cells that say where they stand. */
class Cells {
  private readonly file: string
  private readonly seen = new Map<string, number>()

  constructor(file: string) {
    this.file = file
  }

  spot(line: number, field: string): Spot {
    return { file: this.file, line, field }
  }

  filled(text: string, line: number, field: string): string {
    if (text === '') throw new InputFault(this.spot(line, field), common.emptyCell)
    return text
  }

  id(text: string, line: number, field: string): string {
    const first = this.seen.get(this.filled(text, line, field))
    if (first !== undefined) throw new InputFault(this.spot(line, field), common.doubled(text, first))
    this.seen.set(text, line)
    return text
  }

  whole(text: string, line: number, field: string, least: number, most: number, otherwise?: number): number {
    if (text === '' && otherwise !== undefined) return otherwise
    const value = text === '' ? Number.NaN : Number(text)
    if (!Number.isInteger(value) || value < least || value > most)
      throw new InputFault(this.spot(line, field), common.notWhole(text, least, most))
    return value
  }

  place(lng: string, lat: string, line: number): LngLat | undefined {
    if (lng === '' && lat === '') return undefined
    if (lng === '' || lat === '') throw new InputFault(this.spot(line, lng === '' ? 'lng' : 'lat'), words.halfPlace)
    return [this.degrees(lng, line, 'lng', 180), this.degrees(lat, line, 'lat', 90)]
  }

  private degrees(text: string, line: number, field: string, most: number): number {
    const value = Number(text)
    if (!(Math.abs(value) <= most)) throw new InputFault(this.spot(line, field), common.notNumber(text, -most, most))
    return value
  }

  yes(text: string, line: number, field: string, otherwise: boolean): boolean {
    if (text === '') return otherwise
    if (/^(1|是|yes|true)$/i.test(text)) return true
    if (/^(0|否|no|false)$/i.test(text)) return false
    throw new InputFault(this.spot(line, field), common.oneOf(text, ['1', '0', '是', '否']))
  }
}

const list = (text: string) => text.split(/[、,，;；\s]+/).filter((word) => word !== '' && word !== '无')

export async function readRosterRows(files: RosterFiles): Promise<RosterRows> {
  const shifts = await readShifts(files.shifts)
  const posts = await readPosts(files.posts)
  const people = await readPersons(files.people)
  const wishes: WishRow[] = []
  if (files.wishes !== undefined) {
    const cells = new Cells(files.wishes)
    await readTable(
      files.wishes,
      { required: ['person|人员|姓名', 'shift|班次', 'wish|意愿'], optional: ['post|岗位'] },
      ([person, shift, wish, post], line) => {
        wishes.push({
          person: cells.filled(person, line, 'person'),
          shift: cells.filled(shift, line, 'shift'),
          post,
          wish: wishOf(wish, cells.spot(line, 'wish')),
          spot: cells.spot(line, ''),
        })
      },
    )
  }
  const locks = await readPairs(files.locks, true)
  const forbidden = await readPairs(files.forbidden, false)
  return {
    shifts,
    posts,
    people,
    wishes,
    locks,
    forbidden,
    caps: files.unitCaps === undefined ? undefined : await readCaps(files.unitCaps),
  }
}

async function readShifts(file: string): Promise<ShiftRow[]> {
  const cells = new Cells(file)
  const rows: ShiftRow[] = []
  await readTable(
    file,
    { required: ['shift|班次', 'date|日期', 'begin|开始', 'end|结束'], optional: ['night|夜班', 'morning|早班'] },
    ([shift, date, begin, end, night, morning], line) => {
      const from = readClock(begin, cells.spot(line, 'begin'))
      const until = readClock(end, cells.spot(line, 'end'))
      rows.push({
        shift: cells.id(shift, line, 'shift'),
        day: readDate(date, cells.spot(line, 'date')),
        begin: from,
        end: until <= from ? until + DAY_MINUTES : until,
        night: cells.yes(night, line, 'night', until <= from),
        morning: cells.yes(morning, line, 'morning', from < MORNING_UNTIL),
      })
    },
  )
  return rows
}

async function readPosts(file: string): Promise<PostRow[]> {
  const cells = new Cells(file)
  const rows: PostRow[] = []
  await readTable(
    file,
    {
      required: ['post|岗位', 'need|人数'],
      optional: ['shifts|班次', 'skills|技能', 'lng|经度', 'lat|纬度', 'priority|优先级', 'name|名称'],
    },
    ([post, need, shifts, skills, lng, lat, priority, name], line) => {
      rows.push({
        post: cells.filled(post, line, 'post'),
        need: cells.whole(need, line, 'need', 0, COUNT_MAX),
        ...(shifts !== '' && { shifts: list(shifts) }),
        skills: list(skills),
        at: cells.place(lng, lat, line),
        priority: cells.whole(priority, line, 'priority', 1, PRIORITY_MAX, 1),
        ...(name !== '' && { name }),
        spot: cells.spot(line, 'post'),
      })
    },
  )
  return rows
}

async function readPersons(file: string): Promise<PersonRow[]> {
  const cells = new Cells(file)
  const rows: PersonRow[] = []
  const optional = [
    'unit|单位',
    'lng|经度',
    'lat|纬度',
    'skills|技能|特长',
    'most|最多班数',
    'served|已服务班数',
    'ran|已连续天数',
    'last|上次岗位',
    'available|可服务时间',
    'last_end|上次结束',
  ]
  await readTable(
    file,
    { required: ['person|人员|姓名'], optional },
    ([person, unit, lng, lat, skills, most, served, ran, last, available, lastEnd], line) => {
      rows.push({
        person: cells.id(person, line, 'person'),
        unit,
        at: cells.place(lng, lat, line),
        skills: list(skills),
        ...(most !== '' && { most: cells.whole(most, line, 'most', 0, COUNT_MAX) }),
        served: cells.whole(served, line, 'served', 0, COUNT_MAX, 0),
        ran: cells.whole(ran, line, 'ran', 0, COUNT_MAX, 0),
        last,
        fits: readWindows(available, cells.spot(line, 'available')),
        ...(lastEnd !== '' && { lastEnd: readMoment(lastEnd, cells.spot(line, 'last_end')) }),
      })
    },
  )
  return rows
}

const wishWords: Record<string, WishRow['wish']> = {
  prefer: 'prefer',
  愿意: 'prefer',
  avoid: 'avoid',
  不愿: 'avoid',
  never: 'never',
  不能: 'never',
}

function wishOf(text: string, spot: Spot): WishRow['wish'] {
  if (Object.hasOwn(wishWords, text.toLowerCase())) return wishWords[text.toLowerCase()]
  const value = text === '' ? Number.NaN : Number(text)
  if (!Number.isInteger(value) || Math.abs(value) > WISH_MAX) throw new InputFault(spot, words.notWish(text))
  return value
}

async function readPairs(file: string | undefined, withShift: boolean): Promise<PairRow[]> {
  const rows: PairRow[] = []
  if (file === undefined) return rows
  const cells = new Cells(file)
  const columns = ['person|人员|姓名', 'post|岗位']
  await readTable(
    file,
    withShift ? { required: [...columns, 'shift|班次'] } : { required: columns, optional: ['shift|班次'] },
    ([person, post, shift], line) => {
      rows.push({
        person: cells.filled(person, line, 'person'),
        post: cells.filled(post, line, 'post'),
        shift: withShift ? cells.filled(shift, line, 'shift') : shift,
        spot: cells.spot(line, ''),
      })
    },
  )
  return rows
}

async function readCaps(file: string): Promise<Map<string, number>> {
  const cells = new Cells(file)
  const caps = new Map<string, number>()
  await readTable(
    file,
    { required: ['unit|单位', 'cap|上限'] },
    ([unit, cap], line) => void caps.set(cells.id(unit, line, 'unit'), cells.whole(cap, line, 'cap', 0, COUNT_MAX)),
  )
  return caps
}
