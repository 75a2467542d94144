// Hours put down afterwards: whose, where, from when until when, doing what. They bear the weakest evidence and
// somebody else confirms them.
import { fromInput } from '#domain/kernel/zone.ts'
import { useEffect, useState } from 'preact/hooks'
import { areaOptions } from '#web/console/session/areas.ts'
import { self } from '#web/console/session/self.ts'
import { Combo } from '#web/console/parts/combo.tsx'
import { Dialog } from '#web/console/parts/dialog.tsx'
import { give } from '#web/console/parts/give.ts'
import { announce } from '#web/console/parts/toasts.tsx'
import { ask } from '#web/api/api.ts'
import { newId } from '#web/api/ids.ts'
import { Field } from '#web/ui/field.tsx'
import { t } from '#web/ui/words.ts'
import { yesterday } from './entry.tsx'

interface Person {
  readonly person: string
  readonly name: string
  readonly unitName: string | null
  readonly home: string
}
const TYPING_MS = 250

export function TypeIn({ done, close }: { done(): void; close(): void }) {
  const areas = areaOptions(['community'])
  const [query, setQuery] = useState('')
  const [found, setFound] = useState<readonly Person[]>([])
  const [person, setPerson] = useState<string>()
  const [area, setArea] = useState(
    areas.find((option) => self.value!.grants.some((grant) => option.id.startsWith(grant.area)))?.id,
  )
  const [times, setTimes] = useState(yesterday)
  const [duty, setDuty] = useState('')
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    if (!query.trim()) return
    const timer = setTimeout(
      () =>
        void ask('persons', { query: query.trim() }).then(
          (answer) => answer.ok && setFound(answer.body.rows.slice(0, 50)),
        ),
      TYPING_MS,
    )
    return () => clearTimeout(timer)
  }, [query])
  const submit = async (event: Event) => {
    event.preventDefault()
    if (!person || !area) return setProblem(t('dossier.type-in-whom'))
    const outcome = await give('dossier', `entry/${newId()}`, {
      type: 'type-entry',
      person,
      area,
      from: fromInput(times.from),
      until: fromInput(times.until),
      duty: duty.trim(),
    })
    if (!outcome.ok) return setProblem(outcome.text)
    const overlaps = (outcome.answer as { overlaps?: readonly string[] } | undefined)?.overlaps?.length ?? 0
    announce(
      t(overlaps > 0 ? 'dossier.typed-overlapping' : 'dossier.typed-done', { n: overlaps }),
      overlaps > 0 ? 'bad' : 'good',
    )
    done()
  }
  return (
    <Dialog title={t('dossier.type-in')} close={close}>
      <form class="stack" onSubmit={submit}>
        <p class="soft">{t('dossier.type-in-what')}</p>
        <Field name="type-person" label={t('dossier.row.name')} problem={problem}>
          <Combo
            options={found.map((one) => ({ id: one.person, text: one.name, detail: one.unitName ?? '' }))}
            chosen={person}
            typed={setQuery}
            choose={(option) => setPerson(option?.id)}
          />
        </Field>
        <Field name="type-area" label={t('dossier.row.areaName')}>
          <Combo options={areas} chosen={area} choose={(option) => setArea(option?.id)} />
        </Field>
        <div class="halves">
          <Field name="type-from" label={t('dossier.row.from')}>
            <input
              type="datetime-local"
              required
              value={times.from}
              onInput={(event) => setTimes({ ...times, from: event.currentTarget.value })}
            />
          </Field>
          <Field name="type-until" label={t('dossier.row.until')}>
            <input
              type="datetime-local"
              required
              value={times.until}
              onInput={(event) => setTimes({ ...times, until: event.currentTarget.value })}
            />
          </Field>
        </div>
        <Field name="type-duty" label={t('dossier.row.duty')}>
          <input required maxLength={60} value={duty} onInput={(event) => setDuty(event.currentTarget.value)} />
        </Field>
        <div class="actions">
          <button type="button" onClick={close}>
            {t('kernel.cancel')}
          </button>
          <button class="button-primary">{t('dossier.type-in')}</button>
        </div>
      </form>
    </Dialog>
  )
}
