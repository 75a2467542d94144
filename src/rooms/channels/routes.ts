// GET /v1/channels: by which ways this house can reach people, and the key that a browser's push subscription needs.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { RoomHouse } from '../house.ts'

export const channelsShape = z.object({
  /** The public VAPID key, base64url, for `PushManager.subscribe`. */
  key: z.string(),
  /** Whether this house sends e-mail. */
  mail: z.boolean(),
})
export type ChannelsAnswer = z.infer<typeof channelsShape>

export function channelRoutes(house: RoomHouse): FastifyPluginAsyncZod {
  const answer: ChannelsAnswer = { key: house.ways.pushKey, mail: house.ways.mail }
  return async (app) => {
    app.get(
      '/v1/channels',
      {
        schema: {
          tags: ['channels'],
          summary: '本系统能用哪些方式通知 · By which ways this house reaches people',
          response: { 200: channelsShape, 401: z.object({ reason: z.string() }) },
        },
      },
      async (request, reply) =>
        (await house.actorOf(request)) ? reply.send(answer) : reply.code(401).send({ reason: 'logged-out' }),
    )
  }
}
