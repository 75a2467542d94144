// Routes in the making where windows are hard and teams do not wait for each other: earliest departures and latest
// arrivals are kept at every stop, so that whether a visit fits between two stops is known in constant time
// (Savelsbergh, "The vehicle routing problem with time windows: minimizing route duration", 1992).
import { FAR, type VisitsProblem } from './problem.ts'
import { Toll } from './toll.ts'

/** Numbers of the problem as the search reads them: stops are visits, then a start and an end for each team. */
export interface Ground {
  readonly problem: VisitsProblem
  readonly visits: number
  readonly teams: number
  readonly stops: number
  /** Row length of the matrices: places and one more, "anywhere", that is no way from any place. */
  readonly width: number
  readonly place: Int32Array
  readonly service: Int32Array
  readonly opens: Int32Array
  /** Too late; and when a visit is late. */
  readonly closes: Int32Array
  readonly due: Int32Array
  readonly time: Int32Array
  readonly cost: Int32Array
  /** The same the other way round, so that all ways to a visit stand in one row. */
  readonly timeTo: Int32Array
  readonly costTo: Int32Array
  /** Teams alike in everything have one group number. */
  readonly group: Int32Array
  readonly groups: number
  /** What is lost with a visit, so that their sums compare by priority first and by number then. */
  readonly units: Float64Array
  /** The longest way, with the dearest team. */
  readonly farthest: number
  /** Load of a visit where there is but one kind. */
  readonly load: Int32Array
  readonly toll: Toll
}

function widened(matrix: Int32Array, places: number, turned: boolean): Int32Array {
  const width = places + 1
  const wide = new Int32Array(width * width)
  for (let a = 0; a < places; a++)
    for (let b = 0; b < places; b++) wide[turned ? b * width + a : a * width + b] = matrix[a * places + b]
  return wide
}

const symmetric = (matrix: Int32Array, places: number): boolean => {
  for (let a = 0; a < places; a++)
    for (let b = 0; b < a; b++) if (matrix[a * places + b] !== matrix[b * places + a]) return false
  return true
}

/** Teams by what they are: the same words, the same group. */
export function groupsOf({
  teams,
  visits,
  loads,
  room,
  starts,
  ends,
  from,
  until,
  kind,
  visitsMost,
  fixed,
  may,
  breaks,
}: VisitsProblem): Int32Array {
  const known = new Map<string, number>()
  const broken = new Map<number, string>()
  for (const pause of breaks)
    broken.set(pause.team, `${broken.get(pause.team) ?? ''};${pause.service}:${pause.windows.join('|')}`)
  return Int32Array.from({ length: teams }, (_, v) => {
    let skills = ''
    if (may) {
      // A hash of the column would do for speed, yet not for certainty: teams are few, so the column itself is the key.
      const bits: string[] = []
      for (let i = 0; i < visits; i += 16) {
        let word = 0
        for (let j = i; j < i + 16 && j < visits; j++) word = (word << 1) | may[j * teams + v]
        bits.push(String.fromCharCode(word))
      }
      skills = bits.join('')
    }
    const words = `${[...room.subarray(v * loads, (v + 1) * loads)]}/${starts[v]}/${ends[v]}/${from[v]}/${until[v]}/${kind[v]}/${visitsMost[v]}/${fixed[v]}/${broken.get(v) ?? ''}/${skills}`
    if (!known.has(words)) known.set(words, known.size)
    return known.get(words)!
  })
}

export function groundOf(problem: VisitsProblem): Ground {
  const { visits, teams, places, travel, windowStart, opens, closes } = problem
  const { time, cost } = travel[0]
  const at = (place: number) => (place < 0 ? places : place)
  const wideCost = widened(cost, places, false)
  const wideTime = time === cost ? wideCost : widened(time, places, false)
  const costTo = symmetric(cost, places) ? wideCost : widened(cost, places, true)
  const group = groupsOf(problem)
  let far = 1
  for (const way of cost) if (way > far && way < FAR) far = way
  const load = Int32Array.from({ length: visits }, (_, i) =>
    problem.loads === 1 ? problem.delivered[i] + problem.collected[i] : 0,
  )
  const concat = (one: Int32Array, two: ArrayLike<number>, three: ArrayLike<number>) =>
    Int32Array.from([...one, ...Array.from(two), ...Array.from(three)])
  return {
    problem,
    visits,
    teams,
    stops: visits + 2 * teams,
    width: places + 1,
    place: concat(problem.place, Array.from(problem.starts, at), Array.from(problem.ends, at)),
    service: concat(problem.service, new Int32Array(teams), new Int32Array(teams)),
    opens: concat(
      Int32Array.from({ length: visits }, (_, i) => opens[windowStart[i]]),
      problem.from,
      problem.from,
    ),
    closes: concat(
      Int32Array.from({ length: visits }, (_, i) =>
        Math.min(FAR, closes[windowStart[i + 1] - 1] + problem.lateMost[i]),
      ),
      problem.until,
      problem.until,
    ),
    due: Int32Array.from({ length: visits }, (_, i) => closes[windowStart[i + 1] - 1]),
    time: wideTime,
    cost: wideCost,
    costTo,
    timeTo: time === cost ? costTo : symmetric(time, places) ? wideTime : widened(time, places, true),
    group,
    groups: Math.max(-1, ...group) + 1,
    units: Float64Array.from(problem.priority, (priority) => priority * (visits + 1) + 1),
    farthest: far + Math.max(0, ...problem.fixed),
    load,
    toll: new Toll(load.reduce((sum, one) => sum + one, 0)),
  }
}

/** One set of routes. All numbers lie in one block, so that taking over another set is one copy. */
export class Routes {
  readonly ground: Ground
  /** Neighbours of a stop on its route. */
  readonly next: Int32Array
  readonly prev: Int32Array
  /** Team of a stop, -1 for a visit nobody makes. */
  readonly team: Int32Array
  /** When its team can leave it at the earliest; when it must arrive at the latest for everything after it. */
  readonly leave: Int32Array
  readonly latest: Int32Array
  /** Cost of the way to the next stop. */
  readonly way: Int32Array
  /** Room left (under 0: too much is aboard), and visits, by team. */
  readonly room: Int32Array
  readonly count: Int32Array
  private readonly block: Int32Array
  /** Cost of all ways and teams sent. */
  cost = 0
  /** Units of the visits nobody makes. */
  missed = 0
  /** Load beyond the rooms of the teams, together. */
  over = 0

  constructor(ground: Ground) {
    const { stops, teams } = ground
    this.ground = ground
    this.block = new Int32Array(6 * stops + 2 * teams)
    const part = (k: number) => this.block.subarray(k * stops, (k + 1) * stops)
    this.next = part(0)
    this.prev = part(1)
    this.team = part(2)
    this.leave = part(3)
    this.latest = part(4)
    this.way = part(5)
    this.room = this.block.subarray(6 * stops, 6 * stops + teams)
    this.count = this.block.subarray(6 * stops + teams)
    this.clear()
  }

  get fits(): boolean {
    return this.over === 0
  }

  get burden(): number {
    return this.over === 0 ? this.cost : this.cost + this.over * this.ground.toll.price
  }

  /** Takes load aboard a team; off it, where it is negative. */
  stow(v: number, load: number): void {
    const before = this.room[v]
    const after = before - load
    this.over += (after < 0 ? -after : 0) - (before < 0 ? -before : 0)
    this.room[v] = after
  }

  /** One stop follows another; `refresh` their team before anything else is asked. */
  join(before: number, after: number): void {
    this.next[before] = after
    this.prev[after] = before
  }

  copyFrom(other: Routes): void {
    this.block.set(other.block)
    this.over = other.over
    this.cost = other.cost
    this.missed = other.missed
  }

  clear(): void {
    const { visits, teams, problem, units } = this.ground
    this.team.fill(-1)
    this.cost = 0
    this.missed = 0
    this.over = 0
    for (let i = 0; i < visits; i++) this.missed += units[i]
    for (let v = 0; v < teams; v++) {
      const [start, end] = [visits + v, visits + teams + v]
      this.team[start] = this.team[end] = v
      this.next[start] = end
      this.prev[end] = start
      this.next[end] = this.prev[start] = -1
      this.count[v] = 0
      this.room[v] = problem.loads === 0 ? 0 : problem.room[v]
      this.refresh(v)
    }
  }

  /**
   * Sums up a team's whole route.
   * @returns false where it cannot be kept in time: without the shortest way between all
   * places, even a route made shorter may
   */
  refresh(v: number): boolean {
    const { visits, teams, width, place, service, opens, closes, time, cost } = this.ground
    const { next, prev, leave, latest, way } = this
    const end = visits + teams + v
    let stop = visits + v
    let kept = true
    leave[stop] = opens[stop]
    while (stop !== end) {
      const to = next[stop]
      const at = place[stop] * width + place[to]
      way[stop] = this.count[v] === 0 ? 0 : cost[at]
      const arrive = leave[stop] + time[at]
      if (arrive > closes[to]) kept = false
      leave[to] = (arrive > opens[to] ? arrive : opens[to]) + service[to]
      stop = to
    }
    latest[end] = closes[end]
    for (stop = prev[end]; stop >= 0; stop = prev[stop]) {
      const late = latest[next[stop]] - time[place[stop] * width + place[next[stop]]] - service[stop]
      latest[stop] = late < closes[stop] ? late : closes[stop]
    }
    return kept || this.count[v] === 0
  }

  /** Sends a team home. */
  empty(v: number): void {
    const { visits } = this.ground
    for (let stop = this.next[visits + v]; stop < visits; stop = this.next[visits + v]) this.remove(stop)
    this.refresh(v)
  }

  /** Sums up after visits were taken from some teams; those that cannot be kept in time are sent home. */
  mend(dirty: Int32Array, touched: number): void {
    for (let k = 0; k < touched; k++) if (!this.refresh(dirty[k])) this.empty(dirty[k])
  }

  /**
   * The idle team takes over a route of another plan, without the visits that are served here already; `mend`
   * afterwards.
   */
  adopt(v: number, other: Routes, w: number): void {
    const { visits } = this.ground
    const stops: number[] = []
    for (let stop = other.next[visits + w]; stop < visits; stop = other.next[stop])
      if (this.team[stop] < 0) stops.push(stop)
    this.fill(v, stops)
  }

  /** The idle team makes these visits, which nobody makes, in this order; `mend` afterwards. */
  fill(v: number, stops: readonly number[]): void {
    const { visits, teams, width, place, cost, units, load, problem } = this.ground
    let last = visits + v
    if (stops.length > 0) this.cost += problem.fixed[v]
    for (const stop of stops) {
      this.count[v]++
      this.team[stop] = v
      this.stow(v, load[stop])
      this.missed -= units[stop]
      this.cost += cost[place[last] * width + place[stop]]
      this.next[last] = stop
      this.prev[stop] = last
      last = stop
    }
    const end = visits + teams + v
    if (last < visits) this.cost += cost[place[last] * width + place[end]]
    this.next[last] = end
    this.prev[end] = last
  }

  /** Puts a visit behind a stop; whether it fits was asked before. */
  insert(i: number, after: number): void {
    const { width, place, service, opens, closes, time, cost, units, visits, problem } = this.ground
    const { next, prev, leave, latest, way } = this
    const v = this.team[after]
    const to = next[after]
    next[after] = i
    prev[i] = after
    next[i] = to
    prev[to] = i
    this.team[i] = v
    if (this.count[v]++ === 0) this.cost += problem.fixed[v]
    this.stow(v, this.ground.load[i])
    this.missed -= units[i]
    this.cost -= way[after]
    way[after] = cost[place[after] * width + place[i]]
    way[i] = cost[place[i] * width + place[to]]
    this.cost += way[after] + way[i]
    let stop = i
    let depart = leave[after]
    for (let before = after; stop >= 0; before = stop, stop = next[stop]) {
      const arrive = depart + time[place[before] * width + place[stop]]
      depart = (arrive > opens[stop] ? arrive : opens[stop]) + service[stop]
      if (leave[stop] === depart && stop !== i) break
      leave[stop] = depart
    }
    let behind = to
    for (stop = i; stop >= 0; behind = stop, stop = prev[stop]) {
      let late = latest[behind] - time[place[stop] * width + place[behind]] - service[stop]
      if (late > closes[stop]) late = closes[stop]
      if (latest[stop] === late && stop !== i && stop < visits) break
      latest[stop] = late
    }
  }

  /** Takes a visit out; `refresh` its team before anything else is asked. */
  remove(i: number): void {
    const { width, place, cost, units, problem } = this.ground
    const { next, prev, way } = this
    const v = this.team[i]
    const [before, after] = [prev[i], next[i]]
    next[before] = after
    prev[after] = before
    this.team[i] = -1
    this.stow(v, -this.ground.load[i])
    this.cost -= way[before] + way[i]
    if (--this.count[v] === 0) {
      way[before] = 0
      this.cost -= problem.fixed[v]
    } else way[before] = cost[place[before] * width + place[after]]
    this.cost += way[before]
    this.missed += units[i]
  }
}
