// Seeded door problems for tests and benchmarks: small ones of every kind of rule, and towns of any size.
import { createRandom, type Random } from '#planner/kernel/random.ts'
import { FAR, type Break, type Link, type Travel, type VisitsProblem } from './problem.ts'

export const kinds = [
  'plain',
  'tight',
  'skills',
  'loads',
  'mixed',
  'windows',
  'soft',
  'summed',
  'links',
  'gaps',
  'breaks',
  'travel',
  'anywhere',
  'degenerate',
  'hopeless',
  'all',
] as const
export type CaseKind = (typeof kinds)[number]

function drawTravel(random: Random, places: number, kind: CaseKind): Travel[] {
  const x = Array.from({ length: places }, () => (kind === 'degenerate' ? random.int(2) * 10 : random.int(100)))
  const y = Array.from({ length: places }, () => (kind === 'degenerate' ? 0 : random.int(100)))
  const line = Int32Array.from({ length: places * places }, (_, k) =>
    Math.ceil(Math.hypot(x[Math.floor(k / places)] - x[k % places], y[Math.floor(k / places)] - y[k % places])),
  )
  if (kind !== 'travel' && kind !== 'all') return [{ time: line, cost: line }]
  // Up a hill takes longer than down: asymmetric, yet no detour is shorter.
  const hill = line.map((way, k) => way + Math.max(0, y[k % places] - y[Math.floor(k / places)]))
  return [
    { time: line, cost: hill },
    { time: hill, cost: line.map((way) => 2 * way) },
  ]
}

function drawWindows(
  random: Random,
  visits: number,
  kind: CaseKind,
): Pick<VisitsProblem, 'windowStart' | 'opens' | 'closes' | 'lateMost'> {
  const windowStart = new Int32Array(visits + 1)
  const [opens, closes]: number[][] = [[], []]
  for (let i = 0; i < visits; i++) {
    const width = kind === 'tight' ? 20 : kind === 'hopeless' ? 5 : 60 + random.int(200)
    const open = kind === 'hopeless' ? random.int(30) : random.int(250)
    opens.push(open)
    closes.push(open + width)
    if ((kind === 'windows' || kind === 'all') && random.int(2) === 0) {
      opens.push(open + width + 1 + random.int(60))
      closes.push(opens[opens.length - 1] + random.int(50))
    }
    windowStart[i + 1] = opens.length
  }
  const soft = kind === 'soft' || kind === 'summed' || (kind === 'all' && random.int(2) === 0)
  return {
    windowStart,
    opens: Int32Array.from(opens),
    closes: Int32Array.from(closes),
    lateMost: new Int32Array(visits).fill(soft ? (kind === 'summed' ? 5_000 : 100) : 0),
  }
}

function drawBonds(random: Random, visits: number, teams: number, kind: CaseKind): { breaks: Break[]; links: Link[] } {
  const breaks: Break[] = []
  const links: Link[] = []
  if (kind === 'breaks' || kind === 'all') {
    for (let team = 0; team < teams; team++)
      if (random.int(3) > 0) {
        const opens = 50 + random.int(150)
        breaks.push({ team, service: random.int(40), windows: [[opens, opens + random.int(80)]] })
      }
  }
  if (kind === 'links' || kind === 'gaps' || kind === 'all') {
    for (let first = 0; first + 1 < visits && links.length < 2; first += 2) {
      const least = kind === 'links' ? 0 : random.int(30)
      links.push({ first, second: first + 1, least, most: kind === 'links' ? 0 : least + random.int(40) })
    }
  }
  return { breaks, links }
}

/** A problem that can be solved by trying everything. */
export function smallCase(kind: CaseKind, seed: number): VisitsProblem {
  const random = createRandom(seed)
  const visits = 1 + random.int(5)
  const teams = 1 + random.int(kind === 'links' || kind === 'gaps' ? 3 : 2)
  const places = visits + 2
  const travel = drawTravel(random, places, kind)
  const loads = kind === 'loads' ? 2 : kind === 'mixed' || kind === 'all' ? 1 : 0
  const some = (length: number, of: () => number) => Int32Array.from({ length }, of)
  const home = () => visits + random.int(2)
  const mixed = kind === 'mixed' || kind === 'all'
  return {
    visits,
    teams,
    places,
    travel,
    place: some(visits, () => random.int(visits)),
    service: some(visits, () => 1 + random.int(30)),
    ...drawWindows(random, visits, kind),
    priority: some(visits, () => random.int(3)),
    loads,
    delivered: some(visits * loads, () => random.int(6)),
    collected: some(visits * loads, () => (mixed ? random.int(6) : 0)),
    room: some(teams * loads, () => 4 + random.int(10)),
    ...((kind === 'skills' || kind === 'all') && {
      may: Uint8Array.from({ length: visits * teams }, () => (random.int(4) > 0 ? 1 : 0)),
    }),
    starts: some(teams, () => (kind === 'anywhere' && random.int(2) === 0 ? -1 : home())),
    ends: some(teams, () => (kind === 'anywhere' && random.int(2) === 0 ? -1 : home())),
    from: some(teams, () => random.int(50)),
    until: some(teams, () => 250 + random.int(200)),
    kind: some(teams, () => random.int(travel.length)),
    visitsMost: some(teams, () => (kind === 'all' ? 2 + random.int(4) : FAR)),
    fixed: some(teams, () => (kind === 'travel' ? random.int(50) : 0)),
    ...drawBonds(random, visits, teams, kind),
    aim: kind === 'summed' ? 'summed' : 'ordered',
  }
}

/**
 * Doors spread over 10 km by 10 km, teams from one home: times in seconds, shifts of eight hours, half of the windows
 * two hours wide.
 */
export function townVisits(visits: number, teams: number, seed: number): VisitsProblem {
  const random = createRandom(seed)
  const places = visits + 1
  const x = Float64Array.from({ length: places }, () => random.next() * 10_000)
  const y = Float64Array.from({ length: places }, () => random.next() * 10_000)
  const time = Int32Array.from({ length: places * places }, (_, k) =>
    Math.ceil(Math.hypot(x[Math.floor(k / places)] - x[k % places], y[Math.floor(k / places)] - y[k % places]) / 4),
  )
  const opens = Int32Array.from({ length: visits }, () => random.int(2) * random.int(6 * 3_600))
  const all = (count: number, value: number) => new Int32Array(count).fill(value)
  return {
    visits,
    teams,
    places,
    travel: [{ time, cost: time }],
    place: Int32Array.from({ length: visits }, (_, i) => i + 1),
    service: all(visits, 420),
    windowStart: Int32Array.from({ length: visits + 1 }, (_, i) => i),
    opens,
    closes: opens.map((open) => (open === 0 ? 8 * 3_600 : open + 2 * 3_600)),
    priority: Int32Array.from({ length: visits }, () => random.int(4)),
    lateMost: all(visits, 0),
    loads: 0,
    delivered: all(0, 0),
    collected: all(0, 0),
    room: all(0, 0),
    starts: all(teams, 0),
    ends: all(teams, 0),
    from: all(teams, 0),
    until: all(teams, 8 * 3_600),
    kind: all(teams, 0),
    visitsMost: all(teams, FAR),
    fixed: all(teams, 0),
    breaks: [],
    links: [],
    aim: 'ordered',
  }
}
