// What should be due, by what the journal says: each reaction of each event has its answer, or waits. A timer that was
// taken away is an escalation, a closing or an end date that would never come.
import { createHash, type KeyObject } from 'node:crypto'
import type { Client } from 'pg'
import type { Event } from '#domain/kernel/envelope.ts'
import { uuid8, type Id } from '#domain/kernel/ids.ts'
import { kindOf } from '#domain/kernel/stream.ts'
import type { Due } from './append.ts'
import { nextId, reactionId } from './own-ids.ts'

/** The part of a room that follows events up. */
export interface Reacting {
  readonly streams: readonly string[]
  react?(event: Event, stream: string, at: number): readonly (Omit<Due, 'id'> & { readonly name: string })[]
}

interface Implied extends Due {
  readonly tenant: string
  readonly sequence: number
  /** Under which it may have been given: its own, those after where one was taken, that of before keys. */
  readonly ids: readonly Id[]
}

/** Events read at once. */
const batch = 2_000
/** Ids that follow each other where one was taken. */
const nextMax = 4

/** As ids of reactions were made before they were keyed. */
const unkeyed = (tenant: string, command: Id, version: number, name: string): Id =>
  uuid8(createHash('sha256').update(`reaction ${tenant} ${command} ${version} ${name}`).digest())

function idsOf(key: KeyObject, tenant: string, command: Id, version: number, name: string): Id[] {
  return [reactionId(key, tenant, command, version, name), unkeyed(tenant, command, version, name)].flatMap((first) => {
    const ids = [first]
    for (let n = 0; n < nextMax; n += 1) ids.push(nextId(key, ids.at(-1)!))
    return ids
  })
}

/**
 * Reactions that neither have an answer of the house's own nor wait.
 * @param system the account under which the house gives its commands
 */
export async function findMissingDue(
  owner: Client,
  key: KeyObject,
  rooms: readonly Reacting[],
  system: string,
): Promise<Implied[]> {
  const byKind = new Map(rooms.flatMap((room) => room.streams.map((kind) => [kind, room] as const)))
  const missing: Implied[] = []
  for (let after: [string, string] = ['', '0']; ;) {
    const { rows } = await owner.query<{
      tenant: string
      sequence: string
      stream: string
      version: number
      event: Event
      at: string
      command: Id
    }>(
      `select tenant, sequence, stream, version, event, at, command
       from journal
       where (tenant, sequence) > ($1, $2::bigint)
       order by tenant, sequence
       limit ${batch}`,
      after,
    )
    const implied = rows.flatMap(({ tenant, sequence, stream, version, event, at, command }): Implied[] =>
      (byKind.get(kindOf(stream))?.react?.(event, stream, Number(at)) ?? []).map((reaction) => {
        const ids = idsOf(key, tenant, command, version, reaction.name)
        return {
          tenant,
          sequence: Number(sequence),
          ids,
          id: ids[0],
          at: reaction.at,
          room: reaction.room,
          stream: reaction.stream,
          command: reaction.command,
        }
      }),
    )
    missing.push(...(await unanswered(owner, implied, system)))
    if (rows.length < batch) return missing
    const last = rows[rows.length - 1]
    after = [last.tenant, last.sequence]
  }
}

async function unanswered(owner: Client, implied: readonly Implied[], system: string): Promise<Implied[]> {
  if (implied.length === 0) return []
  const { rows } = await owner.query<{ tenant: string; id: Id }>(
    `select tenant, id from receipts where id = any($1) and sender = $2
     union all
     select tenant, id from due where id = any($1)`,
    [implied.flatMap((one) => one.ids), system],
  )
  const there = new Set(rows.map((row) => `${row.tenant} ${row.id}`))
  return implied.filter((one) => !one.ids.some((id) => there.has(`${one.tenant} ${id}`)))
}

/** Puts back what was taken away. */
export async function putBackDue(
  owner: Client,
  missing: readonly (Due & { readonly tenant: string })[],
): Promise<void> {
  for (const { tenant, id, at, room, stream, command } of missing)
    await owner.query(
      `insert into due (tenant, id, at, room, stream, command)
       values ($1, $2, $3, $4, $5, $6)
       on conflict do nothing`,
      [tenant, id, Math.ceil(at), room, stream, JSON.stringify(command)],
    )
}
