// From people and grids with places to the inputs of `muster plan teams`: what the workbook and the example have in
// common.
import { flat } from '#planner/kernel/ground.ts'
import { findCandidates, usualWeights } from '#planner/teams/candidates.ts'
import { named, type TeamInputs } from './inputs.ts'
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

/** Inputs with costs in metres on foot. @param caps most people of each unit, where limited */
export function inputsFrom(
  grids: readonly GridRow[],
  people: readonly PersonRow[],
  shortage: number,
  caps?: ReadonlyMap<string, number>,
): TeamInputs {
  // Seats of a grid count on over its rows: "3-1", "3-2" …
  const taken = new Map<string, number>()
  const rows = grids
    .flatMap((row) =>
      Array.from({ length: row.seats }, () => {
        const number = (taken.get(row.grid) ?? 0) + 1
        taken.set(row.grid, number)
        return { id: `${row.grid}-${number}`, row }
      }),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  const persons = [...people].sort((a, b) => (a.volunteer < b.volunteer ? -1 : 1))
  const gridNames = named(new Set(rows.map(({ row }) => row.grid)))
  const communities = named(
    new Set([...grids, ...people].map((row) => row.community).filter((community) => community !== '')),
  )
  const skillNames = named(new Set(grids.flatMap((row) => row.skills)))
  const mask = (skills: readonly string[]) =>
    skills.reduce((bits, skill) => bits | (skillNames.number.has(skill) ? 1 << skillNames.number.get(skill)! : 0), 0)
  const middle = rows.reduce((sum, { row }) => sum + row.at[1], 0) / Math.max(1, rows.length)
  const seatPoints = flat(
    rows.map(({ row }) => row.at[0]),
    rows.map(({ row }) => row.at[1]),
    middle,
  )
  const homePoints = flat(
    persons.map((row) => row.at[0]),
    persons.map((row) => row.at[1]),
    middle,
  )
  const number = (names: { number: ReadonlyMap<string, number> }, id: string) => names.number.get(id) ?? -1
  const grid = Int32Array.from(rows, ({ row }) => number(gridNames, row.grid))
  const arcs = findCandidates(
    {
      ...seatPoints,
      grid,
      skills: Int32Array.from(rows, ({ row }) => mask(row.skills)),
      community: Int32Array.from(rows, ({ row }) => number(communities, row.community)),
    },
    {
      ...homePoints,
      skills: Int32Array.from(persons, (row) => mask(row.skills)),
      community: Int32Array.from(persons, (row) => number(communities, row.community)),
      rounds: Int32Array.from(persons, (row) => row.rounds),
      lastGrid: Int32Array.from(persons, (row) => number(gridNames, row.last)),
    },
    usualWeights,
  )
  const units = named(caps?.keys() ?? [])
  const limits = caps && {
    unit: Int32Array.from(persons, (row) => number(units, row.unit)),
    unitCap: Int32Array.from(units.ids, (id) => caps.get(id)!),
  }
  return {
    arcs: {
      seats: rows.length,
      volunteers: persons.length,
      grid,
      shortage: new Int32Array(rows.length).fill(shortage),
      ...arcs,
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
