// Vacancies mended at once: how many are filled, how many others move for it and at most, and who. It counts when a
// person accepts it.
import { useState } from 'preact/hooks'
import type { AnswerOf } from '#web/api/contract.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { Dialog } from '#web/console/parts/dialog.tsx'
import { Trouble } from '#web/ui/note.tsx'
import { t } from '#web/ui/words.ts'
import { order, tellSeated } from './orders.ts'
import { reasonsText, seatTextOf } from './reasons.ts'

type Repair = AnswerOf<'roster-repair'>
type Option = Repair['options'][number]

interface RepairProps {
  readonly round: string
  readonly within: string
  done(): void
  close(): void
}

export function RepairDialog({ round, within, done, close }: RepairProps) {
  const [compare, setCompare] = useState<'yes' | 'no'>('no')
  const [chosen, setChosen] = useState(0)
  const [busy, setBusy] = useState(false)
  const asked = useAsked('roster-repair', { round, within, compare })
  const repair = asked.body
  const option = repair?.options[Math.min(chosen, repair.options.length - 1)]
  const accept = async () => {
    setBusy(true)
    const outcome = await order(round, {
      type: 'accept-repair',
      bound: repair!.bound,
      seats: option!.seats.map(({ seat, person, reasons }) => ({
        seat,
        person,
        reasons: reasons.slice(0, 8),
      })),
    })
    setBusy(false)
    if (!outcome) return
    tellSeated(outcome.answer)
    done()
  }
  return (
    <Dialog title={t('roster.repair')} wide close={close}>
      <Trouble answer={asked.trouble} />
      {asked.asking && <p role="status">{t('operation.planning')}</p>}
      {repair && !asked.asking && !option && <NoOption vacancies={repair.vacancies} />}
      {repair && !asked.asking && option && (
        <>
          <OptionSaid repair={repair} option={option} />
          {repair.options.length > 1 && <Options rows={repair.options} chosen={option} choose={setChosen} />}
          {compare === 'no' && (
            <button type="button" class="button-quiet" onClick={() => setCompare('yes')}>
              {t('roster.compare')}
            </button>
          )}
          <Moves repair={repair} option={option} />
          <div class="actions">
            <button type="button" onClick={close}>
              {t('kernel.cancel')}
            </button>
            <button type="button" class="button-primary" disabled={busy} onClick={() => void accept()}>
              {t('roster.repair-accept', { filled: option.filled, moved: option.moved })}
            </button>
          </div>
        </>
      )}
    </Dialog>
  )
}

/** Nothing is vacant, or nothing that is can be filled. */
function NoOption({ vacancies }: { vacancies: number }) {
  if (vacancies === 0)
    return (
      <p role="status" class="note note-good">
        {t('roster.no-vacancies')}
      </p>
    )
  return (
    <p role="status" class="note note-warn">
      {t('roster.no-repair', { n: vacancies })}
    </p>
  )
}

function OptionSaid({ repair, option }: { repair: Repair; option: Option }) {
  return (
    <>
      <p role="status" class="strong">
        {t('roster.repair-what', {
          vacancies: repair.vacancies,
          filled: option.filled,
          moved: option.moved,
          bound: repair.bound,
        })}
        {option.stillOpen > 0 && ` ${t('roster.repair-open', { n: option.stillOpen })}`}
      </p>
      <p class="soft">{t('roster.repair-why')}</p>
    </>
  )
}

interface OptionsProps {
  readonly rows: readonly Option[]
  readonly chosen: Option
  choose(n: number): void
}

function Options({ rows, chosen, choose }: OptionsProps) {
  return (
    <div role="group" aria-label={t('roster.repair')} class="row">
      {rows.map((one, n) => (
        <button key={n} type="button" aria-pressed={chosen === one} onClick={() => choose(n)}>
          {t('roster.repair-option', { filled: one.filled, moved: one.moved })}
        </button>
      ))}
    </div>
  )
}

/** Who goes where, from where, and why. */
function Moves({ repair, option }: { repair: Repair; option: Option }) {
  const at = seatTextOf(repair.asked)
  return (
    <div class="scroll plan-list">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('roster.person')}</th>
            <th scope="col">{t('roster.to')}</th>
            <th scope="col">{t('roster.from')}</th>
            <th scope="col">{t('roster.why')}</th>
          </tr>
        </thead>
        <tbody>
          {option.seats.map((one) => (
            <tr key={one.seat}>
              <td class="strong">{repair.names[one.person] ?? ''}</td>
              <td>{at(one.seat)}</td>
              <td>{one.from === null ? t('roster.was-free') : at(one.from)}</td>
              <td>{reasonsText(one.reasons)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
