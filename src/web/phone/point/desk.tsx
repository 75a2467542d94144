// The desk: a tube, then people into it by one or two taps, the queue, the code that signs others in, and the
// hand-over. All of it with no server for days.
import { useEffect, useState } from 'preact/hooks'
import { bytesOf, codeOf, stepAt } from '#domain/point/keys.ts'
import { codeStepSeconds, issueMax } from '#domain/point/terms.ts'
import { left, waitingPeople } from '#domain/point/desk.ts'
import type { CommandOf } from '#web/api/contract.ts'
import { Note } from '#web/ui/note.tsx'
import { to } from '#web/ui/router.ts'
import { t, when } from '#web/ui/words.ts'
import { deviceId, give, online, self } from '#web/phone/client.ts'
import { whyNotKept } from '../parts/kept.ts'
import { bookOf, type Book } from './book.ts'
import type { ForeseenPlace } from './foresee.ts'
import { HandOver } from './hand.tsx'
import { People } from './people.tsx'
import { Qr } from './qr.tsx'
import { Queue } from './queue.tsx'
import { Register } from './register.tsx'

/** The parts of the desk, by their names. */
const PARTS = {
  register: 'point.person',
  queue: 'point.queue',
  people: 'point.people',
  code: 'point.show-code',
  hand: 'point.hand-over',
} as const

type Part = keyof typeof PARTS

/**
 * With a network, what lies closed is uploaded at once and when the network comes back; so often besides, should one of
 * these be missed.
 */
const uploadMs = 20_000

/** The book of this desk, kept on the phone; what lies closed in it is uploaded whenever there is a network. */
function useBook(place: ForeseenPlace, site: string, failed: (why: string) => void) {
  const [book, setBook] = useState<Book>()
  useEffect(() => void bookOf(self.value!.account, place.round, place.place).then(setBook), [place.round, place.place])
  // Numbers that the server issued and the book does not know yet.
  const issued = JSON.stringify(place.desk?.numbers ?? [])
  useEffect(() => {
    if (book && place.desk) void takeNumbers(book, place.desk.numbers)
  }, [book, issued])
  const upload = async (all: boolean) => {
    if (!book || !place.desk) return
    const kept = await book.queue(await deviceId(), all, (command) => give('point', site, command))
    if (kept && !kept.kept) failed(whyNotKept(kept))
  }
  useEffect(() => {
    if (online.value) void upload(true)
  }, [online.value, book])
  useEffect(() => {
    const timer = setInterval(() => online.value && void upload(true), uploadMs)
    return () => clearInterval(timer)
  }, [book, place.desk])
  return { book, upload }
}

export function Desk({ place }: { place: ForeseenPlace }) {
  const [problem, setProblem] = useState('')
  const [part, setPart] = useState<Part>(place.kind === 'team' ? 'people' : 'register')
  const site = `point/${place.round}.${place.place}`
  const { book, upload } = useBook(place, site, setProblem)
  const say = async (stream: string, command: CommandOf<'point'>) =>
    setProblem(whyNotKept(await give('point', stream, command)))
  return (
    <div class="stack">
      <h1 tabIndex={-1}>
        {place.name} <span class="soft">{t('point.desk')}</span>
      </h1>
      {problem && <Note tone="bad">{problem}</Note>}
      {book && !book.lasting && <Note tone="warn">{t('phone.not-lasting')}</Note>}
      {!place.desk && <People place={place} />}
      {!place.desk && (
        <StartDesk
          start={async () => say(site, { type: 'issue-numbers', device: await deviceId(), count: issueMax })}
        />
      )}
      {place.desk && book && (
        <>
          <BookSaid book={book} />
          <PartChoice part={part} choose={setPart} />
          {part === 'register' && <Register place={place} book={book} closed={() => void upload(online.value)} />}
          {part === 'queue' && (
            <Queue lanes={place.lanes} send={(lane, length) => say(site, { type: 'count-queue', lane, length })} />
          )}
          {part === 'people' && <People place={place} />}
          {part === 'code' && <Code at={`${place.round}.${place.place}`} codeKey={place.desk.codeKey} />}
          {part === 'hand' && <HandOver place={place} book={book} give={(command) => give('point', site, command)} />}
        </>
      )}
      {place.inAt !== null && place.outAt === null && (
        <SignOut
          since={place.inAt}
          signOut={async () => {
            await upload(true)
            void say(`attendance/${place.round}.${self.value!.person}`, { type: 'sign-out' })
          }}
        />
      )}
      <a class="button button-quiet" href={to('point')}>
        {t('kernel.back')}
      </a>
    </div>
  )
}

function StartDesk({ start }: { start(): Promise<void> }) {
  return (
    <div class="card stack-tight">
      <p>{t('point.start-desk-hint', { n: issueMax })}</p>
      <button type="button" class="button-primary button-wide button-tall" onClick={start}>
        {t('point.start-desk')}
      </button>
    </div>
  )
}

function BookSaid({ book }: { book: Book }) {
  return (
    <p class="soft" role="status">
      {t('point.on-device', {
        n: book.state.value.count,
        waiting: waitingPeople(book.state.value) + (book.state.value.open?.people.length ?? 0),
      })}{' '}
      · {t('point.numbers-left', { n: left(book.state.value) })}
    </p>
  )
}

function PartChoice({ part, choose }: { part: Part; choose(part: Part): void }) {
  return (
    <div class="halves" role="group">
      {(['register', 'people', 'code', 'queue', 'hand'] as const).map((one) => (
        <button key={one} type="button" aria-pressed={part === one} onClick={() => choose(one)}>
          {t(PARTS[one])}
        </button>
      ))}
    </div>
  )
}

function SignOut({ since, signOut }: { since: number; signOut(): Promise<void> }) {
  return (
    <button type="button" onClick={signOut}>
      {t('point.sign-out')}
      <span class="soft">
        {'\u00a0· '}
        {t('point.in-since', { time: when(since, 'time') })}
      </span>
    </button>
  )
}

async function takeNumbers(book: Book, numbers: readonly (readonly [number, number])[]): Promise<void> {
  const known = book.issued()
  const fresh = numbers
    .filter(([first]) => !known.has(first))
    .map(([first, last]) => ({ type: 'numbers', first, last }) as const)
  if (fresh.length > 0) await book.write(...fresh)
}

const tickMs = 500

/** The code that signs people in: reckoned here, so that it goes on turning without a server. */
function Code({ at, codeKey }: { at: string; codeKey: string }) {
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs)
    return () => clearInterval(timer)
  }, [])
  const step = stepAt(now)
  const [code, setCode] = useState('')
  useEffect(() => setCode(codeOf(bytesOf(codeKey), step)), [codeKey, step])
  if (!code) return null
  return (
    <div class="card stack-tight centre">
      <Qr text={`${location.origin}/${to('point', at, code)}`} label={t('point.show-code')} />
      <p class="code number">
        {code.slice(0, 4)} {code.slice(4)}
      </p>
      <progress
        max={codeStepSeconds * 1000}
        value={(step + 1) * codeStepSeconds * 1000 - now}
        aria-label={t('phone.lead.left')}
      />
    </div>
  )
}
