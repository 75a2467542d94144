// Registering by the door: one tap a person where the list of doors may be read; two, floor and flat, where it may not.
import { useEffect, useState } from 'preact/hooks'
import { doorOf, type AreaId } from '#domain/kernel/area.ts'
import { subjectOf } from '#domain/point/keys.ts'
import { layOut, nameOfDoor, type Numbering } from '#domain/visit/matrix.ts'
import { ask } from '#web/api/api.ts'
import type { AnswerOf } from '#web/api/contract.ts'
import { Note } from '#web/ui/note.tsx'
import { t } from '#web/ui/words.ts'
import { holds, keptOf, refresh } from '#web/phone/client.ts'
import type { Book } from './book.ts'
import type { ForeseenPlace } from './foresee.ts'
import { Pad } from './pad.tsx'

type Building = AnswerOf<'desk-buildings'>['rows'][number]

function useBuildings(place: ForeseenPlace): readonly Building[] {
  const name = `desk-buildings/${place.round}.${place.place}`
  useEffect(() => void refresh(name, () => ask('desk-buildings', { round: place.round, place: place.place })), [name])
  return keptOf('desk-buildings', name)?.rows ?? []
}

/** The doors of a building by their letters; none where nobody may read them here. */
function useDoorsOf(building: string | undefined): readonly string[] {
  const mayRead = holds('gridWorker', 'officer', 'dispatcher', 'steward')
  const listed = building && `households/${building}`
  useEffect(() => {
    if (listed && mayRead) void refresh(listed, () => ask('households', { building }))
  }, [listed])
  const rows = (listed ? keptOf('households', listed) : undefined)?.rows ?? []
  return rows.map((one) => doorOf(one.household))
}

/** How many of each household are in this desk's tubes. */
function countsIn({ closed, open }: Book['state']['value']): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const tube of [...closed, ...(open ? [open] : [])])
    for (const person of tube.people) counts.set(person.household, (counts.get(person.household) ?? 0) + 1)
  return counts
}

interface ByHouseholdProps {
  readonly place: ForeseenPlace
  readonly book: Book
  add(person: { readonly subject: string; readonly household: AreaId }): void
}

export function ByHousehold({ place, book, add }: ByHouseholdProps) {
  const buildings = useBuildings(place)
  const [chosen, setChosen] = useState('')
  const building = buildings.find((one) => one.building === chosen) ?? buildings[0]
  const doors = useDoorsOf(building?.building)
  if (!building) return <Note>{t('kernel.loading')}</Note>
  const counts = countsIn(book.state.value)
  const numbering = building.numbering ?? 'floors'
  const register = (door: string) => {
    const household = `${building.building}-${door}`
    // The next of this household that this desk has not met: who exactly it is, the door alone knows.
    let n = 1
    while (book.state.peek().seen.has(subjectOf(place.desk!.subjectKey, `door ${household}#${n}`))) n += 1
    add({ subject: subjectOf(place.desk!.subjectKey, `door ${household}#${n}`), household })
  }
  return (
    <div class="stack-tight">
      <label for="desk-building">{t('point.building')}</label>
      <select id="desk-building" value={building.building} onChange={(event) => setChosen(event.currentTarget.value)}>
        {buildings.map((one) => (
          <option key={one.building} value={one.building}>
            {one.name ?? one.building}
          </option>
        ))}
      </select>
      {doors.length > 0 ? (
        <Matrix
          doors={doors}
          numbering={numbering}
          countOf={(door) => counts.get(`${building.building}-${door}`)}
          register={register}
        />
      ) : (
        <Pad numbering={numbering} register={register} />
      )}
    </div>
  )
}

interface MatrixProps {
  readonly doors: readonly string[]
  readonly numbering: Numbering
  countOf(door: string): number | undefined
  register(door: string): void
}

function Matrix({ doors, numbering, countOf, register }: MatrixProps) {
  return (
    <>
      {layOut(doors, numbering).map(({ entrance, rows }) => (
        <div key={entrance} class="matrix">
          {rows.map((row) => (
            <div key={row.floor} class="matrix-row">
              {row.doors.map((door, at) =>
                door ? (
                  <button
                    key={door}
                    type="button"
                    class={countOf(door) ? 'button-good' : ''}
                    onClick={() => register(door)}
                  >
                    {nameOfDoor(door, numbering)}
                    {countOf(door) && ` ·${countOf(door)}`}
                  </button>
                ) : (
                  <span key={at} />
                ),
              )}
            </div>
          ))}
        </div>
      ))}
    </>
  )
}
