// GET /v1/views/<name>: every question of the house is a route of its own. The rule is asked here, the rows are
// narrowed by PostgreSQL, and looking at persons is written down.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { wholeCodes } from '#words/languages.ts'
import { opened, type Opened } from '#domain/kernel/actor.ts'
import type { Instant } from '#domain/kernel/envelope.ts'
import type { Question, Tx, VaultReader } from '#journal/view.ts'
import { questions as roomQuestions } from '#rooms/all.ts'
import { personsIn } from './identity/access-log.ts'
import type { Gate } from './identity/gate.ts'
import { sessionOf } from './identity/routes.ts'
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

export function questionRoutes(house: QuestionsHouse): FastifyPluginAsyncZod {
  return async (app) => {
    for (const question of questions) {
      app.get(
        `/v1/views/${question.name}`,
        {
          serializerCompiler: () => JSON.stringify,
          schema: {
            tags: ['views'],
            summary: wholeCodes.map((code) => question.summary[code]).join(' · '),
            querystring: question.params,
            response: { 200: question.answer, 401: problem, 404: problem },
          },
        },
        async (request, reply) => {
          const session = await sessionOf(house.gate, request)
          if (!session) return reply.code(401).send({ reason: 'logged-out' })
          const target = question.target(request.query, session.actor)
          const actor = opened(question.may, session.actor, target)
          if (!actor) return reply.code(404).send({ reason: 'unknown' })
          const now = house.now()
          const answer = await house.asAsker(actor, (tx) =>
            question.ask(tx, request.query as never, { actor, now, vault: house.vault }),
          )
          if (answer === undefined) return reply.code(404).send({ reason: 'unknown' })
          // Before the answer leaves: what could not be written down is not shown.
          if (question.personal) {
            const roles = [...new Set(session.actor.grants.map((grant) => grant.role))]
            await house.gate.log.note({
              tenant: actor.tenant,
              at: now,
              account: actor.account,
              roles,
              session: session.session,
              what: question.name,
              area: target.area ?? actor.tenant,
              persons: personsIn(answer),
              ...(target.unit && { unit: target.unit }),
            })
          }
          return reply.send(answer as never)
        },
      )
    }
  }
}
