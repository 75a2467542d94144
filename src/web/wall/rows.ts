// What the coverage question answers, as the wall reads it. A figure under ten is null: it is hidden.
import type { AreaId } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'

export interface CoverageRow {
  readonly area: AreaId
  readonly name: string
  readonly lng: number | null
  readonly lat: number | null
  readonly persons: number | null
  readonly registered: number | null
}

export interface Coverage {
  readonly name: string
  readonly persons: number | null
  readonly registered: number | null
  readonly served: number | null
  readonly units: number | null
  readonly unitsRegistered: number | null
  readonly rows: readonly CoverageRow[]
}

export interface RunningMuster {
  readonly muster: Id
  readonly what: string
  readonly place: string
  readonly drill: boolean
  readonly people: number
  readonly coming: number
  readonly arrived: number
  readonly blownAt: number
}
