// GET /v1/views/<name>: every question of the house is a route of its own. The rule is asked here, the rows are
// narrowed by PostgreSQL, and looking at persons is written down.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { wholeCodes } from '#words/languages.ts'
import { opened, type Opened } from '#domain/kernel/actor.ts'
import { looksKnown } from '#domain/access/looks.ts'
import { isArea } from '#domain/kernel/area.ts'
import type { Instant } from '#domain/kernel/envelope.ts'
import type { Question, Tx, VaultReader } from '#journal/view.ts'
import { questions as roomQuestions } from '#rooms/all.ts'
import type { Gate } from './identity/gate.ts'
import { sessionOf } from './identity/routes.ts'
import { lookerOf, lookOf } from './looking.ts'
import * as callup from './planning/callup.ts'
import * as doors from './planning/doors.ts'
import * as teams from './planning/questions.ts'

/** Everything that may be asked: the rooms', and what the planner proposes to them. */
export const questions: readonly Question[] = [
  ...roomQuestions,
  ...callup.questions,
  ...doors.questions,
  ...teams.questions,
]

export interface QuestionsHouse {
  readonly gate: Gate
  asAsker<T>(actor: Opened, work: (tx: Tx) => Promise<T>): Promise<T>
  readonly vault: VaultReader
  now(): Instant
}

const problem = z.object({ reason: z.string() })

/** Answers a question to whoever asks: by its rule, in their scope, and written down first. */
async function answerTo(
  house: QuestionsHouse,
  question: Question,
  params: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const session = await sessionOf(house.gate, request)
  if (!session) return reply.code(401).send({ reason: 'logged-out' })
  const target = question.target(params, session.actor)
  const actor = opened(question.may, session.actor, target)
  const now = house.now()
  if (!actor) {
    const area = target.area !== undefined && isArea(target.area) ? target.area : session.tenant
    const look = {
      ...lookerOf(session, request),
      at: now,
      what: `refused:${looksKnown.includes(question.name) ? question.name : 'other'}`,
      area,
    }
    await house.gate.refusals.note(look)
    return reply.code(404).send({ reason: 'unknown' })
  }
  const answer = await house.asAsker(actor, (tx) => question.ask(tx, params, { actor, now, vault: house.vault }))
  if (answer === undefined) return reply.code(404).send({ reason: 'unknown' })
  // Before the answer leaves: what could not be written down is not shown.
  const look = lookOf(question, { answer, params, target, at: now }, session, request)
  if (look) await house.gate.log.note(look)
  return reply.send(answer as never)
}

export function questionRoutes(house: QuestionsHouse): FastifyPluginAsyncZod {
  return async (app) => {
    for (const question of questions) {
      const { name, inBody = [] } = question
      const said = {
        tags: ['views'],
        summary: wholeCodes.map((code) => question.summary[code]).join(' · '),
        response: { 200: question.answer, 400: problem, 401: problem, 404: problem },
      }
      const route = { serializerCompiler: () => JSON.stringify }
      app.get(
        `/v1/views/${name}`,
        { ...route, schema: { ...said, querystring: question.params } },
        async (request, reply) => {
          // Addresses are kept by browsers and written down by proxies.
          if (inBody.some((key) => (request.query as Record<string, unknown>)[key] !== undefined))
            return reply.code(400).send({ reason: 'in-body' })
          return answerTo(house, question, request.query, request, reply)
        },
      )
      if (inBody.length > 0)
        app.post(`/v1/views/${name}`, { ...route, schema: { ...said, body: question.params } }, (request, reply) =>
          answerTo(house, question, request.body, request, reply),
        )
    }
  }
}
