// From when until when somebody served, as two inputs of day and minute.
import { asInput } from '#domain/kernel/zone.ts'
import { Field } from '#web/ui/field.tsx'
import { t } from '#web/ui/words.ts'

const MINUTE_MS = 60_000

/** As inputs of day and minute write them, by the county's clock. */
export interface Times {
  readonly from: string
  readonly until: string
}

/** What is typed in most: two hours that ended an hour ago. */
export const lately = (): Times => ({
  from: asInput(Date.now() - 180 * MINUTE_MS),
  until: asInput(Date.now() - 60 * MINUTE_MS),
})

interface TimesFieldsProps {
  /** Before the inputs' names, which are each once in a page. */
  readonly prefix: 'correct' | 'type'
  readonly times: Times
  change(times: Times): void
}

export function TimesFields({ prefix, times, change }: TimesFieldsProps) {
  return (
    <div class="halves">
      <Field name={`${prefix}-from`} label={t('dossier.row.from')}>
        <input
          type="datetime-local"
          required
          value={times.from}
          onInput={(event) => change({ ...times, from: event.currentTarget.value })}
        />
      </Field>
      <Field name={`${prefix}-until`} label={t('dossier.row.until')}>
        <input
          type="datetime-local"
          required
          value={times.until}
          onInput={(event) => change({ ...times, until: event.currentTarget.value })}
        />
      </Field>
    </div>
  )
}
