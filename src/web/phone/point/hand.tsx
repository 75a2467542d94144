// From phone to phone with no network: what waits here as a row of QR codes, shown in turn and read in any order; or
// half of the numbers left, so that another phone can start a desk.
import { useEffect, useState } from 'preact/hooks'
import { nextCommand, foldDesk, numbersToGive } from '#domain/point/desk.ts'
import { pack, unpack, type Handover } from '#domain/point/handover.ts'
import { missingOf, pagesOf, readPage, type Gathered } from '#domain/point/pages.ts'
import type { PointCommand } from '#domain/point/commands.ts'
import type { CommandOf } from '#web/api/contract.ts'
import type { Kept } from '#web/outbox/outbox.ts'
import { Note } from '#web/ui/note.tsx'
import { t } from '#web/ui/words.ts'
import { deviceId, entries } from '#web/phone/client.ts'
import { whyNotKept } from '../parts/kept.ts'
import type { Book } from './book.ts'
import type { ForeseenPlace } from './foresee.ts'
import { Qr } from './qr.tsx'
import { canScan, Scan } from './scan.tsx'

type Register = Extract<PointCommand, { type: 'register' }>
/** A page is shown so long: four cameras in five read it in that time. */
const pageMs = 350
/** Commands in one hand-over: some 60 pages, half a minute. */
const commandsMost = 40

interface HandOverProps {
  readonly place: ForeseenPlace
  readonly book: Book
  give(command: CommandOf<'point'>): Promise<Kept>
}

/** Closed tubes and what waits in the outbox: everything that only this phone has. */
async function collect(book: Book, site: string): Promise<Register[]> {
  await book.write({ type: 'closed' })
  const device = await deviceId()
  const commands = entries.value
    .filter(
      (entry) =>
        entry.state === 'waiting' && entry.envelope.stream === site && entry.envelope.command.type === 'register',
    )
    .map((entry) => entry.envelope.command as Register)
  let state = book.state.peek()
  for (
    let ready = nextCommand(state, device, true);
    ready && commands.length < commandsMost;
    ready = nextCommand(state, device, true)
  ) {
    commands.push(ready.command)
    state = foldDesk(state, { type: 'queued', tubes: ready.tubes })
  }
  return commands.slice(0, commandsMost)
}

type Share = NonNullable<ReturnType<typeof numbersToGive>>

/** What another phone needs to start a desk here: its share of the numbers, and the keys. */
const deskOf = (place: ForeseenPlace, desk: NonNullable<ForeseenPlace['desk']>, numbers: Share): Handover => ({
  kind: 'desk',
  round: place.round,
  place: place.place,
  area: place.area,
  name: place.name,
  lanes: place.lanes,
  ...numbers,
  subjectKey: desk.subjectKey,
  codeKey: desk.codeKey,
  starts: place.starts,
  ends: place.ends,
})

export function HandOver({ place, book, give }: HandOverProps) {
  const [showing, setShowing] = useState<readonly string[]>()
  const [reading, setReading] = useState(false)
  const site = `point/${place.round}.${place.place}`
  const show = (handover: Handover) => setShowing(pagesOf(pack(handover)))
  const giveNumbers = async () => {
    const numbers = numbersToGive(book.state.peek())
    if (!numbers || !place.desk) return
    await book.write({ type: 'numbers-given', ...numbers })
    show(deskOf(place, place.desk, numbers))
  }
  if (showing) return <Pages pages={showing} done={() => setShowing(undefined)} />
  if (reading) return <Receive book={book} site={site} give={give} done={() => setReading(false)} />
  return (
    <div class="stack-tight">
      <p>{t('point.hand-over-hint')}</p>
      <button
        type="button"
        class="button-primary button-wide button-tall"
        onClick={async () => {
          const commands = await collect(book, site)
          if (commands.length > 0) show({ kind: 'registrations', round: place.round, place: place.place, commands })
        }}
      >
        {t('point.hand-over')}
      </button>
      <button type="button" class="button-wide" onClick={() => void giveNumbers()}>
        {t('point.hand-numbers')}
      </button>
      {canScan ? (
        <button type="button" class="button-wide" onClick={() => setReading(true)}>
          {t('point.receive')}
        </button>
      ) : (
        <Note>{t('point.no-camera')}</Note>
      )}
    </div>
  )
}

function Pages({ pages, done }: { pages: readonly string[]; done(): void }) {
  const [at, setAt] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setAt((n) => (n + 1) % pages.length), pageMs)
    return () => clearInterval(timer)
  }, [pages])
  return (
    <div class="card stack-tight centre">
      <Qr text={pages[at]} label={t('point.page-n', { n: at + 1, count: pages.length })} ecc="L" />
      <p class="number">{t('point.page-n', { n: at + 1, count: pages.length })}</p>
      <button type="button" class="button-good button-wide" onClick={done}>
        {t('point.hand-done')}
      </button>
    </div>
  )
}

function Receive({
  book,
  site,
  give,
  done,
}: {
  book: Book
  site: string
  give(command: CommandOf<'point'>): Promise<Kept>
  done(): void
}) {
  const [gathered, setGathered] = useState<Gathered>()
  const [told, setTold] = useState<{ tone: 'good' | 'bad' | 'info'; text: string }>()
  const takeIn = async (bytes: Uint8Array) => {
    const handover = unpack(bytes)
    if (!handover || `point/${handover.round}.${handover.place}` !== site)
      return setTold({ tone: 'bad', text: t('point.wrong-page') })
    if (handover.kind === 'desk') {
      await book.write({ type: 'numbers', first: handover.first, last: handover.last })
      return setTold({
        tone: 'good',
        text: t('point.received-desk', { name: handover.name, first: handover.first, last: handover.last }),
      })
    }
    let people = 0
    for (const command of handover.commands) {
      const kept = await give(command)
      if (!kept.kept) return setTold({ tone: 'bad', text: whyNotKept(kept) })
      people += command.people.length
    }
    setTold({ tone: 'good', text: t('point.received', { n: people }) })
  }
  const found = (text: string) => {
    const read = readPage(gathered, text)
    if (read.read === 'other') setTold({ tone: 'bad', text: t('point.wrong-page') })
    if (read.read !== 'page' && read.read !== 'whole') return
    const isNew = gathered?.pages.size !== read.gathered.pages.size
    setGathered(read.gathered)
    if (read.read === 'whole' && isNew) void takeIn(read.bytes)
  }
  return (
    <div class="stack-tight">
      {told && <Note tone={told.tone}>{told.text}</Note>}
      {gathered && gathered.pages.size < gathered.count && (
        <p role="status">
          {t('point.page-n', { n: gathered.pages.size, count: gathered.count })} ·{' '}
          {t('point.missing', {
            pages: missingOf(gathered, 8)
              .map((n) => n + 1)
              .join(' '),
          })}
        </p>
      )}
      <Scan formats={['qr_code']} found={found} failed={done} />
      <button type="button" onClick={done}>
        {t('kernel.back')}
      </button>
    </div>
  )
}
