// One seat: who sits there and why, what can be done about it, and whom to seat where it is open.
import type { ComponentChildren } from 'preact'
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

type Act = (command: RosterCommand, said: string, back?: RosterCommand) => Promise<void>

interface PanelProps {
  readonly round: string
  readonly row: SeatRow
  /** Where the planner may be asked; undefined where the person may not plan. */
  readonly within?: string
  readonly why?: string
  told(whys: OpenWhys): void
  changed(): void
  close(): void
}

export function SeatPanel({ round, row, within, why, told, changed, close }: PanelProps) {
  const { held, seat } = row
  const act: Act = async (command, said, back) => {
    await order(round, command, said, back && (() => void order(round, back).then(changed)))
    changed()
  }
  return (
    <aside class="card panel stack" aria-label={t('roster.seat')}>
      <header class="dialog-head">
        <h2>{held?.name ?? t('roster.open')}</h2>
        <button type="button" class="button-quiet" aria-label={t('kernel.close')} onClick={close}>
          ✕
        </button>
      </header>
      <SeatFacts row={row} />
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
          <AnswerButtons row={row} held={held} act={act} />
          <HoldButtons row={row} held={held} act={act} />
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

function SeatFacts({ row }: { row: SeatRow }) {
  const { held } = row
  return (
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
      {held?.told && held.state === 'proposed' && <Fact name={t('roster.told')}>{t(`roster.told.${held.told}`)}</Fact>}
      {held?.phone && (
        <>
          <dt>{t('roster.phone')}</dt>
          <dd class="number">{held.phone}</dd>
        </>
      )}
      {held?.unit && <Fact name={t('console.unit')}>{held.unit}</Fact>}
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

interface ButtonsProps {
  readonly row: SeatRow
  readonly held: NonNullable<SeatRow['held']>
  act: Act
}

/** What the person said by telephone, noted for them. */
function AnswerButtons({ row: { seat, area }, held, act }: ButtonsProps) {
  const note = (answer: 'accepted' | 'declined') =>
    void act({ type: 'note-answer', seat, answer }, t('roster.noted-done'))
  if (!may(rules['note-answer'], { area })) return null
  return (
    <>
      {held.state === 'proposed' && (
        <button type="button" class="button-good" onClick={() => note('accepted')}>
          {t('roster.says-yes')}
        </button>
      )}
      <button type="button" onClick={() => note('declined')}>
        {t('roster.says-no')}
      </button>
    </>
  )
}

function HoldButtons({ row: { seat, area }, held, act }: ButtonsProps) {
  const seats = [seat]
  const lock = (locked: boolean): RosterCommand => ({ type: 'lock-seats', seats, locked })
  const lockOrUnlock = () =>
    act(lock(!held.locked), t(held.locked ? 'roster.unlocked-done' : 'roster.locked-done', { n: 1 }), lock(held.locked))
  const absent = () => act({ type: 'mark-absent', seats }, t('roster.absent-done', { n: 1 }))
  const release = () =>
    act({ type: 'release-seats', seats }, t('roster.released-done', { n: 1 }), {
      type: 'seat-person',
      seat,
      person: held.person,
    })
  return (
    <>
      {may(rules['lock-seats'], { area }) && (
        <button type="button" onClick={() => void lockOrUnlock()}>
          {t(held.locked ? 'roster.unlock' : 'roster.lock')}
        </button>
      )}
      {may(rules['mark-absent'], { area }) && (
        <button type="button" onClick={() => void absent()}>
          {t('roster.absent')}
        </button>
      )}
      {may(rules['release-seats'], { area }) && (
        <button type="button" onClick={() => void release()}>
          {t('roster.release')}
        </button>
      )}
    </>
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
