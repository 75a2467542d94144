// Which sealed records each holding consists of. One entry a holding; a room whose view is not there holds nothing.
import type { Holding, Objectable } from '#domain/ending/terms.ts'
import type { PrivateRecord } from '#domain/kernel/decider.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import type { Tx } from '#journal/view.ts'

export interface Records {
  readonly kind: PrivateRecord['kind']
  /** The view it is read from. */
  readonly from: string
  /** Gives `id`; $1 is the county, $2 the operation, the time before which, or the person. */
  readonly ids: string
}

/**
 * Residents who were sampled have no account: their names lie under ids made for the round, and the round's key, of
 * which their pseudonyms are made, goes with them.
 */
const sampled = `select distinct s.record as id
  from samples s
  join rounds r on r.tenant = s.tenant and r.round = s.round
  where s.tenant = $1 and r.operation = $2 and s.record is not null
  union select p.key
  from places p
  join rounds r on r.tenant = p.tenant and r.round = p.round
  where p.tenant = $1 and r.operation = $2`
/**
 * A need whose visits ended with the operation, and each whose own end has passed; and the words noted at its doors.
 */
const needs = `select n.need as id
  from needs n
  where n.tenant = $1
    and (
      n.until <= (select ends_at from erasures e where e.tenant = $1 and e.operation = $2 and e.what = 'needs')
        or exists (
          select 1
          from round_visits v
          join rounds r on r.tenant = v.tenant and r.round = v.round
          where v.tenant = n.tenant and v.household = n.household and r.operation = $2
        )
    )
  union select v.note
  from door_visits v
  join rounds r on r.tenant = v.tenant and r.round = v.round
  where v.tenant = $1 and r.operation = $2 and v.note is not null`

export const holdings: { readonly [H in Holding]: Records } = {
  sampled: { kind: 'person', from: 'samples', ids: sampled },
  needs: { kind: 'text', from: 'needs', ids: needs },
  whistles: {
    kind: 'text',
    from: 'musters',
    ids: `select what as id
      from musters
      where tenant = $1 and phase = 'over' and ends < $2::float8`,
  },
  notices: {
    kind: 'text',
    from: 'notices',
    ids: 'select words as id from notices where tenant = $1 and sent_at < $2::float8',
  },
  openings: {
    kind: 'text',
    from: 'sayings',
    ids: 'select statement as id from sayings where tenant = $1 and at < $2::float8',
  },
  rounds: {
    kind: 'text',
    from: 'orders',
    ids: `select note as id
      from patrols_notes
      where tenant = $1 and at < $2::float8
      union select w
      from orders o, unnest(array[o.words, o.done_words, o.back_words]) w
      where o.tenant = $1 and o.changed_at < $2::float8 and w is not null`,
  },
  'look-backs': {
    kind: 'text',
    from: 'findings',
    ids: `select w as id
      from findings f, unnest(array[f.words, f.put_right_words, f.returned_words]) w
      where f.tenant = $1 and f.noted_at < $2::float8 and w is not null
      union select words
      from samples_drawn
      where tenant = $1 and checked_at < $2::float8 and words is not null`,
  },
}

/** What an objection that was granted takes away; `everything` is done by the person's whole subject. */
export const objected: { readonly [O in Objectable]: Records | undefined } = {
  openings: {
    kind: 'text',
    from: 'sayings',
    ids: `select s.statement as id
      from sayings s
      join entries e on e.tenant = s.tenant and e.entry = s.entry
      where s.tenant = $1 and e.person = $2`,
  },
  addresses: {
    kind: 'text',
    from: 'channels',
    ids: `select p->>'way' as id
      from channels c, jsonb_array_elements(c.pushes) p
      where c.tenant = $1 and c.person = $2
      union select email
      from channels
      where tenant = $1 and person = $2 and email is not null`,
  },
  everything: undefined,
}

/** Keys destroyed in one transaction. */
export const stepMax = 5_000

const hasView = async (tx: Tx, name: string) =>
  (await tx.query<{ there: boolean }>('select to_regclass($1) is not null as there', [`public.${name}`])).rows[0].there

/** The next of them whose keys are still there. */
export async function findReadable(
  tx: Tx,
  tenant: Tenant,
  { kind, from, ids }: Records,
  of: Id | number,
): Promise<Id[]> {
  if (!(await hasView(tx, from))) return []
  const { rows } = await tx.query<{ id: Id }>(
    `select k.id
     from (${ids}) h
     join keyring k on k.tenant = $1 and k.kind = '${kind}' and k.id = h.id
     limit ${stepMax}`,
    [tenant, of],
  )
  return rows.map((row) => row.id)
}

/**
 * How many records there ever were, and the digest over their sorted ids: the same whether it is reckoned before or
 * after.
 */
export async function digestOf(
  tx: Tx,
  tenant: Tenant,
  { from, ids }: Records,
  of: Id | number,
): Promise<{ readonly records: number; readonly digest: string }> {
  const nothing = `encode(sha256(''::bytea), 'hex')`
  if (!(await hasView(tx, from)))
    return (await tx.query<{ records: number; digest: string }>(`select 0 as records, ${nothing} as digest`)).rows[0]
  const {
    rows: [row],
  } = await tx.query<{ records: number; digest: string }>(
    `select count(*)::int as records,
       coalesce(encode(sha256(convert_to(string_agg(id, E'\\n' order by id collate "C"), 'UTF8')), 'hex'), ${nothing})
         as digest
     from (${ids}) h`,
    [tenant, of],
  )
  return row
}
