// A plan in the making: which sites are open, who serves whom, what room is left. Moves change it only through
// place/lift/open/close.
import type { SiteProblem } from './problem.ts'
import type { Surroundings } from './surroundings.ts'

export class Layout {
  readonly problem: SiteProblem
  /** Per customer the sites worth opening from the cheapest up, [i * span + rank], and what they cost. */
  readonly near: Int32Array
  readonly nearCost: Float64Array
  readonly span: number
  readonly assignment: Int32Array
  readonly room: Float64Array
  readonly isOpen: Uint8Array
  /** Open sites in no particular order; `count` of them. */
  readonly opened: Int32Array
  count = 0
  /** Cost of the served and of opening; the unserved add `missing` each. */
  cost = 0
  unserved = 0
  /** Price of one unserved customer: above any saving that leaving one out could bring. */
  readonly missing: number
  private readonly place_: Int32Array
  private readonly members: Members

  constructor({ problem, near, nearCost, span }: Surroundings) {
    const { sites, customers } = problem
    this.problem = problem
    this.near = near
    this.nearCost = nearCost
    this.span = span
    this.assignment = new Int32Array(customers).fill(-1)
    this.room = Float64Array.from(problem.capacity)
    this.isOpen = new Uint8Array(sites)
    this.opened = new Int32Array(sites)
    this.place_ = new Int32Array(sites).fill(-1)
    this.members = new Members(sites, customers)
    this.unserved = customers
    let greatest = 0
    for (const value of problem.cost) if (value > greatest) greatest = value
    let dearest = 0
    for (const value of problem.opening ?? []) if (value > dearest) dearest = value
    this.missing = customers * greatest + problem.open * dearest + 1
  }

  /** What the search lowers. */
  get total(): number {
    return this.cost + this.unserved * this.missing
  }

  price(customer: number, site: number): number {
    return this.problem.cost[customer * this.problem.sites + site]
  }

  fits(customer: number, site: number): boolean {
    return this.problem.demand[customer] <= this.room[site] + 1e-9
  }

  open(site: number): void {
    this.isOpen[site] = 1
    this.cost += this.problem.opening?.[site] ?? 0
    this.place_[site] = this.count
    this.opened[this.count++] = site
  }

  /** The site must serve nobody. */
  close(site: number): void {
    this.isOpen[site] = 0
    this.cost -= this.problem.opening?.[site] ?? 0
    const at = this.place_[site]
    const last = this.opened[--this.count]
    this.opened[at] = last
    this.place_[last] = at
    this.place_[site] = -1
  }

  place(customer: number, site: number): void {
    this.assignment[customer] = site
    this.room[site] -= this.problem.demand[customer]
    this.cost += this.price(customer, site)
    this.unserved--
    this.members.add(site, customer)
  }

  lift(customer: number): void {
    const site = this.assignment[customer]
    this.assignment[customer] = -1
    this.room[site] += this.problem.demand[customer]
    this.cost -= this.price(customer, site)
    this.unserved++
    this.members.remove(site, customer)
  }

  /** Customers served from a site, newest first. */
  first(site: number): number {
    return this.members.head[site]
  }

  after(customer: number): number {
    return this.members.next[customer]
  }

  copyFrom(other: Layout): void {
    this.assignment.set(other.assignment)
    this.room.set(other.room)
    this.isOpen.set(other.isOpen)
    this.opened.set(other.opened)
    this.place_.set(other.place_)
    this.members.copyFrom(other.members)
    this.count = other.count
    this.cost = other.cost
    this.unserved = other.unserved
  }
}

/** Doubly linked lists of customers, one a site: O(1) to add and remove. */
class Members {
  readonly head: Int32Array
  readonly next: Int32Array
  private readonly previous: Int32Array

  constructor(sites: number, customers: number) {
    this.head = new Int32Array(sites).fill(-1)
    this.next = new Int32Array(customers).fill(-1)
    this.previous = new Int32Array(customers).fill(-1)
  }

  add(site: number, customer: number): void {
    const first = this.head[site]
    this.next[customer] = first
    this.previous[customer] = -1
    if (first >= 0) this.previous[first] = customer
    this.head[site] = customer
  }

  remove(site: number, customer: number): void {
    const before = this.previous[customer]
    const behind = this.next[customer]
    if (before >= 0) this.next[before] = behind
    else this.head[site] = behind
    if (behind >= 0) this.previous[behind] = before
  }

  copyFrom(other: Members): void {
    this.head.set(other.head)
    this.next.set(other.next)
    this.previous.set(other.previous)
  }
}
