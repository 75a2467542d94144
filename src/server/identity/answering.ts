// How the gate answers over HTTP: refusals by their word and status, who is logged in by their session, cookies set.
import { hkdfSync } from 'node:crypto'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { roles } from '#domain/kernel/actor.ts'
import { deviceOf, knownDeviceOf, setDevice, setToken, tokenOf } from './cookie.ts'
import type { Begun, From } from './desk.ts'
import type { Gate } from './gate.ts'
import { placeOf } from './limits.ts'
import { Busy } from './line.ts'
import { DeskRefused, type DeskReason } from './refused.ts'
import type { Session } from './sessions.ts'

const grant = z.object({
  role: z.enum(roles),
  area: z.string(),
  unit: z.string().optional(),
  name: z.string().optional(),
})
/**
 * Who is logged in. `needs`: office roles are withheld until the second factor is shown (`code`) or set up (`enrol`).
 */
export const selfShape = z.object({
  tenant: z.string(),
  account: z.string(),
  person: z.string(),
  name: z.string(),
  grants: z.array(grant),
  withheld: z.array(grant),
  needs: z.enum(['code', 'enrol']).nullable(),
  password: z.boolean(),
  secondFactor: z.boolean(),
  session: z.string(),
  until: z.number(),
  /** Under which this account's things are sealed on its devices; the same at each log-in. Base64url. */
  shelf: z.string(),
})
export type SelfAnswer = z.infer<typeof selfShape>

export const sessionShape = z.object({
  id: z.string(),
  agent: z.string(),
  via: z.enum(['password', 'link', 'invitation', 'set-up']),
  secondFactor: z.boolean(),
  since: z.number(),
  lastSeen: z.number(),
  until: z.number(),
  here: z.boolean(),
})

const problem = z.object({ reason: z.string() })
/** What any route of the gate may answer beside its own. */
export const answers = {
  400: problem,
  401: problem,
  403: problem,
  404: problem,
  409: problem,
  422: problem,
  429: problem,
  503: problem,
}

const statusOf: Readonly<Partial<Record<DeskReason, number>>> = {
  wrong: 401,
  'code-needed': 401,
  'code-wrong': 401,
  'logged-out': 401,
  'too-often': 429,
  'link-gone': 404,
  'setup-gone': 404,
  unknown: 404,
  refused: 409,
}

export function fromOf(request: FastifyRequest): From {
  const known = knownDeviceOf(request)
  return { source: placeOf(request.ip), device: deviceOf(request), ...(known && { known }) }
}

/** Told to the account's own sessions alone, and kept nowhere: what waits on a phone is opened by it years later. */
const shelfKeyOf = (key: Buffer, tenant: string, account: string): string =>
  Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `muster shelf ${tenant} ${account}`, 32)).toString('base64url')

export async function tellSelf(gate: Gate, session: Session): Promise<SelfAnswer> {
  const { tenant, account, actor, withheld } = session
  const { names, person } = await gate.house.asDoor(tenant, async (tx) => {
    const grants = [...actor.grants, ...withheld]
    const areas = await tx.query<{ key: string; name: string | null }>(
      'select area as key, name from areas where tenant = $1 and area = any($2)',
      [tenant, grants.map((one) => one.area)],
    )
    const units = await tx.query<{ key: string; name: string | null }>(
      'select unit as key, name from units where tenant = $1 and unit = any($2)',
      [tenant, grants.flatMap((one) => one.unit ?? [])],
    )
    return {
      names: new Map([...areas.rows, ...units.rows].map((row) => [row.key, row.name])),
      person: (await gate.house.vault.open<{ name: string }>(tx, 'person', [account])).get(account),
    }
  })
  const named = (one: Session['withheld'][number]) => {
    const called = names.get(one.unit ?? one.area)
    return { ...one, ...(called && { name: called }) }
  }
  return {
    tenant,
    account,
    person: account,
    name: person?.name ?? '',
    grants: actor.grants.map(named),
    withheld: withheld.map(named),
    needs: withheld.length === 0 ? null : session.hasFactor ? 'code' : 'enrol',
    password: session.hasPassword,
    secondFactor: session.hasFactor,
    session: session.session,
    until: session.until,
    shelf: shelfKeyOf(gate.house.key, tenant, account),
  }
}

/** Takes the cookie away. */
export const setOut = (request: FastifyRequest, reply: FastifyReply) => setToken(request, reply, undefined)

/** How an answer leaves: refusals by their word, who is logged in by their session. */
export function answering(gate: Gate) {
  const refuse = (reply: FastifyReply, error: unknown) => {
    if (error instanceof Busy)
      return reply.code(503).header('retry-after', String(error.retryAfterSeconds)).send({ reason: 'busy' })
    if (!(error instanceof DeskRefused)) throw error
    if (error.retryAfterSeconds !== undefined) reply.header('retry-after', String(error.retryAfterSeconds))
    return reply.code(statusOf[error.reason] ?? 422).send({ reason: error.reason })
  }
  /** For whoever comes. */
  const open = async (reply: FastifyReply, act: () => Promise<unknown>) => {
    try {
      return reply.send(await act())
    } catch (error) {
      return refuse(reply, error)
    }
  }
  /** For whoever is logged in. */
  const known = (request: FastifyRequest, reply: FastifyReply, act: (session: Session) => Promise<unknown>) =>
    open(reply, async () => {
      const session = await gate.sessions.of(tokenOf(request))
      if (!session) throw new DeskRefused('logged-out')
      return act(session)
    })
  /** Lets someone in: the cookie, and who they are. */
  const enter = async (request: FastifyRequest, reply: FastifyReply, begun: Begun) => {
    setToken(request, reply, begun.token, begun.seconds)
    if (begun.device) setDevice(request, reply, begun.device)
    return tellSelf(gate, begun.session)
  }
  return { open, known, enter }
}

export const tags = ['session']
export type App = Parameters<FastifyPluginAsyncZod>[0]
export type Answering = ReturnType<typeof answering>
