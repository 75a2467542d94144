// The search for plain routes: tear some visits out, put them back where they add least, keep the result when it is better or while it is still warm.
import { createRandom, type Random } from '#planner/kernel/random.ts'
import { Inserter } from './insert.ts'
import { type Near, nearOf } from './near.ts'
import { arrange, type Orders, ordersOf } from './order.ts'
import { type Ground, Routes } from './plain.ts'
import { Ruin } from './ruin.ts'
import { cross } from './cross.ts'

/** Temperature at the beginning and at the end, as a share of the mean way between two visits. */
export const tune = { hot: 0.5, cold: 0.005, spots: 40, mean: 10, longest: 10, pop: 12, first: 0.4, chain: 300, ehot: 0.1 }

export class PlainSearch {
  rounds = 0
  readonly best: Routes
  readonly here: Routes
  /** The best of the chain that runs. */
  readonly found: Routes
  readonly work: Routes
  private readonly ground: Ground
  private readonly near: Near
  private readonly orders: Orders
  private readonly random: Random
  private readonly ruin: Ruin
  private readonly inserter: Inserter
  private readonly load: Int32Array
  private readonly out: Int32Array
  private readonly dirty: Int32Array
  private warmth: number

  constructor(ground: Ground, seed: number) {
    const { visits, teams, problem } = ground
    this.ground = ground
    this.random = createRandom(seed)
    this.near = nearOf(ground, tune.spots)
    this.orders = ordersOf(ground)
    this.load = problem.loads === 0 ? new Int32Array(visits) : Int32Array.from({ length: visits }, (_, i) => problem.delivered[i] + problem.collected[i])
    this.ruin = new Ruin(visits, teams, this.near)
    this.best = new Routes(ground)
    this.here = new Routes(ground)
    this.found = new Routes(ground)
    this.work = new Routes(ground)
    this.inserter = new Inserter(this.work, this.near, this.random, this.load)
    this.out = new Int32Array(visits)
    this.dirty = new Int32Array(teams)
    for (let i = 0; i < visits; i++) this.out[i] = i
    this.rebuild(visits)
    this.here.copyFrom(this.work)
    this.best.copyFrom(this.work)
    this.found.copyFrom(this.work)
    this.warmth = this.here.cost / Math.max(1, visits)
  }

  /** What the search has done so far, in spots looked at. */
  get looks(): number {
    return this.inserter.looks
  }

  private rebuild(count: number): void {
    arrange(this.out, count, this.orders, this.random)
    for (let k = 0; k < count; k++) this.inserter.insert(this.out[k])
  }

  readonly people: Routes[] = []
  private at = 0
  private rank: number[] = []

  step(share: number, rounds: number): void {
    if (tune.pop === 0) {
      const temperature = this.warmth * tune.hot * Math.exp(share * Math.log(tune.cold / tune.hot))
      for (let k = 0; k < rounds; k++) this.round(temperature)
      return
    }
    if (share < tune.first) {
      const one = Math.floor(share / tune.first * tune.pop)
      const within = share / tune.first * tune.pop - one
      if (one !== this.at) this.next()
      const temperature = this.warmth * tune.hot * Math.exp(within * Math.log(tune.cold / tune.hot))
      for (let k = 0; k < rounds; k++) this.round(temperature)
      return
    }
    if (this.at < tune.pop && this.people.length === this.at) this.next()
    this.generation()
  }

  private next(): void {
    const one = new Routes(this.ground)
    one.copyFrom(this.found)
    this.people.push(one)
    this.at++
    this.work.clear()
    for (let i = 0; i < this.ground.visits; i++) this.out[i] = i
    this.rebuild(this.ground.visits)
    this.here.copyFrom(this.work)
    this.found.copyFrom(this.work)
  }
  gens = 0
  won = 0

  private generation(): void {
    const { people, random, work, here, found } = this
    if (this.rank.length < 2) {
      this.rank = people.map((_, k) => k)
      for (let k = this.rank.length - 1; k > 0; k--) { const o = random.int(k + 1); [this.rank[k], this.rank[o]] = [this.rank[o], this.rank[k]] }
    }
    const a = this.rank.pop()!
    const b = this.rank[this.rank.length - 1]
    this.gens++
    work.copyFrom(people[a])
    const waiting = cross(work, people[b], this.near, this.load, this.out, random)
    this.rebuild(waiting)
    here.copyFrom(work)
    found.copyFrom(work)
    for (let k = 0; k < tune.chain; k++) this.round(this.warmth * tune.ehot * Math.exp(k / tune.chain * Math.log(tune.cold / tune.ehot)))
    if (found.total < people[a].total) {
      this.won++
      for (const other of people) if (other.total === found.total) return
      people[a].copyFrom(found)
    }
  }

  private round(temperature: number): void {
    const { work, here, best, found, ruin, random, load, out, dirty, ground } = this
    const { visits, teams } = ground
    this.rounds++
    let used = 0
    for (let v = 0; v < teams; v++) if (here.count[v] > 0) used++
    let waiting = 0
    if (here.missed > 0) for (let i = 0; i < visits; i++) if (here.team[i] < 0) out[waiting++] = i
    ruin.draw(work, visits - waiting, used, random, tune.mean, tune.longest)
    let touched = 0
    for (let k = 0; k < ruin.count; k++) {
      const i = ruin.out[k]
      const v = work.team[i]
      if (touched === 0 || dirty[touched - 1] !== v) dirty[touched++] = v
      work.remove(i, load[i])
      out[waiting++] = i
    }
    for (let k = 0; k < touched; k++) if (!work.refresh(dirty[k])) waiting = work.empty(dirty[k], load, out, waiting)
    this.rebuild(waiting)
    if (work.total < here.total - temperature * Math.log(1 - random.next())) {
      here.copyFrom(work)
      if (here.total < found.total) found.copyFrom(here)
      if (here.total < best.total) best.copyFrom(here)
    } else work.copyFrom(here)
  }
}
