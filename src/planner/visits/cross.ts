// Crosses two plans: some routes that lie together in one give way to those of the other in the same part of town
// (after the selective route exchange of Nagata, Bräysy & Dullaert, "A penalty-based edge assembly memetic algorithm
// for the vehicle routing problem with time windows", 2010).
import type { Random } from '#planner/kernel/random.ts'
import type { Near } from './near.ts'

import type { Making } from './making.ts'

/** The first `most` teams met going outward from a visit. */
function teamsAround(team: Int32Array, seed: number, most: number, { reach, around }: Near): number[] {
  const found: number[] = []
  for (let k = -1; k < reach && found.length < most; k++) {
    const v = team[k < 0 ? seed : around[seed * reach + k]]
    if (v >= 0 && !found.includes(v)) found.push(v)
  }
  return found
}

const usedTeams = (count: Int32Array) => count.reduce((sum, visits) => sum + (visits > 0 ? 1 : 0), 0)

/** Changes `child`, a copy of one parent. @param group teams alike @param dirty room for the teams */
export function cross<Plan extends Making<Plan>>(
  child: Plan,
  other: Plan,
  group: Int32Array,
  visits: number,
  near: Near,
  dirty: Int32Array,
  random: Random,
): void {
  const used = Math.min(usedTeams(child.count), usedTeams(other.count))
  const count = 1 + random.int(Math.max(1, used - 1))
  const seed = random.int(visits)
  const leaving = teamsAround(child.team, seed, count, near)
  const coming = teamsAround(other.team, seed, count, near)
  for (const v of leaving) child.empty(v)
  // Either the newcomers keep all their visits, and the routes that stay lose theirs; or the other way round.
  const whole = random.next() < 0.5
  const changed = new Set(leaving)
  if (whole) {
    const theirs = new Set(coming)
    for (let i = 0; i < visits; i++) {
      if (child.team[i] < 0 || !theirs.has(other.team[i])) continue
      changed.add(child.team[i])
      child.remove(i)
    }
  }
  const free = new Set(leaving)
  for (const w of coming) {
    for (const v of free) {
      if (group[v] !== group[w]) continue
      free.delete(v)
      child.adopt(v, other, w)
      break
    }
  }
  let touched = 0
  for (const v of changed) dirty[touched++] = v
  child.mend(dirty, touched)
}
