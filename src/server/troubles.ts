// What is wrong with the house or its surroundings just now, in one place: said once in the log, shown by /readyz and
// in the console until it is over.
import type { Instant } from '#domain/kernel/envelope.ts'

export const troubleKinds = ['clock', 'no-room', 'own-command', 'walls', 'keys-file', 'proxy'] as const
export type TroubleKind = (typeof troubleKinds)[number]

export interface Trouble {
  readonly kind: TroubleKind
  readonly since: Instant
  /** For the log; never anything about a person. */
  readonly detail: string
}

/** The same trouble is said again in the log at most so often. */
const saidAgainMs = 10 * 60_000

interface Raised {
  readonly since: Instant
  detail: string
  saidAt: number
  /** By the steady clock; forever where there is none. */
  until: number
}

export interface TroublesParts {
  now(): Instant
  /** Milliseconds of a clock that nobody sets. */
  steady(): number
  log(message: string, error?: unknown): void
}

export class Troubles {
  readonly #raised = new Map<TroubleKind, Raised>()
  readonly #parts: TroublesParts

  constructor(parts: TroublesParts) {
    this.#parts = parts
  }

  /** @param forMs how long it stands when nobody clears it, for what happens and is not a state */
  raise(kind: TroubleKind, detail: string, forMs = Number.POSITIVE_INFINITY): void {
    const steady = this.#parts.steady()
    const before = this.has(kind) ? this.#raised.get(kind) : undefined
    const quiet = before && before.detail === detail && steady - before.saidAt < saidAgainMs
    this.#raised.set(kind, {
      since: before?.since ?? this.#parts.now(),
      detail,
      saidAt: quiet ? before.saidAt : steady,
      until: steady + forMs,
    })
    if (!quiet) this.#parts.log(detail)
  }

  /** @param over said in the log if there was something to be over */
  clear(kind: TroubleKind, over?: string): void {
    if (this.#raised.delete(kind) && over) this.#parts.log(over)
  }

  has(kind: TroubleKind): boolean {
    const raised = this.#raised.get(kind)
    if (raised && raised.until < this.#parts.steady()) this.#raised.delete(kind)
    return this.#raised.has(kind)
  }

  list(): readonly Trouble[] {
    return troubleKinds.flatMap((kind) => {
      if (!this.has(kind)) return []
      const { since, detail } = this.#raised.get(kind)!
      return [{ kind, since, detail }]
    })
  }
}
