// A line before something slow: so many at work, so many waiting in their order, and whoever finds it full is told when
// to come again. Nobody who waits is counted as having failed.

/** The line is full, or the one line of an account is. Says when to come again. */
export class Busy extends Error {
  readonly retryAfterSeconds: number

  constructor(retryAfterSeconds: number) {
    super('too many wait')
    this.retryAfterSeconds = retryAfterSeconds
  }
}

export interface LineParts {
  readonly runningMax: number
  readonly waitingMax: number
  /** Milliseconds one piece of work is thought to take before any was measured. */
  readonly guessMs: number
  now(): number
}

/** Who is sent away comes again spread over this many moments, so that the line neither runs dry nor overflows. */
const spreadOver = 16
/** Weight of the newest measurement in the running mean. */
const newest = 0.1
const retrySecondsMax = 60

export class Line {
  readonly #parts: LineParts
  readonly #waiting: (() => void)[] = []
  #running = 0
  #meanMs: number
  #sentAway = 0

  constructor(parts: LineParts) {
    this.#parts = parts
    this.#meanMs = parts.guessMs
  }

  get waiting(): number {
    return this.#waiting.length
  }

  get idle(): boolean {
    return this.#running === 0
  }

  /** @throws Busy when the line is full; whatever the work throws */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.#parts.runningMax) this.#running += 1
    else {
      if (this.#waiting.length >= this.#parts.waitingMax) throw new Busy(this.#comeAgainSeconds())
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
    const began = this.#parts.now()
    try {
      return await work()
    } finally {
      this.#meanMs += newest * (this.#parts.now() - began - this.#meanMs)
      // The place is handed on without being given up.
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running -= 1
    }
  }

  /** From a third of the time that the line needs to all of it. */
  #comeAgainSeconds(): number {
    const wholeMs = (this.#waiting.length * this.#meanMs) / this.#parts.runningMax
    const share = 1 / 3 + ((this.#sentAway++ % spreadOver) * 2) / 3 / spreadOver
    return Math.min(retrySecondsMax, Math.max(1, Math.ceil((wholeMs * share) / 1000)))
  }
}

/** One at a time for each key, so that the second try knows what became of the first; bounded by key. */
export class Turns {
  readonly #lines = new Map<string, Line>()
  readonly #parts: Omit<LineParts, 'runningMax'>

  constructor(parts: Omit<LineParts, 'runningMax'>) {
    this.#parts = parts
  }

  /** @throws Busy when too many wait for this key */
  async take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const line = this.#lines.get(key) ?? new Line({ ...this.#parts, runningMax: 1 })
    this.#lines.set(key, line)
    try {
      return await line.run(work)
    } finally {
      // Whoever was handed the place has it already, so an empty line is nobody's.
      if (line.idle) this.#lines.delete(key)
    }
  }
}
