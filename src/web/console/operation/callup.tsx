// The call-up of a round: the planner proposes which building comes where and when; the load of each point is seen
// before a person accepts it.
import { useState } from 'preact/hooks'
import type { CallupAnswer } from '#server/planning/callup.ts'
import type { RoundAnswer } from '#rooms/operation/views/rounds.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { Dialog } from '#web/console/parts/dialog.tsx'
import { Problem } from '#web/console/parts/form.tsx'
import { Field } from '#web/ui/field.tsx'
import { Trouble } from '#web/ui/note.tsx'
import { t, when } from '#web/ui/words.ts'
import './operation.css'
import { inPieces, useGiveInTurn } from './together.ts'

/** One swab in twenty seconds. */
const RATE_USUAL = 180
const LEFT_SHOWN = 50

/** What the planner is asked with: minutes of a slot, people that a lane takes in an hour. */
interface Pace {
  readonly slotMinutes: number
  readonly rate: number
}

export function CallupForm({
  body,
  slotMinutes: usual,
  done,
  close,
}: {
  body: RoundAnswer
  slotMinutes?: number
  done(): void
  close(): void
}) {
  const { round } = body
  const [wanted, setWanted] = useState<Pace>()
  const sending = useGiveInTurn(done)
  const asked = useAsked('callup-plan', wanted ? { round: round.round, within: round.area, ...wanted } : undefined)
  const plan = asked.body
  const accept = (slots: CallupAnswer['slots']) =>
    sending.give(
      inPieces(slots).map((piece) => [`round/${round.round}`, { type: 'put-slots', slots: piece }]),
      t('operation.callup-done', { n: slots.length }),
    )
  return (
    <Dialog title={t('operation.callup')} wide close={close}>
      <p>{t('operation.callup-hint')}</p>
      <PaceForm usual={usual || 30} proposed={plan !== undefined} asking={asked.asking} propose={setWanted} />
      <Trouble answer={asked.trouble} />
      {wanted && asked.asking && <p role="status">{t('operation.planning')}</p>}
      {plan && !asked.asking && (
        <>
          <PlanSaid plan={plan} />
          {plan.slots.length > 0 && <LoadTable body={body} plan={plan} />}
          <Problem text={sending.problem} />
          <div class="actions">
            <button type="button" onClick={close}>
              {t('kernel.cancel')}
            </button>
            <button
              type="button"
              class="button-primary"
              disabled={plan.slots.length === 0 || sending.given !== undefined}
              onClick={() => void accept(plan.slots)}
            >
              {sending.given === undefined
                ? t('operation.callup-accept')
                : t('operation.sending', { n: sending.given, all: inPieces(plan.slots).length })}
            </button>
          </div>
        </>
      )}
    </Dialog>
  )
}

interface PaceFormProps {
  readonly usual: number
  readonly proposed: boolean
  readonly asking: boolean
  propose(pace: Pace): void
}

function PaceForm({ usual, proposed, asking, propose }: PaceFormProps) {
  const [slotMinutes, setSlotMinutes] = useState(String(usual))
  const [rate, setRate] = useState(String(RATE_USUAL))
  const submit = (event: Event) => {
    event.preventDefault()
    propose({ slotMinutes: Number(slotMinutes), rate: Number(rate) })
  }
  return (
    <form class="row callup-ask" onSubmit={submit}>
      <Field name="callup-minutes" label={t('operation.slot-minutes')}>
        <input
          type="number"
          required
          min="10"
          max="240"
          step="5"
          value={slotMinutes}
          onInput={(event) => setSlotMinutes(event.currentTarget.value)}
        />
      </Field>
      <Field name="callup-rate" label={t('operation.lane-rate')}>
        <input
          type="number"
          required
          min="10"
          max="2000"
          value={rate}
          onInput={(event) => setRate(event.currentTarget.value)}
        />
      </Field>
      <button class={proposed ? '' : 'button-primary'} disabled={asking}>
        {t('operation.propose')}
      </button>
    </form>
  )
}

/** What the planner found, and whom it found no place for. */
function PlanSaid({ plan }: { plan: CallupAnswer }) {
  return (
    <>
      <p role="status" class="strong">
        {t('operation.callup-what', {
          buildings: plan.slots.length,
          people: plan.people,
          metres: plan.meanMetres,
        })}{' '}
        <span class="soft">{t('operation.callup-gap', { gap: Math.round(plan.gap * 1_000) / 10 })}</span>
      </p>
      {plan.left.length > 0 && (
        <details open class="note note-warn">
          <summary>{t('operation.callup-left', { n: plan.left.length })}</summary>
          <ul>
            {plan.left.slice(0, LEFT_SHOWN).map((one) => (
              <li key={one.building}>{one.name ?? one.building}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

/**
 * People by point and slot; the deeper the colour, the fuller the lanes. Numbers stand in the cells, colour only helps.
 */
function LoadTable({ body, plan }: { body: RoundAnswer; plan: CallupAnswer }) {
  const starts = [...new Set(plan.slots.map((slot) => slot.starts))].sort((a, b) => a - b)
  const load = new Map<string, number>()
  for (const slot of plan.slots)
    load.set(`${slot.point} ${slot.starts}`, (load.get(`${slot.point} ${slot.starts}`) ?? 0) + slot.people)
  const points = body.points.filter((point) => point.open)
  return (
    <div class="scroll callup-load" tabIndex={0} role="region" aria-label={t('operation.callup-load')}>
      <table>
        <caption class="sr-only">{t('operation.callup-load')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('operation.point')}</th>
            {starts.map((at) => (
              <th key={at} scope="col" class="number">
                {when(at, 'time')}
              </th>
            ))}
            <th scope="col" class="number">
              {t('operation.people')}
            </th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => {
            const room = Math.floor((point.lanes * plan.rate * plan.slotMinutes) / 60)
            const cells = starts.map((at) => load.get(`${point.point} ${at}`) ?? 0)
            return (
              <tr key={point.point}>
                <th scope="row">
                  {point.name} <span class="soft small">{t('operation.lanes-n', { n: point.lanes })}</span>
                </th>
                {cells.map((people, at) => (
                  <td
                    key={at}
                    class={`number load-${people === 0 ? 0 : Math.min(4, 1 + Math.floor((people / room) * 4))}`}
                  >
                    {people || ''}
                  </td>
                ))}
                <td class="number strong">{cells.reduce((sum, one) => sum + one, 0)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
