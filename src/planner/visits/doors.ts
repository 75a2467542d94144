// How long it takes from door to door: down the stairs, across the street, up again; next door on the same stairs only
// the floors between.

/** A door, or a place in the street (floor 0, no building). */
export interface Door {
  /** Metres on flat ground. */
  readonly x: number
  readonly y: number
  /** Doors of one building have the same number; -1: none. */
  readonly building: number
  /** Stairs of the building. */
  readonly entrance: number
  /** 1 is at street level. */
  readonly floor: number
}

export interface Pace {
  /** Metres a second on foot, along streets. */
  readonly walk: number
  /** Metres a second by car, and seconds to get in, park and get out. */
  readonly drive: number
  readonly park: number
  /** Seconds a floor up or down, between entrances of a building, and from door to door on one floor. */
  readonly floor: number
  readonly entrance: number
  readonly door: number
  /** Streets are so much longer than the line. */
  readonly detour: number
}

export const pace: Pace = {
  walk: 4_800 / 3_600,
  drive: 30_000 / 3_600,
  park: 240,
  floor: 18,
  entrance: 40,
  door: 10,
  detour: 1.3,
}

const stairs = (door: Door, { floor }: Pace) => Math.max(0, door.floor - 1) * floor

/** Whole seconds from one door to another: on foot or by car, whichever is sooner. */
export function doorSeconds(a: Door, b: Door, by: Pace = pace): number {
  if (a.building >= 0 && a.building === b.building) {
    if (a.entrance === b.entrance) return Math.round(Math.abs(a.floor - b.floor) * by.floor + by.door)
    return Math.round(stairs(a, by) + by.entrance + stairs(b, by))
  }
  const metres = by.detour * Math.hypot(a.x - b.x, a.y - b.y)
  return Math.round(stairs(a, by) + Math.min(metres / by.walk, by.park + metres / by.drive) + stairs(b, by))
}

/** Seconds between all doors, at [from × doors + to]. */
export function doorMatrix(doors: readonly Door[], by: Pace = pace): Int32Array {
  const seconds = new Int32Array(doors.length ** 2)
  for (let a = 0; a < doors.length; a++)
    for (let b = 0; b < a; b++)
      seconds[a * doors.length + b] = seconds[b * doors.length + a] = doorSeconds(doors[a], doors[b], by)
  return seconds
}
