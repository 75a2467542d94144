// Logging in and out over HTTP: /v1/session, /v1/sessions, /v1/password, /v1/second-factor, /v1/links, /v1/invitations,
// /v1/setup. Tokens and passwords travel in bodies, never in addresses.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { roles } from '#domain/kernel/actor.ts'
import { isArea, isNarrower } from '#domain/kernel/area.ts'
import { isId } from '#domain/kernel/ids.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import { deviceOf, setToken, tokenOf } from './cookie.ts'
import type { Begun, Gate, From } from './gate.ts'
import { Busy, passwordLengthMax } from './passwords.ts'
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
const answers = {
  400: problem,
  401: problem,
  403: problem,
  404: problem,
  409: problem,
  422: problem,
  429: problem,
  503: problem,
}

const login = z.string().trim().min(1).max(80)
const password = z
  .string()
  .min(1)
  .max(passwordLengthMax * 4)
const code = z.string().regex(/^\d{6}$/)
const token = z.string().min(1).max(200)
const name = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[^\p{Cc}]*$/u)
const phone = z.string().regex(/^\+?\d{7,15}$/)
const county = z.string().regex(/^\d{6}$/)

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

export interface IdentityRoutes {
  readonly gate: Gate
}

/** Who asks, from the session cookie; undefined without one. */
export async function actorOf(gate: Gate, request: FastifyRequest): Promise<Actor | undefined> {
  return (await sessionOf(gate, request))?.actor
}

export function sessionOf(gate: Gate, request: FastifyRequest): Promise<Session | undefined> {
  return gate.sessions.of(tokenOf(request))
}

const fromOf = (request: FastifyRequest): From => ({ source: request.ip, device: deviceOf(request) })

async function tellSelf(gate: Gate, session: Session): Promise<SelfAnswer> {
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
  }
}

/** How an answer leaves: refusals by their word, who is logged in by their session. */
function answering(gate: Gate) {
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
      const session = await sessionOf(gate, request)
      if (!session) throw new DeskRefused('logged-out')
      return act(session)
    })
  /** Lets someone in: the cookie, and who they are. */
  const enter = async (request: FastifyRequest, reply: FastifyReply, begun: Begun) => {
    setToken(request, reply, begun.token, begun.seconds)
    return tellSelf(gate, begun.session)
  }
  return { open, known, enter }
}

const tags = ['session']
type App = Parameters<FastifyPluginAsyncZod>[0]
type Answering = ReturnType<typeof answering>

function sessionRoutes(app: App, gate: Gate, { open, known, enter }: Answering): void {
  app.post(
    '/v1/session',
    {
      schema: {
        tags,
        summary: '登录 · Logs in',
        description:
          'By phone, name or log-in name and password. 401 code-needed asks for the same again with the code ' +
          'of the second factor. Unknown and wrong answer alike.',
        body: z.strictObject({ login, password, code: code.optional(), county: county.optional() }),
        response: { ...answers, 200: selfShape },
      },
    },
    (request, reply) => open(reply, async () => enter(request, reply, await gate.logIn(request.body, fromOf(request)))),
  )
  app.get(
    '/v1/session',
    { schema: { tags, summary: '我是谁 · Who I am', response: { ...answers, 200: selfShape } } },
    (request, reply) => known(request, reply, (session) => tellSelf(gate, session)),
  )
  app.delete(
    '/v1/session',
    { schema: { tags, summary: '退出 · Logs out', response: { ...answers, 200: z.object({}) } } },
    (request, reply) =>
      known(request, reply, async (session) => {
        await gate.logOut(session)
        setToken(request, reply, undefined)
        return {}
      }),
  )
  app.post(
    '/v1/session/code',
    {
      schema: {
        tags,
        summary: '出示第二因素 · Shows the second factor',
        description: 'Office roles count from here on, in a new session.',
        body: z.strictObject({ code }),
        response: { ...answers, 200: selfShape },
      },
    },
    (request, reply) =>
      known(request, reply, async (session) =>
        enter(request, reply, await gate.showCode(session, request.body.code, fromOf(request))),
      ),
  )

  app.get(
    '/v1/sessions',
    {
      schema: {
        tags,
        summary: '我的登录设备 · My sessions',
        response: { ...answers, 200: z.object({ rows: z.array(sessionShape) }) },
      },
    },
    (request, reply) =>
      known(request, reply, async (session) => ({
        rows: (await gate.sessions.list(session.tenant, session.account)).map((row) => ({
          id: row.session,
          agent: row.device,
          via: row.via,
          secondFactor: row.strength === 2,
          since: row.begunAt,
          lastSeen: row.usedAt,
          until: row.until,
          here: row.session === session.session,
        })),
      })),
  )
  app.delete(
    '/v1/sessions',
    {
      schema: {
        tags,
        summary: '退出其他所有设备 · Ends all my other sessions',
        response: { ...answers, 200: z.object({}) },
      },
    },
    (request, reply) =>
      known(request, reply, async (session) => {
        await gate.endSessions(session, { allBut: session.session })
        return {}
      }),
  )
  app.delete(
    '/v1/sessions/:id',
    {
      schema: {
        tags,
        summary: '退出一台设备 · Ends one of my sessions',
        params: z.object({ id: z.string().max(64) }),
        response: { ...answers, 200: z.object({}) },
      },
    },
    (request, reply) =>
      known(request, reply, async (session) => {
        await gate.endSessions(session, { session: request.params.id })
        return {}
      }),
  )

  app.put(
    '/v1/password',
    {
      schema: {
        tags,
        summary: '设密码 · Sets my password',
        description: 'With the present one, or within 15 minutes of a log-in by link. All other sessions end.',
        body: z.strictObject({ present: password.optional(), password }),
        response: { ...answers, 200: z.object({}) },
      },
    },
    (request, reply) =>
      known(request, reply, async (session) => {
        await gate.setPassword(session, request.body, fromOf(request))
        return {}
      }),
  )
  app.post(
    '/v1/second-factor',
    {
      schema: {
        tags,
        summary: '设第二因素 · Offers a second factor',
        description: 'The address is what an authenticator scans. It counts once a code of it was shown.',
        body: z.strictObject({ present: password.optional() }),
        response: { ...answers, 200: z.object({ secret: z.string(), address: z.string() }) },
      },
    },
    (request, reply) => known(request, reply, (session) => gate.offerFactor(session, request.body, fromOf(request))),
  )
  app.put(
    '/v1/second-factor',
    {
      schema: {
        tags,
        summary: '确认第二因素 · Confirms it by a code',
        body: z.strictObject({ code }),
        response: { ...answers, 200: selfShape },
      },
    },
    (request, reply) =>
      known(request, reply, async (session) =>
        enter(request, reply, await gate.confirmFactor(session, request.body.code, fromOf(request))),
      ),
  )
}

function linkRoutes(app: App, gate: Gate, { open, known, enter }: Answering): void {
  app.post(
    '/v1/links',
    {
      schema: {
        tags,
        summary: '给某人一个一次性登录链接 · Makes a one-time log-in link for a person',
        description: 'Shown once. #/invite/<token> opens it.',
        body: z.strictObject({ account: z.string().refine(isId) }),
        response: { ...answers, 200: z.object({ token: z.string(), until: z.number() }) },
      },
    },
    (request, reply) => known(request, reply, (session) => gate.offerLink(session, request.body.account)),
  )
  app.post(
    '/v1/invitations',
    {
      schema: {
        tags,
        summary: '邀请一位没有账号的人 · Invites somebody nobody knows yet',
        body: z.strictObject({ area: z.string().refine((area) => isArea(area) && !isNarrower(area, 'building')) }),
        response: { ...answers, 200: z.object({ token: z.string(), until: z.number(), account: z.string() }) },
      },
    },
    (request, reply) => known(request, reply, (session) => gate.invite(session, request.body.area)),
  )
  app.post(
    '/v1/invitations/look',
    {
      schema: {
        tags,
        summary: '这个链接能做什么 · What a link is good for',
        body: z.strictObject({ token }),
        response: {
          ...answers,
          200: z.object({ kind: z.enum(['log-in', 'invitation']), area: z.string(), areaName: z.string().nullable() }),
        },
      },
    },
    (request, reply) => open(reply, () => gate.lookAtLink(request.body.token, fromOf(request))),
  )
  app.post(
    '/v1/invitations/accept',
    {
      schema: {
        tags,
        summary: '用链接登录或接受邀请 · Logs in by a link, or takes an invitation',
        description: 'An invitation asks for a name and a phone. A password may be set in the same step.',
        body: z.strictObject({ token, name: name.optional(), phone: phone.optional(), password: password.optional() }),
        response: { ...answers, 200: selfShape },
      },
    },
    (request, reply) =>
      open(reply, async () => enter(request, reply, await gate.useLink(request.body, fromOf(request)))),
  )

  app.get(
    '/v1/setup',
    {
      schema: {
        tags,
        summary: '是否还没有管理员；有哪些县 · Whether nobody is there yet; which counties there are',
        response: {
          ...answers,
          200: z.object({ needed: z.boolean(), counties: z.array(z.object({ code: z.string(), name: z.string() })) }),
        },
      },
    },
    (_request, reply) =>
      open(reply, async () => {
        const counties = await gate.counties()
        return {
          needed: counties.length === 0,
          counties: counties.map(({ tenant, name: called }) => ({ code: tenant, name: called })),
        }
      }),
  )
  app.post(
    '/v1/setup',
    {
      schema: {
        tags,
        summary: '用一次性链接设第一个管理员 · Sets the first administrator up, by the one-time link',
        body: z.strictObject({
          token,
          county: z.strictObject({ code: county, name }).optional(),
          name,
          login: login.optional(),
          phone: phone.optional(),
          password,
        }),
        response: { ...answers, 200: selfShape },
      },
    },
    (request, reply) => open(reply, async () => enter(request, reply, await gate.setUp(request.body, fromOf(request)))),
  )
}

export function identityRoutes({ gate }: IdentityRoutes): FastifyPluginAsyncZod {
  return async (app) => {
    // What fits no schema is said in one word: the rest would only help to guess.
    app.setErrorHandler((error: { validation?: unknown; statusCode?: number }, _request, reply) => {
      if (error.validation) return reply.code(400).send({ reason: 'malformed' })
      throw error
    })
    const ways = answering(gate)
    sessionRoutes(app, gate, ways)
    linkRoutes(app, gate, ways)
  }
}
