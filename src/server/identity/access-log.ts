// The access log: who looked at whom. Written before the answer leaves, many rows a transaction, each row's hash
// covering the one before.
import { createHash } from 'node:crypto'
import type { AreaId } from '#domain/kernel/area.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import type { Tx } from '#journal/view.ts'

export interface Look {
  readonly tenant: Tenant
  readonly at: number
  /** Who looked; empty where nobody was known (a log-in that failed). */
  readonly account: Id | ''
  /** In what offices: told to the person looked at, who is not told the name. */
  readonly roles: readonly string[]
  readonly session: string
  /** The question's name, `export <list>`, or what happened at the desk. */
  readonly what: string
  readonly area: AreaId
  readonly unit?: Id
  /** Whom it showed. */
  readonly persons: readonly Id[]
}

/** Persons named one by one; of a longer answer the first are, and `more` says how many were not. */
const namedMax = 5_000
const batchMax = 500
const waitingMax = 5_000

export const NOTHING = Buffer.alloc(32)

interface LogRow extends Omit<Look, 'unit'> {
  readonly unit: Id | null
  readonly number: number
  readonly more: number
}

/** The hash of a row: its own content in fixed order after the hash of the row before. */
export function hashOf(row: LogRow, previous: Buffer): Buffer {
  const content = JSON.stringify([
    row.tenant,
    row.number,
    row.at,
    row.account,
    row.roles,
    row.session,
    row.what,
    row.area,
    row.unit,
    row.persons,
    row.more,
  ])
  return createHash('sha256').update(previous).update(content).digest()
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

  constructor(asDoor: <T>(tenant: Tenant, work: (tx: Tx) => Promise<T>) => Promise<T>) {
    this.#asDoor = asDoor
  }

  /** Resolves when the row is durable: only then may the answer leave. Rejects when too many wait. */
  note(look: Look): Promise<void> {
    if (this.#waiting.length >= waitingMax) return Promise.reject(new Error('the access log cannot keep up'))
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
        await this.#asDoor(tenant, (tx) =>
          append(
            tx,
            tenant,
            batch.map(({ look }) => look),
          ),
        )
        for (const { done } of batch) done()
      } catch (error) {
        for (const { failed } of batch) failed(error)
      }
    }
    this.#writing = false
  }
}

async function append(tx: Tx, tenant: Tenant, looks: readonly Look[]): Promise<void> {
  // One writer a county at a time, in whatever process: the chain has one end.
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('access_log ' || $1, 0))`, [tenant])
  const { rows } = await tx.query<{ number: string; hash: Buffer }>(
    `select number::text, hash
     from access_log
     where tenant = $1
     order by access_log.number desc
     limit 1`,
    [tenant],
  )
  let [number, previous]: [number, Buffer] = rows[0] ? [Number(rows[0].number), rows[0].hash] : [0, NOTHING]
  const values: unknown[] = []
  for (const look of looks) {
    number += 1
    const row: LogRow = {
      ...look,
      unit: look.unit ?? null,
      number,
      persons: look.persons.slice(0, namedMax),
      more: Math.max(0, look.persons.length - namedMax),
    }
    const hash = hashOf(row, previous)
    values.push(
      tenant,
      row.number,
      row.at,
      row.account,
      row.roles,
      row.session,
      row.what,
      row.area,
      row.unit,
      row.persons,
      row.more,
      previous,
      hash,
    )
    previous = hash
  }
  const width = 13
  const places = looks.map(
    (_, at) => `(${Array.from({ length: width }, (__, column) => `$${at * width + column + 1}`).join(', ')})`,
  )
  await tx.query(
    `insert into access_log_ends (tenant, number, hash)
     values ($1, $2, $3)
     on conflict (tenant)
     do update set number = excluded.number, hash = excluded.hash`,
    [tenant, number, previous],
  )
  await tx.query(
    `insert into access_log (
       tenant, number, at, account, roles, session, what, area, unit, persons, more, previous, hash
     )
     values ${places.join(', ')}`,
    values,
  )
}

const pageRows = 5_000

/**
 * Reads the whole log of a county, checks every link and that it ends where it ended.
 * @returns rows read, and the first
 * number that does not fit
 */
export async function verifyAccessLog(
  tx: Tx,
  tenant: Tenant,
): Promise<{ readonly rows: number; readonly brokenAt: number | null; readonly head: string }> {
  let [read, previous, after]: [number, Buffer, number] = [0, NOTHING, 0]
  // The first row is number one: what stands before it was put there.
  const {
    rows: [before],
  } = await tx.query<{ number: string }>(
    `select number::text
     from access_log
     where tenant = $1 and access_log.number < 1
     order by access_log.number desc
     limit 1`,
    [tenant],
  )
  if (before) return { rows: read, brokenAt: Number(before.number), head: previous.toString('hex') }
  for (;;) {
    const { rows } = await tx.query<
      Omit<LogRow, 'number' | 'at'> & { number: string; at: string; previous: Buffer; hash: Buffer }
    >(
      `select tenant, number::text, at::text, account, roles, session, what, area, unit, persons, more, previous, hash
       from access_log
       where tenant = $1 and number > $2
       order by access_log.number
       limit $3`,
      [tenant, after, pageRows],
    )
    for (const row of rows) {
      const number = Number(row.number)
      const fits =
        number === after + 1 &&
        row.previous.equals(previous) &&
        hashOf({ ...row, number, at: Number(row.at) }, previous).equals(row.hash)
      if (!fits) return { rows: read, brokenAt: after + 1, head: previous.toString('hex') }
      read += 1
      after = number
      previous = row.hash
    }
    if (rows.length < pageRows) {
      const {
        rows: [end],
      } = await tx.query<{ number: string; hash: Buffer }>(
        'select number::text, hash from access_log_ends where tenant = $1',
        [tenant],
      )
      const ends = end ? Number(end.number) === after && end.hash.equals(previous) : after === 0
      return { rows: read, brokenAt: ends ? null : after + 1, head: previous.toString('hex') }
    }
  }
}

/** Whom an answer shows: every `person` and `account` in it that is an id, however deep. */
export function personsIn(answer: unknown): Id[] {
  const found = new Set<Id>()
  const look = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(look)
    else if (value !== null && typeof value === 'object') {
      for (const [key, inner] of Object.entries(value)) {
        if (
          (key === 'person' || key === 'account' || key === 'leader' || key === 'liaison') &&
          typeof inner === 'string'
        )
          found.add(inner)
        else look(inner)
      }
    }
  }
  look(answer)
  return [...found]
}
