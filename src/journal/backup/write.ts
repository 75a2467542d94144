// Writes a backup: every table that is not a view, as one moment saw them, while the house goes on serving. What makes
// sealed words readable goes into a file of its own, which is replaced and never collected: whoever is erased is
// unreadable in all older backups as soon as that file is a newer one (docs/decisions/0083-ending.md).
// Form: gzip of lines. First a header; for each table a line of JSON, then PostgreSQL's own copy lines, then `\.`; last
// a line with the digest of all before it.
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { pipeline } from 'node:stream/promises'
import type { Writable } from 'node:stream'
import { createGzip } from 'node:zlib'
import type { Client } from 'pg'
import { to } from 'pg-copy-streams'
import { fingerprintOf, type HouseKeys } from '../keys.ts'

export const FORMAT = 2
const NEWLINE = 10

/** `data` may be kept for years; of `keys` the newest alone. */
export type Holds = 'data' | 'keys'

export interface Header {
  readonly muster: 'backup'
  readonly holds: Holds
  readonly format: number
  /** Milliseconds since 1970. */
  readonly at: number
  /** The house's epoch; a restored house gets another. */
  readonly epoch: string
  readonly migrations: readonly string[]
  /** Tells whether a master key is the one that can read this. */
  readonly key: string
  readonly heads: readonly { readonly tenant: string; readonly sequence: number; readonly hash: string }[]
}

export interface Written {
  readonly header: Header
  readonly rows: number
  readonly tables: number
  /** SHA-256 of what is inside, hex. */
  readonly digest: string
}

/**
 * Not taken along: who is logged in (what was ended since would be open again), links for a set-up, and what is made
 * anew from the journal. What was seen of the clock, and which backups were written, is the old house's.
 * `migrations` stand in the header.
 */
const left = new Set(['sessions', 'setup_links', 'view_versions', 'migrations', 'clock_looks', 'backups'])

/** Keys of sealed records, and the lookups that would tell whether a number was known. */
export const keyTables: ReadonlySet<string> = new Set(['keyring', 'lookups'])

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** Tables to take, with their columns in order. @param views names of tables that are made from the journal */
async function tablesOf(
  owner: Client,
  views: ReadonlySet<string>,
  holds: Holds,
): Promise<{ table: string; columns: string[] }[]> {
  const { rows } = await owner.query<{ table: string; columns: string[] }>(
    `select c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid
     where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0
       and not a.attisdropped and a.attgenerated = ''
     group by 1
     order by 1`,
  )
  return rows.filter(
    ({ table }) => !left.has(table) && !views.has(table) && keyTables.has(table) === (holds === 'keys'),
  )
}

async function headerOf(owner: Client, keys: HouseKeys, at: number, holds: Holds): Promise<Header> {
  const {
    rows: [{ epoch }],
  } = await owner.query<{ epoch: string }>('select epoch from house')
  const { rows: migrations } = await owner.query<{ name: string }>('select name from migrations order by name')
  const { rows: heads } = await owner.query<{ tenant: string; sequence: string; hash: string }>(
    `select tenant, sequence, encode(hash, 'hex') as hash from heads order by tenant`,
  )
  return {
    muster: 'backup',
    holds,
    format: FORMAT,
    at,
    epoch,
    migrations: migrations.map(({ name }) => name),
    key: fingerprintOf(keys),
    heads: heads.map((head) => ({ ...head, sequence: Number(head.sequence) })),
  }
}

/**
 * @param owner connected as the owner
 * @param out where the packed bytes go; ended at the end @throws when anything
 * fails: what was written is then no backup, and the connection is ended
 */
export async function writeBackup(
  owner: Client,
  views: ReadonlySet<string>,
  keys: HouseKeys,
  at: number,
  out: Writable,
  holds: Holds = 'data',
): Promise<Written> {
  const hash = createHash('sha256')
  // Fast packing: journals shrink to a fifth by it, and the house needs its processor.
  const gzip = createGzip({ level: 1 })
  const done = pipeline(gzip, out)
  const failed = done.then(
    () => undefined,
    (error: Error) => error,
  )
  let broken: Error | undefined
  void failed.then((error) => (broken = error))
  const put = async (piece: string | Buffer) => {
    if (!broken) {
      hash.update(piece)
      if (!gzip.write(piece)) await Promise.race([once(gzip, 'drain'), failed])
    }
    if (broken) throw broken
  }
  let rows = 0
  await owner.query('begin isolation level repeatable read read only')
  try {
    const header = await headerOf(owner, keys, at, holds)
    await put(`${JSON.stringify(header)}\n`)
    const tables = await tablesOf(owner, views, holds)
    for (const { table, columns } of tables) {
      await put(`${JSON.stringify({ table, columns })}\n`)
      for await (const chunk of owner.query(
        to(`copy ${quoted(table)} (${columns.map(quoted).join(', ')}) to stdout`),
      ) as AsyncIterable<Buffer>) {
        for (const byte of chunk) if (byte === NEWLINE) rows += 1
        await put(chunk)
      }
      await put('\\.\n')
    }
    const digest = hash.digest('hex')
    gzip.end(`${JSON.stringify({ rows, digest })}\n`)
    await done
    await owner.query('rollback').catch(() => {})
    return { header, rows, tables: tables.length, digest }
  } catch (error) {
    gzip.destroy()
    // In the middle of a copy the connection takes no other statement: ended, the database lets the transaction go.
    await owner.end().catch(() => {})
    throw broken ?? error
  }
}
