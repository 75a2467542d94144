// What a whistle asks for: the task, how many people, of which skills, for how long, and whether it is a drill.
import { useEffect, useRef } from 'preact/hooks'
import { type Skill, skills as allSkills } from '#domain/registry/terms.ts'
import { Field } from '#web/ui/field.tsx'
import { t } from '#web/ui/words.ts'
import { PEOPLE_MAX, type Problems, type WhistleForm } from './form.ts'

/** Asked most often; any other text may be typed. */
const KINDS = ['drain', 'sampling', 'visit', 'snow', 'order'] as const
const HOURS = [1, 2, 4, 8, 12] as const

interface NeedsProps {
  readonly form: WhistleForm
  readonly problems: Problems
  change(more: Partial<WhistleForm>): void
}

export function Needs({ form, problems, change }: NeedsProps) {
  return (
    <div class="stack">
      <What what={form.what} problem={problems.what} change={change} />
      <Field name="people" label={t('console.whistle.people')} problem={problems.people}>
        <input
          type="number"
          min="1"
          max={PEOPLE_MAX}
          inputMode="numeric"
          required
          value={form.people}
          onInput={(event) => change({ people: event.currentTarget.value })}
        />
      </Field>
      <details>
        <summary>{t('console.whistle.more', { hours: form.hours })}</summary>
        <div class="stack">
          <SkillNeeds needs={form.skills} change={(skills) => change({ skills })} />
          <Hours hours={form.hours} choose={(hours) => change({ hours })} />
        </div>
      </details>
      <label class="choice">
        <input
          type="checkbox"
          checked={form.drill}
          onChange={(event) => change({ drill: event.currentTarget.checked })}
        />
        {t('console.whistle.drill')}
      </label>
    </div>
  )
}

interface WhatProps extends Pick<NeedsProps, 'change'> {
  readonly what: string
  readonly problem?: string
}

/** The task: one that is asked for often, or any other text. The screen begins here. */
function What({ what, problem, change }: WhatProps) {
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  return (
    <>
      <Field name="what" label={t('console.whistle.what')} hint={t('console.whistle.what-hint')} problem={problem}>
        <input
          ref={first}
          list="whistle-kinds"
          maxLength={200}
          required
          value={what}
          onInput={(event) => change({ what: event.currentTarget.value })}
        />
      </Field>
      <datalist id="whistle-kinds">
        {KINDS.map((kind) => (
          <option key={kind} value={t(`console.whistle.kind.${kind}`)} />
        ))}
      </datalist>
    </>
  )
}

function SkillNeeds({ needs, change }: { needs: WhistleForm['skills']; change(needs: WhistleForm['skills']): void }) {
  const set = (skill: Skill, text: string) => {
    const { [skill]: _, ...rest } = needs
    const number = Math.min(PEOPLE_MAX, Math.floor(Number(text)))
    change(number > 0 ? { ...rest, [skill]: number } : rest)
  }
  return (
    <fieldset>
      <legend>{t('console.whistle.skills')}</legend>
      <div class="needs">
        {allSkills.map((skill) => (
          <label key={skill}>
            {t(`registry.skill.${skill}`)}
            <input
              type="number"
              min="0"
              max={PEOPLE_MAX}
              inputMode="numeric"
              placeholder="0"
              value={needs[skill] ?? ''}
              onInput={(event) => set(skill, event.currentTarget.value)}
            />
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function Hours({ hours, choose }: { hours: number; choose(hours: number): void }) {
  return (
    <Field name="hours" label={t('console.whistle.hours')}>
      <select value={String(hours)} onChange={(event) => choose(Number(event.currentTarget.value))}>
        {HOURS.map((one) => (
          <option key={one} value={String(one)}>
            {t('console.hours', { n: one })}
          </option>
        ))}
      </select>
    </Field>
  )
}
