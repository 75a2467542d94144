// What this person may say to an entry: a press confirms or agrees, everything else is put into words.
import { useState } from 'preact/hooks'
import { may as rules } from '#domain/dossier/may.ts'
import type { EntryRow } from '#rooms/dossier/questions.ts'
import type { CommandOf } from '#web/api/contract.ts'
import { may } from '#web/console/session/self.ts'
import { give } from '#web/console/parts/give.ts'
import { announce } from '#web/console/parts/toasts.tsx'
import { t } from '#web/ui/words.ts'
import { type Mode, type Order, Words } from './saying.tsx'

interface ActsProps {
  readonly row: EntryRow
  /** An order was answered, well or not. */
  done(): void
}

const targetOf = (row: EntryRow) => ({ area: row.area, person: row.person, ...(row.unit && { unit: row.unit }) })
/** Whether the person speaks for the community; else for the unit. */
const isOurs = (row: EntryRow) => may({ roles: ['officer', 'dispatcher'] }, targetOf(row))

export function Acts({ row, done }: ActsProps) {
  const [mode, setMode] = useState<Mode>()
  const order: Order = async (command, said) => {
    const outcome = await give('dossier', `entry/${row.entry}`, command)
    announce(outcome.ok ? said : outcome.text, outcome.ok ? 'good' : 'bad')
    if (outcome.ok) setMode(undefined)
    done()
  }
  if (mode)
    return (
      <Words
        row={row}
        mode={mode}
        order={order}
        cancel={() => setMode(undefined)}
        side={isOurs(row) ? 'community' : 'unit'}
      />
    )
  return (
    <div class="actions actions-start">
      <Presses row={row} order={order} />
      {modesOpen(row).map((one) => (
        <button key={one} type="button" onClick={() => setMode(one)}>
          {t(SAYS[one])}
        </button>
      ))}
    </div>
  )
}

const SAYS = {
  dispute: 'dossier.dispute',
  speak: 'dossier.speak',
  correct: 'dossier.correct',
  withdraw: 'dossier.withdraw',
} as const satisfies Record<Mode, string>
const MODES = Object.keys(SAYS) as readonly Mode[]

/** What is said in words, as far as this person may. */
function modesOpen(row: EntryRow): readonly Mode[] {
  const target = targetOf(row)
  const open: Readonly<Record<Mode, boolean>> = {
    dispute: may(rules['answer-entry'], target),
    speak: isOurs(row) || may({ roles: [], ownUnit: true }, target),
    correct: may(rules['correct-entry'], target),
    withdraw: may(rules['withdraw-entry'], target),
  }
  return MODES.filter((one) => open[one])
}

/** What a press says. */
function Presses({ row, order }: { row: EntryRow; order: Order }) {
  const target = targetOf(row)
  const confirm = {
    type: 'confirm-entry',
    ...(row.overlapping && { overlapping: true }),
  } satisfies CommandOf<'dossier'>
  return (
    <>
      {may(rules['confirm-entry'], target) && row.state === 'open' && (
        <button type="button" class="button-good" onClick={() => void order(confirm, t('dossier.confirmed-done'))}>
          {t(row.overlapping ? 'dossier.confirm-overlapping' : 'dossier.confirm')}
        </button>
      )}
      {may(rules['answer-entry'], target) && row.answer !== 'agreed' && (
        <button
          type="button"
          class="button-good"
          onClick={() => void order({ type: 'answer-entry', answer: 'agreed' }, t('dossier.answered-done'))}
        >
          {t('dossier.agree')}
        </button>
      )}
    </>
  )
}
