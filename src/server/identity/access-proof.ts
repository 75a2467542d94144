// Proves an access log: every link of its chain, from the first row to where it ended.
import type { Tenant } from '#domain/kernel/ids.ts'
import type { Tx } from '#journal/view.ts'
import { hashOf, NOTHING, type LogRow } from './access-log.ts'

/** As it is read: whole numbers as texts. */
interface LogFound extends Omit<LogRow, 'number' | 'at' | 'continues'> {
  readonly number: string
  readonly at: string
  readonly continues: string | null
  readonly previous: Buffer
  readonly hash: Buffer
}

const asHashed = (row: LogFound): LogRow => ({
  ...row,
  number: Number(row.number),
  at: Number(row.at),
  continues: row.continues === null ? null : Number(row.continues),
})

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
    const { rows } = await tx.query<LogFound>(
      `select tenant, number::text, at::text, account, roles, session, what, area, unit, persons, more,
         households, continues::text, source, previous, hash
       from access_log
       where tenant = $1 and number > $2
       order by access_log.number
       limit $3`,
      [tenant, after, pageRows],
    )
    for (const row of rows) {
      const number = Number(row.number)
      const fits =
        number === after + 1 && row.previous.equals(previous) && hashOf(asHashed(row), previous).equals(row.hash)
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
