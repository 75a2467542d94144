// A small house around the identity gate: real PostgreSQL, policies, rooms, finders, views and routes. Commands are
// judged one batch at a time, a savepoint each.
import { randomBytes } from 'node:crypto'
import Fastify, { type InjectOptions } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type pg from 'pg'
import type { Actor, Opened } from '#domain/kernel/actor.ts'
import type { Command } from '#domain/kernel/envelope.ts'
import { uuid7, type Id, type Tenant } from '#domain/kernel/ids.ts'
import { runMigrations } from '#journal/migrate.ts'
import { policiesOf } from '#journal/policies.ts'
import { asAsker, asDoor } from '#journal/scope.ts'
import type { Tx } from '#journal/view.ts'
import { views } from '#rooms/all.ts'
import { armour } from '#server/identity/armour.ts'
import { Gate } from '#server/identity/gate.ts'
import { identityRoutes } from '#server/identity/routes.ts'
import type { Cluster } from './cluster.ts'
import { Spine } from './spine.ts'

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
  const spine = new Spine(pool, () => clock)
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
