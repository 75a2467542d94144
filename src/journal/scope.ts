// Transactions with a context: whose county, and what of it may be seen. PostgreSQL's policies read it; without it no
// row is visible.
import type { Pool, PoolClient } from 'pg'
import type { Opened, Role } from '#domain/kernel/actor.ts'
import { isArea } from '#domain/kernel/area.ts'
import { isId, type Tenant } from '#domain/kernel/ids.ts'
import type { Tx } from './view.ts'

/**
 * Roles whose area opens rows about others. A volunteer sees by their person, a liaison by their unit, Muster itself by
 * the door's scope.
 */
const seeing: readonly Role[] = [
  'gridWorker',
  'steward',
  'officer',
  'dispatcher',
  'supervisor',
  'administrator',
  'security',
  'auditor',
]

/** What the policies read: local to the transaction, so that a pooled connection carries nothing over. */
export interface Context {
  readonly tenant: Tenant
  readonly scope: 'door' | 'asker'
  readonly areas: readonly string[]
  readonly units: readonly string[]
  readonly person: string
  /** Areas whose access log may be read. */
  readonly audits: readonly string[]
}

export function contextOf(actor: Opened): Context {
  // Only codes and ids go into the lists: an empty text would begin every code.
  const areasOf = (roles: readonly Role[]) => [
    ...new Set(
      actor.grants.filter((grant) => roles.includes(grant.role) && isArea(grant.area)).map((grant) => grant.area),
    ),
  ]
  return {
    tenant: actor.tenant,
    scope: 'asker',
    areas: areasOf(seeing),
    units: [
      ...new Set(
        actor.grants.flatMap((grant) =>
          grant.role === 'liaison' && grant.unit && isId(grant.unit) ? [grant.unit] : [],
        ),
      ),
    ],
    person: actor.person ?? '',
    audits: areasOf(['auditor']),
  }
}

async function within<T>(pool: Pool, context: Context, readOnly: boolean, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client: PoolClient = await pool.connect()
  let broken: Error | undefined
  try {
    // An answer made of several queries shows one moment.
    await client.query(readOnly ? 'begin isolation level repeatable read read only' : 'begin')
    await client.query(
      `select set_config('muster.tenant', $1, true), set_config('muster.scope', $2, true),
         set_config('muster.grants', $3, true), set_config('muster.units', $4, true),
         set_config('muster.person', $5, true), set_config('muster.audits', $6, true)`,
      [
        context.tenant,
        context.scope,
        context.areas.join(','),
        context.units.join(','),
        context.person,
        context.audits.join(','),
      ],
    )
    const result = await work(client as unknown as Tx)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch((failed: Error) => (broken = failed))
    throw error
  } finally {
    // A connection that could not even roll back is thrown away.
    client.release(broken)
  }
}

/** The door's own work on a county: everything of it, nothing of another. */
export function asDoor<T>(pool: Pool, tenant: Tenant, work: (tx: Tx) => Promise<T>): Promise<T> {
  return within(pool, { tenant, scope: 'door', areas: [], units: [], person: '', audits: [] }, false, work)
}

/** What this actor may see and nothing else; nothing can be written. */
export function asAsker<T>(pool: Pool, actor: Opened, work: (tx: Tx) => Promise<T>): Promise<T> {
  return within(pool, contextOf(actor), true, work)
}
