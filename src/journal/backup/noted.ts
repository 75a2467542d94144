// Which backups were written whole, and up to where each holds the journal: phones keep what was accepted since.
import type { Client } from 'pg'
import type { Tenant } from '#domain/kernel/ids.ts'
import type { Tx } from '../view.ts'

/** Rows kept a county. */
const notedMax = 30

export interface Noted {
  readonly at: number
  readonly epoch: string
  readonly heads: readonly { readonly tenant: Tenant; readonly sequence: number }[]
}

/** @param owner connected as the owner, after the file stands under its name */
export async function noteBackup(owner: Client, { at, epoch, heads }: Noted): Promise<void> {
  await owner.query(
    `insert into backups (at, epoch, tenant, sequence)
     select $1, $2, tenant, sequence
     from unnest($3::text[], $4::bigint[]) as r (tenant, sequence)
     on conflict do nothing`,
    [at, epoch, heads.map((head) => head.tenant), heads.map((head) => head.sequence)],
  )
  await owner.query(
    `delete from backups b
     where (select count(*) from backups o where o.tenant = b.tenant and o.at > b.at) >= $1`,
    [notedMax],
  )
}

/** Up to where the newest backup of this house holds the county's journal; undefined where none was written. */
export async function findBackedUp(tx: Tx, tenant: Tenant, epoch: string): Promise<number | undefined> {
  const { rows } = await tx.query<{ sequence: string | null }>(
    'select max(sequence) as sequence from backups where tenant = $1 and epoch = $2',
    [tenant, epoch],
  )
  return rows[0].sequence === null ? undefined : Number(rows[0].sequence)
}
