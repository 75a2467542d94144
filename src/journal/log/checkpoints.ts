// Signs what the log has become. Each checkpoint continues the one before it or is not signed at all.
import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto'
import { hex, utf8 } from '#domain/kernel/proof/bytes.ts'
import { writeCheckpoint } from '#domain/kernel/proof/checkpoint.ts'
import { keyId, writeKey, writeNote, type VerifierKey } from '#domain/kernel/proof/note.ts'
import { sha256 } from '#domain/kernel/sha256.ts'
import type { Instant } from '#domain/kernel/envelope.ts'
import type { Tenant } from '#domain/kernel/ids.ts'
import type { HouseKeys } from '../keys.ts'
import type { Tx } from '../view.ts'
import { findSize, LogReader, sealedMax, sealTiles } from './log.ts'

/** PKCS#8 around a bare Ed25519 seed (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')

export interface LogKey {
  readonly private: KeyObject
  /** Its name is the log's origin. */
  readonly public: VerifierKey
}

/**
 * One key a county, derived from the house's own. The origin bears the key's first digits, so that no two logs share
 * one.
 */
export function logKeyOf(keys: HouseKeys, tenant: Tenant): LogKey {
  const secret = createPrivateKey({
    key: Buffer.concat([PKCS8, keys.for(`log ${tenant}`)]),
    format: 'der',
    type: 'pkcs8',
  })
  const key = Uint8Array.from(createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-32))
  return {
    private: secret,
    public: { name: `muster-log/${tenant}/${hex(sha256(key)).slice(0, 8)}`, kind: 'note', key },
  }
}

export function signNote(key: LogKey, text: string): string {
  return writeNote({
    text,
    signatures: [
      { name: key.public.name, id: keyId(key.public), bytes: Uint8Array.from(sign(null, utf8(text), key.private)) },
    ],
  })
}

export interface Signed {
  readonly size: number
  readonly root: Buffer
  readonly note: string
  readonly vkey: string
  readonly at: Instant
}

/** The newest, or that of a size. */
export async function findCheckpoint(tx: Tx, tenant: Tenant, size?: number): Promise<Signed | undefined> {
  const { rows } = await tx.query<Omit<Signed, 'size' | 'at'> & { size: string; at: string }>(
    `select size, root, note, vkey, at
     from log_checkpoints
     where tenant = $1 and ($2::bigint is null or size = $2)
     order by size desc
     limit 1`,
    [tenant, size ?? null],
  )
  return rows[0] && { ...rows[0], size: Number(rows[0].size), at: Number(rows[0].at) }
}

/** The smallest signed size that covers a leaf, so that all who ask about it later get the same proof. */
export async function findCovering(tx: Tx, tenant: Tenant, index: number): Promise<Signed | undefined> {
  const { rows } = await tx.query<{ size: string }>(
    'select min(size) as size from log_checkpoints where tenant = $1 and size > $2',
    [tenant, index],
  )
  return rows[0].size === null ? undefined : findCheckpoint(tx, tenant, Number(rows[0].size))
}

/** What the log has become is not a continuation of what it signed. Nothing is signed until a person has looked. */
export class LogBroken extends Error {}

/**
 * Seals full tiles and signs the log as it stands, in this transaction; gives back the standing checkpoint when nothing
 * came after it.
 * @returns undefined when so much is to be sealed that it should be called again in a new transaction
 * @throws LogBroken when the leaves no longer begin with what was signed
 */
export async function checkpoint(tx: Tx, tenant: Tenant, key: LogKey, now: Instant): Promise<Signed | undefined> {
  await tx.query('select pg_advisory_xact_lock(hashtext($1))', [`muster log ${tenant}`])
  const [size, last] = [await findSize(tx, tenant), await findCheckpoint(tx, tenant)]
  if (last && last.size === size) return last
  // A fresh reader: tiles kept from before would hide what has changed since.
  const reader = new LogReader()
  if (last && (last.size > size || !(await reader.root(tx, tenant, last.size)).equals(last.root))) {
    throw new LogBroken(
      `The log of county ${tenant} no longer begins with the ${last.size} leaves that were signed: no ` +
        'checkpoint is signed. Run muster verify, and muster rebuild if it names the view log_leaves.',
    )
  }
  if ((await sealTiles(tx, tenant, size)) >= sealedMax) return undefined
  const root = await new LogReader().root(tx, tenant, size)
  const note = signNote(key, writeCheckpoint({ origin: key.public.name, size, root: Uint8Array.from(root) }))
  const vkey = writeKey(key.public)
  await tx.query(
    `insert into log_checkpoints (tenant, size, root, note, vkey, at)
     values ($1, $2, $3, $4, $5, $6)`,
    [tenant, size, root, note, vkey, now],
  )
  return { size, root, note, vkey, at: now }
}
