// A round on paper: team sheet and post sheet as .xlsx for whoever may read the roster, the report as .docx and .xlsx.
// Who takes a sheet with names away is written down.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allowed, type Actor } from '#domain/kernel/actor.ts'
import { isArea } from '#domain/kernel/area.ts'
import { isId } from '#domain/kernel/ids.ts'
import type { Question, Tx, VaultReader } from '#journal/view.ts'
import { questions as boardQuestions } from '#server/board/board.ts'
import { writeDocx, writeXlsx } from '#server/dossier/paper.ts'
import { docxType } from '#server/dossier/routes.ts'
import { noticing } from '#server/exports/noticed.ts'
import type { ExportHouse } from '#server/exports/routes.ts'
import { xlsxType } from '#server/imports/routes.ts'
import { questions as rosterQuestions, type RosterAnswer } from '#views/assignments-board.ts'
import { questions as roundQuestions, type RoundAnswer } from '#views/rounds.ts'
import { roundReport } from './report.ts'
import { postSheet, teamSheet, type SheetSource } from './sheets.ts'

const named = (questions: readonly Question[], name: string): Question => questions.find((one) => one.name === name)!
const roster = named(rosterQuestions, 'roster')
const round = named(roundQuestions, 'round')
const board = named(boardQuestions, 'board')
const params = z.object({ round: z.string().refine(isId) })
const language = z.enum(['zh', 'en']).default('zh')
const within = z.string().refine(isArea).optional()

export function roundPaperRoutes(house: ExportHouse): FastifyPluginAsyncZod {
  const askerOf = (actor: Actor, vault = house.vault) => ({ actor, now: house.now(), vault })
  const findRound = (tx: Tx, actor: Actor, id: string) =>
    allowed(round.may, actor, round.target({ round: id }, actor))
      ? (round.ask(tx, { round: id }, askerOf(actor)) as Promise<RoundAnswer | undefined>)
      : Promise.resolve(undefined)

  /** What a sheet is made of, within what the asker may read. */
  async function findSource(
    tx: Tx,
    actor: Actor,
    vault: VaultReader,
    id: string,
    area: string | undefined,
    as: 'zh' | 'en',
  ): Promise<SheetSource | undefined> {
    const asked = { round: id, ...(area !== undefined && { within: area }) }
    const found = await findRound(tx, actor, id)
    if (!found || !allowed(roster.may, actor, roster.target(asked, actor))) return undefined
    const answer = (await roster.ask(tx, asked, askerOf(actor, vault))) as RosterAnswer
    const { rows } = await tx.query<{ area: string; name: string | null }>(
      `select area, name from areas where tenant = $1 and level in ('community', 'grid')`,
      [actor.tenant],
    )
    return {
      round: { ...found, posts: found.posts.filter((post) => area === undefined || post.area.startsWith(area)) },
      roster: answer,
      areas: new Map(rows.flatMap((row) => (row.name === null ? [] : [[row.area, row.name] as const]))),
      language: as,
    }
  }

  return async (app) => {
    for (const [name, write, summary] of [
      ['team-sheet', teamSheet, '小队表（Excel） · The teams of a round'],
      ['post-sheet', postSheet, '岗位表（Excel） · The posts of a round'],
    ] as const) {
      app.get(
        `/v1/rounds/:round/${name}.xlsx`,
        { schema: { tags: ['papers'], summary, params, querystring: z.strictObject({ within, language }) } },
        async (request, reply) => {
          const actor = await house.actorOf(request)
          if (!actor) return reply.code(401).send({ reason: 'logged-out', detail: {} })
          const noticed = noticing(house.vault)
          const source = await house.asAsker(actor, (tx) =>
            findSource(tx, actor, noticed.vault, request.params.round, request.query.within, request.query.language),
          )
          if (!source) return reply.code(404).send({ reason: 'unknown', detail: {} })
          const file = await write(source)
          await house.seen(actor, `export-${name}`, request.query.within ?? actor.tenant, noticed.persons())
          return reply
            .header('content-type', xlsxType)
            .header('content-disposition', `attachment; filename="${name}.xlsx"`)
            .header('cache-control', 'no-store')
            .send(file)
        },
      )
    }
    app.get(
      '/v1/rounds/:round/report.:form',
      {
        schema: {
          tags: ['papers'],
          summary:
            '轮次情况报告：覆盖、分母来源、怎么算 · The report of a round: coverage, where its denominator ' +
            'comes from, how it is counted',
          params: params.extend({ form: z.enum(['docx', 'xlsx']) }),
          querystring: z.strictObject({
            area: z
              .string()
              .regex(/^\d{6}(\d{3})?$/)
              .optional(),
            language,
          }),
        },
      },
      async (request, reply) => {
        const actor = await house.actorOf(request)
        if (!actor) return reply.code(401).send({ reason: 'logged-out', detail: {} })
        const { area = actor.tenant, language: as } = request.query
        const paper = await house.asAsker(actor, async (tx) => {
          const found = await findRound(tx, actor, request.params.round)
          return found && allowed(board.may, actor, board.target({ area }, actor))
            ? roundReport(tx, actor.tenant, found, area, house.now(), as)
            : undefined
        })
        if (!paper) return reply.code(404).send({ reason: 'unknown', detail: {} })
        const file = await (request.params.form === 'docx' ? writeDocx(paper) : writeXlsx(paper))
        return reply
          .header('content-type', request.params.form === 'docx' ? docxType : xlsxType)
          .header('content-disposition', `attachment; filename="report.${request.params.form}"`)
          .header('cache-control', 'no-store')
          .send(file)
      },
    )
  }
}
