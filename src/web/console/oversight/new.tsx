// A new look-back: what, where, how many, by how many teams. Drawn in one step, so that nobody draws until they like
// it.
import { communityOf } from '#domain/kernel/area.ts'
import { useState } from 'preact/hooks'
import type { AnswerOf } from '#web/api/contract.ts'
import { lookBackKinds, type LookBackKind } from '#domain/oversight/terms.ts'
import { areaOptions } from '#web/console/session/areas.ts'
import { self, widest } from '#web/console/session/self.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { Combo } from '#web/console/parts/combo.tsx'
import { type FilledProps, useFilled } from '#web/console/parts/form.tsx'
import { give } from '#web/console/parts/give.ts'
import { ScreenFrame } from '#web/console/shell/screen.tsx'
import { newId } from '#web/api/ids.ts'
import { Field } from '#web/ui/field.tsx'
import { Note } from '#web/ui/note.tsx'
import { go, to } from '#web/ui/router.ts'
import { t, when } from '#web/ui/words.ts'

const HOUR_MS = 3_600_000
/** Enough that the interval is some five points wide on either side. */
const SAMPLE_USUAL = 384
const TEAMS_USUAL = 11
const DAYS = [1, 3, 7, 14] as const

interface FilledLookBack {
  readonly title: string
  readonly kind: LookBackKind
  readonly area: string
  readonly round: string
  readonly sample: number
  readonly teams: number
  readonly days: number
}
type PartProps = FilledProps<FilledLookBack>

const usualLookBack = (): FilledLookBack => ({
  title: '',
  kind: 'registered',
  area: communityOf(widest(self.value!)),
  round: '',
  sample: SAMPLE_USUAL,
  teams: TEAMS_USUAL,
  days: 3,
})

/** Who came and which doors were visited are looked back at for one round. */
const isOfRound = ({ kind }: FilledLookBack) => kind === 'came' || kind === 'visited'

export function NewLookBack() {
  const [filled, change] = useFilled(usualLookBack)
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  const ofRound = isOfRound(filled)
  const draw = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    const { title, kind, area, round, sample, teams, days } = filled
    const id = newId()
    const now = Date.now()
    const outcome = await give('oversight', `look-back/${id}`, {
      type: 'open-look-back',
      area,
      kind,
      ...(ofRound && { round }),
      title: title.trim(),
      sample,
      teams,
      from: now,
      until: now + days * 24 * HOUR_MS,
    })
    setBusy(false)
    if (outcome.ok) go('look-backs', id)
    else setProblem(outcome.text)
  }
  return (
    <ScreenFrame title={t('oversight.new')}>
      <form class="stack narrow" onSubmit={draw}>
        <WhatFields filled={filled} change={change} />
        <HowManyFields filled={filled} change={change} />
        {problem && <Note tone="bad">{problem}</Note>}
        <div class="row">
          <button
            type="submit"
            class="button-primary"
            disabled={busy || !filled.title.trim() || (ofRound && !filled.round)}
          >
            {t('oversight.draw')}
          </button>
          <a class="button" href={to('look-backs')}>
            {t('kernel.cancel')}
          </a>
        </div>
      </form>
    </ScreenFrame>
  )
}

function WhatFields({ filled, change }: PartProps) {
  const ofRound = isOfRound(filled)
  const rounds = useAsked('rounds', ofRound ? {} : undefined)
  return (
    <>
      <Field name="title" label={t('oversight.title')}>
        <input
          type="text"
          required
          maxLength={60}
          value={filled.title}
          onInput={(event: Event) => change({ title: (event.currentTarget as HTMLInputElement).value })}
        />
      </Field>
      <Field name="kind" label={t('oversight.check')}>
        <select
          value={filled.kind}
          onChange={(event: Event) =>
            change({ kind: (event.currentTarget as HTMLSelectElement).value as LookBackKind })
          }
        >
          {lookBackKinds.map((one) => (
            <option key={one} value={one}>
              {t(`oversight.kind.${one}`)}
            </option>
          ))}
        </select>
      </Field>
      {ofRound && <RoundField rows={rounds.body?.rows} filled={filled} change={change} />}
      <div>
        <label for="look-area">{t('oversight.area')}</label>
        <Combo
          id="look-area"
          options={areaOptions(['county', 'township', 'community'])}
          chosen={filled.area}
          choose={(option) => option && change({ area: option.id })}
        />
      </div>
    </>
  )
}

function RoundField({ rows, filled: { round }, change }: PartProps & { rows?: AnswerOf<'rounds'>['rows'] }) {
  return (
    <Field name="round" label={t('oversight.round')}>
      <select
        required
        value={round}
        onChange={(event: Event) => change({ round: (event.currentTarget as HTMLSelectElement).value })}
      >
        <option value="" />
        {rows?.map((one) => (
          <option
            key={one.round}
            value={one.round}
          >{`${one.operationName} ${one.number} · ${when(one.starts, 'day')}`}</option>
        ))}
      </select>
    </Field>
  )
}

function HowManyFields({ filled: { sample, teams, days }, change }: PartProps) {
  return (
    <>
      <Field name="sample" label={t('oversight.sample')} hint={t('oversight.draw-note')}>
        <input
          type="number"
          min={1}
          max={3_000}
          required
          value={sample}
          onInput={(event: Event) => change({ sample: Number((event.currentTarget as HTMLInputElement).value) })}
        />
      </Field>
      <Field name="teams" label={t('oversight.teams')}>
        <input
          type="number"
          min={1}
          max={50}
          required
          value={teams}
          onInput={(event: Event) => change({ teams: Number((event.currentTarget as HTMLInputElement).value) })}
        />
      </Field>
      <Field name="days" label={t('oversight.until')}>
        <select
          value={days}
          onChange={(event: Event) => change({ days: Number((event.currentTarget as HTMLSelectElement).value) })}
        >
          {DAYS.map((one) => (
            <option key={one} value={one}>
              {when(Date.now() + one * 24 * HOUR_MS)}
            </option>
          ))}
        </select>
      </Field>
    </>
  )
}
