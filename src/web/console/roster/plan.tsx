// A whole plan proposed by the planner, beside the one that stands: what it gains, who comes, moves and goes, what
// stays open and why. It counts when a person accepts it.
import { useEffect, useState } from 'preact/hooks'
import type { Favour, PlanAnswer } from '#server/planning/answers.ts'
import { areaName, areaOptions } from '#web/console/session/areas.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { Combo } from '#web/console/parts/combo.tsx'
import { Dialog } from '#web/console/parts/dialog.tsx'
import { Field } from '#web/ui/field.tsx'
import { Trouble } from '#web/ui/note.tsx'
import { coded, t } from '#web/ui/words.ts'
import { type OpenWhys, whysOf } from './open-why.tsx'
import { order, tellSeated } from './orders.ts'
import { reasonsText, shiftText } from './reasons.ts'

const FAVOURS = ['balanced', 'near', 'fair'] as const satisfies readonly Favour[]
const SHOWN_MAX = 200
/** An average over nobody is none. */
const OF_SEATED: readonly string[] = ['meanMetres', 'ninetyMetres', 'meanRounds']
const FIGURES = ['filled', 'open', 'meanMetres', 'ninetyMetres', 'atHome', 'meanRounds'] as const

interface PlanProps {
  readonly round: string
  readonly within: string
  told(whys: OpenWhys): void
  done(): void
  close(): void
}

export function PlanDialog({ round, within, told, done, close }: PlanProps) {
  const [area, setArea] = useState(within)
  const [favour, setFavour] = useState<Favour>('balanced')
  const [share, setShare] = useState('60')
  const [wanted, setWanted] = useState<{ favour: Favour; share: number }>({ favour: 'balanced', share: 60 })
  const [busy, setBusy] = useState(false)
  const asked = useAsked('roster-plan', { round, within: area, ...wanted })
  const plan = asked.body
  useEffect(() => {
    if (plan) told(whysOf(plan))
  }, [plan])
  const accept = async () => {
    const { verified: _, ...proof } = plan!.proof
    setBusy(true)
    const outcome = await order(round, {
      type: 'accept-plan',
      area: plan!.area,
      teams: plan!.teams,
      seats: plan!.seats
        .filter((one) => !one.locked)
        .map(({ seat, person, reasons }) => ({ seat, person, reasons: reasons.slice(0, 8) })),
      proof,
    })
    setBusy(false)
    if (!outcome) return
    tellSeated(outcome.answer)
    done()
  }
  return (
    <Dialog title={t('roster.propose')} wide close={close}>
      <p>{t('roster.propose-hint')}</p>
      <form
        class="row plan-ask"
        onSubmit={(event) => {
          event.preventDefault()
          setWanted({ favour, share: Number(share) })
        }}
      >
        <Field name="plan-area" label={t('roster.plan-area')}>
          <Combo
            options={areaOptions(['township', 'community'], within)}
            chosen={area === within ? undefined : area}
            placeholder={t('roster.plan-whole')}
            choose={(option) => setArea(option?.id ?? within)}
          />
        </Field>
        <Field name="plan-favour" label={t('roster.favour')}>
          <select value={favour} onChange={(event) => setFavour(event.currentTarget.value as Favour)}>
            {FAVOURS.map((one) => (
              <option key={one} value={one}>
                {t(`roster.favour.${one}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field name="plan-share" label={t('roster.share')}>
          <input
            type="number"
            min="10"
            max="100"
            required
            value={share}
            onInput={(event) => setShare(event.currentTarget.value)}
          />
        </Field>
        <button disabled={asked.asking}>{t('roster.again')}</button>
      </form>
      <Trouble answer={asked.trouble} />
      {asked.asking && <p role="status">{t('operation.planning')}</p>}
      {plan && !asked.asking && (
        <>
          <div class="scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col" />
                  <th scope="col" class="number">
                    {t('roster.standing')}
                  </th>
                  <th scope="col" class="number">
                    {t('roster.proposed')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {FIGURES.map((name) => (
                  <tr key={name}>
                    <th scope="row">{t(`roster.figure.${name}`)}</th>
                    <td class="number">
                      {OF_SEATED.includes(name) && plan.figures.standing.filled === 0
                        ? '–'
                        : plan.figures.standing[name]}
                    </td>
                    <td class="number strong">{plan.figures.proposed[name]}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p role="status">
            {t('roster.diff', {
              kept: plan.diff.kept,
              added: plan.diff.added.length,
              moved: plan.diff.moved.length,
              released: plan.diff.released.length,
            })}{' '}
          </p>
          <p class="soft">{proofText(plan.proof)}</p>
          <Lists plan={plan} />
          {plan.open.some((one) => one.why === 'unit-exhausted') && wanted.share < 100 && (
            <p>
              <button
                type="button"
                onClick={() => {
                  setShare('100')
                  setWanted({ favour, share: 100 })
                }}
              >
                {t('roster.share-whole')}
              </button>
            </p>
          )}
          <div class="actions">
            <button type="button" onClick={close}>
              {t('kernel.cancel')}
            </button>
            <button
              type="button"
              class="button-primary"
              disabled={busy || plan.diff.added.length + plan.diff.moved.length + plan.diff.released.length === 0}
              onClick={() => void accept()}
            >
              {t('roster.accept', { n: plan.seats.length })}
            </button>
          </div>
        </>
      )}
    </Dialog>
  )
}

/** How good the plan is, and how much better any could be: in words, not in the solver's. */
function proofText({ objective, bound, verified }: PlanAnswer['proof']): string {
  if (objective === bound && verified) return t('roster.proven', { objective })
  return t('roster.nearly', {
    objective,
    bound,
    percent: Math.ceil(((objective - bound) / Math.max(1, Math.abs(objective))) * 1000) / 10,
  })
}

function Lists({ plan }: { plan: PlanAnswer }) {
  const info = new Map(plan.asked.map((one) => [one.seat, one]))
  const at = (seat: string) => {
    const one = info.get(seat)
    return one ? `${areaName(one.area)} ${shiftText(one.starts, one.ends)}` : ''
  }
  const why = new Map(plan.seats.map((one) => [one.seat, one.reasons]))
  const rows = (list: readonly { readonly key: string; readonly text: string }[]) => (
    <ul class="scroll plan-list">
      {list.slice(0, SHOWN_MAX).map((one) => (
        <li key={one.key}>{one.text}</li>
      ))}
      {list.length > SHOWN_MAX && <li class="soft">{t('roster.more', { n: list.length - SHOWN_MAX })}</li>}
    </ul>
  )
  const open = [...new Set(plan.open.map((one) => one.why))].map(
    (why) => [why, plan.open.filter((one) => one.why === why)] as const,
  )
  return (
    <div class="stack-tight">
      {plan.diff.added.length > 0 && (
        <details>
          <summary>{t('roster.added', { n: plan.diff.added.length })}</summary>
          {rows(
            plan.diff.added.map((one) => ({
              key: one.seat,
              text: `${plan.names[one.person] ?? ''} → ${at(one.seat)}：${reasonsText(why.get(one.seat) ?? [])}`,
            })),
          )}
        </details>
      )}
      {plan.diff.moved.length > 0 && (
        <details>
          <summary>{t('roster.moved', { n: plan.diff.moved.length })}</summary>
          {rows(
            plan.diff.moved.map((one) => ({
              key: one.to,
              text: `${plan.names[one.person] ?? ''}：${at(one.from)} → ${at(one.to)}`,
            })),
          )}
        </details>
      )}
      {plan.diff.released.length > 0 && (
        <details>
          <summary>{t('roster.released', { n: plan.diff.released.length })}</summary>
          {rows(
            plan.diff.released.map((one) => ({
              key: one.seat,
              text: `${plan.names[one.person] ?? ''} ← ${at(one.seat)}`,
            })),
          )}
        </details>
      )}
      {open.map(([reason, list]) => (
        <details key={reason} class="note note-warn">
          <summary>{t('roster.stays-open', { n: list.length, why: coded('roster.open', reason) })}</summary>
          {rows(list.map((one) => ({ key: one.seat, text: at(one.seat) })))}
        </details>
      ))}
    </div>
  )
}
