// The access log: who looked at whom. Written before the answer leaves, many rows a transaction, each row's hash
// covering the one before.
import { createHash } from 'node:crypto'
import type { AreaId } from '#domain/kernel/area.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import type { Shown } from '#journal/shown.ts'
import type { Tx } from '#journal/view.ts'

export interface Look extends Shown {
  readonly tenant: Tenant
  readonly at: number
  /** Who looked; empty where nobody was known (a log-in that failed). */
  readonly account: Id | ''
  /** In what offices: told to the person looked at, who is not told the name. */
  readonly roles: readonly string[]
  readonly session: string
  /** The question's name, `export-<list>`, or what happened at the desk. */
  readonly what: string
  readonly area: AreaId
  readonly unit?: Id
  /** The address that asked, as one place (limits.ts); none for the command line. */
  readonly source?: string
}

/** Ids named in one row. A longer answer is written in as many rows as it takes, each naming the next so many. */
const namedMax = 5_000
/** No answer is longer: a county of 200,000 people, each of them and their door. */
const rowsOfOneMax = 80
/** Looks taken into one transaction, and rows into one statement. */
const batchMax = 500
const waitingMax = 5_000

export const NOTHING = Buffer.alloc(32)

/** A row as it stands and as it is hashed. */
export interface LogRow {
  readonly tenant: Tenant
  readonly number: number
  readonly at: number
  readonly account: Id | ''
  readonly roles: readonly string[]
  readonly session: string
  readonly what: string
  readonly area: AreaId
  readonly unit: Id | null
  readonly persons: readonly Id[]
  /** Of the first row of a long answer: how many ids the rows that continue it name. */
  readonly more: number
  readonly households: readonly AreaId[]
  /** The first row of the same answer; null in that row itself. */
  readonly continues: number | null
  readonly source: string
}
/** With its place in the chain, in hex. */
export type Written = LogRow & { readonly previous: string; readonly hash: string }

const columns = [
  'tenant',
  'number',
  'at',
  'account',
  'roles',
  'session',
  'what',
  'area',
  'unit',
  'persons',
  'more',
  'households',
  'continues',
  'source',
] as const satisfies readonly (keyof LogRow)[]
/** What a row had before households were named: its hash covers these alone where there is nothing else. */
const columnsBefore = 11

/** The hash of a row: its own content in fixed order after the hash of the row before. */
export function hashOf(row: LogRow, previous: Buffer): Buffer {
  const plain = row.households.length === 0 && row.continues === null && row.source === ''
  const content = JSON.stringify(columns.slice(0, plain ? columnsBefore : columns.length).map((column) => row[column]))
  return createHash('sha256').update(previous).update(content).digest()
}

/** Ids of one look, cut to rows: persons first, then households. */
function chunksOf({ persons = [], households = [] }: Shown): { persons: Id[]; households: AreaId[] }[] {
  const [whom, doors] = [[...new Set(persons)], [...new Set(households)]]
  const rows = Math.max(1, Math.ceil((whom.length + doors.length) / namedMax))
  return Array.from({ length: rows }, (_, at) => {
    const [from, until] = [at * namedMax, (at + 1) * namedMax]
    return {
      persons: whom.slice(from, until),
      households: doors.slice(Math.max(0, from - whom.length), Math.max(0, until - whom.length)),
    }
  })
}

interface Waiting {
  look: Look
  done: () => void
  failed: (error: unknown) => void
}

export class AccessLog {
  readonly #asDoor: <T>(tenant: Tenant, work: (tx: Tx) => Promise<T>) => Promise<T>
  #waiting: Waiting[] = []
  #writing = false
  /** Told of rows that are durable, with their hashes: whoever keeps them elsewhere too. */
  told: (rows: readonly Written[]) => void = () => {}

  constructor(asDoor: <T>(tenant: Tenant, work: (tx: Tx) => Promise<T>) => Promise<T>) {
    this.#asDoor = asDoor
  }

  /** Resolves when it is durable: only then may the answer leave. Rejects when too many wait or it names too many. */
  note(look: Look): Promise<void> {
    if (this.#waiting.length >= waitingMax) return Promise.reject(new Error('the access log cannot keep up'))
    if (chunksOf(look).length > rowsOfOneMax)
      return Promise.reject(new Error(`an answer that shows more than ${rowsOfOneMax * namedMax} is not given`))
    return new Promise((done, failed) => {
      this.#waiting.push({ look, done, failed })
      if (!this.#writing) void this.#write()
    })
  }

  async #write(): Promise<void> {
    this.#writing = true
    // Everything noted in this turn of the loop goes into one transaction.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#waiting.length > 0) {
      const tenant = this.#waiting[0].look.tenant
      const batch = this.#waiting.filter(({ look }) => look.tenant === tenant).slice(0, batchMax)
      this.#waiting = this.#waiting.filter((one) => !batch.includes(one))
      try {
        const rows = await this.#asDoor(tenant, (tx) =>
          append(
            tx,
            tenant,
            batch.map(({ look }) => look),
          ),
        )
        this.told(rows)
        for (const { done } of batch) done()
      } catch (error) {
        for (const { failed } of batch) failed(error)
      }
    }
    this.#writing = false
  }
}

/** The rows of one look, from this number on. */
function rowsOf(look: Look, first: number): LogRow[] {
  const chunks = chunksOf(look)
  const later = chunks.slice(1).reduce((sum, chunk) => sum + chunk.persons.length + chunk.households.length, 0)
  return chunks.map((chunk, at): LogRow => ({
    tenant: look.tenant,
    number: first + at,
    at: look.at,
    account: look.account,
    roles: look.roles,
    session: look.session,
    what: look.what,
    area: look.area,
    unit: look.unit ?? null,
    ...chunk,
    more: at === 0 ? later : 0,
    continues: at === 0 ? null : first,
    source: look.source ?? '',
  }))
}

/** @returns the rows as they stand now */
async function append(tx: Tx, tenant: Tenant, looks: readonly Look[]): Promise<Written[]> {
  // One writer a county at a time, in whatever process: the chain has one end.
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('access_log ' || $1, 0))`, [tenant])
  const { rows: ends } = await tx.query<{ number: string; hash: Buffer }>(
    `select number::text, hash
     from access_log
     where tenant = $1
     order by access_log.number desc
     limit 1`,
    [tenant],
  )
  let [number, previous]: [number, Buffer] = ends[0] ? [Number(ends[0].number), ends[0].hash] : [0, NOTHING]
  const rows: Written[] = []
  for (const look of looks)
    for (const row of rowsOf(look, number + 1)) {
      const hash = hashOf(row, previous)
      rows.push({ ...row, previous: previous.toString('hex'), hash: hash.toString('hex') })
      ;[number, previous] = [row.number, hash]
    }
  await tx.query(
    `insert into access_log_ends (tenant, number, hash)
     values ($1, $2, $3)
     on conflict (tenant)
     do update set number = excluded.number, hash = excluded.hash`,
    [tenant, number, previous],
  )
  for (let from = 0; from < rows.length; from += batchMax) await insert(tx, rows.slice(from, from + batchMax))
  return rows
}

/** One statement for all of them; as JSON, since the lists they name are of different lengths. */
async function insert(tx: Tx, rows: readonly Written[]): Promise<void> {
  await tx.query(
    `insert into access_log (
       tenant, number, at, account, roles, session, what, area, unit, persons, more, households, continues, source,
       previous, hash
     )
     select r.tenant, r.number, r.at, r.account, r.roles, r.session, r.what, r.area, r.unit, r.persons, r.more,
       r.households, r.continues, r.source, decode(r.previous, 'hex'), decode(r.hash, 'hex')
     from json_to_recordset($1::json) as r(
       tenant text, number bigint, at bigint, account text, roles text[], session text, what text, area text, unit text,
       persons text[], more integer, households text[], continues bigint, source text, previous text, hash text
     )`,
    [JSON.stringify(rows)],
  )
}
