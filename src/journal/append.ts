// Writes what a group decided: events at the end of the chain, receipts, due reactions, the new head. A few set-based
// statements for the whole group.
import type { Envelope, Event, Instant } from '#domain/kernel/envelope.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import { BEGINNING, hashOf } from './chain.ts'
import type { Recorded, Tx } from './view.ts'

export interface Head {
  sequence: number
  hash: Buffer
}

/** An event with the area its command touched: for telling those whose area it is. */
export interface Entry extends Recorded {
  readonly area: string | null
}

/** What the door knows of an event before it stands in the journal. */
export interface Drafted {
  readonly stream: string
  readonly version: number
  readonly event: Event
  readonly at: Instant
  readonly by: Id
  readonly command: Id
  readonly area: string | null
}

export interface Due {
  readonly id: Id
  readonly at: Instant
  readonly room: string
  readonly stream: string
  readonly command: Envelope['command']
}

/** Locks the county's head for this transaction and reads it; makes it where there is none. */
export async function lockHead(tx: Tx, tenant: Tenant): Promise<Head> {
  const read = () =>
    tx.query<{ sequence: string; hash: Buffer }>('select sequence, hash from heads where tenant = $1 for update', [
      tenant,
    ])
  let { rows } = await read()
  if (rows.length === 0) {
    await tx.query('insert into heads (tenant, sequence, hash) values ($1, 0, $2) on conflict do nothing', [
      tenant,
      BEGINNING,
    ])
    rows = (await read()).rows
  }
  return { sequence: Number(rows[0].sequence), hash: rows[0].hash }
}

/**
 * Appends in order and moves the head in memory; `moveHead` writes it once at the end.
 * @returns the events as recorded,
 * and when they are written
 */
export function append(
  tx: Tx,
  tenant: Tenant,
  head: Head,
  drafted: readonly Drafted[],
): { recorded: Entry[]; written: Promise<unknown> } {
  if (drafted.length === 0) return { recorded: [], written: Promise.resolve() }
  const entries: Entry[] = []
  const texts: string[] = []
  const hashes: string[] = []
  for (const { stream, version, event, at, by, command, area } of drafted) {
    const text = JSON.stringify(event)
    const sequence = head.sequence + 1
    head.hash = hashOf({ tenant, sequence, stream, version, event: text, at, by, command, area }, head.hash)
    head.sequence = sequence
    texts.push(text)
    hashes.push(head.hash.toString('hex'))
    entries.push({ tenant, sequence, stream, version, event, at, by, command, area })
  }
  const written = tx.query(
    `insert into journal (tenant, sequence, stream, version, event, at, by, command, area, hash)
     select $1, s, stream, version, event::json, at, by, command, area, decode(hash, 'hex')
     from unnest(
       $2::bigint[], $3::text[], $4::int[], $5::text[], $6::bigint[], $7::text[], $8::text[], $9::text[], $10::text[]
     ) as r (s, stream, version, event, at, by, command, area, hash)`,
    [
      tenant,
      entries.map((one) => one.sequence),
      entries.map((one) => one.stream),
      entries.map((one) => one.version),
      texts,
      entries.map((one) => one.at),
      entries.map((one) => one.by),
      entries.map((one) => one.command),
      entries.map((one) => one.area),
      hashes,
    ],
  )
  return { recorded: entries, written }
}

export async function moveHead(tx: Tx, tenant: Tenant, head: Head): Promise<void> {
  await tx.query('update heads set sequence = $2, hash = $3 where tenant = $1', [tenant, head.sequence, head.hash])
}

/** The county's end as this transaction sees it. */
export async function findEnd(tx: Tx, tenant: Tenant): Promise<number> {
  const { rows } = await tx.query<{ sequence: string }>('select sequence from heads where tenant = $1', [tenant])
  return Number(rows[0]?.sequence ?? 0)
}

export async function keepDue(tx: Tx, tenant: Tenant, due: readonly Due[]): Promise<void> {
  if (due.length === 0) return
  await tx.query(
    `insert into due (tenant, id, at, room, stream, command)
     select $1, id, at, room, stream, command::json
     from unnest($2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[]) as r (id, at, room, stream, command)
     on conflict do nothing`,
    [
      tenant,
      due.map((one) => one.id),
      due.map((one) => Math.ceil(one.at)),
      due.map((one) => one.room),
      due.map((one) => one.stream),
      due.map((one) => JSON.stringify(one.command)),
    ],
  )
}

/** The next commands that are due, oldest first, and when the one after falls due. */
export async function findDue(
  tx: Tx,
  tenant: Tenant,
  now: Instant,
  max: number,
): Promise<{ due: Due[]; next: Instant | undefined }> {
  const { rows } = await tx.query<Omit<Due, 'at'> & { at: string }>(
    'select id, at, room, stream, command from due where tenant = $1 order by at, id limit $2',
    [tenant, max + 1],
  )
  const all = rows.map((row) => ({ ...row, at: Number(row.at) }))
  const due = all.filter((one) => one.at <= now).slice(0, max)
  return { due, next: all[due.length]?.at }
}

/** Puts one off, or gives it another id: what could not be done is never dropped. */
export async function moveDue(
  tx: Tx,
  tenant: Tenant,
  { id }: Due,
  to: { readonly id: Id; readonly at: Instant },
): Promise<void> {
  await tx.query('update due set id = $3, at = $4 where tenant = $1 and id = $2', [tenant, id, to.id, Math.ceil(to.at)])
}

export async function dropDue(tx: Tx, tenant: Tenant, ids: readonly Id[]): Promise<void> {
  if (ids.length > 0) await tx.query('delete from due where tenant = $1 and id = any($2)', [tenant, ids])
}
