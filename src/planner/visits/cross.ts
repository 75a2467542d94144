// Crosses two plans: some routes that lie together in one give way to those of the other in the same part of town
// (after the selective route exchange of Nagata, Bräysy & Dullaert, "A penalty-based edge assembly memetic algorithm for the vehicle routing problem with time windows", 2010).
import type { Random } from '#planner/kernel/random.ts'
import type { Near } from './near.ts'
import type { Routes } from './plain.ts'

/** The first `most` teams met going outward from a visit. */
function teamsAround(routes: Routes, seed: number, most: number, { reach, around }: Near): number[] {
  const found: number[] = []
  for (let k = -1; k < reach && found.length < most; k++) {
    const v = routes.team[k < 0 ? seed : around[seed * reach + k]]
    if (v >= 0 && !found.includes(v)) found.push(v)
  }
  return found
}

const usedTeams = (routes: Routes) => routes.count.reduce((sum, visits) => sum + (visits > 0 ? 1 : 0), 0)

/** Changes `child`, a copy of one parent. @returns how many visits `out` then holds: those that have no team now */
export function cross(child: Routes, other: Routes, near: Near, loads: Int32Array, out: Int32Array, random: Random): number {
  const { visits, group } = child.ground
  const used = Math.min(usedTeams(child), usedTeams(other))
  const count = 1 + random.int(Math.max(1, used - 1))
  const seed = random.int(visits)
  const leaving = teamsAround(child, seed, count, near)
  const coming = teamsAround(other, seed, count, near)
  for (const v of leaving) child.empty(v, loads, out, 0)
  // Either the newcomers keep all their visits, and the routes that stay lose theirs; or the other way round.
  const whole = random.next() < 0.5
  const free = new Set(leaving)
  const dirty = new Set<number>()
  for (const w of coming) {
    const v = leaving.find((one) => free.has(one) && group[one] === group[w])
    if (v === undefined) continue
    free.delete(v)
    if (whole) {
      for (let stop = other.next[visits + w]; stop < visits; stop = other.next[stop]) {
        if (child.team[stop] < 0) continue
        dirty.add(child.team[stop])
        child.remove(stop, loads[stop])
      }
    }
    child.adopt(v, other, w, loads)
    dirty.add(v)
  }
  for (const v of dirty) if (!child.refresh(v)) child.empty(v, loads, out, 0)
  let waiting = 0
  for (let i = 0; i < visits; i++) if (child.team[i] < 0) out[waiting++] = i
  return waiting
}
