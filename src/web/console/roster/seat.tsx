// One seat: who sits there and why, what can be done about it, and whom to seat where it is open.
import { useEffect, useState } from 'preact/hooks'
import { may as rules } from '#domain/roster/may.ts'
import type { RosterCommand } from '#domain/roster/commands.ts'
import { areaPath } from '#web/console/session/areas.ts'
import { may } from '#web/console/session/self.ts'
import { Combo } from '#web/console/parts/combo.tsx'
import { ask } from '#web/api/api.ts'
import { Field } from '#web/ui/field.tsx'
import { t, when } from '#web/ui/words.ts'
import { OpenWhy, type OpenWhys } from './open-why.tsx'
import { order } from './orders.ts'
import { dutyOf, reasonText, shiftText, whereText } from './reasons.ts'
import { TONES, type SeatRow } from './seats.ts'

interface Person {
  readonly person: string
  readonly name: string
  readonly unitName: string | null
}
const TYPING_MS = 250

interface PanelProps {
  readonly round: string
  readonly row: SeatRow
  /** Where the planner may be asked; undefined where the person may not plan. */ readonly within?: string
  readonly why?: string
  told(whys: OpenWhys): void
  changed(): void
  close(): void
}

export function SeatPanel({ round, row, within, why, told, changed, close }: PanelProps) {
  const { held, seat } = row
  const seats = [seat]
  const act = async (command: RosterCommand, said: string, back?: RosterCommand) => {
    await order(round, command, said, back && (() => void order(round, back).then(changed)))
    changed()
  }
  const can = (type: 'lock-seats' | 'release-seats' | 'mark-absent' | 'note-answer') =>
    may(rules[type], { area: row.area })
  return (
    <aside class="card panel stack" aria-label={t('roster.seat')}>
      <header class="dialog-head">
        <h2>{held?.name ?? t('roster.open')}</h2>
        <button type="button" class="button-quiet" aria-label={t('kernel.close')} onClick={close}>
          ✕
        </button>
      </header>
      <dl class="facts">
        <dt>{t('operation.where')}</dt>
        <dd>
          {whereText(row)} <span class="soft">{areaPath(row.area)}</span>
        </dd>
        <dt>{t('operation.duty')}</dt>
        <dd>{dutyOf(row)}</dd>
        <dt>{t('operation.shift')}</dt>
        <dd class="number">{shiftText(row.starts, row.ends)}</dd>
        {held && (
          <>
            <dt>{t('operation.state')}</dt>
            <dd>
              <span class={`badge ${TONES[held.state]}`}>{t(`roster.state.${held.state}`)}</span>{' '}
              <span class="soft small number">{when(held.changedAt)}</span>
            </dd>
          </>
        )}
        {held?.told && held.state === 'proposed' && (
          <>
            <dt>{t('roster.told')}</dt>
            <dd>{t(`roster.told.${held.told}`)}</dd>
          </>
        )}
        {held?.phone && (
          <>
            <dt>{t('roster.phone')}</dt>
            <dd class="number">{held.phone}</dd>
          </>
        )}
        {held?.unit && (
          <>
            <dt>{t('console.unit')}</dt>
            <dd>{held.unit}</dd>
          </>
        )}
      </dl>
      {held && held.reasons.length > 0 && (
        <section>
          <h3>{t('roster.why')}</h3>
          <ul>
            {held.reasons.map((reason, at) => (
              <li key={at}>{reasonText(reason)}</li>
            ))}
          </ul>
        </section>
      )}
      {held && (
        <div class="actions actions-start">
          {can('note-answer') && held.state === 'proposed' && (
            <button
              type="button"
              class="button-good"
              onClick={() => void act({ type: 'note-answer', seat, answer: 'accepted' }, t('roster.noted-done'))}
            >
              {t('roster.says-yes')}
            </button>
          )}
          {can('note-answer') && (
            <button
              type="button"
              onClick={() => void act({ type: 'note-answer', seat, answer: 'declined' }, t('roster.noted-done'))}
            >
              {t('roster.says-no')}
            </button>
          )}
          {can('lock-seats') && (
            <button
              type="button"
              onClick={() =>
                void act(
                  { type: 'lock-seats', seats, locked: !held.locked },
                  t(held.locked ? 'roster.unlocked-done' : 'roster.locked-done', { n: 1 }),
                  { type: 'lock-seats', seats, locked: held.locked },
                )
              }
            >
              {t(held.locked ? 'roster.unlock' : 'roster.lock')}
            </button>
          )}
          {can('mark-absent') && (
            <button
              type="button"
              onClick={() => void act({ type: 'mark-absent', seats }, t('roster.absent-done', { n: 1 }))}
            >
              {t('roster.absent')}
            </button>
          )}
          {can('release-seats') && (
            <button
              type="button"
              onClick={() =>
                void act({ type: 'release-seats', seats }, t('roster.released-done', { n: 1 }), {
                  type: 'seat-person',
                  seat,
                  person: held.person,
                })
              }
            >
              {t('roster.release')}
            </button>
          )}
        </div>
      )}
      {!held && within !== undefined && (
        <OpenWhy round={round} within={within} seat={seat} known={why} told={told} done={changed} />
      )}
      {!held && may(rules['seat-person'], { area: row.area }) && (
        <SeatSomebody round={round} seat={seat} done={changed} />
      )}
    </aside>
  )
}

/** Somebody is found by name and seated by hand; they may say no. */
function SeatSomebody({ round, seat, done }: { round: string; seat: string; done(): void }) {
  const [query, setQuery] = useState('')
  const [found, setFound] = useState<readonly Person[]>([])
  const [person, setPerson] = useState<string>()
  useEffect(() => {
    if (!query.trim()) return
    const timer = setTimeout(
      () =>
        void ask('persons', { query: query.trim() }).then(
          (answer) => answer.ok && setFound(answer.body.rows.slice(0, 50)),
        ),
      TYPING_MS,
    )
    return () => clearTimeout(timer)
  }, [query])
  const submit = async (event: Event) => {
    event.preventDefault()
    if (person && (await order(round, { type: 'seat-person', seat, person }, t('roster.seated-done')))) done()
  }
  return (
    <form class="stack-tight" onSubmit={(event) => void submit(event)}>
      <Field name="seat-person" label={t('roster.seat-whom')}>
        <Combo
          options={found.map((one) => ({ id: one.person, text: one.name, detail: one.unitName ?? '' }))}
          chosen={person}
          typed={setQuery}
          choose={(option) => setPerson(option?.id)}
        />
      </Field>
      <button class="button-primary" disabled={!person}>
        {t('roster.seat-do')}
      </button>
    </form>
  )
}
