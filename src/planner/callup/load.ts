// What a plan puts into each cell, and the slots each building really fills.
import { optionsOf, shareOf } from './options.ts'
import type { CallupProblem } from './problem.ts'

/** A building's people in one cell. */
export interface Call {
  readonly building: number
  readonly cell: number
  readonly people: number
}

/**
 * Calls of every building, in order; a building spread over slots has several.
 * @param cells first cell of each
 * building, -1 for none
 */
export function callsOf(problem: CallupProblem, cells: Int32Array): Call[] {
  const { points, slots, people } = problem
  const { span, arcTo } = optionsOf(problem)
  const calls: Call[] = []
  for (let b = 0; b < problem.buildings; b++) {
    const cell = cells[b]
    if (cell < 0) continue
    const width = span[arcTo[b * points + Math.floor(cell / slots)]]
    for (let i = 0; i < width && (cell % slots) + i < slots; i++)
      calls.push({ building: b, cell: cell + i, people: shareOf(people[b], width, i) })
  }
  return calls
}

export function loadOf(problem: CallupProblem, calls: readonly Call[]): Int32Array {
  const load = new Int32Array(problem.points * problem.slots)
  for (const { cell, people } of calls) load[cell] += people
  return load
}
