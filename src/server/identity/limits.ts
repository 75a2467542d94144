// How often one may try: failures are counted per account tried and per place they come from, in bounded memory.
// Success costs nothing.

interface Count {
  failures: number
  until: number
  forgotten: number
}

/** Failures before one must wait. A shared office address brings many honest ones, so it has more. */
const freeFailures = { account: 5, source: 60 } as const
/**
 * First wait, doubled with each further failure up to the longest: a lock that a stranger could keep on for ever would
 * be a weapon.
 */
const WAIT_FIRST_MS = 15_000
const WAIT_LONGEST_MS = 15 * 60_000
const FORGET_MS = 60 * 60_000
/** Names and places remembered at a time; the longest unused are forgotten first. */
const rememberedMax = 20_000

export class Limits {
  readonly #counts = new Map<string, Count>()

  /**
   * Seconds to wait before this account may be tried from anywhere, or anything from this place; 0 when it may be now.
   */
  waitSeconds(account: string, source: string, now: number): number {
    const until = Math.max(
      this.#look(`account ${account}`, now)?.until ?? 0,
      this.#look(`source ${source}`, now)?.until ?? 0,
    )
    return until > now ? Math.ceil((until - now) / 1000) : 0
  }

  /** Counted before the check and taken back by success, so that a hundred tries at once do not all pass the gate. */
  failed(account: string, source: string, now: number): void {
    this.#count(`account ${account}`, freeFailures.account, now)
    this.#count(`source ${source}`, freeFailures.source, now)
  }

  succeeded(account: string, source: string): void {
    this.#counts.delete(`account ${account}`)
    const place = this.#counts.get(`source ${source}`)
    if (place && place.failures > 0) place.failures -= 1
  }

  get remembered(): number {
    return this.#counts.size
  }

  #look(key: string, now: number): Count | undefined {
    const count = this.#counts.get(key)
    if (count && count.forgotten <= now) {
      this.#counts.delete(key)
      return undefined
    }
    return count
  }

  #count(key: string, free: number, now: number): void {
    const count = this.#look(key, now) ?? { failures: 0, until: 0, forgotten: 0 }
    count.failures += 1
    count.forgotten = now + FORGET_MS
    const over = count.failures - free
    if (over >= 0) count.until = now + Math.min(WAIT_FIRST_MS * 2 ** Math.min(over, 20), WAIT_LONGEST_MS)
    // Set anew at the end: a Map keeps its order, so the first key is the longest unused.
    this.#counts.delete(key)
    this.#counts.set(key, count)
    if (this.#counts.size > rememberedMax) this.#counts.delete(this.#counts.keys().next().value!)
  }
}
