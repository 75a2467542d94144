// What a view is: one table fed by events in the journal's own transaction, and the questions that may be asked of it.
import type { Said } from '#words/languages.ts'
import type { Actor, Rule, Target } from '#domain/kernel/actor.ts'
import type { Event, Instant } from '#domain/kernel/envelope.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import type { DeepReadonly } from '#domain/kernel/readonly.ts'
import type { z } from 'zod'
import type { Shows } from './shown.ts'

/** A connection inside a transaction whose context (tenant, scope) is already set. */
export interface Tx {
  query<Row = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ rows: Row[]; rowCount: number | null }>
}

/** An event as the journal holds it. */
export interface Recorded<E extends Event = Event> {
  readonly tenant: Tenant
  readonly sequence: number
  readonly stream: string
  readonly version: number
  readonly event: E
  /** Server's clock at decision. */
  readonly at: Instant
  /** Account that gave the command, and the command's id. */
  readonly by: Id
  readonly command: Id
}

/** A recorded event of some kinds out of a room's. */
export type RecordedOf<E extends Event, Type extends E['type']> = Recorded<Extract<E, { readonly type: Type }>>

/** Tells a kind of event from the others, with what is recorded around it. */
export const isOf = <E extends Event, Type extends E['type']>(
  recorded: Recorded<E>,
  type: Type,
): recorded is RecordedOf<E, Type> => recorded.event.type === type

/** A table, in the types of the events that it hears; a list of views knows them as any events. */
export interface View<E extends Event = Event> {
  /** Also the table's name. */
  readonly name: string
  /** Raise it when `table` or `feed` changes: the view is dropped and rebuilt from the journal at the next start. */
  readonly version: number
  /**
   * `create table <name> (tenant text not null, …, primary key (tenant, …))` and its indexes. Runs with the search path
   * set.
   */
  readonly table: string
  /**
   * Columns by which PostgreSQL narrows what an asker sees: a row is visible if its area lies in a grant, or it is
   * about the asker, or about their unit.
   */
  readonly visible: { readonly area?: string; readonly person?: string; readonly unit?: string } | 'tenant'
  /** Kinds of events that are fed; what a room does not decide cannot be heard. */
  readonly on: readonly E['type'][]
  /**
   * Names of indexes that serve questions alone: `feed` looks nothing up by them, so that they may be made after a
   * table has been filled.
   */
  readonly later?: readonly string[]
  /**
   * Changes the table for a batch of events, in order. Set-based where it can be: it runs for every group and for a
   * million events in a rebuild.
   */
  feed(tx: Tx, events: readonly Recorded<E>[]): Promise<void>
}

/** A view of a room's events: `on` names none but theirs, and `feed` gets them in their own types. */
export const viewOf = <E extends Event>(own: View<E>): View => own

/**
 * A question: `GET /v1/views/<name>?…`, or `POST` where it takes what no address may hold; with its rule, answered
 * inside a transaction that PostgreSQL narrows to the asker. In its own types it says what it takes and answers; a list
 * of questions knows them as any.
 */
export interface Question<
  Name extends string = string,
  Params extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  readonly name: Name
  /** One Chinese and one English line, for the API document. */
  readonly summary: Said
  readonly params: Params
  /** Schema of the answer, for the API document and for the web's types. */
  readonly answer: Answer
  readonly may: Rule
  target(params: z.output<Params>, actor: Actor): Target
  /** Parameters that tell of a person: they travel in the body of a POST and never stand in an address. */
  readonly inBody?: readonly (keyof z.output<Params> & string)[]
  /** Whom an answer shows: before it leaves, they stand in the access log. */
  readonly shows: Shows<z.output<Answer>, z.output<Params>>
  /** @returns undefined when what is asked about is not there for this asker */
  ask(tx: Tx, params: z.output<Params>, asker: Asker): Promise<DeepReadonly<z.output<Answer>> | undefined>
}

export interface Asker {
  readonly actor: Actor
  readonly now: Instant
  readonly vault: VaultReader
}

/** A question that keeps its name and the types of its schemas, for whoever asks it. */
export const question = <const Name extends string, Params extends z.ZodType, Answer extends z.ZodType>(
  own: Question<Name, Params, Answer>,
): Question<Name, Params, Answer> => own

/**
 * Reads sealed bodies (names, phones, free texts) for ids that the asker has already been allowed to see. Missing or
 * erased ids are left out.
 */
export interface VaultReader {
  open<Body = Record<string, unknown>>(tx: Tx, kind: 'person' | 'text', ids: readonly Id[]): Promise<Map<Id, Body>>
  /**
   * Ids of records that bear these exact lookups (`phone:…`, `name:…`), by lookup; a lookup that nobody bears is left
   * out. Says nothing about who may see them.
   */
  find(tx: Tx, kind: 'person' | 'text', lookups: readonly string[]): Promise<Map<string, readonly Id[]>>
}

/** Events of each tenant, in order. */
export function byTenant<E extends Event>(events: readonly Recorded<E>[]): Map<string, Recorded<E>[]> {
  const groups = new Map<string, Recorded<E>[]>()
  for (const event of events) {
    const group = groups.get(event.tenant)
    if (group) group.push(event)
    else groups.set(event.tenant, [event])
  }
  return groups
}
