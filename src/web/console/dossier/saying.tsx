// What is said to an entry in words: feedback, a dispute, a correction of its hours, a withdrawal with its reason.
import { asInput, fromInput } from '#domain/kernel/zone.ts'
import { useState } from 'preact/hooks'
import type { EntryRow } from '#rooms/dossier/questions.ts'
import type { CommandOf } from '#web/api/contract.ts'
import { Field } from '#web/ui/field.tsx'
import { t } from '#web/ui/words.ts'
import { type Times, TimesFields } from './times.tsx'

export type Mode = 'speak' | 'dispute' | 'correct' | 'withdraw'
/** Gives one order to the entry; `said` is told when it was taken. */
export type Order = (command: CommandOf<'dossier'>, said: string) => Promise<void>

/** Letters that may be said in each. */
const LETTERS_MAX: Readonly<Record<Mode, number>> = { speak: 600, dispute: 600, correct: 200, withdraw: 200 }

interface WordsProps {
  readonly row: EntryRow
  readonly mode: Mode
  readonly side: 'community' | 'unit'
  readonly order: Order
  cancel(): void
}

/** A minute that was not touched keeps its seconds. */
const keep = (now: string, before: number) => (now === asInput(before) ? before : fromInput(now))

function give({ row, mode, side, order }: WordsProps, words: string, times: Times): Promise<void> {
  switch (mode) {
    case 'speak':
      return order({ type: 'give-feedback', as: side, text: words }, t('dossier.spoken-done'))
    case 'dispute':
      return order({ type: 'answer-entry', answer: 'disputed', text: words }, t('dossier.answered-done'))
    case 'withdraw':
      return order({ type: 'withdraw-entry', why: words }, t('dossier.withdrawn-done'))
    case 'correct': {
      const [from, until] = [keep(times.from, row.starts), keep(times.until, row.ends)]
      return order({ type: 'correct-entry', from, until, why: words }, t('dossier.corrected-done'))
    }
  }
}

export function Words(props: WordsProps) {
  const { row, mode, cancel } = props
  const [text, setText] = useState('')
  const [times, setTimes] = useState<Times>({ from: asInput(row.starts), until: asInput(row.ends) })
  const submit = (event: Event) => {
    event.preventDefault()
    void give(props, text.trim(), times)
  }
  return (
    <form class="stack-tight" onSubmit={submit}>
      {mode === 'correct' && <TimesFields prefix="correct" times={times} change={setTimes} />}
      <Field
        name="entry-words"
        label={t(mode === 'speak' ? 'dossier.speak-what' : 'dossier.row.why')}
        hint={mode === 'correct' ? t('dossier.correct-kept') : undefined}
      >
        <textarea
          required
          maxLength={LETTERS_MAX[mode]}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </Field>
      <div class="actions">
        <button type="button" onClick={cancel}>
          {t('kernel.cancel')}
        </button>
        <button class="button-primary" disabled={!text.trim()}>
          {t('dossier.send')}
        </button>
      </div>
    </form>
  )
}
