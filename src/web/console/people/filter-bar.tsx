// What the list of people is narrowed by: words, area, unit, skill, state of the registration.
import { useMemo } from 'preact/hooks'
import { type RegistrationState, skills } from '#domain/registry/terms.ts'
import { areaOptions, areas } from '#web/console/session/areas.ts'
import { Combo, type Option } from '#web/console/parts/combo.tsx'
import { t } from '#web/ui/words.ts'
import type { PersonRow } from './rows.ts'

type StateFilter = RegistrationState | 'none' | ''
const STATES: readonly StateFilter[] = ['', 'none', 'asked', 'accepted', 'declined', 'withdrawn']

export interface Filters {
  readonly area?: string
  readonly unit?: string
  readonly skill: string
  readonly state: StateFilter
  readonly away: boolean
}
export const NO_FILTERS: Filters = { skill: '', state: '', away: false }

export const passes = (filters: Filters) => (row: PersonRow) =>
  (filters.away || row.active) &&
  (!filters.area || row.home.startsWith(filters.area)) &&
  (!filters.unit || row.unit === filters.unit) &&
  (!filters.skill || row.skills.includes(filters.skill as never)) &&
  (!filters.state || (filters.state === 'none' ? !row.registration : row.registration === filters.state))

function unitOptions(rows: readonly PersonRow[]): readonly Option[] {
  const units = new Map<string, Option & { n: number }>()
  for (const row of rows) {
    if (!row.unit) continue
    const had = units.get(row.unit)
    if (had) had.n += 1
    else units.set(row.unit, { id: row.unit, text: row.unitName ?? '', n: 1 })
  }
  return [...units.values()]
    .map(({ n, ...option }) => ({ ...option, detail: t('console.people', { n }) }))
    .sort((a, b) => a.text.localeCompare(b.text, 'zh-CN'))
}

interface FilterBarProps {
  readonly filters: Filters
  readonly search: string
  /** Everybody, for the units to choose from. */
  readonly rows: readonly PersonRow[]
  change(more: Partial<Filters>): void
  setSearch(text: string): void
}
type ChoiceProps = Pick<FilterBarProps, 'filters' | 'change'>

export function FilterBar({ filters, change, search, setSearch, rows }: FilterBarProps) {
  return (
    <div class="bar" role="search">
      <div class="grow">
        <label for="people-search">{t('kernel.search')}</label>
        <input
          id="people-search"
          type="search"
          value={search}
          placeholder={t('console.person.search')}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
      </div>
      <PlaceChoices rows={rows} filters={filters} change={change} />
      <SkillChoice filters={filters} change={change} />
      <StateChoice filters={filters} change={change} />
      {(filters !== NO_FILTERS || search) && (
        <button
          type="button"
          class="button-quiet"
          onClick={() => {
            change(NO_FILTERS)
            setSearch('')
          }}
        >
          {t('console.clear')}
        </button>
      )}
    </div>
  )
}

function PlaceChoices({ rows, filters, change }: ChoiceProps & Pick<FilterBarProps, 'rows'>) {
  const units = useMemo(() => unitOptions(rows), [rows])
  const places = useMemo(() => areaOptions(['township', 'community', 'grid']), [areas.value])
  return (
    <>
      <div class="wide">
        <label for="people-area">{t('console.area')}</label>
        <Combo
          id="people-area"
          options={places}
          chosen={filters.area}
          placeholder={t('console.all')}
          choose={(option) => change({ area: option?.id })}
        />
      </div>
      <div class="wide">
        <label for="people-unit">{t('console.unit')}</label>
        <Combo
          id="people-unit"
          options={units}
          chosen={filters.unit}
          placeholder={t('console.all')}
          choose={(option) => change({ unit: option?.id })}
        />
      </div>
    </>
  )
}

function SkillChoice({ filters, change }: ChoiceProps) {
  return (
    <div>
      <label for="people-skill">{t('console.person.skills')}</label>
      <select
        id="people-skill"
        value={filters.skill}
        onChange={(event) => change({ skill: event.currentTarget.value })}
      >
        <option value="">{t('console.all')}</option>
        {skills.map((skill) => (
          <option key={skill} value={skill}>
            {t(`registry.skill.${skill}`)}
          </option>
        ))}
      </select>
    </div>
  )
}

const stateText = (state: StateFilter) => {
  if (state === '') return t('console.all')
  return state === 'none' ? t('console.registration.not') : t(`console.registration.${state}`)
}

function StateChoice({ filters, change }: ChoiceProps) {
  return (
    <div>
      <label for="people-state">{t('console.person.registration')}</label>
      <select
        id="people-state"
        value={filters.state}
        onChange={(event) => change({ state: event.currentTarget.value as StateFilter })}
      >
        {STATES.map((state) => (
          <option key={state} value={state}>
            {stateText(state)}
          </option>
        ))}
      </select>
    </div>
  )
}
