// Lists as .xlsx: GET /v1/exports/persons.xlsx and its sisters. Each obeys its question's rule, and the database
// narrows its rows.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allowed } from '#domain/kernel/actor.ts'
import { isArea } from '#domain/kernel/area.ts'
import type { RoomHouse } from '#rooms/house.ts'
import { xlsxType } from '#papers/sheets.ts'
import { exportable, exportList, exportQuestion, type Exportable } from './lists.ts'
import { noticing } from '#papers/noticed.ts'

export function exportRoutes(house: RoomHouse): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/v1/exports/:list',
      {
        schema: {
          tags: ['exports'],
          summary: '导出人员、单位、报到情况（.xlsx） · Exports people, units, registrations',
          params: z.object({ list: z.enum(exportable.map((what) => `${what}.xlsx` as const)) }),
          querystring: z.object({
            within: z.string().refine(isArea).optional(),
            language: z.enum(['zh', 'en']).default('zh'),
          }),
        },
      },
      async (request, reply) => {
        const actor = await house.actorOf(request)
        if (!actor) return reply.code(401).send({ reason: 'logged-out', detail: {} })
        const what = request.params.list.replace('.xlsx', '') as Exportable
        // A whole list leaves the house only with those who keep lists: self and own unit are for screens.
        if (
          !allowed(
            { roles: ['officer', 'dispatcher', 'administrator', 'liaison', 'supervisor'], narrowed: true },
            actor,
            exportQuestion[what].target({}, actor),
          )
        )
          return reply.code(404).send({ reason: 'unknown', detail: {} })
        const noticed = noticing(house.vault)
        const file = await house.asAsker(actor, (tx) =>
          exportList(
            what,
            tx,
            { actor, now: house.now(), vault: noticed.vault },
            request.query.within,
            request.query.language,
          ),
        )
        await house.seen(actor, `export-${what}`, request.query.within ?? actor.tenant, noticed.persons())
        return reply
          .header('content-type', xlsxType)
          .header('content-disposition', `attachment; filename="${what}.xlsx"`)
          .header('cache-control', 'no-store')
          .send(file)
      },
    )
  }
}
