// GET /v1/sync: one phone's whole document, read in one moment of the database.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { AreaId } from '#domain/kernel/area.ts'
import { anybody, opened, type Actor, type Opened } from '#domain/kernel/actor.ts'
import type { Instant } from '#domain/kernel/envelope.ts'
import { findEnd } from '#journal/append.ts'
import { findBackedUp } from '#journal/backup/noted.ts'
import { findAnswers } from '#journal/receipts.ts'
import type { HouseKeys } from '#journal/keys.ts'
import type { Tx, VaultReader } from '#journal/view.ts'
import { slipsOf, type Slips } from './channels/slips.ts'
import type { Gate } from './identity/gate.ts'
import type { Session } from './identity/sessions.ts'
import { findMyPlaces } from '#rooms/point/desks.ts'
import { findMyDoors } from '#rooms/visit/questions.ts'
import { sessionOf } from './identity/routes.ts'
import { cursorStands } from './live.ts'
import { lookerOf } from './looking.ts'
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

/** All of it, in one moment of the database. */
async function answerOf(
  house: SyncHouse & { readonly slips: Slips },
  tx: Tx,
  actor: Actor,
  cursor: string | undefined,
  now: Instant,
): Promise<SyncAnswer> {
  const ended = await findEnd(tx, actor.tenant)
  const reset = cursor !== undefined && !cursorStands(cursor, house.epoch(), ended)
  const after = cursor === undefined || reset ? undefined : Number(cursor.slice(cursor.lastIndexOf(':') + 1))
  const receipts =
    after === undefined || after >= ended ? [] : await findAnswers(tx, actor.tenant, actor.account, after, receiptsMax)
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
    ...(await findMine(tx, actor, now, house.vault, house.slips)),
    ...(places.length > 0 && { places }),
    ...(doors.length > 0 && { doors }),
    ...(backedUp !== undefined && { backedUp }),
    receipts,
  }
}

/** A phone asks every few minutes, and is told of the same doors again. */
const toldAgainMs = 3_600_000
/** Sessions whose doors are remembered; one that is forgotten is written down once more. */
const sessionsMax = 5_000

/** Doors that a session was lately told of: those stand in the access log already. */
export class ToldLately {
  readonly #sessions = new Map<string, Map<AreaId, Instant>>()

  /** Of these doors, those not told of within the hour. */
  fresh(session: string, doors: readonly AreaId[], now: Instant): AreaId[] {
    const told = this.#sessions.get(session)
    return [...new Set(doors)].filter((door) => !(now - (told?.get(door) ?? -Infinity) < toldAgainMs))
  }

  /** They stand in the log. */
  told(session: string, doors: readonly AreaId[], now: Instant): void {
    const before = [...(this.#sessions.get(session) ?? [])].filter(([, at]) => now - at < toldAgainMs)
    this.#sessions.delete(session)
    this.#sessions.set(session, new Map([...before, ...doors.map((door) => [door, now] as const)]))
    if (this.#sessions.size > sessionsMax) this.#sessions.delete(this.#sessions.keys().next().value!)
  }
}

export function syncRoutes(house: SyncHouse): FastifyPluginAsyncZod {
  const slips = slipsOf(house.keys)
  const lately = new ToldLately()
  /** Doors and the needs behind them are written down before a phone is told; the rest is about the asker alone. */
  const note = async (session: Session, request: FastifyRequest, { doors = [] }: SyncAnswer, now: Instant) => {
    const { tenant } = session
    const doorsOf = doors.map((door) => door.household)
    const households = lately.fresh(session.session, doorsOf, now)
    if (households.length === 0) return
    const look = { ...lookerOf(session, request), households, at: now, what: 'sync', area: tenant }
    await house.gate.log.note(look)
    lately.told(session.session, households, now)
  }
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
        const session = await sessionOf(house.gate, request)
        if (!session) return reply.code(401).send({ reason: 'logged-out' })
        // About oneself alone: who has no person behind the account has nothing to fetch.
        const actor =
          opened({ roles: [], self: true }, session.actor, {
            ...(session.actor.person && { person: session.actor.person }),
          }) ?? anybody(session.tenant, session.account)
        const now = house.now()
        const { cursor } = request.query
        const answer = await house.asAsker(actor, (tx) => answerOf({ ...house, slips }, tx, actor, cursor, now))
        await note(session, request, answer, now)
        return reply.send(answer)
      },
    )
  }
}
