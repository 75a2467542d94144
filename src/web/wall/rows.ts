// What the wall's questions answer. A figure of a group under ten is null: it is hidden.
import type { AreaId } from '#domain/kernel/area.ts'

export interface CoverageRow {
  readonly area: AreaId
  readonly name: string
  readonly residents: number
  readonly persons: number | null
  readonly registered: number | null
  readonly units: number
}

export interface Coverage {
  readonly area: AreaId
  readonly total: { readonly persons: number | null; readonly registered: number | null; readonly units: number }
  readonly rows: readonly CoverageRow[]
}
