// Restores a backup into an empty database: the tables as they were, a new epoch, later migrations, views made anew,
// the chain proved.
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { Client } from 'pg'
import { from } from 'pg-copy-streams'
import { fingerprintOf, type HouseKeys } from '../keys.ts'
import { keepFingerprint } from '../house-key.ts'
import { migrate, runMigrations } from '../migrate.ts'
import { verifyJournal, type Verified } from '../verify.ts'
import type { View } from '../view.ts'
import { BackupReader, Damaged } from './lines.ts'
import { FORMAT, keyTables, type Header, type Holds } from './write.ts'

/** Why nothing was restored. */
export class NotRestored extends Error {
  readonly reason: 'not-empty' | 'damaged' | 'other-key' | 'later-version' | 'no-backup' | 'older-keys'
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

function headerIn(line: Record<string, unknown>, holds: Holds, keys: HouseKeys): Header {
  if (line.muster !== 'backup') throw new NotRestored('no-backup', 'This file is no backup of a Muster house.')
  if (line.format !== FORMAT)
    throw new NotRestored(
      'later-version',
      `This backup has form ${String(line.format)}, and this version reads form ${FORMAT}. Restore it with the ` +
        'version that wrote it.',
    )
  if (line.holds !== holds)
    throw new NotRestored(
      'no-backup',
      holds === 'data'
        ? 'This file holds the keys of a backup, not its data.'
        : 'This file holds data, not the keys that belong to it.',
    )
  if (line.key !== fingerprintOf(keys))
    throw new NotRestored(
      'other-key',
      'This backup was made under another master key, and nothing about persons could be read with this one. ' +
        'Put the house.key that belongs to it into DATA_DIR first (or give it in MUSTER_KEY).',
    )
  return line as unknown as Header
}

/** A house in which nothing has happened yet may be replaced. */
async function isEmpty(owner: Client): Promise<boolean> {
  const {
    rows: [{ standing }],
  } = await owner.query<{ standing: boolean }>(`select to_regclass('public.journal') is not null as standing`)
  if (!standing) return true
  const {
    rows: [{ used }],
  } = await owner.query<{ used: boolean }>(
    'select exists (select 1 from journal) or exists (select 1 from counties) as used',
  )
  return !used
}

async function loadTable(
  owner: Client,
  reader: BackupReader,
  line: Record<string, unknown>,
  holds: Holds,
): Promise<void> {
  const { table, columns } = line as { table: string; columns: string[] }
  // Names come from a file: only names of our own making are put into a statement.
  if (![table, ...columns].every((name) => identifier.test(name))) throw new Damaged('it names a table that cannot be')
  if (keyTables.has(table) !== (holds === 'keys'))
    throw new Damaged('it holds a table that belongs into the other file')
  // The row that a migration put there gives way to the one of the backup.
  await owner.query(`delete from "${table}"`)
  await pipeline(
    Readable.from(reader.rows()),
    owner.query(from(`copy "${table}" (${columns.map((name) => `"${name}"`).join(', ')}) from stdin`)),
  )
}

/** @returns rows as the last line counts them */
async function load(owner: Client, reader: BackupReader, holds: Holds): Promise<number> {
  for (;;) {
    const { line, digest } = await reader.json()
    if ('table' in line) await loadTable(owner, reader, line, holds)
    else if (line.digest === digest) return Number(line.rows)
    else throw new Damaged('its digest is not that of its content')
  }
}

/** One file, unpacked as it is asked for. */
function opened(packed: Readable): { reader: BackupReader; close(): void } {
  const unpacked = createGunzip()
  // A file that cannot be read or unpacked is met where its bytes are asked for.
  packed.on('error', (error) => unpacked.destroy(error))
  return {
    reader: new BackupReader(packed.pipe(unpacked) as AsyncIterable<Buffer>),
    close() {
      packed.destroy()
      unpacked.destroy()
    },
  }
}

/**
 * Any data with the newest keys: what was destroyed since the data was written has no key there, and stays unreadable.
 * @param owner connected as the owner to an empty house's database
 * @throws NotRestored; then the database is empty as before
 */
export async function restoreBackup(
  owner: Client,
  views: readonly View[],
  keys: HouseKeys,
  packedData: Readable,
  packedKeys: Readable,
): Promise<Restored> {
  if (!(await isEmpty(owner)))
    throw new NotRestored(
      'not-empty',
      'A house stands here already. Restore into an empty DATA_DIR (or an empty database).',
    )
  const [data, ring] = [opened(packedData), opened(packedKeys)]
  try {
    const header = headerIn((await data.reader.json()).line, 'data', keys)
    const held = headerIn((await ring.reader.json()).line, 'keys', keys)
    if (held.at < header.at)
      throw new NotRestored(
        'older-keys',
        `These keys are of ${new Date(held.at).toISOString()}, older than the data, and what was written since ` +
          'could not be read. Take the newest file of keys.',
      )
    await owner.query('drop schema public cascade; create schema public; grant usage on schema public to public')
    await runMigrations(owner, header.migrations)
    await owner.query('begin')
    const rows = (await load(owner, data.reader, 'data')) + (await load(owner, ring.reader, 'keys'))
    // Keys and lookups of what was written after the data belong to nothing here; a lookup without its record would bar
    // the number for good.
    // What was erased since has no key: its noise goes too.
    await owner.query(
      `delete from vault v
       where not exists (select from keyring k where k.tenant = v.tenant and k.kind = v.kind and k.id = v.id)`,
    )
    for (const table of keyTables)
      await owner.query(
        `delete from ${table} k
         where not exists (select from vault v where v.tenant = k.tenant and v.kind = k.kind and v.id = k.id)`,
      )
    await owner.query('update house set epoch = $1', [randomUUID().replaceAll('-', '')])
    await owner.query('commit')
    await migrate(owner, views)
    await keepFingerprint(owner, keys)
    // A person restored it by this clock; what is days after the newest event is no wonder then.
    await owner.query('update clock_looks set looked_at = $1', [Date.now()])
    return { header, rows, verified: await verifyJournal(owner) }
  } catch (error) {
    await owner.query('rollback')
    if (error instanceof NotRestored) throw error
    const { code } = error as { code?: string }
    if (error instanceof Damaged || code?.startsWith('Z_') || code === 'ERR_STREAM_PREMATURE_CLOSE')
      throw new NotRestored(
        'damaged',
        `This backup is damaged (${(error as Error).message}). Nothing was restored; take an earlier one.`,
      )
    throw error
  } finally {
    data.close()
    ring.close()
  }
}
