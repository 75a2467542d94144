// Forms teams: bids first, then shortest paths for what is left, until every seat is filled or given up at its price.
// Exact, with prices as proof.
import { bid } from './bid.ts'
import { checkTeamsProblem, type TeamsAnswer, type TeamsProblem } from './problem.ts'
import { Search } from './search.ts'
import { Standing } from './standing.ts'

/** A solver that can be run in steps, so that its caller can stop it, and kept warm for repairs. */
export class Teams {
  readonly problem: TeamsProblem
  readonly standing: Standing
  readonly search: Search
  /** Bids made at the start. */
  bids = 0
  /** Nodes of standing.order that lack nobody any more. */
  private visited = 0
  private begun = false

  /** Throws RangeError on a malformed problem. */
  constructor(problem: TeamsProblem) {
    checkTeamsProblem(problem)
    this.problem = problem
    this.standing = new Standing(problem)
    this.search = new Search(this.standing)
  }

  /** Goes on for at most `searches` searches; true when the plan is complete and proven. */
  step(searches: number): boolean {
    const { standing, search } = this
    if (!this.begun) {
      this.bids = bid(standing)
      this.begun = true
    }
    const last = search.searches + searches
    // No path leaves another node lacking, so each node is visited once.
    for (; this.visited < standing.nodes; this.visited++) {
      const node = standing.order[this.visited]
      while (standing.missing(node) > 0) {
        if (standing.level[node] === standing.shortage[node]) standing.open[node] += standing.missing(node)
        else if (search.searches >= last) return false
        else search.fill(node)
      }
    }
    return true
  }

  /** Looks through all nodes anew, after volunteers were taken out of the standing plan. */
  again(): void {
    this.visited = 0
  }

  /** The plan as it stands: complete after step() said true, else with the seats not yet looked at left open. */
  answer(): TeamsAnswer {
    const { problem, standing } = this
    const { places, pool, level, filled, seat, seatArc, cost, inner } = standing
    const proven = this.visited === standing.nodes
    const place = new Int32Array(problem.volunteers)
    const open = new Int32Array(places)
    let objective = 0
    for (let v = 0; v < problem.volunteers; v++) {
      const i = inner[v]
      place[v] = seat[i] < pool ? seat[i] : -1
      if (seat[i] < pool) objective += cost[seatArc[i]]
    }
    for (let p = 0; p < places; p++) {
      open[p] = problem.need[p] - filled[p]
      objective += open[p] * problem.shortage[p]
    }
    return {
      place,
      open,
      objective,
      bound: this.bound(),
      proven,
      placePrice: level.slice(0, places),
      unitPrice: level.slice(pool + 1),
    }
  }

  /** The dual objective of the present prices: no plan costs less. */
  private bound(): number {
    const { problem, standing } = this
    const { places, pool, nodes, level, need, seat, price } = standing
    let bound = 0
    for (let p = 0; p < places; p++) bound += need[p] * level[p]
    for (let v = 0; v < problem.volunteers; v++) bound -= seat[v] === pool ? 0 : price[v]
    for (let node = pool + 1; node < nodes; node++) bound += need[node] * level[node]
    return bound
  }
}

/** Solves in one go. Throws RangeError on a malformed problem. */
export function solveTeams(problem: TeamsProblem): TeamsAnswer {
  const teams = new Teams(problem)
  teams.step(Infinity)
  return teams.answer()
}
