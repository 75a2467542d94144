// The herald: after each committed group it tells every open stream what its owner may know, and nothing else. Screens
// then ask again.
import type { Actor } from '#domain/kernel/actor.ts'
import { covers } from '#domain/kernel/area.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import { idOf, kindOf, streamOf } from '#domain/kernel/stream.ts'
import type { Entry } from '#journal/append.ts'
import { rooms } from '#rooms/all.ts'

export interface News {
  readonly cursor: string
  readonly streams: readonly string[]
  /** Kinds of events about the listener's own person. */
  readonly yours: readonly string[]
}

export interface Listener {
  readonly actor: Actor
  /** @returns false when the line is full: the listener is too slow and is cut off */
  send(text: string): boolean
  close(): void
}

/** What one group touched, told in one go. */
export interface Touched {
  readonly streams: ReadonlyMap<string, string | null>
  readonly persons: ReadonlyMap<Id, ReadonlySet<string>>
}

/**
 * Between two messages to one listener: what happens meanwhile is told together. A board at 5,000 answers a second asks
 * five times a second, not fifty.
 */
const calmMs = 200
/** Streams named in one message; beyond, `*` says "anything". */
const namedMax = 200
/** Roles that hear of what happens in their areas. */
const hearing = ['gridWorker', 'steward', 'officer', 'dispatcher', 'supervisor', 'administrator', 'security', 'auditor']

interface Open {
  readonly listener: Listener
  readonly areas: readonly string[]
  readonly own: readonly string[]
  toldAt: number
  streams: Set<string>
  yours: Set<string>
  timer?: ReturnType<typeof setTimeout>
}

/** By kind of event, whom it concerns, as the rooms say. */
const about = new Map(rooms.flatMap((room) => Object.entries(room.about)))

/** Persons whom an event concerns, for "yours": those its room names, and whose own stream it stands in. */
export function personsOf({ event, stream }: Pick<Entry, 'event' | 'stream'>): readonly Id[] {
  const named = about.get(event.type)?.(event) ?? []
  const [kind, id] = [kindOf(stream), idOf(stream)]
  return kind === 'person' || kind === 'account' ? [...named, id] : named
}

export function touchedBy(entries: readonly Entry[]): Touched {
  const streams = new Map<string, string | null>()
  const persons = new Map<Id, Set<string>>()
  for (const entry of entries) {
    streams.set(entry.stream, entry.area)
    for (const person of personsOf(entry)) {
      const kinds = persons.get(person)
      if (kinds) kinds.add(entry.event.type)
      else persons.set(person, new Set([entry.event.type]))
    }
  }
  return { streams, persons }
}

export class Herald {
  readonly #open = new Map<Tenant, Set<Open>>()
  readonly #byPerson = new Map<Id, number>()
  readonly #cursor: (tenant: Tenant) => string

  /** @param cursor the place in the journal up to which this process has heard */
  constructor(cursor: (tenant: Tenant) => string) {
    this.#cursor = cursor
  }

  get listening(): number {
    let all = 0
    for (const open of this.#open.values()) all += open.size
    return all
  }

  /** Streams that this person has open here. */
  streamsOf(person: Id): number {
    return this.#byPerson.get(person) ?? 0
  }

  /** Whether this person has a stream open here. */
  hears(person: Id): boolean {
    return (this.#byPerson.get(person) ?? 0) > 0
  }

  /** @returns what ends it */
  listen(listener: Listener): () => void {
    const { tenant, person, grants } = listener.actor
    const areas = [...new Set(grants.filter((grant) => hearing.includes(grant.role)).map((grant) => grant.area))]
    const own = person ? [streamOf('person', person), streamOf('account', person), streamOf('channels', person)] : []
    const open: Open = { listener, areas, own, toldAt: 0, streams: new Set(), yours: new Set() }
    const all = this.#open.get(tenant) ?? new Set()
    this.#open.set(tenant, all.add(open))
    if (person) this.#byPerson.set(person, (this.#byPerson.get(person) ?? 0) + 1)
    return () => {
      if (!all.delete(open)) return
      clearTimeout(open.timer)
      if (!person) return
      const left = (this.#byPerson.get(person) ?? 1) - 1
      if (left > 0) this.#byPerson.set(person, left)
      else this.#byPerson.delete(person)
    }
  }

  /** Tells of what was written; reckons nothing where nobody listens. */
  tellOf(tenant: Tenant, entries: readonly Entry[]): void {
    if (this.#open.get(tenant)?.size) this.tell(tenant, touchedBy(entries))
  }

  /** Tells everybody concerned. @param now milliseconds, any steady clock */
  tell(tenant: Tenant, { streams, persons }: Touched, now = performance.now()): void {
    const open = this.#open.get(tenant)
    if (!open || open.size === 0) return
    // Officers of one area hear the same: reckoned once.
    const byAreas = new Map<string, string[]>()
    for (const one of open) {
      const { actor } = one.listener
      const yours = actor.person === undefined ? undefined : persons.get(actor.person)
      for (const kind of yours ?? []) one.yours.add(kind)
      for (const stream of one.own) if (streams.has(stream)) one.streams.add(stream)
      if (one.areas.length > 0) {
        const key = one.areas.join()
        let heard = byAreas.get(key)
        if (!heard)
          byAreas.set(
            key,
            (heard = [...streams]
              .filter(([, area]) => area !== null && one.areas.some((own) => covers(own, area) || covers(area, own)))
              .map(([stream]) => stream)),
          )
        for (const stream of heard) if (one.streams.size <= namedMax) one.streams.add(stream)
      }
      if (one.streams.size + one.yours.size > 0) this.#send(tenant, one, now)
    }
  }

  #send(tenant: Tenant, one: Open, now: number): void {
    if (one.timer) return
    const wait = one.toldAt + calmMs - now
    if (wait > 0 && one.toldAt > 0) {
      one.timer = setTimeout(() => {
        one.timer = undefined
        this.#say(tenant, one, performance.now())
      }, wait)
      return
    }
    this.#say(tenant, one, now)
  }

  #say(tenant: Tenant, one: Open, now: number): void {
    const news: News = {
      cursor: this.#cursor(tenant),
      streams: one.streams.size > namedMax ? ['*'] : [...one.streams],
      yours: [...one.yours],
    }
    one.toldAt = now
    one.streams.clear()
    one.yours.clear()
    if (!one.listener.send(`data: ${JSON.stringify(news)}\n\n`)) one.listener.close()
  }
}
