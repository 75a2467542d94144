// The land under a report's map: an outline and places by id, in degrees. All of it optional: without it a report has
// tables and bars only.
import type { Said } from '#words/languages.ts'

export type LngLat = readonly [lng: number, lat: number]

export interface Landscape {
  readonly name?: string
  /** Rings of the area's outline. */
  readonly outline: readonly (readonly LngLat[])[]
  /** Grids by id: name for people, place. */
  readonly grids: ReadonlyMap<string, { readonly name: string; readonly at: LngLat }>
  /** Homes of volunteers by id, as lines on the map only. */
  readonly homes: ReadonlyMap<string, LngLat>
  /** What the reader must know about the data, e.g. that it is synthetic. */
  readonly note?: Said
}
