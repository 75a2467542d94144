// Brings a database to what this version needs: numbered migrations, forward only; then view tables, dropped and fed
// anew where their version changed.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Client } from 'pg'
import { Beside } from './beside.ts'
import { askerRole, doorRole, policiesOf } from './policies.ts'
import type { View } from './view.ts'

const folder = path.join(import.meta.dirname, 'migrations')
/** Any number, the same in every Muster: two that start at once migrate one after the other. */
const LOCK = 0x6d757374

/** @param owner connected as the owner @returns what was done, for the log */
export async function migrate(
  owner: Client,
  views: readonly View[],
): Promise<{ migrations: string[]; views: string[] }> {
  await owner.query('select pg_advisory_lock($1)', [LOCK])
  try {
    const migrations = await runMigrations(owner)
    const renewed = await renewViews(owner, views)
    await renewWalls(owner, views)
    return { migrations, views: renewed }
  } finally {
    await owner.query('select pg_advisory_unlock($1)', [LOCK])
  }
}

/** @param only the migrations that a backup was made with; all there are when left out */
export async function runMigrations(owner: Client, only?: readonly string[]): Promise<string[]> {
  for (const role of [doorRole, askerRole])
    await owner.query(`do $$ begin create role ${role} login; exception when duplicate_object then null; end $$`)
  await owner.query(
    'create table if not exists migrations (name text primary key, at timestamptz not null default now())',
  )
  await owner.query('alter table migrations add column if not exists digest text')
  const { rows: standing } = await owner.query<{ name: string; digest: string | null }>(
    'select name, digest from migrations',
  )
  const done = new Set(standing.map((row) => row.name))
  const names = readdirSync(folder)
    .filter((name) => /^\d{4}-[a-z-]+\.sql$/.test(name))
    .sort()
  const unknown = [...done, ...(only ?? [])].filter((name) => !names.includes(name))
  if (unknown.length > 0)
    throw new Error(
      `This database was used by a later version of Muster (${unknown.join(', ')}). Nothing was changed. Start ` +
        'that version, or restore a backup made before it.',
    )
  await holdDigests(owner, standing)
  const news = names.filter((name) => !done.has(name) && (only?.includes(name) ?? true))
  for (const name of news) {
    await owner.query('begin')
    try {
      await owner.query(readFileSync(path.join(folder, name), 'utf8'))
      await owner.query('insert into migrations (name, digest) values ($1, $2)', [name, digestOf(name)])
      await owner.query('commit')
    } catch (error) {
      await owner.query('rollback')
      throw new Error(`Migration ${name} failed and was undone: ${(error as Error).message}`, { cause: error })
    }
  }
  return news
}

/** Of a migration's text, hex. */
export const digestOf = (name: string): string =>
  createHash('sha256')
    .update(readFileSync(path.join(folder, name)))
    .digest('hex')

/** @throws where a migration was made here by another text: nobody knows then what this database is like */
async function holdDigests(
  owner: Client,
  standing: readonly { readonly name: string; readonly digest: string | null }[],
): Promise<void> {
  const changed = standing.filter(({ name, digest }) => digest !== null && digest !== digestOf(name))
  if (changed.length > 0)
    throw new Error(
      `迁移 ${changed.map((one) => one.name).join(', ')} 与建立这个数据库时的不一样，没有改动任何东西：请用原来的版本打开。 · This database ` +
        `was made by another text of ${changed.map((one) => one.name).join(', ')}. Nothing was changed. Open it with ` +
        'the version that made it, take a backup there, and restore that.',
    )
  // Those of before digests were kept are taken at their name, once.
  for (const { name } of standing.filter((one) => one.digest === null))
    await owner.query('update migrations set digest = $2 where name = $1', [name, digestOf(name)])
}

/** A view's feed touches its own table alone, so that each can be made anew by itself. */
async function renewViews(owner: Client, views: readonly View[]): Promise<string[]> {
  const { rows } = await owner.query<{ name: string; version: number }>('select name, version from view_versions')
  const standing = new Map(rows.map((row) => [row.name, row.version]))
  const stale = views.filter((view) => standing.get(view.name) !== view.version)
  const gone = [...standing.keys()].filter((name) => !views.some((view) => view.name === name))
  if (stale.length === 0 && gone.length === 0) return []
  const {
    rows: [{ lived }],
  } = await owner.query<{ lived: boolean }>('select exists (select from heads) as lived')
  // Filled beside first, then put in place in one step.
  const beside = lived ? await Beside.make([owner], stale) : undefined
  try {
    await beside?.feed()
    await putInPlace(owner, stale, gone, beside)
  } finally {
    await beside?.clear()
  }
  return [...gone, ...stale.map((view) => view.name)]
}

async function putInPlace(
  owner: Client,
  stale: readonly View[],
  gone: readonly string[],
  beside: Beside | undefined,
): Promise<void> {
  await owner.query('begin')
  try {
    for (const name of [...gone, ...stale.map((view) => view.name)]) {
      await owner.query(`drop table if exists public."${name}"`)
      await owner.query('delete from view_versions where name = $1', [name])
    }
    for (const view of stale) {
      await owner.query(view.table)
      await owner.query(policiesOf(view))
    }
    // What was written meanwhile.
    await beside?.feed()
    await beside?.fill()
    for (const view of stale)
      await owner.query('insert into view_versions (name, version, walls) values ($1, $2, $3)', [
        view.name,
        view.version,
        wallsOf(view),
      ])
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
}

const wallsOf = (view: View) => createHash('sha256').update(policiesOf(view)).digest('hex')

/**
 * Who may see a view's rows can change while its rows stay: then the policies alone are made anew, in one step each.
 */
async function renewWalls(owner: Client, views: readonly View[]): Promise<void> {
  const { rows } = await owner.query<{ name: string; walls: string | null }>('select name, walls from view_versions')
  const standing = new Map(rows.map((row) => [row.name, row.walls]))
  for (const view of views.filter((one) => standing.get(one.name) !== wallsOf(one))) {
    const { rows: old } = await owner.query<{ name: string }>(
      `select policyname as name from pg_policies where schemaname = 'public' and tablename = $1`,
      [view.name],
    )
    await owner.query('begin')
    try {
      for (const { name } of old) await owner.query(`drop policy "${name}" on public."${view.name}"`)
      await owner.query(policiesOf(view))
      await owner.query('update view_versions set walls = $2 where name = $1', [view.name, wallsOf(view)])
      await owner.query('commit')
    } catch (error) {
      await owner.query('rollback')
      throw error
    }
  }
}
