// A house of paper for looking at the phone's screens in every state: the real pages under the real policy, the real
// room judging commands, but one person, no database and no time passing. What the whole house does is tested in
// test/journeys/.
import type { ServerResponse } from 'node:http'
import fastify from 'fastify'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Envelope, Receipt } from '#domain/kernel/envelope.ts'
import type { Id } from '#domain/kernel/ids.ts'
import type { MusterCommand } from '#domain/muster/commands.ts'
import type { MyCall, SyncAnswer } from '#server/sync-shape.ts'
import { webRoutes } from '#server/web.ts'
import { afterCommand, engagedIn } from '#web/foresee/foresee.ts'
import { builtWeb } from './web.ts'

export const GUO: Id = '01920000-0000-7000-8000-0000000000aa'
const actor: Actor & { name: string } = {
  tenant: '140729',
  account: GUO,
  person: GUO,
  name: '郭秀英',
  grants: [{ role: 'volunteer', area: '140729100001' }],
}

export interface PaperHouse {
  readonly url: string
  calls: MyCall[]
  views: Record<string, unknown>
  leading: SyncAnswer['leading']
  epoch: string
  loggedIn: boolean
  /** Every command that took effect, in order. */
  readonly effects: MusterCommand[]
  /** How often the door was asked. */
  asked: number
  /**
   * What becomes of the next commands: they never come in, their replies are lost, or the door is busy. A browser that
   * is set offline may send while it opens a page, all the same.
   */
  fault?: 'cut' | 'lose-reply' | 'busy' | 'fail'
  refuse?: string
  /** Tells open streams that something changed. */
  tell(): void
  stop(): Promise<void>
}

/** What is told while nobody listens is told to whoever comes first, as the house tells that it is ahead. */
function liveStreams() {
  const streams = new Set<ServerResponse>()
  let untold = ''
  return {
    open(stream: ServerResponse): void {
      stream.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      stream.write(`:\n\n${untold}`)
      untold = ''
      streams.add(stream.on('close', () => streams.delete(stream)))
    },
    tell(news: object): void {
      const line = `data: ${JSON.stringify(news)}\n\n`
      if (streams.size === 0) untold = line
      for (const stream of streams) stream.write(line)
    },
    cut(): void {
      for (const stream of streams) stream.destroy()
    },
  }
}

export async function openPaperHouse(): Promise<PaperHouse> {
  const app = fastify({ forceCloseConnections: true })
  const receipts = new Map<Id, Receipt>()
  const live = liveStreams()
  let sequence = 0
  await app.register(webRoutes, { folder: await builtWeb() })

  function judge(envelope: Envelope): Receipt {
    const known = receipts.get(envelope.id)
    if (known) return known
    const receipt = fresh(envelope)
    receipts.set(envelope.id, receipt)
    return receipt
  }
  function fresh({ id, stream, command }: Envelope): Receipt {
    if (house.refuse) return { id, status: 'refused', reason: house.refuse }
    const index = house.calls.findIndex((call) => `muster/${call.muster}` === stream)
    if (stream.startsWith('muster/')) {
      if (index < 0) return { id, status: 'refused', reason: 'not-called' }
      const after = afterCommand(house.calls[index], command as MusterCommand, {
        me: GUO,
        actor,
        at: Date.now(),
        elsewhere: engagedIn(house.calls, house.calls[index].muster),
      })
      if ('refused' in after) return { id, status: 'refused', reason: after.refused }
      house.calls = house.calls.map((call, at) => (at === index ? after : call))
    }
    house.effects.push(command as MusterCommand)
    return { id, status: 'accepted', sequence: (sequence += 1), version: 1 }
  }

  app.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/v1/') && !house.loggedIn && request.method !== 'POST') await reply.code(401).send({})
  })
  app.get('/v1/session', () => actor)
  app.delete('/v1/session', (_, reply) => {
    house.loggedIn = false
    void reply.code(204).send()
  })
  app.post('/v1/invitations/look', () => ({ kind: 'invitation', area: '140729100001', areaName: '城关社区' }))
  app.get('/v1/sync', (request): SyncAnswer => {
    const cursor = (request.query as { cursor?: string }).cursor
    return {
      cursor: `${house.epoch}:${sequence}`,
      reset: cursor !== undefined && !cursor.startsWith(`${house.epoch}:`),
      now: Date.now(),
      person: GUO,
      calls: house.calls,
      leading: house.leading,
      receipts: [],
    }
  })
  app.post('/v1/commands', (request, reply) => {
    if (house.fault === 'cut') return void reply.raw.destroy()
    house.asked += 1
    if (!house.loggedIn) return reply.code(401).send({})
    if (house.fault === 'busy') return reply.code(503).header('retry-after', '1').send({})
    if (house.fault === 'fail') return reply.code(500).send({})
    const answer = { receipts: (request.body as { commands: Envelope[] }).commands.map(judge) }
    if (house.fault === 'lose-reply') return void reply.raw.destroy()
    return reply.send(answer)
  })
  app.get('/v1/live', (_, reply) => {
    live.open(reply.raw)
    return reply.hijack()
  })
  app.get('/v1/views/:name', (request, reply) => {
    const answer = house.views[(request.params as { name: string }).name]
    return answer === undefined ? reply.code(404).send({}) : reply.send(answer)
  })
  app.get('/v1/sessions', () => ({
    rows: [
      { id: 's1', agent: 'Android · Chrome', lastSeen: Date.now(), here: true },
      { id: 's2', agent: 'Windows · Edge', lastSeen: Date.now() - 7e7, here: false },
    ],
  }))

  const house: PaperHouse = {
    url: await app.listen({ host: '127.0.0.1', port: 0 }),
    calls: [],
    views: {},
    leading: [],
    epoch: 'first',
    loggedIn: true,
    effects: [],
    asked: 0,
    tell() {
      live.tell({ cursor: `${house.epoch}:${sequence}`, streams: [], yours: ['people-called'] })
    },
    async stop() {
      live.cut()
      await app.close()
    },
  }
  return house
}

const HOUR = 3_600_000
export function paperCall(more: Partial<MyCall> & { muster: Id }): MyCall {
  const now = Date.now()
  return {
    phase: 'running',
    drill: false,
    what: '王禹乡连夜转移受灾群众,需要人手搬运被褥和药品',
    label: '城关社区活动中心东门',
    place: [111.78, 36.85],
    area: '140729100001',
    from: now + HOUR / 2,
    until: now + 5 * HOUR,
    state: 'called',
    willing: false,
    wave: 1,
    reasons: [{ why: 'registered-here' }, { why: 'near', metres: 400 }, { why: 'skill', skill: 'carrying' }],
    calledAt: now - 60_000,
    answerBy: now + HOUR / 4,
    ...more,
  }
}
