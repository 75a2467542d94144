// The search: tear some visits out, put them back where they add least, better what has changed by small moves, keep
// the result when it is better or while it is still warm.
// Many such chains, one after the other, make a population; then chains start from crossed plans. Large problems are
// one long chain.
import { createRandom, type Random } from '#planner/kernel/random.ts'
import { cross } from './cross.ts'
import { type Inserting, type Making, type Polishing, worse } from './making.ts'
import type { Near } from './near.ts'
import { arrange, type Orders } from './order.ts'
import { Ruin } from './ruin.ts'
import type { Toll } from './toll.ts'

/** Temperatures of a chain at its beginning and end, as shares of the first plan's cost for each visit. */
interface Heat {
  readonly hot: number
  readonly cold: number
}
/** How a kind of problem is searched best. */
export interface Manner {
  readonly heat: Heat
  /** First chains, which make the population; 0: one chain has the whole budget. */
  readonly people: number
}
/** Of a chain that starts from crossed plans, and how many rounds it has. */
const HEAT_CROSSED: Heat = { hot: 0.1, cold: 0.005 }
const ROUNDS_CROSSED = 300
/** Share of the budget for the first chains. */
const FIRST_SHARE = 0.4

/** Rounds at one temperature. */
const ROUNDS = 10

/** One kind of routes with what makes and fills them. */
export interface Engine<Plan> {
  readonly visits: number
  readonly teams: number
  /** The first stop that is neither a visit nor a break. */
  readonly home: number
  /** Made when first asked for: the first plan does without. */
  near(): Near
  readonly orders: Orders
  readonly manner: Manner
  /** Teams alike have one number. */
  readonly group: Int32Array
  /** The linked visit, or -1; left out: there are none. */
  readonly mate?: Int32Array
  create(): Plan
  inserting(plan: Plan, random: Random): Inserting
  /** Left out: no small moves, and loads are always kept. */
  polishing?(plan: Plan): Polishing
  readonly toll?: Toll
}

export class Search<Plan extends Making<Plan>> {
  rounds = 0
  generations = 0
  /** The best of all, and of the chain that runs. */
  readonly best: Plan
  private readonly found: Plan
  private readonly here: Plan
  private readonly draft: Plan
  private readonly engine: Engine<Plan>
  private readonly random: Random
  private readonly ruin: Ruin
  private readonly inserting: Inserting
  private readonly polishing: Polishing | undefined
  private readonly out: Int32Array
  private readonly dirty: Int32Array
  private readonly people: Plan[] = []
  private queue: number[] = []
  private warmth: number

  constructor(engine: Engine<Plan>, seed: number) {
    const { visits, teams } = engine
    this.engine = engine
    this.random = createRandom(seed)
    this.ruin = new Ruin(visits, engine.home, teams, engine.near)
    this.best = engine.create()
    this.found = engine.create()
    this.here = engine.create()
    this.draft = engine.create()
    this.inserting = engine.inserting(this.draft, this.random)
    this.polishing = engine.polishing?.(this.draft)
    this.out = new Int32Array(visits)
    this.dirty = new Int32Array(teams)
    this.begin()
    this.inserting.narrow()
    this.best.copyFrom(this.draft)
    this.warmth = this.here.cost / Math.max(1, visits)
  }

  /** The measure of work done. */
  get work(): number {
    return this.inserting.work + (this.polishing?.work ?? 0)
  }

  /** A chain's start: everything anew. */
  private begin(): void {
    this.engine.toll?.shut()
    this.draft.clear()
    for (let i = 0; i < this.engine.visits; i++) this.out[i] = i
    this.rebuild(this.engine.visits)
    this.here.copyFrom(this.draft)
    this.found.copyFrom(this.draft)
  }

  private rebuild(count: number): void {
    const { out } = this
    arrange(out, count, this.engine.orders, this.random)
    for (let k = 0; k < count; k++) this.inserting.insert(out[k])
  }

  /** A few rounds. @param share of the budget that is used up @returns how many */
  step(share: number): number {
    const { people, heat } = this.engine.manner
    if (people === 0) return this.chain(Math.min(1, share), heat)
    if (share >= FIRST_SHARE) {
      if (this.people.length < people) this.keep()
      this.generation()
      return ROUNDS_CROSSED
    }
    const place = (share / FIRST_SHARE) * people
    if (Math.floor(place) > this.people.length) {
      this.keep()
      this.begin()
    }
    return this.chain(place - Math.floor(place), heat)
  }

  /** Goes on with a chain of which a share is done. */
  private chain(share: number, heat: Heat): number {
    for (let k = 0; k < ROUNDS; k++) this.round(this.warmth * cooled(heat, share))
    return ROUNDS
  }

  private keep(): void {
    const one = this.engine.create()
    one.copyFrom(this.found)
    this.people.push(one)
  }

  /** Everybody in turn is crossed with the next; a child that is better takes the place of the first parent. */
  private generation(): void {
    const { people, random, draft, here, found, engine, dirty, out } = this
    if (this.queue.length < 2) this.queue = shuffled(people.length, random)
    const one = people[this.queue.pop()!]
    const other = people[this.queue.at(-1) ?? 0]
    this.generations++
    draft.copyFrom(one)
    cross(draft, other, engine.group, engine.visits, engine.near(), dirty, random)
    let waiting = 0
    for (let i = 0; i < engine.visits; i++) if (draft.team[i] < 0) out[waiting++] = i
    this.rebuild(waiting)
    here.copyFrom(draft)
    found.copyFrom(one)
    for (let k = 0; k < ROUNDS_CROSSED; k++) this.round(this.warmth * cooled(HEAT_CROSSED, k / ROUNDS_CROSSED))
    // Two alike would have nothing to give each other.
    if (worse(found, one) < 0 && people.every((person) => worse(found, person) !== 0)) one.copyFrom(found)
  }

  private round(heat: number): void {
    const {
      draft,
      here,
      best,
      found,
      ruin,
      random,
      out,
      dirty,
      engine: { visits, teams, mate, toll },
      polishing,
    } = this
    this.rounds++
    let used = 0
    for (let v = 0; v < teams; v++) if (here.count[v] > 0) used++
    let served = 0
    for (let v = 0; v < teams; v++) served += here.count[v]
    ruin.draw(draft, served, used, random)
    let touched = 0
    for (let k = 0; k < ruin.count; k++) {
      const i = ruin.out[k]
      touched = this.take(i, touched)
      if (mate !== undefined && mate[i] >= 0) touched = this.take(mate[i], touched)
    }
    draft.mend(dirty, touched)
    let waiting = 0
    for (let i = 0; i < visits; i++) if (draft.team[i] < 0) out[waiting++] = i
    this.rebuild(waiting)
    if (polishing) {
      for (let k = 0; k < ruin.count; k++) polishing.visit(ruin.out[k])
      polishing.run()
    }
    if (worse(draft, here) < -heat * Math.log(1 - random.next())) {
      here.copyFrom(draft)
      if (here.fits && worse(here, found) < 0) {
        found.copyFrom(here)
        if (worse(here, best) < 0) best.copyFrom(here)
      }
    } else draft.copyFrom(here)
    toll?.watch(here.fits, best.missed === 0 ? best.cost : undefined)
  }

  private take(i: number, touched: number): number {
    const v = this.draft.team[i]
    if (v < 0) return touched
    this.draft.remove(i)
    if (touched > 0 && this.dirty[touched - 1] === v) return touched
    for (let k = 0; k < touched; k++) if (this.dirty[k] === v) return touched
    this.dirty[touched] = v
    return touched + 1
  }
}

const cooled = ({ hot, cold }: Heat, share: number) => hot * Math.exp(share * Math.log(cold / hot))

function shuffled(count: number, random: Random): number[] {
  const list = Array.from({ length: count }, (_, k) => k)
  for (let k = count - 1; k > 0; k--) {
    const other = random.int(k + 1)
    ;[list[k], list[other]] = [list[other], list[k]]
  }
  return list
}
