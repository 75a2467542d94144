// A PostgreSQL that the operator runs (DATABASE_URL): its owner's rights are checked, the application role is made, its
// password follows from the house's master key.
import pg from 'pg'
import { askerRole, doorRole } from '#journal/policies.ts'
import { appSettings } from './settings.ts'

/** Any number, the same in every Muster: two that change the same role at once would hinder each other. */
const MAKING = 0x6d616b65

/**
 * Makes the two application roles where there are none, and sets their limits.
 * @param password for a server that is reached by network; none where the kernel says who asks
 */
export async function makeApp(owner: pg.Client, password?: string): Promise<void> {
  await owner.query('select pg_advisory_lock($1)', [MAKING])
  try {
    for (const role of [doorRole, askerRole]) {
      const { rows } = await owner.query(`select 1 from pg_roles where rolname = $1`, [role])
      if (rows.length === 0)
        await owner.query(
          `create role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls` +
            (password === undefined ? '' : ` password ${pg.escapeLiteral(password)}`),
        )
      for (const [name, value] of Object.entries(appSettings))
        await owner.query(`alter role ${role} set ${name} = '${value}'`)
    }
  } finally {
    await owner.query('select pg_advisory_unlock($1)', [MAKING])
  }
}

/** Addresses for both roles of one database. */
export function addresses(url: string, password: string): { owner: pg.PoolConfig; app: pg.PoolConfig } {
  // Never connected: it only reads the address as the owner's connections will.
  const { host, port, database, ssl } = new pg.Client({ connectionString: url })
  return { owner: { connectionString: url }, app: { host, port, database, ssl, user: 'muster_app', password } }
}

/** @throws with a remedy where the owner may not do what a house needs, or the application role has another password */
export async function prepareGiven(url: string, passwordOf: (owner: pg.Client) => Promise<string>): Promise<string> {
  const { owner: config } = addresses(url, '')
  let password: string
  const owner = new pg.Client(config)
  await owner.connect().catch((error: Error) => {
    throw new Error(`The database of DATABASE_URL cannot be reached: ${error.message}`)
  })
  try {
    const {
      rows: [role],
    } = await owner.query<{ name: string; above: boolean; version: string }>(
      `select rolname as name, rolsuper or rolbypassrls as above, current_setting('server_version_num') as version
       from pg_roles
       where rolname = current_user`,
    )
    if (Number(role.version) < 150_000) throw new Error('PostgreSQL 15 or later is needed.')
    if (!role.above)
      throw new Error(
        'The role of DATABASE_URL must be above row security, or no view could be rebuilt. As a superuser: ' +
          `alter role "${role.name}" bypassrls createrole;`,
      )
    password = await passwordOf(owner)
    await makeApp(owner, password)
  } finally {
    await owner.end()
  }
  const tried = new pg.Client(addresses(url, password).app)
  try {
    await tried.connect()
  } catch (error) {
    throw new Error(
      `The role muster_app cannot log in (${(error as Error).message}). Its password follows from the house's ` +
        'master key: give this process the same MUSTER_KEY or DATA_DIR as the others, or, where no other Muster ' +
        'uses this server: drop role muster_app;',
    )
  } finally {
    await tried.end().catch(() => {})
  }
  return password
}
