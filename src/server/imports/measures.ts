// Doors of a building of which a list gives only measures: floors, entrances, flats on a floor. Pure.
import { wholeNumber } from './clean.ts'
import type { ReadDoor } from './doors.ts'
import type { RowReader } from './plan.ts'

export const doorsMax = 4_000
/** A floor's, an entrance's and a flat's number have two digits. */
export const twoDigitsMax = 99

/** A door of a row, before its building's numbering is known. */
export interface Found extends ReadDoor {
  readonly residents: number
  /** The cell, where it is not so plain that nothing need be said of it. */
  readonly said?: string
}

/** All doors of a building known only by its measures; how many live there is spread evenly. */
export function doorsByMeasure(reader: RowReader): Found[] | undefined {
  const measure = (field: 'floors' | 'entrances' | 'flats' | 'residents', otherwise: number, most: number) => {
    const text = reader.text(field)
    const number = text === '' ? otherwise : wholeNumber(text)
    if (number === undefined) reader.problem('number-shape', field, text)
    else if (number > most) reader.problem('too-many-grids', field, text, { most })
    return number ?? 0
  }
  const floors = measure('floors', 0, twoDigitsMax)
  const entrances = measure('entrances', 1, twoDigitsMax)
  const flats = measure('flats', 1, twoDigitsMax)
  const residents = measure('residents', 0, Number.POSITIVE_INFINITY)
  if (reader.stopped) return undefined
  const count = floors * entrances * flats
  if (count > doorsMax) return void reader.problem('too-many-doors', 'floors', String(count), { most: doorsMax })
  const doors: Found[] = []
  for (let floor = 1; floor <= floors; floor++) {
    for (let entrance = 1; entrance <= entrances; entrance++) {
      for (let flat = 1; flat <= flats; flat++) {
        const share =
          Math.floor((residents * (doors.length + 1)) / count) - Math.floor((residents * doors.length) / count)
        const own = entrances > 1 && { entrance }
        doors.push({ part: '', house: false, floor, flat, ...own, residents: Math.min(share, 99) })
      }
    }
  }
  return doors
}
