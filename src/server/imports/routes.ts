// The import desk over HTTP: /v1/imports. A file goes up as the body itself; everything after it is small JSON. File
// names travel in a header, never in a URL.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { codes, firstLanguage } from '#words/languages.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import { DeskRefused, type StagingHouse } from './staged.ts'
import { Staging } from './staging.ts'
import { xlsxType } from '#papers/sheets.ts'
import { failingSheet } from './failing.ts'
import { kinds, type Field } from './fields.ts'
import { fileReasons, FileRefused, limits } from './limits.ts'

export interface DeskHouse extends StagingHouse {
  /** Who asks; undefined without a session (the route answers 401). */
  actorOf(request: FastifyRequest): Promise<Actor | undefined>
}

const acts = ['new', 'change', 'same', 'skip', 'stopped', 'asked'] as const
const choice = z.enum(['merge', 'keep', 'skip'])
const fieldMap = z.record(z.string(), z.int().min(0).max(limits.columnsMax))
const detail = z.record(z.string(), z.union([z.string(), z.number()]))

const stagedView = z.object({
  id: z.string(),
  fileName: z.string(),
  sheets: z.array(z.object({ name: z.string(), rows: z.int(), recognised: z.boolean() })),
  hidden: z.object({ sheets: z.array(z.string()), rows: z.int(), where: z.string() }),
  sheet: z.int(),
  kind: z.enum(kinds),
  heads: z.array(z.object({ column: z.int(), letters: z.string(), text: z.string(), samples: z.array(z.string()) })),
  columns: fieldMap,
  fields: z.array(z.object({ field: z.string(), required: z.boolean() })),
  fromSaved: z.boolean(),
  summary: z.object({
    rows: z.int(),
    acts: z.object(Object.fromEntries(acts.map((act) => [act, z.int()]))),
    problems: z.record(z.string(), z.int()),
  }),
  ready: z.boolean(),
  expiresAt: z.number(),
  committed: z.object({ commands: z.int(), rows: z.int(), leftOut: z.int() }).nullable(),
})
const plannedRow = z.object({
  row: z.int(),
  act: z.enum(acts),
  shown: z.record(z.string(), z.string()),
  choice: choice.optional(),
  problems: z.array(
    z.object({
      code: z.string(),
      weight: z.enum(['stop', 'ask', 'note']),
      field: z.string().optional(),
      cell: z.string(),
      value: z.string().optional(),
      detail: detail.optional(),
    }),
  ),
  beside: z
    .object({ person: z.string().optional(), row: z.int().optional(), shown: z.record(z.string(), z.string()) })
    .optional(),
})
const problem = z.object({ reason: z.string(), detail })
const one = z.object({ id: z.string() })
const language = z.enum(codes).default(firstLanguage)

const statusOf = (reason: string) =>
  ({ unknown: 404, busy: 503, 'too-many-staged': 503, 'too-large': 413 })[reason] ?? 422
const answers = { 200: stagedView, 401: problem, 404: problem, 413: problem, 422: problem, 503: problem }

/** The name as the sender gave it, percent-encoded in `x-file-name`; shown to the uploader alone. */
function fileName(request: FastifyRequest): string {
  const raw = String(request.headers['x-file-name'] ?? '')
  try {
    return decodeURIComponent(raw)
  } catch {
    return raw
  }
}

async function refuse(reply: FastifyReply, error: unknown): Promise<void> {
  if (!(error instanceof DeskRefused) && !(error instanceof FileRefused)) throw error
  const status = statusOf(error.reason)
  if (status === 503) reply.header('retry-after', '5')
  await reply.code(status).send({ reason: error.reason, detail: error.detail })
}

type App = Parameters<FastifyPluginAsyncZod>[0]
const tags = ['imports']

/** Runs an operation for whoever asks; refusals become answers. */
const servedBy =
  (house: DeskHouse) =>
  async (
    request: FastifyRequest,
    reply: FastifyReply,
    act: (actor: Actor) => Promise<unknown> | unknown,
    status = 200,
  ) => {
    const actor = await house.actorOf(request)
    if (!actor) return reply.code(401).send({ reason: 'logged-out', detail: {} })
    try {
      return reply.code(status).send(await act(actor))
    } catch (error) {
      return refuse(reply, error)
    }
  }
type Served = ReturnType<typeof servedBy>

export function importRoutes(house: DeskHouse): FastifyPluginAsyncZod {
  const desk = new Staging(house)
  const served = servedBy(house)
  return async (app) => {
    app.addContentTypeParser(
      [xlsxType, 'text/csv', 'application/octet-stream', 'application/vnd.ms-excel'],
      { parseAs: 'buffer', bodyLimit: limits.packedBytesMax },
      (_request, body, done) => done(null, body),
    )
    uploadRoute(app, desk, served)
    lookRoutes(app, desk, served)
    columnRoutes(app, desk, served)
    answerRoutes(app, desk, served)
    endRoutes(app, desk, served)
  }
}

/** A list goes up. */
function uploadRoute(app: App, desk: Staging, served: Served): void {
  app.post(
    '/v1/imports',
    {
      bodyLimit: limits.packedBytesMax,
      schema: {
        tags,
        summary: '上传一份名单并预览 · Uploads a list and previews it',
        description:
          'Body: the .xlsx or .csv itself. Its name may stand percent-encoded in the header x-file-name. ' +
          `Refused as a whole: ${fileReasons.join(', ')}.`,
        response: { ...answers, 201: stagedView },
      },
    },
    (request, reply) =>
      served(
        request,
        reply,
        (actor) =>
          desk.upload(actor, fileName(request), Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)),
        201,
      ),
  )
}

/** How it stands, and its rows. */
function lookRoutes(app: App, desk: Staging, served: Served): void {
  app.get(
    '/v1/imports/:id',
    { schema: { tags, summary: '一份导入的现状 · How an import stands', params: one, response: answers } },
    (request, reply) => served(request, reply, (actor) => desk.look(actor, request.params.id)),
  )

  app.get(
    '/v1/imports/:id/rows',
    {
      schema: {
        tags,
        summary: '逐页预览各行 · The rows, page by page',
        params: one,
        querystring: z.object({
          show: z.enum(['all', 'problems', ...acts]).default('all'),
          page: z.coerce.number().int().min(0).max(limits.rowsMax).default(0),
        }),
        response: { ...answers, 200: z.object({ rows: z.array(plannedRow), pages: z.int(), total: z.int() }) },
      },
    },
    (request, reply) =>
      served(request, reply, (actor) => desk.rows(actor, request.params.id, request.query.show, request.query.page)),
  )
}

/** What its columns are. */
function columnRoutes(app: App, desk: Staging, served: Served): void {
  app.put(
    '/v1/imports/:id/mapping',
    {
      schema: {
        tags,
        summary: '改工作表、类别、列对应；keep 记住它 · Changes sheet, kind, columns; keep remembers them',
        params: one,
        body: z.strictObject({
          sheet: z.int().min(0).optional(),
          kind: z.enum(kinds).optional(),
          columns: fieldMap.optional(),
          keep: z.boolean().optional(),
        }),
        response: answers,
      },
    },
    (request, reply) =>
      served(request, reply, (actor) =>
        desk.map(actor, request.params.id, {
          ...request.body,
          columns: request.body.columns as Partial<Record<Field, number>> | undefined,
        }),
      ),
  )
}

/** Answers to what was asked, and cells put right. */
function answerRoutes(app: App, desk: Staging, served: Served): void {
  app.put(
    '/v1/imports/:id/choices',
    {
      schema: {
        tags,
        summary: '对相似的人作选择 · Chooses for rows that stand beside someone',
        params: one,
        body: z.strictObject({
          choices: z
            .array(z.strictObject({ row: z.int(), choice: choice.nullable() }))
            .max(limits.rowsMax)
            .default([]),
          all: choice.optional(),
        }),
        response: answers,
      },
    },
    (request, reply) =>
      served(request, reply, (actor) => desk.choose(actor, request.params.id, request.body.choices, request.body.all)),
  )

  app.put(
    '/v1/imports/:id/cells',
    {
      schema: {
        tags,
        summary: '改正单元格 · Corrects cells',
        params: one,
        body: z.strictObject({
          cells: z
            .array(z.strictObject({ cell: z.string().max(12), value: z.string().max(limits.cellLengthMax) }))
            .min(1)
            .max(1_000),
        }),
        response: answers,
      },
    },
    (request, reply) => served(request, reply, (actor) => desk.correct(actor, request.params.id, request.body.cells)),
  )
}

/** It is taken in, what was left is taken away, or it is thrown away. */
function endRoutes(app: App, desk: Staging, served: Served): void {
  app.post(
    '/v1/imports/:id/commit',
    {
      schema: {
        tags,
        summary:
          '导入：全部成功或全部不做；leaveOut 先导入没有问题的行 · Takes it in, all or nothing; leaveOut ' +
          'leaves failing rows out',
        params: one,
        body: z.strictObject({ leaveOut: z.boolean().default(false) }),
        response: answers,
      },
    },
    (request, reply) => served(request, reply, (actor) => desk.commit(actor, request.params.id, request.body.leaveOut)),
  )

  app.get(
    '/v1/imports/:id/failed-rows.xlsx',
    {
      schema: {
        tags,
        summary: '没有导入的行，最后一列写明问题 · Rows not taken in, with the problem in a last column',
        params: one,
        querystring: z.object({ language }),
      },
    },
    (request, reply) =>
      served(request, reply, (actor) => {
        reply
          .header('content-type', xlsxType)
          .header('content-disposition', 'attachment; filename="failed-rows.xlsx"')
          .header('cache-control', 'no-store')
        return failingSheet(desk.failing(actor, request.params.id), request.query.language)
      }),
  )

  app.delete(
    '/v1/imports/:id',
    { schema: { tags, summary: '丢弃 · Discards it', params: one, response: { ...answers, 200: z.object({}) } } },
    (request, reply) =>
      served(request, reply, (actor) => {
        desk.discard(actor, request.params.id)
        return {}
      }),
  )
}
