// Polishing: shift and recentre until neither helps. Begins with what was touched, and looks again only at whom a move
// may have helped.
import type { Layout } from './layout.ts'
import { recentre } from './recentre.ts'
import { shift } from './shift.ts'
import type { Surroundings } from './surroundings.ts'

/** Passes after one change; it ends by itself long before, unless rounding makes two moves undo each other. */
const PASSES_MAX = 50

/** @param touched customers to begin with; all when left out */
export function polish(layout: Layout, { around, width }: Surroundings, touched?: readonly number[]): void {
  let customers: readonly number[] = touched ?? Array.from(layout.assignment.keys())
  const queued = new Uint8Array(layout.problem.customers)
  for (let pass = 0; pass < PASSES_MAX; pass++) {
    queued.fill(0)
    const again: number[] = []
    const sites = new Set<number>()
    let moved = false
    for (const customer of customers) {
      if (queued[customer]) continue
      const from = layout.assignment[customer]
      const result = shift(layout, customer)
      if (result === 'moved') {
        moved = true
        if (from >= 0) sites.add(from)
        sites.add(layout.assignment[customer])
      } else if (pass === 0 && from >= 0) sites.add(from)
      if (result === 'content') continue
      queued[customer] = 1
      again.push(customer)
    }
    for (const site of sites) {
      if (!layout.isOpen[site]) continue
      const centre = recentre(layout, site, around.subarray(site * width, site * width + width))
      if (centre === site) continue
      moved = true
      for (let i = layout.first(centre); i >= 0; i = layout.after(i)) if (!queued[i]) again.push(i)
    }
    if (!moved) return
    customers = again
  }
}
