// Which muster needs a person soonest.
import type { MusterRow } from '#rooms/muster/shapes.ts'
import { wantingOf } from './figures.tsx'

const MINUTE_MS = 60_000
/** An hour without being filled weighs as much as sixty per cent of open seats. */
const MINUTES_MAX = 60

/**
 * Greater is sooner: unheard, then a wave that waits, then most seats open for longest. Drills and what is over come
 * last.
 */
export function urgency(row: MusterRow, now: number): number {
  // Among those over, the newest first.
  if (row.phase === 'over') return row.blownAt / 1e15 - 1e9
  const open =
    row.phase === 'running'
      ? (wantingOf(row) / row.needed) * 100 + Math.min(MINUTES_MAX, (now - row.blownAt) / MINUTE_MS)
      : -100
  return (row.drill ? -1e6 : 0) + (row.unheard ? 1e4 : 0) + (row.wanting ? 1e3 : 0) + open
}
