// Doubles: people of whom the lists hold two records under one telephone, from before a number had one form. Shown to
// who keeps the lists, who says which of them is to stay.
import { z } from 'zod'
import type { Id } from '#domain/kernel/ids.ts'
import { phoneOf } from '#domain/kernel/phone.ts'
import { may } from '#domain/registry/may.ts'
import { question } from '#journal/view.ts'

/** Records opened in one answer; where there are more, `partial` says so and an area narrows them. */
const openedMax = 20_000
/** Numbers shown at a time: they go as they are merged. */
const shownMax = 100

const params = z.strictObject({ within: z.string().max(25).optional() })

const answer = z.object({
  rows: z.array(
    z.object({
      phone: z.string(),
      persons: z.array(
        z.object({
          person: z.string(),
          name: z.string(),
          home: z.string(),
          unit: z.string().nullable(),
          unitName: z.string().nullable(),
          active: z.boolean(),
        }),
      ),
    }),
  ),
  partial: z.boolean(),
})
export type Doubles = z.infer<typeof answer>
export type Double = Doubles['rows'][number]

type Row = Omit<Double['persons'][number], 'name'>

const list = question({
  name: 'doubles',
  summary: {
    zh: '同一个手机号登记成两个人的：请看哪一条留下',
    en: 'Two records under one telephone: which of them is to stay',
  },
  params,
  answer,
  may: { roles: may['merge-person'].roles, narrowed: true },
  target: () => ({}),
  shows: ({ rows }) => ({ persons: rows.flatMap((row) => row.persons.map(({ person }) => person)) }),
  async ask(tx, given, { actor, vault }) {
    const { within } = given
    const { rows } = await tx.query<Row>(
      `select p.person, p.home, p.unit, units.name as "unitName", p.active
       from persons p
       left join units on units.tenant = p.tenant and units.unit = p.unit
       where p.tenant = $1 and p.merged_into is null and ($2::text is null or p.home >= $2 and p.home < $2 || '~')
       order by p.person
       limit $3`,
      [actor.tenant, within ?? null, openedMax + 1],
    )
    const opened = rows.slice(0, openedMax)
    const bodies = await vault.open<{ name: string; phone?: string }>(
      tx,
      'person',
      opened.map((row) => row.person),
    )
    const byPhone = new Map<string, Id[]>()
    for (const { person } of opened) {
      const phone = phoneOf(bodies.get(person)?.phone ?? '')
      if (phone) byPhone.set(phone, [...(byPhone.get(phone) ?? []), person])
    }
    const known = new Map(opened.map((row) => [row.person, row]))
    return {
      rows: [...byPhone]
        .filter(([, persons]) => persons.length > 1)
        .slice(0, shownMax)
        .map(([phone, persons]) => ({
          phone,
          persons: persons.map((person) => ({ ...known.get(person)!, name: bodies.get(person)?.name ?? '' })),
        })),
      partial: rows.length > openedMax,
    }
  },
})

export const questions = [list] as const
