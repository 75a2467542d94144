// A running house for tests: the real door, journal, views and HTTP on a private PostgreSQL, each house on a database
// of its own. Only the clock can be told.
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { systemActor, type Actor, type Grant, type Role } from '#domain/kernel/actor.ts'
import type { Command, Envelope, Receipt } from '#domain/kernel/envelope.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { migrate } from '#journal/migrate.ts'
import type { Clocks } from '#server/clock-guard.ts'
import { questions } from '#server/questions.ts'
import { openHouse as openRealHouse, type House } from '#server/house.ts'
import { views } from '#rooms/all.ts'
import { createDatabase, templateOf, type TestDatabase } from './cluster.ts'
import { keepSamples } from './golden/samples.ts'

export const county = '140729'
export const community = '140729100001'
export const otherCommunity = '140729101001'

export type Given = readonly [room: string, stream: string, command: Command & Record<string, unknown>]

export interface Client {
  readonly actor: Actor
  readonly cookie: string
  /** Gives commands over HTTP, each in an envelope of its own. */
  give(...commands: readonly Given[]): Promise<Receipt[]>
  /** Sends envelopes as they are. */
  send(envelopes: readonly Envelope[]): Promise<{ status: number; receipts: Receipt[] }>
  ask<T = unknown>(
    view: string,
    params?: Readonly<Record<string, string | number | boolean>>,
  ): Promise<{ status: number; body: T }>
  call<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: T; headers: Headers }>
}

export interface TestHouse extends House {
  readonly url: string
  readonly database: TestDatabase
  readonly dataDir: string
  /** The test's clock; `pass` moves it and lets timers that fell due run. */
  pass(milliseconds: number): Promise<void>
  /** Asks the database as its owner, above every policy. */
  sql<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** Gives commands as Muster itself and every office of the county; all must be accepted. */
  given(...commands: readonly Given[]): Promise<readonly Receipt[]>
  /** A person with an account and these roles, logged in over HTTP. */
  as(...grants: readonly (Grant | Role)[]): Promise<Client>
  /** The log-in of a person who has an account. */
  logIn(person: Id): Promise<Client>
  envelope(room: string, stream: string, command: Command & Record<string, unknown>): Envelope
}

export interface OpenOptions {
  readonly database?: TestDatabase
  readonly dataDir?: string
  /** Milliseconds; the real time passes from there. */
  readonly start?: number
  readonly timers?: boolean
  /** The machine's own clocks, set by the test. */
  readonly clocks?: Clocks
  readonly webFolder?: string
  readonly trustProxy?: string
  /** What the house logs; a test that expects trouble listens. */
  log?(message: string, error?: unknown): void
}

/** Looks, and not seconds: on a busy machine a look takes longer, and so does what is waited for. */
const looksMax = 3_000
const lookMilliseconds = 20

/** Waits until it holds, a minute at least. @throws with `what` was waited for and how often it was looked at */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let looks = 0; looks < looksMax; looks += 1) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, lookMilliseconds))
  }
  throw new Error(`looked ${looksMax} times and waited in vain: ${what}`)
}

/** What a question takes that no address may hold. */
const unaddressed = new Map(questions.map(({ name, inBody }) => [name, inBody]))
const queryOf = (params: Readonly<Record<string, string | number | boolean>>): string =>
  new URLSearchParams(Object.entries(params).map(([key, value]): [string, string] => [key, String(value)])).toString()

/** How a question is put: what no address may hold goes in the body. */
const asked = (
  view: string,
  params: Readonly<Record<string, string | number | boolean>>,
): [method: string, to: string, body?: unknown] =>
  unaddressed.get(view)?.some((key) => key in params)
    ? ['POST', `/v1/views/${view}`, params]
    : ['GET', `/v1/views/${view}?${queryOf(params)}`]

/** An empty, migrated database: copied from a template made once a run. */
export async function newDatabase(): Promise<TestDatabase> {
  return createDatabase(
    await templateOf('house', async ({ owner }) => {
      const client = new pg.Client(owner)
      await client.connect()
      await migrate(client, views)
      await client.end()
    }),
  )
}

const served = ({ webFolder, trustProxy }: OpenOptions) => ({ webFolder, trustProxy })

const everyOffice = (account: Id): Actor => ({
  tenant: county,
  account,
  grants: [
    ...systemActor(county).grants,
    ...(['administrator', 'security', 'officer', 'dispatcher', 'supervisor'] as const).map((role) => ({
      role,
      area: county,
    })),
  ],
})

async function call(url: string, cookie: string, method: string, body?: unknown) {
  const answer = await fetch(url, {
    method,
    headers: { cookie, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return {
    status: answer.status,
    headers: answer.headers,
    body: (answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text) as never,
  }
}

type Enveloping = TestHouse['envelope']
const enveloping =
  (real: House): Enveloping =>
  (room, stream, command) => ({ id: real.newId(), room, stream, at: real.now(), command })

async function logInAt(real: House, url: string, envelope: Enveloping, person: Id): Promise<Client> {
  const begun = await real.gate.sessions.begin(county, person, { strength: 2, via: 'link', device: 'test' })
  if (!begun) throw new Error(`${person} has no open account`)
  const cookie = `muster=${begun.token}`
  const send: Client['send'] = async (envelopes) => {
    const { status, body } = await call(`${url}/v1/commands`, cookie, 'POST', { commands: envelopes })
    return { status, receipts: (body as { receipts?: Receipt[] }).receipts ?? [] }
  }
  return {
    actor: begun.session.actor,
    cookie,
    send,
    give: async (...commands) => (await send(commands.map((one) => envelope(...one)))).receipts,
    ask: async (view, params = {}) => {
      const [method, to, body] = asked(view, params)
      return call(`${url}${to}`, cookie, method, body)
    },
    call: (method, to, body) => call(`${url}${to}`, cookie, method, body),
  }
}

/** @throws with the first command that was not accepted, and its receipt */
function allAccepted(commands: readonly Given[], receipts: readonly Receipt[]): readonly Receipt[] {
  // What is malformed makes the others busy.
  const bad = [['accepted', 'busy'], ['accepted']]
    .map((fine) => receipts.findIndex(({ status }) => !fine.includes(status)))
    .find((at) => at >= 0)
  if (bad !== undefined) throw new Error(`not given: ${JSON.stringify(commands[bad])} ${JSON.stringify(receipts[bad])}`)
  return receipts
}

/** A person with an account and these roles, for `as`. */
async function enrol(house: TestHouse, number: number, held: readonly Grant[]): Promise<Id> {
  const person = house.newId()
  const command = {
    type: 'enrol-person',
    name: `测试员${number}`,
    phone: `1370000${String(number).padStart(4, '0')}`,
    home: held[0]?.area.slice(0, 12) ?? community,
    skills: [],
    availability: [],
  }
  await house.given(['registry', `person/${person}`, command])
  // Offices that must not be held together are appointed, as the set-up does.
  await house.given(['access', `account/${person}`, { type: 'open-account' }])
  const grants = held.map(({ role, area, unit }): Given => [
    'access',
    `account/${person}`,
    unit ? { type: 'grant-role', role, area, unit } : { type: 'appoint', role, area },
  ])
  if (grants.length > 0) await house.given(...grants)
  return person
}

/** The real house on a clock that the test moves. */
async function openOn(database: TestDatabase, dataDir: string, options: OpenOptions, clock: () => number) {
  const house = await openRealHouse({
    owner: database.owner,
    app: database.app,
    dataDir,
    ...(options.clocks ? { clocks: options.clocks } : { clock }),
    timers: options.timers ?? true,
    ...served(options),
    log: options.log ?? ((message, error) => console.error(message, error ?? '')),
  })
  return { house, url: await house.app.listen({ host: '127.0.0.1', port: 0 }) }
}

export async function openHouse(options: OpenOptions = {}): Promise<TestHouse> {
  const database = options.database ?? (await newDatabase())
  const dataDir = options.dataDir ?? mkdtempSync(path.join(os.tmpdir(), 'muster-house-'))
  let offset = (options.start ?? Date.now()) - Date.now()
  const { house: real, url } = await openOn(database, dataDir, options, () => Date.now() + offset)
  const owner = new pg.Pool({ ...database.owner, max: 2 }).on('error', () => {})
  const office = everyOffice(real.newId())
  const envelope = enveloping(real)
  let people = 0
  const nothingDue = async () =>
    (await house.sql<{ n: number }>('select count(*)::int as n from due where at <= $1', [real.now()]))[0].n === 0
  const house: TestHouse = {
    ...real,
    url,
    database,
    dataDir,
    envelope,
    logIn: (person) => logInAt(real, url, envelope, person),
    async pass(milliseconds) {
      offset += milliseconds
      // Timers look at the clock again at once.
      await until(nothingDue, 'due commands ran')
    },
    sql: async (text, values) => (await owner.query(text, values as unknown[])).rows as never,
    async given(...commands) {
      const envelopes = commands.map((one) => envelope(...one))
      return allAccepted(commands, await real.receiveAll(envelopes, office))
    },
    async as(...grants) {
      const held = grants.map((one): Grant => (typeof one === 'string' ? { role: one, area: community } : one))
      people += 1
      return house.logIn(await enrol(house, people, held))
    },
    async stop() {
      if (process.env.GOLDEN === 'write') await keepSamples(house.sql)
      await real.stop()
      await owner.end()
      if (!options.database) await database.drop()
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true })
    },
  }
  await real.gate.openCounty(county, '灵石县')
  return house
}

/** The county, two communities with places, their township: enough for most tests. */
export async function settle(house: TestHouse): Promise<void> {
  await house.given(
    ['registry', `area/${county}`, { type: 'name-area', name: '灵石县' }],
    ['registry', `area/${county}100`, { type: 'name-area', name: '翠峰镇', place: [111.77, 36.84] }],
    ['registry', `area/${community}`, { type: 'name-area', name: '城关社区', place: [111.77, 36.85] }],
    ['registry', `area/${otherCommunity}`, { type: 'name-area', name: '静升社区', place: [111.86, 36.88] }],
  )
}

/** People who live in a community, each with an account. @returns their ids */
export async function populate(
  house: TestHouse,
  count: number,
  home = community,
  skills: readonly string[] = [],
): Promise<Id[]> {
  const ids = Array.from({ length: count }, () => house.newId())
  const phones = await house.sql<{ n: number }>('select count(*)::int as n from persons')
  await house.given(
    ...ids.map((id, at): Given => [
      'registry',
      `person/${id}`,
      {
        type: 'enrol-person',
        name: `居民${phones[0].n + at}`,
        phone: `139${String(10_000_000 + phones[0].n + at)}`,
        home,
        skills,
        availability: [],
      },
    ]),
  )
  await house.given(...ids.map((id): Given => ['access', `account/${id}`, { type: 'open-account' }]))
  return ids
}
