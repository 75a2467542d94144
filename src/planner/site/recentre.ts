// Move "recentre": a site hands all its customers to a closed site that serves them more cheaply (Maranzana, "On the
// location of supply points", 1964).
import type { Layout } from './layout.ts'

/**
 * Moves the whole cluster of `site` to the best closed site among `candidates`; returns the site that now serves it.
 */
export function recentre(layout: Layout, site: number, candidates: Int32Array): number {
  const { cost, sites, capacity } = layout.problem
  const opening = layout.problem.opening
  const load = capacity[site] - layout.room[site]
  let now = opening?.[site] ?? 0
  for (let i = layout.first(site); i >= 0; i = layout.after(i)) now += cost[i * sites + site]
  let best = site
  let least = now - 1e-9
  for (const other of candidates) {
    if (layout.isOpen[other] || capacity[other] < load - 1e-9) continue
    let sum = opening?.[other] ?? 0
    for (let i = layout.first(site); i >= 0 && sum < least; i = layout.after(i)) sum += cost[i * sites + other]
    if (sum < least) {
      least = sum
      best = other
    }
  }
  if (best !== site) move(layout, site, best)
  return best
}

function move(layout: Layout, from: number, to: number): void {
  layout.open(to)
  while (layout.first(from) >= 0) {
    const customer = layout.first(from)
    layout.lift(customer)
    layout.place(customer, to)
  }
  layout.close(from)
}
