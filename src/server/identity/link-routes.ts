// One-time links over HTTP: log-in links, invitations, and the set-up of an empty house.
import { z } from 'zod'
import { isArea, isNarrower } from '#domain/kernel/area.ts'
import { isId } from '#domain/kernel/ids.ts'
import { answers, fromOf, selfShape, tags, type Answering, type App } from './answering.ts'
import { county, login, name, nonce, password, phone, token } from './fields.ts'
import type { Gate } from './gate.ts'

export function linkRoutes(app: App, gate: Gate, ways: Answering): void {
  givingRoutes(app, gate, ways)
  usingRoutes(app, gate, ways)
  setupRoutes(app, gate, ways)
}

function givingRoutes(app: App, gate: Gate, { known }: Answering): void {
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
    (request, reply) => known(request, reply, (session) => gate.links.offer(session, request.body.account)),
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
    (request, reply) => known(request, reply, (session) => gate.links.invite(session, request.body.area)),
  )
}

function usingRoutes(app: App, gate: Gate, { open, enter }: Answering): void {
  app.post(
    '/v1/invitations/look',
    {
      schema: {
        tags,
        summary: '这个链接能做什么 · What a link is good for',
        body: z.strictObject({ token, nonce: nonce.optional() }),
        response: {
          ...answers,
          200: z.object({ kind: z.enum(['log-in', 'invitation']), area: z.string(), areaName: z.string().nullable() }),
        },
      },
    },
    (request, reply) => open(reply, () => gate.links.look(request.body, fromOf(request))),
  )
  app.post(
    '/v1/invitations/accept',
    {
      schema: {
        tags,
        summary: '用链接登录或接受邀请 · Logs in by a link, or takes an invitation',
        description:
          'An invitation asks for a name and a phone. A password may be set in the same step. With a nonce the same ' +
          'page opens it again for ten minutes: an answer may be lost on its way.',
        body: z.strictObject({
          token,
          nonce: nonce.optional(),
          name: name.optional(),
          phone: phone.optional(),
          password: password.optional(),
        }),
        response: { ...answers, 200: selfShape },
      },
    },
    (request, reply) =>
      open(reply, async () => enter(request, reply, await gate.links.use(request.body, fromOf(request)))),
  )
}

function setupRoutes(app: App, gate: Gate, { open, enter }: Answering): void {
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
    (request, reply) =>
      open(reply, async () => enter(request, reply, await gate.setup.use(request.body, fromOf(request)))),
  )
}
