// Large towns in parts: after one chain over everything, the routes of one part at a time are searched as a small town of their own, again and again with other borders
// (the decomposition of Taillard, "Parallel iterative search methods for vehicle routing problems", 1993).
import { createRandom, type Random } from '#planner/kernel/random.ts'
import { worse } from './making.ts'
import type { Routes } from './plain.ts'
import type { Travel, VisitsProblem } from './problem.ts'
import { type Engine, type Heat, Search } from './search.ts'

/** How a town is searched: share of the budget and temperatures of the chain over everything, visits of a part, and how often each visit comes into one, about. */
interface Manner {
  readonly share: number
  readonly heat: Heat
  readonly visits: number
  readonly passes: number
}
/** Few visits a team, or many: long routes have few neighbours to give to, so their parts must be large, and the chain matters more. */
const SHORT: Manner = { share: 0.4, heat: { hot: 0.3, cold: 0.02 }, visits: 200, passes: 2 }
const LONG: Manner = { share: 0.85, heat: { hot: 1, cold: 0.05 }, visits: 300, passes: 1 }
const SHORT_VISITS = 25
/** Idle teams lent to a part. */
const IDLE = 2

interface Part {
  readonly visits: readonly number[]
  readonly teams: readonly number[]
  readonly search: Search<Routes>
}

export class Parts {
  readonly best: Routes
  private readonly problem: VisitsProblem
  private readonly whole: Engine<Routes>
  private readonly engineOf: (problem: VisitsProblem) => Engine<Routes>
  private readonly random: Random
  private readonly search: Search<Routes>
  /** How often each visit was in a part. */
  private readonly turns: Int32Array
  private readonly manner: Manner
  private part: Part | undefined
  private at = -1
  private partWork = 0
  private partRounds = 0

  constructor(problem: VisitsProblem, engineOf: (problem: VisitsProblem) => Engine<Routes>, seed: number) {
    this.problem = problem
    this.engineOf = engineOf
    this.whole = engineOf(problem)
    this.search = new Search(this.whole, seed)
    this.best = this.search.best
    const used = this.best.count.reduce((sum, visits) => sum + (visits > 0 ? 1 : 0), 0)
    this.manner = problem.visits > SHORT_VISITS * used ? LONG : SHORT
    this.search.heat = this.manner.heat
    this.random = createRandom(seed ^ 0x5bd1e995)
    this.turns = new Int32Array(problem.visits)
  }

  get work(): number {
    return this.search.work + this.partWork + (this.part?.search.work ?? 0)
  }

  get rounds(): number {
    return this.search.rounds + this.partRounds + (this.part?.search.rounds ?? 0)
  }

  step(share: number): number {
    const { share: chain, passes, visits } = this.manner
    if (share < chain) return this.search.step(share / chain)
    const count = passes * Math.ceil(this.problem.visits / visits)
    const place = (share - chain) / (1 - chain) * count
    if (Math.floor(place) !== this.at && place < count) {
      this.at = Math.floor(place)
      this.close()
      this.part = this.open()
    }
    return this.part!.search.step(Math.min(1, place - this.at))
  }

  private close(): void {
    if (!this.part) return
    this.show()
    this.partWork += this.part.search.work
    this.partRounds += this.part.search.rounds
    this.part = undefined
  }

  /** Takes what the running part has found into the best plan. */
  show(): void {
    if (!this.part) return
    const { visits, teams, search } = this.part
    const better = this.whole.create()
    better.copyFrom(this.best)
    for (const v of teams) better.empty(v)
    teams.forEach((v, k) => {
      const stops: number[] = []
      for (let stop = search.best.next[visits.length + k]; stop < visits.length; stop = search.best.next[stop]) stops.push(visits[stop])
      better.fill(v, stops)
    })
    better.mend(Int32Array.from(teams), teams.length)
    if (worse(better, this.best) < 0) this.best.copyFrom(better)
  }

  /** Routes around a visit that has been in fewest parts, with visits that nobody makes. */
  private open(): Part {
    const { best, problem, random, turns } = this
    let seed = random.int(problem.visits)
    for (let tries = 0; tries < 50; tries++) {
      const other = random.int(problem.visits)
      if (turns[other] < turns[seed]) seed = other
    }
    const { reach, around } = this.whole.near()
    const teams: number[] = []
    const visits: number[] = []
    for (let k = -1; k < reach && visits.length < this.manner.visits; k++) {
      const c = k < 0 ? seed : around[seed * reach + k]
      const v = best.team[c]
      if (v < 0) visits.push(c)
      if (v < 0 || teams.includes(v)) continue
      teams.push(v)
      for (let stop = best.next[problem.visits + v]; stop < problem.visits; stop = best.next[stop]) visits.push(stop)
    }
    const lent = new Int32Array(problem.teams)
    for (let v = 0; v < problem.teams; v++) if (best.count[v] === 0 && lent[this.whole.group[v]]++ < IDLE) teams.push(v)
    visits.sort((a, b) => a - b)
    teams.sort((a, b) => a - b)
    for (const i of visits) turns[i]++
    const engine = this.engineOf(partOf(problem, visits, teams))
    const before = engine.create()
    const number = new Map(visits.map((i, k) => [i, k]))
    teams.forEach((v, k) => {
      const stops: number[] = []
      for (let stop = best.next[problem.visits + v]; stop < problem.visits; stop = best.next[stop]) stops.push(number.get(stop)!)
      before.fill(k, stops)
    })
    before.mend(Int32Array.from(teams.keys()), teams.length)
    return { visits, teams, search: new Search(engine, random.int(2 ** 32), before) }
  }
}

/** Some visits and teams of a plain problem as a problem of their own. */
export function partOf(problem: VisitsProblem, visits: readonly number[], teams: readonly number[]): VisitsProblem {
  const { places, travel, may, loads } = problem
  const used = [...new Set([...visits.map((i) => problem.place[i]), ...teams.flatMap((v) => [problem.starts[v], problem.ends[v]])])].filter((place) => place >= 0)
  const number = new Map(used.map((place, k) => [place, k]))
  const at = (place: number) => number.get(place) ?? -1
  const shrink = (matrix: Int32Array) => Int32Array.from({ length: used.length ** 2 }, (_, k) => matrix[used[Math.floor(k / used.length)] * places + used[k % used.length]])
  const smaller = ({ time, cost }: Travel): Travel => {
    const shrunk = shrink(time)
    return { time: shrunk, cost: cost === time ? shrunk : shrink(cost) }
  }
  const pick = (values: Int32Array, rows: readonly number[], width = 1) => Int32Array.from({ length: rows.length * width }, (_, k) => values[rows[Math.floor(k / width)] * width + k % width])
  return {
    ...problem, visits: visits.length, teams: teams.length, places: used.length, travel: travel.map(smaller), place: Int32Array.from(visits, (i) => at(problem.place[i])), service: pick(problem.service, visits),
    windowStart: Int32Array.from({ length: visits.length + 1 }, (_, k) => k), opens: pick(problem.opens, visits), closes: pick(problem.closes, visits), priority: pick(problem.priority, visits), lateMost: pick(problem.lateMost, visits),
    delivered: pick(problem.delivered, visits, loads), collected: pick(problem.collected, visits, loads), room: pick(problem.room, teams, loads),
    ...(may && { may: Uint8Array.from({ length: visits.length * teams.length }, (_, k) => may[visits[Math.floor(k / teams.length)] * problem.teams + teams[k % teams.length]]) }),
    starts: Int32Array.from(teams, (v) => at(problem.starts[v])), ends: Int32Array.from(teams, (v) => at(problem.ends[v])), from: pick(problem.from, teams), until: pick(problem.until, teams), kind: pick(problem.kind, teams),
    visitsMost: pick(problem.visitsMost, teams), fixed: pick(problem.fixed, teams),
  }
}
