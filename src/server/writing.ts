// One writing transaction in the door's scope, on a connection that remembers its statements.
import { createHash } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import type { Tenant } from '#domain/kernel/ids.ts'
import type { Tx } from '#journal/view.ts'

/** Statements remembered a connection; beyond, they are sent whole. The house has some two hundred. */
const preparedMax = 1_000
/** PgBouncer in transaction mode does not carry prepared statements over: `MUSTER_PREPARED=off`. */
const prepares = process.env.MUSTER_PREPARED !== 'off'
/** current transaction is aborted, commands ignored until end of transaction block */
const inFailed = '25P02'
const names = new Map<string, string>()

function nameOf(text: string): string | undefined {
  if (!prepares) return undefined
  let name = names.get(text)
  if (!name && names.size < preparedMax)
    names.set(text, (name = `m${createHash('sha256').update(text).digest('hex').slice(0, 16)}`))
  return name
}

/** The first error of a transaction's statements: those behind it are told only that it has failed. */
class Judgement {
  first: unknown

  /** Hears how a statement ends; PostgreSQL answers in the order of asking, whoever waits for which. */
  readonly hear = (error: unknown): void => {
    if (this.first === undefined && (error as { code?: string }).code !== inFailed) this.first = error
  }
}

/** The same few dozen statements run for every group: parsed and planned once a connection. */
function remembering(client: PoolClient, judgement: Judgement): Tx {
  return {
    query: ((text: string, values?: readonly unknown[]) => {
      const asked = client.query(values ? { text, values: values as unknown[], name: nameOf(text) } : text)
      asked.catch(judgement.hear)
      return asked
    }) as Tx['query'],
  }
}

/**
 * Runs the work and commits; `after` runs when the commit is durable.
 * @throws when nothing stands: the first error of the transaction, whichever statement was waited for
 */
export async function writing<T>(
  pool: Pool,
  tenant: Tenant,
  work: (tx: Tx) => Promise<{ result: T; after?: () => void }>,
): Promise<T> {
  if (!/^\d{6}$/.test(tenant)) throw new Error(`broken promise: ${tenant} is a county's code`)
  const client = await pool.connect()
  let broken: Error | undefined
  const judgement = new Judgement()
  try {
    // The county is six digits and needs no parameter. Statements go out one after the other without waiting for
    // answers, so the work may begin at once.
    const begun = client.query(
      `begin; select set_config('muster.tenant', '${tenant}', true), set_config('muster.scope', 'door', true)`,
    )
    begun.catch(judgement.hear)
    const { result, after } = await work(remembering(client, judgement))
    await begun
    // A transaction that has failed is ended by `commit` without an error.
    const { command } = await client.query('commit')
    if (command !== 'COMMIT') throw new Error('a transaction failed and its statement was not waited for')
    after?.()
    return result
  } catch (error) {
    // By the time this is answered, every statement before it has been.
    await client.query('rollback').catch((failed: Error) => (broken = failed))
    throw judgement.first ?? error
  } finally {
    client.release(broken)
  }
}
