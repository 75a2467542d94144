// Who stands where in one muster: a map from persons to calls that copies little when one of ten thousand changes.
import type { Id } from '../kernel/ids.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { CallState, Evidence } from './terms.ts'

export interface Call {
  readonly state: CallState
  readonly wave: number
  readonly fits: number
  readonly calledAt: Instant
  /** Holds one of the seats. */
  readonly seated: boolean
  readonly willing: boolean
  readonly minutes?: number
  readonly arrivedAt?: Instant
  readonly evidence?: Evidence
  /** The newest step of the code that was used. */
  readonly step?: number
}

/**
 * Shelves by the id's last two digits, which chance or a hash filled evenly: a change copies one shelf and the row of
 * 256.
 */
export type Calls = readonly (ReadonlyMap<Id, Call> | undefined)[]

export const noCalls: Calls = []
const shelfOf = (person: Id) => Number.parseInt(person.slice(-2), 16)

export const findCall = (calls: Calls, person: Id): Call | undefined => calls[shelfOf(person)]?.get(person)

export function withCalls(calls: Calls, changes: readonly (readonly [Id, Call])[]): Calls {
  const next = [...calls]
  const opened = new Set<number>()
  for (const [person, call] of changes) {
    const at = shelfOf(person)
    if (!opened.has(at)) {
      next[at] = new Map(next[at])
      opened.add(at)
    }
    ;(next[at] as Map<Id, Call>).set(person, call)
  }
  return next
}

export function* everyCall(calls: Calls): Generator<readonly [Id, Call]> {
  for (const shelf of calls) if (shelf) yield* shelf
}

/** Every call in one of these states moves to another. */
export function moveAll(calls: Calls, from: readonly CallState[], to: (call: Call) => Call): Calls {
  return calls.map((shelf) => {
    if (!shelf) return shelf
    let copy: Map<Id, Call> | undefined
    for (const [person, call] of shelf) if (from.includes(call.state)) (copy ??= new Map(shelf)).set(person, to(call))
    return copy ?? shelf
  })
}
