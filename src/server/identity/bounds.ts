// What one account may do in a while: token buckets for commands, questions, heavy work and guesses at codes. Whoever
// comes with nothing but a session is an honest phone or a script; both are asked to come again.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Gate } from './gate.ts'
import { tokenOf } from './cookie.ts'
import { lookerOf } from '../looking.ts'

interface Rule {
  /** At once. */
  readonly burst: number
  /** Comes back each second. */
  readonly perSecond: number
}

const rules = {
  /** A phone that was without a network for days sends some thousands; a desk gives one a second all day. */
  commands: { burst: 10_000, perSecond: 100 },
  /** A console asks some dozens when it opens, and its boards again five times a second in a storm. */
  questions: { burst: 1_500, perSecond: 50 },
  /** Lists up and down, papers, books, plans: seconds of processor each. */
  heavy: { burst: 60, perSecond: 1 },
  /** Eight digits, of which some are good at a time: whoever mistypes has ten tries, and one a minute after. */
  codes: { burst: 10, perSecond: 1 / 60 },
  /** Two words a telling, and a telling comes seldom; a page that repeats itself is one that lost its answers. */
  slips: { burst: 60, perSecond: 1 / 10 },
  /** One's own number changes once in years; each try says whether a number is in the lists. */
  phones: { burst: 5, perSecond: 5 / 86_400 },
} as const satisfies Record<string, Rule>
export type Bound = keyof typeof rules

/** A refused command stays as a receipt and changed nothing: it counts as so many. Guessing is made of these. */
export const refusedCosts = 20
/** Buckets remembered of each kind; a full one need not be. */
const rememberedMax = 50_000
/** Open streams of one account: some screens, some tabs, a wall. */
export const streamsOfOneMax = 24

interface Bucket {
  level: number
  at: number
}

export class Bounds {
  readonly #buckets = new Map<string, Bucket>()
  readonly #now: () => number

  /** @param now milliseconds; a clock that never goes back */
  constructor(now: () => number) {
    this.#now = now
  }

  /** Takes what it costs. @returns seconds to wait where there is not enough, and then nothing is taken; else 0 */
  take(bound: Bound, whom: string, cost = 1): number {
    const wait = this.wait(bound, whom, cost)
    if (wait === 0) this.charge(bound, whom, cost)
    return wait
  }

  /** Seconds until there is enough. What costs more than a whole bucket waits until it is full. */
  wait(bound: Bound, whom: string, cost = 1): number {
    const { burst, perSecond } = rules[bound]
    const missing = Math.min(cost, burst) - this.#level(bound, whom)
    return missing <= 0 ? 0 : Math.ceil(missing / perSecond)
  }

  /** Takes what turned out to cost, also below nothing: the next waits the longer. */
  charge(bound: Bound, whom: string, cost: number): void {
    const key = `${bound} ${whom}`
    const level = this.#level(bound, whom) - cost
    this.#buckets.delete(key)
    this.#buckets.set(key, { level: Math.max(level, -rules[bound].burst), at: this.#now() })
    if (this.#buckets.size > rememberedMax) this.#buckets.delete(this.#buckets.keys().next().value!)
  }

  get remembered(): number {
    return this.#buckets.size
  }

  #level(bound: Bound, whom: string): number {
    const { burst, perSecond } = rules[bound]
    const bucket = this.#buckets.get(`${bound} ${whom}`)
    if (!bucket) return burst
    return Math.min(burst, bucket.level + ((this.#now() - bucket.at) / 1000) * perSecond)
  }
}

/** For whoever comes: what they send is small, and bounded by the routes themselves. */
const open = [
  '/v1/session',
  '/v1/invitations/',
  '/v1/setup',
  '/v1/public/',
  '/v1/openapi.json',
  '/v1/calendar/',
  '/v1/slips',
]
const isOpen = (path: string) => open.some((one) => path === one || (one.endsWith('/') && path.startsWith(one)))
const hasBody = (method: string) => method === 'POST' || method === 'PUT' || method === 'PATCH'
/** What the planner works out. */
const planned = ['roster-plan', 'roster-repair', 'move-proposals', 'callup-plan', 'callup-replan', 'look-back-routes']
export const isHeavy = (path: string): boolean =>
  /^\/v1\/(exports|papers)\/|\.(xlsx|docx)$/.test(path) || planned.some((name) => path === `/v1/views/${name}`)

/** Past the route's own schemas, which know nothing of what is answered before it is reached. */
const say = (reply: FastifyReply, status: number, body: object) =>
  reply.code(status).type('application/json; charset=utf-8').serializer(JSON.stringify).send(body)

export const tooOften = (reply: FastifyReply, seconds: number) =>
  say(reply.header('retry-after', String(seconds)), 429, { reason: 'too-often' })

/**
 * Before anything of a request is read but its head: who sends a body is known, and has not sent too much. A file of
 * megabytes from nobody is not read.
 */
export function threshold(app: FastifyInstance, gate: Gate, bounds: Bounds): void {
  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split('?', 1)[0]
    if (!path.startsWith('/v1/') || isOpen(path)) return
    const session = await gate.sessions.of(tokenOf(request))
    if (!session) {
      // Answers to questions say it in their own words; what would be read first is not read.
      if (hasBody(request.method))
        return say(reply.header('connection', 'close'), 401, { reason: 'logged-out', detail: {} })
      return
    }
    if (path === '/v1/commands') return
    const upload = hasBody(request.method) && path.startsWith('/v1/imports')
    const wait = bounds.take(upload || isHeavy(path) ? 'heavy' : 'questions', session.account)
    if (wait === 0) return
    await gate.refusals.note({
      ...lookerOf(session, request),
      at: gate.house.clock(),
      what: 'too-often',
      area: session.tenant,
    })
    return tooOften(reply, wait)
  })
}
