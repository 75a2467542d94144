// Whom to call: the ranked proposal a person looks through and changes, before the whistle and for each further wave.
import { z } from 'zod'
import { isArea } from '#domain/kernel/area.ts'
import type { Instant } from '#domain/kernel/envelope.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { choose } from '#domain/muster/rank.ts'
import { needs as needsSchema } from '#domain/muster/commands.ts'
import type { ByFits } from '#domain/muster/seats.ts'
import { question, type Tx, type VaultReader } from '#journal/view.ts'
import { proposalAnswer, type ProposalAnswer } from './shapes.ts'
import { musterColumns, type Muster } from './views/musters.ts'
import { findCandidates, type Site } from './candidates.ts'
import { findAsked, findLevels, sizeWave } from './rates.ts'

/** Candidates shown: those chosen, and so many in line behind them. */
const inLineMax = 200

async function propose(
  tx: Tx,
  tenant: string,
  site: Site,
  asked: { seated: ByFits; pending: ByFits },
  now: Instant,
  vault: VaultReader,
): Promise<ProposalAnswer> {
  const sizes = await sizeWave(tx, tenant, site.area, site.needs, asked.seated, asked.pending, now)
  const { ranked, hands } = await findCandidates(tx, tenant, site)
  const chosen = choose(
    site.needs,
    ranked,
    sizes.map((size) => size.call),
  )
  let behind = 0
  const shown = ranked.filter((one) => chosen.has(one.person) || (behind += 1) <= inLineMax)
  const names = await vault.open<{ name: string }>(
    tx,
    'person',
    shown.map((one) => one.person),
  )
  const units = await findUnitNames(tx, tenant, [...new Set(shown.flatMap((one) => hands.get(one.person)!.unit ?? []))])
  const levels = await findLevels(tx, tenant, site.reach)
  return {
    candidates: shown.map(({ person, reasons, cost }) => {
      const { unit, lng, lat, skills } = hands.get(person)!
      return {
        person,
        name: names.get(person)?.name ?? '',
        unitName: unit === null ? null : (units.get(unit) ?? null),
        home: lng === null || lat === null ? null : [lng, lat],
        skills,
        reasons: [...reasons],
        cost,
        chosen: chosen.has(person),
      }
    }),
    seats: sizes.map((size, i) => ({
      ...size,
      tooFew: ranked.filter((one) => one.fits & (1 << i)).length < size.call,
    })),
    unheard: levels.filter((level) => level.staff === 0).map((level) => level.area),
    reach: site.reach,
  }
}

async function findUnitNames(tx: Tx, tenant: string, units: readonly Id[]): Promise<Map<Id, string>> {
  const { rows } = await tx.query<{ unit: Id; name: string }>(
    'select unit, name from units where tenant = $1 and unit = any($2)',
    [tenant, units],
  )
  return new Map(rows.map((row) => [row.unit, row.name]))
}

/** `medic:1,any:29` in an address: a need a part, its skill or `any`, and its people. */
const needsText = z
  .string()
  .max(200)
  .transform((text, context) => {
    const parsed = needsSchema.safeParse(
      text.split(',').map((part) => {
        const [skill, people] = part.split(':')
        return { ...(skill !== 'any' && { skill }), people: Number(people) }
      }),
    )
    if (parsed.success) return parsed.data
    context.addIssue({ code: 'custom', message: 'needs like medic:1,any:29' })
    return z.NEVER
  })

/** How long a whistle lasts where nobody said; a muster lasts three days at most. */
const hoursUsual = 4
const hoursMax = 72

const whistleParams = z.strictObject({
  area: z.string().refine(isArea, { message: 'an area code' }),
  lng: z.coerce.number().min(-180).max(180),
  lat: z.coerce.number().min(-90).max(90),
  needs: needsText,
  from: z.coerce.number().int().min(0).optional(),
  hours: z.coerce.number().min(0.25).max(hoursMax).optional(),
})

const forWhistle = question({
  name: 'whistle-proposal',
  summary: {
    zh: '吹哨前建议召集谁：按距离、报到、技能、服务时长、休息排序，逐人说明理由',
    en: 'Whom to call, before the whistle: ranked by way, registration, skill, hours served and rest, a reason each',
  },
  params: whistleParams,
  answer: proposalAnswer,
  may: { roles: ['gridWorker', 'officer', 'dispatcher'] },
  target: (params) => ({ area: params.area }),
  shows: ({ candidates }) => ({ persons: candidates.map(({ person }) => person) }),
  async ask(tx, params, { actor, now, vault }) {
    const { area, lng, lat, needs, from = now, hours = hoursUsual } = params
    const begins = Math.max(from, now)
    return propose(
      tx,
      actor.tenant,
      { area, reach: area, place: [lng, lat], needs, from: begins, until: begins + hours * 3_600_000 },
      { seated: {}, pending: {} },
      now,
      vault,
    )
  },
})

const forWave = question({
  name: 'wave-proposal',
  summary: { zh: '正在进行的集结，下一批建议召集谁', en: 'Whom to call next in a running muster' },
  params: z.strictObject({ muster: z.string().max(40) }),
  answer: proposalAnswer,
  may: { roles: ['gridWorker', 'officer', 'dispatcher'], narrowed: true },
  target: () => ({}),
  shows: ({ candidates }) => ({ persons: candidates.map(({ person }) => person) }),
  async ask(tx, params, { actor, now, vault }): Promise<ProposalAnswer | undefined> {
    const { muster } = params
    const {
      rows: [row],
    } = await tx.query<Muster & Record<string, unknown>>(
      `select ${musterColumns} from musters m where m.tenant = $1 and m.muster = $2 and m.phase <> 'over'`,
      [actor.tenant, muster],
    )
    if (!row) return undefined
    return propose(
      tx,
      actor.tenant,
      {
        muster,
        area: row.area,
        reach: row.reach,
        place: [row.lng, row.lat],
        needs: row.needs,
        from: Math.max(row.starts, now),
        until: row.ends,
      },
      await findAsked(tx, actor.tenant, muster, now),
      now,
      vault,
    )
  },
})

export const questions = [forWhistle, forWave] as const
