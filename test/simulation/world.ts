// The world of a simulated county: people with phones, what has happened, and a queue of things to come. Everything is
// drawn from one seed.
import { uuid7, type Id } from '#domain/kernel/ids.ts'
import type { MusterEvent } from '#domain/muster/commands.ts'
import { muster } from '#domain/muster/muster.ts'
import type { MusterState } from '#domain/muster/state.ts'
import type { Recorded } from '#journal/view.ts'

export const PEOPLE = 3_000
export const minute = 60_000
export const begin = 1_664_985_600_000
export const county = '140729'

function chance(from: number): () => number {
  let a = from
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export interface Person {
  readonly id: Id
  readonly home: string
  readonly skills: readonly string[]
  readonly x: number
  readonly skew: number
}
export type Outcome = { status: 'accepted'; answer?: unknown } | { status: 'refused'; reason: string }

export class World {
  readonly seed: number
  readonly next: () => number
  readonly called: (person: Person, muster: Id) => void
  readonly people: readonly Person[]
  readonly byId: ReadonlyMap<Id, Person>
  readonly states = new Map<Id, MusterState>()
  readonly journal = new Map<Id, MusterEvent[]>()
  /** Everything that happened, in order. */
  readonly log: Recorded<MusterEvent>[] = []
  readonly secrets = new Map<Id, string>()
  readonly engaged = new Map<Id, Id>()
  readonly receipts = new Map<Id, Outcome>()
  readonly count = {
    commands: 0,
    accepted: 0,
    refused: new Map<string, number>(),
    known: 0,
    lost: 0,
    late: 0,
    restarts: 0,
    fired: 0,
    firedTwice: 0,
    seatsPromised: 0,
    escalated: 0,
  }
  time = begin
  /** How far the server's clock is off. */
  jump = 0
  private order = 0
  private readonly queue: { at: number; order: number; run: () => void }[] = []

  /** @param called a person's phone shows a call to a muster */
  constructor(seed: number, called: (person: Person, muster: Id) => void) {
    this.seed = seed
    this.called = called
    this.next = chance(seed)
    this.people = Array.from({ length: PEOPLE }, (_, i): Person => ({
      id: uuid7(begin, this.bytes()),
      home: `1407291000${String((i % 20) + 1).padStart(2, '0')}`,
      skills: this.next() < 0.05 ? ['medic'] : [],
      x: this.next() * 20_000,
      skew: this.next() < 0.1 ? (this.next() - 0.5) * 20 * minute : (this.next() - 0.5) * 20_000,
    }))
    this.byId = new Map(this.people.map((person) => [person.id, person]))
  }

  upTo(n: number): number {
    return Math.floor(this.next() * n)
  }

  bytes(): Uint8Array {
    return Uint8Array.from({ length: 10 }, () => this.upTo(256))
  }

  stateOf(id: Id): MusterState {
    return this.states.get(id) ?? muster.initial(`muster/${id}`)
  }

  /** Does it then; what falls on one moment is done in the order of asking. */
  at(when: number, run: () => void): void {
    const { queue } = this
    const item = { at: Math.max(when, this.time), order: (this.order += 1), run }
    let low = 0
    for (let high = queue.length; low < high;) {
      const middle = (low + high) >> 1
      if (queue[middle].at < item.at || (queue[middle].at === item.at && queue[middle].order < item.order))
        low = middle + 1
      else high = middle
    }
    queue.splice(low, 0, item)
  }

  /** Until nothing is to come. */
  run(): void {
    for (let item = this.queue.shift(); item !== undefined; item = this.queue.shift()) {
      this.time = item.at
      item.run()
    }
  }
}
