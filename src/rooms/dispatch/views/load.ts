// Load and shortage by area, now and in the next shift: seats asked, filled and open, people there, people free, people
// who wait for work. No names: numbers for whoever balances.
import { z } from 'zod'
import type { Instant } from '#domain/kernel/envelope.ts'
import { question, type Tx } from '#journal/view.ts'
import { offices } from '#domain/kernel/actor.ts'
import { codeLength } from '#domain/kernel/area.ts'

const loadRow = z.object({
  area: z.string(),
  name: z.string().nullable(),
  seats: z.int(),
  filled: z.int(),
  accepted: z.int(),
  absent: z.int(),
  waiting: z.int(),
  /** Active people registered or living there who hold no seat at that time. */
  free: z.int(),
  /**
   * Signed in and not out again; of them those at whose place nothing was done for a while, and the minutes they have
   * waited together. Numbers of areas, never of persons.
   */
  present: z.int(),
  idle: z.int(),
  idleMinutes: z.int(),
})
export type LoadRow = z.infer<typeof loadRow>
const shift = z.object({ from: z.number(), until: z.number(), rows: z.array(loadRow) })
const answer = z.object({ now: shift.nullable(), next: shift.nullable() })
export type LoadAnswer = z.infer<typeof answer>

/** The hours that matter: those of the posts under way, or the round's own; and the next that begin after. */
async function findShifts(
  tx: Tx,
  tenant: string,
  round: string,
  now: Instant,
): Promise<{ now?: { from: Instant; until: Instant }; next?: { from: Instant; until: Instant } }> {
  const { rows } = await tx.query<{ starts: number; ends: number }>(
    `select starts, ends
     from round_posts
     where tenant = $1 and round = $2
     union select starts, ends
     from rounds
     where tenant = $1 and round = $2 and teams is not null
     order by starts, ends`,
    [tenant, round],
  )
  const running = rows.filter((row) => row.starts <= now && now < row.ends)
  const next = rows.find((row) => row.starts > now)
  return {
    ...(running.length > 0 && {
      now: { from: Math.max(...running.map((row) => row.starts)), until: Math.min(...running.map((row) => row.ends)) },
    }),
    ...(next && {
      next: {
        from: next.starts,
        until: Math.min(...rows.filter((row) => row.starts === next.starts).map((row) => row.ends)),
      },
    }),
  }
}

/**
 * A point or team where nothing is registered and no door reported for so long has nothing to do: shorter gaps are a
 * breath.
 */
const idleAfterMs = 15 * 60_000

/**
 * Seats asked, filled and open by area, who waits for one, who is free, who is there and has nothing to do.
 * $1 county, $2 round, $3 from, $4 until, $5 within, $6 length of area codes, $7 now, $8 idle after.
 */
const loadByArea = `with asked as (
     select left(p.area, $6) as area, sum(p.number)::int as seats
     from round_posts p
     where p.tenant = $1 and p.round = $2 and p.starts < $4 and p.ends > $3 and p.area ^@ $5
     group by 1
     union all select left(t.grid, $6), count(*)::int * (1 + coalesce((r.teams->>'followers')::int, 0))
     from teams t
     join rounds r on r.tenant = t.tenant and r.round = t.round
     where t.tenant = $1 and t.round = $2 and r.starts < $4 and r.ends > $3 and t.grid ^@ $5
     group by 1, r.teams
   ),
   sits as (
     select left(a.area, $6) as area, count(*) filter (where a.state in ('proposed', 'accepted')) as filled,
       count(*) filter (where a.state = 'accepted') as accepted,
       count(*) filter (where a.state = 'absent') as absent
     from assignments a
     where a.tenant = $1 and a.round = $2 and a.starts < $4 and a.ends > $3 and a.area ^@ $5
     group by 1
   ),
   waits as (
     select left(w.area, $6) as area, count(*) as waiting
     from waiting w
     where w.tenant = $1 and w.round = $2 and w.area ^@ $5
     group by 1
   ),
   frees as (
     select left(coalesce(h.community, h.home), $6) as area, count(*) as free
     from hands h
     where h.tenant = $1 and h.active and coalesce(h.community, h.home) ^@ $5 and h.engaged_in is null
       and not exists (
         select 1
         from assignments a
         where a.tenant = h.tenant and a.person = h.person and a.round = $2
           and (a.state = 'declined' or a.state in ('proposed', 'accepted') and a.starts < $4 and a.ends > $3)
       )
     group by 1
   ),
   there as (
     select t.person, coalesce(t.point, t.team) as place, left(t.area, $6) as area, t.in_at
     from attendance t
     where t.tenant = $1 and t.round = $2 and t.out_at is null and t.in_at <= $7 and t.until > $7 and t.area ^@ $5
   ),
   worked as (
     select place, max(at) as at
     from (
       select s.point as place, (s.minute + 1) * 60000.0::float8 as at
       from samples_pace s
       where s.tenant = $1 and s.round = $2
       union all select t.place, v.at
       from there t
       join door_visits v on v.tenant = $1 and v.round = $2 and v.by = t.person and v.at is not null
     ) w
     group by 1
   ),
   present as (
     select area, count(*) as present, count(*) filter (where waited >= $8) as idle,
       coalesce(sum(waited) filter (where waited >= $8), 0) / 60000 as minutes
     from (
       select t.area, $7 - greatest(t.in_at, coalesce(w.at, 0)) as waited
       from there t
       left join worked w on w.place = t.place
     ) x
     group by 1
   ),
   known as (select area, sum(seats)::int as seats from asked group by 1)
   select k.area, n.name, k.seats, coalesce(s.filled, 0)::int as filled, coalesce(s.accepted, 0)::int as accepted,
     coalesce(s.absent, 0)::int as absent, coalesce(w.waiting, 0)::int as waiting, coalesce(f.free, 0)::int as free,
     coalesce(o.present, 0)::int as present, coalesce(o.idle, 0)::int as idle,
     round(coalesce(o.minutes, 0))::int as "idleMinutes"
   from (
     select area, seats
     from known
     union all select f.area, 0
     from frees f
     where not exists (select 1 from known k where k.area = f.area)
   ) k
   left join areas n on n.tenant = $1 and n.area = k.area
   left join sits s on s.area = k.area
   left join waits w on w.area = k.area
   left join frees f on f.area = k.area
   left join present o on o.area = k.area
   order by (k.seats - coalesce(s.filled, 0)) desc, k.area
   limit 500`

/** @param length of the area codes by which is counted: 9 for townships, 12 for communities */
async function findLoad(
  tx: Tx,
  tenant: string,
  round: string,
  { from, until }: { from: Instant; until: Instant },
  within: string,
  length: number,
  now: Instant,
): Promise<LoadRow[]> {
  const values = [tenant, round, from, until, within, length, now, idleAfterMs]
  return (await tx.query<LoadRow>(loadByArea, values)).rows
}

const load = question({
  name: 'load',
  summary: {
    zh: '各地段的人手：现在和下一班，需要、已有、缺口、空闲',
    en: 'Hands by area now and in the next shift: asked, there, lacking, free',
  },
  params: z.strictObject({
    round: z.string().max(36),
    within: z.string().max(25).optional(),
    by: z.enum(['township', 'community']).optional(),
  }),
  answer,
  may: { roles: offices, narrowed: true },
  target: () => ({}),
  shows: 'nobody',
  async ask(tx, params, { actor, now }) {
    const { round, within, by = 'community' } = params
    const shifts = await findShifts(tx, actor.tenant, round, now)
    const one = async (hours: { from: Instant; until: Instant } | undefined) =>
      hours
        ? {
            ...hours,
            rows: await findLoad(tx, actor.tenant, round, hours, within ?? actor.tenant, codeLength[by], now),
          }
        : null
    return { now: await one(shifts.now), next: await one(shifts.next) } satisfies LoadAnswer
  },
})

export const questions = [load] as const
