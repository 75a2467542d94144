// One building: its doors as they stand in the house, floor above floor. Tap doors, tap what came of it: two taps where
// nobody was home, three for anything else, one more for each further door. Works with no network.
import { doorOf } from '#domain/kernel/area.ts'
import { useEffect, useState } from 'preact/hooks'
import { layOut, nameOfDoor, type Numbering } from '#domain/visit/matrix.ts'
import type { DoorState } from '#domain/visit/terms.ts'
import { ask } from '#web/api/api.ts'
import type { CommandOf } from '#web/api/contract.ts'
import { sequenceOf } from '#web/replica/replica.ts'
import { Note } from '#web/ui/note.tsx'
import { to } from '#web/ui/router.ts'
import { t, when } from '#web/ui/words.ts'
import { doc, entries, give, keptOf, refresh, self } from '#web/phone/client.ts'
import { whyNotKept } from '../parts/kept.ts'
import { foreseeDoors, type ForeseenDoor } from './foresee.ts'
import { Sheet } from './sheet.tsx'

/** What the server told of this building: the whole of it for those who lead, one's own doors for everybody else. */
function useDoors(round: string, building: string): ForeseenDoor[] {
  const name = `doors/${round}/${building}`
  useEffect(() => void refresh(name, () => ask('doors', { round, building })), [name, doc.value?.body.cursor])
  const whole = keptOf('doors', name)?.rows
  const mine = (doc.value?.body.doors ?? []).filter((door) => door.round === round && door.building === building)
  const rows = whole ? whole.map((row) => mine.find((own) => own.household === row.household) ?? row) : mine
  return foreseeDoors(rows, entries.value, round, building, self.value!, sequenceOf(doc.value?.body.cursor))
}

const marks: Readonly<Record<DoorState, string>> = {
  todo: '',
  claimed: '…',
  done: '✓',
  nobody: '○',
  refused: '✕',
  revisit: '↺',
}

interface Need {
  readonly door: ForeseenDoor
  readonly need: ForeseenDoor['needs'][number]
}

export function Building({ round, building }: { round: string; building: string }) {
  const doors = useDoors(round, building)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [problem, setProblem] = useState('')
  const [listed, others] = [doors.filter((door) => door.listed), doors.filter((door) => !door.listed)]
  const byNumber = new Map(listed.map((door) => [doorOf(door.household), door]))
  const numbering = doors[0]?.numbering ?? 'floors'
  const stream = `doors/${round}.${building}`
  const toggle = (...numbers: string[]) => {
    const next = new Set(chosen)
    const all = numbers.every((one) => next.has(one))
    for (const one of numbers) all ? next.delete(one) : next.add(one)
    setChosen(next)
  }
  const say = async (command: CommandOf<'visit'>) => {
    const kept = await give('visit', stream, command)
    setProblem(whyNotKept(kept))
    if (kept.kept) setChosen(new Set())
  }
  const needs = doors.flatMap((door) => door.needs.map((need) => ({ door, need })))
  return (
    <div class="stack">
      <h1 tabIndex={-1}>{doors[0]?.buildingName ?? building}</h1>
      {problem && <Note tone="bad">{problem}</Note>}
      {doors.length === 0 && <Note>{t('visit.no-doors')}</Note>}
      {needs.length > 0 && <Needs rows={needs} numbering={numbering} />}
      <Floors byNumber={byNumber} numbering={numbering} chosen={chosen} toggle={toggle} />
      {others.length > 0 && <Unlisted doors={others} chosen={chosen} toggle={toggle} />}
      {chosen.size > 0 && (
        <Sheet building={building} chosen={chosen} clear={() => setChosen(new Set())} say={say} failed={setProblem} />
      )}
      <a class="button button-quiet" href={to('visit')}>
        {t('kernel.back')}
      </a>
    </div>
  )
}

function Needs({ rows, numbering }: { rows: readonly Need[]; numbering: Numbering }) {
  return (
    <section class="card stack-tight call call-called">
      {rows.map(({ door, need }) => (
        <p key={need.id}>
          <span class="strong">
            {nameOfDoor(doorOf(door.household), numbering)} · {t(`visit.need.${need.need}`)}
          </span>{' '}
          <span class="soft">{t(`visit.purpose.${need.purpose}`)}</span>
          {need.text && (
            <>
              <br />
              {need.text}
            </>
          )}
        </p>
      ))}
      <p class="soft small">{t('visit.needs-hint')}</p>
    </section>
  )
}

/** Doors that no list has stand apart: no floor is drawn for them. */
function Unlisted({
  doors,
  chosen,
  toggle,
}: {
  doors: readonly ForeseenDoor[]
  chosen: ReadonlySet<string>
  toggle(number: string): void
}) {
  return (
    <section class="stack-tight">
      <h2>{t('visit.unlisted', { n: doors.length })}</h2>
      <div class="matrix-row">
        {doors.map((door) => {
          const number = doorOf(door.household)
          const pressed = chosen.has(number)
          return <Door key={number} door={door} name={number} pressed={pressed} toggle={() => toggle(number)} />
        })}
      </div>
    </section>
  )
}

interface FloorsProps {
  readonly byNumber: ReadonlyMap<string, ForeseenDoor>
  readonly numbering: Numbering
  readonly chosen: ReadonlySet<string>
  toggle(...numbers: string[]): void
}

function Floors({ byNumber, numbering, chosen, toggle }: FloorsProps) {
  return (
    <>
      {layOut([...byNumber.keys()], numbering).map(({ entrance, rows }) => (
        <section key={entrance} class="stack-tight">
          {entrance > 0 && <h2>{t('visit.entrance', { n: entrance })}</h2>}
          <div class="matrix">
            {rows.map((row) => (
              <div key={row.floor} class="matrix-row">
                {numbering !== 'yards' && (
                  <button
                    type="button"
                    class="button-quiet matrix-floor"
                    onClick={() => toggle(...row.doors.filter((door) => door !== null))}
                  >
                    {row.floor}
                    <span class="sr-only"> {t('visit.select-floor')}</span>
                  </button>
                )}
                {row.doors.map((door, at) =>
                  door === null ? (
                    <span key={at} />
                  ) : (
                    <Door
                      key={door}
                      door={byNumber.get(door)!}
                      name={nameOfDoor(door, numbering)}
                      pressed={chosen.has(door)}
                      toggle={() => toggle(door)}
                    />
                  ),
                )}
              </div>
            ))}
          </div>
        </section>
      ))}
    </>
  )
}

/** The door's state as a screen reader says it. */
function stateText(door: ForeseenDoor): string {
  const again = door.revisitAt !== null ? ` ${when(door.revisitAt)}` : ''
  const unconfirmed = door.unconfirmed ? ` ${t('visit.unconfirmed')}` : ''
  return `${t(`visit.state.${door.state}`)}${again}${unconfirmed}`
}

function Door({ door, name, pressed, toggle }: { door: ForeseenDoor; name: string; pressed: boolean; toggle(): void }) {
  return (
    <button
      type="button"
      class={`door door-${door.state} ${door.planned ? 'strong' : 'soft'}`}
      aria-pressed={pressed}
      onClick={toggle}
    >
      {name}
      <span aria-hidden="true">
        {' '}
        {marks[door.state]}
        {door.unconfirmed && '*'}
      </span>
      <span class="sr-only"> {stateText(door)}</span>
    </button>
  )
}
