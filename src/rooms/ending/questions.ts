// What a resident may ask about themselves: what is held about me, why, until when; my objections. And for offices:
// what ends when, what was destroyed, which objections wait.
import { z } from 'zod'
import { roles } from '#domain/kernel/actor.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { objectables, operationHoldings, purposes } from '#domain/ending/terms.ts'
import { question, type Tx, type VaultReader } from '#journal/view.ts'
import { prove } from '#journal/log/prove.ts'

const rowsMax = 500
/**
 * Kinds of what a county may hold about one person; each is one count over a view. `until` is null where it ends with
 * the person's own leaving.
 */
const held = {
  person: { purpose: 'everything', count: 'select count(*)::int as n from persons where tenant = $1 and person = $2' },
  registrations: {
    purpose: 'everything',
    count: `select count(*)::int as n from registrations where tenant = $1 and person = $2`,
  },
  calls: { purpose: 'whistles', count: 'select count(*)::int as n from calls where tenant = $1 and person = $2' },
  entries: { purpose: 'openings', count: 'select count(*)::int as n from entries where tenant = $1 and person = $2' },
  notices: {
    purpose: 'notices',
    count: 'select count(*)::int as n from notice_receipts where tenant = $1 and person = $2',
  },
  seats: {
    purpose: 'everything',
    count: `select (
        (select count(*) from assignments where tenant = $1 and person = $2) + (
          select count(*) from waiting where tenant = $1 and person = $2
        )
      )::int as n`,
  },
  attendance: {
    purpose: 'everything',
    count: `select (
        (select count(*) from attendance where tenant = $1 and person = $2) + (
          select count(*) from ranges where tenant = $1 and person = $2
        )
      )::int as n`,
  },
  visits: {
    purpose: 'everything',
    count: 'select count(*)::int as n from door_visits where tenant = $1 and claimed_by = $2',
  },
  orders: { purpose: 'rounds', count: 'select count(*)::int as n from orders where tenant = $1 and given_to = $2' },
  urgings: { purpose: 'everything', count: 'select count(*)::int as n from urgings where tenant = $1 and person = $2' },
  roles: { purpose: 'everything', count: 'select count(*)::int as n from grants where tenant = $1 and account = $2' },
  addresses: {
    purpose: 'addresses',
    count: `select coalesce(sum(jsonb_array_length(pushes) + case when email is null then 0 else 1 end), 0)::int as n
      from channels
      where tenant = $1 and person = $2`,
  },
} as const
const kinds = Object.keys(held) as (keyof typeof held)[]

const objectionRow = z.object({
  objection: z.string(),
  person: z.string(),
  name: z.string(),
  area: z.string(),
  about: z.enum(objectables),
  text: z.string(),
  state: z.enum(['waiting', 'granted', 'kept']),
  raisedAt: z.number(),
  answer: z.string().nullable(),
  answeredAt: z.number().nullable(),
  destroyedAt: z.number().nullable(),
})
export const heldAnswer = z.object({
  rows: z.array(
    z.object({
      what: z.enum(kinds),
      records: z.int(),
      purpose: z.string(),
      days: z.int().nullable(),
      from: z.enum(['closing', 'writing']).nullable(),
    }),
  ),
  objections: z.array(objectionRow),
})
export type HeldAnswer = z.infer<typeof heldAnswer>

type ObjectionFound = Omit<z.infer<typeof objectionRow>, 'name' | 'text' | 'answer'> & {
  readonly words: Id
  readonly answerWords: Id | null
}
const select = `select objection, person, area, about, words, state, raised_at as "raisedAt",
    answer_words as "answerWords", answered_at as "answeredAt", destroyed_at as "destroyedAt"
  from objections`

async function withWords(
  tx: Tx,
  vault: VaultReader,
  rows: readonly ObjectionFound[],
): Promise<z.infer<typeof objectionRow>[]> {
  const texts = await vault.open<{ text: string }>(
    tx,
    'text',
    rows.flatMap((row) => [row.words, ...(row.answerWords ? [row.answerWords] : [])]),
  )
  const names = await vault.open<{ name: string }>(tx, 'person', [...new Set(rows.map((row) => row.person))])
  return rows.map(({ words, answerWords, ...row }) => ({
    ...row,
    name: names.get(row.person)?.name ?? '',
    text: texts.get(words)?.text ?? '',
    answer: answerWords === null ? null : (texts.get(answerWords)?.text ?? ''),
  }))
}

const mine = question({
  name: 'held-about-me',
  summary: {
    zh: '保存了哪些与我有关的信息：用途、期限、我的异议',
    en: 'What is held about me: why, until when, my objections',
  },
  params: z.strictObject({}),
  answer: heldAnswer,
  may: { roles: [], self: true },
  target: (_params, actor) => ({ person: actor.person }),
  shows: 'oneself',
  async ask(tx, _params, { actor, vault }): Promise<HeldAnswer> {
    const rows: HeldAnswer['rows'][number][] = []
    for (const what of kinds) {
      const {
        rows: [{ n }],
      } = await tx.query<{ n: number }>(held[what].count, [actor.tenant, actor.person])
      const purpose = purposes.find((one) => one.what === held[what].purpose)
      rows.push({
        what,
        records: n,
        purpose: held[what].purpose,
        days: purpose?.days ?? null,
        from: purpose?.from ?? null,
      })
    }
    const { rows: objections } = await tx.query<ObjectionFound>(
      `${select} where tenant = $1 and person = $2 order by raised_at desc limit ${rowsMax}`,
      [actor.tenant, actor.person],
    )
    return { rows, objections: await withWords(tx, vault, objections) }
  },
})

const waiting = question({
  name: 'objections',
  summary: { zh: '居民的异议，待答复的在前', en: 'Objections of residents, those that wait first' },
  params: z.strictObject({}),
  answer: z.object({ rows: z.array(objectionRow) }),
  may: { roles: ['officer', 'security'], narrowed: true },
  target: () => ({}),
  shows: ({ rows }) => ({ persons: rows.map((row) => row.person) }),
  async ask(tx, _params, { actor, vault }) {
    const areas = actor.grants
      .filter((grant) => grant.role === 'officer' || grant.role === 'security')
      .map((grant) => grant.area)
    const { rows } = await tx.query<ObjectionFound>(
      `${select} where tenant = $1 and area ^@ any($2::text[]) order by state = 'waiting' desc,
         raised_at desc limit ${rowsMax}`,
      [actor.tenant, areas],
    )
    return { rows: await withWords(tx, vault, rows) }
  },
})

export const endingsAnswer = z.object({
  purposes: z.array(z.object({ what: z.string(), days: z.int(), from: z.enum(['closing', 'writing']) })),
  ends: z.array(
    z.object({
      operation: z.string(),
      name: z.string().nullable(),
      what: z.enum(operationHoldings),
      area: z.string(),
      startedAt: z.number(),
      endsAt: z.number(),
      destroyedAt: z.number().nullable(),
      records: z.number().nullable(),
    }),
  ),
  statements: z.array(
    z.object({
      statement: z.string(),
      about: z.string(),
      what: z.string(),
      records: z.number(),
      digest: z.string(),
      at: z.number(),
    }),
  ),
})
export type EndingsAnswer = z.infer<typeof endingsAnswer>

const endings = question({
  name: 'endings',
  summary: {
    zh: '个人信息的期限：何时到期、已销毁什么',
    en: 'End dates of personal data: what ends when, what was destroyed',
  },
  params: z.strictObject({}),
  answer: endingsAnswer,
  may: { roles: roles.filter((role) => role !== 'volunteer' && role !== 'system'), narrowed: true },
  target: () => ({}),
  shows: 'nobody',
  async ask(tx, _params, { actor }): Promise<EndingsAnswer> {
    const { rows: ends } = await tx.query<EndingsAnswer['ends'][number]>(
      `select e.operation, o.name, e.what, e.area, e.started_at as "startedAt", e.ends_at as "endsAt",
         e.destroyed_at as "destroyedAt", e.records::float8 as records
       from erasures e
       left join operations o on o.tenant = e.tenant and o.operation = e.operation
       where e.tenant = $1
       order by e.ends_at desc
       limit ${rowsMax}`,
      [actor.tenant],
    )
    const { rows: statements } = await tx.query<EndingsAnswer['statements'][number]>(
      `select statement, about, what, records::float8 as records, digest, at
       from destructions
       where tenant = $1
       order by at desc
       limit ${rowsMax}`,
      [actor.tenant],
    )
    return { purposes: [...purposes], ends, statements }
  },
})

const proof = question({
  name: 'destruction-proof',
  summary: { zh: '销毁声明的证明（可离线核验）', en: 'The proof of a statement of destruction, checked offline' },
  params: z.strictObject({ statement: z.string().max(40) }),
  answer: z.object({
    proof: z
      .object({
        text: z.string(),
        index: z.int(),
        size: z.int(),
        root: z.string(),
        origin: z.string(),
        vkey: z.string(),
        witnesses: z.array(z.string()),
        opened: z.boolean(),
      })
      .nullable(),
  }),
  // About nobody: whoever has an account may check that data was destroyed.
  may: { roles, self: true, narrowed: true },
  target: (_params, actor) => ({ person: actor.person }),
  shows: 'nobody',
  async ask(tx, params, { actor, vault }) {
    const { statement } = params
    const { rows } = await tx.query('select 1 from destructions where tenant = $1 and statement = $2', [
      actor.tenant,
      statement,
    ])
    const found = rows.length === 0 ? undefined : await prove(tx, vault, actor.tenant, statement)
    return found === undefined ? undefined : { proof: found === 'waiting' ? null : found }
  },
})

export const questions = [mine, waiting, endings, proof] as const
