// What one volunteer needs of the rosters: my seats, what I wait for, swaps offered to me or by me, where hands are
// lacking, and with which seats I could swap.
import { z } from 'zod'
import type { Actor } from '#domain/kernel/actor.ts'
import { roles } from '#domain/kernel/actor.ts'
import { codeLength } from '#domain/kernel/area.ts'
import type { Instant } from '#domain/kernel/envelope.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { seatStates } from '#domain/roster/terms.ts'
import { question, type Tx, type VaultReader } from '#journal/view.ts'

const reason = z.looseObject({ why: z.string() })
const where = {
  round: z.string(),
  area: z.string(),
  areaName: z.string().nullable(),
  duty: z.string().nullable(),
  point: z.string().nullable(),
  place: z.tuple([z.number(), z.number()]).nullable(),
  starts: z.number(),
  ends: z.number(),
}
export const mySeat = z.object({
  ...where,
  seat: z.string(),
  kind: z.enum(['team', 'post']),
  state: z.enum(seatStates),
  locked: z.boolean(),
  reasons: z.array(reason),
  leads: z.boolean(),
  leader: z.object({ person: z.string(), name: z.string(), phone: z.string().nullable() }).nullable(),
  operation: z.string(),
})
export type MySeat = z.infer<typeof mySeat>
export const myLine = z.object({ ...where, part: z.string(), before: z.int().nullable() })
export const mySwap = z.object({
  swap: z.string(),
  round: z.string(),
  seat: z.string(),
  offered: z.boolean(),
  until: z.number(),
  other: z.object(where),
})
const openPart = z.object({
  ...where,
  part: z.string(),
  kind: z.enum(['team', 'post']),
  skill: z.string().nullable(),
  open: z.int(),
  number: z.int(),
})
export type OpenPart = z.infer<typeof openPart>

/** Seats that are over stay to be read for a day. */
const readable = 86_400_000
const seatsMax = 30
const openMax = 60

/** The place and duty of a seat or part, joined onto `x` (round, part, area). */
const placed = `join rounds r on r.tenant = x.tenant and r.round = x.round
    and r.state in ('published', 'running') left join round_posts p on p.tenant = x.tenant and p.round = x.round
    and p.post = x.part left join round_points q on q.tenant = p.tenant and q.round = p.round
    and q.point = p.point left join areas n on n.tenant = x.tenant and n.area = left(x.area, ${codeLength.community})`
const placeColumns = `x.round, x.area, n.name as "areaName", p.duty, q.name as point,
    case when q.lng is not null then jsonb_build_array(q.lng, q.lat)
      when n.lng is not null then jsonb_build_array(n.lng, n.lat) end as place`

export async function findMySeats(tx: Tx, actor: Actor, now: Instant, vault: VaultReader): Promise<MySeat[]> {
  const { rows } = await tx.query<Omit<MySeat, 'leader' | 'leads'> & { leader: Id | null }>(
    `select ${placeColumns}, x.seat, x.kind, x.state, x.locked, x.reasons, x.leader, x.starts, x.ends,
       o.name as operation
     from (
       select *, coalesce(team, post) as part
       from assignments
       where tenant = $1 and person = $2 and ends > $3 and (state in ('proposed', 'accepted', 'declined', 'absent'))
     ) x ${placed}
     join operations o on o.tenant = r.tenant and o.operation = r.operation
     order by x.starts, x.seat
     limit ${seatsMax}`,
    [actor.tenant, actor.person ?? '', now - readable],
  )
  // The leader of one's own team is whom one reports to: name and phone are part of the seat.
  const leaders = await vault.open<{ name: string; phone?: string }>(tx, 'person', [
    ...new Set(
      rows.flatMap((row) =>
        row.leader && row.leader !== actor.person && row.state !== 'declined' ? [row.leader] : [],
      ),
    ),
  ])
  return rows.map((row) => {
    const leader = row.leader === null ? undefined : leaders.get(row.leader)
    return {
      ...row,
      leads: row.leader !== null && row.leader === actor.person,
      leader: leader ? { person: row.leader!, name: leader.name, phone: leader.phone ?? null } : null,
    }
  })
}

const mineAnswer = z.object({ seats: z.array(mySeat), waiting: z.array(myLine), swaps: z.array(mySwap) })
export type MyRoster = z.infer<typeof mineAnswer>

export async function findMyRoster(tx: Tx, actor: Actor, now: Instant, vault: VaultReader): Promise<MyRoster> {
  const key = [actor.tenant, actor.person ?? '']
  const { rows: waiting } = await tx.query<MyRoster['waiting'][number]>(
    `select ${placeColumns}, x.part, null::int as before, coalesce(p.starts, r.starts) as starts,
       coalesce(p.ends, r.ends) as ends
     from waiting x ${placed}
     where x.tenant = $1 and x.person = $2
     order by x.since
     limit ${seatsMax}`,
    key,
  )
  const { rows: swaps } = await tx.query<MyRoster['swaps'][number]>(
    `select x.swap, x.round, x.seat, x.offered, x.until,
       jsonb_build_object(
         'round', x.round, 'area', x.area, 'areaName', n.name, 'duty', p.duty, 'point', q.name, 'place',
         case when q.lng is not null then jsonb_build_array(q.lng, q.lat) end, 'starts', x.starts, 'ends', x.ends
       ) as other
     from (
       select w.tenant, w.swap, w.round, w.seat, w.offered, w.until, s.part, s.area, s.starts, s.ends
       from swaps w
       join seats s on s.tenant = w.tenant and s.round = w.round and s.seat = w.other_seat
       where w.tenant = $1 and w.person = $2 and w.until > $3
     ) x ${placed}
     order by x.until
     limit ${seatsMax}`,
    [...key, now],
  )
  return { seats: await findMySeats(tx, actor, now, vault), waiting, swaps }
}

const mine = question({
  name: 'my-roster',
  summary: { zh: '我的排班：座位、排队、换班', en: 'My rosters: seats, lines I wait in, swaps' },
  params: z.strictObject({}),
  answer: mineAnswer,
  may: { roles: [], self: true },
  target: (_params, actor) => ({ person: actor.person }),
  shows: ({ seats }) => ({ persons: seats.flatMap((seat) => (seat.leader ? [seat.leader.person] : [])) }),
  ask: async (tx, _params, { actor, now, vault }) => findMyRoster(tx, actor, now, vault),
})

/**
 * Where hands are lacking: posts and teams of rounds that people may read, with fewer holders than seats; those of
 * one's own community first.
 */
const open = question({
  name: 'open-seats',
  summary: { zh: '还缺人的岗位和小队，可自己报名', en: 'Posts and teams that lack hands: sign up oneself' },
  params: z.strictObject({ round: z.string().max(36).optional(), within: z.string().max(25).optional() }),
  answer: z.object({ rows: z.array(openPart) }),
  may: { roles, self: true, narrowed: true },
  target: (_params, actor) => ({ person: actor.person }),
  shows: 'nobody',
  async ask(tx, params, { actor, now }) {
    const { round, within } = params
    const { rows } = await tx.query<OpenPart>(
      `select ${placeColumns}, x.part, x.kind, p.skill, (x.number - x.held - l.waiting)::int as open,
         x.number, x.starts, x.ends
       from (
         select p.tenant, p.round, p.post as part, 'post' as kind, p.area, p.number, p.starts, p.ends,
           (
             select count(*)
             from seats s
             where s.tenant = p.tenant and s.round = p.round and s.part = p.post and s.held
           ) as held
         from round_posts p
         where p.tenant = $1 and ($3::text is null or p.round = $3) and p.ends > $2
           and ($4::text is null or p.area ^@ $4)
         union all select s.tenant, s.round, s.part, 'team', s.area, (t.teams->>'followers')::int, t.starts, t.ends,
           count(*) filter (where s.held and s.seat not like '%.0')
         from seats s
         join rounds t on t.tenant = s.tenant and t.round = s.round
         where s.tenant = $1 and s.kind = 'team' and t.teams is not null and ($3::text is null or s.round = $3)
           and t.ends > $2 and ($4::text is null or s.area ^@ $4)
         group by s.tenant, s.round, s.part, s.area, t.teams, t.starts, t.ends
       ) x ${placed}
       cross join lateral (
         select count(*) as waiting
         from lines w
         where w.tenant = x.tenant and w.round = x.round and w.part = x.part
       ) l
       where x.held + l.waiting < x.number
       order by not x.area ^@ coalesce((select community from hands h where h.tenant = $1 and h.person = $5), '~'),
         x.starts, x.area
       limit ${openMax}`,
      [actor.tenant, now, round ?? null, within ?? null, actor.person ?? ''],
    )
    return { rows }
  },
})

const swapPart = z.object({ ...where, seat: z.string(), kind: z.enum(['team', 'post']) })
export type SwapChoice = z.infer<typeof swapPart>
const swapMax = 40

/** One held seat a post or team, other hours or another place than mine: with whom is not said. */
const choices = question({
  name: 'swap-choices',
  summary: { zh: '可以跟哪些班换（不显示姓名）', en: 'Seats one could swap with, without names' },
  params: z.strictObject({ round: z.string().max(36), seat: z.string().max(41) }),
  answer: z.object({ rows: z.array(swapPart) }),
  may: { roles: [], self: true },
  target: (_params, actor) => ({ person: actor.person }),
  shows: 'nobody',
  async ask(tx, params, { actor, now }) {
    const { round, seat } = params
    const { rows } = await tx.query<SwapChoice>(
      `select ${placeColumns}, x.seat, x.kind, x.starts, x.ends
       from (
         select distinct on (s.part) s.*
         from seats s
         where s.tenant = $1 and s.round = $2 and s.held and not s.locked and s.starts > $4 and s.part <> left($3, 36)
           and not (s.kind = 'team' and s.seat like '%.0')
           and exists (
             select 1
             from assignments a
             where a.tenant = s.tenant and a.round = s.round and a.seat = $3 and a.person = $5
               and a.state in ('proposed', 'accepted')
           )
         order by s.part, s.seat desc
       ) x ${placed}
       where p.skill is null
         or exists (select 1 from hands h where h.tenant = $1 and h.person = $5 and p.skill = any(h.skills))
       order by x.starts, x.area
       limit ${swapMax}`,
      [actor.tenant, round, seat, now, actor.person ?? ''],
    )
    return { rows }
  },
})

export const questions = [mine, open, choices] as const
