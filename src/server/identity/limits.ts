// How often one may try: failures are counted per account and kind of secret, and per place they come from; they leak
// away with time, and success clears them. Bounded memory, each process its own.
import { isIPv6 } from 'node:net'
import { DeskRefused } from './refused.ts'
import { Turns } from './line.ts'

interface Rule {
  /** Failures before one must wait. */
  readonly free: number
  /** One failure is forgotten each so many milliseconds. */
  readonly leakMs: number
  /** First wait, doubled with each further failure up to the longest. */
  readonly firstMs: number
  readonly longestMs: number
}

/**
 * Whoever tries one account without end has some 144 tries a day. No wait is longer than a quarter of an hour: a lock
 * that a stranger could keep on for ever would be a weapon.
 */
const ofAccount: Rule = { free: 5, leakMs: 10 * 60_000, firstMs: 15_000, longestMs: 15 * 60_000 }
/** An office, a carrier's gateway, a whole county behind one proxy: many honest ones mistype there. */
const ofPlace: Rule = { free: 60, leakMs: 10_000, firstMs: 10_000, longestMs: 60_000 }
/** What one right log-in takes back of its place's failures: of a hundred honest people five mistype. */
const forgivenBySuccess = 20
/** One account vouches for its place so often at most, so that nobody's own account opens the way for guessing. */
const vouchesEveryMs = 60 * 60_000
/** A wrong try from a place that is barred counts so much for the account that was let through. */
const weightWhereBarred = 3
/** Keys remembered of each kind; the longest unused are forgotten first, so strangers' names push out no account. */
const rememberedMax = 20_000
/** Tries of one account that wait for the one before them. */
const waitingOfOneMax = 16

interface Count {
  level: number
  at: number
  until: number
}

class Counts {
  readonly #counts = new Map<string, Count>()
  readonly #rule: Rule

  constructor(rule: Rule) {
    this.#rule = rule
  }

  waitMs(key: string, now: number): number {
    return Math.max(0, (this.#counts.get(key)?.until ?? 0) - now)
  }

  failed(key: string, now: number, weight: number): void {
    const { free, leakMs, firstMs, longestMs } = this.#rule
    const before = this.#counts.get(key)
    const level = Math.max(0, (before?.level ?? 0) - (before ? (now - before.at) / leakMs : 0)) + weight
    const over = Math.round(level) - free
    const until = over < 0 ? 0 : now + Math.min(firstMs * 2 ** Math.min(over, 20), longestMs)
    // Set anew at the end: a Map keeps its order, so the first key is the longest unused.
    this.#counts.delete(key)
    this.#counts.set(key, { level, at: now, until })
    if (this.#counts.size > rememberedMax) this.#counts.delete(this.#counts.keys().next().value!)
  }

  /** Takes failures back and opens at once. */
  forgive(key: string, failures: number): void {
    const count = this.#counts.get(key)
    if (!count) return
    count.level -= failures
    count.until = 0
    if (count.level <= 0) this.#counts.delete(key)
  }

  get size(): number {
    return this.#counts.size
  }
}

/** What is tried: each kind of secret has a count of its own, so that success with one clears nothing of another. */
export type Secret = 'password' | 'code' | 'link' | 'set-up' | 'present'

export interface Tried {
  readonly secret: Secret
  /** The account found, or whatever stands for it; never what was typed in clear. */
  readonly whom: string
  /** Whether an account was found: strangers' names are remembered apart. */
  readonly known: boolean
  /** Where it comes from: counted with the rest, and barring whoever it does not know. */
  readonly place?: string
  /** A device or an account that logged in well lately: no count of a place bars it. */
  readonly wellKnown?: boolean
}

export class Limits {
  readonly #known = new Counts(ofAccount)
  readonly #strange = new Counts(ofAccount)
  readonly #places = new Counts(ofPlace)
  readonly #vouched = new Map<string, number>()
  readonly #turns: Turns
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
    this.#turns = new Turns({ waitingMax: waitingOfOneMax, guessMs: 1_000, now })
  }

  /**
   * One try in its turn, counted when its outcome is known.
   * @throws DeskRefused too-often; Busy when too many of the same wait, or whatever `check` throws: neither counts
   */
  judge<T>(tried: Tried, check: () => Promise<T>, right: (found: T) => boolean): Promise<T> {
    return this.#turns.take(keyOf(tried), async () => {
      const wait = this.waitSeconds(tried)
      if (wait > 0) throw new DeskRefused('too-often', wait)
      const found = await check()
      if (right(found)) this.succeeded(tried)
      else this.failed(tried)
      return found
    })
  }

  /** Seconds until this may be tried; 0 when it may be now. */
  waitSeconds(tried: Tried): number {
    const now = this.#now()
    const own = this.#of(tried).waitMs(keyOf(tried), now)
    const place = tried.place === undefined || tried.wellKnown ? 0 : this.#places.waitMs(tried.place, now)
    return Math.ceil(Math.max(own, place) / 1000)
  }

  failed(tried: Tried): void {
    const now = this.#now()
    const barred = tried.place !== undefined && this.#places.waitMs(tried.place, now) > 0
    this.#of(tried).failed(keyOf(tried), now, barred ? weightWhereBarred : 1)
    if (tried.place !== undefined) this.#places.failed(tried.place, now, 1)
  }

  succeeded(tried: Tried): void {
    this.#of(tried).forgive(keyOf(tried), Infinity)
    if (tried.place === undefined) return
    const [now, voucher] = [this.#now(), `${tried.whom} ${tried.place}`]
    if (now - (this.#vouched.get(voucher) ?? -Infinity) < vouchesEveryMs) return
    this.#vouched.delete(voucher)
    this.#vouched.set(voucher, now)
    if (this.#vouched.size > rememberedMax) this.#vouched.delete(this.#vouched.keys().next().value!)
    this.#places.forgive(tried.place, forgivenBySuccess)
  }

  get remembered(): number {
    return this.#known.size + this.#strange.size + this.#places.size + this.#vouched.size
  }

  #of(tried: Tried): Counts {
    return tried.known ? this.#known : this.#strange
  }
}

const keyOf = ({ secret, whom }: Tried) => `${secret} ${whom}`

/** A household, an office or a phone has a whole /64 of IPv6 (RFC 6177): its addresses are one place. */
export function placeOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped) return mapped[1]
  const [bare] = address.split('%')
  if (!isIPv6(bare)) return address
  const [head, tail] = bare.split('::')
  const groups = (part: string) => (part === '' ? [] : part.split(':'))
  const front = groups(head)
  const back = tail === undefined ? [] : groups(tail)
  const missing = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length)
  const all = [...front, ...Array.from({ length: missing }, () => '0'), ...back]
  return `${all
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
