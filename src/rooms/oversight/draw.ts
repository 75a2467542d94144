// Draws a stratified random sample that anybody can draw again: of each layer the things with the smallest SHA-256 of
// seed and id. Which layer, how many, with which seed stands in the event.
// (Permanent random numbers: Ohlsson, "Coordination of Samples Using Permanent Random Numbers", 1995.) To check by
// hand: printf '%s' "<seed><id>" | sha256sum
import { codeLength, levelBelow, type AreaId } from '#domain/kernel/area.ts'
import type { Tenant } from '#domain/kernel/ids.ts'
import { allocate } from '#domain/oversight/sample.ts'
import { strataMax, type Drawn, type LookBackKind, type Stratum } from '#domain/oversight/terms.ts'
import type { Tx } from '#journal/view.ts'

/**
 * Things that may be drawn, what the records claim of each, and where it belongs. $1 county, $2 area, $3 round, $4 now.
 */
const frames: Readonly<Record<LookBackKind, string>> = {
  registered: `select person as item, home as at, community is not null as claimed
    from hands
    where tenant = $1 and active and home ^@ $2`,
  served: `select person as item, home as at, times_served > 0 as claimed
    from hands
    where tenant = $1 and active and home ^@ $2`,
  // Who was assigned and has not declined should be there once the shift has begun.
  came: `select a.person as item, min(a.area) as at,
      bool_or(
        exists (select 1 from attendance t where t.tenant = a.tenant and t.round = a.round and t.person = a.person)
      ) as claimed
    from assignments a
    where a.tenant = $1 and a.round = $3 and a.area ^@ $2 and a.state in ('proposed', 'accepted', 'absent')
      and a.starts <= $4
    group by a.person`,
  visited: `select v.household as item, v.household as at,
      bool_or(
        exists (
          select 1
          from door_visits d
          where d.tenant = v.tenant and d.round = v.round and d.household = v.household and d.state = 'done'
        )
      ) as claimed
    from round_visits v
    where v.tenant = $1 and v.round = $3 and v.household ^@ $2
    group by v.household`,
}
/** Every statement has the same four parameters, used or not. */
const parameters =
  '($1::text is not null and $2::text is not null and ($3::text is null or true) and $4::float8 is not null)'

export interface Draw {
  readonly kind: LookBackKind
  readonly area: AreaId
  readonly round?: string
  readonly sample: number
  readonly now: number
  readonly seed: string
}

export async function drawSample(
  tx: Tx,
  tenant: Tenant,
  { kind, area, round, sample, now, seed }: Draw,
): Promise<{ seed: string; strata: Stratum[]; items: Drawn[] }> {
  // Layers are the areas one level down.
  const length = codeLength[levelBelow(area)]
  const values = [tenant, area, round ?? null, now]
  const frame = `with frame as (
      select item, left(at, ${length}) as stratum, claimed
      from (${frames[kind]}) f
      where ${parameters}
    )`
  const { rows: sizes } = await tx.query<{ area: AreaId; size: number }>(
    `${frame} select stratum as area,
       count(*)::int as size from frame group by stratum order by stratum limit ${strataMax}`,
    values,
  )
  const drawn = allocate(
    sizes.map((row) => row.size),
    sample,
  )
  const { rows: items } = await tx.query<Drawn>(
    `${frame}, wanted as (select * from unnest($5::text[], $6::int[]) as w (stratum, n)),
       ranked as (
         select f.*,
           row_number() over (partition by f.stratum order by sha256(convert_to($7 || f.item, 'UTF8')), f.item) as
             place
         from frame f
       ) select r.item,
       r.stratum, r.claimed from ranked r join wanted w using (stratum) where r.place <= w.n order by r.stratum,
       r.item`,
    [...values, sizes.map((row) => row.area), drawn, seed],
  )
  return { seed, strata: sizes.map((row, h) => ({ ...row, drawn: drawn[h] })), items }
}
