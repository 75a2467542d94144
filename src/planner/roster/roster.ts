// Fills a roster: prices first, then a roster that sees the coming days through them, then exact improvements; with a
// proven bound. Bounded by counts, not by a clock, so that the same problem and seed give the same bits everywhere; may
// be stopped between any two steps.
import { createRandom } from '#planner/kernel/random.ts'
import { ascend, dual, evaluate } from './ascend.ts'
import { type Block, buildDiagram, type Diagram, exclusive, singles } from './diagram.ts'
import { Flow, type Prices } from './flow.ts'
import { Layout } from './layout.ts'
import { Loosen } from './loosen.ts'
import { Oracle } from './oracle.ts'
import { checkRosterProblem, type RosterAnswer, type RosterProblem } from './problem.ts'
import { roll } from './roll.ts'
import { Sequences } from './sequences.ts'
import { Standing } from './standing.ts'
import { Tatonnement } from './tatonnement.ts'

export interface RosterEffort {
  /** Passes over all people that find the prices. */
  readonly passes: number
  /** Improvements tried after the first roster. */
  readonly rounds: number
  /** Stop when the gap is at most this share of the bound. */
  readonly gapEnough: number
}

/** Measured (bench/planner/roster.ts): a gap of some hundredths of a percent, a tenth where posts lie far apart. */
export const usualEffort: RosterEffort = { passes: 100, rounds: 24, gapEnough: 0 }

/** A way to cut the shifts into blocks, with its tables. */
interface Way {
  readonly sequences: Sequences
  readonly flow: Flow
}

export class Roster {
  readonly problem: RosterProblem
  /** Steps done, for a progress line. */
  steps = 0
  objective = Infinity
  bound = -Infinity
  private readonly layout: Layout
  private readonly seed: number
  private readonly effort: RosterEffort
  private readonly ways: readonly Way[]
  private readonly diagram: Diagram
  private readonly market: Tatonnement
  private prices: Prices
  private best: Standing | undefined
  private readonly work: Generator<undefined>

  /** Throws RangeError on a malformed problem. */
  constructor(problem: RosterProblem, seed: number, effort: RosterEffort = usualEffort) {
    checkRosterProblem(problem)
    this.problem = problem
    this.seed = seed
    this.effort = effort
    this.layout = new Layout(problem)
    this.ways = cuts(problem).map((blocks) => ({
      sequences: new Sequences(this.layout, buildDiagram(problem, blocks)),
      flow: new Flow(this.layout, blocks),
    }))
    this.diagram = this.ways[0].sequences.diagram
    checkLocks(this.layout, this.diagram)
    this.market = new Tatonnement(this.layout, new Oracle(this.layout, this.diagram), effort.passes)
    this.prices = this.market.rounded()
    this.work = this.plan()
  }

  /** One step; true when nothing is left to do. */
  step(): boolean {
    this.steps++
    return this.work.next().done === true
  }

  /** The best roster so far: after the first steps a simple one, with a weak bound. */
  answer(): RosterAnswer {
    if (!this.best || this.bound === -Infinity) {
      this.prices = this.market.rounded()
      this.fill(this.ways[0], this.prices)
      this.raise(this.ways[0], this.prices)
    }
    const arcs = this.best!.arcAt.filter((arc) => arc >= 0).sort()
    const open = this.problem.need.slice()
    for (const arc of arcs) open[this.layout.placeOf[arc]]--
    return {
      arcs,
      open,
      objective: this.objective,
      bound: this.bound,
      placePrice: this.prices.place,
      unitPrice: this.prices.unit,
      proven: this.objective === this.bound,
    }
  }

  /** The main loop. */
  private *plan(): Generator<undefined> {
    const { effort, ways, market } = this
    for (let pass = 0; pass < effort.passes; pass++) {
      market.pass()
      yield
    }
    const prices = market.rounded()
    for (const way of ways) {
      this.fill(way, prices)
      yield
      this.raise(way, { place: prices.place.slice(), unit: prices.unit.slice() })
      yield
      if (this.closed()) return
    }
    const random = createRandom(this.seed)
    const loosen = new Loosen(
      this.layout,
      this.diagram,
      new Flow(this.layout, [{ from: 0, until: this.problem.shifts }]),
    )
    for (let round = 0; round < effort.rounds && !this.closed(); round++) {
      const standing = new Standing(this.layout, this.best)
      if (round % SWEEP_EVERY === 0) sweep(ways[(round / SWEEP_EVERY) % ways.length], standing)
      else loosen.move(standing, random)
      this.keep(standing)
      yield
    }
  }

  private closed(): boolean {
    return this.objective - this.bound <= this.effort.gapEnough * Math.abs(this.bound)
  }

  /** A roster from the prices alone, and the bound they prove as they are. */
  private fill({ sequences, flow }: Way, prices: Prices): void {
    evaluate(sequences, prices)
    this.prove(prices, dual(sequences, prices, sequences.sumBack()))
    const standing = new Standing(this.layout)
    roll(sequences, flow, standing, 0, sequences.blocks)
    this.keep(standing)
  }

  /** A bound from the prices, and the better prices. */
  private raise({ sequences, flow }: Way, prices: Prices): void {
    this.prove(prices, ascend(sequences, flow, prices))
  }

  private prove(prices: Prices, bound: number): void {
    if (bound <= this.bound) return
    this.bound = bound
    this.prices = prices
  }

  private keep(standing: Standing): void {
    const objective = standing.objective()
    // As good is kept too: standing still, the next moves would find no other way out.
    if (objective > this.objective) return
    this.objective = objective
    this.best = standing
  }
}

/** Every so many rounds all blocks are improved one by one; the other rounds loosen. */
const SWEEP_EVERY = 6

function sweep({ sequences, flow }: Way, standing: Standing): void {
  for (let b = 0; b < sequences.blocks; b++) roll(sequences, flow, standing, b, b + 1)
}

/**
 * Two ways to cut, so that what stands on an edge of one is inside the other; with limited units one, as a unit is
 * limited in each shift.
 */
function cuts(problem: RosterProblem): Block[][] {
  if (problem.unitCap) return [singles(problem)]
  const [one, other] = [exclusive(problem, 0), exclusive(problem, 1)]
  return one.length === other.length && one.every(({ from }, b) => from === other[b].from) ? [one] : [one, other]
}

/** Throws RangeError where a person's locks break a rule. */
function checkLocks(layout: Layout, diagram: Diagram): void {
  const standing = new Standing(layout)
  const { shifts } = layout.problem
  for (const { from, until } of diagram.blocks) {
    for (let p = 0; p < standing.count.length; p++) {
      let inBlock = 0
      for (let s = from; s < until; s++) if (layout.lockedArc[p * shifts + s] >= 0) inBlock++
      if (inBlock > 1)
        throw new RangeError(
          `person ${p} is locked in two shifts that bar each other (${from} … ${until - 1}); take one lock away`,
        )
    }
  }
  standing.nodesAt(diagram, diagram.blocks.length).forEach((node, p) => {
    if (node < 0) throw new RangeError(`the locks of person ${p} break rest, nights, run or most shifts; take one away`)
  })
}

/** Solves in one go. Throws RangeError on a malformed problem. */
export function solveRoster(problem: RosterProblem, seed: number, effort: RosterEffort = usualEffort): RosterAnswer {
  const roster = new Roster(problem, seed, effort)
  while (!roster.step());
  return roster.answer()
}
