// The demo county's ground: Lingshi's real divisions and outline; places, grids, buildings and households drawn from a
// seed until they hold exactly the residents of the 2020 census. What is real and what is invented:
// src/demo/data/README.md.
import { readFileSync } from 'node:fs'
import { apportion, Chance } from './chance.ts'

export const county = { code: '140729', name: '灵石县', residents: 246_491, urban: 144_936 } as const
/** GeoNames: Cuifeng. The county town; 城区 stands around it. */
const town: Point = [111.78172, 36.84517]

export type Point = readonly [lng: number, lat: number]
export interface Building {
  readonly name: string
  readonly place: Point
  readonly doors: readonly { readonly entrance: string; readonly door: string; readonly residents: number }[]
}
export interface Grid {
  readonly name: string
  readonly buildings: readonly Building[]
}
export interface Community {
  readonly code: string
  readonly name: string
  readonly urban: boolean
  readonly place: Point
  readonly residents: number
  readonly grids: readonly Grid[]
}
export interface Township {
  readonly code: string
  readonly name: string
  readonly place: Point
  readonly communities: readonly Community[]
}

interface Division {
  readonly code: string
  readonly name: string
  readonly villages: readonly { readonly code: string; readonly name: string }[]
}

const read = (name: string) => JSON.parse(readFileSync(new URL(`./data/${name}`, import.meta.url), 'utf8'))
const divisions = (): readonly Division[] => read('lingshi-divisions.json').streets
export const outline = (): readonly Point[] => read('lingshi-county.geojson').features[0].geometry.coordinates[0]

/** Even-odd rule on the outline. */
export function inside([lng, lat]: Point, ring: readonly Point[]): boolean {
  let within = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [[x1, y1], [x2, y2]] = [ring[i], ring[j]]
    if (y1 > lat !== y2 > lat && lng < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) within = !within
  }
  return within
}

const round = ([lng, lat]: Point): Point => [Math.round(lng * 1e5) / 1e5, Math.round(lat * 1e5) / 1e5]
/** Squared distance in kilometres, flat: one degree of latitude is 111.2 km, of longitude at 36.8° north 89.1 km. */
const far = (a: Point, b: Point) => ((a[0] - b[0]) * 89.1) ** 2 + ((a[1] - b[1]) * 111.2) ** 2
const isUrban = (name: string) => name.includes('居民委员会')

const triesMax = 10_000
function pointWithin(ring: readonly Point[], draw: () => Point): Point {
  for (let tries = 0; tries < triesMax; tries++) {
    const point = draw()
    if (inside(point, ring)) return point
  }
  throw new Error('broken promise: the outline holds points where they are drawn')
}

/** Draws a point far from those already there: the best of some candidates (Mitchell 1991). */
function spread(ring: readonly Point[], taken: readonly Point[], draw: () => Point): Point {
  const candidates = Array.from({ length: 12 }, () => pointWithin(ring, draw))
  const room = (point: Point) => Math.min(...taken.map((other) => far(point, other)), Infinity)
  return candidates.reduce((best, point) => (room(point) > room(best) ? point : best))
}

function anywhere(chance: Chance, ring: readonly Point[]): () => Point {
  const [lngs, lats] = [ring.map((p) => p[0]), ring.map((p) => p[1])]
  const [west, east, south, north] = [Math.min(...lngs), Math.max(...lngs), Math.min(...lats), Math.max(...lats)]
  return () => [west + (east - west) * chance.next(), south + (north - south) * chance.next()]
}

/** About a point, with a spread in kilometres. */
const about =
  (chance: Chance, [lng, lat]: Point, km: number) =>
  (): Point => [lng + (chance.bell() * km) / 89.1, lat + (chance.bell() * km) / 111.2]

/** Residents by household size as counties of the region have them: mostly two to four. */
const sizes = { urban: [1, 2, 2, 2, 3, 3, 3, 4, 4], rural: [1, 2, 2, 2, 3, 3, 4, 5] } as const
/** Households a grid worker can know. */
const gridHouseholds = { urban: 350, rural: 220 } as const

/** Households of a community until its residents are all housed; the last one holds what is left. */
function housed(chance: Chance, residents: number, urban: boolean): number[] {
  const households: number[] = []
  for (let left = residents; left > 0;) {
    const size = Math.min(left, chance.pick(urban ? sizes.urban : sizes.rural))
    households.push(size)
    left -= size
  }
  return households
}

/** A walk-up block (entrances × floors × two flats) in town, a lane of yards in a village. */
function build(chance: Chance, households: number[], urban: boolean, centre: Point): Building[] {
  const buildings: Building[] = []
  for (let at = 0; at < households.length;) {
    const place = round(about(chance, centre, urban ? 0.12 : 0.25)())
    const number = buildings.length + 1
    if (!urban) {
      const lane = households.slice(at, at + 8 + chance.below(9))
      buildings.push({
        name: `${number}号巷（演示）`,
        place,
        doors: lane.map((residents, i) => ({ entrance: '', door: `${i + 1}号`, residents })),
      })
      at += lane.length
      continue
    }
    const [entrances, floors] = [2 + chance.below(3), 5 + chance.below(2)]
    const doors: Building['doors'][number][] = []
    for (let entrance = 1; entrance <= entrances; entrance++) {
      for (let floor = 1; floor <= floors; floor++) {
        for (const flat of [1, 2]) {
          if (at >= households.length) break
          doors.push({ entrance: String(entrance), door: `${floor}0${flat}`, residents: households[at++] })
        }
      }
    }
    buildings.push({ name: `${number}号楼（演示）`, place, doors })
  }
  return buildings
}

function settle(chance: Chance, code: string, name: string, place: Point, residents: number): Community {
  const urban = isUrban(name)
  const households = housed(chance, residents, urban)
  const count = Math.max(1, Math.round(households.length / (urban ? gridHouseholds.urban : gridHouseholds.rural)))
  const shares = apportion(
    households.length,
    Array.from({ length: count }, () => 1),
  )
  let at = 0
  const grids = shares.map((share, i): Grid => {
    const centre = count === 1 ? place : about(chance, place, urban ? 0.35 : 0.5)()
    const buildings = build(chance, households.slice(at, at + share), urban, centre)
    at += share
    return { name: `第${i + 1}网格`, buildings }
  })
  return { code, name, urban, place, residents, grids }
}

/**
 * The whole county from a seed.
 * @param shrink divides the number of residents, for quick tests; 1 is the whole county
 */
export function drawCounty(seed: number, shrink = 1): Township[] {
  const chance = new Chance(seed)
  const ring = outline()
  const all = divisions()
  const everywhere = anywhere(chance, ring)
  const centres: Point[] = []
  for (const { name } of all)
    centres.push(
      name === '翠峰镇'
        ? town
        : name.includes('城区')
          ? [town[0] + 0.006, town[1] - 0.006]
          : spread(ring, [town, ...centres], everywhere),
    )
  const urban = all.flatMap((township) => township.villages.filter((village) => isUrban(village.name)))
  const rural = all.flatMap((township) => township.villages.filter((village) => !isUrban(village.name)))
  // Communities of the county town are larger than those of the outer towns.
  const [urbanShares, ruralShares] = [
    apportion(
      Math.round(county.urban / shrink),
      urban.map(({ code }) => (/^140729(100|403)/.test(code) ? 2 : 1) * (0.7 + 0.6 * chance.next())),
    ),
    apportion(
      Math.round(county.residents / shrink) - Math.round(county.urban / shrink),
      rural.map(() => 0.4 + 1.2 * chance.next()),
    ),
  ]
  const residents = new Map([
    ...urban.map(({ code }, i) => [code, urbanShares[i]] as const),
    ...rural.map(({ code }, i) => [code, ruralShares[i]] as const),
  ])
  return all.map(({ code, name, villages }, i): Township => {
    const taken: Point[] = []
    const communities = villages.map((village) => {
      const near = isUrban(village.name)
      // A village lies nearer to its own township's centre than to another's.
      const draw = near
        ? about(chance, centres[i], 0.8)
        : () => {
            for (let tries = 0; tries < 200; tries++) {
              const point = about(chance, centres[i], 5.5)()
              if (centres.every((centre) => far(point, centres[i]) <= far(point, centre) + 1e-9)) return point
            }
            return about(chance, centres[i], 3)()
          }
      const place = round(spread(ring, taken, draw))
      taken.push(place)
      return settle(chance, village.code, village.name, place, residents.get(village.code)!)
    })
    return { code, name, place: round(centres[i]), communities }
  })
}
