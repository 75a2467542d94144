// The vault: names, phones, free texts and credentials, each sealed under a key of its own. Destroying the key destroys
// the content, here and in every backup without it.
import { createCipheriv, createDecipheriv, createHmac, randomBytes, type KeyObject } from 'node:crypto'
import type { PrivateRecord } from '#domain/kernel/decider.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import type { HouseKeys } from './keys.ts'
import type { Tx } from './view.ts'

type Kind = PrivateRecord['kind']

const IV = 12
const TAG = 16
/** Records asked for in one query. */
const chunkMax = 5_000
/** Earlier keys that a record keeps. */
const earlierMax = 20

/**
 * AES-256-GCM: iv, tag, then the text. `about` binds a sealed text to its place, so that bodies cannot be exchanged.
 */
function seal(key: Buffer, plain: Buffer, about: string): Buffer {
  const iv = randomBytes(IV)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(about))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body])
}

function unseal(key: Buffer, sealed: Buffer, about: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV))
    .setAAD(Buffer.from(about))
    .setAuthTag(sealed.subarray(IV, IV + TAG))
  return Buffer.concat([decipher.update(sealed.subarray(IV + TAG)), decipher.final()])
}

/**
 * The body by the record's key; by an earlier one where the data is older than the keys, as after a restore. @returns
 * undefined where none opens it
 */
function openedBy(keys: readonly Buffer[], sealed: Buffer, about: string): Buffer | undefined {
  for (const key of keys) {
    try {
      return unseal(key, sealed, about)
    } catch {
      // Not by this one.
    }
  }
  return undefined
}

const place = (tenant: Tenant, kind: Kind, id: Id) => `${tenant} ${kind} ${id}`

export class Vault {
  readonly #wrapping: Buffer
  readonly #lookups: KeyObject

  constructor(keys: HouseKeys) {
    this.#wrapping = keys.wrapping
    this.#lookups = keys.lookups
  }

  /** Bodies by id, of the county whose context the transaction has. Missing and erased ids are left out. */
  async open<Body = Record<string, unknown>>(tx: Tx, kind: Kind, ids: readonly Id[]): Promise<Map<Id, Body>> {
    const bodies = new Map<Id, Body>()
    for (let from = 0; from < ids.length; from += chunkMax) {
      const { rows } = await tx.query<{ tenant: Tenant; id: Id; sealed: Buffer; wrapped: Buffer; earlier: Buffer[] }>(
        `select v.tenant, v.id, v.sealed, k.wrapped, k.earlier
         from vault v
         join keyring k using (tenant, kind, id)
         where v.tenant = (select muster_tenant()) and v.kind = $1 and v.id = any($2)`,
        [kind, ids.slice(from, from + chunkMax)],
      )
      for (const row of rows) {
        const about = place(row.tenant, kind, row.id)
        const body = openedBy(
          [row.wrapped, ...row.earlier].map((wrapped) => unseal(this.#wrapping, wrapped, about)),
          row.sealed,
          about,
        )
        if (body) bodies.set(row.id, JSON.parse(body.toString('utf8')) as Body)
      }
    }
    return bodies
  }

  /** Whether a body opens with its newest key in this place, and every earlier key is one of ours. */
  fits(tenant: Tenant, kind: string, id: Id, sealed: Buffer, wrapped: readonly Buffer[]): boolean {
    const about = place(tenant, kind as Kind, id)
    try {
      const [newest] = wrapped.map((one) => unseal(this.#wrapping, one, about))
      unseal(newest, sealed, about)
      return true
    } catch {
      return false
    }
  }

  /** Whether a record's key is wrapped by this house's. */
  unwraps(tenant: Tenant, kind: string, id: Id, wrapped: Buffer): boolean {
    try {
      unseal(this.#wrapping, wrapped, place(tenant, kind as Kind, id))
      return true
    } catch {
      return false
    }
  }

  /** Ids of records that bear these exact lookups. */
  async find(tx: Tx, kind: Kind, lookups: readonly string[]): Promise<Map<string, readonly Id[]>> {
    const found = new Map<string, Id[]>()
    if (lookups.length === 0) return found
    const {
      rows: [{ tenant }],
    } = await tx.query<{ tenant: Tenant }>('select muster_tenant() as tenant')
    const byHash = new Map(lookups.map((lookup) => [this.#hash(tenant, kind, lookup).toString('hex'), lookup]))
    const { rows } = await tx.query<{ lookup: string; id: Id }>(
      `select encode(lookup, 'hex') as lookup, id
       from lookups
       where tenant = $1 and kind = $2 and lookup = any($3::bytea[])`,
      [tenant, kind, [...byHash.keys()].map((hash) => `\\x${hash}`)],
    )
    for (const row of rows) {
      const lookup = byHash.get(row.lookup)!
      // In order of ids, sorted here: asked of PostgreSQL it would walk the wrong index.
      found.set(lookup, [...(found.get(lookup) ?? []), row.id].sort())
    }
    return found
  }

  /**
   * Seals records; each replaces what stood under its kind and id, lookups too, under a key of its own. Of several of
   * one id the last stands. What is emptied loses its earlier keys: nothing of it is to be read anywhere.
   */
  async put(tx: Tx, tenant: Tenant, records: readonly PrivateRecord[]): Promise<void> {
    const last = [...new Map(records.map((record) => [`${record.kind} ${record.id}`, record])).values()]
    if (last.length === 0) return
    await this.#putSealed(tx, tenant, last)
    await this.#putLookups(tx, tenant, last)
  }

  /** Bodies and the keys to them. */
  async #putSealed(tx: Tx, tenant: Tenant, records: readonly PrivateRecord[]): Promise<void> {
    const rows = records.map((record) => {
      const about = place(tenant, record.kind, record.id)
      const key = randomBytes(32)
      return {
        sealed: seal(key, Buffer.from(JSON.stringify(record.body)), about).toString('hex'),
        wrapped: seal(this.#wrapping, key, about).toString('hex'),
      }
    })
    const [kinds, ids, subjects] = [
      records.map((record) => record.kind),
      records.map((record) => record.id),
      records.map((record) => record.subject),
    ]
    await tx.query(
      `insert into vault (tenant, kind, id, subject, sealed)
       select $1, k, i, s, decode(b, 'hex')
       from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as r (k, i, s, b)
       on conflict (tenant, kind, id)
       do update set subject = excluded.subject, sealed = excluded.sealed`,
      [tenant, kinds, ids, subjects, rows.map((row) => row.sealed)],
    )
    await tx.query(
      `insert into keyring (tenant, kind, id, subject, wrapped)
       select $1, k, i, s, decode(b, 'hex')
       from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as r (k, i, s, b)
       on conflict (tenant, kind, id)
       do update set subject = excluded.subject, wrapped = excluded.wrapped,
         earlier = case when excluded.id = any($6::text[]) then '{}'
           else (array_prepend(keyring.wrapped, keyring.earlier))[1:${earlierMax}] end`,
      [
        tenant,
        kinds,
        ids,
        subjects,
        rows.map((row) => row.wrapped),
        records.filter((record) => Object.keys(record.body).length === 0).map((record) => record.id),
      ],
    )
  }

  /** What records can be found by, instead of what they were found by. */
  async #putLookups(tx: Tx, tenant: Tenant, records: readonly PrivateRecord[]): Promise<void> {
    await tx.query(
      `delete from lookups l
       using unnest($2::text[], $3::text[]) as r (k, i)
       where l.tenant = $1 and l.kind = r.k and l.id = r.i`,
      [tenant, records.map((record) => record.kind), records.map((record) => record.id)],
    )
    const keyed = records.flatMap((record) =>
      (record.lookups ?? []).map((lookup) => ({
        kind: record.kind,
        id: record.id,
        hash: this.#hash(tenant, record.kind, lookup).toString('hex'),
      })),
    )
    if (keyed.length === 0) return
    await tx.query(
      `insert into lookups (tenant, kind, lookup, id)
       select $1, k, decode(h, 'hex'), i
       from unnest($2::text[], $3::text[], $4::text[]) as r (k, h, i)
       on conflict do nothing`,
      [tenant, keyed.map((row) => row.kind), keyed.map((row) => row.hash), keyed.map((row) => row.id)],
    )
  }

  /** Destroys the keys of these records and all that could be read of them. @returns how many keys were destroyed */
  async erase(
    tx: Tx,
    tenant: Tenant,
    which: { readonly subject: Id } | { readonly kind: Kind; readonly ids: readonly Id[] },
  ): Promise<number> {
    const [where, values]: [string, unknown[]] =
      'subject' in which
        ? ['r.subject = $2', [tenant, which.subject]]
        : ['r.kind = $2 and r.id = any($3)', [tenant, which.kind, which.ids]]
    await tx.query(
      `delete from lookups l
       using keyring r
       where l.tenant = $1 and r.tenant = $1 and l.kind = r.kind and l.id = r.id and ${where}`,
      values,
    )
    await tx.query(`delete from vault r where r.tenant = $1 and ${where}`, values)
    return (await tx.query(`delete from keyring r where r.tenant = $1 and ${where}`, values)).rowCount ?? 0
  }

  #hash(tenant: Tenant, kind: Kind, lookup: string): Buffer {
    return createHmac('sha256', this.#lookups).update(`${tenant} ${kind} ${lookup}`).digest().subarray(0, 16)
  }
}
