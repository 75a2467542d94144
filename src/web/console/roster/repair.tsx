// Vacancies mended at once: how many are filled, how many others move for it and at most, and who. It counts when a
// person accepts it.
import { useState } from 'preact/hooks'
import { areaName } from '#web/console/session/areas.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { Dialog } from '#web/console/parts/dialog.tsx'
import { Trouble } from '#web/ui/note.tsx'
import { t } from '#web/ui/words.ts'
import { order, tellSeated } from './orders.ts'
import { reasonsText, shiftText } from './reasons.ts'

export function RepairDialog({
  round,
  within,
  done,
  close,
}: {
  round: string
  within: string
  done(): void
  close(): void
}) {
  const [compare, setCompare] = useState<'yes' | 'no'>('no')
  const [chosen, setChosen] = useState(0)
  const [busy, setBusy] = useState(false)
  const asked = useAsked('roster-repair', { round, within, compare })
  const repair = asked.body
  const option = repair?.options[Math.min(chosen, repair.options.length - 1)]
  const info = new Map((repair?.asked ?? []).map((one) => [one.seat, one]))
  const at = (seat: string) => {
    const one = info.get(seat)
    return one ? `${areaName(one.area)} ${shiftText(one.starts, one.ends)}` : ''
  }
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
      {repair && !asked.asking && repair.vacancies === 0 && (
        <p role="status" class="note note-good">
          {t('roster.no-vacancies')}
        </p>
      )}
      {repair && !asked.asking && repair.vacancies > 0 && !option && (
        <p role="status" class="note note-warn">
          {t('roster.no-repair', { n: repair.vacancies })}
        </p>
      )}
      {repair && !asked.asking && option && (
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
          {repair.options.length > 1 && (
            <div role="group" aria-label={t('roster.repair')} class="row">
              {repair.options.map((one, n) => (
                <button key={n} type="button" aria-pressed={option === one} onClick={() => setChosen(n)}>
                  {t('roster.repair-option', { filled: one.filled, moved: one.moved })}
                </button>
              ))}
            </div>
          )}
          {compare === 'no' && (
            <button type="button" class="button-quiet" onClick={() => setCompare('yes')}>
              {t('roster.compare')}
            </button>
          )}
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
