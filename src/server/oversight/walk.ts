// Routes for supervision teams: shares stops out by direction, orders each team's walk, and evens out the longest. Pure and without chance: the same stops give the same routes.
// (Sweep: Gillett & Miller, "A Heuristic Algorithm for the Vehicle-Dispatch Problem", 1974; 2-opt: Croes, "A Method for Solving Traveling-Salesman Problems", 1958.)

export interface Stop {
  readonly item: string
  readonly lng: number
  readonly lat: number
}
export interface Route {
  readonly team: number
  readonly items: string[]
  /** Way and checks together. */
  readonly minutes: number
}

/** Teams go by car between villages: 25 km/h on roads that are 1.3 times the straight line. */
const metresPerMinute = 25_000 / 60 / 1.3
/** Passes of 2-opt over one route, and stops handed from the longest team to another. */
const passesMax = 20
const handedMax = 400
const radius = 6_371_000

type Spot = readonly [x: number, y: number]

/** Metres on a plane around the stops: good to a few per mille over a county. */
function flatten(stops: readonly Stop[]): Spot[] {
  const lat0 = (stops.reduce((sum, stop) => sum + stop.lat, 0) / Math.max(1, stops.length)) * (Math.PI / 180)
  return stops.map(({ lng, lat }) => [lng * (Math.PI / 180) * Math.cos(lat0) * radius, lat * (Math.PI / 180) * radius])
}

const apart = (a: Spot, b: Spot) => Math.hypot(a[0] - b[0], a[1] - b[1])

/** Turns stretches of the way around while that shortens it. The way is open: it ends where the day ends. */
function twoOpt(order: number[], spots: readonly Spot[]): void {
  const at = (i: number) => spots[order[i]]
  for (let pass = 0; pass < passesMax; pass++) {
    let better = false
    for (let i = 0; i < order.length - 1; i++) {
      for (let k = i + 1; k < order.length; k++) {
        const before = (i === 0 ? 0 : apart(at(i - 1), at(i))) + (k === order.length - 1 ? 0 : apart(at(k), at(k + 1)))
        const after = (i === 0 ? 0 : apart(at(i - 1), at(k))) + (k === order.length - 1 ? 0 : apart(at(i), at(k + 1)))
        if (after < before - 1e-6) {
          for (let a = i, b = k; a < b; a++, b--) [order[a], order[b]] = [order[b], order[a]]
          better = true
        }
      }
    }
    if (!better) return
  }
}

const minutesOf = (order: readonly number[], spots: readonly Spot[], checkMinutes: number) => order.reduce((sum, stop, i) => sum + checkMinutes + (i === 0 ? 0 : apart(spots[order[i - 1]], spots[stop]) / metresPerMinute), 0)

/** Where a stop adds least to a way. @returns place and minutes added */
function cheapest(order: readonly number[], stop: number, spots: readonly Spot[]): { place: number; minutes: number } {
  let best = { place: 0, minutes: Infinity }
  for (let i = 0; i <= order.length; i++) {
    const [a, b] = [order[i - 1], order[i]]
    const detour = (a === undefined ? 0 : apart(spots[a], spots[stop])) + (b === undefined ? 0 : apart(spots[stop], spots[b])) - (a === undefined || b === undefined ? 0 : apart(spots[a], spots[b]))
    if (detour / metresPerMinute < best.minutes) best = { place: i, minutes: detour / metresPerMinute }
  }
  return best
}

/** Hands stops from the longest team to whichever stays shorter than it, while there is one. */
function even(orders: number[][], spots: readonly Spot[], checkMinutes: number): void {
  const minutes = orders.map((order) => minutesOf(order, spots, checkMinutes))
  for (let handed = 0; handed < handedMax; handed++) {
    const longest = minutes.indexOf(Math.max(...minutes))
    let best: { stop: number; to: number; place: number; peak: number } | undefined
    orders[longest].forEach((one, stop) => {
      for (let to = 0; to < orders.length; to++) {
        if (to === longest) continue
        const { place, minutes: more } = cheapest(orders[to], one, spots)
        const peak = minutes[to] + more + checkMinutes
        if (peak < minutes[longest] - 0.01 && (best === undefined || peak < best.peak)) best = { stop, to, place, peak }
      }
    })
    if (!best) return
    const { stop, to, place } = best
    const [one] = orders[longest].splice(stop, 1)
    orders[to].splice(place, 0, one)
    for (const changed of [longest, to]) minutes[changed] = minutesOf(orders[changed], spots, checkMinutes)
  }
}

/** @param checkMinutes what one check takes @param dayMinutes a team's day; what does not fit is left */
export function routesFor(stops: readonly Stop[], teams: number, checkMinutes: number, dayMinutes: number): { routes: Route[]; left: string[] } {
  if (stops.length === 0) return { routes: [], left: [] }
  const spots = flatten(stops)
  const middle: Spot = [spots.reduce((sum, spot) => sum + spot[0], 0) / Math.max(1, spots.length), spots.reduce((sum, spot) => sum + spot[1], 0) / Math.max(1, spots.length)]
  const angle = spots.map((spot) => Math.atan2(spot[1] - middle[1], spot[0] - middle[0]))
  const around = stops.map((_, i) => i).sort((a, b) => angle[a] - angle[b] || (stops[a].item < stops[b].item ? -1 : 1))
  const orders = Array.from({ length: Math.min(teams, stops.length) }, (_, t) => around.slice(Math.round((t * stops.length) / Math.min(teams, stops.length)), Math.round(((t + 1) * stops.length) / Math.min(teams, stops.length))))
  for (const order of orders) twoOpt(order, spots)
  even(orders, spots, checkMinutes)
  for (const order of orders) twoOpt(order, spots)
  const left: string[] = []
  const routes = orders.map((order, t): Route => {
    while (order.length > 0 && minutesOf(order, spots, checkMinutes) > dayMinutes) left.push(stops[order.pop()!].item)
    return { team: t + 1, items: order.map((one) => stops[one].item), minutes: Math.round(minutesOf(order, spots, checkMinutes)) }
  })
  return { routes: routes.filter((route) => route.items.length > 0), left }
}
