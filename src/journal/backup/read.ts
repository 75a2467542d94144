// Restores a backup into an empty database: the tables as they were, a new epoch, later migrations, views made anew, the chain proved.
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { Client } from 'pg'
import { from } from 'pg-copy-streams'
import type { HouseKeys } from '../keys.ts'
import { migrate, runMigrations } from '../migrate.ts'
import { verifyJournal, type Verified } from '../verify.ts'
import type { View } from '../view.ts'
import { BackupReader, Damaged } from './lines.ts'
import { fingerprintOf, FORMAT, type Header } from './write.ts'

/** Why nothing was restored. */
export class NotRestored extends Error {
  readonly reason: 'not-empty' | 'damaged' | 'other-key' | 'later-version' | 'no-backup'
  constructor(reason: NotRestored['reason'], message: string) {
    super(message)
    this.reason = reason
  }
}

export interface Restored {
  readonly header: Header
  readonly rows: number
  readonly verified: Verified
}

const identifier = /^[a-z][a-z0-9_]{0,62}$/

function headerIn(line: Record<string, unknown>): Header {
  if (line.muster !== 'backup') throw new NotRestored('no-backup', 'This file is no backup of a Muster house.')
  if (line.format !== FORMAT) throw new NotRestored('later-version', `This backup has form ${String(line.format)}, and this version reads form ${FORMAT}. Restore it with the version that wrote it.`)
  return line as unknown as Header
}

/** A house in which nothing has happened yet may be replaced. */
async function isEmpty(owner: Client): Promise<boolean> {
  const { rows: [{ standing }] } = await owner.query<{ standing: boolean }>(`select to_regclass('public.journal') is not null as standing`)
  if (!standing) return true
  const { rows: [{ used }] } = await owner.query<{ used: boolean }>('select exists (select 1 from journal) or exists (select 1 from counties) as used')
  return !used
}

async function loadTable(owner: Client, reader: BackupReader, line: Record<string, unknown>): Promise<void> {
  const { table, columns } = line as { table: string; columns: string[] }
  // Names come from a file: only names of our own making are put into a statement.
  if (![table, ...columns].every((name) => identifier.test(name))) throw new Damaged('it names a table that cannot be')
  // The row that a migration put there gives way to the one of the backup.
  await owner.query(`delete from "${table}"`)
  await pipeline(Readable.from(reader.rows()), owner.query(from(`copy "${table}" (${columns.map((name) => `"${name}"`).join(', ')}) from stdin`)))
}

/** @returns rows as the last line counts them */
async function load(owner: Client, reader: BackupReader): Promise<number> {
  for (;;) {
    const { line, digest } = await reader.json()
    if ('table' in line) await loadTable(owner, reader, line)
    else if (line.digest === digest) return Number(line.rows)
    else throw new Damaged('its digest is not that of its content')
  }
}

/**
 * @param owner connected as the owner to an empty house's database
 * @throws NotRestored; then the database is empty as before
 */
export async function restoreBackup(owner: Client, views: readonly View[], keys: HouseKeys, packed: Readable): Promise<Restored> {
  if (!(await isEmpty(owner))) throw new NotRestored('not-empty', 'A house stands here already. Restore into an empty DATA_DIR (or an empty database).')
  const unpacked = createGunzip()
  // A file that cannot be read or unpacked is met where its bytes are asked for.
  packed.on('error', (error) => unpacked.destroy(error))
  const reader = new BackupReader(packed.pipe(unpacked) as AsyncIterable<Buffer>)
  try {
    const header = headerIn((await reader.json()).line)
    if (header.key !== fingerprintOf(keys)) throw new NotRestored('other-key', 'This backup was made under another master key, and nothing about persons could be read with this one. Put the house.key that belongs to it into DATA_DIR first (or give it in MUSTER_KEY).')
    await owner.query('drop schema public cascade; create schema public; grant usage on schema public to public')
    await runMigrations(owner, header.migrations)
    await owner.query('begin')
    const rows = await load(owner, reader)
    await owner.query('update house set epoch = $1', [randomUUID().replaceAll('-', '')])
    await owner.query('commit')
    await migrate(owner, views)
    return { header, rows, verified: await verifyJournal(owner) }
  } catch (error) {
    await owner.query('rollback')
    if (error instanceof NotRestored) throw error
    const { code } = error as { code?: string }
    if (error instanceof Damaged || code?.startsWith('Z_') || code === 'ERR_STREAM_PREMATURE_CLOSE') throw new NotRestored('damaged', `This backup is damaged (${(error as Error).message}). Nothing was restored; take an earlier one.`)
    throw error
  } finally {
    packed.destroy()
    unpacked.destroy()
  }
}
