// A new look-back: what, where, how many, by how many teams. Drawn in one step, so that nobody draws until they like
// it.
import { communityOf } from '#domain/kernel/area.ts'
import { useState } from 'preact/hooks'
import { lookBackKinds, type LookBackKind } from '#domain/oversight/terms.ts'
import { areaOptions } from '#web/console/session/areas.ts'
import { self, widest } from '#web/console/session/self.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { Combo } from '#web/console/parts/combo.tsx'
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

export function NewLookBack() {
  const [title, setTitle] = useState('')
  const [kind, setKind] = useState<LookBackKind>('registered')
  const [area, setArea] = useState<string>(communityOf(widest(self.value!)))
  const [round, setRound] = useState('')
  const [sample, setSample] = useState(SAMPLE_USUAL)
  const [teams, setTeams] = useState(TEAMS_USUAL)
  const [days, setDays] = useState<number>(3)
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  const ofRound = kind === 'came' || kind === 'visited'
  const rounds = useAsked('rounds', ofRound ? {} : undefined)
  const draw = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
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
        <Field name="title" label={t('oversight.title')}>
          <input
            type="text"
            required
            maxLength={60}
            value={title}
            onInput={(event: Event) => setTitle((event.currentTarget as HTMLInputElement).value)}
          />
        </Field>
        <Field name="kind" label={t('oversight.check')}>
          <select
            value={kind}
            onChange={(event: Event) => setKind((event.currentTarget as HTMLSelectElement).value as LookBackKind)}
          >
            {lookBackKinds.map((one) => (
              <option key={one} value={one}>
                {t(`oversight.kind.${one}`)}
              </option>
            ))}
          </select>
        </Field>
        {ofRound && (
          <Field name="round" label={t('oversight.round')}>
            <select
              required
              value={round}
              onChange={(event: Event) => setRound((event.currentTarget as HTMLSelectElement).value)}
            >
              <option value="" />
              {rounds.body?.rows.map((one) => (
                <option
                  key={one.round}
                  value={one.round}
                >{`${one.operationName} ${one.number} · ${when(one.starts, 'day')}`}</option>
              ))}
            </select>
          </Field>
        )}
        <div>
          <label for="look-area">{t('oversight.area')}</label>
          <Combo
            id="look-area"
            options={areaOptions(['county', 'township', 'community'])}
            chosen={area}
            choose={(option) => option && setArea(option.id)}
          />
        </div>
        <Field name="sample" label={t('oversight.sample')} hint={t('oversight.draw-note')}>
          <input
            type="number"
            min={1}
            max={3_000}
            required
            value={sample}
            onInput={(event: Event) => setSample(Number((event.currentTarget as HTMLInputElement).value))}
          />
        </Field>
        <Field name="teams" label={t('oversight.teams')}>
          <input
            type="number"
            min={1}
            max={50}
            required
            value={teams}
            onInput={(event: Event) => setTeams(Number((event.currentTarget as HTMLInputElement).value))}
          />
        </Field>
        <Field name="days" label={t('oversight.until')}>
          <select
            value={days}
            onChange={(event: Event) => setDays(Number((event.currentTarget as HTMLSelectElement).value))}
          >
            {DAYS.map((one) => (
              <option key={one} value={one}>
                {when(Date.now() + one * 24 * HOUR_MS)}
              </option>
            ))}
          </select>
        </Field>
        {problem && <Note tone="bad">{problem}</Note>}
        <div class="row">
          <button type="submit" class="button-primary" disabled={busy || !title.trim() || (ofRound && !round)}>
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
