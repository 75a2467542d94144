// Narrowing the dossier: by words, by how hours are known, and by where an entry stands.
import { entryStates, evidences, type Evidence } from '#domain/dossier/terms.ts'
import type { ParamsOf } from '#web/api/contract.ts'
import { t } from '#web/ui/words.ts'

type Filter = (typeof entryStates)[number] | 'overlapping' | 'disputed' | ''
const FILTERS: readonly Filter[] = ['open', 'confirmed', 'overlapping', 'disputed', 'withdrawn', '']

export interface Narrowing {
  readonly filter: Filter
  readonly evidence: Evidence | ''
  readonly search: string
}

/** What the server narrows by; words are searched here. */
export const paramsOf = ({ filter, evidence }: Narrowing): ParamsOf<'entries'> => ({
  ...(filter === 'overlapping' || filter === 'disputed' ? { only: filter } : filter ? { state: filter } : {}),
  ...(evidence && { evidence }),
})

interface NarrowingBarProps {
  readonly by: Narrowing
  change(more: Partial<Narrowing>): void
}

export function NarrowingBar({ by, change }: NarrowingBarProps) {
  return (
    <div class="bar">
      <div class="grow">
        <label for="dossier-search">{t('kernel.search')}</label>
        <input
          id="dossier-search"
          type="search"
          value={by.search}
          onInput={(event) => change({ search: event.currentTarget.value })}
        />
      </div>
      <EvidenceFilter evidence={by.evidence} choose={(evidence) => change({ evidence })} />
      <div role="group" aria-label={t('dossier.state')} class="row">
        {FILTERS.map((one) => (
          <button key={one} type="button" aria-pressed={by.filter === one} onClick={() => change({ filter: one })}>
            {one === '' ? t('console.all') : t(`dossier.filter.${one}`)}
          </button>
        ))}
      </div>
    </div>
  )
}

function EvidenceFilter({ evidence, choose }: { evidence: Evidence | ''; choose(evidence: Evidence | ''): void }) {
  return (
    <div>
      <label for="dossier-evidence">{t('dossier.row.evidence')}</label>
      <select
        id="dossier-evidence"
        value={evidence}
        onChange={(event) => choose(event.currentTarget.value as Evidence | '')}
      >
        <option value="">{t('console.all')}</option>
        {evidences.map((one) => (
          <option key={one} value={one}>
            {t(`dossier.evidence.${one}`)}
          </option>
        ))}
      </select>
    </div>
  )
}
