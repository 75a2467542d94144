// What one phone needs to know, whole and small: my calls, the musters I lead, the answers to what I sent. Its cost
// does not grow with the history.
import type { Actor } from '#domain/kernel/actor.ts'
import type { Instant } from '#domain/kernel/envelope.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { news } from '#domain/muster/terms.ts'
import type { Tx, VaultReader } from '#journal/view.ts'
import type { Slips } from './channels/slips.ts'
import { callsMax, type MyCall, type SyncAnswer } from './sync-shape.ts'

/** No muster runs longer than this after a call: a week ahead and three days. */
const reachBack = 11 * 86_400_000
/** What ended stays to be read for a day. */
const readable = 86_400_000
/** Musters one person leads at once. */
const leadingMax = 20

interface Row {
  muster: Id
  phase: MyCall['phase']
  drill: boolean
  what: Id
  lng: number
  lat: number
  area: string
  starts: number
  ends: number
  state: MyCall['state']
  willing: boolean
  wave: number
  reasons: MyCall['reasons']
  calledAt: number
  answerBy: number
  answeredAt: number | null
  minutes: number | null
  arrivedAt: number | null
  evidence: MyCall['evidence'] | null
  leftAt: number | null
  settledAt: number | null
  isSeen: boolean
}

const said = <T>(value: T | null): T | undefined => value ?? undefined

/** For what is told and nobody has said yet that it was looked at. */
function slipOf(row: Row, actor: Actor & { readonly person: Id }, slips: Pick<Slips, 'write'>): string | undefined {
  if (row.isSeen || !(news as readonly string[]).includes(row.state)) return undefined
  return slips.write({
    tenant: actor.tenant,
    room: 'muster',
    of: row.muster,
    about: row.state,
    who: actor.person,
    by: 'in-app',
    since: row.state === 'called' ? row.calledAt : (row.settledAt ?? row.calledAt),
  })
}

async function findCalls(tx: Tx, tenant: string, person: Id, now: Instant): Promise<Row[]> {
  const { rows } = await tx.query<Row>(
    `select muster, phase, drill, what, lng, lat, area, starts, ends, state, willing, wave, reasons,
       called_at as "calledAt", answer_by as "answerBy", answered_at as "answeredAt", minutes,
       arrived_at as "arrivedAt", evidence, left_at as "leftAt", settled_at as "settledAt",
       reached @> jsonb_build_array(jsonb_build_object('about', state, 'outcome', 'seen')) as "isSeen"
     from calls
     where tenant = $1 and person = $2 and called_at > $3
       and (phase <> 'over' or coalesce(left_at, settled_at, ends) > $4)
     order by called_at desc
     limit ${callsMax}`,
    [tenant, person, now - reachBack, now - readable],
  )
  return rows
}

/** Everything about the asker's own person, in a transaction that the database narrows to the asker. */
export async function findMine(
  tx: Tx,
  actor: Actor,
  now: Instant,
  vault: VaultReader,
  slips: Pick<Slips, 'write'>,
): Promise<Pick<SyncAnswer, 'calls' | 'leading'>> {
  const { person } = actor
  if (!person) return { calls: [], leading: [] }
  const rows = await findCalls(tx, actor.tenant, person, now)
  const { rows: led } = await tx.query<Pick<Row, 'muster' | 'phase' | 'drill' | 'what' | 'starts' | 'ends'>>(
    `select muster, phase, drill, what, starts, ends
     from musters
     where tenant = $1 and leader = $2 and phase <> 'over'
     order by blown_at desc
     limit ${leadingMax}`,
    [actor.tenant, actor.person],
  )
  const texts = await vault.open<{ text: string; label: string }>(tx, 'text', [
    ...new Set([...rows, ...led].map((row) => row.what)),
  ])
  const words = (what: Id) => ({ what: texts.get(what)?.text ?? '', label: texts.get(what)?.label ?? '' })
  return {
    calls: rows.map((row): MyCall => ({
      muster: row.muster,
      phase: row.phase,
      drill: row.drill,
      ...words(row.what),
      place: [row.lng, row.lat],
      area: row.area,
      from: row.starts,
      until: row.ends,
      state: row.state,
      willing: row.willing,
      wave: row.wave,
      reasons: row.reasons,
      calledAt: row.calledAt,
      answerBy: row.answerBy,
      answeredAt: said(row.answeredAt),
      minutes: said(row.minutes),
      arrivedAt: said(row.arrivedAt),
      evidence: said(row.evidence),
      leftAt: said(row.leftAt),
      slip: slipOf(row, { ...actor, person }, slips),
    })),
    leading: led.map((row) => ({
      muster: row.muster,
      phase: row.phase,
      drill: row.drill,
      ...words(row.what),
      from: row.starts,
      until: row.ends,
    })),
  }
}
