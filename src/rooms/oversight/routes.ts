// What oversight gives away as files: the notice of results (.docx, .xlsx) and the list of what was drawn. Each obeys
// the rule of the question it prints, and taking one is written down.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allowed } from '#domain/kernel/actor.ts'
import { isArea } from '#domain/kernel/area.ts'
import { isId } from '#domain/kernel/ids.ts'
import { docxType, writeDocx, writeXlsx } from '#papers/paper.ts'
import { noticing } from '#papers/noticed.ts'
import type { RoomHouse } from '../house.ts'
import { xlsxType } from '#papers/sheets.ts'
import { supervising } from './look-backs.ts'
import { missingAbouts, questions as missingQuestions, type MissingAnswer } from './missing.ts'
import { itemsPaper, missingPaper, resultsPaper } from './report.ts'

const missingPeople = missingQuestions.find((question) => question.name === 'missing-people')!

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
            language: z.enum(['zh', 'en']).default('zh'),
          }),
        },
      },
      async (request, reply) => {
        const actor = await house.actorOf(request)
        if (!actor) return reply.code(401).send({ reason: 'logged-out', detail: {} })
        const {
          params: { form },
          query: { language, ...asked },
        } = request
        if (!allowed(missingPeople.may, actor, missingPeople.target(asked, actor)))
          return reply.code(404).send({ reason: 'unknown', detail: {} })
        const noticed = noticing(house.vault)
        const answer = (await house.asAsker(actor, (tx) =>
          missingPeople.ask(tx, asked, { actor, now: house.now(), vault: noticed.vault }),
        )) as MissingAnswer
        await house.seen(actor, 'export-missing', asked.area, noticed.persons())
        const laid = missingPaper(answer, asked.about, language)
        return reply
          .header('content-type', form === 'docx' ? docxType : xlsxType)
          .header('content-disposition', `attachment; filename="missing.${form}"`)
          .header('cache-control', 'no-store')
          .send(await (form === 'docx' ? writeDocx(laid) : writeXlsx(laid)))
      },
    )
    app.get(
      '/v1/papers/:paper.:form',
      {
        schema: {
          tags: ['papers'],
          summary: '回头看通报与抽查名单 · Notice of a look-back’s results, and the list of what was drawn',
          params: z.object({ paper: z.enum(['look-back', 'look-back-items']), form: z.enum(['docx', 'xlsx']) }),
          querystring: z.object({ lookBack: z.string().refine(isId), language: z.enum(['zh', 'en']).default('zh') }),
        },
      },
      async (request, reply) => {
        const actor = await house.actorOf(request)
        if (!actor) return reply.code(401).send({ reason: 'logged-out', detail: {} })
        const {
          params: { paper, form },
          query: { lookBack, language },
        } = request
        const make = paper === 'look-back' ? resultsPaper : itemsPaper
        const noticed = noticing(house.vault)
        const laid = allowed({ roles: supervising, narrowed: true }, actor, {})
          ? await house.asAsker(actor, (tx) =>
              make(tx, { tenant: actor.tenant, vault: noticed.vault, now: house.now() }, lookBack, language),
            )
          : undefined
        if (!laid) return reply.code(404).send({ reason: 'unknown', detail: {} })
        await house.seen(actor, `export-${paper}`, actor.tenant, noticed.persons())
        return reply
          .header('content-type', form === 'docx' ? docxType : xlsxType)
          .header('content-disposition', `attachment; filename="${paper}.${form}"`)
          .header('cache-control', 'no-store')
          .send(await (form === 'docx' ? writeDocx(laid) : writeXlsx(laid)))
      },
    )
  }
}
