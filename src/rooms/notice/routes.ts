// A notice as .docx or .xlsx, by the rule of the question that shows it; who takes one away is written down.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { codes, firstLanguage } from '#words/languages.ts'
import { isId } from '#domain/kernel/ids.ts'
import { handOver } from '#papers/hand-over.ts'
import type { RoomHouse } from '../house.ts'
import { noticePaper } from './paper.ts'
import { one, shownInNotice, senders } from './questions.ts'

const form = z.enum(['docx', 'xlsx'])
const language = z.enum(codes).default(firstLanguage)
const id = z.string().refine(isId)

export function noticeRoutes(house: RoomHouse): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/v1/papers/notice.:form',
      {
        schema: {
          tags: ['papers'],
          summary: '通知与签收名单 · A notice, with who has signed',
          params: z.object({ form }),
          querystring: z.object({ notice: id, list: z.enum(['yes', 'no']).default('yes'), language }),
        },
      },
      (request, reply) =>
        handOver(house, request, reply, () => ({
          name: 'notice',
          form: request.params.form,
          rule: { roles: senders, narrowed: true },
          target: {},
          async make(tx, asker) {
            const answer = await one.ask(tx, { notice: request.query.notice }, asker)
            if (!answer) return undefined
            const paper = noticePaper(answer, request.query.language, request.query.list === 'yes')
            return { paper, shows: shownInNotice(answer) }
          },
        })),
    )
  }
}
