// Blowing a whistle: what, where, how many; then the people proposed with reasons, changeable; then it sounds.
import { useEffect, useRef, useState } from 'preact/hooks'
import { type AreaId, around } from '#domain/kernel/area.ts'
import { may as rules } from '#domain/muster/may.ts'
import { type Skill, skills as allSkills } from '#domain/registry/terms.ts'
import { areaName } from '#web/console/session/areas.ts'
import { may, self } from '#web/console/session/self.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { PlacePicker, type Where } from '#web/console/parts/place.tsx'
import { ScreenFrame } from '#web/console/shell/screen.tsx'
import { useShortcuts } from '#web/console/shell/shortcuts.ts'
import { newId } from '#web/api/ids.ts'
import { Field } from '#web/ui/field.tsx'
import { Note, Trouble } from '#web/ui/note.tsx'
import { go } from '#web/ui/router.ts'
import { muster } from '#words/console/muster.ts'
import { t, learn } from '#web/ui/words.ts'
import type { ProposalAnswer } from '#rooms/muster/shapes.ts'
import { announceWave } from './called.ts'
import { blowWhistle, needsOf } from './orders.ts'
import { ProposalList, useChoice } from './proposal.tsx'

learn(muster)

/** Asked most often; any other text may be typed. */
const KINDS = ['drain', 'sampling', 'visit', 'snow', 'order'] as const
/** What one whistle may ask for, as the room judges it too. */
const PEOPLE_MAX = 2_000
const HOURS = [1, 2, 4, 8, 12] as const
const HOURS_USUAL = 4

export interface WhistleForm {
  readonly what: string
  readonly where?: Where
  readonly people: string
  readonly skills: Readonly<Partial<Record<Skill, number>>>
  readonly hours: number
  readonly drill: boolean
}

const EMPTY: WhistleForm = { what: '', people: '', skills: {}, hours: HOURS_USUAL, drill: false }

const NONE: ProposalAnswer['candidates'] = []

type Problems = Partial<Record<'what' | 'where' | 'people', string>>

function problemsOf(form: WhistleForm): Problems {
  const people = Number(form.people)
  return {
    ...(!form.what.trim() && { what: t('console.whistle.what-missing') }),
    ...(!form.where && { where: t('console.whistle.where-missing') }),
    ...(!(Number.isInteger(people) && people >= 1 && people <= PEOPLE_MAX) && {
      people: t('console.whistle.people-wrong', { most: PEOPLE_MAX }),
    }),
  }
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

interface FormProps {
  readonly form: WhistleForm
  readonly problems: Problems
  change(more: Partial<WhistleForm>): void
}

function Needs({ form, problems, change }: FormProps) {
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  return (
    <div class="stack">
      <Field
        name="what"
        label={t('console.whistle.what')}
        hint={t('console.whistle.what-hint')}
        problem={problems.what}
      >
        <input
          ref={first}
          list="whistle-kinds"
          maxLength={200}
          required
          value={form.what}
          onInput={(event) => change({ what: event.currentTarget.value })}
        />
      </Field>
      <datalist id="whistle-kinds">
        {KINDS.map((kind) => (
          <option key={kind} value={t(`console.whistle.kind.${kind}`)} />
        ))}
      </datalist>
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
          <SkillNeeds needs={form.skills} change={(needs) => change({ skills: needs })} />
          <Field name="hours" label={t('console.whistle.hours')}>
            <select
              value={String(form.hours)}
              onChange={(event) => change({ hours: Number(event.currentTarget.value) })}
            >
              {HOURS.map((hours) => (
                <option key={hours} value={String(hours)}>
                  {t('console.hours', { n: hours })}
                </option>
              ))}
            </select>
          </Field>
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

/** Areas in which this person may blow a whistle. */
const scope = () =>
  (self.value?.grants ?? [])
    .filter((grant) => rules['blow-whistle'].roles.includes(grant.role))
    .map((grant) => grant.area)

function useProposal(form: WhistleForm, area: AreaId | undefined, ready: boolean) {
  const needs = needsOf(form)
    .map((need) => `${need.skill ?? 'any'}:${need.people}`)
    .join(',')
  return useAsked(
    'whistle-proposal',
    ready && area && form.where
      ? { area, lng: form.where.lng, lat: form.where.lat, needs, hours: form.hours }
      : undefined,
  )
}

export function WhistleScreen() {
  const [form, setForm] = useState(EMPTY)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const problems = problemsOf(form)
  const ready = Object.keys(problems).length === 0
  const [wider, setWider] = useState<AreaId>()
  const area = wider && form.where?.area.startsWith(wider) ? wider : form.where?.area
  const next = area && around(area)
  const asked = useProposal(form, area, !problems.where && !problems.people)
  // The same whistle keeps its id through every try, so that pressing twice sounds once.
  const muster = useRef(newId())
  const order = useRef(newId())
  const { chosen, toggle } = useChoice(asked.body?.candidates ?? NONE)

  const blow = async (event?: Event) => {
    event?.preventDefault()
    setTried(true)
    if (!ready || busy || !form.where || !area)
      return document.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
    setBusy(true)
    const blown = await blowWhistle(
      muster.current,
      form,
      { ...form.where, area },
      chosen.map((row) => row.person),
      order.current,
    )
    setBusy(false)
    if (!blown.ok) {
      // A refused order is answered the same for ever: what is sent next is another order.
      if (blown.judged) order.current = newId()
      return setProblem(blown.text)
    }
    announceWave(blown.answer, (n) => t('console.whistle.blown', { n }))
    go('musters', muster.current)
  }
  useShortcuts([{ keys: 'mod+Enter', says: 'console.whistle.blow', act: () => void blow() }])
  const change = (more: Partial<WhistleForm>) => setForm((before) => ({ ...before, ...more }))
  return (
    <ScreenFrame title={t('console.screen.whistle')} under={t('console.whistle.under')} fill>
      <form class="whistle" onSubmit={blow} noValidate>
        <div class="pane stack">
          <Needs form={form} problems={tried ? problems : {}} change={change} />
          {problem && <Note tone="bad">{problem}</Note>}
          <div class="whistle-go">
            <button class="button-primary button-tall button-wide" disabled={busy}>
              {t(form.drill ? 'console.whistle.blow-drill' : 'console.whistle.blow')} <kbd>Ctrl Enter</kbd>
            </button>
            <p class="soft" role="status">
              {chosen.length
                ? t('console.whistle.will-call', { n: chosen.length })
                : t('console.whistle.will-call-none')}
            </p>
          </div>
        </div>
        <PlacePicker
          county={self.value!.tenant}
          within={scope()}
          where={form.where}
          problem={tried ? problems.where : undefined}
          mayActFor={(community) => may(rules['blow-whistle'], { area: community })}
          choose={(where) => change({ where })}
        />
        <div class="pane">
          <Trouble answer={asked.trouble} />
          <ProposalList
            proposal={asked.body}
            asking={asked.asking}
            waiting={!!(problems.where || problems.people)}
            chosen={chosen}
            toggle={toggle}
            wider={
              next && may(rules['blow-whistle'], { area: next })
                ? { name: areaName(next), act: () => setWider(next) }
                : undefined
            }
          />
        </div>
      </form>
    </ScreenFrame>
  )
}
