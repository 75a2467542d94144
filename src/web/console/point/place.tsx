// One point beside the board: who is expected, who is there, and how it is known; a leader signs in and out for others.
import { useState } from 'preact/hooks'
import type { PointRow } from '#rooms/point/board.ts'
import type { AnswerOf, CommandOf } from '#web/api/contract.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { give } from '#web/console/parts/give.ts'
import { announce } from '#web/console/parts/toasts.tsx'
import { Trouble } from '#web/ui/note.tsx'
import { t, when } from '#web/ui/words.ts'

type Attendance = AnswerOf<'attendance'>['rows'][number]
const isHere = (one: Attendance) => one.inAt !== null && one.outAt === null

/** Expected from when; or in or out since when, and how that is known. */
function stayText(one: Attendance): string {
  if (one.inAt === null) return `${t('point.expected')} ${one.starts === null ? '' : when(one.starts, 'time')}`
  const since = isHere(one)
    ? t('point.in-since', { time: when(one.inAt, 'time') })
    : t('point.out-since', { time: when(one.outAt ?? one.inAt, 'time') })
  const evidence = one.evidence && t(`point.evidence.${one.evidence}`)
  return `${since} · ${evidence}${one.late ? t('point.late') : ''}`
}

export function PlacePanel({ round, row, close }: { round: string; row: PointRow; close(): void }) {
  const asked = useAsked('attendance', { round, place: row.point }, ['attendance', 'roster'])
  const [busy, setBusy] = useState(false)
  const mark = async (person: string, command: CommandOf<'point'>) => {
    setBusy(true)
    const outcome = await give('point', `attendance/${round}.${person}`, command)
    setBusy(false)
    if (!outcome.ok) announce(outcome.text, 'bad')
    asked.again()
  }
  return (
    <aside class="card panel stack-tight" aria-label={row.name}>
      <header class="dialog-head">
        <h2>{row.name}</h2>
        <button type="button" class="button-quiet" aria-label={t('kernel.close')} onClick={close}>
          ✕
        </button>
      </header>
      <p class="number">
        {row.queue.map((lane) => `${t('point.lane-n', { n: lane.lane })} ${lane.length}`).join(' · ')}
      </p>
      <h3>{t('point.attendance')}</h3>
      <Trouble answer={asked.trouble} />
      <ul class="stack-tight">
        {asked.body?.rows.map((one) => {
          const here = isHere(one)
          return (
            <li key={one.person} class="row">
              <span class="grow">
                <span class="strong">{one.name}</span> <span class="soft">{one.unitName}</span>
                <br />
                <span class="soft small">{stayText(one)}</span>
              </span>
              <button
                type="button"
                disabled={busy}
                onClick={() =>
                  void mark(
                    one.person,
                    here ? { type: 'mark-signed-out' } : { type: 'mark-signed-in', place: row.point },
                  )
                }
              >
                {t(here ? 'point.mark-out' : 'point.mark-in')}
                <span class="sr-only"> {one.name}</span>
              </button>
            </li>
          )
        })}
      </ul>
    </aside>
  )
}
