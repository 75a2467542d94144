// Who is expected here and who has come: signed in and out by one tap, by whoever runs the place; or by the badge, by
// whoever works its desk. Works with no network.
import { useEffect, useState } from 'preact/hooks'
import { type Answer, ask } from '#web/api/api.ts'
import type { AnswerOf } from '#web/api/contract.ts'
import { dutyText } from '#web/ui/duty.ts'
import { Note, Trouble } from '#web/ui/note.tsx'
import { t, when } from '#web/ui/words.ts'
import { doc, entries, give, holds, keptOf, refresh } from '#web/phone/client.ts'
import { whyNotKept } from '../parts/kept.ts'
import type { ForeseenPlace } from './foresee.ts'
import { canScan, Scan } from './scan.tsx'

/** What a badge's code says: our link, with the round and the person. */
export const personIn = (text: string, round: string): string | undefined =>
  new RegExp(`#/badge/${round}\\.([0-9a-f-]{36})$`).exec(text.trim())?.[1]

type Mark = 'mark-signed-in' | 'mark-signed-out'

/** Who was signed in or out on this phone and is not uploaded yet. */
function marksWaiting(round: string): ReadonlyMap<string, string> {
  return new Map(
    entries.value
      .filter((entry) => entry.state === 'waiting' && entry.envelope.stream.startsWith(`attendance/${round}.`))
      .map((entry) => [entry.envelope.stream.split('.')[1], entry.envelope.command.type]),
  )
}

export function People({ place }: { place: ForeseenPlace }) {
  const [answer, setAnswer] = useState<Answer<unknown>>()
  const [problem, setProblem] = useState('')
  const [done, setDone] = useState('')
  const reads = holds('gridWorker', 'officer', 'dispatcher')
  const key = `attendance/${place.round}.${place.place}`
  useEffect(() => {
    if (reads) void refresh(key, () => ask('attendance', { round: place.round, place: place.place })).then(setAnswer)
  }, [key, doc.value?.body.cursor])
  const rows = keptOf('attendance', key)?.rows ?? []
  const waiting = marksWaiting(place.round)
  const mark = async (person: string, type: Mark) => {
    const why = whyNotKept(
      await give(
        'point',
        `attendance/${place.round}.${person}`,
        type === 'mark-signed-in' ? { type, place: place.place } : { type },
      ),
    )
    setProblem(why)
    const name = rows.find((row) => row.person === person)?.name ?? ''
    setDone(why ? '' : t(type === 'mark-signed-in' ? 'point.marked-in' : 'point.marked-out', { name }))
  }
  const scanned = (text: string) => {
    const person = personIn(text, place.round)
    if (person) void mark(person, 'mark-signed-in')
    else setProblem(t('point.badge-other'))
  }
  return (
    <div class="stack-tight">
      {problem && <Note tone="bad">{problem}</Note>}
      {done && <Note tone="good">{done}</Note>}
      <ScanBadge found={scanned} />
      {!reads && <p class="soft">{t('point.people-runners')}</p>}
      {reads && rows.length === 0 && <Trouble answer={answer} />}
      {reads && answer?.ok && rows.length === 0 && <Note>{t('point.people-none')}</Note>}
      <ul class="stack-tight">
        {rows.map((row) => (
          <PersonLine
            key={row.person}
            row={row}
            said={waiting.get(row.person)}
            mark={(type) => void mark(row.person, type)}
          />
        ))}
      </ul>
    </div>
  )
}

function ScanBadge({ found }: { found(text: string): void }) {
  const [scanning, setScanning] = useState(false)
  if (!canScan) return <Note>{t('point.no-camera')}</Note>
  if (scanning)
    return (
      <>
        <Scan formats={['qr_code']} found={found} failed={() => setScanning(false)} />
        <button type="button" class="button-wide" onClick={() => setScanning(false)}>
          {t('kernel.close')}
        </button>
      </>
    )
  return (
    <button type="button" class="button-wide button-tall" onClick={() => setScanning(true)}>
      {t('point.scan-badge')}
    </button>
  )
}

type Attendance = AnswerOf<'attendance'>['rows'][number]

function stayText({ inAt, outAt }: Attendance): string {
  if (outAt !== null) return t('point.out-since', { time: when(outAt, 'time') })
  return inAt !== null ? t('point.in-since', { time: when(inAt, 'time') }) : t('point.not-in')
}

interface PersonLineProps {
  readonly row: Attendance
  /** What this phone said of them and the server does not know yet. */
  readonly said?: string
  mark(type: Mark): void
}

function PersonLine({ row, said, mark }: PersonLineProps) {
  const here = said ? said === 'mark-signed-in' : row.inAt !== null && row.outAt === null
  return (
    <li class="person card">
      <span>
        <b>{row.name}</b>{' '}
        <span class="soft small">
          {row.unitName} {row.duty && dutyText(row.duty)}
        </span>
        <br />
        <span class="small number">{said ? t('phone.unconfirmed') : stayText(row)}</span>
      </span>
      <button
        type="button"
        class={here ? '' : 'button-good'}
        onClick={() => mark(here ? 'mark-signed-out' : 'mark-signed-in')}
      >
        {t(here ? 'point.mark-out' : 'point.mark-in')}
      </button>
    </li>
  )
}
