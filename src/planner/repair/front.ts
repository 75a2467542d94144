// The front of moves against cost: every plan that no other beats in both, as far as a price of a move can find it (the
// corners of the convex hull).
// Eisner & Severance, "Mathematical techniques for efficient record segmentation in large shared databases", 1976: two
// known corners give the price at which they tie; the optimum at that price is either on their line, and nothing lies
// between, or a new corner.
import { COST_MAX, type TeamsProblem } from '#planner/teams/problem.ts'
import { repairCold, type Repair, type RepairRequest } from './repair.ts'

/** Corners looked for at most; a county has some ten. */
const CORNERS_MAX = 64

export interface Corner {
  /** The least move cost, of those tried, that leads here. */
  readonly moveCost: number
  readonly repair: Repair
}

/**
 * From the fewest moves to the cheapest plan. Prices of moves are whole, so corners that only a fraction tells apart
 * are passed over.
 */
export function repairFront(problem: TeamsProblem, request: Omit<RepairRequest, 'moveCost'>): Corner[] {
  const at = (moveCost: number): Corner => ({ moveCost, repair: repairCold(problem, { ...request, moveCost }) })
  const found = [at(dearest(problem)), at(0)]
  for (let left = 0; left + 1 < found.length && found.length < CORNERS_MAX;) {
    const [few, cheap] = [found[left], found[left + 1]]
    const moves = cheap.repair.moved.length - few.repair.moved.length
    const saved = few.repair.cost - cheap.repair.cost
    if (moves <= 0 || saved <= 0) {
      found.splice(moves <= 0 ? left : left + 1, 1)
      continue
    }
    const between = at(Math.floor(saved / moves))
    const known = [few, cheap].some(
      ({ repair }) => repair.moved.length === between.repair.moved.length || repair.cost === between.repair.cost,
    )
    if (
      known ||
      between.repair.moved.length < few.repair.moved.length ||
      between.repair.moved.length > cheap.repair.moved.length
    )
      left++
    else found.splice(left + 1, 0, between)
  }
  return found
}

/**
 * A price of a move above anything that one chain of moves could save, but under what one open seat costs, so that
 * seats are filled first.
 */
function dearest({ cost, shortage }: TeamsProblem): number {
  let most = 0
  let least = 0
  for (const c of cost) {
    if (c > most) most = c
    if (c < least) least = c
  }
  const open = shortage.reduce((a, b) => Math.max(a, b), 0)
  return Math.max(0, Math.min(COST_MAX + least, open * 2 + 2 * (most - least)))
}
