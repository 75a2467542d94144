// Sessions over HTTP: logging in and out, showing the second factor, one's own sessions, password and second factor.
import { z } from 'zod'
import {
  answers,
  fromOf,
  selfShape,
  sessionShape,
  setOut,
  tags,
  tellSelf,
  type Answering,
  type App,
} from './answering.ts'
import { code, county, login, password } from './fields.ts'
import type { Gate } from './gate.ts'

export function sessionRoutes(app: App, gate: Gate, ways: Answering): void {
  logInRoutes(app, gate, ways)
  ownSessionRoutes(app, gate, ways)
  secretRoutes(app, gate, ways)
}

function logInRoutes(app: App, gate: Gate, { open, known, enter }: Answering): void {
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
        setOut(request, reply)
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
}

function ownSessionRoutes(app: App, gate: Gate, { known }: Answering): void {
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
}

function secretRoutes(app: App, gate: Gate, { known, enter }: Answering): void {
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
        await gate.setPassword(session, request.body)
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
    (request, reply) => known(request, reply, (session) => gate.offerFactor(session, request.body)),
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
