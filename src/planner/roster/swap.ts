// Swaps: whether a wanted change of a roster is lawful and what it costs, and the cheapest chain of people who make it
// possible.
// A chain is a shortest path over vacancies ("r takes the seat that falls empty and leaves another"); each person moves
// once, so paths are searched depth first under the bound of the paths without that rule (Land & Doig, "An automatic
// method of solving discrete programming problems", 1960).
import { Duties } from './duties.ts'
import type { RosterProblem } from './problem.ts'
import { type RosterFlaw, unlawful } from './verify.ts'

/** A person leaves one place for another; -1 for none. */
export interface Move {
  readonly person: number
  readonly from: number
  readonly to: number
}

export type SwapFlaw =
  | RosterFlaw['flaw']
  | 'not-there'
  | 'already-there'
  | 'cannot-serve'
  | 'place-full'
  | 'locked'
  | 'unit-exhausted'

export interface Judgement {
  readonly lawful: boolean
  /** What the moves break, and whose rule it is (a person; for place-full the place). */
  readonly flaw?: SwapFlaw
  readonly at?: number
  /** What they change in the objective, open seats counted at their price. */
  readonly cost: number
}

/** All moves at once, each person at most once. */
export function judgeMoves(problem: RosterProblem, arcs: ArrayLike<number>, moves: readonly Move[]): Judgement {
  return judge(new Duties(problem, arcs), moves)
}

function judge(duties: Duties, moves: readonly Move[]): Judgement {
  const { problem, filled, ofUnit } = duties
  const { shift, shifts, need, shortage, cost, unit, unitCap, fairness, served } = problem
  const change = new Map<number, number>()
  const units = new Map<number, number>()
  let sum = 0
  let flaw: Pick<Judgement, 'flaw' | 'at'> | undefined
  const bad = (what: SwapFlaw, at: number) => {
    flaw ??= { flaw: what, at }
  }
  const count = (p: number, q: number, by: number) => {
    change.set(q, (change.get(q) ?? 0) + by)
    if (unit && unit[p] >= 0) units.set(unit[p] * shifts + shift[q], (units.get(unit[p] * shifts + shift[q]) ?? 0) + by)
  }
  for (const { person: p, from, to } of moves) {
    const left = from < 0 ? -1 : (duties.mine[p].find((arc) => duties.placeOf[arc] === from) ?? -1)
    const taken = to < 0 ? -1 : arcTo(problem, p, to)
    if (from >= 0 && left < 0) bad('not-there', p)
    if (left >= 0 && problem.locked.includes(left)) bad('locked', p)
    if (to >= 0 && taken < 0) bad('cannot-serve', p)
    if (to >= 0 && duties.mine[p].some((arc) => duties.placeOf[arc] === to)) bad('already-there', p)
    const broken = unlawful(problem, p, duties.shiftsOf(p, left, to < 0 ? -1 : shift[to]))
    if (broken) bad(broken, p)
    if (left >= 0) {
      sum -= cost[left]
      count(p, from, -1)
    }
    if (taken >= 0) {
      sum += cost[taken]
      count(p, to, 1)
    }
    const had = duties.mine[p].length
    if (left >= 0 && taken < 0) sum -= fairness * (served[p] + had - 1)
    if (left < 0 && taken >= 0) sum += fairness * (served[p] + had)
  }
  for (const [q, by] of change) {
    if (filled[q] + by > need[q]) bad('place-full', q)
    sum -= by * shortage[q]
  }
  for (const [key, by] of units)
    if (by > 0 && ofUnit[key] + by > unitCap![Math.floor(key / shifts)]) bad('unit-exhausted', moves[0].person)
  return { lawful: flaw === undefined, ...flaw, cost: sum }
}

/** The arc by which a person could serve a place, -1 for none. */
function arcTo({ start, person }: RosterProblem, p: number, q: number): number {
  for (let arc = start[q]; arc < start[q + 1]; arc++) if (person[arc] === p) return arc
  return -1
}

/** People who move after the first at most: a longer chain asks more of people than a swap is worth. */
export const CHAIN_MAX = 4
/** Chains looked at; the bound usually leaves some hundred. */
const LOOKS_MAX = 200_000

export interface Chain {
  readonly moves: readonly Move[]
  readonly cost: number
  /** The place whose seat is left open at the end, -1 for none. */
  readonly open: number
}

/** A way to fill a vacancy: a person takes it from home (`next` -1) or from another place. */
interface Step {
  readonly person: number
  readonly next: number
  readonly cost: number
}

/**
 * The cheapest lawful chain that lets a person leave `from` (for `to`, or for home with -1), of at most `most` others
 * who move.
 * Undefined where the person cannot serve `to` at all, or holds a lock.
 */
export function cheapestChain(
  problem: RosterProblem,
  arcs: ArrayLike<number>,
  wish: Move,
  most = CHAIN_MAX,
): Chain | undefined {
  const duties = new Duties(problem, arcs)
  const first: Move[][] = [[wish]]
  // Where the wanted place is full, one of its people makes room: by going home, or by taking the seat that falls
  // empty.
  if (wish.to >= 0 && duties.filled[wish.to] >= problem.need[wish.to]) {
    first.pop()
    duties.mine.forEach((mine, r) => {
      if (r === wish.person || !mine.some((arc) => duties.placeOf[arc] === wish.to)) return
      first.push([wish, { person: r, from: wish.to, to: -1 }])
      if (wish.from >= 0) first.push([wish, { person: r, from: wish.to, to: wish.from }])
    })
  }
  const search = new ChainSearch(duties, most)
  for (const moves of first) search.from(moves)
  return search.best
}

class ChainSearch {
  best: Chain | undefined
  private readonly duties: Duties
  private readonly most: number
  private readonly steps = new Map<number, readonly Step[]>()
  /** least[d]: lower bound of what a vacancy at each place costs with d people still to move. */
  private readonly least: Map<number, number>[]
  private looks = 0

  constructor(duties: Duties, most: number) {
    this.duties = duties
    this.most = most
    this.least = Array.from({ length: most + 1 }, () => new Map())
  }

  from(moves: readonly Move[]): void {
    const { problem } = this.duties
    const filledBy = moves.find(({ to }) => to === moves[0].from && to >= 0)
    const vacancy = filledBy ? -1 : moves[0].from
    const judged = judge(this.duties, moves)
    if (!judged.lawful) return
    // The judge counts the empty seat at its price; the search decides anew.
    this.look(
      vacancy,
      this.most - (moves.length - 1),
      moves,
      judged.cost - (vacancy >= 0 ? problem.shortage[vacancy] : 0),
    )
  }

  private look(vacancy: number, left: number, moves: readonly Move[], cost: number): void {
    if (this.looks++ > LOOKS_MAX) return
    const { problem } = this.duties
    this.offer(moves, cost + (vacancy >= 0 ? problem.shortage[vacancy] : 0), vacancy)
    if (vacancy < 0 || left <= 0) return
    for (const { person, next, cost: more } of this.stepsOf(vacancy)) {
      if (moves.some((move) => move.person === person)) continue
      const longer = [...moves, { person, from: next, to: vacancy }]
      if (next < 0) this.offer(longer, cost + more, -1)
      else if (cost + more + this.bound(next, left - 1) < (this.best?.cost ?? Infinity))
        this.look(next, left - 1, longer, cost + more)
    }
  }

  private offer(moves: readonly Move[], cost: number, open: number): void {
    if (this.best && cost >= this.best.cost) return
    if (judge(this.duties, moves).lawful) this.best = { moves, cost, open }
  }

  /** Cheapest first, so that a good chain is found early. */
  private stepsOf(q: number): readonly Step[] {
    const known = this.steps.get(q)
    if (known) return known
    const { problem, mine, placeOf } = this.duties
    const { start, person, cost, shift, locked } = problem
    const steps: Step[] = []
    for (let arc = start[q]; arc < start[q + 1]; arc++) {
      const p = person[arc]
      if (mine[p].some((own) => placeOf[own] === q)) continue
      if (!this.duties.against(p, shift[q]))
        steps.push({ person: p, next: -1, cost: cost[arc] + this.duties.nextFairness(p) })
      for (const own of mine[p])
        if (!locked.includes(own) && !this.duties.against(p, shift[q], own))
          steps.push({ person: p, next: placeOf[own], cost: cost[arc] - cost[own] })
    }
    steps.sort((a, b) => a.cost - b.cost || a.person - b.person || a.next - b.next)
    this.steps.set(q, steps)
    return steps
  }

  private bound(q: number, left: number): number {
    const known = this.least[left].get(q)
    if (known !== undefined) return known
    let least = this.duties.problem.shortage[q]
    if (left > 0)
      for (const { next, cost } of this.stepsOf(q))
        least = Math.min(least, cost + (next < 0 ? 0 : this.bound(next, left - 1)))
    this.least[left].set(q, least)
    return least
  }
}
