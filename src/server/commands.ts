// POST /v1/commands: envelopes in, receipts out, in order. Answered when they are durable.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { judges } from '#rooms/all.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Envelope, Receipt } from '#domain/kernel/envelope.ts'
import { isOutside } from '#domain/kernel/ids.ts'
import { brokenText, findBroken } from '#domain/kernel/plain.ts'
import { type Bounds, refusedCosts, tooOften } from './identity/bounds.ts'
import { sessionOf } from './identity/routes.ts'
import type { Session } from './identity/sessions.ts'
import type { Gate } from './identity/gate.ts'
import { lookerOf } from './looking.ts'

/** Ids of version 8 are derived: the house's own commands bear them, and imports, which are made within. */
const notOutside = (id: string): Receipt => ({
  id,
  status: 'malformed',
  problems: [{ path: 'id', problem: 'a UUID of version 7 is expected' }],
})

const roomNames: ReadonlySet<string> = new Set(judges.keys())

/** Envelopes in one request: what a phone has gathered in a day without a network. */
export const commandsMax = 500
/** A batch of 200 registrations takes some 40 kB; 500 envelopes of that kind are sent in several requests. */
const bodyBytesMax = 4 * 1024 * 1024

export const envelopeShape = z.object({
  id: z.string().max(64),
  room: z.string().max(40),
  stream: z.string().min(1).max(120),
  at: z.number().min(0),
  /** Judged by the room's own schema; what is wrong there comes back as a receipt. */
  command: z.looseObject({ type: z.string().max(60) }),
})
const receiptShape = z.looseObject({
  id: z.string(),
  status: z.enum(['accepted', 'refused', 'unknown', 'malformed', 'conflict', 'busy']),
})
const problem = z.object({ reason: z.string() })

export interface CommandsHouse {
  readonly gate: Gate
  receive(envelope: Envelope, actor: Actor): Promise<Receipt>
  readonly stopping: AbortSignal
  readonly bounds: Bounds
}

/** The answer to a change of one's own number says whether another holds it. */
const isOwnPhone = ({ stream, command }: Envelope, { person }: Actor): boolean =>
  command.type === 'change-person' && 'phone' in command && person !== undefined && stream === `person/${person}`

/** Who sends, as the access log names them. */
interface Asking {
  readonly session: Session
  readonly looker: ReturnType<typeof lookerOf>
}

const refuse = (house: CommandsHouse, { session, looker }: Asking, what: string) =>
  house.gate.refusals.note({ ...looker, at: house.gate.house.clock(), what, area: session.tenant })

/** So many a day, and each stands in the access log before it is answered: whoever asks for many numbers is seen. */
async function changePhone(house: CommandsHouse, envelope: Envelope, asking: Asking): Promise<Receipt> {
  const { actor } = asking.session
  // Refused and not kept: a phone's queue must not wait behind it till tomorrow.
  if (house.bounds.take('phones', actor.account) > 0)
    return { id: envelope.id, status: 'refused', reason: 'phone-too-often' }
  await house.gate.log.note({
    ...asking.looker,
    at: house.gate.house.clock(),
    what: 'own-phone-changed',
    area: actor.tenant,
    persons: [actor.person!],
  })
  return house.receive(envelope, actor)
}

/** Tries of one account at the codes of one muster, round or place are counted; a right one is no try. */
async function receiveOne(house: CommandsHouse, envelope: Envelope, asking: Asking): Promise<Receipt> {
  const { actor } = asking.session
  const broken = findBroken(envelope)
  if (broken !== undefined)
    return { id: envelope.id, status: 'malformed', problems: [{ path: broken, problem: brokenText }] }
  if (!isOutside(envelope.id)) return notOutside(envelope.id)
  if (isOwnPhone(envelope, actor)) return changePhone(house, envelope, asking)
  if (!('code' in envelope.command)) return house.receive(envelope, actor)
  const whom = `${actor.account} ${envelope.stream}`
  const wait = house.bounds.take('codes', whom)
  if (wait > 0) return { id: envelope.id, status: 'busy', retryAfterSeconds: wait }
  const receipt = await house.receive(envelope, actor)
  const guess = receipt.status === 'refused' && /^code-|^clock-ahead$/.test(receipt.reason)
  if (guess) await refuse(house, asking, 'guess-failed')
  else house.bounds.charge('codes', whom, -1)
  return receipt
}

export function commandRoutes(house: CommandsHouse): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/v1/commands',
      {
        bodyLimit: bodyBytesMax,
        // Receipts are our own making: written as they are, not checked again.
        serializerCompiler: () => JSON.stringify,
        schema: {
          tags: ['commands'],
          summary: '提交命令，逐条取得回执 · Gives commands and gets a receipt for each',
          description:
            'The same id again gets the same receipt and has no second effect. `busy` is not kept: send the ' +
            'same again after `retryAfterSeconds`.',
          body: z.object({ commands: z.array(envelopeShape).min(1).max(commandsMax) }),
          response: { 200: z.object({ receipts: z.array(receiptShape) }), 401: problem, 429: problem, 503: problem },
        },
      },
      async (request, reply) => {
        const session = await sessionOf(house.gate, request)
        if (!session) return reply.code(401).send({ reason: 'logged-out' })
        const { actor } = session
        const asking = { session, looker: lookerOf(session, request) }
        if (house.stopping.aborted) return reply.code(503).header('retry-after', '2').send({ reason: 'busy' })
        const { bounds } = house
        const wait = bounds.take('commands', actor.account, request.body.commands.length)
        if (wait > 0) {
          await refuse(house, asking, 'too-often')
          return tooOften(reply, wait)
        }
        const receipts = await Promise.all(
          request.body.commands.map((envelope) => receiveOne(house, envelope as Envelope, asking)),
        )
        // What is not there and what one may not are answered alike, and both are written down.
        const rooms = receipts.flatMap(({ status }, at) =>
          status === 'unknown' ? [request.body.commands[at].room] : [],
        )
        for (const room of new Set(rooms.filter((one) => roomNames.has(one))))
          await refuse(house, asking, `refused-order:${room}`)
        const refused = receipts.filter(({ status }) => status !== 'accepted' && status !== 'busy').length
        bounds.charge('commands', actor.account, refused * refusedCosts)
        if (receipts.every((receipt) => receipt.status === 'busy'))
          return reply
            .code(503)
            .header('retry-after', String((receipts[0] as { retryAfterSeconds: number }).retryAfterSeconds))
            .send({ reason: 'busy' })
        return reply.send({ receipts } as { receipts: { id: string; status: Receipt['status'] }[] })
      },
    )
  }
}
