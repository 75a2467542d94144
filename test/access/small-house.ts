// A small house around the identity gate: real PostgreSQL, policies, rooms, finders, views and routes. Commands are
// judged one batch at a time, a savepoint each.
import { randomBytes } from 'node:crypto'
import Fastify, { type InjectOptions } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type pg from 'pg'
import { allowed, type Actor, type Opened } from '#domain/kernel/actor.ts'
import type { PrivateRecord } from '#domain/kernel/decider.ts'
import type { Command, Envelope, Event, Receipt } from '#domain/kernel/envelope.ts'
import { uuid7, type Id, type Tenant } from '#domain/kernel/ids.ts'
import { runMigrations } from '#journal/migrate.ts'
import { policiesOf } from '#journal/policies.ts'
import { asAsker, asDoor } from '#journal/scope.ts'
import type { Recorded, Tx } from '#journal/view.ts'
import { judges, views } from '#rooms/all.ts'
import { armour } from '#server/identity/armour.ts'
import { Gate } from '#server/identity/gate.ts'
import type { DeskVault } from '#server/identity/needs.ts'
import { identityRoutes } from '#server/identity/routes.ts'
import type { Cluster } from './cluster.ts'

/** The rooms around the gate; those of a round have a permission table of their own. */
export const rooms = Object.fromEntries(
  ['registry', 'access', 'muster', 'dossier', 'notice', 'ending'].map((name) => [name, judges.get(name)!]),
)
export { views }

class NotAll extends Error {
  readonly receipts: Receipt[]
  constructor(receipts: Receipt[]) {
    super('not all were accepted')
    this.receipts = receipts
  }
}

/** Probes in one transaction. */
const probesMax = 500

export type SmallHouse = Awaited<ReturnType<typeof openSmallHouse>>

/** The doors of the gate over HTTP, as the whole house hangs them. */
async function serveGate(gate: Gate) {
  const app = Fastify()
  app.addHook('onError', async (_request, _reply, error) => {
    if (!('validation' in error)) console.error(error)
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  await armour(app)
  await app.register(identityRoutes({ gate }))
  return app
}

/** Muster itself with every office that a test gives commands by. */
const everyOffice = (tenant: Tenant, account: Id): Actor => ({
  tenant,
  account,
  grants: (['system', 'administrator', 'security', 'officer'] as const).map((role) => ({ role, area: tenant })),
})

/** @param start the clock's first reading, milliseconds */
export async function openSmallHouse(cluster: Cluster, database: string, start = 1_764_000_000_000) {
  const owner = await prepare(cluster, database)
  const pool = cluster.app(database)
  const askers = cluster.asker(database)
  let clock = start
  const newId = () => uuid7(clock, randomBytes(10))
  const spine = openSpine(pool, () => clock)
  const gate: Gate = new Gate({
    asDoor: (tenant, work) => asDoor(pool, tenant, work),
    async bare(work) {
      const client = await pool.connect()
      try {
        return await work(client as unknown as Tx)
      } finally {
        client.release()
      }
    },
    receiveAll: (envelopes, actor) => spine.receiveAll(envelopes, actor),
    vault: spine.vault,
    clock: () => clock,
    newId,
    key: Buffer.alloc(32, 5),
    tell: async (tenant, streams) => gate.sessions.changed(tenant, streams),
  })
  spine.onCommit((tenant, streams) => gate.sessions.changed(tenant, streams))
  const app = await serveGate(gate)
  return {
    app,
    gate,
    pool,
    owner,
    spine,
    newId,
    now: () => clock,
    pass(milliseconds: number) {
      clock += milliseconds
    },
    /** Gives commands as Muster itself and administrator; all must be accepted. */
    async given(
      tenant: Tenant,
      ...commands: readonly (readonly [room: string, stream: string, command: Command & Record<string, unknown>])[]
    ): Promise<void> {
      const receipts = await spine.receiveAll(
        commands.map(([room, stream, command]) => ({ id: newId(), room, stream, at: clock, command })),
        everyOffice(tenant, newId()),
      )
      const bad = receipts.find((receipt) => receipt.status !== 'accepted')
      if (bad) throw new Error(`not given: ${JSON.stringify(bad)}`)
    },
    asAsker: <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => asAsker(askers, actor as Opened, work),
    askers,
    browser: () => browserOn((options) => app.inject(options)),
    stop: async () => {
      for (const one of [await app.close().then(() => pool), askers, owner]) await one.end()
    },
  }
}

async function prepare(cluster: Cluster, database: string): Promise<pg.Client> {
  await cluster.create(database)
  const owner = await cluster.owner(database)
  await runMigrations(owner)
  for (const view of views) {
    await owner.query(view.table)
    await owner.query(policiesOf(view))
  }
  return owner
}

/** Judges and keeps, in the manner of the journal: all or nothing for a batch, one batch after the other. */
function openSpine(pool: pg.Pool, clock: () => number) {
  const bodies = new Map<string, unknown>()
  const lookups = new Map<string, Set<Id>>()
  const vault = {
    open: async (_tx: Tx, kind: string, ids: readonly Id[]) =>
      new Map(ids.filter((id) => bodies.has(`${kind} ${id}`)).map((id) => [id, bodies.get(`${kind} ${id}`)])),
    find: async (_tx: Tx, kind: string, keys: readonly string[]) =>
      new Map(
        keys.filter((key) => lookups.has(`${kind} ${key}`)).map((key) => [key, [...lookups.get(`${kind} ${key}`)!]]),
      ),
  } as unknown as DeskVault
  const journal: Recorded[] = []
  let states = new Map<string, unknown>()
  let told: (tenant: Tenant, streams: readonly string[]) => void = () => {}
  let made: (stream: string, event: Event) => void = () => {}
  let line: Promise<unknown> = Promise.resolve()

  async function judge(tx: Tx, envelope: Envelope, actor: Actor): Promise<Receipt> {
    const { id, stream } = envelope
    const part = rooms[envelope.room]
    const parsed = part?.schema.safeParse(envelope.command)
    if (!part || !part.room.streams.includes(stream.split('/')[0])) return { id, status: 'unknown' }
    if (!parsed!.success)
      return {
        id,
        status: 'malformed',
        problems: parsed!.error.issues.map((issue) => ({ path: issue.path.join('.'), problem: issue.code })),
      }
    const command = parsed!.data as Command
    const [facts] = await part.finder.find(tx, [{ id, stream, command, actor, at: envelope.at, now: clock() }], vault)
    const key = `${actor.tenant} ${stream}`
    const state = states.get(key) ?? part.room.initial(stream)
    const target = part.room.target(state, command, facts, stream)
    if (!target || !allowed(part.room.may[command.type], actor, target)) return { id, status: 'unknown' }
    const decision = part.room.decide(state, command, facts, { actor, now: clock(), at: envelope.at, id })
    if ('refused' in decision) return { id, status: 'refused', reason: decision.refused }
    states.set(key, decision.events.reduce(part.room.evolve, state))
    for (const record of decision.records ?? []) keep(record)
    const recorded = decision.events.map((event, at): Recorded => ({
      tenant: actor.tenant,
      sequence: journal.length + at + 1,
      stream,
      version: journal.filter((one) => one.tenant === actor.tenant && one.stream === stream).length + at + 1,
      event,
      at: clock(),
      by: actor.account,
      command: id,
    }))
    journal.push(...recorded)
    for (const event of decision.events) made(stream, event)
    for (const view of views) {
      const mine = recorded.filter(({ event }) => view.on.includes(event.type))
      if (mine.length > 0) await view.feed(tx, mine)
    }
    return { id, status: 'accepted', sequence: journal.length, version: 1 }
  }

  function keep(record: PrivateRecord): void {
    bodies.set(`${record.kind} ${record.id}`, record.body)
    for (const key of record.lookups ?? [])
      lookups.set(`${record.kind} ${key}`, (lookups.get(`${record.kind} ${key}`) ?? new Set()).add(record.id))
  }

  async function batch(envelopes: readonly Envelope[], actor: Actor): Promise<readonly Receipt[]> {
    const before = new Map(states)
    const length = journal.length
    try {
      const receipts = await asDoor(pool, actor.tenant, async (tx) => {
        const all: Receipt[] = []
        for (const envelope of envelopes) all.push(await judge(tx, envelope, actor))
        if (all.some((receipt) => receipt.status !== 'accepted')) throw new NotAll(all)
        return all
      })
      told(
        actor.tenant,
        envelopes.map((envelope) => envelope.stream),
      )
      return receipts
    } catch (error) {
      states = before
      journal.length = length
      if (error instanceof NotAll) return error.receipts
      throw error
    }
  }

  /** What would be answered, one by one, each undone again: for asking about rights at length. */
  function probe(cells: readonly (readonly [Envelope, Actor])[]): Promise<Receipt[]> {
    const done = line.then(async () => {
      const all: Receipt[] = []
      for (let from = 0; from < cells.length; from += probesMax)
        await asDoor(pool, cells[from][1].tenant, async (tx) => {
          for (const [envelope, actor] of cells.slice(from, from + probesMax)) {
            const [before, length] = [states, journal.length]
            states = new Map(before)
            await tx.query(`savepoint probe; select set_config('muster.tenant', '${actor.tenant}', true)`)
            all.push(await judge(tx, envelope, actor))
            await tx.query('rollback to savepoint probe; release savepoint probe')
            states = before
            journal.length = length
          }
        })
      return all
    })
    line = done.catch(() => {})
    return done
  }

  return {
    vault,
    journal,
    probe,
    onCommit(tell: typeof told) {
      told = tell
    },
    onEvent(tell: typeof made) {
      made = tell
    },
    receiveAll(envelopes: readonly Envelope[], actor: Actor): Promise<readonly Receipt[]> {
      const done = line.then(() => batch(envelopes, actor))
      line = done.catch(() => {})
      return done
    },
  }
}

export interface Reply {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly text: string
  readonly headers: Record<string, unknown>
}

/** A browser as far as the gate needs one: the session's cookie, and the one its device is known by. */
function browserOn(
  inject: (options: InjectOptions) => Promise<{ statusCode: number; body: string; headers: Record<string, unknown> }>,
) {
  const self = {
    cookie: '',
    device: '',
    /** Where it asks from; this machine without. */
    address: '',
    async ask(
      method: 'GET' | 'POST' | 'PUT' | 'DELETE',
      url: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Promise<Reply> {
      const reply = await inject({
        method,
        url,
        payload: body as object,
        headers: { cookie: [self.cookie, self.device].filter(Boolean).join('; '), ...headers },
        ...(self.address && { remoteAddress: self.address }),
      })
      for (const set of [reply.headers['set-cookie'] ?? []].flat().map(String)) {
        const pair = set.split(';')[0].replace(/^[^=]+=$/, '')
        if (/^[^=]+-device=/.test(set)) self.device = pair
        else self.cookie = pair
      }
      return {
        status: reply.statusCode,
        body: reply.body.startsWith('{') ? JSON.parse(reply.body) : {},
        text: reply.body,
        headers: reply.headers,
      }
    },
  }
  return self
}
