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
import { lately, type Times, TimesFields } from './times.tsx'

interface Person {
  readonly person: string
  readonly name: string
  readonly unitName: string | null
  readonly home: string
}
const TYPING_MS = 250
const FOUND_MAX = 50

/** People whose name holds what is typed, asked for when the typing rests. */
function useFound(query: string): readonly Person[] {
  const [found, setFound] = useState<readonly Person[]>([])
  useEffect(() => {
    if (!query.trim()) return
    const find = async () => {
      const answer = await ask('persons', { query: query.trim() })
      if (answer.ok) setFound(answer.body.rows.slice(0, FOUND_MAX))
    }
    const timer = setTimeout(() => void find(), TYPING_MS)
    return () => clearTimeout(timer)
  }, [query])
  return found
}

interface Typed {
  readonly person?: string
  readonly area?: string
  readonly times: Times
  readonly duty: string
}

/** The first of one's own communities, lately, doing nothing yet. */
const begun = (): Typed => ({
  area: areaOptions(['community']).find((option) =>
    self.value!.grants.some((grant) => option.id.startsWith(grant.area)),
  )?.id,
  times: lately(),
  duty: '',
})

/** Puts the hours down and says so; else the sentence that says why not. */
async function typeEntry({ person, area, times, duty }: Typed): Promise<string | undefined> {
  if (!person || !area) return t('dossier.type-in-whom')
  const outcome = await give('dossier', `entry/${newId()}`, {
    type: 'type-entry',
    person,
    area,
    from: fromInput(times.from),
    until: fromInput(times.until),
    duty: duty.trim(),
  })
  if (!outcome.ok) return outcome.text
  const overlaps = (outcome.answer as { overlaps?: readonly string[] } | undefined)?.overlaps?.length ?? 0
  if (overlaps > 0) announce(t('dossier.typed-overlapping', { n: overlaps }), 'bad')
  else announce(t('dossier.typed-done'), 'good')
  return undefined
}

export function TypeIn({ done, close }: { done(): void; close(): void }) {
  const [query, setQuery] = useState('')
  const found = useFound(query)
  const [typed, setTyped] = useState(begun)
  const [problem, setProblem] = useState<string>()
  const change = (more: Partial<Typed>) => setTyped((before) => ({ ...before, ...more }))
  const submit = async (event: Event) => {
    event.preventDefault()
    const wrong = await typeEntry(typed)
    if (wrong !== undefined) return setProblem(wrong)
    done()
  }
  return (
    <Dialog title={t('dossier.type-in')} close={close}>
      <form class="stack" onSubmit={submit}>
        <p class="soft">{t('dossier.type-in-what')}</p>
        <Field name="type-person" label={t('dossier.row.name')} problem={problem}>
          <Combo
            options={found.map((one) => ({ id: one.person, text: one.name, detail: one.unitName ?? '' }))}
            chosen={typed.person}
            typed={setQuery}
            choose={(option) => change({ person: option?.id })}
          />
        </Field>
        <Field name="type-area" label={t('dossier.row.areaName')}>
          <Combo
            options={areaOptions(['community'])}
            chosen={typed.area}
            choose={(option) => change({ area: option?.id })}
          />
        </Field>
        <TimesFields prefix="type" times={typed.times} change={(times) => change({ times })} />
        <Field name="type-duty" label={t('dossier.row.duty')}>
          <input
            required
            maxLength={60}
            value={typed.duty}
            onInput={(event) => change({ duty: event.currentTarget.value })}
          />
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
