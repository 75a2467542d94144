// What oversight gives away as files: the notice of results (.docx, .xlsx) and the list of what was drawn. Each obeys the rule of the question it prints, and taking one is written down.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allowed } from '#domain/kernel/actor.ts'
import { isId } from '#domain/kernel/ids.ts'
import { writeDocx, writeXlsx } from '#server/dossier/paper.ts'
import { docxType } from '#server/dossier/routes.ts'
import type { ExportHouse } from '#server/exports/routes.ts'
import { xlsxType } from '#server/imports/routes.ts'
import { supervising } from './look-backs.ts'
import { itemsPaper, resultsPaper } from './report.ts'

export function oversightRoutes(house: ExportHouse): FastifyPluginAsyncZod {
  return async (app) => {
    app.get('/v1/papers/:paper.:form', {
      schema: {
        tags: ['papers'], summary: '回头看通报与抽查名单 · Notice of a look-back’s results, and the list of what was drawn',
        params: z.object({ paper: z.enum(['look-back', 'look-back-items']), form: z.enum(['docx', 'xlsx']) }), querystring: z.object({ lookBack: z.string().refine(isId), language: z.enum(['zh', 'en']).default('zh') }),
      },
    }, async (request, reply) => {
      const actor = await house.actorOf(request)
      if (!actor) return reply.code(401).send({ reason: 'logged-out', detail: {} })
      const { params: { paper, form }, query: { lookBack, language } } = request
      const make = paper === 'look-back' ? resultsPaper : itemsPaper
      const laid = allowed({ roles: supervising, narrowed: true }, actor, {}) ? await house.asAsker(actor, (tx) => make(tx, { tenant: actor.tenant, vault: house.vault, now: house.now() }, lookBack, language)) : undefined
      if (!laid) return reply.code(404).send({ reason: 'unknown', detail: {} })
      await house.seen(actor, `export-${paper}`, actor.tenant)
      return reply.header('content-type', form === 'docx' ? docxType : xlsxType).header('content-disposition', `attachment; filename="${paper}.${form}"`).header('cache-control', 'no-store').send(await (form === 'docx' ? writeDocx(laid) : writeXlsx(laid)))
    })
  }
}
