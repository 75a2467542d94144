// Papers over HTTP, each as .docx and .xlsx: service card, unit's check-in form, community's needs, notice with its
// receipts. Each obeys the question whose answer it prints, and who takes one away is written down.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { allowed, type Actor, type Rule } from '#domain/kernel/actor.ts'
import { isArea } from '#domain/kernel/area.ts'
import { isId } from '#domain/kernel/ids.ts'
import type { Tx } from '#journal/view.ts'
import { noticing } from '#server/exports/noticed.ts'
import type { ExportHouse } from '#server/exports/routes.ts'
import { xlsxType } from '#server/imports/routes.ts'
import { questions as noticeQuestions, senders, type NoticeAnswer } from '#server/notice/questions.ts'
import { needsList, noticePaper, serviceCard, unitForm, type PaperAsker } from './forms.ts'
import { writeDocx, writeXlsx, type Paper } from './paper.ts'
import { readers } from './questions.ts'

export const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const form = z.enum(['docx', 'xlsx'])
const language = z.enum(['zh', 'en']).default('zh')
const id = z.string().refine(isId)

interface Wanted {
  readonly name: string
  readonly form: 'docx' | 'xlsx'
  readonly rule: Rule
  readonly area?: string
  make(tx: Tx, asker: PaperAsker): Promise<Paper | undefined>
}

export function paperRoutes(house: ExportHouse): FastifyPluginAsyncZod {
  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    wanted: (actor: Actor) => Wanted & { readonly target: Parameters<typeof allowed>[2] },
  ) {
    const actor = await house.actorOf(request)
    if (!actor) return reply.code(401).send({ reason: 'logged-out', detail: {} })
    const { name, form: as, rule, target, area, make } = wanted(actor)
    const noticed = noticing(house.vault)
    const paper = allowed(rule, actor, target)
      ? await house.asAsker(actor, (tx) => make(tx, { actor, now: house.now(), vault: noticed.vault }))
      : undefined
    if (!paper) return reply.code(404).send({ reason: 'unknown', detail: {} })
    const file = await (as === 'docx' ? writeDocx(paper) : writeXlsx(paper))
    await house.seen(actor, `export-${name}`, area ?? actor.tenant, noticed.persons())
    return reply
      .header('content-type', as === 'docx' ? docxType : xlsxType)
      .header('content-disposition', `attachment; filename="${name}.${as}"`)
      .header('cache-control', 'no-store')
      .send(file)
  }

  return async (app) => {
    app.get(
      '/v1/papers/service-card.:form',
      {
        schema: {
          tags: ['papers'],
          summary: '志愿服务卡（按季度） · A person’s service card of a quarter',
          params: z.object({ form }),
          querystring: z.object({
            person: id.optional(),
            year: z.coerce.number().int().min(2000).max(2200),
            quarter: z.coerce.number().int().min(1).max(4),
            language,
          }),
        },
      },
      (request, reply) =>
        send(request, reply, (actor) => {
          const { person = actor.person ?? '', year, quarter, language: as } = request.query
          return {
            name: 'service-card',
            form: request.params.form,
            rule: { roles: readers, self: true, narrowed: true },
            target: { person },
            make: (tx, asker) => serviceCard(tx, asker, person, year, quarter, as),
          }
        }),
    )
    app.get(
      '/v1/papers/unit-form.:form',
      {
        schema: {
          tags: ['papers'],
          summary: '单位报到表与回执 · A unit’s check-in form with return slip',
          params: z.object({ form }),
          querystring: z.object({ unit: id, language }),
        },
      },
      (request, reply) =>
        send(request, reply, () => ({
          name: 'unit-form',
          form: request.params.form,
          rule: { roles: readers, narrowed: true },
          target: {},
          make: (tx, asker) => unitForm(tx, asker, request.query.unit, request.query.language),
        })),
    )
    app.get(
      '/v1/papers/needs.:form',
      {
        schema: {
          tags: ['papers'],
          summary: '社区需求清单 · A community’s list of needs',
          params: z.object({ form }),
          querystring: z.object({ area: z.string().refine(isArea), language }),
        },
      },
      (request, reply) =>
        send(request, reply, () => ({
          name: 'needs',
          form: request.params.form,
          rule: { roles: ['officer', 'dispatcher', 'supervisor'] },
          target: { area: request.query.area },
          area: request.query.area,
          make: (tx, asker) => needsList(tx, asker, request.query.area, request.query.language),
        })),
    )
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
        send(request, reply, () => ({
          name: 'notice',
          form: request.params.form,
          rule: { roles: senders, narrowed: true },
          target: {},
          async make(tx, asker) {
            const answer = (await noticeQuestions
              .find((one) => one.name === 'notice')!
              .ask(tx, { notice: request.query.notice }, asker)) as NoticeAnswer | undefined
            return answer && noticePaper(answer, request.query.language, request.query.list === 'yes')
          },
        })),
    )
  }
}
