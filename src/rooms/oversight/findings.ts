// What supervisors found in an area and what became of it: for those who look and for those who put right.
import { z } from 'zod'
import type { Role } from '#domain/kernel/actor.ts'
import { codeLength } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { grades } from '#domain/oversight/terms.ts'
import type { Shown } from '#journal/shown.ts'
import { question, type Tx, type VaultReader } from '#journal/view.ts'

const readers: readonly Role[] = ['supervisor', 'dispatcher', 'officer', 'gridWorker']
const states = ['noted', 'put-right', 'confirmed'] as const
const listMax = 500

const row = z.object({
  finding: z.string(),
  area: z.string(),
  areaName: z.string().nullable(),
  lookBack: z.string().nullable(),
  grade: z.enum(grades),
  state: z.enum(states),
  text: z.string(),
  putRightText: z.string().nullable(),
  returnedText: z.string().nullable(),
  returns: z.int(),
  dueAt: z.number(),
  notedAt: z.number(),
  putRightAt: z.number().nullable(),
  confirmedAt: z.number().nullable(),
})
export type FindingRow = z.infer<typeof row>

/** What is said of a building or a door; of a whole grid or community it is about nobody. */
export const shownInFindings = (rows: readonly Pick<FindingRow, 'area'>[]): Shown => ({
  households: rows.flatMap((row) => (row.area.length >= codeLength.building ? [row.area] : [])),
})

export async function findFindings(
  tx: Tx,
  tenant: string,
  where: { within?: string; state?: string; lookBack?: string },
  vault: VaultReader,
): Promise<FindingRow[]> {
  const { rows } = await tx.query<
    Omit<FindingRow, 'text' | 'putRightText' | 'returnedText'> & {
      words: Id
      putRightWords: Id | null
      returnedWords: Id | null
    }
  >(
    `select f.finding, f.area, a.name as "areaName", f.look_back as "lookBack", f.grade, f.state, f.words,
       f.put_right_words as "putRightWords", f.returned_words as "returnedWords", f.returns, f.due_at as "dueAt",
       f.noted_at as "notedAt", f.put_right_at as "putRightAt", f.confirmed_at as "confirmedAt"
     from findings f
     left join areas a on a.tenant = f.tenant and a.area = left(f.area, ${codeLength.building})
     where f.tenant = $1 and ($2::text is null or f.area ^@ $2) and ($3::text is null or f.state = $3)
       and ($4::text is null or f.look_back = $4)
     order by f.state = 'confirmed', f.grade = 'minor', f.due_at
     limit ${listMax}`,
    [tenant, where.within ?? null, where.state ?? null, where.lookBack ?? null],
  )
  const texts = await vault.open<{ text?: string }>(
    tx,
    'text',
    rows.flatMap((one) => [one.words, one.putRightWords, one.returnedWords].filter((id) => id !== null)),
  )
  const textOf = (id: Id | null) => (id === null ? null : (texts.get(id)?.text ?? ''))
  return rows.map(({ words, putRightWords, returnedWords, ...one }) => ({
    ...one,
    text: textOf(words) ?? '',
    putRightText: textOf(putRightWords),
    returnedText: textOf(returnedWords),
  }))
}

const list = question({
  name: 'findings',
  summary: {
    zh: '督导发现的问题：待整改、待复核、已办结',
    en: 'What supervisors found: to be put right, to be confirmed, done',
  },
  params: z.strictObject({
    within: z.string().max(25).optional(),
    state: z.enum(states).optional(),
    lookBack: z.string().max(40).optional(),
  }),
  answer: z.object({ rows: z.array(row) }),
  may: { roles: readers, narrowed: true },
  target: () => ({}),
  shows: ({ rows }) => shownInFindings(rows),
  async ask(tx, params, { actor, vault }) {
    return {
      rows: await findFindings(tx, actor.tenant, params, vault),
    }
  },
})

export const questions = [list] as const
