// What may be asked of stewards' work: my buildings with today's round and doors, the orders of an area, one order with
// its photos, and the day over many buildings.
import { z } from 'zod'
import type { Actor, Role } from '#domain/kernel/actor.ts'
import { levelOf, codeLength, type AreaId } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { dayOf, howFound, matters, orderStates, spots } from '#domain/steward/terms.ts'
import { question, type Tx, type VaultReader } from '#journal/view.ts'

const walking: readonly Role[] = ['steward', 'gridWorker', 'officer']
const readers: readonly Role[] = [...walking, 'dispatcher', 'supervisor']
/** A steward looks after one building or a few; a grid worker's grid has some hundred. */
const buildingsMax = 60
const doorsMax = 3_000
const ordersMax = 300

const round = z.object({
  walked: z.int(),
  bad: z.array(z.enum(spots)),
  seen: z.int(),
  needs: z.int(),
  notes: z.int(),
  did: z.int(),
  reported: z.int(),
  endedAt: z.number().nullable(),
})
const order = z.object({
  finding: z.string(),
  building: z.string(),
  buildingName: z.string().nullable(),
  area: z.string(),
  matter: z.enum(matters),
  urgent: z.boolean(),
  state: z.enum(orderStates),
  unanswered: z.boolean(),
  text: z.string(),
  photo: z.boolean(),
  donePhoto: z.boolean(),
  people: z.int().nullable(),
  muster: z.string().nullable(),
  dueAt: z.number().nullable(),
  reportedAt: z.number(),
  changedAt: z.number(),
  backText: z.string().nullable(),
  mine: z.boolean(),
})
export type OrderRow = z.infer<typeof order>
export const buildingsAnswer = z.object({
  day: z.string(),
  buildings: z.array(
    z.object({
      building: z.string(),
      name: z.string(),
      round,
      doors: z.array(
        z.object({
          household: z.string(),
          residents: z.int(),
          seenAt: z.number().nullable(),
          how: z.enum(howFound).nullable(),
        }),
      ),
      orders: z.array(order),
    }),
  ),
})
export type BuildingsAnswer = z.infer<typeof buildingsAnswer>

const noRound = { walked: 0, bad: [], seen: 0, needs: 0, notes: 0, did: 0, reported: 0, endedAt: null }
const areasOf = (actor: Actor, roles: readonly Role[]) => [
  ...new Set(actor.grants.filter((grant) => roles.includes(grant.role)).map((grant) => grant.area)),
]

interface OrderFound extends Omit<OrderRow, 'text' | 'backText'> {
  readonly words: Id
  readonly backWords: Id | null
}

export async function findOrders(
  tx: Tx,
  actor: Actor,
  where: { buildings?: readonly AreaId[]; within?: string; state?: string; finding?: string; open?: boolean },
  vault: VaultReader,
): Promise<OrderRow[]> {
  const { rows } = await tx.query<OrderFound>(
    `select o.finding, o.building, b.name as "buildingName", o.area, o.matter, o.urgent, o.state, o.unanswered,
       o.words, o.photo, o.done_photo as "donePhoto", o.people, o.muster, o.due_at as "dueAt",
       o.reported_at as "reportedAt", o.changed_at as "changedAt", o.back_words as "backWords",
       coalesce(o.doer = $6, false) as mine
     from orders o
     left join areas b on b.tenant = o.tenant and b.area = o.building
     where o.tenant = $1 and ($2::text[] is null or o.building = any($2)) and ($3::text is null or o.building ^@ $3)
       and ($4::text is null or o.state = $4) and ($5::text is null or o.finding = $5)
       and (not $7 or o.state <> 'confirmed')
     order by o.state = 'confirmed', o.unanswered desc, o.urgent desc, o.reported_at desc
     limit ${ordersMax}`,
    [
      actor.tenant,
      where.buildings ?? null,
      where.within ?? null,
      where.state ?? null,
      where.finding ?? null,
      actor.account,
      where.open ?? false,
    ],
  )
  const texts = await vault.open<{ text?: string }>(
    tx,
    'text',
    rows.flatMap((one) => [one.words, one.backWords].filter((id) => id !== null)),
  )
  return rows.map(({ words, backWords, ...one }) => ({
    ...one,
    text: texts.get(words)?.text ?? '',
    backText: backWords === null ? null : (texts.get(backWords)?.text ?? ''),
  }))
}

const buildings = question({
  name: 'my-buildings',
  summary: {
    zh: '我管的楼：今天五件事、各户上次看望、未办结的问题',
    en: 'My buildings: today’s five duties, when each door was last looked in on, what is open',
  },
  params: z.strictObject({}),
  answer: buildingsAnswer,
  may: { roles: walking, narrowed: true },
  target: () => ({}),
  shows: ({ buildings: all }) => ({ households: all.map((each) => each.building) }),
  async ask(tx, _params, { actor, now, vault }): Promise<BuildingsAnswer> {
    // Their own building first; a grid worker stands in for the grid's, an officer sees the overview and not every
    // door.
    const own = areasOf(actor, ['steward', 'gridWorker']).filter((area) => ['building', 'grid'].includes(levelOf(area)))
    const day = dayOf(now)
    const { rows: found } = await tx.query<{ building: AreaId; name: string; grid: string | null }>(
      `select b.area as building, coalesce(b.name, b.area) as name, g.name as grid
       from areas b
       left join areas g on g.tenant = b.tenant and g.area = left(b.area, ${codeLength.grid})
       where b.tenant = $1 and b.level = 'building' and b.area ^@ any($2::text[])
       order by not b.area = any($2::text[]), b.area
       limit ${buildingsMax}`,
      [actor.tenant, own],
    )
    // Each grid has its building number 1: beside others they are told apart by the grid.
    const grids = new Set(found.map((one) => one.grid)).size
    const ids = found.map((one) => one.building)
    const { rows: rounds } = await tx.query<z.infer<typeof round> & { building: AreaId }>(
      `select building, walked, bad, seen, needs, notes, did, reported, ended_at as "endedAt"
       from patrols
       where tenant = $1 and day = $2 and building = any($3)`,
      [actor.tenant, day, ids],
    )
    const { rows: doors } = await tx.query<{
      building: AreaId
      household: string
      residents: number
      seenAt: number | null
      how: 'well' | null
    }>(
      `select h.building, h.household, h.residents, s.seen_at as "seenAt", s.how
       from households h
       left join patrols_seen s on s.tenant = h.tenant and s.household = h.household
       where h.tenant = $1 and h.building = any($2)
       order by h.household
       limit ${doorsMax}`,
      [actor.tenant, ids],
    )
    const orders = await findOrders(tx, actor, { buildings: ids, open: true }, vault)
    return {
      day,
      buildings: found.map(({ grid, ...one }) => {
        const { building: _building, ...stands } = rounds.find((row) => row.building === one.building) ?? {
          building: '',
          ...noRound,
        }
        return {
          ...one,
          name: grids > 1 && grid !== null ? `${grid} ${one.name}` : one.name,
          round: stands,
          doors: doors.filter((row) => row.building === one.building).map(({ building: _at, ...door }) => door),
          orders: orders.filter((row) => row.building === one.building),
        }
      }),
    }
  },
})

const list = question({
  name: 'orders',
  summary: {
    zh: '楼栋问题与工单：待派、在办、待复核、请求吹哨',
    en: 'Findings of stewards: reported, ordered, done, and where a whistle is asked for',
  },
  params: z.strictObject({ within: z.string().max(25).optional(), state: z.enum(orderStates).optional() }),
  answer: z.object({ rows: z.array(order) }),
  may: { roles: readers, narrowed: true },
  target: () => ({}),
  shows: ({ rows }) => ({ households: rows.map((row) => row.building) }),
  async ask(tx, params, { actor, vault }) {
    return { rows: await findOrders(tx, actor, params, vault) }
  },
})

const photos = question({
  name: 'order-photos',
  summary: {
    zh: '一个问题的照片：发现时和办好后（JPEG，base64）',
    en: 'The photos of one finding: as found and as done (JPEG in base64)',
  },
  params: z.strictObject({ finding: z.string().max(40) }),
  answer: z.object({
    building: z.string(),
    found: z.string().nullable(),
    done: z.string().nullable(),
    doneText: z.string().nullable(),
  }),
  may: { roles: readers, narrowed: true },
  target: () => ({}),
  shows: ({ building }) => ({ households: [building] }),
  async ask(tx, params, { actor, vault }) {
    const {
      rows: [row],
    } = await tx.query<{ building: AreaId; words: Id; done: Id | null }>(
      'select building, words, done_words as done from orders where tenant = $1 and finding = $2',
      [actor.tenant, params.finding],
    )
    if (!row) return undefined
    const bodies = await vault.open<{ text?: string; photo?: string }>(
      tx,
      'text',
      [row.words, row.done].filter((id) => id !== null),
    )
    const done = row.done === null ? undefined : bodies.get(row.done)
    return {
      building: row.building,
      found: bodies.get(row.words)?.photo ?? null,
      done: done?.photo ?? null,
      doneText: done?.text ?? null,
    }
  },
})

const dayRow = z.object({
  building: z.string(),
  name: z.string(),
  walked: z.int(),
  bad: z.array(z.enum(spots)),
  seen: z.int(),
  needs: z.int(),
  notes: z.int(),
  did: z.int(),
  reported: z.int(),
  endedAt: z.number().nullable(),
})
const overview = question({
  name: 'patrols',
  summary: {
    zh: '楼栋巡查：某天哪些楼已巡、哪些还没有',
    en: 'Rounds of a day: which buildings were walked and which were not',
  },
  params: z.strictObject({
    within: z.string().regex(/^\d{6}(\d{3}(\d{3}(-\d{2})?)?)?$/),
    day: z
      .string()
      .regex(/^\d{8}$/)
      .optional(),
  }),
  answer: z.object({
    day: z.string(),
    buildings: z.int(),
    walked: z.int(),
    rows: z.array(dayRow),
    unwalked: z.array(z.object({ building: z.string(), name: z.string() })),
  }),
  may: { roles: ['officer', 'dispatcher', 'supervisor', 'gridWorker'] },
  target: (params) => ({ area: params.within }),
  shows: 'nobody',
  async ask(tx, params, { actor, now }) {
    const { within, day = dayOf(now) } = params
    const { rows } = await tx.query<z.infer<typeof dayRow>>(
      `select p.building, coalesce(a.name, p.building) as name, p.walked, p.bad, p.seen, p.needs, p.notes, p.did,
         p.reported, p.ended_at as "endedAt"
       from patrols p
       left join areas a on a.tenant = p.tenant and a.area = p.building
       where p.tenant = $1 and p.day = $2 and p.building ^@ $3
       order by p.building
       limit 2000`,
      [actor.tenant, day, within],
    )
    // Buildings that have a steward at all: the others are not late.
    const { rows: kept } = await tx.query<{ building: AreaId; name: string }>(
      `select distinct a.area as building, coalesce(a.name, a.area) as name
       from areas a
       join grants s on s.tenant = a.tenant and s.role = 'steward' and s.area = a.area
       where a.tenant = $1 and a.level = 'building' and a.area ^@ $2
       order by 1
       limit 5000`,
      [actor.tenant, within],
    )
    const walked = new Set(rows.filter((row) => row.walked > 0).map((row) => row.building))
    return {
      day,
      buildings: kept.length,
      walked: walked.size,
      rows,
      unwalked: kept.filter((one) => !walked.has(one.building)),
    }
  },
})

/** Notes of a building read at once: some weeks of them. */
const notesShown = 200
const notes = question({
  name: 'patrol-notes',
  summary: { zh: '一栋楼里管家记下的话，新的在前', en: 'What stewards wrote down in one building, newest first' },
  params: z.strictObject({ building: z.string().regex(/^\d{12}-\d{2}-\d{4}$/) }),
  answer: z.object({
    rows: z.array(
      z.object({
        note: z.string(),
        household: z.string().nullable(),
        how: z.enum(howFound).nullable(),
        at: z.number(),
        text: z.string(),
      }),
    ),
  }),
  may: { roles: walking },
  target: (params) => ({ area: params.building }),
  shows: ({ rows }, { building }) => ({ households: rows.map((row) => row.household ?? building) }),
  async ask(tx, params, { actor, vault }) {
    const { rows } = await tx.query<{ note: Id; household: string | null; how: 'well' | null; at: number }>(
      `select note, household, how, at
       from patrols_notes
       where tenant = $1 and building = $2
       order by at desc
       limit ${notesShown}`,
      [actor.tenant, params.building],
    )
    const texts = await vault.open<{ text?: string }>(
      tx,
      'text',
      rows.map((row) => row.note),
    )
    // What has ended is left out, not shown empty.
    return {
      rows: rows.filter((row) => texts.has(row.note)).map((row) => ({ ...row, text: texts.get(row.note)?.text ?? '' })),
    }
  },
})

export const questions = [buildings, list, photos, overview, notes] as const
