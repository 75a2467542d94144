// The state of a round, as a badge.
import type { RoundRow } from '#rooms/operation/views/rounds.ts'
import { t } from '#web/ui/words.ts'

const TONES = { draft: '', published: 'badge-info', running: 'badge-good', closed: '', reported: '' } as const

export const StateBadge = ({ state }: { state: RoundRow['state'] }) => (
  <span class={`badge ${TONES[state]}`}>{t(`operation.state.${state}`)}</span>
)
