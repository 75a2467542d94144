// For any resident, without an account: when do I go down, and where to. By the link on the building's door, or by
// finding the building.
import { useEffect, useState } from 'preact/hooks'
import type { PlacesAnswer, SlotsAnswer } from '#rooms/point/routes.ts'
import { call, type Answer } from '#web/api/api.ts'
import { Note } from '#web/ui/note.tsx'
import { to } from '#web/ui/router.ts'
import { point } from '#words/point.ts'
import { learn, t, when } from '#web/ui/words.ts'

learn(point)

const lookMs = 60_000

export function SlotScreen({ building }: { building?: string }) {
  return (
    <div class="stack">
      <h1 tabIndex={-1}>{t('point.slot.title')}</h1>
      {building ? <OfBuilding building={building} /> : <Find />}
      <p class="soft small">{t('point.slot.no-personal')}</p>
    </div>
  )
}

function Trouble({ answer }: { answer?: Answer<unknown> }) {
  if (!answer || answer.ok) return null
  return (
    <Note tone="warn">
      {t(
        answer.why === 'unknown' ? 'point.slot.none' : answer.why === 'busy' ? 'point.slot.busy' : 'point.slot.offline',
      )}
    </Note>
  )
}

function OfBuilding({ building }: { building: string }) {
  const [answer, setAnswer] = useState<Answer<SlotsAnswer>>()
  useEffect(() => {
    const look = async () =>
      setAnswer(await call<SlotsAnswer>('GET', `/v1/public/slots?building=${encodeURIComponent(building)}`))
    void look()
    const timer = setInterval(look, lookMs)
    return () => clearInterval(timer)
  }, [building])
  if (!answer) return <p role="status">{t('kernel.loading')}</p>
  if (!answer.ok) return <Trouble answer={answer} />
  const { name, slots } = answer.body
  return (
    <>
      <h2>{name ?? building}</h2>
      {slots.length === 0 && <Note>{t('point.slot.none')}</Note>}
      {slots.map((slot) => (
        <div key={`${slot.operation} ${slot.number} ${slot.starts}`} class="card stack-tight">
          <p class="soft">{slot.operation}</p>
          <p class="digits number">
            {t('point.slot.when', {
              date: when(slot.starts, 'day'),
              from: when(slot.starts, 'time'),
              to: when(slot.ends, 'time'),
            })}
          </p>
          <p class="strong">{t('point.slot.where', { point: slot.point })}</p>
        </div>
      ))}
    </>
  )
}

function Find() {
  const [community, setCommunity] = useState('')
  const [areas, setAreas] = useState<Answer<PlacesAnswer>>()
  const [buildings, setBuildings] = useState<Answer<PlacesAnswer>>()
  useEffect(() => void call<PlacesAnswer>('GET', '/v1/public/places').then(setAreas), [])
  useEffect(() => {
    setBuildings(undefined)
    if (community) void call<PlacesAnswer>('GET', `/v1/public/places?community=${community}`).then(setBuildings)
  }, [community])
  return (
    <>
      <Trouble answer={areas} />
      <label for="slot-community">{t('point.slot.community')}</label>
      <select id="slot-community" value={community} onChange={(event) => setCommunity(event.currentTarget.value)}>
        <option value="" />
        {areas?.ok &&
          areas.body.rows.map((one) => (
            <option key={one.area} value={one.area}>
              {one.name}
            </option>
          ))}
      </select>
      <Trouble answer={buildings} />
      {buildings?.ok && (
        <ul class="stack-tight">
          {buildings.body.rows.map((one) => (
            <li key={one.area}>
              <a class="button button-wide" href={to('slot', one.area)}>
                {one.name}
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
