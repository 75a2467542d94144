// What a room is on the server: who judges its commands, what it shows, what it reads of others, and whom its events
// concern. A room is a folder beside this file and a line in all.ts.
import type { FastifyPluginAsync } from 'fastify'
import type { z } from 'zod'
import type { Room } from '#domain/kernel/decider.ts'
import type { Command, Event } from '#domain/kernel/envelope.ts'
import type { Id } from '#domain/kernel/ids.ts'
import type { FactFinder } from '#journal/facts.ts'
import type { Question, View } from '#journal/view.ts'
import type { Courier, CourierParts } from './courier.ts'
import type { RoomHouse } from './house.ts'

export type AnyRoom = Room<unknown, Command, Event, unknown>

/** Who judges a room's commands, what they look like, who finds the facts. */
export interface Judge {
  readonly room: AnyRoom
  readonly schema: z.ZodType<Command>
  readonly finder: FactFinder<Command, unknown>
}

/** The types of one room fit each other; behind this line they are all alike. */
export const judge = <S, C extends Command, E extends Event, F, R extends string>(
  room: Room<S, C, E, F, R>,
  schema: z.ZodType<C>,
  finder: FactFinder<C, F>,
): Judge => ({ room, schema, finder }) as unknown as Judge

type Concerned<E extends Event> = (event: E) => readonly Id[]
/** For events that concern no one person. */
export const nobody = (): readonly Id[] => []

export interface ServerRoom {
  readonly name: string
  /** None for a room that only shows what others decide. */
  readonly judge?: Judge
  readonly views: readonly View[]
  readonly questions: readonly Question[]
  /** Tables of other rooms that this room's SQL names; test/tidy.test.ts holds it against the SQL. */
  readonly reads: readonly string[]
  /** Persons whom each kind of event concerns: their open pages hear of it. */
  readonly about: Readonly<Record<string, Concerned<Event>>>
  routes?(house: RoomHouse): FastifyPluginAsync
  /** Who carries word to people that are not looking, and the events after which there is something to carry. */
  readonly courier?: { readonly after: readonly string[]; of(parts: CourierParts): Courier }
}

/** A room in its own types: an event that `about` forgets does not compile. */
export interface OwnRoom<E extends Event> extends Omit<ServerRoom, 'about'> {
  readonly about: { readonly [T in E['type']]: Concerned<Extract<E, { type: T }>> }
}

export const serverRoom = <E extends Event = never>(own: OwnRoom<E>): ServerRoom => own as unknown as ServerRoom
