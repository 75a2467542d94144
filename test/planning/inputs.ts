// A made-up round for tests and the bench: grids on a square, people about them, points with posts in two shifts. Drawn
// from a seed.
import { createHash } from 'node:crypto'
import { uuid8, type Id } from '#domain/kernel/ids.ts'
import { seatOf } from '#domain/roster/terms.ts'
import { createRandom } from '#planner/kernel/random.ts'
import { teamId, type Ground, type Hand, type SeatAsked } from '#server/planning/inputs.ts'

const hour = 3_600_000
export const dawn = Date.UTC(2026, 9, 11, 22)
const made = (what: string, n: number): Id => uuid8(createHash('sha256').update(`${what} ${n}`).digest())

export interface Made {
  readonly communities: number
  readonly gridsEach: number
  readonly followers: number
  readonly points: number
  readonly people: number
  readonly units: number
  readonly seed: number
}
export const county: Made = {
  communities: 38,
  gridsEach: 3,
  followers: 3,
  points: 40,
  people: 1_590,
  units: 200,
  seed: 7,
}
const tenant = '140729'

export function madeGround({ communities, gridsEach, followers, points, people, units, seed }: Made): Ground {
  const random = createRandom(seed)
  const spot = () => [111.6 + random.next() * 0.4, 36.7 + random.next() * 0.3] as const
  const code = (n: number) =>
    `${tenant}1${String(Math.floor(n / 4)).padStart(2, '0')}${String((n % 4) + 1).padStart(3, '0')}`
  const centres = Array.from({ length: communities }, spot)
  const near = (n: number, spread: number) =>
    [centres[n][0] + (random.next() - 0.5) * spread, centres[n][1] + (random.next() - 0.5) * spread] as const
  const round = made('round', seed)
  const teams = Array.from({ length: communities * gridsEach }, (_, at) => {
    const grid = `${code(Math.floor(at / gridsEach))}-${String((at % gridsEach) + 1).padStart(2, '0')}`
    return { team: teamId(round, grid, 0), grid }
  })
  const seats: SeatAsked[] = teams.flatMap(({ team, grid }, at) => {
    const [lng, lat] = near(Math.floor(at / gridsEach), 0.02)
    return Array.from({ length: followers + 1 }, (_, n): SeatAsked => ({
      seat: seatOf(team, n),
      kind: 'team',
      part: team,
      area: grid,
      leads: n === 0,
      starts: dawn,
      ends: dawn + 12 * hour,
      lng,
      lat,
      site: grid,
    }))
  })
  for (let p = 0; p < points; p++) {
    const community = p % communities
    const [lng, lat] = near(community, 0.02)
    for (const [duty, number, skill] of [
      ['sampling', 2, 'medic'],
      ['registering', 2, undefined],
      ['order', 4, undefined],
    ] as const) {
      for (const shift of [0, 6]) {
        const part = made(`post ${duty} ${shift}`, p)
        for (let n = 0; n < number; n++)
          seats.push({
            seat: seatOf(part, n),
            kind: 'post',
            part,
            area: code(community),
            ...(skill && { skill }),
            leads: false,
            starts: dawn + shift * hour,
            ends: dawn + (shift + 6) * hour,
            lng,
            lat,
            site: made('point', p),
          })
      }
    }
  }
  const hands = Array.from({ length: people }, (_, at): Hand => {
    const community = random.int(communities)
    const [lng, lat] = near(community, 0.06)
    return {
      person: made('person', at),
      unit: random.next() < 0.9 ? made('unit', random.int(units)) : null,
      home: code(community),
      community: random.next() < 0.8 ? code(community) : null,
      lng,
      lat,
      placed: true,
      skills: random.next() < 0.15 ? ['medic'] : [],
      availability: [],
      rounds: random.int(4),
      works: at < teams.length ? [teams[at].grid] : [],
      busy: [],
      out: false,
      ...(random.next() < 0.3 && { lastSite: teams[random.int(teams.length)].grid }),
    }
  })
  return {
    round,
    area: tenant,
    within: tenant,
    starts: dawn,
    ends: dawn + 12 * hour,
    teams,
    seats,
    hands,
    standing: [],
  }
}

/** The ground once a plan is accepted. */
export function accepted(
  ground: Ground,
  seated: readonly { readonly seat: string; readonly person: Id }[],
  locked: ReadonlySet<string> = new Set(),
): Ground {
  const asked = new Map(ground.seats.map((one) => [one.seat, one]))
  return {
    ...ground,
    standing: seated.map(({ seat, person }) => {
      const { area, starts, ends } = asked.get(seat)!
      return { seat, person, area, state: 'proposed' as const, locked: locked.has(seat), starts, ends }
    }),
  }
}

/** Some of a plan's people do not come. */
export function withoutSome(ground: Ground, share: number, seed: number): Ground {
  const random = createRandom(seed)
  const gone = new Set(ground.standing.filter(() => random.next() < share).map((one) => one.person))
  return {
    ...ground,
    standing: ground.standing.filter((one) => !gone.has(one.person)),
    hands: ground.hands.map((one) => (gone.has(one.person) ? { ...one, out: true } : one)),
  }
}
