// Registering: scan or type a tube, then each person by one tap on their door, by their own code, or by a document's
// number. The pure rules of the desk judge; a refusal is said at once.
import { useState } from 'preact/hooks'
import type { AreaId } from '#domain/kernel/area.ts'
import { addPerson, openTube, type Judged, type Sealed } from '#domain/point/desk.ts'
import { subjectOf } from '#domain/point/keys.ts'
import type { TubeSize } from '#domain/point/terms.ts'
import { Note } from '#web/ui/note.tsx'
import { t, whyRefused } from '#web/ui/words.ts'
import type { Book } from './book.ts'
import type { ForeseenPlace } from './foresee.ts'
import { ByHousehold } from './household.tsx'
import { canScan, Scan } from './scan.tsx'
import { Tube } from './tube.tsx'

interface Person {
  readonly subject: string
  readonly household: AreaId | ''
  readonly sealed?: Sealed
}

type Way = 'household' | 'code' | 'hand'
type Told = { readonly tone: 'good' | 'bad'; readonly text: string }
type Add = (person: Person, anyway?: boolean) => Promise<void>

/** What the desk's rules say of a tube or a person is told, and written into the book where they allow it. */
function useRegistering(book: Book, closed: () => void) {
  const [told, setTold] = useState<Told>()
  const [twice, setTwice] = useState<Person>()
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
    if (await take(openTube(book.state.value, code.trim().toUpperCase(), size, lane))) setTold(undefined)
    closed()
  }
  const add: Add = async (person, anyway = false) => {
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
  const undo = async () => {
    const last = book.state.peek().open?.people.slice(-1)[0]
    if (!last) return
    await book.write({ type: 'undone', number: last.number })
    setTold(undefined)
  }
  return { told, twice, startTube, add, undo }
}

export function Register({ place, book, closed }: { place: ForeseenPlace; book: Book; closed(): void }) {
  const { told, twice, startTube, add, undo } = useRegistering(book, closed)
  const [way, setWay] = useState<Way>('household')
  const { open } = book.state.value
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
          <TubeSaid tube={open} />
          <Ways way={way} choose={setWay} place={place} book={book} add={add} />
          <div class="halves">
            <button type="button" disabled={open.people.length === 0} onClick={() => void undo()}>
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

function TubeSaid({ tube: { code, people, size } }: { tube: NonNullable<Book['state']['value']['open']> }) {
  return (
    <>
      <p class="strong number">
        {code} · {t('point.tube-in', { n: people.length, size })}
      </p>
      <progress max={size} value={people.length} aria-label={t('point.tube-in', { n: people.length, size })} />
    </>
  )
}

interface WaysProps {
  readonly way: Way
  readonly place: ForeseenPlace
  readonly book: Book
  add: Add
  choose(way: Way): void
}

/** By the door, by the person's own code, or by hand. */
function Ways({ way, choose, place, book, add }: WaysProps) {
  const subject = (text: string) => subjectOf(place.desk!.subjectKey, text)
  return (
    <>
      <div class="thirds" role="group">
        {(['household', 'code', 'hand'] as const).map((one) => (
          <button key={one} type="button" aria-pressed={way === one} onClick={() => choose(one)}>
            {t(`point.by-${one}`)}
          </button>
        ))}
      </div>
      {way === 'household' && <ByHousehold place={place} book={book} add={add} />}
      {way === 'code' &&
        (canScan ? (
          <Scan
            formats={['qr_code']}
            found={(text) => void add({ subject: subject(`code ${text}`), household: '' })}
            failed={() => choose('hand')}
          />
        ) : (
          <Note>{t('point.no-camera')}</Note>
        ))}
      {way === 'hand' && (
        <ByHand
          add={(sealed) =>
            add({
              subject: subject(sealed.number ? `number ${sealed.number}` : `name ${sealed.name} ${sealed.phone ?? ''}`),
              household: '',
              sealed,
            })
          }
        />
      )}
    </>
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
