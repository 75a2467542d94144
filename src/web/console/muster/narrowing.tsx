// Narrowing the list of musters: by words, by area, and by where a muster stands.
import type { Phase } from '#domain/muster/terms.ts'
import { areaOptions } from '#web/console/session/areas.ts'
import { Combo } from '#web/console/parts/combo.tsx'
import { t } from '#web/ui/words.ts'
import type { MusterRow } from '#rooms/muster/shapes.ts'

type Shown = Phase | 'open' | 'wanting' | ''
const FILTERS = ['open', 'wanting', 'over', ''] as const satisfies readonly Shown[]
export const fits = (shown: Shown, row: MusterRow) =>
  shown === ''
    ? true
    : shown === 'open'
      ? row.phase !== 'over'
      : shown === 'wanting'
        ? row.phase === 'running'
        : row.phase === shown

export interface Narrowing {
  readonly shown: Shown
  readonly area?: string
  readonly search: string
}

interface NarrowingBarProps {
  readonly all: readonly MusterRow[]
  readonly by: Narrowing
  change(more: Partial<Narrowing>): void
}

export function NarrowingBar({ all, by, change }: NarrowingBarProps) {
  return (
    <div class="bar" role="search">
      <div class="grow">
        <label for="musters-search">{t('kernel.search')}</label>
        <input
          id="musters-search"
          type="search"
          value={by.search}
          placeholder={t('console.musters.search')}
          onInput={(event) => change({ search: event.currentTarget.value })}
        />
      </div>
      <div class="wide">
        <label for="musters-area">{t('console.area')}</label>
        <Combo
          id="musters-area"
          options={areaOptions(['township', 'community'])}
          chosen={by.area}
          placeholder={t('console.all')}
          choose={(option) => change({ area: option?.id })}
        />
      </div>
      <div role="group" aria-label={t('console.musters.state')} class="row">
        {FILTERS.map((one) => (
          <button key={one} type="button" aria-pressed={by.shown === one} onClick={() => change({ shown: one })}>
            {t(`console.musters.show.${one || 'all'}`)} {all.filter((row) => fits(one, row)).length}
          </button>
        ))}
      </div>
    </div>
  )
}
