// In which order to walk from building to building when there is no server to ask: nearest next, then straightened
// (2-opt; Croes, "A method for solving traveling-salesman problems", 1958).

interface Stop {
  readonly place: readonly [lng: number, lat: number] | null
  readonly building: string
}

/** Metres between two places, near enough within a county. */
function metresBetween(a: readonly [number, number], b: readonly [number, number]): number {
  const metresPerDegree = 111_320
  return Math.hypot((a[0] - b[0]) * Math.cos((a[1] * Math.PI) / 180), a[1] - b[1]) * metresPerDegree
}

const turnsMax = 50

/** Stops whose place is unknown stand last, in the order of their codes. */
export function walkOf<S extends Stop>(stops: readonly S[]): { readonly order: readonly S[]; readonly metres: number } {
  const known = stops.filter((stop) => stop.place !== null).sort((a, b) => (a.building < b.building ? -1 : 1))
  const unknown = stops.filter((stop) => stop.place === null).sort((a, b) => (a.building < b.building ? -1 : 1))
  const order: S[] = []
  const rest = [...known]
  while (rest.length > 0) {
    const from = order.length > 0 ? order[order.length - 1].place : null
    let best = 0
    if (from)
      for (let i = 1; i < rest.length; i++)
        if (metresBetween(from, rest[i].place!) < metresBetween(from, rest[best].place!)) best = i
    order.push(...rest.splice(best, 1))
  }
  const between = (i: number, j: number) =>
    i < 0 || j >= order.length ? 0 : metresBetween(order[i].place!, order[j].place!)
  for (let turn = 0, better = true; better && turn < turnsMax; turn++) {
    better = false
    for (let i = 0; i < order.length - 1; i++) {
      for (let j = i + 1; j < order.length; j++) {
        if (between(i - 1, j) + between(i, j + 1) + 0.5 < between(i - 1, i) + between(j, j + 1)) {
          order.splice(i, j - i + 1, ...order.slice(i, j + 1).reverse())
          better = true
        }
      }
    }
  }
  const metres = order.reduce((sum, _, i) => sum + between(i - 1, i), 0)
  return { order: [...order, ...unknown], metres: Math.round(metres / 10) * 10 }
}
