// Where a called person stands, in a word and a colour.
import type { CallState } from '#domain/muster/terms.ts'
import { t } from '#web/ui/words.ts'
import type { BoardPerson } from '#rooms/muster/shapes.ts'

const BADGE: Readonly<Record<CallState, string>> = {
  called: '',
  coming: 'badge-info',
  talk: 'badge-warn',
  cannot: 'badge-bad',
  arrived: 'badge-good',
  left: 'badge-good',
  thanked: '',
  absent: 'badge-bad',
  released: '',
}

/** "arrived" heads a column too, where it means the time. */
export const stateText = (state: CallState) =>
  t(state === 'arrived' ? 'console.call.arrived-state' : `console.call.${state}`)

export function CallBadge({ row }: { row: BoardPerson }) {
  return (
    <span class={`badge ${row.silent ? 'badge-warn' : BADGE[row.state]}`}>
      {row.silent ? t('console.call.silent') : stateText(row.state)}
    </span>
  )
}
