// One muster of paper for several phones: the real room judges and folds, the real pages run under the real policy;
// door, sync and codes are of paper.
// It shows that phones and room fit together. The whole house, with its database, is tested in test/journeys/.
import { createHash } from 'node:crypto'
import fastify from 'fastify'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Command, Envelope, Receipt } from '#domain/kernel/envelope.ts'
import { uuid8, type Id } from '#domain/kernel/ids.ts'
import { everyCall, findCall } from '#domain/muster/calls.ts'
import { muster } from '#domain/muster/muster.ts'
import type { CallState } from '#domain/muster/terms.ts'
import type { MusterCommand, MusterEvent } from '#domain/muster/commands.ts'
import type { MusterFacts, MusterState } from '#domain/muster/state.ts'
import type { MyCall, SyncAnswer } from '#server/sync-shape.ts'
import { webRoutes } from '#server/web.ts'
import { builtWeb } from './web.ts'

/** The code that the leader's screen would show. */
export const CODE = '24681357'
const COMMUNITY = '140729100001'
const HOUR = 3_600_000
const idFor = (text: string): Id => uuid8(createHash('sha256').update(text).digest())
const MUSTER: Id = idFor('muster')

export interface PaperMuster {
  readonly url: string
  readonly muster: Id
  /** Events of one kind about one person, as they were decided. */
  events(type: MusterEvent['type'], person?: Id): readonly MusterEvent[]
  stateOf(person: Id): CallState | undefined
  readonly phase: MusterState['phase']
  readonly reach: string
  /** An order by Muster itself: what its timers would send. */
  order(command: MusterCommand): Receipt['status']
  stop(): Promise<void>
}

/** Blows a whistle for so many of these people. Each page says who it is by a cookie `paper=<person>`. */
export async function openPaperMuster(people: readonly Id[], seats: number): Promise<PaperMuster> {
  const app = fastify({ forceCloseConnections: true })
  const streams = new Set<import('node:http').ServerResponse>()
  const receipts = new Map<Id, Receipt>()
  const happened: MusterEvent[] = []
  let state = muster.initial(`muster/${MUSTER}`)
  await app.register(webRoutes, { folder: await builtWeb() })

  const system: Actor = { tenant: '140729', account: MUSTER, grants: [{ role: 'system', area: '140729' }] }
  const actorOf = (cookie: string | undefined): Actor | undefined => {
    const person = /paper=([0-9a-f-]+)/.exec(cookie ?? '')?.[1]
    return person === undefined
      ? undefined
      : { tenant: '140729', account: person, person, grants: [{ role: 'volunteer', area: COMMUNITY }] }
  }
  function judge({ id, command, at }: Envelope, actor: Actor): Receipt {
    const known = receipts.get(id)
    if (known) return known
    const code = (command as { code?: string }).code
    const facts: MusterFacts = {
      self: actor.person,
      code: code === undefined ? undefined : { found: code === CODE ? 'now' : 'wrong', step: 1 },
      callable: people.map((person) => ({ person, fits: 1, home: COMMUNITY, reasons: [{ why: 'registered-here' }] })),
      levels: [
        { area: '140729100', staff: 1 },
        { area: '140729', staff: 1 },
      ],
    }
    const decision = muster.decide(state, command as MusterCommand, facts, { actor, now: Date.now(), id, at })
    if (!('refused' in decision)) {
      state = decision.events.reduce(muster.evolve, state)
      happened.push(...decision.events)
    }
    const receipt: Receipt =
      'refused' in decision
        ? { id, status: 'refused', reason: decision.refused }
        : { id, status: 'accepted', sequence: happened.length, version: happened.length, answer: decision.answer }
    receipts.set(id, receipt)
    for (const stream of streams)
      stream.write(
        `data: ${JSON.stringify({ cursor: `paper:${happened.length}`, streams: [`muster/${MUSTER}`], yours: [] })}\n\n`,
      )
    return receipt
  }
  let orders = 0
  const order = (command: Command) =>
    judge(
      { id: idFor(`order ${(orders += 1)}`), room: 'muster', stream: `muster/${MUSTER}`, at: Date.now(), command },
      system,
    ).status

  function mine(person: Id): MyCall[] {
    const call = findCall(state.calls, person)
    if (!call || !state.whistle) return []
    const { state: stands, willing, wave, calledAt, minutes, arrivedAt, evidence } = call
    return [
      {
        muster: MUSTER,
        phase: state.phase,
        drill: false,
        what: '转移受灾群众,需要人手',
        label: '城关社区活动中心东门',
        place: [111.78, 36.85],
        area: COMMUNITY,
        from: state.whistle.from,
        until: state.until,
        state: stands,
        willing,
        wave,
        reasons: [{ why: 'registered-here' }],
        calledAt,
        answerBy: calledAt + HOUR / 4,
        ...(minutes !== undefined && { minutes }),
        ...(arrivedAt !== undefined && { arrivedAt }),
        ...(evidence && { evidence }),
      },
    ]
  }
  app.get('/v1/session', (request, reply) => {
    const actor = actorOf(request.headers.cookie)
    return actor ? reply.send({ ...actor, name: '志愿者' }) : reply.code(401).send({})
  })
  app.get('/v1/sync', (request): SyncAnswer => ({
    cursor: `paper:${happened.length}`,
    reset: false,
    now: Date.now(),
    calls: mine(actorOf(request.headers.cookie)!.person!),
    leading: [],
    receipts: [],
  }))
  app.post('/v1/commands', (request) => ({
    receipts: (request.body as { commands: Envelope[] }).commands.map((envelope) =>
      judge(envelope, actorOf(request.headers.cookie)!),
    ),
  }))
  app.get('/v1/live', (_, reply) => {
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    reply.raw.write(':\n\n')
    streams.add(reply.raw)
    reply.raw.on('close', () => streams.delete(reply.raw))
    return reply.hijack()
  })

  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const from = Date.now()
  order({
    type: 'blow-whistle',
    what: 'x',
    label: 'x',
    area: COMMUNITY,
    place: [111.78, 36.85],
    needs: [{ people: seats }],
    from,
    until: from + 4 * HOUR,
    drill: false,
    answerMinutes: 10,
    escalateMinutes: 20,
    waves: 'by-hand',
    people,
  } as Command)
  return {
    url,
    muster: MUSTER,
    events: (type, person) =>
      happened.filter(
        (event) => event.type === type && (person === undefined || (event as { person?: Id }).person === person),
      ),
    stateOf: (person) => [...everyCall(state.calls)].find(([one]) => one === person)?.[1].state,
    get phase() {
      return state.phase
    },
    get reach() {
      return state.reach
    },
    order: (command) => order(command),
    async stop() {
      for (const stream of streams) stream.destroy()
      await app.close()
    },
  }
}
