// Plans a whole list, slice by slice, so that a list of 50,000 rows never holds the server's thread for long.
import { planArea } from './areas.ts'
import { planBuildings } from './buildings.ts'
import { People, planPerson } from './persons.ts'
import { groupRow, type Choice, type County, type List, type PlannedRow } from './plan.ts'
import { planUnit } from './units.ts'

/** Rows planned before others get their turn: about 5 ms. */
const sliceRows = 500

const breathe = () => new Promise<void>((resume) => setImmediate(resume))

/**
 * @param file unguessable fingerprint of the file, from which new persons' ids are derived
 * @param take is given each row as it is planned, in order
 */
export async function planList(
  list: List,
  county: County,
  file: string,
  choices: ReadonlyMap<number, Choice>,
  take: (row: PlannedRow) => void,
): Promise<void> {
  if (list.kind === 'buildings') return (await planAllBuildings(list, county)).forEach(take)
  const people = new People(county.people)
  const seen = new Map<string, number>()
  for (const [index, row] of list.rows.entries()) {
    if (index % sliceRows === sliceRows - 1) await breathe()
    if (list.groups?.has(row.number)) take(groupRow(row))
    else if (list.kind === 'areas') take(planArea(list, row, county))
    else if (list.kind === 'units') take(planUnit(list, row, county, seen))
    else take(planPerson(list, row, { county, file, people, choices }))
  }
}

async function planAllBuildings(list: List, county: County): Promise<PlannedRow[]> {
  const { groups } = list
  if (!groups || groups.size === 0) return planBuildings(list, county, breathe)
  const rows = list.rows.filter((row) => !groups.has(row.number))
  const planned = await planBuildings({ ...list, rows }, county, breathe)
  const headings = list.rows.filter((row) => groups.has(row.number)).map(groupRow)
  return [...planned, ...headings].sort((one, other) => one.row - other.row)
}
