// Registering: scan or type a tube, then each person by one tap on their door, by their own code, or by a document's
// number. The pure rules of the desk judge; a refusal is said at once.
import { useEffect, useState } from 'preact/hooks'
import { doorOf, type AreaId } from '#domain/kernel/area.ts'
import { addPerson, openTube, type Judged, type Sealed } from '#domain/point/desk.ts'
import { subjectOf } from '#domain/point/keys.ts'
import { tubeSizes, type TubeSize } from '#domain/point/terms.ts'
import { layOut, nameOfDoor, type Numbering } from '#domain/visit/matrix.ts'
import { ask } from '#web/api/api.ts'
import { Note } from '#web/ui/note.tsx'
import { t, whyRefused } from '#web/ui/words.ts'
import { holds, keptOf, refresh } from '#web/phone/client.ts'
import type { Book } from './book.ts'
import type { ForeseenPlace } from './foresee.ts'
import { canScan, Scan, tubeFormats } from './scan.tsx'

interface Person {
  readonly subject: string
  readonly household: AreaId | ''
  readonly sealed?: Sealed
}

export function Register({ place, book, closed }: { place: ForeseenPlace; book: Book; closed(): void }) {
  const [told, setTold] = useState<{ tone: 'good' | 'bad'; text: string }>()
  const [twice, setTwice] = useState<Person>()
  const [way, setWay] = useState<'household' | 'code' | 'hand'>('household')
  const desk = book.state.value
  const { open } = desk
  const take = async (judged: Judged): Promise<boolean> => {
    if ('refused' in judged) {
      setTold({ tone: 'bad', text: whyRefused('point', judged.refused, judged.detail) })
      return false
    }
    try {
      await book.write(judged.entry)
      return true
    } catch {
      setTold({ tone: 'bad', text: t('phone.not-kept.full') })
      return false
    }
  }
  const startTube = async (code: string, size: TubeSize, lane: number) => {
    if (await take(openTube(desk, code.trim().toUpperCase(), size, lane))) setTold(undefined)
    closed()
  }
  const add = async (person: Person, anyway = false) => {
    const judged = addPerson(book.state.peek(), { ...person, at: Date.now() }, anyway)
    setTwice('refused' in judged && judged.refused === 'already-here' ? person : undefined)
    if (!(await take(judged)) || !('entry' in judged) || judged.entry.type !== 'person') return
    setTold({ tone: 'good', text: t('point.added', { number: judged.entry.number }) })
    navigator.vibrate?.(40)
    const now = book.state.peek().open
    // A full tube closes itself: one tap less, and nothing of it waits on this phone alone.
    if (now && now.people.length >= now.size) {
      await book.write({ type: 'closed' })
      closed()
    }
  }
  return (
    <div class="stack">
      {told && <Note tone={told.tone}>{told.text}</Note>}
      {twice && (
        <button type="button" class="button-wide" onClick={() => void add(twice, true)}>
          {t('point.anyway')}
        </button>
      )}
      {!open ? (
        <Tube lanes={place.lanes} start={startTube} />
      ) : (
        <>
          <p class="strong number">
            {open.code} · {t('point.tube-in', { n: open.people.length, size: open.size })}
          </p>
          <progress
            max={open.size}
            value={open.people.length}
            aria-label={t('point.tube-in', { n: open.people.length, size: open.size })}
          />
          <div class="thirds" role="group">
            {(['household', 'code', 'hand'] as const).map((one) => (
              <button key={one} type="button" aria-pressed={way === one} onClick={() => setWay(one)}>
                {t(`point.by-${one}`)}
              </button>
            ))}
          </div>
          {way === 'household' && <ByHousehold place={place} book={book} add={add} />}
          {way === 'code' &&
            (canScan ? (
              <Scan
                formats={['qr_code']}
                found={(text) =>
                  void add({ subject: subjectOf(place.desk!.subjectKey, `code ${text}`), household: '' })
                }
                failed={() => setWay('hand')}
              />
            ) : (
              <Note>{t('point.no-camera')}</Note>
            ))}
          {way === 'hand' && (
            <ByHand
              add={(sealed) =>
                add({
                  subject: subjectOf(
                    place.desk!.subjectKey,
                    sealed.number ? `number ${sealed.number}` : `name ${sealed.name} ${sealed.phone ?? ''}`,
                  ),
                  household: '',
                  sealed,
                })
              }
            />
          )}
          <div class="halves">
            <button
              type="button"
              disabled={open.people.length === 0}
              onClick={() => {
                const last = open.people[open.people.length - 1]
                if (last) void book.write({ type: 'undone', number: last.number }).then(() => setTold(undefined))
              }}
            >
              {t('point.undo')}
            </button>
            <button
              type="button"
              class="button-good"
              onClick={async () => {
                await book.write({ type: 'closed' })
                closed()
              }}
            >
              {t('point.close-tube')}
            </button>
          </div>
        </>
      )}
    </div>
  )
}

const sizeKey = 'muster-tube-size'
function lastSize(): TubeSize {
  try {
    const kept = Number(localStorage.getItem(sizeKey))
    return tubeSizes.find((size) => size === kept) ?? 10
  } catch {
    return 10
  }
}

function Tube({ lanes, start }: { lanes: number; start(code: string, size: TubeSize, lane: number): void }) {
  const [code, setCode] = useState('')
  const [size, setSize] = useState<TubeSize>(lastSize)
  const [lane, setLane] = useState(1)
  const [scanning, setScanning] = useState(canScan)
  const choose = (next: TubeSize) => {
    setSize(next)
    try {
      localStorage.setItem(sizeKey, String(next))
    } catch {
      // Chosen anew next time.
    }
  }
  return (
    <form
      class="stack-tight"
      onSubmit={(event) => {
        event.preventDefault()
        start(code, size, lane)
      }}
    >
      <div class="thirds" role="group" aria-label={t('point.tube')}>
        {tubeSizes.map((one) => (
          <button key={one} type="button" aria-pressed={size === one} onClick={() => choose(one)}>
            {t(`point.size.${one}`)}
          </button>
        ))}
      </div>
      {lanes > 1 && (
        <select
          aria-label={t('point.lane')}
          value={lane}
          onChange={(event) => setLane(Number(event.currentTarget.value))}
        >
          {Array.from({ length: lanes }, (_, n) => (
            <option key={n} value={n + 1}>
              {t('point.lane-n', { n: n + 1 })}
            </option>
          ))}
        </select>
      )}
      {scanning && (
        <Scan formats={tubeFormats} found={(text) => start(text, size, lane)} failed={() => setScanning(false)} />
      )}
      <label for="tube">{t('point.tube-code')}</label>
      <input
        id="tube"
        autoComplete="off"
        autoCapitalize="characters"
        maxLength={32}
        value={code}
        onInput={(event) => setCode(event.currentTarget.value)}
      />
      <button type="submit" class="button-primary button-wide button-tall">
        {t('point.new-tube')}
      </button>
    </form>
  )
}

function ByHand({ add }: { add(sealed: Sealed): void }) {
  const [number, setNumber] = useState('')
  const [name, setName] = useState('')
  return (
    <form
      class="stack-tight"
      onSubmit={(event) => {
        event.preventDefault()
        if (number.trim() || name.trim()) {
          add({
            ...(name.trim() && { name: name.trim() }),
            ...(number.trim() && { number: number.trim().toUpperCase() }),
          })
          setNumber('')
          setName('')
        }
      }}
    >
      <label for="id-number">{t('point.id-number')}</label>
      <input
        id="id-number"
        autoComplete="off"
        maxLength={32}
        value={number}
        onInput={(event) => setNumber(event.currentTarget.value)}
      />
      <label for="person-name">{t('point.name')}</label>
      <input
        id="person-name"
        autoComplete="off"
        maxLength={40}
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <button type="submit" class="button-primary button-wide button-tall">
        {t('point.add')}
      </button>
    </form>
  )
}

/** Where nobody may read the household list, floors and flats are offered up to these. */
const floorsMax = 33
const flatsMax = 8

/** One tap a person where the list of doors may be read; two, floor and flat, where it may not. */
function ByHousehold({ place, book, add }: { place: ForeseenPlace; book: Book; add(person: Person): void }) {
  const name = `desk-buildings/${place.round}.${place.place}`
  useEffect(() => void refresh(name, () => ask('desk-buildings', { round: place.round, place: place.place })), [name])
  const buildings = keptOf('desk-buildings', name)?.rows ?? []
  const [chosen, setChosen] = useState('')
  const building = buildings.find((one) => one.building === chosen) ?? buildings[0]
  const mayRead = holds('gridWorker', 'officer', 'dispatcher', 'steward')
  const listed = building && `households/${building.building}`
  useEffect(() => {
    if (listed && mayRead) void refresh(listed, () => ask('households', { building: building.building }))
  }, [listed])
  if (!building) return <Note>{t('kernel.loading')}</Note>
  const doors = (listed ? keptOf('households', listed) : undefined)?.rows ?? []
  const counts = new Map<string, number>()
  for (const tube of [...book.state.value.closed, ...(book.state.value.open ? [book.state.value.open] : [])])
    for (const person of tube.people) counts.set(person.household, (counts.get(person.household) ?? 0) + 1)
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
        layOut(
          doors.map((one) => doorOf(one.household)),
          numbering,
        ).map(({ entrance, rows }) => (
          <div key={entrance} class="matrix">
            {rows.map((row) => (
              <div key={row.floor} class="matrix-row">
                {row.doors.map((door, at) =>
                  door ? (
                    <button
                      key={door}
                      type="button"
                      class={counts.has(`${building.building}-${door}`) ? 'button-good' : ''}
                      onClick={() => register(door)}
                    >
                      {nameOfDoor(door, numbering)}
                      {counts.has(`${building.building}-${door}`) && ` ·${counts.get(`${building.building}-${door}`)}`}
                    </button>
                  ) : (
                    <span key={at} />
                  ),
                )}
              </div>
            ))}
          </div>
        ))
      ) : (
        <Pad numbering={numbering} register={register} />
      )}
    </div>
  )
}

function Pad({ numbering, register }: { numbering: Numbering; register(door: string): void }) {
  const [floor, setFloor] = useState<number>()
  const [entrance, setEntrance] = useState(1)
  const [yard, setYard] = useState('')
  const two = (n: number) => String(n).padStart(2, '0')
  if (numbering === 'yards')
    return (
      <form
        class="stack-tight"
        onSubmit={(event) => {
          event.preventDefault()
          if (/^\d{1,4}$/.test(yard)) {
            register(yard.padStart(4, '0'))
            setYard('')
          }
        }}
      >
        <label for="yard">{t('point.household')}</label>
        <input
          id="yard"
          inputMode="numeric"
          maxLength={4}
          value={yard}
          onInput={(event) => setYard(event.currentTarget.value.replace(/\D/g, ''))}
        />
        <button type="submit" class="button-primary button-wide">
          {t('point.add')}
        </button>
      </form>
    )
  return (
    <div class="stack-tight">
      {numbering === 'entrances' && (
        <div class="matrix-row">
          {[1, 2, 3, 4, 5, 6].map((n) => (
            <button key={n} type="button" aria-pressed={entrance === n} onClick={() => setEntrance(n)}>
              {t('visit.entrance', { n })}
            </button>
          ))}
        </div>
      )}
      {floor === undefined ? (
        <div class="keypad keypad-wide">
          {Array.from({ length: floorsMax }, (_, n) => n + 1).map((n) => (
            <button key={n} type="button" onClick={() => setFloor(n)}>
              {n}
            </button>
          ))}
        </div>
      ) : (
        <div class="keypad">
          {Array.from({ length: flatsMax }, (_, n) => n + 1).map((n) => (
            <button
              key={n}
              type="button"
              onClick={() => {
                register(numbering === 'entrances' ? `${two(floor)}${entrance - 1}${n}` : `${two(floor)}${two(n)}`)
                setFloor(undefined)
              }}
            >
              {floor}
              {two(n)}
            </button>
          ))}
          <button type="button" class="word" onClick={() => setFloor(undefined)}>
            {t('kernel.back')}
          </button>
        </div>
      )}
    </div>
  )
}
