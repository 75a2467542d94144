// The bar above the log: where, what, on which days, who was shown, who looked. Each choice goes into the address.
import { useMemo, useState } from 'preact/hooks'
import { lookKindNames, type LookKind } from '#domain/access/looks.ts'
import { codeLength, doorOf, isArea } from '#domain/kernel/area.ts'
import { Combo } from '#web/console/parts/combo.tsx'
import { optionOf, usePlaces } from '#web/console/parts/place.tsx'
import { areaOptions, areaPath } from '#web/console/session/areas.ts'
import { Field } from '#web/ui/field.tsx'
import { goInstead } from '#web/ui/router.ts'
import { t } from '#web/ui/words.ts'
import { seek, isFiltered, type Sought } from './sought.ts'
import { Whom } from './whom.tsx'

interface FiltersProps {
  readonly sought: Sought
  readonly names?: { readonly person: string | null; readonly account: string | null }
}

export function Filters({ sought, names }: FiltersProps) {
  const said = (['person', 'account'] as const).flatMap((whom) => {
    const name = sought[whom] && names?.[whom]
    return name ? [t(`looked.filter.${whom}`, { name })] : []
  })
  return (
    <div class="bar" role="search" aria-label={t('console.log.filters')}>
      <Whom person={sought.person} />
      <Where within={sought.within} />
      <Kind kind={sought.kind} />
      {(['from', 'until'] as const).map((end) => (
        <div key={end}>
          <label for={`log-${end}`}>{t(`console.log.${end}`)}</label>
          <input
            id={`log-${end}`}
            type="date"
            value={sought[end] ?? ''}
            onChange={(event) => seek({ [end]: event.currentTarget.value || undefined })}
          />
        </div>
      ))}
      {said.length > 0 && (
        <p class="strong" role="status">
          {said.join(' · ')}
        </p>
      )}
      {isFiltered(sought) && (
        <button type="button" onClick={() => goInstead('log')}>
          {t('console.log.clear')}
        </button>
      )}
    </div>
  )
}

function Kind({ kind }: { readonly kind?: LookKind }) {
  return (
    <div>
      <label for="log-kind">{t('console.log.kind')}</label>
      <select
        id="log-kind"
        value={kind ?? ''}
        onChange={(event) => seek({ kind: (event.currentTarget.value || undefined) as LookKind | undefined })}
      >
        <option value="">{t('console.all')}</option>
        {lookKindNames.map((one) => (
          <option key={one} value={one}>
            {t(`looked.kind.${one}`)}
          </option>
        ))}
      </select>
    </div>
  )
}

/** An area by its name; a building is found by typing, and then one of its doors by its number. */
function Where({ within }: { readonly within?: string }) {
  const [text, setText] = useState('')
  const { found, asking } = usePlaces(text)
  const known = useMemo(() => areaOptions(['township', 'community', 'grid']), [])
  const building = within?.slice(0, codeLength.building)
  const options = found?.map(optionOf) ?? known
  const chosen =
    building && !options.some(({ id }) => id === building) ? [{ id: building, text: areaPath(building) }] : []
  return (
    <>
      <div class="wide">
        <Field name="log-where" label={t('console.log.where')}>
          <Combo
            options={[...chosen, ...options]}
            chosen={building}
            typed={setText}
            asking={asking}
            placeholder={t('console.log.where.any')}
            choose={(option) => seek({ within: option?.id })}
          />
        </Field>
      </div>
      {building?.length === codeLength.building && (
        <div>
          <label for="log-door">{t('console.log.door')}</label>
          <input
            id="log-door"
            inputMode="numeric"
            maxLength={4}
            size={4}
            value={within!.length > building.length ? doorOf(within!) : ''}
            onChange={(event) => {
              const door = `${building}-${event.currentTarget.value.padStart(4, '0')}`
              seek({ within: event.currentTarget.value && isArea(door) ? door : building })
            }}
          />
        </div>
      )}
    </>
  )
}
