// The question a person asks about themselves: what have I served so far, where, and how long.
import { z } from 'zod'
import type { Id } from '#domain/kernel/ids.ts'
import type { Question } from '#journal/view.ts'

/** The newest ones; a year of keen service. */
const rowsMax = 200

/** Minutes are whole; a service under way has none yet. Drills count nowhere. */
export const serviceAnswer = z.object({
  times: z.int(), minutes: z.int(),
  rows: z.array(z.object({ muster: z.string(), what: z.string(), label: z.string(), arrivedAt: z.number(), minutes: z.int().nullable() })).max(rowsMax),
})
export type ServiceAnswer = z.infer<typeof serviceAnswer>

const mine: Question = {
  name: 'my-service',
  summary: { zh: '我的服务：次数、时长、每一次', en: 'My service: how often, how long, each one' },
  params: z.strictObject({}),
  answer: serviceAnswer,
  may: { roles: [], self: true },
  target: (_params, actor) => ({ person: actor.person }),
  async ask(tx, _params, { actor, vault }): Promise<ServiceAnswer> {
    const { rows } = await tx.query<{ muster: Id; what: Id; arrivedAt: number; minutes: number | null; times: number; total: number }>(
      `select muster, what, arrived_at as "arrivedAt", case when left_at is null then null else served_minutes end as minutes,
         count(*) over ()::int as times, sum(served_minutes) over ()::int as total
       from calls where tenant = $1 and person = $2 and arrived_at is not null and not drill order by arrived_at desc limit ${rowsMax}`,
      [actor.tenant, actor.person],
    )
    const texts = await vault.open<{ text: string; label: string }>(tx, 'text', [...new Set(rows.map((row) => row.what))])
    return {
      times: rows[0]?.times ?? 0, minutes: rows[0]?.total ?? 0,
      rows: rows.map(({ muster, what, arrivedAt, minutes }) => ({ muster, what: texts.get(what)?.text ?? '', label: texts.get(what)?.label ?? '', arrivedAt, minutes })),
    }
  },
}

export const questions: readonly Question[] = [mine]
