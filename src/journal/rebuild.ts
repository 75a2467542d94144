// Feeds views from the journal: after a change of their version, and to prove that what is shown is what was decided (rebuilt = live).
import type { Client } from 'pg'
import type { Event } from '#domain/kernel/envelope.ts'
import type { Recorded, Tx, View } from './view.ts'

/** Events read and fed at once: some MB of memory. */
const BATCH = 5_000

/** Views by the events they are fed with. */
export function feeding(views: readonly View[]): Map<string, View[]> {
  const byType = new Map<string, View[]>()
  for (const view of views) for (const type of view.on) byType.set(type, [...(byType.get(type) ?? []), view])
  return byType
}

/** Feeds one batch to every view that listens, each its own events in order; the views side by side where the connection can have several statements on their way. */
export async function feed(tx: Tx, byType: ReadonlyMap<string, readonly View[]>, events: readonly Recorded[], together = false): Promise<void> {
  const own = new Map<View, Recorded[]>()
  for (const recorded of events) {
    for (const view of byType.get(recorded.event.type) ?? []) {
      const list = own.get(view)
      if (list) list.push(recorded)
      else own.set(view, [recorded])
    }
  }
  if (together) await Promise.all([...own].map(([view, list]) => view.feed(tx, list)))
  else for (const [view, list] of own) await view.feed(tx, list)
}

/** Feeds the whole journal, county by county, in order. @returns events read */
export async function feedFrom(tx: Tx, views: readonly View[], progress?: (events: number) => void): Promise<number> {
  const byType = feeding(views)
  let total = 0
  let batches = 0
  const { rows: tenants } = await tx.query<{ tenant: string }>('select tenant from heads order by tenant')
  for (const { tenant } of tenants) {
    for (let after = 0; ;) {
      const { rows } = await tx.query<{ sequence: string; stream: string; version: number; event: Event; at: string; by: string; command: string }>(
        'select sequence, stream, version, event, at, by, command from journal where tenant = $1 and sequence > $2 order by sequence limit $3', [tenant, after, BATCH])
      if (rows.length === 0) break
      await feed(tx, byType, rows.map((row) => ({ ...row, tenant, sequence: Number(row.sequence), at: Number(row.at) })))
      after = Number(rows.at(-1)!.sequence)
      total += rows.length
      batches += 1
      // Tables just made have no statistics: gathered after 1, 2, 4, 8 … batches, as they grow.
      if ((batches & (batches - 1)) === 0) for (const { name } of views) await tx.query(`analyze "${name}"`)
      progress?.(total)
    }
  }
  return total
}

export interface Rebuilt {
  readonly events: number
  readonly views: readonly { readonly view: string; readonly rows: number; readonly missing: number; readonly surplus: number }[]
  readonly milliseconds: number
}

/** A live view beside the one rebuilt in schema `rebuilt`, row by row. */
export async function compareView(owner: Client, name: string): Promise<Rebuilt['views'][number]> {
  const count = async (sql: string) => Number((await owner.query<{ n: string }>(`select count(*) as n from (${sql}) r`)).rows[0].n)
  // As text: every type has one, and equal rows have equal texts.
  const [live, anew] = [`select t::text from public."${name}" t`, `select t::text from rebuilt."${name}" t`]
  return { view: name, missing: await count(`${anew} except all ${live}`), surplus: await count(`${live} except all ${anew}`), rows: await count(anew) }
}

/** Makes every view anew in schema `rebuilt`, within a transaction of the caller's. @returns events read */
export async function buildBeside(owner: Client, views: readonly View[], progress?: (events: number) => void): Promise<number> {
  await owner.query('create schema rebuilt')
  await owner.query('set local search_path = rebuilt, public')
  for (const view of views) await owner.query(view.table)
  return feedFrom(owner as unknown as Tx, views, progress)
}

/**
 * Builds every view beside the live ones in one transaction that sees one moment, compares them row by row, and leaves nothing behind.
 * @param repair put the rebuilt tables' rows in place of the live ones where they differ
 */
export async function rebuild(owner: Client, views: readonly View[], options: { repair?: boolean; progress?: (events: number) => void } = {}): Promise<Rebuilt> {
  const began = performance.now()
  await owner.query('begin isolation level repeatable read')
  try {
    const events = await buildBeside(owner, views, options.progress)
    const compared: Rebuilt['views'][number][] = []
    for (const { name } of views) {
      const one = await compareView(owner, name)
      const { missing, surplus } = one
      compared.push(one)
      if (options.repair && missing + surplus > 0) {
        await owner.query(`delete from public."${name}"`)
        await owner.query(`insert into public."${name}" select * from rebuilt."${name}"`)
      }
    }
    await owner.query('drop schema rebuilt cascade')
    await owner.query('commit')
    return { events, views: compared, milliseconds: Math.round(performance.now() - began) }
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
}
