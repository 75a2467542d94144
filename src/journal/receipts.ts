// Receipts: the lasting answer to each command. Both what a command said and what was answered stand under the house's
// own key: nobody guesses the one or changes the other unnoticed.
import { createHmac, type KeyObject } from 'node:crypto'
import type { Client } from 'pg'
import type { Receipt } from '#domain/kernel/envelope.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import type { Tx } from './view.ts'

export interface Answered {
  readonly id: Id
  readonly sender: Id
  readonly digest: string
  readonly receipt: Receipt
}
export interface Known {
  readonly sender: Id
  readonly digest: string
  readonly receipt: Receipt
}

const sealBytes = 16
/** Rows read at once. */
const batch = 5_000

/**
 * What the same id must have again: keyed, for a command may hold a telephone number, and a bare hash of one can be
 * guessed. Hex.
 */
export function digestOf(key: KeyObject, room: string, stream: string, command: unknown): string {
  return createHmac('sha256', key)
    .update(`${room}\n${stream}\n${JSON.stringify(command)}`)
    .digest('hex')
}

// Lengths before texts: no two different rows are written alike.
const field = (text: string) => `${text.length}:${text}`

/** @param receipt the very text that stands in the table */
export function sealOf(
  key: KeyObject,
  row: {
    readonly tenant: string
    readonly id: string
    readonly sender: string
    readonly digest: string
    readonly mark: number
    readonly receipt: string
  },
): Buffer {
  return createHmac('sha256', key)
    .update(`${field(row.tenant)}${field(row.id)}${field(row.sender)}${row.digest};${row.mark};${field(row.receipt)}`)
    .digest()
    .subarray(0, sealBytes)
}

/**
 * Answers in one statement: an import has fifty thousand, and their texts and seals in one would be the largest thing
 * in memory.
 */
const writtenMax = 5_000

export async function keepReceipts(
  tx: Tx,
  tenant: Tenant,
  key: KeyObject,
  mark: number,
  answered: readonly Answered[],
): Promise<void> {
  if (answered.length === 0) return
  if (answered.length > writtenMax) {
    for (let from = 0; from < answered.length; from += writtenMax)
      await keepReceipts(tx, tenant, key, mark, answered.slice(from, from + writtenMax))
    return
  }
  const texts = answered.map((one) => JSON.stringify(one.receipt))
  await tx.query(
    `with counted as (update heads set receipts = receipts + $7 where tenant = $1)
     insert into receipts (tenant, id, sender, digest, mark, receipt, seal)
     select $1, id, sender, decode(digest, 'hex'), $2, receipt::json, decode(seal, 'hex')
     from unnest($3::text[], $4::text[], $5::text[], $6::text[], $8::text[]) as r (id, sender, digest, receipt, seal)`,
    [
      tenant,
      mark,
      answered.map((one) => one.id),
      answered.map((one) => one.sender),
      answered.map((one) => one.digest),
      texts,
      answered.length,
      answered.map(({ id, sender, digest }, at) =>
        sealOf(key, { tenant, id, sender, digest, mark, receipt: texts[at] }).toString('hex'),
      ),
    ],
  )
}

export async function findReceipts(tx: Tx, tenant: Tenant, ids: readonly Id[]): Promise<Map<Id, Known>> {
  const { rows } = await tx.query<Known & { id: Id }>(
    `select id, sender, encode(digest, 'hex') as digest, receipt
     from receipts
     where tenant = $1 and id = any($2)`,
    [tenant, ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** Answers to one sender's commands after a place in the journal, oldest first, the newest `max` of them. */
export async function findAnswers(tx: Tx, tenant: Tenant, sender: Id, after: number, max: number): Promise<Receipt[]> {
  const { rows } = await tx.query<{ receipt: Receipt }>(
    `select receipt
     from receipts
     where tenant = $1 and sender = $2 and mark > $3
     order by mark desc
     limit $4`,
    [tenant, sender, after, max],
  )
  return rows.map((row) => row.receipt).reverse()
}

/** Every seal, the number of answers, and an answer for each command that the journal names. @returns rows read */
export async function proveReceipts(owner: Client, key: KeyObject, fault: (text: string) => void): Promise<number> {
  let read = 0
  for (let after = ['', '']; ;) {
    const { rows } = await owner.query<{
      tenant: string
      id: string
      sender: string
      digest: string
      mark: string
      receipt: string
      seal: Buffer
    }>(
      `select tenant, id, sender, encode(digest, 'hex') as digest, mark, receipt::text as receipt, seal
       from receipts
       where (tenant, id) > ($1, $2)
       order by tenant, id
       limit ${batch}`,
      after,
    )
    for (const row of rows)
      if (!sealOf(key, { ...row, mark: Number(row.mark) }).equals(row.seal))
        fault(
          `county ${row.tenant}: the answer to command ${row.id} is not what was ` +
            `answered${row.seal.length === 0 ? ', or is older than seals' : ''}`,
        )
    read += rows.length
    if (rows.length < batch) break
    after = [rows[rows.length - 1].tenant, rows[rows.length - 1].id]
  }
  const { rows: counts } = await owner.query<{ tenant: string; said: string; n: string }>(
    `select coalesce(h.tenant, r.tenant) as tenant, coalesce(h.receipts, 0) as said, coalesce(r.n, 0) as n
     from heads h
     full join (select tenant, count(*) as n from receipts group by tenant) r on r.tenant = h.tenant`,
  )
  for (const { tenant, said, n } of counts)
    if (said !== n) fault(`county ${tenant}: ${said} answers were given and ${n} are kept`)
  const { rows: unanswered } = await owner.query<{ tenant: string; command: string }>(
    `select distinct j.tenant, j.command
     from journal j
     left join receipts r on r.tenant = j.tenant and r.id = j.command
     where r.id is null
     limit 50`,
  )
  for (const { tenant, command } of unanswered)
    fault(`county ${tenant}: command ${command} stands in the journal and has no answer`)
  return read
}
