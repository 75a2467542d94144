// The run's private PostgreSQL (test/cluster.ts) as the tests of access use it: real roles and policies, connections by
// database.
import pg from 'pg'
import { createDatabase, type TestDatabase } from '../cluster.ts'

export interface Cluster {
  /** Makes an empty database of its own. */
  create(name: string): Promise<void>
  /** Connects as the owner, who is above every policy. */
  owner(name: string): Promise<pg.Client>
  /** Pool as the server's own role, which owns nothing and bypasses nothing. */
  app(name: string): pg.Pool
  /** Pool as the role that asks. */
  asker(name: string): pg.Pool
  /** Removes its databases. */
  stop(): Promise<void>
}

/**
 * Removing a database cuts what is still connected, though its end was asked for a moment before. Nobody waits there
 * any more; unheard, it would fail a file after its last test, without a word of which.
 */
const cutOff = (error: Error & { code?: string }): void => {
  if (error.code !== '57P01') console.error(error)
}

export function startCluster(): Cluster {
  const databases = new Map<string, TestDatabase>()
  return {
    async create(name) {
      databases.set(name, await createDatabase())
    },
    async owner(name) {
      const client = new pg.Client(databases.get(name)!.owner).on('error', cutOff)
      await client.connect()
      return client
    },
    app: (name) => new pg.Pool({ ...databases.get(name)!.app, max: 8 }).on('error', cutOff),
    asker: (name) => new pg.Pool({ ...databases.get(name)!.asker, max: 4 }).on('error', cutOff),
    async stop() {
      for (const database of databases.values()) await database.drop()
    },
  }
}
