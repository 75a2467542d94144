// Narrowing the seats of a round: by words, area, and state.
import { useMemo } from 'preact/hooks'
import { areaOptions, areaPath, areas } from '#web/console/session/areas.ts'
import { Combo } from '#web/console/parts/combo.tsx'
import { narrowed, searchable } from '#web/console/parts/filters.ts'
import type { FilledProps } from '#web/console/parts/form.tsx'
import { preferences } from '#web/ui/preferences.ts'
import { t } from '#web/ui/words.ts'
import { dutyOf, whereText } from './reasons.ts'
import { filters, fitsFilter, type SeatFilter, type SeatRow } from './seats.ts'

export interface Narrowing {
  readonly filter: SeatFilter
  readonly area?: string
  readonly search: string
}

export function useNarrowed(all: readonly SeatRow[], { filter, area, search }: Narrowing): readonly SeatRow[] {
  const list = useMemo(
    () =>
      searchable(
        all,
        (row) =>
          `${row.held?.name ?? ''} ${row.held?.phone ?? ''} ${row.held?.unit ?? ''} ${whereText(row)} ` +
          `${dutyOf(row)} ${areaPath(row.area)}`,
      ),
    [all, areas.value, preferences.value.language],
  )
  return useMemo(
    () => narrowed(list, search, (row) => fitsFilter(filter, row) && (!area || row.area.startsWith(area))),
    [list, search, filter, area],
  )
}

export function SeatFilters({
  all,
  filled: { filter, area, search },
  change,
}: FilledProps<Narrowing> & { all: readonly SeatRow[] }) {
  return (
    <div class="bar" role="search">
      <div class="grow">
        <label for="roster-search">{t('kernel.search')}</label>
        <input
          id="roster-search"
          type="search"
          value={search}
          placeholder={t('roster.search')}
          onInput={(event) => change({ search: event.currentTarget.value })}
        />
      </div>
      <div class="wide">
        <label for="roster-area">{t('console.area')}</label>
        <Combo
          id="roster-area"
          options={areaOptions(['township', 'community', 'grid'])}
          chosen={area}
          placeholder={t('console.all')}
          choose={(option) => change({ area: option?.id })}
        />
      </div>
      <div role="group" aria-label={t('operation.state')} class="row">
        {filters.map((each) => (
          <button key={each} type="button" aria-pressed={filter === each} onClick={() => change({ filter: each })}>
            {t(`roster.show.${each}`)} {all.filter((row) => fitsFilter(each, row)).length}
          </button>
        ))}
      </div>
    </div>
  )
}
