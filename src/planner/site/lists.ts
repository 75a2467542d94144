// Per site, the customers whose reduced cost is negative under given prices: found from the customers' own ordered
// lists, so far pairs cost nothing.
import type { SiteProblem } from './problem.ts'

export class SiteLists {
  readonly problem: SiteProblem
  /** Items of site s are start[s] … start[s + 1]. Knapsacks may reorder them within a site. */
  readonly start: Int32Array
  customer: Int32Array
  /** cost - price of each item, below 0. */
  reduced: Float64Array
  /** Demand of the site's items together. */
  readonly load: Float64Array
  /** After a fractional knapsack: how many items from start[s] on are taken, and which share of the last. */
  readonly taken: Int32Array
  readonly share: Float64Array
  private readonly near: Int32Array
  private readonly nearCost: Float64Array
  private readonly reach: Int32Array

  constructor(problem: SiteProblem, near: Int32Array) {
    const { sites, customers, cost } = problem
    this.problem = problem
    this.near = near
    this.nearCost = new Float64Array(near.length)
    for (let i = 0; i < customers; i++)
      for (let k = i * sites; k < (i + 1) * sites; k++) this.nearCost[k] = cost[i * sites + near[k]]
    this.start = new Int32Array(sites + 1)
    this.load = new Float64Array(sites)
    this.taken = new Int32Array(sites)
    this.share = new Float64Array(sites)
    this.reach = new Int32Array(customers)
    this.customer = new Int32Array(0)
    this.reduced = new Float64Array(0)
  }

  fill(price: Float64Array): void {
    const { sites, customers, demand } = this.problem
    const { near, nearCost, start, load, reach } = this
    start.fill(0)
    load.fill(0)
    for (let i = 0; i < customers; i++) {
      const row = i * sites
      const most = price[i]
      let k = row
      for (; k < row + sites && nearCost[k] < most; k++) {
        start[near[k] + 1]++
        load[near[k]] += demand[i]
      }
      reach[i] = k
    }
    for (let s = 0; s < sites; s++) start[s + 1] += start[s]
    if (start[sites] > this.customer.length) {
      this.customer = new Int32Array(start[sites] * 2)
      this.reduced = new Float64Array(start[sites] * 2)
    }
    const { customer, reduced, taken } = this
    taken.fill(0)
    for (let i = 0; i < customers; i++) {
      for (let k = i * sites; k < reach[i]; k++) {
        const at = start[near[k]] + taken[near[k]]++
        customer[at] = i
        reduced[at] = nearCost[k] - price[i]
      }
    }
  }
}
