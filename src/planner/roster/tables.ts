// From posts, shifts and people to a roster problem: who could serve which place and what that costs, by skill, way,
// wish and continuity.
// Everybody meets the nearest posts they can serve, every post its nearest able people, so that no post is left without
// anybody by the cut.
import { PRICE_MAX, type RosterProblem } from './problem.ts'

export interface RosterTables {
  readonly times: Pick<RosterProblem, 'shifts' | 'begins' | 'ends' | 'day' | 'night' | 'morning'>
  readonly rules: Pick<RosterProblem, 'restMinutes' | 'runDaysMax' | 'fairness'>
  /**
   * Metres on flat ground, NaN where unknown (then no way is counted), and skills as bits: a person needs all of a
   * post's.
   */
  readonly posts: { readonly x: Float64Array; readonly y: Float64Array; readonly skills: Int32Array }
  readonly places: {
    readonly post: Int32Array
    readonly shift: Int32Array
    readonly need: Int32Array
    readonly shortage: Int32Array
  }
  readonly people: Pick<RosterProblem, 'most' | 'served' | 'ranDays' | 'unit' | 'unitCap'> & {
    readonly x: Float64Array
    readonly y: Float64Array
    readonly skills: Int32Array
    /** Post served last, -1 for none. */
    readonly lastPost: Int32Array
    /** Person × shift: 1 where the person is away or not yet rested. */
    readonly away: Uint8Array
  }
  /** What a person's wish adds to a shift (at one post, or with -1 at any); BARRED: not at all. */
  readonly wishes: readonly {
    readonly person: number
    readonly shift: number
    readonly post: number
    readonly cost: number
  }[]
  /** A person must serve a place, whatever else is said. */
  readonly locks: readonly { readonly person: number; readonly place: number }[]
  readonly weights: RosterWeights
}

export interface RosterWeights {
  /**
   * A way on foot is longer than the straight line: 1.3 in towns (Newell, "Traffic Flow on Transportation Networks",
   * 1980).
   */
  readonly detour: number
  /** Taken off for the post served last. */
  readonly stay: number
  /** Posts that each person meets, and people that each post meets. */
  readonly postsEach: number
  readonly peopleEach: number
}

export const usualRosterWeights: RosterWeights = { detour: 1.3, stay: 300, postsEach: 8, peopleEach: 40 }

/** A wish of this cost forbids. */
export const BARRED = PRICE_MAX

/** Arcs of each place rise by person. Throws RangeError for a wish or lock out of range. */
export function rosterFrom(tables: RosterTables): RosterProblem {
  const { times, rules, people, places } = tables
  const posts = ways(tables)
  const wishes = wishTable(tables)
  const ofPost: number[][] = Array.from({ length: tables.posts.x.length }, () => [])
  posts.forEach((near, p) => near.forEach((_, k) => ofPost[k].push(p)))
  const mustHave = new Map<number, number[]>()
  for (const { person, place } of tables.locks) mustHave.set(place, [...(mustHave.get(place) ?? []), person])
  const start = new Int32Array(places.post.length + 1)
  const rows: { person: number; cost: number; locked: boolean }[] = []
  for (let q = 0; q < places.post.length; q++) {
    const [k, s] = [places.post[q], places.shift[q]]
    const locked = new Set(mustHave.get(q))
    const able = ofPost[k].filter((p) => !people.away[p * times.shifts + s])
    for (const p of [...new Set([...able, ...locked])].sort((a, b) => a - b)) {
      const wish = wishes(p, s, k)
      if (wish >= BARRED && !locked.has(p)) continue
      const way = posts[p].get(k) ?? wayOf(tables, p, k)
      rows.push({
        person: p,
        cost: way + (wish >= BARRED ? 0 : wish) - (people.lastPost[p] === k ? tables.weights.stay : 0),
        locked: locked.has(p),
      })
    }
    start[q + 1] = rows.length
  }
  const units = people.unit && people.unitCap ? { unit: people.unit, unitCap: people.unitCap } : {}
  return {
    ...times,
    ...rules,
    people: people.x.length,
    most: people.most,
    served: people.served,
    ranDays: people.ranDays,
    ...units,
    places: places.post.length,
    shift: places.shift,
    need: places.need,
    shortage: places.shortage,
    start,
    person: Int32Array.from(rows, (row) => row.person),
    cost: Int32Array.from(rows, (row) => row.cost),
    locked: Int32Array.from(rows.flatMap((row, arc) => (row.locked ? [arc] : []))),
  }
}

function wayOf({ posts, people, weights }: RosterTables, p: number, k: number): number {
  const metres = Math.hypot(posts.x[k] - people.x[p], posts.y[k] - people.y[p])
  return Number.isNaN(metres) ? 0 : Math.round(metres * weights.detour)
}

const able = ({ posts, people }: RosterTables, p: number, k: number) => (posts.skills[k] & ~people.skills[p]) === 0

/** Metres of each person to the posts they meet. */
function ways(tables: RosterTables): Map<number, number>[] {
  const { posts, people, weights } = tables
  const [countPosts, countPeople] = [posts.x.length, people.x.length]
  const met: Map<number, number>[] = Array.from({ length: countPeople }, () => new Map())
  const ofPost = Array.from({ length: countPosts }, () => new Least(weights.peopleEach))
  const near = new Least(weights.postsEach)
  for (let p = 0; p < countPeople; p++) {
    near.clear()
    const lost = Number.isNaN(people.x[p])
    for (let k = 0; k < countPosts; k++) {
      if (!able(tables, p, k)) continue
      const way = wayOf(tables, p, k)
      // Without places nobody is near or far: everybody meets every post.
      if (lost || Number.isNaN(posts.x[k])) met[p].set(k, way)
      else {
        near.offer(k, way)
        ofPost[k].offer(p, way)
      }
    }
    for (const { thing, value } of near.list) met[p].set(thing, value)
    const last = people.lastPost[p]
    if (last >= 0 && able(tables, p, last)) met[p].set(last, wayOf(tables, p, last))
  }
  ofPost.forEach(({ list }, k) => {
    for (const { thing, value } of list) met[thing].set(k, value)
  })
  return met
}

/** The least few of what is offered, ties to the earlier. */
class Least {
  readonly list: { thing: number; value: number }[] = []
  private readonly most: number

  constructor(most: number) {
    this.most = most
  }

  offer(thing: number, value: number): void {
    const { list, most } = this
    if (list.length === most && value >= list[most - 1].value) return
    let at = list.length
    while (at > 0 && list[at - 1].value > value) at--
    list.splice(at, 0, { thing, value })
    if (list.length > most) list.pop()
  }

  clear(): void {
    this.list.length = 0
  }
}

/** Sum of a person's wishes for a shift at a post. */
function wishTable({ wishes, times: { shifts }, posts }: RosterTables): (p: number, s: number, k: number) => number {
  const width = posts.x.length + 1
  const by = new Map<number, number>()
  for (const { person, shift, post, cost } of wishes) {
    const key = (person * shifts + shift) * width + post + 1
    by.set(key, Math.min(BARRED, (by.get(key) ?? 0) + cost))
  }
  return (p, s, k) => (by.get((p * shifts + s) * width) ?? 0) + (by.get((p * shifts + s) * width + k + 1) ?? 0)
}
