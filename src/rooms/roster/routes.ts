// Team sheet and post sheet of a round as .xlsx, for whoever may read the roster. Who takes one away is written down.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { codes, firstLanguage, type Language } from '#words/languages.ts'
import { allowed } from '#domain/kernel/actor.ts'
import { isArea } from '#domain/kernel/area.ts'
import { isId } from '#domain/kernel/ids.ts'
import type { Tx } from '#journal/view.ts'
import { handOver, type PaperAsker } from '#papers/hand-over.ts'
import type { RoomHouse } from '../house.ts'
import { board as roster, shownInRoster } from './views/assignments-board.ts'
import { postSheet, teamSheet, type SheetSource } from './sheets.ts'

const params = z.object({ round: z.string().refine(isId) })
const language = z.enum(codes).default(firstLanguage)
const within = z.string().refine(isArea).optional()

export function roundPaperRoutes(house: RoomHouse): FastifyPluginAsyncZod {
  const round = house.question('round')

  /** What a sheet is made of, within what the asker may read. */
  async function findSource(
    tx: Tx,
    asker: PaperAsker,
    id: string,
    area: string | undefined,
    as: Language,
  ): Promise<SheetSource | undefined> {
    const { actor } = asker
    if (!allowed(round.may, actor, round.target({ round: id }, actor))) return undefined
    const found = await round.ask(tx, { round: id }, asker)
    if (!found) return undefined
    const asked = { round: id, ...(area !== undefined && { within: area }) }
    const answer = await roster.ask(tx, asked, asker)
    const { rows } = await tx.query<{ area: string; name: string | null }>(
      `select area, name from areas where tenant = $1 and level in ('community', 'grid')`,
      [actor.tenant],
    )
    return {
      round: { ...found, posts: found.posts.filter((post) => area === undefined || post.area.startsWith(area)) },
      roster: answer!,
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
        (request, reply) =>
          handOver(house, request, reply, (actor) => {
            const { within: area, language: as } = request.query
            const asked = { round: request.params.round, ...(area !== undefined && { within: area }) }
            return {
              name,
              form: 'xlsx',
              rule: roster.may,
              target: roster.target(asked, actor),
              ...(area !== undefined && { area }),
              async make(tx, asker) {
                const source = await findSource(tx, asker, asked.round, area, as)
                if (!source) return undefined
                return { paper: await write(source), shows: shownInRoster(source.roster) }
              },
            }
          }),
      )
    }
  }
}
