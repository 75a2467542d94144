// Move "shift": one customer to a cheaper open site with room, directly or by pushing one customer of that site on to a
// third (ejection chain of two).
import type { Layout } from './layout.ts'

/**
 * What came of it: `content` customers have no cheaper open site; `blocked` ones may be tried again when others have
 * moved.
 */
export type Shifted = 'moved' | 'blocked' | 'content'

/** Tries every cheaper open site of the customer. */
export function shift(layout: Layout, customer: number): Shifted {
  const from = layout.assignment[customer]
  const now = from >= 0 ? layout.price(customer, from) : layout.missing
  const { near, nearCost, span, isOpen } = layout
  const row = customer * span
  let result: Shifted = 'content'
  for (let at = row; at < row + span; at++) {
    const gain = now - nearCost[at]
    if (gain <= 1e-9) break
    const site = near[at]
    if (!isOpen[site] || site === from) continue
    if (layout.fits(customer, site)) {
      if (from >= 0) layout.lift(customer)
      layout.place(customer, site)
      return 'moved'
    }
    if (push(layout, customer, site, gain)) return 'moved'
    result = 'blocked'
  }
  return result
}

/** Makes room at `site` by moving one of its customers elsewhere for less than `gain`. */
function push(layout: Layout, customer: number, site: number, gain: number): boolean {
  const {
    near,
    nearCost,
    span,
    isOpen,
    room,
    problem: { demand },
  } = layout
  const lack = demand[customer] - room[site]
  const from = layout.assignment[customer]
  for (let other = layout.first(site); other >= 0; other = layout.after(other)) {
    if (demand[other] < lack - 1e-9) continue
    const limit = layout.price(other, site) + gain - 1e-9
    const row = other * span
    for (let at = row; at < row + span && nearCost[at] < limit; at++) {
      const to = near[at]
      if (!isOpen[to] || to === site) continue
      const freed = to === from ? demand[customer] : 0
      if (demand[other] > room[to] + freed + 1e-9) continue
      if (from >= 0) layout.lift(customer)
      layout.lift(other)
      layout.place(other, to)
      layout.place(customer, site)
      return true
    }
  }
  return false
}
