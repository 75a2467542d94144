// The muster's orders as the console gives them.
import type { Need } from '#domain/muster/terms.ts'
import type { MusterCommand } from '#domain/muster/commands.ts'
import { give, type Outcome } from '#web/console/parts/give.ts'
import type { Where } from '#web/console/parts/place.tsx'
import { announce } from '#web/console/parts/toasts.tsx'
import { t } from '#web/ui/words.ts'
import type { BoardPerson } from '#rooms/muster/shapes.ts'
import type { WhistleForm } from './form.ts'

const HOUR_MS = 3_600_000
/** Minutes within which a wave should answer, and after which one area wider is asked. */
export const ANSWER_MINUTES = 10
export const ESCALATE_MINUTES = 15

/** "30 people, one of them a medic" is one seat for a medic and 29 for anybody. */
export function needsOf(form: Pick<WhistleForm, 'people' | 'skills'>): readonly Need[] {
  const skilled = Object.entries(form.skills)
    .map(([skill, people]) => ({ skill, people: people ?? 0 }))
    .filter((need) => need.people > 0)
  const rest = Number(form.people) - skilled.reduce((sum, need) => sum + need.people, 0)
  return rest > 0 ? [...skilled, { people: rest }] : skilled
}

export function order(muster: string, command: MusterCommand, id?: string): Promise<Outcome> {
  return give('muster', `muster/${muster}`, command, id)
}

export function blowWhistle(
  muster: string,
  form: WhistleForm,
  where: Where,
  people: readonly string[],
  id: string,
): Promise<Outcome> {
  const now = Date.now()
  return order(
    muster,
    {
      type: 'blow-whistle',
      what: form.what.trim(),
      label: where.name,
      area: where.area,
      place: [where.lng, where.lat],
      needs: needsOf(form).map((need) => ({ ...need })),
      from: now,
      until: now + form.hours * HOUR_MS,
      drill: form.drill,
      answerMinutes: ANSWER_MINUTES,
      escalateMinutes: ESCALATE_MINUTES,
      waves: 'by-hand',
      ...(people.length && { people: [...people] }),
    },
    id,
  )
}

type Noted = Extract<MusterCommand, { type: 'mark-arrived' | 'mark-absent' | 'mark-left' | 'note-answer' }>

/** Notes something for one person and says so at the foot of the page. */
export async function noteFor(muster: string, command: Noted, name: string): Promise<Outcome> {
  const outcome = await order(muster, command)
  if (outcome.ok) announce(t(`console.board.noted.${command.type}`, { name }))
  return outcome
}

/** The leader saw them: one key. */
export async function markArrived(muster: string, row: BoardPerson): Promise<void> {
  const outcome = await noteFor(muster, { type: 'mark-arrived', person: row.person }, row.name)
  if (!outcome.ok) announce(outcome.text, 'bad')
}
