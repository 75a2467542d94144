// Which households a round is to visit: all of an area, or some drawn from a seed that is told, so that anybody draws
// the same again. A proposal: it counts when a person sends it as the round's visits.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { isArea } from '#domain/kernel/area.ts'
import { visitsMax } from '#domain/operation/terms.ts'
import { question } from '#journal/view.ts'

const area = z.string().refine(isArea, { message: 'an area code' })
const params = z.strictObject({
  round: z.string().max(36),
  within: area,
  percent: z.coerce.number().min(0.1).max(100),
  seed: z.coerce.number().int().min(1).max(1_000_000).optional(),
})
const doorsAnswer = z.object({
  visits: z.array(z.object({ household: z.string(), building: z.string(), people: z.int() })),
  households: z.int(),
  percent: z.number(),
  seed: z.int(),
  cut: z.boolean(),
})
export type DoorsAnswer = z.infer<typeof doorsAnswer>

/**
 * Whether a household is drawn: its own number from the seed stands below the share. Others coming or going change
 * nothing for it.
 */
export const isDrawn = (household: string, seed: number, percent: number): boolean =>
  percent >= 100 ||
  createHash('sha256').update(`${seed} ${household}`).digest().readUInt32BE(0) / 2 ** 32 < percent / 100

const draw = question({
  name: 'doors-draw',
  summary: {
    zh: '上门名单建议：一个地段的全部住户，或按种子抽取一部分',
    en: 'A proposed list of doors: all households of an area, or some drawn from a seed',
  },
  params,
  answer: doorsAnswer,
  may: { roles: ['officer', 'dispatcher'] },
  target: (asked) => ({ area: asked.within }),
  shows: 'nobody',
  async ask(tx, asked, { actor }): Promise<DoorsAnswer | undefined> {
    const { round, within, percent, seed = 1 } = asked
    const {
      rows: [row],
    } = await tx.query<{ area: string }>('select area from rounds where tenant = $1 and round = $2', [
      actor.tenant,
      round,
    ])
    if (!row || !within.startsWith(row.area)) return undefined
    const { rows } = await tx.query<{ household: string; building: string; people: number }>(
      `select household, building, residents as people
       from households
       where tenant = $1 and household ^@ $2 and residents > 0
       order by household`,
      [actor.tenant, within],
    )
    const drawn = rows.filter((one) => isDrawn(one.household, seed, percent))
    return { visits: drawn.slice(0, visitsMax), households: rows.length, percent, seed, cut: drawn.length > visitsMax }
  },
})

export const questions = [draw] as const
