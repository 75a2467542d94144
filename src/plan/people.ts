// `--in xlsx FILE`: grids and volunteers from the workbook an office has; costs are the way on foot, estimated.
import { InputFault } from './fault.ts'
import { type GridRow, inputsFrom, type PersonRow, SKILLS_MAX } from './county.ts'
import type { LngLat } from './report/landscape.ts'
import { readTable, sheetNames } from './tables.ts'
import type { Source } from './teams.ts'
import { words } from './words.ts'

/** An open seat costs as much as a way of 30 km. */
export const SHORTAGE_METRES = 30_000

const sheets = { grids: ['grids', '网格'], volunteers: ['volunteers', '志愿者'] } as const

async function sheetOf(file: string, names: readonly string[]): Promise<string> {
  const found = await sheetNames(file)
  const sheet = found.find((name) => names.includes(name.trim().toLowerCase()))
  if (sheet === undefined) throw new InputFault({ file, field: names.join(' | ') }, words.noSheet(found.join(', ')))
  return sheet
}

const list = (text: string) => text.split(/[、,，;；\s]+/).filter((word) => word !== '' && word !== '无')

/** Throws InputFault naming file, row and column. */
export async function readPeople(
  kind: string,
  file: string,
  shortage: (otherwise?: number) => number,
): Promise<Source> {
  if (kind !== 'xlsx') throw new InputFault({ field: '--in' }, words.oneOf(kind, ['xlsx']))
  const price = shortage(SHORTAGE_METRES)
  const grids = await readGrids(file)
  const people = await readVolunteers(file)
  const kinds = new Set(grids.flatMap((row) => row.skills))
  if (kinds.size > SKILLS_MAX) throw new InputFault({ file, field: 'skills' }, words.tooManySkills(SKILLS_MAX))
  const land = {
    outline: [],
    grids: new Map(grids.map((row) => [row.grid, { name: row.grid, at: row.at }])),
    homes: new Map(people.map((row) => [row.volunteer, row.at])),
  }
  return { inputs: inputsFrom(grids, people, price), shortage: price, land }
}

/** Cells of one workbook as values; each throws InputFault where the cell holds none. */
class Cells {
  private readonly file: string

  constructor(file: string) {
    this.file = file
  }

  degrees(text: string, line: number, field: string, most: number): number {
    const value = text === '' ? Number.NaN : Number(text)
    if (!(Math.abs(value) <= most))
      throw new InputFault({ file: this.file, line, field }, words.notNumber(text, -most, most))
    return value
  }

  at(lng: string, lat: string, line: number): LngLat {
    return [this.degrees(lng, line, 'lng', 180), this.degrees(lat, line, 'lat', 90)]
  }

  count(text: string, line: number, field: string, otherwise?: number): number {
    const value = text === '' && otherwise !== undefined ? otherwise : text === '' ? Number.NaN : Number(text)
    if (!Number.isInteger(value) || value < 0 || value > 10_000)
      throw new InputFault({ file: this.file, line, field }, words.notWhole(text, 0, 10_000))
    return value
  }

  id(text: string, line: number, field: string): string {
    if (text === '') throw new InputFault({ file: this.file, line, field }, words.emptyCell)
    return text
  }
}

async function readGrids(file: string): Promise<GridRow[]> {
  const cells = new Cells(file)
  const grids: GridRow[] = []
  await readTable(
    file,
    { required: ['grid|网格', 'lng|经度', 'lat|纬度', 'seats|人数'], optional: ['skills|技能', 'community|社区'] },
    ([grid, lng, lat, seats, skills, community], line) => {
      grids.push({
        grid: cells.id(grid, line, 'grid'),
        at: cells.at(lng, lat, line),
        seats: cells.count(seats, line, 'seats'),
        skills: list(skills),
        community,
      })
    },
    await sheetOf(file, sheets.grids),
  )
  return grids
}

async function readVolunteers(file: string): Promise<PersonRow[]> {
  const cells = new Cells(file)
  const people: PersonRow[] = []
  const seen = new Map<string, number>()
  await readTable(
    file,
    {
      required: ['volunteer|志愿者|姓名', 'unit|单位', 'lng|经度', 'lat|纬度'],
      optional: ['skills|技能|特长', 'community|社区', 'rounds|轮次', 'last|上次网格'],
    },
    ([volunteer, unit, lng, lat, skills, community, rounds, last], line) => {
      const first = seen.get(volunteer)
      if (first !== undefined) throw new InputFault({ file, line, field: 'volunteer' }, words.doubled(volunteer, first))
      seen.set(volunteer, line)
      people.push({
        volunteer: cells.id(volunteer, line, 'volunteer'),
        unit,
        at: cells.at(lng, lat, line),
        skills: list(skills),
        community,
        rounds: cells.count(rounds, line, 'rounds', 0),
        last,
      })
    },
    await sheetOf(file, sheets.volunteers),
  )
  return people
}
