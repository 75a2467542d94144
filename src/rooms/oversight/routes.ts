// What oversight gives away as files: the notice of results (.docx, .xlsx) and the list of what was drawn. Each obeys
// the rule of the question it prints, and taking one is written down.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { codes, firstLanguage, type Language } from '#words/languages.ts'
import { isArea } from '#domain/kernel/area.ts'
import { isId } from '#domain/kernel/ids.ts'
import { eachAsIs } from '#journal/shown.ts'
import { handOver, type Made } from '#papers/hand-over.ts'
import type { RoomHouse } from '../house.ts'
import { supervising } from './look-backs.ts'
import { missingAbouts, people as missingPeople, type MissingAnswer } from './missing.ts'
import { itemsPaper, missingPaper, resultsPaper } from './report.ts'

const missingMade = (
  answer: MissingAnswer | undefined,
  about: Parameters<typeof missingPaper>[1],
  language: Language,
): Made | undefined =>
  answer && {
    paper: missingPaper(answer, about, language),
    shows: eachAsIs(answer.rows.map((row) => row.subject)),
  }

export function oversightRoutes(house: RoomHouse): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/v1/papers/missing.:form',
      {
        schema: {
          tags: ['papers'],
          summary: '回头看名单：谁还没有 · Who has not registered, served, come or been visited',
          params: z.object({ form: z.enum(['docx', 'xlsx']) }),
          querystring: z.object({
            area: z.string().refine(isArea),
            about: z.enum(missingAbouts),
            round: z.string().refine(isId).optional(),
            language: z.enum(codes).default(firstLanguage),
          }),
        },
      },
      (request, reply) =>
        handOver(house, request, reply, (actor) => {
          const { language, ...asked } = request.query
          return {
            name: 'missing',
            form: request.params.form,
            rule: missingPeople.may,
            target: missingPeople.target(asked, actor),
            area: asked.area,
            make: async (tx, asker) => missingMade(await missingPeople.ask(tx, asked, asker), asked.about, language),
          }
        }),
    )
    app.get(
      '/v1/papers/:paper.:form',
      {
        schema: {
          tags: ['papers'],
          summary: '回头看通报与抽查名单 · Notice of a look-back’s results, and the list of what was drawn',
          params: z.object({ paper: z.enum(['look-back', 'look-back-items']), form: z.enum(['docx', 'xlsx']) }),
          querystring: z.object({ lookBack: z.string().refine(isId), language: z.enum(codes).default(firstLanguage) }),
        },
      },
      (request, reply) =>
        handOver(house, request, reply, () => {
          const { lookBack, language } = request.query
          const { paper, form } = request.params
          const make = paper === 'look-back' ? resultsPaper : itemsPaper
          return {
            name: paper,
            form,
            rule: { roles: supervising, narrowed: true },
            target: {},
            make: (tx, { actor, vault, now }) => make(tx, { tenant: actor.tenant, vault, now }, lookBack, language),
          }
        }),
    )
  }
}
