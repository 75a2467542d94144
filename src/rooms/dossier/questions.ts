// What may be asked of the dossier: entries of an area, a unit or oneself, with evidence and overlaps; one entry with
// everything said about it.
import { z } from 'zod'
import type { Actor, Role } from '#domain/kernel/actor.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { entryStates, evidences, sayings, sides, sources, unitAnswers } from '#domain/dossier/terms.ts'
import { question, type Tx, type VaultReader } from '#journal/view.ts'
import { overlapping } from './views/entries.ts'

/**
 * Those who read others' entries: the places served and their overseers by area, the unit's liaison by unit. Not
 * administrators.
 */
export const readers: readonly Role[] = ['officer', 'dispatcher', 'supervisor', 'liaison']

/**
 * What PostgreSQL narrows by every office is narrowed again to those that read entries: an administrator's county is no
 * reader's. As SQL over `e`, with its three values.
 */
export function readable(actor: Actor, at: number): readonly [sql: string, values: readonly unknown[]] {
  const own = actor.grants.filter((grant) => readers.includes(grant.role))
  const areas = own.flatMap((grant) => (grant.role === 'liaison' ? [] : [grant.area]))
  const units = own.flatMap((grant) => (grant.role === 'liaison' && grant.unit ? [grant.unit] : []))
  return [
    `(e.area ^@ any($${at}::text[]) or e.unit = any($${at + 1}::text[]) or e.person = $${at + 2})`,
    [areas, units, actor.person ?? null],
  ]
}

const rowsMax = 1_000
/** A lifetime of service. */
const mineMax = 2_000

export const entryRow = z.object({
  entry: z.string(),
  person: z.string(),
  name: z.string(),
  unit: z.string().nullable(),
  unitName: z.string().nullable(),
  area: z.string(),
  areaName: z.string().nullable(),
  source: z.enum(sources),
  occasion: z.string().nullable(),
  starts: z.number(),
  ends: z.number(),
  minutes: z.int(),
  duty: z.string().nullable(),
  evidence: z.enum(evidences),
  late: z.boolean(),
  state: z.enum(entryStates),
  answer: z.enum(unitAnswers).nullable(),
  spoken: z.array(z.enum(sides)),
  corrections: z.int(),
  overlapping: z.boolean(),
  openedAt: z.number(),
  confirmedAt: z.number().nullable(),
})
export type EntryRow = z.infer<typeof entryRow>

export const totalsAnswer = z.object({
  entries: z.int(),
  minutes: z.int(),
  open: z.int(),
  overlapping: z.int(),
  disputed: z.int(),
  scanned: z.int(),
  confirmed: z.int(),
  typed: z.int(),
})
export const entriesAnswer = z.object({ rows: z.array(entryRow), totals: totalsAnswer, after: z.string().nullable() })
export type EntriesAnswer = z.infer<typeof entriesAnswer>

const select = `select e.entry, e.person, e.unit, u.name as "unitName", e.area, a.name as "areaName", e.source,
    e.occasion, e.starts, e.ends, e.minutes, e.opening, e.evidence, e.late, e.state, e.answer, e.spoken,
    e.corrections, ${overlapping} as overlapping, e.opened_at as "openedAt", e.confirmed_at as "confirmedAt"
  from entries e
  left join units u on u.tenant = e.tenant and u.unit = e.unit
  left join areas a on a.tenant = e.tenant and a.area = e.area`
type Found = Omit<EntryRow, 'name' | 'duty'> & { readonly opening: Id }

export async function shown(tx: Tx, vault: VaultReader, rows: readonly Found[]): Promise<EntryRow[]> {
  const names = await vault.open<{ name: string }>(tx, 'person', [...new Set(rows.map((row) => row.person))])
  const duties = await vault.open<{ duty?: string }>(tx, 'text', [...new Set(rows.map((row) => row.opening))])
  return rows.map(({ opening, ...row }) => ({
    ...row,
    name: names.get(row.person)?.name ?? '',
    duty: duties.get(opening)?.duty ?? null,
  }))
}

export interface Sought {
  within?: string
  unit?: string
  person?: string
  state?: string
  evidence?: string
  from?: number
  until?: number
  only?: 'overlapping' | 'disputed'
  after?: string
}
const where = `e.tenant = $1 and ($2::text is null or e.area ^@ $2) and ($3::text is null or e.unit = $3)
    and ($4::text is null or e.person = $4) and ($5::text is null or e.state = $5)
    and ($6::text is null or e.evidence = $6) and ($7::float8 is null or e.ends > $7)
    and ($8::float8 is null or e.starts < $8)
    and ($9::text is null or ($9 = 'disputed' and e.answer = 'disputed') or ($9 = 'overlapping' and ${overlapping}))`
const values = (tenant: string, { within, unit, person, state, evidence, from, until, only }: Sought) => [
  tenant,
  within ?? null,
  unit ?? null,
  person ?? null,
  state ?? null,
  evidence ?? null,
  from ?? null,
  until ?? null,
  only ?? null,
]

/** Newest first; `after` goes on where the last page ended. */
export async function findEntries(
  tx: Tx,
  actor: Actor,
  sought: Sought,
  max: number,
): Promise<{ rows: Found[]; after: string | null }> {
  const [starts, entry] = sought.after?.split(' ') ?? []
  const [mayRead, scope] = readable(actor, 12)
  const { rows } = await tx.query<Found>(
    `${select} where ${where} and ($10::float8 is null or (e.starts, e.entry) < ($10, $11)) and ${mayRead} ` +
      `order by e.starts desc, e.entry desc limit ${max + 1}`,
    [...values(actor.tenant, sought), starts === undefined ? null : Number(starts), entry ?? '', ...scope],
  )
  const page = rows.slice(0, max)
  const last = page.at(-1)
  return { rows: page, after: rows.length > max && last ? `${last.starts} ${last.entry}` : null }
}

async function findTotals(tx: Tx, actor: Actor, sought: Sought): Promise<z.infer<typeof totalsAnswer>> {
  const [mayRead, scope] = readable(actor, 10)
  const count = (condition: string) => `count(*) filter (where ${condition})::int`
  const byEvidence = evidences.map(
    (evidence) => `${count(`evidence = '${evidence}' and state <> 'withdrawn'`)} as ${evidence}`,
  )
  const {
    rows: [totals],
  } = await tx.query<z.infer<typeof totalsAnswer>>(
    `select ${count(`state <> 'withdrawn'`)} as entries,
       coalesce(sum(minutes) filter (where state <> 'withdrawn'), 0)::int as minutes,
       ${count(`state = 'open'`)} as open, ${count('overlapping')} as overlapping,
       ${count(`answer = 'disputed' and state <> 'withdrawn'`)} as disputed,
       ${byEvidence.join(', ')}
     from (select e.*, ${overlapping} as overlapping from entries e where ${where} and ${mayRead}) e`,
    [...values(actor.tenant, sought), ...scope],
  )
  return totals
}

const list = question({
  name: 'entries',
  summary: {
    zh: '服务记录：谁、何时、何地、多久、依据、双方意见；重叠的时间有标记',
    en: 'Service entries: who, when, where, how long, how known, what both sides said; overlapping hours are flagged',
  },
  params: z.strictObject({
    within: z.string().max(25).optional(),
    unit: z.string().max(40).optional(),
    person: z.string().max(40).optional(),
    state: z.enum(entryStates).optional(),
    evidence: z.enum(evidences).optional(),
    from: z.coerce.number().optional(),
    until: z.coerce.number().optional(),
    only: z.enum(['overlapping', 'disputed']).optional(),
    after: z
      .string()
      .max(120)
      .regex(/^[\d.]+ [0-9a-f.-]+$/)
      .optional(),
  }),
  answer: entriesAnswer,
  may: { roles: readers, narrowed: true },
  target: () => ({}),
  shows: ({ rows }) => ({ persons: rows.map((row) => row.person) }),
  async ask(tx, params, { actor, vault }): Promise<EntriesAnswer> {
    const { rows, after } = await findEntries(tx, actor, params, rowsMax)
    return { rows: await shown(tx, vault, rows), totals: await findTotals(tx, actor, params), after }
  },
})

export const sayingRow = z.object({
  number: z.int(),
  said: z.enum(sayings),
  side: z.enum(sides).nullable(),
  answer: z.enum(unitAnswers).nullable(),
  starts: z.number().nullable(),
  ends: z.number().nullable(),
  minutes: z.int().nullable(),
  evidence: z.enum(evidences).nullable(),
  at: z.number(),
  statement: z.string(),
  text: z.string().nullable(),
  why: z.string().nullable(),
  duty: z.string().nullable(),
})
export const entryAnswer = z.object({
  entry: entryRow,
  sayings: z.array(sayingRow),
  overlaps: z.array(
    z.object({ entry: z.string(), starts: z.number(), ends: z.number(), areaName: z.string().nullable() }),
  ),
})
export type EntryAnswer = z.infer<typeof entryAnswer>

const one = question({
  name: 'entry',
  summary: {
    zh: '一条服务记录：全部经过与双方反馈',
    en: 'One service entry: everything said about it, feedback of both sides',
  },
  params: z.strictObject({ entry: z.string().max(80) }),
  answer: entryAnswer,
  may: { roles: readers, self: true, narrowed: true },
  target: (_params, actor) => ({ person: actor.person }),
  shows: ({ entry }) => ({ persons: [entry.person] }),
  async ask(tx, params, { actor, vault }): Promise<EntryAnswer | undefined> {
    const { entry } = params
    const [mayRead, scope] = readable(actor, 3)
    const { rows } = await tx.query<Found>(`${select} where e.tenant = $1 and e.entry = $2 and ${mayRead}`, [
      actor.tenant,
      entry,
      ...scope,
    ])
    if (rows.length === 0) return undefined
    const [row] = await shown(tx, vault, rows)
    const { rows: said } = await tx.query<Omit<z.infer<typeof sayingRow>, 'text' | 'why' | 'duty'>>(
      `select number, said, side, answer, starts, ends, minutes, evidence, at, statement
       from sayings
       where tenant = $1 and entry = $2
       order by number
       limit 500`,
      [actor.tenant, entry],
    )
    const words = await vault.open<{ text?: string; why?: string; duty?: string }>(
      tx,
      'text',
      said.map((saying) => saying.statement),
    )
    const { rows: overlaps } = await tx.query<EntryAnswer['overlaps'][number]>(
      `select o.entry, o.starts, o.ends, a.name as "areaName"
       from entries e
       join entries o on o.tenant = e.tenant and o.person = e.person and o.entry <> e.entry and o.state <> 'withdrawn'
         and o.hours && e.hours
       left join areas a on a.tenant = o.tenant and a.area = o.area
       where e.tenant = $1 and e.entry = $2
       order by o.starts
       limit 50`,
      [actor.tenant, entry],
    )
    return {
      entry: row,
      overlaps,
      sayings: said.map((saying) => {
        const { text, why, duty } = words.get(saying.statement) ?? {}
        return { ...saying, text: text ?? null, why: why ?? null, duty: duty ?? null }
      }),
    }
  },
})

const mine = question({
  name: 'my-entries',
  summary: { zh: '我的服务记录', en: 'My own service entries' },
  params: z.strictObject({}),
  answer: entriesAnswer,
  may: { roles: [], self: true },
  target: (_params, actor) => ({ person: actor.person }),
  shows: 'oneself',
  async ask(tx, _params, { actor, vault }): Promise<EntriesAnswer> {
    const { rows, after } = await findEntries(tx, actor, { person: actor.person }, mineMax)
    return { rows: await shown(tx, vault, rows), totals: await findTotals(tx, actor, { person: actor.person }), after }
  },
})

export const questions = [list, one, mine] as const
