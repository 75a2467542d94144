// From people and grids with places to the inputs of `muster plan teams`: what the workbook and the example have in
// common.
import { flat } from '#planner/kernel/ground.ts'
import { findCandidates, usualWeights } from '#planner/teams/candidates.ts'
import { type Named, named, type TeamInputs } from './inputs.ts'
import type { LngLat } from './report/landscape.ts'

export interface GridRow {
  readonly grid: string
  readonly at: LngLat
  readonly seats: number
  /** Skills every seat of the grid needs; the example asks for one seat only and gives two rows. */
  readonly skills: readonly string[]
  readonly community: string
}

export interface PersonRow {
  readonly volunteer: string
  readonly unit: string
  readonly at: LngLat
  readonly skills: readonly string[]
  readonly community: string
  readonly rounds: number
  readonly last: string
}

/** A bit a skill, and bit 31 is the sign. */
export const SKILLS_MAX = 31

interface SeatRow {
  readonly id: string
  readonly row: GridRow
}

/** A row a seat, sorted. Seats of a grid count on over its rows: "3-1", "3-2" … */
function seatRows(grids: readonly GridRow[]): SeatRow[] {
  const taken = new Map<string, number>()
  return grids
    .flatMap((row) =>
      Array.from({ length: row.seats }, () => {
        const number = (taken.get(row.grid) ?? 0) + 1
        taken.set(row.grid, number)
        return { id: `${row.grid}-${number}`, row }
      }),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

const numberIn = (names: Named, id: string) => names.number.get(id) ?? -1

/** Seats and homes as numbers: where they lie, whose they are, what they ask and offer. */
function grounds(rows: readonly SeatRow[], persons: readonly PersonRow[], grids: readonly GridRow[]) {
  const gridNames = named(new Set(rows.map(({ row }) => row.grid)))
  const communities = named(
    new Set([...grids, ...persons].map((row) => row.community).filter((community) => community !== '')),
  )
  const skillNames = named(new Set(grids.flatMap((row) => row.skills)))
  const mask = (skills: readonly string[]) =>
    skills.reduce((bits, skill) => bits | (skillNames.number.has(skill) ? 1 << skillNames.number.get(skill)! : 0), 0)
  const middle = rows.reduce((sum, { row }) => sum + row.at[1], 0) / Math.max(1, rows.length)
  const points = (places: readonly LngLat[]) =>
    flat(
      places.map(([lng]) => lng),
      places.map(([, lat]) => lat),
      middle,
    )
  return {
    seats: {
      ...points(rows.map(({ row }) => row.at)),
      grid: Int32Array.from(rows, ({ row }) => numberIn(gridNames, row.grid)),
      skills: Int32Array.from(rows, ({ row }) => mask(row.skills)),
      community: Int32Array.from(rows, ({ row }) => numberIn(communities, row.community)),
    },
    homes: {
      ...points(persons.map((row) => row.at)),
      skills: Int32Array.from(persons, (row) => mask(row.skills)),
      community: Int32Array.from(persons, (row) => numberIn(communities, row.community)),
      rounds: Int32Array.from(persons, (row) => row.rounds),
      lastGrid: Int32Array.from(persons, (row) => numberIn(gridNames, row.last)),
    },
  }
}

/** Inputs with costs in metres on foot. @param caps most people of each unit, where limited */
export function inputsFrom(
  grids: readonly GridRow[],
  people: readonly PersonRow[],
  shortage: number,
  caps?: ReadonlyMap<string, number>,
): TeamInputs {
  const rows = seatRows(grids)
  const persons = [...people].sort((a, b) => (a.volunteer < b.volunteer ? -1 : 1))
  const { seats, homes } = grounds(rows, persons, grids)
  const units = named(caps?.keys() ?? [])
  const limits = caps && {
    unit: Int32Array.from(persons, (row) => numberIn(units, row.unit)),
    unitCap: Int32Array.from(units.ids, (id) => caps.get(id)!),
  }
  return {
    arcs: {
      seats: rows.length,
      volunteers: persons.length,
      grid: seats.grid,
      shortage: new Int32Array(rows.length).fill(shortage),
      ...findCandidates(seats, homes, usualWeights),
      ...limits,
    },
    seatIds: rows.map(({ id }) => id),
    gridOf: rows.map(({ row }) => row.grid),
    volunteerIds: persons.map((row) => row.volunteer),
    unitIds: units.ids,
    unitOf: persons.map((row) => row.unit),
    apart: [],
    together: [],
    locks: [],
  }
}
