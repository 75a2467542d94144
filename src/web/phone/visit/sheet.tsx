// What came of the chosen doors: nobody home at once, anything else in a drawer that opens when asked, for it covers
// doors.
import { startOfDay } from '#domain/kernel/zone.ts'
import { useState } from 'preact/hooks'
import {
  needKinds,
  needPurposes,
  outcomes,
  type NeedKind,
  type NeedPurpose,
  type Outcome,
} from '#domain/visit/terms.ts'
import type { CommandOf } from '#web/api/contract.ts'
import { newId } from '#web/api/ids.ts'
import { t } from '#web/ui/words.ts'
import { give } from '#web/phone/client.ts'
import { whyNotKept } from '../parts/kept.ts'

/** A claim for an afternoon's walk. */
const claimMinutes = 180
const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** Eight in the morning, China's time. */
const tomorrowMorning = () => startOfDay(Date.now()) + dayMs + 8 * hourMs

interface SheetProps {
  readonly building: string
  readonly chosen: ReadonlySet<string>
  clear(): void
  say(command: CommandOf<'visit'>): Promise<void>
  failed(problem: string): void
}

export function Sheet({ building, chosen, clear, say, failed }: SheetProps) {
  const [open, setOpen] = useState(false)
  const [again, setAgain] = useState(false)
  const [noting, setNoting] = useState(false)
  const [note, setNote] = useState('')
  const doors = [...chosen].sort()
  const report = (outcome: Outcome, revisitAt?: number) =>
    say({
      type: 'report-doors',
      doors,
      outcome,
      ...(revisitAt !== undefined && { revisitAt }),
      ...(note.trim() && { note: note.trim() }),
    })
  if (!open) return <Closed n={chosen.size} nobody={() => report('nobody')} open={() => setOpen(true)} />
  return (
    <section class="sheet stack-tight">
      {again ? (
        <Again report={(at) => report('revisit', at)} />
      ) : (
        <Outcomes report={(outcome) => (outcome === 'revisit' ? setAgain(true) : report(outcome))} />
      )}
      <DoorNote note={note} type={setNote} />
      <div class="halves">
        <button type="button" onClick={() => say({ type: 'claim-doors', doors, minutes: claimMinutes })}>
          {t('visit.claim')}
        </button>
        <button type="button" onClick={() => say({ type: 'release-doors', doors })}>
          {t('visit.release')}
        </button>
        {chosen.size === 1 && (
          <button type="button" onClick={() => setNoting(!noting)}>
            {t('visit.add-need')}
          </button>
        )}
        <button type="button" onClick={() => (again ? setAgain(false) : setOpen(false))}>
          {t('visit.back')}
        </button>
        <button type="button" class="button-quiet" onClick={clear}>
          {t('visit.clear')}
        </button>
      </div>
      {noting && chosen.size === 1 && (
        <AddNeed
          household={`${building}-${doors[0]}`}
          done={(text) => {
            setNoting(false)
            failed(text)
          }}
        />
      )}
    </section>
  )
}

function DoorNote({ note, type }: { note: string; type(note: string): void }) {
  return (
    <>
      <label for="door-note">{t('visit.note')}</label>
      <input
        id="door-note"
        maxLength={200}
        autoComplete="off"
        value={note}
        onInput={(event) => type(event.currentTarget.value)}
      />
    </>
  )
}

function Closed({ n, nobody, open }: { n: number; nobody(): void; open(): void }) {
  return (
    <section class="sheet stack-tight">
      <p class="strong" role="status">
        {t('visit.selected', { n })}
      </p>
      <div class="halves sheet-row">
        <button type="button" onClick={nobody}>
          {t('visit.outcome.nobody')}
        </button>
        <button type="button" class="button-good" onClick={open}>
          {t('visit.report')}
        </button>
      </div>
    </section>
  )
}

/** When somebody comes back to the door. */
function Again({ report }: { report(at: number): void }) {
  return (
    <div class="thirds">
      <button type="button" onClick={() => report(Date.now() + hourMs)}>
        {t('visit.in-hours', { n: 1 })}
      </button>
      <button type="button" onClick={() => report(Date.now() + 3 * hourMs)}>
        {t('visit.in-hours', { n: 3 })}
      </button>
      <button type="button" onClick={() => report(tomorrowMorning())}>
        {t('visit.tomorrow')}
      </button>
    </div>
  )
}

function Outcomes({ report }: { report(outcome: Outcome): void }) {
  return (
    <div class="halves">
      {outcomes.map((outcome) => (
        <button
          key={outcome}
          type="button"
          class={outcome === 'nobody' ? '' : 'button-good'}
          onClick={() => report(outcome)}
        >
          {t(`visit.outcome.${outcome}`)}
        </button>
      ))}
    </div>
  )
}

const needDays = [7, 30, 90] as const

function AddNeed({ household, done }: { household: string; done(problem: string): void }) {
  const [need, setNeed] = useState<NeedKind>('bed-ridden')
  const [purpose, setPurpose] = useState<NeedPurpose>('sampling')
  const [days, setDays] = useState<number>(30)
  const [text, setText] = useState('')
  const save = async () =>
    done(
      whyNotKept(
        await give('visit', `need/${newId()}`, {
          type: 'note-need',
          household,
          need,
          purpose,
          until: Date.now() + days * dayMs,
          ...(text.trim() && { text: text.trim() }),
        }),
      ),
    )
  return (
    <div class="card stack-tight">
      <NeedChoices need={need} purpose={purpose} setNeed={setNeed} setPurpose={setPurpose} />
      <div class="thirds" role="group" aria-label={t('visit.until')}>
        {needDays.map((n) => (
          <button key={n} type="button" aria-pressed={days === n} onClick={() => setDays(n)}>
            {t('visit.days', { n })}
          </button>
        ))}
      </div>
      <label for="need-text">{t('visit.note')}</label>
      <input
        id="need-text"
        maxLength={200}
        autoComplete="off"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="button" class="button-primary button-wide" onClick={() => void save()}>
        {t('visit.add-need')}
      </button>
    </div>
  )
}

interface NeedChoicesProps {
  readonly need: NeedKind
  readonly purpose: NeedPurpose
  setNeed(need: NeedKind): void
  setPurpose(purpose: NeedPurpose): void
}

function NeedChoices({ need, purpose, setNeed, setPurpose }: NeedChoicesProps) {
  return (
    <>
      <select
        aria-label={t('visit.needs')}
        value={need}
        onChange={(event) => setNeed(event.currentTarget.value as NeedKind)}
      >
        {needKinds.map((one) => (
          <option key={one} value={one}>
            {t(`visit.need.${one}`)}
          </option>
        ))}
      </select>
      <select
        aria-label={t('visit.add-need')}
        value={purpose}
        onChange={(event) => setPurpose(event.currentTarget.value as NeedPurpose)}
      >
        {needPurposes.map((one) => (
          <option key={one} value={one}>
            {t(`visit.purpose.${one}`)}
          </option>
        ))}
      </select>
    </>
  )
}
