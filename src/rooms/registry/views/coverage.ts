// How far registration has come, area by area: for the wall. Groups under ten are hidden, and so is what would give
// them away by subtraction.
import { z } from 'zod'
import { codeLength, levelBelow, type AreaId } from '#domain/kernel/area.ts'
import { groupMin } from '#domain/kernel/hide.ts'
import { question } from '#journal/view.ts'

interface Counted {
  area: AreaId
  name: string
  residents: number
  persons: number | null
  registered: number | null
  units: number
}

/**
 * Hides one column's small groups; a single hidden one among its siblings could be told from the total, so the next
 * smallest is hidden with it.
 */
function hide(rows: readonly Counted[], column: 'persons' | 'registered'): Counted[] {
  // Nobody hides nobody: a nought may stand.
  const hidden = new Set(
    rows.filter((row) => row[column] === null || (row[column] > 0 && row[column] < groupMin)).map((row) => row.area),
  )
  if (hidden.size === 1) {
    const next = rows
      .filter((row) => !hidden.has(row.area) && row[column] !== 0)
      .sort((a, b) => a[column]! - b[column]! || (a.area < b.area ? -1 : 1))[0]
    if (next) hidden.add(next.area)
  }
  return rows.map((row) => (hidden.has(row.area) ? { ...row, [column]: null } : row))
}

export function hideSmallGroups(rows: readonly Counted[]): Counted[] {
  const shown = hide(rows, 'persons').map((row) => (row.persons === null ? { ...row, registered: null } : row))
  return hide(shown, 'registered')
}

const row = z.object({
  area: z.string(),
  name: z.string(),
  residents: z.int(),
  persons: z.int().nullable(),
  registered: z.int().nullable(),
  units: z.int(),
})

const coverage = question({
  name: 'coverage',
  summary: {
    zh: '报到覆盖：下级各区域的人员数、已报到人数、报到单位数；少于 10 人的不显示',
    en: 'Coverage of registration: people, registered people and units in each area within; groups under 10 are hidden',
  },
  params: z.strictObject({ area: z.string().regex(/^\d{6}(\d{3}(\d{3})?)?$/) }),
  answer: z.object({
    area: z.string(),
    total: z.object({ persons: z.int().nullable(), registered: z.int().nullable(), units: z.int() }),
    rows: z.array(row),
  }),
  may: { roles: ['officer', 'dispatcher', 'supervisor', 'administrator', 'gridWorker', 'auditor'] },
  target: (params) => ({ area: params.area }),
  shows: 'nobody',
  async ask(tx, params, { actor }) {
    const { area } = params
    const level = levelBelow(area)
    const { rows: counted } = await tx.query<Counted>(
      `with people as (
         select left(home, $4) as area, count(*)::int as persons, count(accepted.person)::int as registered
         from persons
         left join (
           select distinct person
           from registrations
           where tenant = $1 and state = 'accepted' and person is not null
         ) accepted using (person)
         where tenant = $1 and active and home >= $3 and home < $3 || '~'
         group by 1
       ),
       units as (
         select left(community, $4) as area, count(distinct subject)::int as units
         from registrations
         where tenant = $1 and kind = 'unit' and state = 'accepted' and community like $3 || '%'
         group by 1
       )
       select areas.area, coalesce(name, areas.area) as name, residents, coalesce(persons, 0) as persons,
         coalesce(registered, 0) as registered, coalesce(units, 0) as units
       from areas
       left join people using (area)
       left join units using (area)
       where areas.tenant = $1 and (level = $2) and areas.area like $3 || '%'
       union all select area, '', 0, persons, registered, 0
       from people
       where length(area) < $4
       order by area`,
      [actor.tenant, level, area, codeLength[level]],
    )
    // People of whom no more is known than a wider area count for the whole alone.
    const rows = counted.filter((row) => row.area.length === codeLength[level])
    const sum = (pick: (row: Counted) => number | null) => counted.reduce((total, row) => total + pick(row)!, 0)
    const [persons, registered] = [sum((row) => row.persons), sum((row) => row.registered)]
    const large = (count: number) => (count === 0 || count >= groupMin ? count : null)
    return {
      area,
      total: { persons: large(persons), registered: large(registered), units: sum((row) => row.units) },
      rows: hideSmallGroups(rows),
    }
  },
})

export const questions = [coverage] as const
