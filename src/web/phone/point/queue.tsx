// Counting who waits, lane by lane, by tap; the count is sent when it has stood still, or at once.
import { useEffect, useState } from 'preact/hooks'
import { queueMax } from '#domain/point/terms.ts'
import { t } from '#web/ui/words.ts'

/** So long after the last tap a count is sent by itself. */
const stillMs = 4_000

export function Queue({ lanes, send }: { lanes: number; send(lane: number, length: number): void }) {
  const [counts, setCounts] = useState<Readonly<Record<number, number>>>({})
  const [sent, setSent] = useState<Readonly<Record<number, number>>>({})
  const [changed, setChanged] = useState<number>()
  const tell = (lane: number) => {
    if (counts[lane] === undefined || counts[lane] === sent[lane]) return
    send(lane, counts[lane])
    setSent({ ...sent, [lane]: counts[lane] })
  }
  useEffect(() => {
    if (changed === undefined) return
    const timer = setTimeout(() => tell(changed), stillMs)
    return () => clearTimeout(timer)
  }, [changed, counts])
  const change = (lane: number, by: number) => {
    setChanged(lane)
    setCounts({ ...counts, [lane]: Math.min(queueMax, Math.max(0, (counts[lane] ?? 0) + by)) })
  }
  return (
    <ul class="stack-tight">
      {Array.from({ length: Math.max(lanes, 1) }, (_, at) => at + 1).map((lane) => (
        <li key={lane} class="card stack-tight">
          <p>
            <span class="strong">{t('point.lane-n', { n: lane })}</span>{' '}
            <span class="number">{t('point.queue-n', { n: counts[lane] ?? 0 })}</span>
          </p>
          <div class="thirds">
            <button type="button" onClick={() => change(lane, -1)}>
              −1<span class="sr-only"> {t('point.less')}</span>
            </button>
            <button type="button" onClick={() => change(lane, 1)}>
              +1<span class="sr-only"> {t('point.more')}</span>
            </button>
            <button type="button" onClick={() => change(lane, 10)}>
              +10
            </button>
          </div>
          <button type="button" class="button-good" onClick={() => tell(lane)}>
            {sent[lane] !== undefined && sent[lane] === counts[lane]
              ? t('point.counted', { n: sent[lane] })
              : t('point.send-count')}
          </button>
        </li>
      ))}
    </ul>
  )
}
