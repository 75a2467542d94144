// Proves the vault: each sealed body opens with its key in its place, no body stands without a key and no key without a
// body.
import type { Client } from 'pg'
import type { Vault } from './vault.ts'

const batch = 2_000

interface Row {
  readonly tenant: string
  readonly kind: string
  readonly id: string
  readonly sealed: Buffer | null
  readonly wrapped: Buffer | null
  readonly earlier: Buffer[] | null
  readonly subject: string | null
  readonly keyed: string | null
}

/** @returns records read */
export async function proveSealed(owner: Client, vault: Vault, fault: (text: string) => void): Promise<number> {
  let read = 0
  for (let after = ['', '', '']; ;) {
    const { rows } = await owner.query<Row>(
      `select coalesce(v.tenant, k.tenant) as tenant, coalesce(v.kind, k.kind) as kind, coalesce(v.id, k.id) as id,
         v.sealed, k.wrapped, k.earlier, v.subject, k.subject as keyed
       from (select * from vault where (tenant, kind, id) > ($1, $2, $3) order by tenant, kind, id limit ${batch}) v
       full join (
         select *
         from keyring
         where (tenant, kind, id) > ($1, $2, $3)
         order by tenant, kind, id
         limit ${batch}
       ) k using (tenant, kind, id)
       order by 1, 2, 3
       limit ${batch}`,
      after,
    )
    for (const row of rows) {
      const what = `county ${row.tenant}: the record ${row.kind} ${row.id}`
      if (row.sealed === null) fault(`${what} has a key and no content`)
      else if (row.wrapped === null) fault(`${what} has content and no key`)
      else if (row.subject !== row.keyed) fault(`${what} is said to be about two persons`)
      else if (!vault.fits(row.tenant, row.kind, row.id, row.sealed, [row.wrapped, ...row.earlier!]))
        fault(`${what} does not open: content or key is not what was written`)
    }
    read += rows.length
    if (rows.length < batch) return read
    const last = rows[rows.length - 1]
    after = [last.tenant, last.kind, last.id]
  }
}
