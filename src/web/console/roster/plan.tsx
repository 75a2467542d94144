// A whole plan proposed by the planner, beside the one that stands: what it gains, who comes, moves and goes, what
// stays open and why. It counts when a person accepts it.
import { useEffect, useState } from 'preact/hooks'
import type { RosterCommand } from '#domain/roster/commands.ts'
import type { Favour, PlanAnswer } from '#server/planning/answers.ts'
import { areaOptions } from '#web/console/session/areas.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { Combo } from '#web/console/parts/combo.tsx'
import { Dialog } from '#web/console/parts/dialog.tsx'
import { type FilledProps, useFilled } from '#web/console/parts/form.tsx'
import { Field } from '#web/ui/field.tsx'
import { Trouble } from '#web/ui/note.tsx'
import { coded, t } from '#web/ui/words.ts'
import { type OpenWhys, whysOf } from './open-why.tsx'
import { order, tellSeated } from './orders.ts'
import { reasonsText, seatTextOf } from './reasons.ts'

const FAVOURS = ['balanced', 'near', 'fair'] as const satisfies readonly Favour[]
const SHOWN_MAX = 200
/** An average over nobody is none. */
const OF_SEATED: readonly string[] = ['meanMetres', 'ninetyMetres', 'meanRounds']
const FIGURES = ['filled', 'open', 'meanMetres', 'ninetyMetres', 'atHome', 'meanRounds'] as const

/** What a plan is asked for; the share in percent of a unit's people that may come. */
interface FilledPlan {
  readonly area: string
  readonly favour: Favour
  readonly share: string
}

interface PlanProps {
  readonly round: string
  readonly within: string
  told(whys: OpenWhys): void
  done(): void
  close(): void
}

export function PlanDialog({ round, within, told, done, close }: PlanProps) {
  const [filled, change] = useFilled<FilledPlan>({ area: within, favour: 'balanced', share: '60' })
  const [wanted, setWanted] = useState<{ favour: Favour; share: number }>({ favour: 'balanced', share: 60 })
  const [busy, setBusy] = useState(false)
  const asked = useAsked('roster-plan', { round, within: filled.area, ...wanted })
  const plan = asked.body
  useEffect(() => {
    if (plan) told(whysOf(plan))
  }, [plan])
  const ask = (share: string) => setWanted({ favour: filled.favour, share: Number(share) })
  const askWhole = () => {
    change({ share: '100' })
    ask('100')
  }
  const accept = async () => {
    setBusy(true)
    const outcome = await order(round, acceptanceOf(plan!))
    setBusy(false)
    if (!outcome) return
    tellSeated(outcome.answer)
    done()
  }
  return (
    <Dialog title={t('roster.propose')} wide close={close}>
      <p>{t('roster.propose-hint')}</p>
      <PlanAsk within={within} asking={asked.asking} filled={filled} change={change} ask={() => ask(filled.share)} />
      <Trouble answer={asked.trouble} />
      {asked.asking && <p role="status">{t('operation.planning')}</p>}
      {plan && !asked.asking && (
        <>
          <Figures figures={plan.figures} />
          <Difference diff={plan.diff} />
          <p class="soft">{proofText(plan.proof)}</p>
          <Lists plan={plan} />
          {plan.open.some((one) => one.why === 'unit-exhausted') && wanted.share < 100 && <ShareWhole ask={askWhole} />}
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

function Difference({ diff }: { diff: PlanAnswer['diff'] }) {
  return (
    <p role="status">
      {t('roster.diff', {
        kept: diff.kept,
        added: diff.added.length,
        moved: diff.moved.length,
        released: diff.released.length,
      })}{' '}
    </p>
  )
}

const ShareWhole = ({ ask }: { ask(): void }) => (
  <p>
    <button type="button" onClick={ask}>
      {t('roster.share-whole')}
    </button>
  </p>
)

/** The order that makes a plan the one that stands. */
function acceptanceOf(plan: PlanAnswer): RosterCommand {
  const { verified: _, ...proof } = plan.proof
  return {
    type: 'accept-plan',
    area: plan.area,
    teams: plan.teams,
    seats: plan.seats
      .filter((one) => !one.locked)
      .map(({ seat, person, reasons }) => ({ seat, person, reasons: reasons.slice(0, 8) })),
    proof,
  }
}

interface PlanAskProps extends FilledProps<FilledPlan> {
  readonly within: string
  readonly asking: boolean
  ask(): void
}

function PlanAsk({ within, asking, filled: { area, favour, share }, change, ask }: PlanAskProps) {
  return (
    <form
      class="row plan-ask"
      onSubmit={(event) => {
        event.preventDefault()
        ask()
      }}
    >
      <Field name="plan-area" label={t('roster.plan-area')}>
        <Combo
          options={areaOptions(['township', 'community'], within)}
          chosen={area === within ? undefined : area}
          placeholder={t('roster.plan-whole')}
          choose={(option) => change({ area: option?.id ?? within })}
        />
      </Field>
      <Field name="plan-favour" label={t('roster.favour')}>
        <select value={favour} onChange={(event) => change({ favour: event.currentTarget.value as Favour })}>
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
          onInput={(event) => change({ share: event.currentTarget.value })}
        />
      </Field>
      <button disabled={asking}>{t('roster.again')}</button>
    </form>
  )
}

/** The plan that stands beside the one that is proposed. */
function Figures({ figures }: { figures: PlanAnswer['figures'] }) {
  return (
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
                {OF_SEATED.includes(name) && figures.standing.filled === 0 ? '–' : figures.standing[name]}
              </td>
              <td class="number strong">{figures.proposed[name]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
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

interface SeatLine {
  readonly key: string
  readonly text: string
}

function SeatLines({ rows }: { rows: readonly SeatLine[] }) {
  return (
    <ul class="scroll plan-list">
      {rows.slice(0, SHOWN_MAX).map((one) => (
        <li key={one.key}>{one.text}</li>
      ))}
      {rows.length > SHOWN_MAX && <li class="soft">{t('roster.more', { n: rows.length - SHOWN_MAX })}</li>}
    </ul>
  )
}

function Changed({ said, rows }: { said: 'added' | 'moved' | 'released'; rows: readonly SeatLine[] }) {
  if (rows.length === 0) return null
  return (
    <details>
      <summary>{t(`roster.${said}`, { n: rows.length })}</summary>
      <SeatLines rows={rows} />
    </details>
  )
}

/** Who comes, moves and goes, and what stays open by its reason. */
function Lists({ plan }: { plan: PlanAnswer }) {
  const at = seatTextOf(plan.asked)
  const why = new Map(plan.seats.map((one) => [one.seat, one.reasons]))
  const nameOf = (person: string) => plan.names[person] ?? ''
  const added = plan.diff.added.map(({ seat, person }) => ({
    key: seat,
    text: `${nameOf(person)} → ${at(seat)}：${reasonsText(why.get(seat) ?? [])}`,
  }))
  const moved = plan.diff.moved.map(({ person, from, to }) => ({
    key: to,
    text: `${nameOf(person)}：${at(from)} → ${at(to)}`,
  }))
  const released = plan.diff.released.map(({ seat, person }) => ({
    key: seat,
    text: `${nameOf(person)} ← ${at(seat)}`,
  }))
  const open = [...new Set(plan.open.map((one) => one.why))].map(
    (why) => [why, plan.open.filter((one) => one.why === why)] as const,
  )
  return (
    <div class="stack-tight">
      <Changed said="added" rows={added} />
      <Changed said="moved" rows={moved} />
      <Changed said="released" rows={released} />
      {open.map(([reason, list]) => (
        <details key={reason} class="note note-warn">
          <summary>{t('roster.stays-open', { n: list.length, why: coded('roster.open', reason) })}</summary>
          <SeatLines rows={list.map((one) => ({ key: one.seat, text: at(one.seat) }))} />
        </details>
      ))}
    </div>
  )
}
