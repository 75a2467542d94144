// The door problem in numbers: teams walk through visits within windows and shifts; lost priority counts first, then
// lateness, then the way.
// A vehicle routing problem with time windows (Solomon, "Algorithms for the vehicle routing and scheduling problems
// with time window constraints", 1987) and what home care adds to it: skills, two teams at once, soft windows
// (Mankowska, Meisel & Bierwirth, "The home health care routing and scheduling problem with interdependent services",
// 2014).
import { checkWhole, checkWholes } from '#planner/kernel/numbers.ts'

/** What going from place to place takes, for one kind of team: whole numbers at [from × places + to]. */
export interface Travel {
  readonly time: Int32Array
  readonly cost: Int32Array
}

/** A pause somewhere on a team's way, without a place of its own. */
export interface Break {
  readonly team: number
  readonly service: number
  /** Pairs opens, closes; rising. */
  readonly windows: readonly (readonly [number, number])[]
}

/**
 * Two visits that hang together: the second starts at least `least` and at most `most` after the first, by another
 * team. Both are served, or neither.
 */
export interface Link {
  readonly first: number
  readonly second: number
  readonly least: number
  readonly most: number
}

/** All times and costs are whole numbers; a reader scales what has decimals. */
export interface VisitsProblem {
  readonly visits: number
  readonly teams: number
  readonly places: number
  /** Kinds of travel, at least one. */
  readonly travel: readonly Travel[]
  readonly place: Int32Array
  readonly service: Int32Array
  /** Windows of visit i are windowStart[i] … windowStart[i + 1] - 1, rising; a visit starts in one of them. */
  readonly windowStart: Int32Array
  readonly opens: Int32Array
  readonly closes: Int32Array
  /** What is lost with a visit nobody makes: 0 … PRIORITY_MAX. */
  readonly priority: Int32Array
  /** How long after its last window a visit may still start; 0: windows are hard. */
  readonly lateMost: Int32Array
  /** Kinds of loads; amounts at [visit × loads + kind], room at [team × loads + kind]. */
  readonly loads: number
  readonly delivered: Int32Array
  readonly collected: Int32Array
  readonly room: Int32Array
  /** 1 where a team may make a visit, at [visit × teams + team]; left out: every team may. */
  readonly may?: Uint8Array
  /** Places where a team starts and ends, -1 for anywhere. */
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** Shift of a team. */
  readonly from: Int32Array
  readonly until: Int32Array
  readonly kind: Int32Array
  /** Most visits of a team, and what sending it out costs. */
  readonly visitsMost: Int32Array
  readonly fixed: Int32Array
  readonly breaks: readonly Break[]
  readonly links: readonly Link[]
  /**
   * `ordered`: priority lost, visits lost, lateness, cost. `summed`: cost + lateness + greatest lateness, after what is
   * lost.
   */
  readonly aim: 'ordered' | 'summed'
}

/** Stands for "no limit": 4 of them still fit into 32 bits. */
export const FAR = 500_000_000
export const PRIORITY_MAX = 1_000
/** Visits and places: the matrix takes 8 bytes a pair. */
export const PLACES_MAX = 8_000
export const VISITS_MAX = 20_000
export const TEAMS_MAX = 5_000
const MAY_MAX = 100_000_000

/** What a plan comes to, in the order it is weighed. */
export interface Worth {
  /** Priority of the visits nobody makes, and their number. */
  readonly lost: number
  readonly unserved: number
  readonly late: number
  readonly latest: number
  readonly cost: number
}

/** Less than 0 where `a` is better. */
export function compareWorth(a: Worth, b: Worth, aim: VisitsProblem['aim']): number {
  if (a.lost !== b.lost) return a.lost - b.lost
  if (a.unserved !== b.unserved) return a.unserved - b.unserved
  if (aim === 'summed') return a.cost + a.late + a.latest - b.cost - b.late - b.latest
  return a.late - b.late || a.cost - b.cost
}

export interface VisitsPlan extends Worth {
  /** Visits (below `visits`) and breaks (`visits` + number of the break) of each team, in order. */
  readonly routes: readonly (readonly number[])[]
  /** When each visit and break starts; -1 for a visit nobody makes. */
  readonly start: Int32Array
}

/** Throws RangeError naming field, index and remedy. */
export function checkVisitsProblem(problem: VisitsProblem): void {
  const { visits, teams, places, travel, windowStart, opens, closes, loads } = problem
  checkWhole(visits, 'visits', 0, VISITS_MAX)
  checkWhole(teams, 'teams', 0, TEAMS_MAX)
  checkWhole(places, 'places', 0, PLACES_MAX)
  if (problem.may && visits * teams > MAY_MAX)
    throw new RangeError(`${visits} visits × ${teams} teams are more than ${MAY_MAX}; split the area`)
  if (travel.length === 0) throw new RangeError('travel is empty; it must hold at least one kind')
  travel.forEach(({ time, cost }, k) => {
    checkWholes(time, `travel[${k}].time`, places * places, 0, FAR)
    if (cost !== time) checkWholes(cost, `travel[${k}].cost`, places * places, 0, FAR)
  })
  checkWholes(problem.place, 'place', visits, 0, places - 1)
  checkWholes(problem.service, 'service', visits, 0, FAR)
  checkWholes(windowStart, 'windowStart', visits + 1, 0, opens.length)
  checkWholes(opens, 'opens', opens.length, 0, FAR)
  checkWholes(closes, 'closes', opens.length, 0, FAR)
  checkWindows(problem)
  checkWholes(problem.priority, 'priority', visits, 0, PRIORITY_MAX)
  checkWholes(problem.lateMost, 'lateMost', visits, 0, FAR)
  checkWholes(problem.delivered, 'delivered', visits * loads, 0, FAR)
  checkWholes(problem.collected, 'collected', visits * loads, 0, FAR)
  checkTeams(problem)
  checkBonds(problem)
}

function checkWindows({ visits, windowStart, opens, closes }: VisitsProblem): void {
  for (let i = 0; i < visits; i++) {
    if (windowStart[i + 1] <= windowStart[i])
      throw new RangeError(`windowStart[${i + 1}] is ${windowStart[i + 1]}; each visit must have a window`)
    for (let w = windowStart[i]; w < windowStart[i + 1]; w++) {
      if (closes[w] < opens[w])
        throw new RangeError(`closes[${w}] is ${closes[w]}; it must not be before opens, ${opens[w]}`)
      if (w > windowStart[i] && opens[w] <= closes[w - 1])
        throw new RangeError(`opens[${w}] is ${opens[w]}; windows must rise and not touch`)
    }
  }
}

function checkTeams({
  teams,
  places,
  travel,
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
  visits,
}: VisitsProblem): void {
  checkWholes(room, 'room', teams * loads, 0, FAR)
  checkWholes(starts, 'starts', teams, -1, places - 1)
  checkWholes(ends, 'ends', teams, -1, places - 1)
  checkWholes(from, 'from', teams, 0, FAR)
  checkWholes(until, 'until', teams, 0, FAR)
  checkWholes(kind, 'kind', teams, 0, travel.length - 1)
  checkWholes(visitsMost, 'visitsMost', teams, 0, FAR)
  checkWholes(fixed, 'fixed', teams, 0, FAR)
  if (may) checkWholes(may, 'may', visits * teams, 0, 1)
}

function checkBonds({ visits, teams, breaks, links }: VisitsProblem): void {
  breaks.forEach(({ team, service, windows }, k) => {
    checkWhole(team, `breaks[${k}].team`, 0, teams - 1)
    checkWhole(service, `breaks[${k}].service`, 0, FAR)
    if (windows.length === 0) throw new RangeError(`breaks[${k}].windows is empty; a break needs one`)
    for (const [opens, closes] of windows) {
      checkWhole(opens, `breaks[${k}].windows`, 0, FAR)
      checkWhole(closes, `breaks[${k}].windows`, opens, FAR)
    }
  })
  const linked = new Set<number>()
  links.forEach(({ first, second, least, most }, k) => {
    checkWhole(first, `links[${k}].first`, 0, visits - 1)
    checkWhole(second, `links[${k}].second`, 0, visits - 1)
    checkWhole(least, `links[${k}].least`, 0, FAR)
    checkWhole(most, `links[${k}].most`, least, FAR)
    if (first === second || linked.has(first) || linked.has(second))
      throw new RangeError(
        `links[${k}] names visit ${linked.has(first) ? first : second} again; a visit hangs together with one other`,
      )
    linked.add(first).add(second)
  })
}
