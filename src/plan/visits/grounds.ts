// Places of a VROOM file: rows of its matrices, or coordinates where it has none; and the kinds of travel its vehicles
// need.
import { FAR, PLACES_MAX, type Travel } from '#planner/visits/problem.ts'
import type { LngLat } from '../report/landscape.ts'
import { words as common } from '../words.ts'
import type { Fields, Reader } from './fields.ts'
import { words } from './words.ts'

interface Matrices {
  readonly durations: number[][]
  readonly distances?: number[][]
  readonly costs?: number[][]
}

interface Kind {
  readonly profile: string
  readonly speed: number
  readonly perHour: number
  readonly perKm: number
  readonly path: string
}

/** Streets are longer than the line: the usual factor of a town. */
const DETOUR = 1.3
const EARTH_METRES = 6_371_009

/** Great-circle metres (haversine). */
export function metresBetween([lng1, lat1]: LngLat, [lng2, lat2]: LngLat): number {
  const rad = Math.PI / 180
  const half =
    Math.sin(((lat2 - lat1) * rad) / 2) ** 2 +
    Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * Math.sin(((lng2 - lng1) * rad) / 2) ** 2
  return 2 * EARTH_METRES * Math.asin(Math.sqrt(half))
}

export class Grounds {
  /** Ways are reckoned from coordinates. */
  readonly straight: boolean
  private readonly reader: Reader
  private readonly speed: number
  private readonly matrices = new Map<string, Matrices>()
  private readonly points: LngLat[] = []
  private readonly known = new Map<string, number>()
  private readonly kinds: Kind[] = []
  private readonly size: number
  private sums: number[] | undefined

  /** @param speed km/h */
  constructor(reader: Reader, root: Fields, speed: number) {
    this.reader = reader
    this.speed = speed
    if (root.matrices !== undefined) {
      for (const [profile, value] of Object.entries(reader.object(root.matrices, 'matrices'))) {
        const fields = reader.object(value, `matrices.${profile}`)
        const durations = reader.square(fields.durations, `matrices.${profile}.durations`)
        const more = (name: string) =>
          fields[name] === undefined
            ? undefined
            : reader.square(fields[name], `matrices.${profile}.${name}`, durations.length)
        this.matrices.set(profile, { durations, distances: more('distances'), costs: more('costs') })
      }
    } else if (root.matrix !== undefined) this.matrices.set('car', { durations: reader.square(root.matrix, 'matrix') })
    const sizes = [...this.matrices].map(([profile, { durations }]) => ({ profile, size: durations.length }))
    this.size = sizes[0]?.size ?? 0
    const other = sizes.find(({ size }) => size !== this.size)
    if (other) throw reader.fault(`matrices.${other.profile}.durations`, words.notSquare(this.size))
    this.straight = sizes.length === 0
  }

  get places(): number {
    return this.straight ? this.points.length : this.size
  }

  /** The place of a job or of a vehicle's start or end; -1 where there is none and none is needed. */
  place(
    fields: Fields,
    path: string,
    name: string,
    indexName: string,
    needed: boolean,
  ): { place: number; at?: LngLat } {
    const { reader } = this
    const at = fields[name] === undefined ? undefined : reader.pair(fields[name], `${path}.${name}`, -180, 180)
    if (!this.straight) {
      if (fields[indexName] !== undefined)
        return { place: reader.whole(fields[indexName], `${path}.${indexName}`, 0, this.size - 1), ...(at && { at }) }
      if (at || needed) throw reader.fault(`${path}.${indexName}`, words.missing)
      return { place: -1 }
    }
    if (!at) {
      if (needed || fields[indexName] !== undefined) throw reader.fault(`${path}.${name}`, words.noPlace)
      return { place: -1 }
    }
    const key = at.join(' ')
    if (!this.known.has(key)) {
      if (this.points.length >= PLACES_MAX) throw reader.fault(`${path}.${name}`, common.tooManyRows(PLACES_MAX))
      this.known.set(key, this.points.length)
      this.points.push(at)
    }
    return { place: this.known.get(key)!, at }
  }

  /** Number of the kind of travel with a profile, a speed and prices. */
  kind(profile: string, speed: number, perHour: number, perKm: number, path: string): number {
    if (!this.straight && !this.matrices.has(profile))
      throw this.reader.fault(`${path}.profile`, words.noMatrix(profile))
    const found = this.kinds.findIndex(
      (kind) => kind.profile === profile && kind.speed === speed && kind.perHour === perHour && kind.perKm === perKm,
    )
    if (found >= 0) return found
    if (!this.straight && perKm > 0 && !this.matrices.get(profile)!.distances)
      throw this.reader.fault(`matrices.${profile}.distances`, words.missing)
    this.kinds.push({ profile, speed, perHour, perKm, path })
    return this.kinds.length - 1
  }

  /** After all places and kinds are named. */
  travel(): Travel[] {
    const kinds =
      this.kinds.length > 0 ? this.kinds : [{ profile: 'car', speed: 1, perHour: 3_600, perKm: 0, path: '' }]
    return kinds.map((kind) => (this.straight ? this.fromPoints(kind) : this.fromMatrices(kind)))
  }

  /** What a place is like whatever its number: its coordinates, or the sums of its rows. */
  key(place: number): readonly number[] {
    if (this.straight) return this.points[place]
    this.sums ??= Array.from({ length: this.size }, (_, k) =>
      [...this.matrices.values()].reduce((sum, { durations }) => sum + durations[k].reduce((a, b) => a + b, 0), 0),
    )
    return [this.sums[place]]
  }

  private fromMatrices({ profile, speed, perHour, perKm }: Kind): Travel {
    const { durations, distances, costs } = this.matrices.get(profile) ?? [...this.matrices.values()][0]
    const time = Int32Array.from(durations.flat(), (seconds) => Math.min(FAR, Math.round(seconds / speed)))
    if (costs) return { time, cost: Int32Array.from(costs.flat(), Math.round) }
    if (perHour === 3_600 && perKm === 0) return { time, cost: time }
    const metres = distances?.flat()
    return {
      time,
      cost: time.map((seconds, k) =>
        Math.min(FAR, Math.round((seconds * perHour) / 3_600 + (metres ? (metres[k] * perKm) / 1_000 : 0))),
      ),
    }
  }

  private fromPoints({ speed, perHour, perKm }: Kind): Travel {
    const { points } = this
    const time = new Int32Array(points.length ** 2)
    const cost = new Int32Array(points.length ** 2)
    points.forEach((a, k) =>
      points.forEach((b, l) => {
        const metres = DETOUR * metresBetween(a, b)
        const seconds = Math.round(metres / (this.speed / 3.6) / speed)
        time[k * points.length + l] = seconds
        cost[k * points.length + l] = Math.round((seconds * perHour) / 3_600 + (metres * perKm) / 1_000)
      }),
    )
    return { time, cost }
  }
}
