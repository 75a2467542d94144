// What may be asked of look-backs: the list, one with what its checks say about the whole, and what a supervisor has to
// check, in the order of the walk.
import { z } from 'zod'
import type { Role } from '#domain/kernel/actor.ts'
import { codeLength, doorOf, type AreaId } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { agreed, estimate, type Tally } from '#domain/oversight/sample.ts'
import {
  checks,
  lookBackKinds,
  sampleMax,
  type Check,
  type LookBackKind,
  type Stratum,
} from '#domain/oversight/terms.ts'
import { eachAsIs } from '#journal/shown.ts'
import { question, type Tx, type VaultReader } from '#journal/view.ts'
import { routesFor } from './walk.ts'

export const supervising: readonly Role[] = ['supervisor', 'dispatcher']
const listMax = 200

const row = z.object({
  lookBack: z.string(),
  title: z.string(),
  area: z.string(),
  areaName: z.string().nullable(),
  kind: z.enum(lookBackKinds),
  round: z.string().nullable(),
  teams: z.int(),
  from: z.number(),
  until: z.number(),
  state: z.enum(['open', 'closed']),
  openedAt: z.number(),
  drawn: z.int(),
  checked: z.int(),
  unreached: z.int(),
  shared: z.int(),
  findings: z.int(),
})
export type LookBackRow = z.infer<typeof row>
const figure = z
  .object({
    share: z.number(),
    low: z.number(),
    high: z.number(),
    checked: z.int(),
    worst: z.number(),
    best: z.number(),
  })
  .nullable()
const stratum = z.object({
  area: z.string(),
  name: z.string().nullable(),
  size: z.int(),
  drawn: z.int(),
  yes: z.int(),
  no: z.int(),
  unreached: z.int(),
  agreed: z.int(),
})
export const lookBackAnswer = row.extend({
  seed: z.string(),
  of: z.int(),
  coverage: figure,
  agreement: figure,
  strata: z.array(stratum),
})
export type LookBackAnswer = z.infer<typeof lookBackAnswer>

interface Found extends Omit<LookBackRow, 'title'> {
  readonly words: Id
  readonly seed: string
  readonly strata: readonly Stratum[]
}
const select = `select l.look_back as "lookBack", l.words, l.area, a.name as "areaName", l.kind, l.round, l.teams,
    l.starts as "from", l.ends as until, l.state, l.opened_at as "openedAt", l.drawn, l.seed, l.strata, s.checked,
    s.unreached, s.shared,
    (select count(*)::int from findings f where f.tenant = l.tenant and f.look_back = l.look_back) as findings
  from look_backs l
  left join areas a on a.tenant = l.tenant and a.area = l.area
  left join lateral (
    select (count(*) filter (where found in ('yes', 'no')))::int as checked,
      (count(*) filter (where found = 'unreached'))::int as unreached, (count(team))::int as shared
    from samples_drawn s
    where s.tenant = l.tenant and s.look_back = l.look_back
  ) s on true`
const titles = (tx: Tx, vault: VaultReader, ids: readonly Id[]) => vault.open<{ title?: string }>(tx, 'text', ids)

const list = question({
  name: 'look-backs',
  summary: { zh: '回头看：列表与进度', en: 'Look-backs and how far they are' },
  params: z.strictObject({ within: z.string().max(25).optional() }),
  answer: z.object({ rows: z.array(row) }),
  may: { roles: supervising, narrowed: true },
  target: () => ({}),
  shows: 'nobody',
  async ask(tx, params, { actor, vault }) {
    const { within } = params
    const { rows } = await tx.query<Found>(
      `${select} where l.tenant = $1 and ($2::text is null or l.area ^@ $2) order by l.opened_at desc limit ${listMax}`,
      [actor.tenant, within ?? null],
    )
    const words = await titles(
      tx,
      vault,
      rows.map((one) => one.words),
    )
    return {
      rows: rows.map(({ words: id, seed: _seed, strata: _strata, ...one }) => ({
        ...one,
        title: words.get(id)?.title ?? '',
      })),
    }
  },
})

interface Tallied {
  readonly area: AreaId
  readonly name: string | null
  readonly yes: number
  readonly no: number
  readonly unreached: number
  readonly agreed: number
  readonly disagreed: number
}

/** One look-back with its estimates; undefined where the asker sees none. */
export async function findLookBack(
  tx: Tx,
  tenant: string,
  lookBack: Id,
  vault: VaultReader,
): Promise<LookBackAnswer | undefined> {
  const {
    rows: [found],
  } = await tx.query<Found>(`${select} where l.tenant = $1 and l.look_back = $2`, [tenant, lookBack])
  if (!found) return undefined
  const { rows: tallied } = await tx.query<Tallied>(
    `select s.stratum as area, n.name, (count(*) filter (where found = 'yes'))::int as yes,
       (count(*) filter (where found = 'no'))::int as no,
       (count(*) filter (where found = 'unreached'))::int as unreached,
       (count(*) filter (where found in ('yes', 'no') and claimed = (found = 'yes')))::int as agreed,
       (count(*) filter (where found in ('yes', 'no') and claimed <> (found = 'yes')))::int as disagreed
     from samples_drawn s
     left join areas n on n.tenant = s.tenant and n.area = s.stratum
     where s.tenant = $1 and s.look_back = $2
     group by 1, 2`,
    [tenant, lookBack],
  )
  const byArea = new Map(tallied.map((one) => [one.area, one]))
  const strata = found.strata.map((one) => ({
    ...one,
    name: byArea.get(one.area)?.name ?? null,
    yes: byArea.get(one.area)?.yes ?? 0,
    no: byArea.get(one.area)?.no ?? 0,
    unreached: byArea.get(one.area)?.unreached ?? 0,
    agreed: byArea.get(one.area)?.agreed ?? 0,
  }))
  const agreement = strata.map((one): Tally => ({
    size: one.size,
    yes: one.agreed,
    no: byArea.get(one.area)?.disagreed ?? 0,
    unreached: one.unreached,
  }))
  const { words: id, strata: _strata, ...rest } = found
  return {
    ...rest,
    title: (await titles(tx, vault, [id])).get(id)?.title ?? '',
    of: strata.reduce((sum, one) => sum + one.size, 0),
    coverage: estimate(strata) ?? null,
    agreement: estimate(agreement) ?? null,
    strata,
  }
}

const one = question({
  name: 'look-back',
  summary: {
    zh: '一次回头看：抽样种子、各层、覆盖与一致的估计和置信区间',
    en: 'One look-back: seed, layers, estimates of coverage and agreement with their intervals',
  },
  params: z.strictObject({ lookBack: z.string().max(40) }),
  answer: lookBackAnswer,
  may: { roles: supervising, narrowed: true },
  target: () => ({}),
  shows: 'nobody',
  ask: (tx, params, { actor, vault }) => findLookBack(tx, actor.tenant, params.lookBack, vault),
})

const drawnItem = z.object({
  item: z.string(),
  kind: z.enum(lookBackKinds),
  stratum: z.string(),
  team: z.int().nullable(),
  turn: z.int().nullable(),
  found: z.enum(checks).nullable(),
  agrees: z.boolean().nullable(),
  text: z.string().nullable(),
  /** Whom or what: a person's name and phone, or a door; and where it is. */
  name: z.string(),
  phone: z.string().nullable(),
  where: z.string(),
  lng: z.number().nullable(),
  lat: z.number().nullable(),
})
export type DrawnItem = z.infer<typeof drawnItem>
export const itemsAnswer = z.object({
  lookBack: z.string(),
  title: z.string(),
  kind: z.enum(lookBackKinds),
  until: z.number(),
  teams: z.int(),
  rows: z.array(drawnItem),
})
export type ItemsAnswer = z.infer<typeof itemsAnswer>

interface ItemRow {
  readonly item: string
  readonly stratum: AreaId
  readonly kind: LookBackKind
  readonly claimed: boolean
  readonly team: number | null
  readonly turn: number | null
  readonly found: Check | null
  readonly words: Id | null
  readonly where: string | null
  readonly lng: number | null
  readonly lat: number | null
}

const agreement = (claimed: boolean, found: Check | null) =>
  found === null || found === 'unreached' ? null : agreed(claimed, found) === 'yes'

/**
 * The drawn things in the order of the walk. What the records claim is not told before the check: it would lead the
 * eye.
 */
export async function findItems(
  tx: Tx,
  tenant: string,
  lookBack: Id,
  team: number | undefined,
  vault: VaultReader,
): Promise<DrawnItem[]> {
  const where = `case when s.kind = 'visited' then s.item else coalesce(h.home, s.stratum) end`
  const { rows } = await tx.query<ItemRow>(
    `select s.item, s.stratum, s.kind, s.claimed, s.team, s.turn, s.found, s.words, coalesce(b.name, c.name) as
     where, coalesce(h.lng, b.lng, c.lng) as lng, coalesce(h.lat, b.lat, c.lat) as lat
     from samples_drawn s
     left join hands h on h.tenant = s.tenant and h.person = s.item
     left join areas b on b.tenant = s.tenant
       and b.area = left(${where}, ${codeLength.building})
     left join areas c on c.tenant = s.tenant
       and c.area = left(${where}, ${codeLength.community})
     where s.tenant = $1 and s.look_back = $2 and ($3::int is null or s.team = $3)
     order by s.team nulls last, s.turn nulls last, s.item
     limit ${sampleMax}`,
    [tenant, lookBack, team ?? null],
  )
  const [bodies, texts] = [
    await vault.open<{ name: string; phone?: string }>(
      tx,
      'person',
      rows.filter((each) => each.kind !== 'visited').map((each) => each.item),
    ),
    await vault.open<{ text?: string }>(
      tx,
      'text',
      rows.flatMap((each) => each.words ?? []),
    ),
  ]
  return rows.map(({ claimed, words, where, ...each }) => ({
    ...each,
    agrees: agreement(claimed, each.found),
    text: words === null ? null : (texts.get(words)?.text ?? null),
    where: where ?? '',
    name: each.kind === 'visited' ? doorOf(each.item) : (bodies.get(each.item)?.name ?? ''),
    phone: bodies.get(each.item)?.phone ?? null,
  }))
}

const items = question({
  name: 'look-back-items',
  summary: {
    zh: '回头看抽到的对象，按路线先后；记录怎么说在查过之后才显示',
    en: 'What was drawn, in the order of the walk; what the records say is shown after the check only',
  },
  params: z.strictObject({ lookBack: z.string().max(40), team: z.coerce.number().int().min(1).max(50).optional() }),
  answer: itemsAnswer,
  may: { roles: supervising, narrowed: true },
  target: () => ({}),
  shows: ({ rows }) => eachAsIs(rows.map((row) => row.item)),
  async ask(tx, params, { actor, vault }): Promise<ItemsAnswer | undefined> {
    const { lookBack, team } = params
    const found = await findLookBack(tx, actor.tenant, lookBack, vault)
    return (
      found && {
        lookBack,
        title: found.title,
        kind: found.kind,
        until: found.until,
        teams: found.teams,
        rows: await findItems(tx, actor.tenant, lookBack, team, vault),
      }
    )
  },
})

/** Minutes that finding a door or a person and asking takes, and a team's day. */
const [checkMinutes, dayMinutes] = [8, 480]
export const routesAnswer = z.object({
  routes: z.array(z.object({ team: z.int(), items: z.array(z.string()), minutes: z.int() })),
  left: z.array(z.string()),
  unplaced: z.array(z.string()),
})
export type RoutesAnswer = z.infer<typeof routesAnswer>

const routes = question({
  name: 'look-back-routes',
  summary: {
    zh: '督导组路线建议：由人采用后才生效',
    en: 'Routes proposed for the teams; they count when a person has accepted them',
  },
  params: z.strictObject({ lookBack: z.string().max(40), teams: z.coerce.number().int().min(1).max(50).optional() }),
  answer: routesAnswer,
  may: { roles: supervising, narrowed: true },
  target: () => ({}),
  shows: (answer) => eachAsIs([...answer.routes.flatMap((route) => route.items), ...answer.left, ...answer.unplaced]),
  async ask(tx, params, { actor, vault }): Promise<RoutesAnswer | undefined> {
    const { lookBack, teams } = params
    const found = await findLookBack(tx, actor.tenant, lookBack, vault)
    if (!found) return undefined
    const open = (await findItems(tx, actor.tenant, lookBack, undefined, vault)).filter(
      (each) => each.found === null || each.found === 'unreached',
    )
    const stops = open.flatMap(({ item, lng, lat }) => (lng === null || lat === null ? [] : [{ item, lng, lat }]))
    return {
      ...(await routesFor(stops, teams ?? found.teams, checkMinutes, dayMinutes)),
      unplaced: open.filter((each) => each.lng === null || each.lat === null).map((each) => each.item),
    }
  },
})

export const questions = [list, one, items, routes] as const
