// Doors of a building laid out as they stand: entrances, floors from the top down, flats from left to right. What four
// digits mean is the building's numbering.

/**
 * As the registry numbers doors: `floors` 0501 is 501 · `entrances` 0512 is floor 5, entrance 2, flat 2 · `yards` 0012
 * is house 12.
 */
export type Numbering = 'floors' | 'entrances' | 'yards'

export interface Entrance {
  /** From 1; 0 where the building has but one. */
  readonly entrance: number
  /** Top floor first; a yard has one row of ten houses each. */
  readonly rows: readonly { readonly floor: number; readonly doors: readonly (string | null)[] }[]
}

const yardsPerRow = 5

export function placeOf(
  door: string,
  numbering: Numbering,
): { readonly entrance: number; readonly floor: number; readonly flat: number } {
  const [floor, rest] = [Number(door.slice(0, 2)), Number(door.slice(2))]
  if (numbering === 'floors') return { entrance: 0, floor, flat: rest }
  if (numbering === 'entrances') return { entrance: Math.floor(rest / 10) + 1, floor, flat: rest % 10 }
  const house = Number(door)
  return { entrance: 0, floor: Math.ceil(house / yardsPerRow), flat: ((house - 1) % yardsPerRow) + 1 }
}

/** How a door is read aloud: 501, entrance 2 · 502, No. 12. */
export function nameOfDoor(door: string, numbering: Numbering): string {
  const { entrance, floor, flat } = placeOf(door, numbering)
  if (numbering === 'yards') return String(Number(door))
  const number = `${floor}${String(flat).padStart(2, '0')}`
  return entrance > 0 ? `${entrance}-${number}` : number
}

/** Every door once; gaps are null, so that columns stand above each other. */
export function layOut(doors: readonly string[], numbering: Numbering): Entrance[] {
  const entrances = new Map<number, Map<number, Map<number, string>>>()
  for (const door of doors) {
    const { entrance, floor, flat } = placeOf(door, numbering)
    const floors = entrances.get(entrance) ?? new Map<number, Map<number, string>>()
    entrances.set(entrance, floors)
    floors.set(floor, (floors.get(floor) ?? new Map<number, string>()).set(flat, door))
  }
  return [...entrances]
    .sort(([a], [b]) => a - b)
    .map(([entrance, floors]) => {
      const flats = [...new Set([...floors.values()].flatMap((row) => [...row.keys()]))].sort((a, b) => a - b)
      const rows = [...floors]
        .sort(([a], [b]) => (numbering === 'yards' ? a - b : b - a))
        .map(([floor, row]) => ({ floor, doors: flats.map((flat) => row.get(flat) ?? null) }))
      return { entrance, rows }
    })
}
