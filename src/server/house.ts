// The whole house in one process: database, door, views, clockwork, herald, identity gate and HTTP, opened and closed
// in order.
import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { systemActor, type Actor, type Opened } from '#domain/kernel/actor.ts'
import type { Envelope, Instant, Receipt } from '#domain/kernel/envelope.ts'
import { uuid7, type Id, type Tenant } from '#domain/kernel/ids.ts'
import { findEnd } from '#journal/append.ts'
import { knownOfTime, type KnownOfTime } from '#journal/looks.ts'
import { rebuild, type Rebuilt } from '#journal/beside.ts'
import { houseKeys, keepFingerprint } from '#journal/house-key.ts'
import type { HouseKeys } from '#journal/keys.ts'
import { migrate } from '#journal/migrate.ts'
import { putBackDue } from '#journal/due.ts'
import { fallenWalls } from '#journal/walls.ts'
import { missingDue } from './proof.ts'
import { askerRole } from '#journal/policies.ts'
import { asAsker, asDoor } from '#journal/scope.ts'
import { Vault } from '#journal/vault.ts'
import { verifyJournal, type Verified } from '#journal/verify.ts'
import type { Tx } from '#journal/view.ts'
import { openApp } from './app.ts'
import { ClockGuard, machineClocks, toldClock, type Clocks } from './clock-guard.ts'
import { Clockwork } from './clockwork.ts'
import { Herald } from './herald.ts'
import { Gate } from './identity/gate.ts'
import type { IdentityHouse } from './identity/needs.ts'
import { Post } from './post.ts'
import { Receiver, type Committed } from './receive.ts'
import { RoomProbe } from './room-probe.ts'
import { judges, views } from '#rooms/all.ts'
import { Tidings } from './tidings.ts'
import { Troubles } from './troubles.ts'

/** Connections for writing: one a county at a time, and a few for sessions and logs. */
const doorsMax = 6
/** Connections for questions: more would only wait for the two cores. */
const askersMax = 8
const sweepMs = 60_000

export interface HouseOptions {
  /** Connects as the owner, who migrates and proves. */
  readonly owner: pg.PoolConfig
  /** Connects as `muster_app`, which owns nothing and bypasses nothing; questions connect there as `muster_asker`. */
  readonly app: pg.PoolConfig
  /** Where the master key lies. */
  readonly dataDir: string
  readonly clock?: () => Instant
  /** The machine's own clocks, for a test that sets them; a `clock` that is told is believed. */
  readonly clocks?: Clocks
  /** The built pages; none serves the API alone. */
  readonly webFolder?: string
  /** Whether due commands and messages are carried by this process. */
  readonly timers?: boolean
  readonly trustProxy?: string
  log?(message: string, error?: unknown): void
}

export interface House {
  receive(envelope: Envelope, actor: Actor): Promise<Receipt>
  receiveAll(envelopes: readonly Envelope[], actor: Actor): Promise<readonly Receipt[]>
  asAsker<T>(actor: Opened, work: (tx: Tx) => Promise<T>): Promise<T>
  asDoor<T>(tenant: Tenant, work: (tx: Tx) => Promise<T>): Promise<T>
  readonly vault: Vault
  readonly keys: HouseKeys
  now(): Instant
  /** True while the clock is not believed: nothing falls due, nothing is destroyed. */
  held(): boolean
  /** Whether due commands and messages are carried by this process. */
  readonly timers: boolean
  newId(): Id
  epoch(): string
  ended(tenant: Tenant): Promise<number>
  readonly gate: Gate
  readonly herald: Herald
  readonly troubles: Troubles
  readonly stopping: AbortSignal
  readonly app: FastifyInstance
  readonly journal: {
    /** `due`: commands that should be due by the journal and were not. */
    rebuild(options?: {
      repair?: boolean
      progress?: (events: number) => void
    }): Promise<Rebuilt & { readonly due: number }>
    verify(): Promise<Verified>
  }
  log(message: string, error?: unknown): void
  readiness(): Promise<'ok' | 'stopping' | 'no-database' | 'no-room'>
  /** Refuses what is new, answers what waits, and closes; within ten seconds. */
  stop(): Promise<void>
}

export async function openHouse(options: HouseOptions): Promise<House> {
  const log = options.log ?? ((message, error) => console.error(`muster: ${message}`, error ?? ''))
  const { keys, migrated, known, fallen } = await withOwner(options.owner, async (owner) => {
    const found = await houseKeys(owner, options.dataDir)
    const made = await migrate(owner, views)
    await keepFingerprint(owner, found)
    return { keys: found, migrated: made, known: await knownOfTime(owner), fallen: await fallenWalls(owner) }
  })
  for (const name of [...migrated.migrations, ...migrated.views])
    if (migrated.migrations.length + migrated.views.length < 5) log(`made anew: ${name}`)
  const doors = poolOf({ ...options.app, pipeline: true }, doorsMax, log)
  const askers = poolOf({ ...options.app, user: askerRole }, askersMax, log)
  const vault = new Vault(keys)
  const bare = bareOn(doors)
  const { troubles, guard } = timeOf(options, known, bare, log)
  const { now } = guard
  if (fallen.length > 0) troubles.raise('walls', wallsSaid(fallen))
  const held = () => guard.held
  const newId = () => uuid7(now(), randomBytes(10))
  const probe = new RoomProbe(doors, () => performance.now())
  const stopping = new AbortController()
  const epoch = (await doors.query<{ epoch: string }>('select epoch from house')).rows[0].epoch
  const ends = new Map<Tenant, number>()
  const herald = new Herald((tenant) => `${epoch}:${ends.get(tenant) ?? 0}`)
  const process = randomBytes(8).toString('hex')

  const receiver = new Receiver({
    pool: doors,
    judges,
    views,
    vault,
    receiptKey: keys.receipts,
    ownKey: keys.own,
    troubles,
    now,
    process,
    log,
    committed,
  })
  const inDoor: House['asDoor'] = (tenant, work) => asDoor(doors, tenant, work)
  const gate: Gate = new Gate({
    asDoor: inDoor,
    vault,
    clock: now,
    newId,
    key: keys.sessions,
    receiveAll: (envelopes, actor) => receiver.receiveAll(envelopes, actor),
    bare,
    async tell(tenant, streams) {
      gate.sessions.changed(tenant, streams)
      await doors.query(`select pg_notify('muster', $1)`, [JSON.stringify({ process, tenant, streams })])
    },
  })
  const tenants = async () => (await gate.counties()).map((county) => county.tenant)
  const receive: House['receive'] = (envelope, actor) => receiver.receive(envelope, actor)
  const clockwork = new Clockwork({ asDoor: inDoor, receive, tenants, now, log, ownKey: keys.own, troubles, held })
  const post = new Post({
    asDoor: inDoor,
    vault,
    keys,
    receive,
    system: systemActor,
    tenants,
    now,
    log,
    isListening: (person) => herald.hears(person),
  })
  const tidings = new Tidings({
    config: options.app,
    process,
    log,
    asDoor: inDoor,
    heard: (heard) => committed(heard),
    changed: (tenant, streams) => gate.sessions.changed(tenant, streams),
    gap: () => {
      ends.clear()
      gate.sessions.forgetAll()
    },
  })

  /** After every commit, here or in another process of the house. */
  function committed({ tenant, sequence, entries, due }: Committed): void {
    ends.set(tenant, Math.max(sequence, ends.get(tenant) ?? 0))
    gate.sessions.changed(
      tenant,
      entries.map((entry) => entry.stream),
    )
    herald.tellOf(tenant, entries)
    if (due !== undefined) clockwork.poke()
    post.touched(tenant, entries)
  }

  const house: Omit<House, 'app'> = {
    receive,
    receiveAll: (envelopes, actor) => receiver.receiveAll(envelopes, actor),
    asAsker: (actor, work) => asAsker(askers, actor, work),
    asDoor: inDoor,
    vault,
    keys,
    now,
    held,
    timers: options.timers ?? true,
    newId,
    gate,
    herald,
    troubles,
    log,
    stopping: stopping.signal,
    epoch: () => epoch,
    async ended(tenant) {
      if (!ends.has(tenant)) ends.set(tenant, await inDoor(tenant, (tx) => findEnd(tx, tenant)))
      return ends.get(tenant)!
    },
    journal: journalOf(options.owner, keys),
    async readiness() {
      if (stopping.signal.aborted) return 'stopping'
      try {
        await askers.query('select 1')
        if (!troubles.has('no-room')) return 'ok'
        if (!(await probe.hasRoom())) return 'no-room'
        troubles.clear('no-room', 'there is room for commands again')
        return 'ok'
      } catch {
        return 'no-database'
      }
    },
    async stop() {
      if (stopping.signal.aborted) return
      stopping.abort()
      clearInterval(sweep)
      await guard.stop()
      await clockwork.stop()
      await post.stop()
      await receiver.close()
      await app.close()
      await tidings.stop()
      await Promise.all([doors.end(), askers.end()])
    },
  }
  const app = await openApp(house as House, options)
  const whole = Object.assign(house, { app })
  await tidings.start()
  const sweep = setInterval(() => gate.sessions.sweep(), sweepMs)
  guard.start(options.timers ?? true)
  if (options.timers ?? true) {
    clockwork.start()
    post.start()
  }
  return whole
}

/** Without any county: for what is known before one is. */
function bareOn(doors: pg.Pool): IdentityHouse['bare'] {
  return async (work) => {
    const client = await doors.connect()
    try {
      return await work(client as unknown as Tx)
    } finally {
      client.release()
    }
  }
}

/** The house's time, and what is wrong just now. */
function timeOf(
  options: HouseOptions,
  known: KnownOfTime,
  bare: IdentityHouse['bare'],
  log: House['log'],
): { readonly troubles: Troubles; readonly guard: ClockGuard } {
  const clocks = options.clocks ?? (options.clock ? toldClock(options.clock) : machineClocks)
  const troubles = new Troubles({ now: clocks.wall, steady: () => performance.now(), log })
  return { troubles, guard: new ClockGuard({ clocks, known, bare, troubles, log }) }
}

const wallsSaid = (fallen: readonly string[]): string =>
  `${fallen.length} 处数据库的墙不是建立时的样子 · walls of the database are down: ${fallen.slice(0, 5).join('; ')}`

function journalOf(config: pg.PoolConfig, keys: HouseKeys): House['journal'] {
  return {
    rebuild: (how) =>
      withOwner(config, (one) =>
        withOwner(config, async (other) => {
          const rebuilt = await rebuild([one, other], views, how)
          const due = await missingDue(one, keys)
          if (how?.repair) await putBackDue(one, due)
          return { ...rebuilt, due: due.length }
        }),
      ),
    verify: () => withOwner(config, verifyJournal),
  }
}

/** A broken idle connection is replaced by the next that is asked for; it must not end the process. */
function poolOf(config: pg.PoolConfig, max: number, log: House['log']): pg.Pool {
  const pool = new pg.Pool({ ...config, max, connectionTimeoutMillis: 10_000 })
  pool.on('error', (error) => log('a database connection broke', error.message))
  // In use it tells whoever asked; without a listener the telling would end the process.
  pool.on('connect', (client) => void client.on('error', () => {}))
  return pool
}

async function withOwner<T>(config: pg.PoolConfig, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client(config)
  await owner.connect()
  try {
    return await work(owner)
  } finally {
    await owner.end()
  }
}
