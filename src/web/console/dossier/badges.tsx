// Evidence and states as badges: how hours are known is visible wherever hours are.
import type { EntryRow } from '#rooms/dossier/questions.ts'
import { t } from '#web/ui/words.ts'

const EVIDENCE = { scanned: 'badge-good', confirmed: '', typed: 'badge-warn' } as const
const STATES = { open: 'badge-warn', confirmed: 'badge-good', withdrawn: '' } as const

export function EvidenceBadge({ row }: { row: Pick<EntryRow, 'evidence' | 'late'> }) {
  return (
    <span class={`badge ${EVIDENCE[row.evidence]}`}>
      {t(`dossier.evidence.${row.evidence}`)}
      {row.late && ` · ${t('dossier.late')}`}
    </span>
  )
}

export function StateBadges({ row }: { row: EntryRow }) {
  return (
    <>
      <span class={`badge ${STATES[row.state]}`}>{t(`dossier.state.${row.state}`)}</span>
      {row.overlapping && (
        <>
          {' '}
          <span class="badge badge-bad">{t('dossier.overlapping')}</span>
        </>
      )}
      {row.answer && (
        <>
          {' '}
          <span class={`badge ${row.answer === 'disputed' ? 'badge-bad' : 'badge-good'}`}>
            {t(`dossier.answer.${row.answer}`)}
          </span>
        </>
      )}
    </>
  )
}

export const hours = (minutes: number): string => (Math.round(minutes / 6) / 10).toFixed(1)
