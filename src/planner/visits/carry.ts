// Whom a team may take along on a coupled route: skills, number of visits, and room for what comes and goes.
import type { Bonds } from './bonds.ts'

/** What of coupled routes bears on carrying: who comes after whom, in which team, and what each team has aboard. */
interface Carrying {
  readonly bonds: Bonds
  readonly next: Int32Array
  readonly team: Int32Array
  /** Visits of each team. */
  readonly count: Int32Array
  /** By team and kind of load: what leaves home, what comes home. */
  readonly load: Int32Array
}

/** Whether a team's skills, loads and number of visits allow one more; time is another matter. */
export function allows({ bonds: { problem }, count, load }: Carrying, i: number, v: number): boolean {
  const { loads, delivered, collected, room, may, teams, visitsMost } = problem
  if (may !== undefined && may[i * teams + v] === 0) return false
  if (count[v] >= visitsMost[v]) return false
  for (let k = 0; k < loads; k++) {
    const at = 2 * (v * loads + k)
    const [down, up] = [load[at] + delivered[i * loads + k], load[at + 1] + collected[i * loads + k]]
    if (down > room[v * loads + k] || up > room[v * loads + k]) return false
  }
  return true
}

/** Whether the loads stay within the room all the way, where some come and some go. */
export function carries(routes: Carrying, i: number, after: number): boolean {
  const {
    team,
    load,
    bonds: {
      mixed,
      problem: { loads, delivered },
    },
  } = routes
  if (!mixed) return true
  for (let k = 0; k < loads; k++)
    if (!carriesKind(routes, i, after, k, load[2 * (team[after] * loads + k)] + delivered[i * loads + k])) return false
  return true
}

/** @param aboard what leaves home with the visit */
function carriesKind({ team, next, bonds }: Carrying, i: number, after: number, k: number, aboard: number): boolean {
  const {
    problem: { loads, delivered, collected, room, visits },
    home,
  } = bonds
  const v = team[after]
  const most = room[v * loads + k]
  for (let stop = home + v; stop >= 0; stop = next[stop]) {
    if (stop < visits) aboard += collected[stop * loads + k] - delivered[stop * loads + k]
    if (aboard > most) return false
    if (stop === after) aboard += collected[i * loads + k] - delivered[i * loads + k]
    if (aboard > most) return false
  }
  return true
}
