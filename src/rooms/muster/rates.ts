// How many of those called come, as seen so far: by township, part of the day and skill, leaning on the county; and the
// size of a wave from it.
import type { Instant } from '#domain/kernel/envelope.ts'
import { around, covers, townshipOf, type AreaId } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { seatsFilled, type ByFits } from '#domain/muster/seats.ts'
import type { Need } from '#domain/muster/terms.ts'
import { callsFor, mean, rateOf, type Seen } from '#domain/muster/waves.ts'
import type { Tx } from '#journal/view.ts'
import { hourOf, timeZone } from '#domain/kernel/zone.ts'

/** The newest calls looked at: enough to know a rate to a hundredth, and the same cost however long the history. */
const callsSeenMax = 5_000
/** Hours with their own rate. */
const bandHours = 6

export interface Wave {
  readonly skill?: string
  readonly open: number
  readonly call: number
  readonly rate: number
  readonly seen: number
  readonly seenCame: number
}

/**
 * Counted are calls whose time to answer was over or that were answered: who was thanked before they could answer says
 * nothing.
 * Came: arrived, or said so and still may, or offered when it was full. Drills do not count.
 */
async function findSeen(
  tx: Tx,
  tenant: string,
  area: AreaId,
  needs: readonly Need[],
  now: Instant,
): Promise<{ county: Seen; kinds: Seen[] }> {
  const { rows } = await tx.query<{ township: boolean; band: boolean; skills: string[]; called: number; came: number }>(
    `with recent as (
       select home, skills, called_at,
         arrived_at is not null or willing or answer = 'coming' and phase <> 'over' as came,
         answer is not null or answer_by <= coalesce(settled_at, $2) as counted
       from calls
       where tenant = $1 and not drill and called_at > $2 - 90 * 86400000::float8
       order by called_at desc
       limit ${callsSeenMax}
     )
     select home like $3 || '%' as township,
       floor(extract(hour from to_timestamp(called_at / 1000) at time zone '${timeZone}') / ${bandHours}) = $4 as band,
       skills, count(*)::int as called, (count(*) filter (where came))::int as came
     from recent
     where counted or came
     group by 1, 2, 3`,
    [tenant, now, townshipOf(area), Math.floor(hourOf(now).hour / bandHours)],
  )
  const sum = (some: typeof rows): Seen =>
    some.reduce((all, row) => ({ called: all.called + row.called, came: all.came + row.came }), { called: 0, came: 0 })
  const kinds = needs.map(({ skill }) =>
    sum(rows.filter((row) => row.township && row.band && (skill === undefined || row.skills.includes(skill)))),
  )
  return { county: sum(rows), kinds }
}

/** How many to call for each need, counting those already asked whose time still runs. */
export async function sizeWave(
  tx: Tx,
  tenant: string,
  area: AreaId,
  needs: readonly Need[],
  seated: ByFits,
  pending: ByFits,
  now: Instant,
): Promise<Wave[]> {
  const filled = seatsFilled(needs, seated)
  const { county, kinds } = await findSeen(tx, tenant, area, needs, now)
  return needs.map((need, i) => {
    const open = need.people - filled[i]
    const rate = rateOf(county, kinds[i])
    // Somebody asked already who fits the skilled seat is counted there; the others for seats open to anybody.
    const asked = Object.entries(pending).reduce(
      (sum, [fits, n]) =>
        Number(fits) & (1 << i) && (need.skill !== undefined || Number(fits) === 1 << i) ? sum + n : sum,
      0,
    )
    return {
      ...(need.skill !== undefined && { skill: need.skill }),
      open,
      call: Math.max(0, callsFor(open, rate) - asked),
      rate: mean(rate),
      seen: kinds[i].called,
      seenCame: kinds[i].came,
    }
  })
}

/** People with seats, and people whose time to answer still runs, by what they fit. */
export async function findAsked(
  tx: Tx,
  tenant: string,
  muster: Id,
  now: Instant,
): Promise<{ seated: ByFits; pending: ByFits }> {
  const { rows } = await tx.query<{ fits: number; seated: number; pending: number }>(
    `select fits, (count(*) filter (where seated))::int as seated,
       (count(*) filter (where state = 'called' and answer_by > $3))::int as pending
     from calls
     where tenant = $1 and muster = $2
     group by fits`,
    [tenant, muster, now],
  )
  return {
    seated: Object.fromEntries(rows.map((row) => [row.fits, row.seated])),
    pending: Object.fromEntries(rows.map((row) => [row.fits, row.pending])),
  }
}

/** Officers and dispatchers of each area around this one, narrowest first: who would hear if help were asked wider. */
export async function findLevels(tx: Tx, tenant: string, reach: AreaId): Promise<{ area: AreaId; staff: number }[]> {
  const levels: AreaId[] = []
  for (let area = around(reach); area !== undefined; area = around(area)) levels.push(area)
  if (levels.length === 0) return []
  const { rows } = await tx.query<{ area: string; staff: number }>(
    `select area, count(distinct account)::int as staff
     from staffing
     where tenant = $1 and role in ('officer', 'dispatcher') and area = any($2)
     group by area`,
    [tenant, levels],
  )
  const staff = new Map(rows.map((row) => [row.area, row.staff]))
  return levels.map((area) => ({ area, staff: staff.get(area) ?? 0 }))
}

/** True when the person, whose account has the same id, holds a role by which they may run musters of the area. */
export async function holdsRole(tx: Tx, tenant: string, person: Id, area: AreaId): Promise<boolean> {
  const { rows } = await tx.query<{ area: string }>(`select area from staffing where tenant = $1 and account = $2`, [
    tenant,
    person,
  ])
  return rows.some((row) => covers(row.area, area))
}
