// Reads the tables of `muster plan callup`: buildings, points, and ways where they are known. Throws InputFault naming
// file, line and field.
import type { Closure, Slots } from '#planner/callup/rooms.ts'
import { PEOPLE_MAX, PRICE_MAX } from '#planner/callup/problem.ts'
import { InputFault } from '../fault.ts'
import type { LngLat } from '../report/landscape.ts'
import { readTable } from '../tables.ts'
import { words as common } from '../words.ts'
import { readClock, readClosures, slotAt } from './times.ts'
import { words } from './words.ts'

export interface BuildingRow {
  readonly building: string
  readonly people: number
  readonly at: LngLat
  /** 0 … 9: how dear each slot later is. */
  readonly priority: number
  /** Minutes after midnight: the slot begins in [earliest, latest). */
  readonly earliest: number
  readonly latest: number
  /** Its only point, and its only slot; both: it is called there already. */
  readonly point?: string
  readonly slot?: number
}

export interface PointRow {
  readonly point: string
  readonly name?: string
  readonly at: LngLat
  readonly lanes: number
  /** People a lane serves in an hour. */
  readonly rate: number
  readonly closed: readonly Closure[]
}

/** Metres by building and point, where a table gave them. */
export type Ways = ReadonlyMap<string, ReadonlyMap<string, number>>

class Cells {
  readonly file: string
  private readonly seen = new Map<string, number>()

  constructor(file: string) {
    this.file = file
  }

  id(text: string, line: number, field: string): string {
    if (text === '') throw new InputFault({ file: this.file, line, field }, common.emptyCell)
    const first = this.seen.get(text)
    if (first !== undefined) throw new InputFault({ file: this.file, line, field }, common.doubled(text, first))
    this.seen.set(text, line)
    return text
  }

  number(text: string, line: number, field: string, least: number, most: number): number {
    const value = text === '' ? Number.NaN : Number(text)
    if (!(value >= least && value <= most))
      throw new InputFault({ file: this.file, line, field }, common.notNumber(text, least, most))
    return value
  }

  whole(text: string, line: number, field: string, least: number, most: number): number {
    const value = text === '' ? Number.NaN : Number(text)
    if (!Number.isInteger(value) || value < least || value > most)
      throw new InputFault({ file: this.file, line, field }, common.notWhole(text, least, most))
    return value
  }

  place(lng: string, lat: string, line: number): LngLat {
    return [this.number(lng, line, 'lng', -180, 180), this.number(lat, line, 'lat', -90, 90)]
  }
}

export async function readBuildings(
  file: string,
  slots: Slots,
  points: ReadonlySet<string>,
  pointsFile: string,
): Promise<BuildingRow[]> {
  const cells = new Cells(file)
  const rows: BuildingRow[] = []
  const columns = {
    required: ['building|楼栋', 'people|人数', 'lng|经度', 'lat|纬度'],
    optional: ['priority|优先', 'earliest|最早', 'latest|最晚', 'point|采样点', 'slot|时段'],
  }
  await readTable(file, columns, ([building, people, lng, lat, priority, earliest, latest, point, slot], line) => {
    if (point !== '' && !points.has(point))
      throw new InputFault({ file, line, field: 'point' }, common.unknown(point, pointsFile))
    rows.push({
      building: cells.id(building, line, 'building'),
      people: cells.whole(people, line, 'people', 1, PEOPLE_MAX),
      at: cells.place(lng, lat, line),
      priority: priority === '' ? 1 : cells.whole(priority, line, 'priority', 0, 9),
      earliest: earliest === '' ? -Infinity : readClock(earliest, { file, line, field: 'earliest' }),
      latest: latest === '' ? Infinity : readClock(latest, { file, line, field: 'latest' }),
      ...(point !== '' && { point }),
      ...(slot !== '' && { slot: slotAt(slot, slots, { file, line, field: 'slot' }) }),
    })
  })
  if (rows.length === 0) throw new InputFault({ file }, common.emptyFile)
  return rows
}

export async function readPoints(file: string): Promise<PointRow[]> {
  const cells = new Cells(file)
  const rows: PointRow[] = []
  await readTable(
    file,
    {
      required: ['point|采样点', 'lng|经度', 'lat|纬度', 'lanes|通道', 'rate|每小时'],
      optional: ['name|名称', 'closed|关闭'],
    },
    ([point, lng, lat, lanes, rate, name, closed], line) => {
      const count = cells.whole(lanes, line, 'lanes', 1, 100)
      rows.push({
        point: cells.id(point, line, 'point'),
        at: cells.place(lng, lat, line),
        lanes: count,
        rate: cells.number(rate, line, 'rate', 1, 10_000),
        ...(name !== '' && { name }),
        closed: readClosures(closed, count, { file, line, field: 'closed' }),
      })
    },
  )
  if (rows.length === 0) throw new InputFault({ file }, common.emptyFile)
  return rows
}

/** A table building, point, metres. Pairs that are not in it are no ways. */
export async function readWays(
  file: string,
  buildings: readonly BuildingRow[],
  points: readonly PointRow[],
): Promise<Ways> {
  const cells = new Cells(file)
  const ways = new Map<string, Map<string, number>>(buildings.map(({ building }) => [building, new Map()]))
  const known = new Set(points.map(({ point }) => point))
  await readTable(
    file,
    { required: ['building|楼栋', 'point|采样点', 'metres|米'] },
    ([building, point, metres], line) => {
      const row = ways.get(building)
      if (!row) throw new InputFault({ file, line, field: 'building' }, common.unknown(building, '--buildings'))
      if (!known.has(point)) throw new InputFault({ file, line, field: 'point' }, common.unknown(point, '--points'))
      row.set(point, cells.whole(metres, line, 'metres', 0, PRICE_MAX))
    },
  )
  for (const { building, point } of buildings)
    if (point !== undefined && !ways.get(building)!.has(point))
      throw new InputFault({ file, field: 'metres' }, words.noWay(building, point))
  return ways
}
