// When this house last looked at the clock, kept in the database: what a server that was away knows of the time.
import type { Client } from 'pg'
import type { Instant } from '#domain/kernel/envelope.ts'

export interface KnownOfTime {
  readonly lookedAt: Instant | null
  readonly newestEvent: Instant | null
  /** How often a person has confirmed the clock. */
  readonly confirmed: number
}

/** @param owner connected as the owner: all counties count */
export async function knownOfTime(owner: Client): Promise<KnownOfTime> {
  const {
    rows: [row],
  } = await owner.query<{ looked: string | null; newest: string | null; confirmed: number }>(
    `select c.looked_at as looked, c.confirmed,
       (select max(j.at) from heads h join journal j on j.tenant = h.tenant and j.sequence = h.sequence) as newest
     from clock_looks c`,
  )
  const number = (text: string | null) => (text === null ? null : Number(text))
  return { lookedAt: number(row.looked), newestEvent: number(row.newest), confirmed: row.confirmed }
}

/** A person says that the clock is right as it stands; a server that waits for it hears of it within seconds. */
export async function confirmClock(owner: Client, now: Instant): Promise<void> {
  await owner.query('update clock_looks set confirmed = confirmed + 1, confirmed_at = $1, looked_at = $1', [now])
}
