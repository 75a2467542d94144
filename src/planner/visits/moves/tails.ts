// Two routes change their tails: c goes on with i and what follows it, and what came before i goes on with what
// followed c.
// Potvin & Rousseau, "An exchange heuristic for routeing problems with time windows" (1995), known as 2-opt*.
import type { Routes } from '../plain.ts'
import type { Touched } from '../polish.ts'

/** @param c a visit of another team, alike in everything @returns whether it bettered the plan, and did it */
export function swapTails(routes: Routes, c: number, i: number, touched: Touched): boolean {
  const {
    team,
    prev,
    next,
    way,
    leave,
    latest,
    room,
    ground: {
      visits,
      width,
      place,
      cost,
      time,
      load,
      toll: { price },
      problem: { fixed },
    },
  } = routes
  const [v, w] = [team[i], team[c]]
  const [p, d] = [prev[i], next[c]]
  const emptied = p >= visits && d >= visits
  const added =
    cost[place[c] * width + place[i]] - way[c] - way[p] + (emptied ? -fixed[v] : cost[place[p] * width + place[d]])
  const over = Math.max(0, -room[v]) + Math.max(0, -room[w])
  const relief = over > 0 ? over * price : 0
  if (added >= relief) return false
  if (
    leave[c] + time[place[c] * width + place[i]] > latest[i] ||
    (!emptied && leave[p] + time[place[p] * width + place[d]] > latest[d])
  )
    return false
  // More load and more visits for w; less for v.
  let [load2, count2] = [0, 0]
  let endV = i
  for (; endV < visits; endV = next[endV]) {
    load2 += load[endV]
    count2++
  }
  let endW = d
  for (; endW < visits; endW = next[endW]) {
    load2 -= load[endW]
    count2--
  }
  const short = Math.max(0, -room[v] - load2) + Math.max(0, load2 - room[w])
  if (short > 0 && added + short * price >= relief) return false
  exchange(routes, c, i, endW, endV, load2, count2)
  routes.cost += added
  touched.routes(v, w)
  touched.visit(i)
  touched.visit(c)
  touched.visit(p)
  touched.visit(d)
  return true
}

/**
 * The tails from i and from behind c, which end at the homes `endV` and `endW`, change places.
 * @param load2 what c's team takes on more, in load and in number of visits
 */
function exchange(
  routes: Routes,
  c: number,
  i: number,
  endW: number,
  endV: number,
  load2: number,
  count2: number,
): void {
  const {
    team,
    prev,
    next,
    count,
    ground: { visits },
  } = routes
  const [v, w] = [team[i], team[c]]
  const [p, d] = [prev[i], next[c]]
  for (let stop = i; stop < visits; stop = next[stop]) team[stop] = w
  for (let stop = d; stop < visits; stop = next[stop]) team[stop] = v
  routes.stow(w, load2)
  routes.stow(v, -load2)
  count[w] += count2
  count[v] -= count2
  const lastV = prev[endV]
  const lastW = d < visits ? prev[endW] : p
  routes.join(c, i)
  routes.join(lastV, endW)
  if (d < visits) routes.join(p, d)
  routes.join(lastW, endV)
}
