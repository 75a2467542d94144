// A PostgreSQL that the operator runs (DATABASE_URL): its owner's rights are checked, the application role is made, its password follows from the house's master key.
import pg from 'pg'
import { appSettings } from './settings.ts'

/** Gives a role its limits; any owner may set them for a role that it made. */
export async function limitApp(owner: pg.Client): Promise<void> {
  for (const [name, value] of Object.entries(appSettings)) await owner.query(`alter role muster_app set ${name} = '${value}'`)
}

/** Makes the application role where there is none. @param password for a server that is reached by network; no password where the kernel says who asks */
export async function makeApp(owner: pg.Client, password?: string): Promise<void> {
  const { rows } = await owner.query(`select 1 from pg_roles where rolname = 'muster_app'`)
  const secret = password === undefined ? '' : ` password ${pg.escapeLiteral(password)}`
  try {
    if (rows.length === 0) await owner.query(`create role muster_app login nosuperuser nocreatedb nocreaterole nobypassrls${secret}`)
  } catch (error) {
    // 42710, 23505: another process of this house was first.
    if (!['42710', '23505'].includes((error as { code?: string }).code ?? '')) throw error
  }
  await limitApp(owner)
}

/** Addresses for both roles of one database. */
export function addresses(url: string, password: string): { owner: pg.PoolConfig; app: pg.PoolConfig } {
  const app = new URL(url)
  app.username = 'muster_app'
  app.password = encodeURIComponent(password)
  return { owner: { connectionString: url }, app: { connectionString: app.href } }
}

/** @throws with a remedy where the owner may not do what a house needs, or the application role has another password */
export async function prepareGiven(url: string, password: string): Promise<void> {
  const { owner: config, app } = addresses(url, password)
  const owner = new pg.Client(config)
  await owner.connect().catch((error: Error) => { throw new Error(`The database of DATABASE_URL cannot be reached: ${error.message}`) })
  try {
    const { rows: [role] } = await owner.query<{ name: string; above: boolean; version: string }>(`select rolname as name, rolsuper or rolbypassrls as above, current_setting('server_version_num') as version from pg_roles where rolname = current_user`)
    if (Number(role.version) < 150_000) throw new Error('PostgreSQL 15 or later is needed.')
    if (!role.above) throw new Error(`The role of DATABASE_URL must be above row security, or no view could be rebuilt. As a superuser: alter role "${role.name}" bypassrls createrole;`)
    await makeApp(owner, password)
  } finally {
    await owner.end()
  }
  const tried = new pg.Client(app)
  try {
    await tried.connect()
  } catch (error) {
    throw new Error(`The role muster_app cannot log in (${(error as Error).message}). Its password follows from the house's master key: give this process the same MUSTER_KEY or DATA_DIR as the others, or, where no other Muster uses this server: drop role muster_app;`)
  } finally {
    await tried.end().catch(() => {})
  }
}
