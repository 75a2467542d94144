// POST /v1/slips: a device hands back the slip of a telling and says that it has it, or that it was looked at. Saying
// it twice is saying it once; nothing is told to whoever asks.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { systemActor, type Actor } from '#domain/kernel/actor.ts'
import type { Command, Envelope, Instant, Receipt } from '#domain/kernel/envelope.ts'
import { deviceWords, type ReachChannel, type ReachOutcome } from '#domain/kernel/reach.ts'
import { streamOf } from '#domain/kernel/stream.ts'
import type { Id } from '#domain/kernel/ids.ts'
import type { HouseKeys } from '#journal/keys.ts'
import { giveUnder, ownId } from '#journal/own-ids.ts'
import { tooOften, type Bounds } from '../identity/bounds.ts'
import { slipsOf } from './slips.ts'

/** A slip and a word. */
const bodyBytesMax = 1_024

export interface SlipHouse {
  receive(envelope: Envelope, actor: Actor): Promise<Receipt>
  readonly keys: Pick<HouseKeys, 'own' | 'for'>
  now(): Instant
  readonly bounds: Bounds
}

type NoteReach = Command & {
  readonly about: string
  readonly reached: readonly (readonly [Id, ReachChannel, ReachOutcome])[]
  readonly since?: Instant
}

const said = z.object({ reason: z.string() })

export function slipRoutes(house: SlipHouse): FastifyPluginAsyncZod {
  const slips = slipsOf(house.keys)
  return async (app) => {
    app.post(
      '/v1/slips',
      {
        bodyLimit: bodyBytesMax,
        schema: {
          tags: ['channels'],
          summary: '手机回条：已到，或者已看 · A device says that it has a telling, or that it was looked at',
          body: z.strictObject({ slip: z.string().max(bodyBytesMax), word: z.enum(deviceWords) }),
          response: { 204: z.null(), 404: said, 503: said },
        },
      },
      async (request, reply) => {
        const { slip: text, word } = request.body
        const slip = slips.read(text, house.now())
        if (!slip) return reply.code(404).send({ reason: 'unknown' })
        const wait = house.bounds.take('slips', `${slip.tenant} ${slip.who}`)
        if (wait > 0) return tooOften(reply, wait)
        const { tenant, room, of, about, who, by, since } = slip
        const command: NoteReach = {
          type: 'note-reach',
          about,
          reached: [[who, by, word]],
          ...(room === 'muster' && { since }),
        }
        const stream = streamOf(room, of)
        const id = ownId(house.keys.own, 'slip', tenant, stream, about, who, by, since, word)
        const receipt = await giveUnder(house.keys.own, id, (own) =>
          house.receive({ id: own, room, stream, at: house.now(), command }, systemActor(tenant)),
        )
        if (receipt.status === 'busy')
          return reply.code(503).header('retry-after', String(receipt.retryAfterSeconds)).send({ reason: 'busy' })
        return reply.code(204).send(null)
      },
    )
  }
}
