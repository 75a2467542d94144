// Makes the proof of one statement: its opening as long as there is one, its place, the path, and the checkpoint with
// all who signed it.
import { base64, fromBase64 } from '#domain/kernel/proof/bytes.ts'
import {
  readNote,
  keyId,
  timeBytes,
  writeKey,
  writeNote,
  type Signature,
  type VerifierKey,
} from '#domain/kernel/proof/note.ts'
import { writeProof } from '#domain/kernel/proof/proof.ts'
import { writeLeaf, writeOpening, type Opening } from '#domain/kernel/proof/statement.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import { findCheckpoint, findCovering, type Signed } from './checkpoints.ts'
import { LogReader } from './log.ts'
import type { Tx, VaultReader } from '#journal/view.ts'

/** Keeps tiles for the whole process. */
export const logReader = new LogReader()
/** Witnesses on one note: it stays within what a checker reads. */
const witnessesMax = 500

export interface Witnessed {
  readonly signatures: readonly Signature[]
  readonly keys: readonly VerifierKey[]
}

export async function findCosignatures(tx: Tx, tenant: Tenant, size: number): Promise<Witnessed> {
  const { rows } = await tx.query<{ name: string; key: string; seconds: string; signature: string }>(
    `select name, key, seconds, signature
     from cosignatures
     where tenant = $1 and size = $2
     order by name
     limit $3`,
    [tenant, size, witnessesMax],
  )
  const keys = rows.map((row): VerifierKey => ({ name: row.name, kind: 'cosignature', key: fromBase64(row.key)! }))
  return {
    keys,
    signatures: rows.map((row, at) => ({
      name: row.name,
      id: keyId(keys[at]),
      bytes: Uint8Array.from([...timeBytes(Number(row.seconds)), ...fromBase64(row.signature)!]),
    })),
  }
}

/** The log's own note with its witnesses' lines under it. */
export function witnessed(signed: Signed, { signatures }: Witnessed): string {
  const note = readNote(signed.note)!
  return signatures.length === 0
    ? signed.note
    : writeNote({ text: note.text, signatures: [...note.signatures, ...signatures] })
}

/** The checkpoint that proves a leaf best: the one most have signed; among those that none has, the earliest. */
async function findBest(tx: Tx, tenant: Tenant, index: number): Promise<Signed | undefined> {
  const { rows } = await tx.query<{ size: string }>(
    `select size
     from cosignatures
     where tenant = $1 and size > $2
     group by size
     order by count(*) desc, size
     limit 1`,
    [tenant, index],
  )
  return (
    (rows.length > 0 ? await findCheckpoint(tx, tenant, Number(rows[0].size)) : undefined) ??
    findCovering(tx, tenant, index)
  )
}

export interface Proved {
  readonly text: string
  readonly index: number
  readonly size: number
  /** Base64: what is printed. */
  readonly root: string
  readonly origin: string
  /** The log's key and its witnesses', as lines: what a checker trusts, given to it another way than the proof. */
  readonly vkey: string
  readonly witnesses: readonly string[]
  /** False when the content was destroyed and only its place is left. */
  readonly opened: boolean
}

/**
 * @returns 'waiting' while no checkpoint covers it yet, some seconds at most; undefined where there is no such
 * statement
 */
export async function prove(
  tx: Tx,
  vault: VaultReader,
  tenant: Tenant,
  statement: Id,
): Promise<Proved | 'waiting' | undefined> {
  const {
    rows: [leaf],
  } = await tx.query<{ number: string; leaf: Buffer }>(
    'select number, leaf from log_leaves where tenant = $1 and statement = $2',
    [tenant, statement],
  )
  if (!leaf) return undefined
  const index = Number(leaf.number)
  const signed = await findBest(tx, tenant, index)
  if (!signed) return 'waiting'
  const path = await logReader.inclusion(tx, tenant, index, signed.size)
  const witnesses = await findCosignatures(tx, tenant, signed.size)
  const opening = (await vault.open<Partial<Opening>>(tx, 'text', [statement])).get(statement)
  const opened = opening?.key !== undefined && opening.content !== undefined
  const text = writeProof({
    extra: opened ? writeOpening({ key: opening.key!, content: opening.content! }) : writeLeaf(leaf.leaf),
    index,
    path,
    checkpoint: witnessed(signed, witnesses),
  })
  return {
    text,
    index,
    size: signed.size,
    root: base64(signed.root),
    origin: signed.vkey.split('+')[0],
    vkey: signed.vkey,
    witnesses: witnesses.keys.map(writeKey),
    opened,
  }
}
