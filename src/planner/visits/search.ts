// The search: tear some visits out, put them back where they add least, keep the result when it is better or while it is still warm. Many such chains, one after the other, make a
// population; then chains start from crossed plans. Large problems are one long chain.
import { createRandom, type Random } from '#planner/kernel/random.ts'
import { cross } from './cross.ts'
import { type Inserting, type Making, worse } from './making.ts'
import type { Near } from './near.ts'
import { arrange, type Orders } from './order.ts'
import { Ruin } from './ruin.ts'

export const tune = { hot: 0.5, cold: 0.005, mean: 10, longest: 10, pop: 12, first: 0.4, chain: 300, ehot: 0.1 }

/** One kind of routes with what makes and fills them. */
export interface Engine<Plan> {
  readonly visits: number
  readonly teams: number
  readonly near: Near
  readonly orders: Orders
  /** Teams alike have one number. */
  readonly group: Int32Array
  /** The linked visit, or -1; left out: there are none. */
  readonly mate?: Int32Array
  create(): Plan
  inserting(plan: Plan, random: Random): Inserting
}

export class Search<Plan extends Making<Plan>> {
  rounds = 0
  generations = 0
  /** The best of all, and of the chain that runs. */
  readonly best: Plan
  private readonly found: Plan
  private readonly here: Plan
  private readonly work: Plan
  private readonly engine: Engine<Plan>
  private readonly random: Random
  private readonly ruin: Ruin
  private readonly inserting: Inserting
  private readonly out: Int32Array
  private readonly dirty: Int32Array
  private readonly people: Plan[] = []
  private readonly size: number
  private queue: number[] = []
  private warmth: number

  constructor(engine: Engine<Plan>, seed: number) {
    const { visits, teams, near } = engine
    this.engine = engine
    this.random = createRandom(seed)
    this.ruin = new Ruin(visits, teams, near)
    this.best = engine.create()
    this.found = engine.create()
    this.here = engine.create()
    this.work = engine.create()
    this.inserting = engine.inserting(this.work, this.random)
    this.out = new Int32Array(visits)
    this.dirty = new Int32Array(teams)
    this.size = visits <= 300 ? tune.pop : 0
    this.begin()
    this.best.copyFrom(this.work)
    this.warmth = this.here.cost / Math.max(1, visits)
  }

  /** The measure of work done. */
  get spots(): number {
    return this.inserting.work
  }

  /** A chain's start: everything anew. */
  private begin(): void {
    this.work.clear()
    for (let i = 0; i < this.engine.visits; i++) this.out[i] = i
    this.rebuild(this.engine.visits)
    this.here.copyFrom(this.work)
    this.found.copyFrom(this.work)
  }

  private rebuild(count: number): void {
    const { out } = this
    arrange(out, count, this.engine.orders, this.random)
    for (let k = 0; k < count; k++) this.inserting.insert(out[k])
  }

  /** Some rounds. @param share of the budget that is used up */
  step(share: number, rounds: number): void {
    if (this.engine.visits === 0 || this.engine.teams === 0) return
    if (this.size > 0 && share >= tune.first) {
      if (this.people.length === 0 || this.people.length < this.size) this.keep()
      for (let k = 0; k < rounds; k += tune.chain) this.generation()
      return
    }
    let within = share
    if (this.size > 0) {
      const place = share / tune.first * this.size
      if (Math.floor(place) > this.people.length) {
        this.keep()
        this.begin()
      }
      within = place - Math.floor(place)
    }
    const heat = this.warmth * cooled(tune.hot, within)
    for (let k = 0; k < rounds; k++) this.round(heat)
  }

  private keep(): void {
    const one = this.engine.create()
    one.copyFrom(this.found)
    this.people.push(one)
  }

  /** Everybody in turn is crossed with the next; a child that is better takes the place of the first parent. */
  private generation(): void {
    const { people, random, work, here, found, engine, dirty, out } = this
    if (this.queue.length < 2) this.queue = shuffled(people.length, random)
    const one = people[this.queue.pop()!]
    const other = people[this.queue.at(-1) ?? 0]
    this.generations++
    work.copyFrom(one)
    cross(work, other, engine.group, engine.visits, engine.near, dirty, random)
    let waiting = 0
    for (let i = 0; i < engine.visits; i++) if (work.team[i] < 0) out[waiting++] = i
    this.rebuild(waiting)
    here.copyFrom(work)
    found.copyFrom(work)
    for (let k = 0; k < tune.chain; k++) this.round(this.warmth * cooled(tune.ehot, k / tune.chain))
    // Two alike would have nothing to give each other.
    if (worse(found, one) < 0 && people.every((person) => worse(found, person) !== 0)) one.copyFrom(found)
  }

  private round(heat: number): void {
    const { work, here, best, found, ruin, random, out, dirty, engine: { visits, teams, mate } } = this
    this.rounds++
    let used = 0
    for (let v = 0; v < teams; v++) if (here.count[v] > 0) used++
    let served = 0
    for (let v = 0; v < teams; v++) served += here.count[v]
    ruin.draw(work, served, used, random, tune.mean, tune.longest)
    let touched = 0
    for (let k = 0; k < ruin.count; k++) {
      const i = ruin.out[k]
      touched = this.take(i, touched)
      if (mate !== undefined && mate[i] >= 0) touched = this.take(mate[i], touched)
    }
    work.mend(dirty, touched)
    let waiting = 0
    for (let i = 0; i < visits; i++) if (work.team[i] < 0) out[waiting++] = i
    this.rebuild(waiting)
    if (worse(work, here) < -heat * Math.log(1 - random.next())) {
      here.copyFrom(work)
      if (worse(here, found) < 0) {
        found.copyFrom(here)
        if (worse(here, best) < 0) best.copyFrom(here)
      }
    } else work.copyFrom(here)
  }

  private take(i: number, touched: number): number {
    const v = this.work.team[i]
    if (v < 0) return touched
    this.work.remove(i)
    if (touched > 0 && this.dirty[touched - 1] === v) return touched
    for (let k = 0; k < touched; k++) if (this.dirty[k] === v) return touched
    this.dirty[touched] = v
    return touched + 1
  }
}

/** From `hot` down to the coldest. */
const cooled = (hot: number, share: number) => hot * Math.exp(share * Math.log(tune.cold / hot))

function shuffled(count: number, random: Random): number[] {
  const list = Array.from({ length: count }, (_, k) => k)
  for (let k = count - 1; k > 0; k--) {
    const other = random.int(k + 1)
    ;[list[k], list[other]] = [list[other], list[k]]
  }
  return list
}
