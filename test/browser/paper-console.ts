// A house of paper for looking at the console's screens in every state: the real pages under the real policy, answers
// drawn by the demo's generator, orders written down and not judged. What the whole house does is tested in
// test/journeys/.
import type { ServerResponse } from 'node:http'
import fastify from 'fastify'
import type { Grant } from '#domain/kernel/actor.ts'
import type { Envelope } from '#domain/kernel/envelope.ts'
import { webRoutes } from '#server/web.ts'
import type { BoardAnswer, MusterRow, ProposalAnswer, SummaryAnswer } from '#rooms/muster/shapes.ts'
import { drawDemo } from '../../src/demo/files.ts'
import { builtWeb } from './web.ts'

export const COUNTY = '140729'
const HOUR_MS = 3_600_000
export const idOf = (kind: string, n: number) => `01920000-0000-7${kind}00-8000-${String(n).padStart(12, '0')}`

export interface PaperConsole {
  readonly url: string
  /** Answers by question; a function is asked with the parameters. */
  views: Record<string, unknown>
  /** Answers of plain routes, by `METHOD /path`. */
  routes: Record<string, unknown>
  grants: Grant[]
  loggedIn: boolean
  /** Every call of a plain route, in order. */
  readonly calls: { readonly at: string; readonly body: unknown }[]
  /** Every envelope that came, in order; the same id again is there again. */
  readonly envelopes: Envelope[]
  refuse?: string
  /** The server is gone: every call breaks, open streams end. */
  cut(): void
  mend(): void
  tell(streams: readonly string[]): void
  stop(): Promise<void>
}

const counts = {
  called: 42,
  answered: 34,
  coming: 8,
  arrived: 12,
  left: 0,
  cannot: 4,
  talk: 2,
  thanked: 0,
  absent: 0,
  released: 0,
  silent: 3,
  seated: 20,
}

export function paperMuster(n: number, place: readonly [number, number], area: string, now: number): MusterRow {
  return {
    muster: idOf('1', n),
    area,
    reach: area,
    place: [place[0], place[1]],
    what: ['翠峰镇排水抢险', '第二轮采样点支援', '独居老人走访', '道路清雪'][n % 4],
    label: '城关社区活动中心',
    phase: n % 5 === 4 ? 'filled' : 'running',
    drill: n % 9 === 8,
    needs: [{ skill: 'medic', people: 1 }, { people: 29 }],
    needed: 30,
    from: now - n * 60_000,
    until: now + 4 * HOUR_MS,
    blownAt: now - n * 60_000,
    overAt: null,
    wave: 1,
    unheard: n === 7,
    wanting: n === 3,
    counts: { ...counts },
  }
}

/** Answers of a county with 1,590 people, from the demo's seed. */
export function paperViews(now = Date.now()): Record<string, unknown> {
  const { townships, members, units } = drawDemo()
  const communities = townships.flatMap((township) => township.communities)
  const unitIds = new Map(units.map((unit, index) => [unit.name, idOf('2', index)]))
  const place = (row: { place: readonly [number, number] }) => ({
    lng: row.place[0],
    lat: row.place[1],
    numbering: null,
    households: 0,
    residents: 0,
  })
  const persons = members.map((one, index) => ({
    person: idOf('0', index),
    name: one.name,
    phone: one.phone,
    unit: unitIds.get(one.unit.name)!,
    unitName: one.unit.name,
    home: one.home.code,
    skills: index % 9 === 0 ? ['medic'] : index % 5 === 0 ? ['driver'] : [],
    availability: ['evening'],
    active: true,
    registration: index % 6 === 0 ? null : index % 11 === 0 ? 'asked' : 'accepted',
    community: index % 6 === 0 ? null : one.home.code,
  }))
  const homes = new Map(communities.map((one) => [one.code, one.place]))
  const first = communities[0]
  const musters = Array.from({ length: 200 }, (_, n) =>
    paperMuster(n, communities[n % communities.length].place, communities[n % communities.length].code, now),
  )
  const states = ['called', 'talk', 'cannot', 'coming', 'arrived', 'coming', 'arrived', 'called'] as const
  const candidates: ProposalAnswer['candidates'] = persons.slice(0, 120).map((one, n) => ({
    person: one.person,
    name: one.name,
    unitName: one.unitName,
    home: [...homes.get(one.home)!],
    skills: one.skills,
    reasons: [{ why: 'registered-here' }, { why: 'near', metres: 300 + n * 100 }, { why: 'rested', hours: 30 }],
    cost: n,
    chosen: n < 42,
  }))
  const proposal: ProposalAnswer = {
    candidates,
    seats: [
      { skill: 'medic', open: 1, call: 2, rate: 0.6, seen: 40, seenCame: 24, tooFew: false },
      { open: 29, call: 40, rate: 0.72, seen: 320, seenCame: 230, tooFew: false },
    ],
    unheard: [],
    reach: first.code,
  }
  const board: BoardAnswer = {
    muster: musters[0],
    answerMinutes: 10,
    escalateMinutes: 15,
    waves: 'by-hand',
    leader: { person: persons[0].person, name: persons[0].name },
    seats: [
      { skill: 'medic', people: 1, filled: 1 },
      { people: 29, filled: 19 },
    ],
    escalatesAt: now + HOUR_MS / 10,
    people: persons.slice(0, 42).map((one, n) => ({
      person: one.person,
      name: one.name,
      phone: one.phone,
      unitName: one.unitName,
      state: states[n % states.length],
      silent: n % 16 === 0,
      seated: true,
      willing: false,
      wave: n < 30 ? 1 : 2,
      reasons: candidates[n].reasons,
      skills: one.skills,
      home: [first.place[0] + (n % 7) * 0.004, first.place[1] + (n % 5) * 0.004],
      minutes: 10,
      calledAt: now - 300_000,
      answerBy: now + 300_000,
      answeredAt: now - 200_000,
      dueAt: now + n * 30_000 - 200_000,
      arrivedAt: states[n % states.length] === 'arrived' ? now - 60_000 : null,
      evidence: states[n % states.length] === 'arrived' ? 'scanned' : null,
      lateSeconds: null,
      leftAt: null,
      reached: [{ about: 'called', channel: 'in-app', outcome: 'sent' }],
    })),
  }
  const summary: SummaryAnswer = {
    muster: { ...musters[1], phase: 'over', overAt: now },
    counts,
    answerMinutes: { median: 3.4, p90: 8.1, of: 38 },
    arrivalMinutes: { median: 14.2, p90: 26, of: 31 },
    minutesToFilled: 22,
    idleMinutes: 340,
    servedMinutes: 5_400,
    byAnswer: { coming: 30, cannot: 4, talk: 2 },
    byEvidence: { scanned: 25, 'scanned-late': 2, leader: 4 },
    waves: [
      { wave: 1, at: now, called: 30, came: 22 },
      { wave: 2, at: now, called: 12, came: 9 },
    ],
    escalations: [],
  }
  const grants = [{ role: 'officer', area: first.code, areaName: first.name, unit: null, unitName: null }]
  return {
    areas: {
      more: false,
      rows: [
        {
          area: COUNTY,
          level: 'county',
          name: '灵石县',
          lng: 111.77,
          lat: 36.85,
          numbering: null,
          households: 0,
          residents: 246_491,
        },
        ...townships.flatMap((township) => [
          { area: township.code, level: 'township', name: township.name, ...place(township) },
          ...township.communities.map((one) => ({ area: one.code, level: 'community', name: one.name, ...place(one) })),
        ]),
      ],
    },
    persons: { rows: persons, after: null, partial: false },
    units: {
      more: false,
      rows: units.map((unit, n) => ({
        unit: idOf('2', n),
        name: unit.name,
        area: unit.community.code,
        liaison: null,
        liaisonName: null,
        persons: 8,
        registered: n % 8,
        registrations: n % 2 ? [{ community: unit.paired.code, state: 'accepted' }] : [],
      })),
    },
    registrations: {
      more: false,
      rows: persons
        .filter((one) => one.registration)
        .map((one, n) => ({
          stream: `person/${one.person}`,
          kind: 'person',
          subject: one.person,
          name: one.name,
          unitName: one.unitName,
          community: one.community,
          state: one.registration,
          why: null,
          askedAt: now - n * 700_000,
          answeredAt: one.registration === 'accepted' ? now - n * 500_000 : null,
        })),
    },
    'registration-history': {
      rows: [
        { community: first.code, state: 'asked', why: null, by: '', at: now - 9e6 },
        { community: first.code, state: 'accepted', why: null, by: '', at: now - 6e6 },
      ],
    },
    coverage: {
      area: COUNTY,
      total: { persons: 1_590, registered: 1_272, units: 171 },
      rows: townships.map((one, n) => ({
        area: one.code,
        name: one.name,
        residents: 20_000,
        units: 12,
        persons: n === 10 ? null : 60 + n * 22,
        registered: n === 10 ? null : Math.floor((60 + n * 22) * (0.5 + n * 0.05)),
      })),
    },
    musters: { rows: musters, more: false },
    'muster-board': board,
    'muster-summary': summary,
    'whistle-proposal': proposal,
    'wave-proposal': proposal,
    'muster-code': () => ({
      stepSeconds: 30,
      codes: [0, 1, 2].map((n) => ({
        digits: String(12_345_678 + n * 11_111),
        from: Math.floor(Date.now() / 30_000) * 30_000 + n * 30_000,
        until: Math.floor(Date.now() / 30_000) * 30_000 + (n + 1) * 30_000,
      })),
    }),
    'response-figures': {
      answerMinutes: { median: 3.4, p90: 8.2, of: 800 },
      arrivalMinutes: null,
      byHour: [],
      byArea: [],
    },
    participation: { people: 1_590, served: 402, called: 900, hours: 1_200 },
    accounts: {
      after: null,
      rows: persons.slice(0, 30).map((one, n) => ({
        account: one.person,
        name: one.name,
        phone: one.phone,
        area: one.home,
        areaName: null,
        unit: null,
        state: n % 7 === 6 ? 'invited' : 'open',
        openedAt: now - n * 1e7,
        invitedUntil: now + 1e8,
        password: true,
        secondFactor: n % 2 === 0,
        grants: n < 9 ? grants : [],
      })),
    },
    looks: {
      before: null,
      rows: [
        { at: now - 60_000, what: 'persons', roles: ['officer'], mine: false },
        { at: now - 120_000, what: 'persons', roles: ['officer'], mine: true },
      ],
    },
    'access-log': {
      before: null,
      rows: persons.slice(0, 60).map((one, n) => ({
        number: 60 - n,
        at: now - n * 60_000,
        account: one.person,
        name: one.name,
        what: ['persons', 'muster-board', 'export-persons', 'log-in-failed'][n % 4],
        roles: ['officer'],
        area: first.code,
        unit: null,
        persons: persons.slice(n, n + 3).map((each) => each.person),
        more: n % 5 ? 0 : 1_587,
        hash: '',
      })),
    },
  }
}

export async function openPaperConsole(): Promise<PaperConsole> {
  const app = fastify({ forceCloseConnections: true })
  const streams = new Set<ServerResponse>()
  let gone = false
  let sequence = 0
  await app.register(webRoutes, { folder: await builtWeb() })
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.addHook('onRequest', async (request, reply) => {
    if (gone && request.url.startsWith('/v1/')) request.raw.destroy()
    else if (request.url.startsWith('/v1/') && !paper.loggedIn && request.method === 'GET')
      await reply.code(401).send({ reason: 'logged-out' })
  })
  app.get('/v1/session', () => ({
    tenant: COUNTY,
    account: idOf('0', 1),
    person: idOf('0', 1),
    name: '任晓梅',
    grants: paper.grants,
    withheld: [],
    needs: null,
    password: true,
    secondFactor: true,
    session: 's',
    until: 0,
  }))
  app.post('/v1/commands', (request) => {
    const { commands } = request.body as { commands: Envelope[] }
    paper.envelopes.push(...commands)
    return {
      receipts: commands.map(({ id }) =>
        paper.refuse
          ? { id, status: 'refused', reason: paper.refuse }
          : {
              id,
              status: 'accepted',
              sequence: (sequence += 1),
              version: 1,
              answer: { called: 42, skipped: [], unheard: [] },
            },
      ),
    }
  })
  app.get('/v1/live', (_, reply) => {
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    reply.raw.write(':\n\n')
    streams.add(reply.raw)
    reply.raw.on('close', () => streams.delete(reply.raw))
    return reply.hijack()
  })
  app.get('/v1/views/:name', (request, reply) => {
    const answer = paper.views[(request.params as { name: string }).name]
    return answer === undefined
      ? reply.code(404).send({})
      : reply.send(typeof answer === 'function' ? (answer as () => unknown)() : answer)
  })
  app.setNotFoundHandler((request, reply) => {
    const at = `${request.method} ${request.url.split('?')[0]}`
    paper.calls.push({ at, body: request.body })
    const answer = paper.routes[at]
    return answer === undefined ? reply.code(404).send({ reason: 'unknown' }) : reply.send(answer)
  })
  const paper: PaperConsole = {
    url: await app.listen({ host: '127.0.0.1', port: 0 }),
    views: paperViews(),
    loggedIn: true,
    envelopes: [],
    calls: [],
    routes: {
      'GET /v1/sessions': {
        rows: [
          { id: 's', agent: 'Windows · Edge', since: Date.now() - 8e6, lastSeen: Date.now(), here: true },
          { id: 's2', agent: 'Android · Chrome', since: Date.now() - 8e7, lastSeen: Date.now() - 7e7, here: false },
        ],
      },
    },
    grants: [
      { role: 'officer', area: COUNTY },
      { role: 'dispatcher', area: COUNTY },
      { role: 'auditor', area: COUNTY },
      { role: 'security', area: COUNTY },
    ],
    cut() {
      gone = true
      for (const stream of streams) stream.destroy()
    },
    mend() {
      gone = false
    },
    tell(changed) {
      for (const stream of streams)
        stream.write(`data: ${JSON.stringify({ cursor: `first:${(sequence += 1)}`, streams: changed, yours: [] })}\n\n`)
    },
    async stop() {
      for (const stream of streams) stream.destroy()
      await app.close()
    },
  }
  return paper
}
