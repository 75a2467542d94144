// How far registration has come, area by area: for the wall. Groups under ten are hidden, and so is what would give them away by subtraction.
import { z } from 'zod'
import { roles } from '#domain/kernel/actor.ts'
import { areaLevels, levelOf, type AreaId } from '#domain/kernel/area.ts'
import type { Question } from '#journal/view.ts'

/** Public numbers hide smaller groups of people. */
const groupMin = 10

interface Counted { area: AreaId; name: string; residents: number; persons: number | null; registered: number | null; units: number }

/** Hides small groups; a single hidden one among its siblings could be told from the total, so the next smallest is hidden with it. */
export function hideSmallGroups(rows: readonly Counted[]): Counted[] {
  // Nobody enrolled hides nobody: a nought may stand.
  const small = (row: Counted) => row.persons !== 0 && row.persons! < groupMin
  const hidden = new Set(rows.filter(small).map((row) => row.area))
  if (hidden.size === 1) {
    const next = rows.filter((row) => !hidden.has(row.area) && row.persons !== 0).sort((a, b) => a.persons! - b.persons! || (a.area < b.area ? -1 : 1))[0]
    if (next) hidden.add(next.area)
  }
  return rows.map((row) => (hidden.has(row.area) ? { ...row, persons: null, registered: null } : row))
}

const row = z.object({ area: z.string(), name: z.string(), residents: z.int(), persons: z.int().nullable(), registered: z.int().nullable(), units: z.int() })

const coverage: Question = {
  name: 'coverage',
  summary: { zh: '报到覆盖：下级各区域的人员数、已报到人数、报到单位数；少于 10 人的不显示', en: 'Coverage of registration: people, registered people and units in each area within; groups under 10 are hidden' },
  params: z.strictObject({ area: z.string().regex(/^\d{6}(\d{3}(\d{3})?)?$/) }),
  answer: z.object({ area: z.string(), total: z.object({ persons: z.int().nullable(), registered: z.int().nullable(), units: z.int() }), rows: z.array(row) }),
  may: { roles: ['officer', 'dispatcher', 'supervisor', 'administrator', 'gridWorker', 'auditor'] },
  target: (params) => ({ area: (params as { area: AreaId }).area }),
  async ask(tx, params, { actor }) {
    const { area } = params as { area: AreaId }
    const level = areaLevels[areaLevels.indexOf(levelOf(area)) + 1]
    const { rows } = await tx.query<Counted>(
      `select a.area, coalesce(a.name, a.area) as name, a.residents,
         (select count(*)::int from persons p where p.tenant = a.tenant and p.active and p.home >= a.area and p.home < a.area || '~') as persons,
         (select count(*)::int from persons p where p.tenant = a.tenant and p.active and p.home >= a.area and p.home < a.area || '~'
            and exists (select from registrations r where r.tenant = p.tenant and r.person = p.person and r.state = 'accepted')) as registered,
         (select count(distinct subject)::int from registrations r where r.tenant = a.tenant and r.kind = 'unit' and r.state = 'accepted' and r.community like a.area || '%') as units
       from areas a where a.tenant = $1 and a.level = $2 and a.area like $3 || '%' order by a.area`,
      [actor.tenant, level, area],
    )
    const sum = (pick: (row: Counted) => number | null) => rows.reduce((total, row) => total + pick(row)!, 0)
    const [persons, registered] = [sum((row) => row.persons), sum((row) => row.registered)]
    const shown = persons === 0 || persons >= groupMin
    return { area, total: { persons: shown ? persons : null, registered: shown ? registered : null, units: sum((row) => row.units) }, rows: hideSmallGroups(rows) }
  },
}

export const questions: readonly Question[] = [coverage]
