// The bench's problem file: 32-bit numbers, as teams.lemon.cc reads them.
import type { TeamsProblem } from '#planner/teams/problem.ts'

export function fileFromProblem(problem: TeamsProblem): Uint8Array {
  const { places, volunteers, need, shortage, start, volunteer, cost, unit, unitCap } = problem
  const none = new Int32Array(0)
  const head = Int32Array.of(places, volunteers, volunteer.length, unitCap?.length ?? 0)
  const parts = [head, need, shortage, start, volunteer, cost, unit ?? none, unitCap ?? none]
  return Buffer.concat(parts.map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength)))
}

export function problemFromFile(bytes: Uint8Array): TeamsProblem {
  const all = new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  const [places, volunteers, arcs, units] = all
  let at = 4
  const take = (count: number) => all.subarray(at, (at += count))
  const [need, shortage, start, volunteer, cost] = [
    take(places),
    take(places),
    take(places + 1),
    take(arcs),
    take(arcs),
  ]
  return {
    places,
    volunteers,
    need,
    shortage,
    start,
    volunteer,
    cost,
    ...(units > 0 && { unit: take(volunteers), unitCap: take(units) }),
  }
}
