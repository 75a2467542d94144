// Starts PostgreSQL for a house: its own cluster in the data folder over a socket, or the operator's by DATABASE_URL.
// Several commands may use one cluster at once; who goes last stops it.
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { houseKeys } from '#journal/house-key.ts'
import { addresses, makeApp, prepareGiven } from './engine/given.ts'
import { openGround, PORT, type Ground } from './engine/folder.ts'
import { abandonServer, connectOwner, findOrStart, markOf, stopServer, type Postmaster } from './engine/postmaster.ts'

export interface EngineOptions {
  readonly dataDir: string
  /** One line a happening, for people. */
  readonly log: (line: string) => void
  /** False only in tests. */
  readonly fsync?: boolean
  /** Between tries after too many; a minute but in tests. */
  readonly calmPauseMilliseconds?: number
  /** The operator's database; the environment's DATABASE_URL when left out, none when empty. */
  readonly databaseUrl?: string
}

export interface Engine {
  /** Migrates; above every policy. */
  readonly owner: pg.PoolConfig
  /** Serves; owns nothing, bypasses nothing. */
  readonly app: pg.PoolConfig
  /** True when the cluster is Muster's own. */
  readonly embedded: boolean
  /**
   * Claims the data folder for one server. False when another has it. A database by address may have several: always
   * true there.
   */
  claim(): Promise<boolean>
  /** Leaves the cluster, and stops it when nobody else uses it. */
  stop(): Promise<void>
}

/** Advisory locks on the maintenance database; any numbers, the same in every Muster. */
const SERVING = 0x73727665
const LEAVING = 0x6c656176
/** A server that died a moment ago may still hold its claim until PostgreSQL has noticed. */
const claimTries = 10
const claimPauseMilliseconds = 100
/** A cluster that dies underneath is started again; one that dies again and again is tried at a calmer pace. */
const restartsMax = 10
const restartPauseMilliseconds = 500
const calmPauseMilliseconds = 60_000
/** How soon it is noticed that the cluster's folder was taken away: PostgreSQL itself looks once a minute. */
const watchMilliseconds = 1_000
const calmMilliseconds = 60_000
const enterTries = 5

/** 57P01, 57P03: ended or ending by its administrator's word; the others: the socket closed. */
const stoppedMeanwhile = (code: string | undefined) =>
  ['57P01', '57P03', 'ECONNRESET', 'ECONNREFUSED', 'ENOENT', 'EPIPE'].includes(code ?? '')

export async function startEngine(options: EngineOptions): Promise<Engine> {
  const url = options.databaseUrl ?? process.env.DATABASE_URL ?? ''
  if (url === '') return new Embedded(options).start()
  const password = await prepareGiven(url, async (owner) =>
    (await houseKeys(owner, options.dataDir)).for('application role').toString('hex'),
  )
  return { ...addresses(url, password), embedded: false, claim: async () => true, stop: async () => {} }
}

class Embedded implements Engine {
  readonly embedded = true
  readonly #ground: Ground
  readonly #log: (line: string) => void
  readonly #durable: boolean
  #postmaster!: Postmaster
  /** Held open as long as this process uses the cluster: others count it before they stop the server. */
  #presence!: pg.Client
  #claimed = false
  #stopping = false
  #recovering: Promise<void> = Promise.resolve()
  #restarts = 0
  #calm = 0
  readonly #calmPause: number
  #mark: string | undefined
  #watch: ReturnType<typeof setInterval> | undefined
  #recoversNow = false
  readonly #stopped = new AbortController()

  constructor({ dataDir, log, fsync = true, calmPauseMilliseconds: pace = calmPauseMilliseconds }: EngineOptions) {
    this.#calmPause = pace
    this.#ground = openGround(dataDir)
    this.#log = log
    this.#durable = fsync
  }

  get owner(): pg.PoolConfig {
    return { host: this.#postmaster.sockets, port: PORT, user: 'muster', database: 'muster' }
  }

  get app(): pg.PoolConfig {
    return { ...this.owner, user: 'muster_app' }
  }

  async start(): Promise<this> {
    for (let tries = 1; ; tries += 1) {
      try {
        await this.#enter()
        return this
      } catch (error) {
        // Found running and stopped by its last user at that very moment: then a new one is started.
        if (tries === enterTries || !stoppedMeanwhile((error as { code?: string }).code)) throw error
      }
    }
  }

  /** Finds or starts the server, makes what is missing of roles and database, and stays present. */
  async #enter(): Promise<void> {
    const found = await findOrStart(this.#ground, this.#durable, this.#mark !== undefined)
    this.#postmaster = found
    const presence = await connectOwner(found.sockets, 'muster engine')
    // Whoever is leaving has counted us by now, or has stopped the server and thereby this connection.
    await presence.query('select pg_advisory_lock_shared($1)', [LEAVING])
    await presence.query('select pg_advisory_unlock_shared($1)', [LEAVING])
    await makeApp(presence)
    const { rows: standing } = await presence.query(`select 1 from pg_database where datname = 'muster'`)
    if (standing.length === 0)
      await presence.query('create database muster').catch((error: { code?: string }) => {
        // 42P04, 23505: another made it at the same moment.
        if (!['42P04', '23505'].includes(error.code ?? '')) throw error
      })
    presence.once('end', () => (this.#recovering = this.#lost()))
    this.#presence = presence
    this.#mark = markOf(this.#ground)
    this.#watch ??= setInterval(() => this.#look(), watchMilliseconds).unref()
    if (found.adopted)
      this.#log(`PostgreSQL was running already on ${this.#ground.folder} (pid ${found.pid}); it is used`)
  }

  /** A folder that was taken away underneath: what is committed from then on would be lost with the deleted files. */
  #look(): void {
    if (this.#stopping || this.#recoversNow || markOf(this.#ground) === this.#mark) return
    this.#log(
      `${this.#ground.folder}/postgres has vanished or was exchanged; PostgreSQL is ended, and nothing is accepted ` +
        'until it is back',
    )
    abandonServer(this.#postmaster)
  }

  /** The server went away underneath: it is found again or started again, for as long as it takes. */
  async #lost(): Promise<void> {
    if (this.#stopping) return
    this.#recoversNow = true
    if (Date.now() - this.#calm > calmMilliseconds) this.#restarts = 0
    this.#calm = Date.now()
    while (!this.#stopping) {
      this.#restarts += 1
      try {
        if (this.#restarts <= restartsMax) this.#log('PostgreSQL went away; it is started again')
        await this.#enter()
        if (this.#claimed && !(await this.claim())) this.#log('another server took the data folder meanwhile')
        this.#recoversNow = false
        return
      } catch (error) {
        this.#log(`PostgreSQL did not come back: ${(error as Error).message}`)
        if (this.#restarts === restartsMax)
          this.#log(
            `PostgreSQL ended ${restartsMax} times; it is tried again at a calmer pace. Look into postgres.log in ` +
              `${this.#ground.folder}.`,
          )
        const wait = this.#restarts < restartsMax ? restartPauseMilliseconds : this.#calmPause
        await pause(wait, undefined, { signal: this.#stopped.signal }).catch(() => undefined)
      }
    }
  }

  async claim(): Promise<boolean> {
    for (let tries = 0; tries < claimTries; tries += 1) {
      const { rows } = await this.#presence.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [SERVING])
      if (rows[0].got) return (this.#claimed = true)
      await pause(claimPauseMilliseconds)
    }
    return false
  }

  async stop(): Promise<void> {
    if (this.#stopping) return
    this.#stopping = true
    clearInterval(this.#watch)
    this.#stopped.abort()
    // Who stops while the server is being brought back would leave it behind.
    await this.#recovering
    try {
      await this.#presence.query('select pg_advisory_lock($1)', [LEAVING])
      const { rows } = await this.#presence.query<{ others: string }>(
        `select count(*) as others
         from pg_stat_activity
         where backend_type = 'client backend' and application_name = 'muster engine' and pid <> pg_backend_pid()`,
      )
      if (Number(rows[0].others) === 0) await stopServer(this.#postmaster, this.#ground)
    } catch (error) {
      // The server went away at the same moment: nothing is left to stop.
      this.#log(`PostgreSQL was gone before it was stopped: ${(error as Error).message}`)
    }
    await this.#presence.end().catch(() => {})
  }
}
