// Orders to many entries at once: those chosen in the list, confirmed by the community or agreed to by the unit.
import { useState } from 'preact/hooks'
import { may as rules } from '#domain/dossier/may.ts'
import type { EntryRow } from '#rooms/dossier/questions.ts'
import type { CommandOf } from '#web/api/contract.ts'
import { may } from '#web/console/session/self.ts'
import { envelope, giveAll, receiptTrouble } from '#web/console/parts/give.ts'
import { announce } from '#web/console/parts/toasts.tsx'
import { problemText } from '#web/ui/note.tsx'
import { t } from '#web/ui/words.ts'

const targetOf = (row: EntryRow) => ({ area: row.area, person: row.person, ...(row.unit && { unit: row.unit }) })

/** One order for each of them; what was refused is told with the first reason. */
async function orderAll(rows: readonly EntryRow[], command: (row: EntryRow) => CommandOf<'dossier'>): Promise<void> {
  const answer = await giveAll(rows.map((row) => envelope('dossier', `entry/${row.entry}`, command(row))))
  if (!answer.ok) return announce(problemText(answer), 'bad')
  const failed = answer.body.flatMap((receipt, at) => {
    const trouble = receiptTrouble('dossier', receipt)
    return trouble === undefined ? [] : [`${rows[at].name}：${trouble}`]
  })
  if (failed.length < rows.length) announce(t('dossier.n-done', { n: rows.length - failed.length }))
  if (failed.length > 0) announce(t('console.some-failed', { n: failed.length, first: failed[0] }), 'bad')
}

const mayConfirm = (row: EntryRow) =>
  row.state === 'open' && !row.overlapping && may(rules['confirm-entry'], targetOf(row))
const mayAnswer = (row: EntryRow) =>
  row.state !== 'withdrawn' && row.answer === null && may(rules['answer-entry'], targetOf(row))

export type Orders = ReturnType<typeof useOrders>

/** Entries chosen in the list, and the orders that are given to all of them at once. */
export function useOrders(all: readonly EntryRow[], again: () => void) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const picked = all.filter((row) => chosen.has(row.entry))
  const confirmable = picked.filter(mayConfirm)
  const answerable = picked.filter(mayAnswer)
  const act = async (some: readonly EntryRow[], command: CommandOf<'dossier'>) => {
    if (some.length === 0) return
    await orderAll(some, () => command)
    setChosen(new Set())
    again()
  }
  return {
    chosen,
    choose: setChosen,
    /** How many of the chosen this person may confirm, and may answer for their unit. */
    confirmable: confirmable.length,
    answerable: answerable.length,
    confirm: () => void act(confirmable, { type: 'confirm-entry' }),
    agree: () => void act(answerable, { type: 'answer-entry', answer: 'agreed' }),
  }
}
