// Move "ruin": closes a few neighbouring sites, frees their customers and opens others thereabouts; insert and the
// polishing moves rebuild.
// (Ruin and recreate: Schrimpf et al., 2000.)
import type { Random } from '#planner/kernel/random.ts'
import type { Layout } from './layout.ts'
import type { Surroundings } from './surroundings.ts'

export interface Ruins {
  readonly waiting: number[]
  /** Sites opened anew: customers beyond the ruins may want to move there. */
  readonly fresh: number[]
}

/** Sites closed at once, at most. */
const BREADTH = 3
/** New places compared before one is chosen, at most: sometimes one only, so that chance keeps a say. */
const COMPARED_MAX = 6
/** Where opening has a price: how often a site is only closed, or one more is opened. */
const COUNT_SHARE = 0.3

/** Frees 1 to BREADTH open sites around a random one. */
export function ruin(layout: Layout, surroundings: Surroundings, random: Random): Ruins {
  const { around, width } = surroundings
  const seed = layout.opened[random.int(layout.count)]
  const closing = [seed]
  const wanted = 1 + random.int(BREADTH)
  for (let rank = 0; rank < width && closing.length < wanted; rank++) {
    const other = around[seed * width + rank]
    if (layout.isOpen[other] && other !== seed) closing.push(other)
  }
  const waiting: number[] = []
  if (layout.unserved > 0)
    for (let i = 0; i < layout.assignment.length; i++) if (layout.assignment[i] < 0) waiting.push(i)
  for (const site of closing) {
    while (layout.first(site) >= 0) {
      const customer = layout.first(site)
      waiting.push(customer)
      layout.lift(customer)
    }
  }
  const fresh: number[] = []
  if (layout.problem.opening && random.next() < COUNT_SHARE) {
    if (random.next() < 0.5 && layout.count > 1) layout.close(seed)
    else if (layout.count < layout.problem.open) open(layout, -1, seed, waiting, surroundings, random, fresh)
    return { waiting, fresh }
  }
  // Most sites come back where they were; one or two are moved.
  const moved = 1 + (closing.length > 1 && random.next() < 0.3 ? 1 : 0)
  for (let k = 0; k < moved; k++) open(layout, closing[k], closing[k], waiting, surroundings, random, fresh)
  return { waiting, fresh }
}

/** Opens the most promising of a few closed sites near `centre`, in exchange for `instead` unless that is -1. */
function open(
  layout: Layout,
  instead: number,
  centre: number,
  waiting: readonly number[],
  surroundings: Surroundings,
  random: Random,
  fresh: number[],
): void {
  const compared = 1 + random.int(COMPARED_MAX)
  let best = -1
  let most = -Infinity
  const otherwise = compared > 1 ? fallbacks(layout, waiting, instead) : undefined
  for (let k = 0; k < compared; k++) {
    const site = draw(layout, centre, waiting, surroundings, random)
    if (layout.isOpen[site] || site === best) continue
    const gain = otherwise ? promise(layout, site, surroundings, otherwise) : 0
    if (gain <= most) continue
    most = gain
    best = site
  }
  if (best < 0) return
  if (instead >= 0) layout.close(instead)
  layout.open(best)
  fresh.push(best)
}

function draw(
  layout: Layout,
  centre: number,
  waiting: readonly number[],
  { around, width }: Surroundings,
  random: Random,
): number {
  if (waiting.length === 0 || random.next() < 0.5) return around[centre * width + random.int(width)]
  const customer = waiting[random.int(waiting.length)]
  return layout.near[customer * layout.span + random.int(Math.min(3, layout.span))]
}

/** What each freed customer would pay at its nearest open site other than `without`. */
function fallbacks(layout: Layout, waiting: readonly number[], without: number): Map<number, number> {
  const { near, nearCost, span, isOpen } = layout
  const costs = new Map<number, number>()
  for (const customer of waiting) {
    let at = customer * span
    const end = at + span
    while (at < end && (!isOpen[near[at]] || near[at] === without)) at++
    costs.set(customer, at < end ? nearCost[at] : layout.missing)
  }
  return costs
}

/** What opening a site would save its nearest customers, capacity aside. */
function promise(
  layout: Layout,
  site: number,
  { clients, reach }: Surroundings,
  otherwise: ReadonlyMap<number, number>,
): number {
  let saved = -(layout.problem.opening?.[site] ?? 0)
  for (let k = site * reach; k < (site + 1) * reach; k++) {
    const customer = clients[k]
    const from = layout.assignment[customer]
    const now = from >= 0 ? layout.price(customer, from) : (otherwise.get(customer) ?? 0)
    saved += Math.max(0, now - layout.price(customer, site))
  }
  return saved
}
