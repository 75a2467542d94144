// The HTTP side of the house: Fastify with zod schemas, the OpenAPI document made from them, health, and every route.
import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { brokenText, findBroken } from '#domain/kernel/plain.ts'
import { armour } from './identity/armour.ts'
import { Bounds, threshold } from './identity/bounds.ts'
import { watchNeighbours } from './identity/neighbour.ts'
import type { House } from './house.ts'
import { tellElsewhere } from './syslog.ts'
import { passes, retryAfterSeconds } from './passing.ts'
import { addRoutes } from './routes.ts'
import { troubleKinds } from './troubles.ts'
import { webRoutes } from './web.ts'

export interface AppOptions {
  readonly webFolder?: string
  /** Proxies whose X-Forwarded-For is believed: addresses or ranges, comma-separated. */
  readonly trustProxy?: string
}

/** A trouble that passes is said in the log at most so often. */
const saidAgainMs = 10_000

const health = z.object({
  status: z.enum(['ok', 'starting', 'stopping', 'no-database', 'no-room']),
  /** What is wrong just now, and since when; the house may go on all the same. */
  troubles: z.array(z.object({ kind: z.enum(troubleKinds), since: z.number() })).optional(),
})

type Failed = Error & {
  statusCode?: number
  validation?: readonly { instancePath?: string; message?: string }[]
}

/** What could not be answered: our words alone leave the house. */
function answerError(house: Pick<House, 'log'>) {
  let saidAt = Number.NEGATIVE_INFINITY
  return async (error: Failed, _request: FastifyRequest, reply: FastifyReply) => {
    // A route's own schemas know nothing of what is answered here.
    reply.serializer(JSON.stringify)
    if (error.validation)
      return reply.code(400).send({
        reason: 'malformed',
        problems: error.validation
          .slice(0, 20)
          .map((one) => ({ path: one.instancePath ?? '', problem: one.message ?? '' })),
      })
    if (passes(error)) {
      // Each waiting phone meets the same trouble: said now and then, not once a request.
      if (performance.now() - saidAt > saidAgainMs) {
        saidAt = performance.now()
        house.log('requests are asked to come again', error)
      }
      return reply.code(503).header('retry-after', String(retryAfterSeconds)).send({ reason: 'busy' })
    }
    const status = error.statusCode ?? 500
    if (status < 500)
      return reply.code(status).send({
        reason: status === 413 ? 'too-large' : 'malformed',
        problems: [{ path: '', problem: error.message }],
      })
    house.log('a request failed', error)
    return reply.code(500).send({ reason: 'failed' })
  }
}

/**
 * What no text may hold is refused before anything is asked of it, by the place where it stands. Commands say it one by
 * one: a phone's queue must not wait behind a broken word.
 */
function plain(app: FastifyInstance): void {
  app.addHook('preValidation', async (request, reply) => {
    const { query, params, body } = request
    const path = findBroken({ query, params, ...(request.url.startsWith('/v1/commands') ? {} : { body }) })
    if (path === undefined) return
    return reply
      .code(400)
      .type('application/json; charset=utf-8')
      .serializer(JSON.stringify)
      .send({ reason: 'malformed', problems: [{ path, problem: brokenText }] })
  })
}

/** What every request passes before any route. @returns what the routes themselves count by */
async function guard(app: FastifyInstance, house: House): Promise<Bounds> {
  await armour(app)
  const bounds = new Bounds(() => performance.now())
  threshold(app, house.gate, bounds)
  tellElsewhere(app, house)
  plain(app)
  watchNeighbours(app, house.troubles)
  return bounds
}

export async function openApp(house: House, options: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    trustProxy: options.trustProxy?.split(',') ?? false,
    forceCloseConnections: true,
    requestTimeout: 60_000,
    routerOptions: { maxParamLength: 200 },
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(answerError(house))
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ reason: 'unknown' }))
  const bounds = await guard(app, house)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Muster 集结',
        version: '1',
        description:
          '社区动员系统的接口。所有改动都是经 POST /v1/commands 提交的命令。 · Everything that changes ' +
          'anything is a command given to POST /v1/commands.',
      },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'muster' } } },
    },
    transform: jsonSchemaTransform,
  })
  await app.register(async (scope) => {
    scope.get(
      '/healthz',
      { schema: { tags: ['health'], summary: '进程在 · The process is up', response: { 200: health } } },
      () => ({ status: 'ok' as const }),
    )
    scope.get(
      '/readyz',
      { schema: { tags: ['health'], summary: '可以服务 · Ready to serve', response: { 200: health, 503: health } } },
      async (_request, reply) => {
        const status = await house.readiness()
        const troubles = house.troubles.list().map(({ kind, since }) => ({ kind, since }))
        return reply
          .code(status === 'ok' ? 200 : 503)
          .header('cache-control', 'no-store')
          .send({ status, ...(troubles.length > 0 && { troubles }) })
      },
    )
    scope.get(
      '/v1/openapi.json',
      {
        serializerCompiler: () => JSON.stringify,
        schema: { tags: ['health'], summary: '本文档 · This document', response: { 200: z.looseObject({}) } },
      },
      () => app.swagger() as unknown as Record<string, unknown>,
    )
    await addRoutes(scope, house, bounds)
  })
  if (options.webFolder) await app.register(webRoutes, { folder: options.webFolder })
  return app
}
