// One person beside the list: particulars, registration, what happened to them, who looked; changed in place, with a
// way back.
import { within } from '#domain/kernel/area.ts'
import { useState } from 'preact/hooks'
import { phoneOf } from '#domain/kernel/phone.ts'
import { may as accessRules } from '#domain/access/may.ts'
import { may as rules } from '#domain/registry/may.ts'
import { availabilities, type Availability, type Skill, skills } from '#domain/registry/terms.ts'
import { areaOptions, areaPath } from '#web/console/session/areas.ts'
import { may } from '#web/console/session/self.ts'
import { Combo } from '#web/console/parts/combo.tsx'
import { FormEnd, useFilled } from '#web/console/parts/form.tsx'
import { give } from '#web/console/parts/give.ts'
import { announce } from '#web/console/parts/toasts.tsx'
import { StateBadge } from '#web/console/registry/badge.tsx'
import { Field } from '#web/ui/field.tsx'
import { Note } from '#web/ui/note.tsx'
import { to } from '#web/ui/router.ts'
import { coded, t } from '#web/ui/words.ts'
import { InvitationDialog } from './invitation.tsx'
import { RegistrationPast } from './past.tsx'
import type { PersonRow } from './rows.ts'

interface PaneProps {
  readonly id: string
  readonly row?: PersonRow
  close(): void
  changed(): void
}

const names = (kind: 'skill' | 'availability', list: readonly string[]) =>
  list.length ? list.map((one) => coded(`registry.${kind}`, one)).join(t('kernel.and')) : t('console.none')

type Mode = 'look' | 'change' | 'invite' | 'register'

export function PersonPane({ id, row, close, changed }: PaneProps) {
  const [mode, setMode] = useState<Mode>('look')
  if (!row)
    return (
      <aside class="pane" aria-label={t('console.details')}>
        <Note>{t('kernel.problem.unknown')}</Note>
        <button type="button" onClick={close}>
          {t('kernel.close')}
        </button>
      </aside>
    )
  const look = () => setMode('look')
  const done = () => {
    look()
    changed()
  }
  return (
    <aside class="pane" aria-label={t('console.details-of', { name: row.name })}>
      <div class="pane-head">
        <h2>
          {row.name}
          {!row.active && (
            <>
              {' '}
              <span class="badge">{t('console.person.away')}</span>
            </>
          )}
        </h2>
        <button type="button" class="button-quiet" aria-label={t('kernel.close')} onClick={close}>
          ✕
        </button>
      </div>
      {mode === 'change' ? (
        <ChangeForm row={row} done={done} cancel={look} />
      ) : (
        <div class="stack">
          <PersonFacts row={row} />
          <PersonActions row={row} begin={setMode} />
          {mode === 'register' && <RegisterForm row={row} done={done} cancel={look} />}
          <RegistrationPast stream={`person/${id}`} />
        </div>
      )}
      {mode === 'invite' && <InvitationDialog rows={[row]} close={look} />}
    </aside>
  )
}

function PersonFacts({ row }: { row: PersonRow }) {
  return (
    <dl class="facts">
      <dt>{t('console.person.phone')}</dt>
      <dd class="number">{row.phone ?? t('console.none')}</dd>
      <dt>{t('console.unit')}</dt>
      <dd>{row.unitName ?? t('console.none')}</dd>
      <dt>{t('console.person.home')}</dt>
      <dd>{areaPath(row.home)}</dd>
      <dt>{t('console.person.skills')}</dt>
      <dd>{names('skill', row.skills)}</dd>
      <dt>{t('console.person.availability')}</dt>
      <dd>{names('availability', row.availability)}</dd>
      <dt>{t('console.person.registration')}</dt>
      <dd>
        {row.registration ? (
          <>
            <StateBadge state={row.registration} /> {areaPath(row.community)}
          </>
        ) : (
          t('console.registration.not')
        )}
      </dd>
    </dl>
  )
}

function PersonActions({ row, begin }: { row: PersonRow; begin(mode: Mode): void }) {
  const target = { area: row.home, person: row.person, unit: row.unit ?? undefined }
  const mayChange = may(rules['change-person'], target)
  return (
    <div class="actions actions-start">
      <button
        type="button"
        disabled={!mayChange}
        title={mayChange ? undefined : t('console.may-not')}
        onClick={() => begin('change')}
      >
        {t('console.change')}
      </button>
      {may(accessRules['offer-link'], target) && (
        <button type="button" onClick={() => begin('invite')}>
          {t('console.invitation.make')}
        </button>
      )}
      {may({ roles: ['auditor'] }, target) && (
        <a class="button" href={to('log', row.person)}>
          {t('console.log.who-looked')}
        </a>
      )}
      {(!row.registration || row.registration === 'declined' || row.registration === 'withdrawn') && (
        <button type="button" onClick={() => begin('register')}>
          {t('console.person.register')}
        </button>
      )}
    </div>
  )
}

function RegisterForm({ row, done, cancel }: { row: PersonRow; done(): void; cancel(): void }) {
  const [community, setCommunity] = useState<string | undefined>(within(row.home, 'community'))
  const [problem, setProblem] = useState<string>()
  const act = async (event: Event) => {
    event.preventDefault()
    if (!community) return setProblem(t('console.choose-first'))
    const outcome = await give('registry', `person/${row.person}`, { type: 'register-person', community })
    if (!outcome.ok) return setProblem(outcome.text)
    announce(t('console.person.registered', { name: row.name }))
    done()
  }
  return (
    <form class="stack-tight" onSubmit={act}>
      <Field name="register-community" label={t('console.registration.community')} problem={problem}>
        <Combo options={areaOptions(['community'])} chosen={community} choose={(option) => setCommunity(option?.id)} />
      </Field>
      <FormEnd doing={t('console.person.register')} close={cancel} />
    </form>
  )
}

function Ticks<T extends string>({
  legend,
  kind,
  all,
  chosen,
  change,
}: {
  legend: string
  kind: 'skill' | 'availability'
  all: readonly T[]
  chosen: readonly T[]
  change(list: readonly T[]): void
}) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      <div class="halves">
        {all.map((one) => (
          <label key={one} class="choice">
            <input
              type="checkbox"
              checked={chosen.includes(one)}
              onChange={(event) =>
                change(event.currentTarget.checked ? [...chosen, one] : chosen.filter((other) => other !== one))
              }
            />
            {coded(`registry.${kind}`, one)}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** Only what differs travels: nothing is overwritten that another changed meanwhile. */
function differences(row: PersonRow, form: PersonForm) {
  return {
    ...(form.name !== row.name && { name: form.name }),
    ...((phoneOf(form.phone) ?? form.phone.trim()) !== (row.phone ?? '') && { phone: form.phone.trim() || null }),
    ...(form.home !== row.home && { home: form.home }),
    ...(form.skills.join() !== row.skills.join() && { skills: form.skills }),
    ...(form.availability.join() !== row.availability.join() && { availability: form.availability }),
    ...(form.active !== row.active && { active: form.active }),
  }
}

interface PersonForm {
  readonly name: string
  readonly phone: string
  readonly home: string
  readonly skills: readonly Skill[]
  readonly availability: readonly Availability[]
  readonly active: boolean
}

const formOf = (row: PersonRow): PersonForm => ({
  name: row.name,
  phone: row.phone ?? '',
  home: row.home,
  skills: row.skills,
  availability: row.availability,
  active: row.active,
})

/** Says that it is done; the way back is one more command with the old values: the journal is never overwritten. */
function announceChange(row: PersonRow, name: string, changes: ReturnType<typeof differences>): void {
  const back = Object.fromEntries(
    Object.keys(changes).map((key) => [key, key === 'phone' ? (row.phone ?? null) : row[key as keyof PersonRow]]),
  )
  const undo = async () => {
    const undone = await give('registry', `person/${row.person}`, { type: 'change-person', ...back })
    announce(undone.ok ? t('console.undone') : undone.text, undone.ok ? 'good' : 'bad')
  }
  announce(t('console.person.changed', { name }), 'good', () => void undo())
}

function ChangeForm({ row, done, cancel }: { row: PersonRow; done(): void; cancel(): void }) {
  const [form, change] = useFilled(formOf(row))
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const save = async (event: Event) => {
    event.preventDefault()
    const changes = differences(row, form)
    if (!Object.keys(changes).length) return cancel()
    setBusy(true)
    const outcome = await give('registry', `person/${row.person}`, { type: 'change-person', ...changes })
    setBusy(false)
    if (!outcome.ok) return setProblem(outcome.text)
    announceChange(row, form.name, changes)
    done()
  }
  return (
    <form class="stack" onSubmit={save}>
      <Particulars form={form} change={change} />
      <Ticks
        legend={t('console.person.skills')}
        kind="skill"
        all={skills}
        chosen={form.skills}
        change={(list) => change({ skills: list })}
      />
      <Ticks
        legend={t('console.person.availability')}
        kind="availability"
        all={availabilities}
        chosen={form.availability}
        change={(list) => change({ availability: list })}
      />
      <label class="choice">
        <input
          type="checkbox"
          checked={form.active}
          onChange={(event) => change({ active: event.currentTarget.checked })}
        />
        {t('console.person.active')}
      </label>
      {problem && <Note tone="bad">{problem}</Note>}
      <FormEnd doing={t('kernel.save')} busy={busy} close={cancel} />
    </form>
  )
}

function Particulars({ form, change }: { form: PersonForm; change(more: Partial<PersonForm>): void }) {
  return (
    <>
      <Field name="person-name" label={t('console.person.name')}>
        <input
          required
          maxLength={40}
          value={form.name}
          onInput={(event) => change({ name: event.currentTarget.value })}
        />
      </Field>
      <Field name="person-phone" label={t('console.person.phone')} optional>
        <input
          type="tel"
          pattern="[-+0-9 \(\)]{7,40}"
          title={t('console.person.phone-hint')}
          value={form.phone}
          onInput={(event) => change({ phone: event.currentTarget.value })}
        />
      </Field>
      <Field name="person-home" label={t('console.person.home')}>
        <Combo
          options={areaOptions(['township', 'community', 'grid'])}
          chosen={form.home}
          choose={(option) => option && change({ home: option.id })}
        />
      </Field>
    </>
  )
}
