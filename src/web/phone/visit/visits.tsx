// Visits: the doors I hold, building by building in the order to walk, and for those who lead an area all its buildings
// with what is left in each.
import { useEffect, useState } from 'preact/hooks'
import type { DoorRow } from '#rooms/visit/questions.ts'
import { ask } from '#web/api/api.ts'
import { Note, Trouble } from '#web/ui/note.tsx'
import { to } from '#web/ui/router.ts'
import { visit } from '#words/visit.ts'
import { learn, t, when } from '#web/ui/words.ts'
import { doc, holds, kept, keptOf, refresh } from '#web/phone/client.ts'
import { Building } from './building.tsx'
import { roundsNow } from './round-now.ts'
import { walkOf } from './walk.ts'

learn(visit)

/** `#/visit`, `#/visit/<round>/<building>`. */
export function VisitScreen({ round, building }: { round?: string; building?: string }) {
  if (round && building) return <Building round={round} building={building} />
  return <List />
}

function List() {
  const leads = holds('gridWorker', 'officer', 'dispatcher', 'steward', 'supervisor')
  const mine = doc.value?.body.doors ?? []
  const buildings = [...new Map(mine.map((door) => [`${door.round}/${door.building}`, door])).values()]
  // The planner's order while it is of these very buildings; this phone's own where it has none.
  const held = buildings
    .map((door) => door.building)
    .sort()
    .join(' ')
  useEffect(() => {
    if (held) void refresh('visit-walk', () => ask('visit-walk', {}))
  }, [held])
  const planned = keptOf('visit-walk')
  const fits =
    planned !== undefined &&
    planned.stops
      .map((stop) => stop.building)
      .sort()
      .join(' ') === held
  const own = walkOf(buildings)
  const order = fits
    ? planned.stops
        .map((stop) => buildings.find((door) => door.building === stop.building && door.round === stop.round)!)
        .filter(Boolean)
    : own.order
  const metres = fits ? planned.metres : own.metres
  return (
    <div class="stack">
      <h1 tabIndex={-1}>{t('visit.visits')}</h1>
      <h2>{t('visit.my-doors')}</h2>
      {buildings.length === 0 && <Note>{t('visit.no-doors')}</Note>}
      {metres > 0 && (
        <p class="soft">
          {t('visit.walk')} · {t('visit.walk-metres', { n: metres })}
        </p>
      )}
      <ol class="stack-tight">
        {order.map((door) => (
          <li key={`${door.round}/${door.building}`}>
            <Held
              door={door}
              doors={mine.filter((one) => one.round === door.round && one.building === door.building)}
            />
          </li>
        ))}
      </ol>
      {leads && <OfArea />}
      <a class="button button-quiet" href={to()}>
        {t('kernel.back')}
      </a>
    </div>
  )
}

function Held({ door, doors }: { door: DoorRow; doors: readonly DoorRow[] }) {
  const until = Math.min(...doors.map((one) => one.claimUntil ?? Infinity))
  const needs = doors.reduce((sum, one) => sum + one.needs.length, 0)
  return (
    <a class="button button-wide button-tall" href={to('visit', door.round, door.building)}>
      {door.buildingName ?? door.building} · {doors.length}
      {needs > 0 && (
        <span class="badge badge-info">
          {t('visit.needs')} {needs}
        </span>
      )}{' '}
      <span class="soft small">{t('visit.claimed-until', { time: when(until, 'time') })}</span>
    </a>
  )
}

/** Rounds that run, and the buildings of one's areas in them. */
function OfArea() {
  const [chosen, setChosen] = useState<string>()
  const [answer, setAnswer] = useState<Awaited<ReturnType<typeof refresh>>>()
  useEffect(() => void refresh('visit-rounds', () => ask('rounds', {})), [])
  const rounds = roundsNow(keptOf('rounds', 'visit-rounds')?.rows ?? [])
  const round = chosen ?? rounds[0]?.round
  useEffect(() => {
    if (round) void refresh(`visit-buildings/${round}`, () => ask('visit-buildings', { round })).then(setAnswer)
  }, [round])
  const buildings = (round && keptOf('visit-buildings', `visit-buildings/${round}`)?.rows) || []
  return (
    <section class="stack-tight">
      <h2>{t('visit.find-building')}</h2>
      <Trouble answer={answer} />
      {rounds.length > 1 && (
        <select aria-label={t('visit.visits')} value={round} onChange={(event) => setChosen(event.currentTarget.value)}>
          {rounds.map((one) => (
            <option key={one.round} value={one.round}>
              {one.operationName} {one.number}
            </option>
          ))}
        </select>
      )}
      {answer?.ok !== false && kept.value.has('visit-rounds') && buildings.length === 0 && (
        <Note>{t(round ? 'visit.no-buildings' : 'visit.no-round')}</Note>
      )}
      <ul class="stack-tight">
        {buildings.map((one) => (
          <li key={one.building}>
            <a class="button button-wide" href={to('visit', round!, one.building)}>
              {one.name ?? one.building} ·{' '}
              <span class="number">{t('visit.building-line', { done: one.done, doors: one.doors })}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
