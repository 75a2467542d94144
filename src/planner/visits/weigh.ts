// A first look at spots of coupled routes: what a visit would add there at least, before anybody walks along what it
// delays.
import type { Coupled } from './coupled.ts'

/**
 * What a visit behind each of the first `count` spots would add at least, into `least`: way, team, its own lateness and
 * that of the visit behind it; Infinity where its window is over.
 * Most of the search is spent here, hence one loop over everything.
 */
export function weighSpots(routes: Coupled, i: number, spots: Int32Array, count: number, least: Float64Array): void {
  const { next, team, start, late, count: served } = routes
  const {
    place,
    time,
    cost,
    kind,
    service,
    opens,
    closes,
    windowStart,
    lateMost,
    lateWeight,
    home,
    ground: { width },
    problem: { visits, fixed },
  } = routes.bonds
  const here = place[i]
  const [open, close, most, long] = [opens[windowStart[i]], closes[windowStart[i + 1] - 1], lateMost[i], service[i]]
  for (let k = 0; k < count; k++) {
    const after = spots[k]
    const behind = next[after]
    const v = team[after]
    const paused = after >= visits && after < home
    const to = behind >= visits && behind < home ? routes.placeBehind(behind) : behind
    const [row, column] = [place[paused ? routes.placeBefore(after) : after] * width, place[to]]
    const ways = cost[kind[v]]
    const extra = ways[row + here] + ways[here * width + column] + (served[v] === 0 ? fixed[v] : -ways[row + column])
    least[k] = extra
    if (paused) continue
    const times = time[kind[v]]
    const arrive = start[after] + service[after] + times[row + here]
    let over = arrive > close ? arrive - close : 0
    if (over > most) {
      least[k] = Infinity
      continue
    }
    if (behind < visits) {
      const over2 =
        (arrive > open ? arrive : open) + long + times[here * width + column] - closes[windowStart[behind + 1] - 1]
      if (over2 > lateMost[behind]) {
        least[k] = Infinity
        continue
      }
      if (over2 > late[behind]) over += over2 - late[behind]
    }
    least[k] += lateWeight * over
  }
}
