// The house's clock, trusted only as far as it agrees with what nobody sets: the machine's running time, and the time
// when this house last looked. When it jumps, time goes on as it was reckoned, nothing falls due and nothing is
// destroyed, until both agree again or a person confirms it (`muster clock --confirm`).
import os from 'node:os'
import type { Instant } from '#domain/kernel/envelope.ts'
import type { Tx } from '#journal/view.ts'
import type { Troubles } from './troubles.ts'

/** A disagreement up to here is a clock being set right, not a jump. */
export const jumpMs = 3 * 60_000
/** A house may have been away for a long weekend; beyond, a person says what day it is. */
export const awayMs = 3 * 86_400_000
/** How fast a small disagreement is followed: a clock that is being set right runs so much faster or slower. */
const followedShare = 0.01
const watchMs = 1_000
const keptEveryMs = 60_000

/** What the house knew of the time before it was opened. */
export interface Known {
  readonly lookedAt: Instant | null
  readonly newestEvent: Instant | null
  readonly confirmed: number
}

export interface Clocks {
  wall(): number
  /** Milliseconds that nobody sets; may stand still while the machine sleeps. */
  steady(): number
  /** The same, counting sleep too; dearer to ask. */
  awake(): number
  /** Told by a test or a scenario: not compared with anything. */
  readonly told?: true
}

export const machineClocks: Clocks = {
  wall: () => Date.now(),
  steady: () => performance.now(),
  awake: () => os.uptime() * 1_000,
}
/** A clock told by a test or a scenario is believed. */
export const toldClock = (clock: () => number): Clocks => ({
  wall: clock,
  steady: clock,
  awake: clock,
  told: true,
})

export interface ClockGuardParts {
  readonly clocks: Clocks
  readonly known: Known
  /** Without any county. */
  bare<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  readonly troubles: Pick<Troubles, 'raise' | 'clear'>
  log(message: string, error?: unknown): void
}

type Held = 'jumped' | 'implausible'

const said = (at: number) => new Date(at).toISOString().slice(0, 16)
const remedy = 'Set the clock right, or, if it is right, say so: muster clock --confirm'

export class ClockGuard {
  readonly #parts: ClockGuardParts
  /** Wall less steady, and wall less awake, as they are believed. */
  #offset: number
  #awakeOffset: number
  #followedAt: number
  #held: Held | undefined
  #lookedAt: Instant | null
  #confirmed: number
  #timer: ReturnType<typeof setInterval> | undefined
  #keptAt = Number.NEGATIVE_INFINITY
  #looking: Promise<void> | undefined

  constructor(parts: ClockGuardParts) {
    this.#parts = parts
    const { wall, steady, awake } = parts.clocks
    this.#offset = wall() - steady()
    this.#awakeOffset = wall() - awake()
    this.#followedAt = steady()
    this.#lookedAt = parts.known.lookedAt
    this.#confirmed = parts.known.confirmed
    if (!parts.clocks.told && !this.#plausible(wall())) this.#hold('implausible', wall())
  }

  /** True while nothing may fall due and nothing be destroyed. */
  get held(): boolean {
    this.now()
    return this.#held !== undefined
  }

  /** The time to go by: the wall's while it is believed, else as reckoned from before it jumped. */
  readonly now = (): Instant => {
    const { clocks } = this.#parts
    const [wall, steady] = [clocks.wall(), clocks.steady()]
    const off = wall - steady - this.#offset
    if (Math.abs(off) <= jumpMs) {
      if (this.#held === 'jumped') this.#release('the clock agrees with the running time again')
      this.#follow(off, steady)
    } else if (Math.abs(wall - clocks.awake() - this.#awakeOffset) <= jumpMs) {
      // The machine slept.
      this.#believe(wall)
    } else if (this.#held === undefined) this.#hold('jumped', wall)
    if (this.#held === 'implausible') {
      // What is known to be wrong may be set right in one step.
      this.#believe(wall)
      if (this.#plausible(wall)) this.#release('the clock is plausible again')
    }
    return Math.floor(this.#held === 'jumped' ? clocks.steady() + this.#offset : wall)
  }

  /** @param keeps whether this process keeps the time of its looks, as a server does and a command does not */
  start(keeps: boolean): void {
    this.#timer = setInterval(
      () => (this.#looking ??= this.#look(keeps).finally(() => (this.#looking = undefined))),
      watchMs,
    )
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#looking
  }

  async #look(keeps: boolean): Promise<void> {
    const now = this.now()
    const steady = this.#parts.clocks.steady()
    if (this.#held === undefined && (!keeps || steady - this.#keptAt < keptEveryMs)) return
    try {
      await this.#parts.bare(async (tx) => {
        const { rows } = await tx.query<{ confirmed: number }>('select confirmed from clock_looks')
        if (rows[0].confirmed !== this.#confirmed) this.#confirm(rows[0].confirmed)
        if (this.#held !== undefined || !keeps) return
        await tx.query('update clock_looks set looked_at = $1', [now])
        this.#lookedAt = now
        this.#keptAt = steady
      })
    } catch (error) {
      this.#parts.log('the look at the clock could not be kept', error)
      this.#keptAt = steady
    }
  }

  /** A person has said that the clock is right as it stands. */
  #confirm(confirmed: number): void {
    this.#confirmed = confirmed
    if (this.#held === undefined) return
    const wall = this.#parts.clocks.wall()
    this.#believe(wall)
    this.#lookedAt = wall
    this.#release('a person confirmed the clock')
  }

  #believe(wall: number): void {
    const { steady, awake } = this.#parts.clocks
    this.#offset = wall - steady()
    this.#awakeOffset = wall - awake()
  }

  #follow(off: number, steady: number): void {
    // A told clock may run backwards.
    const most = Math.max(0, steady - this.#followedAt) * followedShare
    const step = Math.max(-most, Math.min(most, off))
    this.#offset += step
    this.#awakeOffset += step
    this.#followedAt = steady
  }

  /** Since it was last looked at, at most some days have gone by, and none backwards. */
  #plausible(wall: number): boolean {
    const { newestEvent } = this.#parts.known
    // An event of the future was written under a clock that has been set right since: once there are looks, it proves
    // nothing.
    const seen = [
      this.#lookedAt,
      this.#lookedAt !== null && newestEvent !== null && newestEvent > wall ? null : newestEvent,
    ]
    const last = Math.max(...seen.filter((at) => at !== null))
    return last === Number.NEGATIVE_INFINITY || (wall >= last - jumpMs && wall <= last + awayMs)
  }

  #hold(why: Held, wall: number): void {
    this.#held = why
    const { newestEvent } = this.#parts.known
    const before =
      why === 'jumped'
        ? `by the machine’s running time it is ${said(this.#parts.clocks.steady() + this.#offset)}`
        : `this house last looked at ${said(this.#lookedAt ?? newestEvent ?? 0)}`
    this.#parts.troubles.raise(
      'clock',
      `时钟说 ${said(wall)}，不可信：定时的事和到期销毁都停着。请校准时钟；如果它是对的：muster clock --confirm · The clock says ` +
        `${said(wall)}, but ${before}: nothing falls due and nothing is destroyed. ${remedy}`,
    )
  }

  #release(why: string): void {
    this.#held = undefined
    this.#parts.troubles.clear('clock', `${why}: what is due goes on`)
  }
}
