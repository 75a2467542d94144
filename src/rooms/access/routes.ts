// The access log as .xlsx, by the rule of the question that shows it; taking it away is written down in it.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { handOver } from '#papers/hand-over.ts'
import { codes, firstLanguage } from '#words/languages.ts'
import type { RoomHouse } from '../house.ts'
import { logPaper } from './log-paper.ts'
import { auditing, logFilter } from './views/access-log.ts'

export function accessRoutes(house: RoomHouse): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/v1/papers/access-log.xlsx',
      {
        schema: {
          tags: ['papers'],
          summary: '访问记录（Excel） · The access log (Excel)',
          querystring: z.strictObject({ ...logFilter, language: z.enum(codes).default(firstLanguage) }),
        },
      },
      (request, reply) =>
        handOver(house, request, reply, () => {
          const { language, ...sought } = request.query
          return {
            name: 'access-log',
            form: 'xlsx',
            rule: auditing,
            target: {},
            ...(sought.within !== undefined && { area: sought.within }),
            make: (tx, asker) => logPaper(tx, asker, sought, language),
          }
        }),
    )
  }
}
