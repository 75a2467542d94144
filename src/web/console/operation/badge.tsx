// The state of a round, as a badge.
import type { RoundRow } from '#views/rounds.ts'
import { t } from '#web/words/words.ts'

const TONES = { draft: '', published: 'badge-info', running: 'badge-good', closed: '', reported: '' } as const

export const StateBadge = ({ state }: { state: RoundRow['state'] }) => (
  <span class={`badge ${TONES[state]}`}>{t(`operation.state.${state}`)}</span>
)
