// One building: its doors as they stand in the house, floor above floor. Tap doors, tap what came of it: three taps for one door, one more for each further one. Works with no network.
import { useEffect, useState } from 'preact/hooks'
import { layOut, nameOfDoor } from '#domain/visit/matrix.ts'
import type { DoorState, NeedKind, NeedPurpose, Outcome } from '#domain/visit/terms.ts'
import { needKinds, needPurposes, outcomes } from '#domain/visit/terms.ts'
import type { DoorRow } from '#server/visit/questions.ts'
import { ask } from '#web/door/door.ts'
import { newId } from '#web/door/ids.ts'
import { sequenceOf } from '#web/replica/replica.ts'
import { Note } from '#web/ui/note.tsx'
import { to } from '#web/ui/router.ts'
import { t, when } from '#web/words/words.ts'
import { doc, entries, give, kept, refresh, self } from '../house.ts'
import { whyNotKept } from '../parts/kept.ts'
import { foreseeDoors, type ForeseenDoor } from './foresee.ts'

/** A claim for an afternoon's walk. */
const claimMinutes = 180
const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** What the server told of this building: the whole of it for those who lead, one's own doors for everybody else. */
function useDoors(round: string, building: string): ForeseenDoor[] {
  const name = `doors/${round}/${building}`
  useEffect(() => void refresh(name, () => ask('doors', { round, building })), [name, doc.value?.body.cursor])
  const whole = (kept.value.get(name)?.body as { rows: DoorRow[] } | undefined)?.rows
  const mine = (doc.value?.body.doors ?? []).filter((door) => door.round === round && door.building === building)
  const rows = whole ? whole.map((row) => mine.find((own) => own.household === row.household) ?? row) : mine
  return foreseeDoors(rows, entries.value, round, building, self.value!, sequenceOf(doc.value?.body.cursor))
}

const marks: Readonly<Record<DoorState, string>> = { todo: '', claimed: '…', done: '✓', nobody: '○', refused: '✕', revisit: '↺' }

export function Building({ round, building }: { round: string; building: string }) {
  const doors = useDoors(round, building)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [problem, setProblem] = useState('')
  const [again, setAgain] = useState(false)
  const [noting, setNoting] = useState(false)
  const [note, setNote] = useState('')
  const byNumber = new Map(doors.map((door) => [door.household.slice(21), door]))
  const numbering = doors[0]?.numbering ?? 'floors'
  const stream = `doors/${round}.${building}`
  const toggle = (...numbers: string[]) => {
    const next = new Set(chosen)
    const all = numbers.every((one) => next.has(one))
    for (const one of numbers) all ? next.delete(one) : next.add(one)
    setChosen(next)
  }
  const say = async (command: object) => {
    const kept = await give('visit', stream, command as { type: string })
    setProblem(whyNotKept(kept))
    if (!kept.kept) return
    setChosen(new Set())
    setAgain(false)
    setNote('')
  }
  const report = (outcome: Outcome, revisitAt?: number) => say({ type: 'report-doors', doors: [...chosen].sort(), outcome, ...(revisitAt !== undefined && { revisitAt }), ...(note.trim() && { note: note.trim() }) })
  const needs = doors.flatMap((door) => door.needs.map((need) => ({ door, need })))
  return (
    <div class="stack">
      <h1 tabIndex={-1}>{doors[0]?.buildingName ?? building}</h1>
      {problem && <Note tone="bad">{problem}</Note>}
      {doors.length === 0 && <Note>{t('visit.no-doors')}</Note>}
      {needs.length > 0 && (
        <section class="card stack-tight call call-called">
          {needs.map(({ door, need }) => <p key={need.id}><span class="strong">{nameOfDoor(door.household.slice(21), numbering)} · {t(`visit.need.${need.need}`)}</span> <span class="soft">{t(`visit.purpose.${need.purpose}`)}</span>{need.text && <><br />{need.text}</>}</p>)}
          <p class="soft small">{t('visit.needs-hint')}</p>
        </section>
      )}
      {layOut([...byNumber.keys()], numbering).map(({ entrance, rows }) => (
        <section key={entrance} class="stack-tight">
          {entrance > 0 && <h2>{t('visit.entrance', { n: entrance })}</h2>}
          <div class="matrix">
            {rows.map((row) => (
              <div key={row.floor} class="matrix-row">
                {numbering !== 'yards' && <button type="button" class="button-quiet matrix-floor" onClick={() => toggle(...row.doors.filter((door) => door !== null))}>{row.floor}<span class="sr-only"> {t('visit.select-floor')}</span></button>}
                {row.doors.map((door, at) => door === null ? <span key={at} /> : <Door key={door} door={byNumber.get(door)!} name={nameOfDoor(door, numbering)} pressed={chosen.has(door)} toggle={() => toggle(door)} />)}
              </div>
            ))}
          </div>
        </section>
      ))}
      {chosen.size > 0 && (
        <section class="sheet stack-tight">
          <p class="strong" role="status">{t('visit.selected', { n: chosen.size })}</p>
          {again
            ? <div class="thirds"><button type="button" onClick={() => report('revisit', Date.now() + hourMs)}>{t('visit.in-hours', { n: 1 })}</button><button type="button" onClick={() => report('revisit', Date.now() + 3 * hourMs)}>{t('visit.in-hours', { n: 3 })}</button><button type="button" onClick={() => report('revisit', tomorrowMorning())}>{t('visit.tomorrow')}</button></div>
            : <div class="halves">{outcomes.map((outcome) => <button key={outcome} type="button" class={outcome === 'nobody' ? '' : 'button-good'} onClick={() => (outcome === 'revisit' ? setAgain(true) : report(outcome))}>{t(`visit.outcome.${outcome}`)}</button>)}</div>}
          <label for="door-note">{t('visit.note')}</label>
          <input id="door-note" maxLength={200} autoComplete="off" value={note} onInput={(event) => setNote(event.currentTarget.value)} />
          <div class="halves">
            <button type="button" onClick={() => say({ type: 'claim-doors', doors: [...chosen].sort(), minutes: claimMinutes })}>{t('visit.claim')}</button>
            <button type="button" onClick={() => say({ type: 'release-doors', doors: [...chosen].sort() })}>{t('visit.release')}</button>
            {chosen.size === 1 && <button type="button" onClick={() => setNoting(true)}>{t('visit.add-need')}</button>}
            <button type="button" class="button-quiet" onClick={() => setChosen(new Set())}>{t('visit.clear')}</button>
          </div>
          {noting && chosen.size === 1 && <AddNeed household={`${building}-${[...chosen][0]}`} done={(text) => { setNoting(false); setProblem(text) }} />}
        </section>
      )}
      <a class="button button-quiet" href={to('visit')}>{t('kernel.back')}</a>
    </div>
  )
}

/** Eight in the morning, China's time. */
const tomorrowMorning = () => Math.floor((Date.now() + 8 * hourMs) / dayMs) * dayMs + dayMs

function Door({ door, name, pressed, toggle }: { door: ForeseenDoor; name: string; pressed: boolean; toggle(): void }) {
  const says = `${t(`visit.state.${door.state}`)}${door.revisitAt !== null ? ` ${when(door.revisitAt)}` : ''}${door.unconfirmed ? ` ${t('visit.unconfirmed')}` : ''}`
  return (
    <button type="button" class={`door door-${door.state} ${door.planned ? 'strong' : 'soft'}`} aria-pressed={pressed} onClick={toggle}>
      {name}<span aria-hidden="true"> {marks[door.state]}{door.unconfirmed && '*'}</span><span class="sr-only"> {says}</span>
    </button>
  )
}

const needDays = [7, 30, 90] as const

function AddNeed({ household, done }: { household: string; done(problem: string): void }) {
  const [need, setNeed] = useState<NeedKind>('bed-ridden')
  const [purpose, setPurpose] = useState<NeedPurpose>('sampling')
  const [days, setDays] = useState<number>(30)
  const [text, setText] = useState('')
  const save = async () => done(whyNotKept(await give('visit', `need/${newId()}`, { type: 'note-need', household, need, purpose, until: Date.now() + days * dayMs, ...(text.trim() && { text: text.trim() }) } as { type: string })))
  return (
    <div class="card stack-tight">
      <select aria-label={t('visit.needs')} value={need} onChange={(event) => setNeed(event.currentTarget.value as NeedKind)}>{needKinds.map((one) => <option key={one} value={one}>{t(`visit.need.${one}`)}</option>)}</select>
      <select aria-label={t('visit.add-need')} value={purpose} onChange={(event) => setPurpose(event.currentTarget.value as NeedPurpose)}>{needPurposes.map((one) => <option key={one} value={one}>{t(`visit.purpose.${one}`)}</option>)}</select>
      <div class="thirds" role="group" aria-label={t('visit.until')}>{needDays.map((n) => <button key={n} type="button" aria-pressed={days === n} onClick={() => setDays(n)}>{t('visit.days', { n })}</button>)}</div>
      <label for="need-text">{t('visit.note')}</label>
      <input id="need-text" maxLength={200} autoComplete="off" value={text} onInput={(event) => setText(event.currentTarget.value)} />
      <button type="button" class="button-primary button-wide" onClick={() => void save()}>{t('visit.add-need')}</button>
    </div>
  )
}
