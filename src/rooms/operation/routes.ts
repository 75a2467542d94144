// The report of a round as .docx or .xlsx: the public edition, without names.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { codes, firstLanguage } from '#words/languages.ts'
import { allowed } from '#domain/kernel/actor.ts'
import { isId } from '#domain/kernel/ids.ts'
import { handOver } from '#papers/hand-over.ts'
import type { RoomHouse } from '../house.ts'
import { roundReport } from './report.ts'
import { one as round } from './views/rounds.ts'

export function operationRoutes(house: RoomHouse): FastifyPluginAsyncZod {
  return async (app) => {
    const board = house.question('board')
    app.get(
      '/v1/rounds/:round/report.:form',
      {
        schema: {
          tags: ['papers'],
          summary:
            '轮次情况报告：覆盖、分母来源、怎么算 · The report of a round: coverage, where its denominator ' +
            'comes from, how it is counted',
          params: z.object({ round: z.string().refine(isId), form: z.enum(['docx', 'xlsx']) }),
          querystring: z.strictObject({
            area: z
              .string()
              .regex(/^\d{6}(\d{3})?$/)
              .optional(),
            language: z.enum(codes).default(firstLanguage),
          }),
        },
      },
      (request, reply) =>
        handOver(house, request, reply, (actor) => {
          const { area = actor.tenant, language } = request.query
          return {
            name: 'report',
            form: request.params.form,
            rule: board.may,
            target: board.target({ area }, actor),
            area,
            async make(tx, asker) {
              const asked = { round: request.params.round }
              if (!allowed(round.may, actor, round.target(asked, actor))) return undefined
              const found = await round.ask(tx, asked, asker)
              const askBoard = (place: string, of: string) => board.ask(tx, { area: place, round: of }, asker)
              if (!found) return undefined
              const paper = await roundReport(tx, actor.tenant, found, area, asker.now, language, askBoard)
              return paper && { paper, shows: 'nobody' }
            },
          }
        }),
    )
  }
}
