// GET /v1/live: the stream of news to one screen (server-sent events). It ends when the session ends or its rights
// change, and the screen opens it anew.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Tenant } from '#domain/kernel/ids.ts'
import { HEADERS } from '#server/web.ts'
import { streamsOfOneMax, tooOften } from './identity/bounds.ts'
import { sessionOf } from './identity/routes.ts'
import type { Gate } from './identity/gate.ts'
import type { Herald } from './herald.ts'

/** Proxies close what is silent for a minute. */
const breathMs = 25_000
/** Bytes that may wait for a slow phone before it is cut off; it opens anew and asks again. */
const waitingBytesMax = 64 * 1024
/** Open streams in one process: some 10 kB each. */
const streamsMax = 20_000

export interface LiveHouse {
  readonly gate: Gate
  readonly herald: Herald
  epoch(): string
  /** The journal's end as this process knows it. */
  ended(tenant: Tenant): Promise<number>
  readonly stopping: AbortSignal
}

export const cursorPattern = /^[0-9a-z-]{1,64}:\d{1,16}$/

/** Whether a cursor is of this house and not ahead of it: a restored server must be noticed. */
export function cursorStands(cursor: string, epoch: string, ended: number): boolean {
  const at = cursor.lastIndexOf(':')
  return cursor.slice(0, at) === epoch && Number(cursor.slice(at + 1)) <= ended
}

export function liveRoutes(house: LiveHouse): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/v1/live',
      {
        schema: {
          tags: ['live'],
          summary: '实时消息（SSE） · News as server-sent events',
          description:
            'Each message: { cursor, streams, yours } or { reset: true } when the cursor is not of this house. ' +
            'Ask the views again for what it names.',
          querystring: z.object({ after: z.string().regex(cursorPattern).optional() }),
        },
      },
      async (request, reply) => {
        const session = await sessionOf(house.gate, request)
        if (!session) return reply.code(401).send({ reason: 'logged-out' })
        if (house.herald.listening >= streamsMax || house.stopping.aborted)
          return reply.code(503).header('retry-after', '5').send({ reason: 'busy' })
        if (house.herald.streamsOf(session.account) >= streamsOfOneMax) return tooOften(reply, 30)
        const ended = await house.ended(session.actor.tenant)
        reply.hijack()
        const { raw } = reply
        raw.writeHead(200, {
          ...HEADERS,
          'content-type': 'text/event-stream',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        })
        const { after } = request.query
        const reset = after !== undefined && !cursorStands(after, house.epoch(), ended)
        raw.write(
          `retry: 2000\ndata: ` +
            `${JSON.stringify(reset ? { reset: true } : { cursor: `${house.epoch()}:${ended}`, streams: [], yours: [] })}\n\n`,
        )
        // What breaks is the line of one screen; it opens anew.
        raw.on('error', () => {})
        const close = () => {
          quiet()
          raw.end()
        }
        const quiet = house.herald.listen({
          actor: session.actor,
          close,
          send: (text) => {
            raw.write(text)
            return raw.writableLength <= waitingBytesMax
          },
        })
        const unwatch = house.gate.sessions.watch(session, close)
        const breath = setInterval(() => raw.write(':\n\n'), breathMs)
        house.stopping.addEventListener('abort', close, { once: true })
        raw.once('close', () => {
          clearInterval(breath)
          quiet()
          unwatch()
          house.stopping.removeEventListener('abort', close)
        })
      },
    )
  }
}
