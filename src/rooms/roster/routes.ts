// Team sheet and post sheet of a round as .xlsx, for whoever may read the roster. Who takes one away is written down.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allowed, type Actor } from '#domain/kernel/actor.ts'
import { isArea } from '#domain/kernel/area.ts'
import { isId } from '#domain/kernel/ids.ts'
import type { Tx, VaultReader } from '#journal/view.ts'
import { noticing } from '#papers/noticed.ts'
import type { RoomHouse } from '../house.ts'
import { xlsxType } from '#papers/sheets.ts'
import { questions as rosterQuestions, type RosterAnswer } from './views/assignments-board.ts'
import type { RoundAnswer } from '#rooms/operation/views/rounds.ts'
import { postSheet, teamSheet, type SheetSource } from './sheets.ts'

const roster = rosterQuestions.find((question) => question.name === 'roster')!
const params = z.object({ round: z.string().refine(isId) })
const language = z.enum(['zh', 'en']).default('zh')
const within = z.string().refine(isArea).optional()

export function roundPaperRoutes(house: RoomHouse): FastifyPluginAsyncZod {
  const round = house.question('round')
  const askerOf = (actor: Actor, vault: VaultReader = house.vault) => ({ actor, now: house.now(), vault })
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
  }
}
