// GET /v1/sync: one phone's whole document, read in one moment of the database.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { anybody, opened, type Opened } from '#domain/kernel/actor.ts'
import type { Instant } from '#domain/kernel/envelope.ts'
import { findEnd } from '#journal/append.ts'
import { findBackedUp } from '#journal/backup/noted.ts'
import { findAnswers } from '#journal/receipts.ts'
import type { HouseKeys } from '#journal/keys.ts'
import type { Tx, VaultReader } from '#journal/view.ts'
import { slipsOf } from './channels/slips.ts'
import type { Gate } from './identity/gate.ts'
import { findMyPlaces } from '#rooms/point/desks.ts'
import { findMyDoors } from '#rooms/visit/questions.ts'
import { actorOf } from './identity/routes.ts'
import { cursorStands } from './live.ts'
import { receiptsMax, syncAnswer, syncQuery, type SyncAnswer } from './sync-shape.ts'
import { findMine } from './sync.ts'

export interface SyncHouse {
  readonly gate: Gate
  asAsker<T>(actor: Opened, work: (tx: Tx) => Promise<T>): Promise<T>
  readonly vault: VaultReader
  readonly keys: Pick<HouseKeys, 'for'>
  epoch(): string
  now(): Instant
}

export function syncRoutes(house: SyncHouse): FastifyPluginAsyncZod {
  const slips = slipsOf(house.keys)
  return async (app) => {
    app.get(
      '/v1/sync',
      {
        serializerCompiler: () => JSON.stringify,
        schema: {
          tags: ['sync'],
          summary: '手机同步：与我有关的全部 · All that one phone needs to know',
          querystring: syncQuery,
          response: { 200: syncAnswer, 401: z.object({ reason: z.string() }) },
        },
      },
      async (request, reply) => {
        const session = await actorOf(house.gate, request)
        if (!session) return reply.code(401).send({ reason: 'logged-out' })
        // About oneself alone: who has no person behind the account has nothing to fetch.
        const actor =
          opened({ roles: [], self: true }, session, { ...(session.person && { person: session.person }) }) ??
          anybody(session.tenant, session.account)
        const now = house.now()
        const { cursor } = request.query
        const answer = await house.asAsker(actor, async (tx): Promise<SyncAnswer> => {
          const ended = await findEnd(tx, actor.tenant)
          const reset = cursor !== undefined && !cursorStands(cursor, house.epoch(), ended)
          const after = cursor === undefined || reset ? undefined : Number(cursor.slice(cursor.lastIndexOf(':') + 1))
          const receipts =
            after === undefined || after >= ended
              ? []
              : await findAnswers(tx, actor.tenant, actor.account, after, receiptsMax)
          const [places, doors] = [
            await findMyPlaces(tx, actor, now, house.vault),
            await findMyDoors(tx, actor, now, house.vault),
          ]
          const backedUp = await findBackedUp(tx, actor.tenant, house.epoch())
          return {
            cursor: `${house.epoch()}:${ended}`,
            reset,
            now,
            ...(actor.person && { person: actor.person }),
            ...(await findMine(tx, actor, now, house.vault, slips)),
            ...(places.length > 0 && { places }),
            ...(doors.length > 0 && { doors }),
            ...(backedUp !== undefined && { backedUp }),
            receipts,
          }
        })
        return reply.send(answer)
      },
    )
  }
}
