// Lists as .xlsx: GET /v1/exports/persons.xlsx and its sisters. Each obeys its question's rule, and the database
// narrows its rows.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { codes, firstLanguage } from '#words/languages.ts'
import { isArea } from '#domain/kernel/area.ts'
import type { RoomHouse } from '#rooms/house.ts'
import { exportable, exportList, exportQuestion, type Exportable } from './lists.ts'
import { handOver } from '#papers/hand-over.ts'

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
            language: z.enum(codes).default(firstLanguage),
          }),
        },
      },
      (request, reply) =>
        handOver(house, request, reply, (actor) => {
          const what = request.params.list.replace('.xlsx', '') as Exportable
          const { within, language } = request.query
          return {
            name: what,
            form: 'xlsx',
            // A whole list leaves the house only with those who keep lists: self and own unit are for screens.
            rule: { roles: ['officer', 'dispatcher', 'administrator', 'liaison', 'supervisor'], narrowed: true },
            target: exportQuestion[what].target({}, actor),
            ...(within !== undefined && { area: within }),
            // Each row's name is opened from its record, which is how it is named.
            make: async (tx, asker) => ({ paper: await exportList(what, tx, asker, within, language), shows: {} }),
          }
        }),
    )
  }
}
