// The gate over HTTP: /v1/session, /v1/sessions, /v1/password, /v1/second-factor, /v1/links, /v1/invitations and
// /v1/setup. Tokens and passwords travel in bodies, never in addresses.
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Actor } from '#domain/kernel/actor.ts'
import { answering } from './answering.ts'
import { tokenOf } from './cookie.ts'
import type { Gate } from './gate.ts'
import { linkRoutes } from './link-routes.ts'
import { sessionRoutes } from './session-routes.ts'
import type { Session } from './sessions.ts'

/** Who asks, from the session cookie; undefined without one. */
export async function actorOf(gate: Gate, request: FastifyRequest): Promise<Actor | undefined> {
  return (await sessionOf(gate, request))?.actor
}

export function sessionOf(gate: Gate, request: FastifyRequest): Promise<Session | undefined> {
  return gate.sessions.of(tokenOf(request))
}

const bodyBytesMax = 16 * 1024

export function identityRoutes({ gate }: { readonly gate: Gate }): FastifyPluginAsyncZod {
  return async (app) => {
    // Names, passwords, tokens: what comes before anybody is known is small.
    app.addHook('onRoute', (route) => {
      route.bodyLimit = bodyBytesMax
    })
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
