// Granting a role: which one, for which area or unit; an office that is kept apart is not joined to another.
import { useState } from 'preact/hooks'
import { may as rules } from '#domain/access/may.ts'
import { isOffice, keptApart } from '#domain/access/terms.ts'
import { areaOptions } from '#web/console/session/areas.ts'
import { may } from '#web/console/session/self.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { Combo } from '#web/console/parts/combo.tsx'
import { Field } from '#web/ui/field.tsx'
import { Note } from '#web/ui/note.tsx'
import { t } from '#web/ui/words.ts'
import type { AccountRow } from '#rooms/access/views/accounts.ts'
import { type Act, type Grantable, handable, mayHandOut } from './held.ts'

/** Three people, never one: offices already held that the role must not be joined to. */
function clashesOf(row: AccountRow, role: Grantable): readonly Grantable[] {
  if (!isOffice(role)) return []
  return row.grants
    .map((grant) => grant.role)
    .filter((one) => one !== role && isOffice(one) && (keptApart.includes(one) || keptApart.includes(role)))
}

/** The role being chosen with what it is for: a liaison's unit, and with it the unit's area, or an area. */
function useGrant(offered: readonly Grantable[]) {
  const [role, setRole] = useState<Grantable>(offered.includes('officer') ? 'officer' : (offered[0] ?? 'volunteer'))
  const [area, setArea] = useState<string>()
  const [unit, setUnit] = useState<string>()
  const units = useAsked('units', role === 'liaison' ? {} : undefined)
  const chosenArea = role === 'liaison' ? units.body?.rows.find((one) => one.unit === unit)?.area : area
  const grant = chosenArea && { role, area: chosenArea, ...(role === 'liaison' && unit && { unit }) }
  return { role, setRole, area, setArea, unit, setUnit, units, grant: grant || undefined }
}

/** What the role is granted for: a liaison's unit, anybody else's area. */
function ForWhat({ chosen }: { chosen: ReturnType<typeof useGrant> }) {
  const { role, area, setArea, unit, setUnit, units } = chosen
  if (role === 'liaison')
    return (
      <Field name="grant-unit" label={t('console.unit')}>
        <Combo
          options={(units.body?.rows ?? []).map((one) => ({ id: one.unit, text: one.name }))}
          chosen={unit}
          asking={units.asking}
          choose={(option) => setUnit(option?.id)}
        />
      </Field>
    )
  return (
    <Field name="grant-area" label={t('console.account.for-area')}>
      <Combo
        options={areaOptions(['county', 'township', 'community', 'grid'])}
        chosen={area}
        choose={(option) => setArea(option?.id)}
      />
    </Field>
  )
}

export function GrantForm({ row, act }: { row: AccountRow; act: Act }) {
  const offered = handable()
  const chosen = useGrant(offered)
  const { role, grant } = chosen
  const [clash] = clashesOf(row, role)
  if (!offered.length) return <p class="soft">{t('console.account.may-not-grant')}</p>
  const submit = async (event: Event) => {
    event.preventDefault()
    if (!grant || clash) return
    const said = t('console.account.granted', { role: t(`console.role.${role}`), name: row.name })
    const done = await act({ type: 'grant-role', ...grant }, said, { type: 'revoke-role', ...grant })
    if (done) chosen.setArea(undefined)
  }
  const mayGrant = grant && !clash && may(rules['grant-role'], { area: grant.area }) && mayHandOut(role, grant.area)
  return (
    <form class="stack-tight" onSubmit={submit}>
      <h3>{t('console.account.grant')}</h3>
      <Field name="grant-role" label={t('console.account.role')}>
        <select value={role} onChange={(event) => chosen.setRole(event.currentTarget.value as Grantable)}>
          {offered.map((one) => (
            <option key={one} value={one}>
              {t(`console.role.${one}`)}
            </option>
          ))}
        </select>
      </Field>
      <ForWhat chosen={chosen} />
      {clash && <Note tone="warn">{t('console.account.clash', { role: t(`console.role.${clash}`) })}</Note>}
      <div class="actions">
        <button class="button-good" disabled={!mayGrant}>
          {t('console.account.grant')}
        </button>
      </div>
    </form>
  )
}
