// Who is expected here and who has come: signed in and out by one tap, by whoever runs the place; or by the badge, by
// whoever works its desk. Works with no network.
import { useEffect, useState } from 'preact/hooks'
import { type Answer, ask } from '#web/api/api.ts'
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

export function People({ place }: { place: ForeseenPlace }) {
  const [answer, setAnswer] = useState<Answer<unknown>>()
  const [problem, setProblem] = useState('')
  const [done, setDone] = useState('')
  const [scanning, setScanning] = useState(false)
  const reads = holds('gridWorker', 'officer', 'dispatcher')
  const key = `attendance/${place.round}.${place.place}`
  useEffect(() => {
    if (reads) void refresh(key, () => ask('attendance', { round: place.round, place: place.place })).then(setAnswer)
  }, [key, doc.value?.body.cursor])
  const rows = keptOf('attendance', key)?.rows ?? []
  const waiting = new Map(
    entries.value
      .filter((entry) => entry.state === 'waiting' && entry.envelope.stream.startsWith(`attendance/${place.round}.`))
      .map((entry) => [entry.envelope.stream.split('.')[1], entry.envelope.command.type]),
  )
  const mark = async (person: string, type: 'mark-signed-in' | 'mark-signed-out') => {
    const why = whyNotKept(
      await give(
        'point',
        `attendance/${place.round}.${person}`,
        type === 'mark-signed-in' ? { type, place: place.place } : { type },
      ),
    )
    setProblem(why)
    setDone(
      why
        ? ''
        : t(type === 'mark-signed-in' ? 'point.marked-in' : 'point.marked-out', {
            name: rows.find((row) => row.person === person)?.name ?? '',
          }),
    )
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
      {scanning ? (
        <>
          <Scan formats={['qr_code']} found={scanned} failed={() => setScanning(false)} />
          <button type="button" class="button-wide" onClick={() => setScanning(false)}>
            {t('kernel.close')}
          </button>
        </>
      ) : canScan ? (
        <button type="button" class="button-wide button-tall" onClick={() => setScanning(true)}>
          {t('point.scan-badge')}
        </button>
      ) : (
        <Note>{t('point.no-camera')}</Note>
      )}
      {!reads && <p class="soft">{t('point.people-runners')}</p>}
      {reads && rows.length === 0 && <Trouble answer={answer} />}
      {reads && answer?.ok && rows.length === 0 && <Note>{t('point.people-none')}</Note>}
      <ul class="stack-tight">
        {rows.map((row) => {
          const said = waiting.get(row.person)
          const here = said ? said === 'mark-signed-in' : row.inAt !== null && row.outAt === null
          return (
            <li key={row.person} class="person card">
              <span>
                <b>{row.name}</b>{' '}
                <span class="soft small">
                  {row.unitName} {row.duty && dutyText(row.duty)}
                </span>
                <br />
                <span class="small number">
                  {said
                    ? t('phone.unconfirmed')
                    : here
                      ? t('point.in-since', { time: when(row.inAt!, 'time') })
                      : row.outAt !== null
                        ? t('point.out-since', { time: when(row.outAt, 'time') })
                        : t('point.not-in')}
                </span>
              </span>
              <button
                type="button"
                class={here ? '' : 'button-good'}
                onClick={() => void mark(row.person, here ? 'mark-signed-out' : 'mark-signed-in')}
              >
                {t(here ? 'point.mark-out' : 'point.mark-in')}
              </button>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
