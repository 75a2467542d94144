// One writing transaction in the door's scope, on a connection that remembers its statements.
import { createHash } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import type { Tenant } from '#domain/kernel/ids.ts'
import type { Tx } from '#journal/view.ts'

/** Statements remembered a connection; beyond, they are sent whole. The house has some two hundred. */
const preparedMax = 1_000
/** PgBouncer in transaction mode does not carry prepared statements over: `MUSTER_PREPARED=off`. */
const prepares = process.env.MUSTER_PREPARED !== 'off'
const names = new Map<string, string>()

function nameOf(text: string): string | undefined {
  if (!prepares) return undefined
  let name = names.get(text)
  if (!name && names.size < preparedMax)
    names.set(text, (name = `m${createHash('sha256').update(text).digest('hex').slice(0, 16)}`))
  return name
}

/** The same few dozen statements run for every group: parsed and planned once a connection. */
export function remembering(client: PoolClient): Tx {
  return {
    query: ((text: string, values?: readonly unknown[]) =>
      client.query(values ? { text, values: values as unknown[], name: nameOf(text) } : text)) as Tx['query'],
  }
}

/** Runs the work and commits; `after` runs when the commit is durable. Throws when nothing stands. */
export async function writing<T>(
  pool: Pool,
  tenant: Tenant,
  work: (tx: Tx) => Promise<{ result: T; after?: () => void }>,
): Promise<T> {
  if (!/^\d{6}$/.test(tenant)) throw new Error(`broken promise: ${tenant} is a county's code`)
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    // The county is six digits and needs no parameter. Statements go out one after the other without waiting for
    // answers, so the work may begin at once.
    const begun = client.query(
      `begin; select set_config('muster.tenant', '${tenant}', true), set_config('muster.scope', 'door', true)`,
    )
    begun.catch(() => undefined)
    const { result, after } = await work(remembering(client))
    await begun
    await client.query('commit')
    after?.()
    return result
  } catch (error) {
    await client.query('rollback').catch((failed: Error) => (broken = failed))
    throw error
  } finally {
    client.release(broken)
  }
}
