// Seats that are chosen together: locked, freed, or marked absent in one order, by buttons or by keys.
import { useState } from 'preact/hooks'
import type { RosterCommand } from '#domain/roster/commands.ts'
import { t } from '#web/ui/words.ts'
import { order } from './orders.ts'
import type { SeatRow } from './seats.ts'

/** @param again asks for the roster anew, after each order; an order takes effect on all that are chosen and held */
export function usePicked(round: string, all: readonly SeatRow[], again: () => void) {
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set())
  const picked = all.filter((row) => chosen.has(row.seat) && row.held)
  const seats = picked.map((row) => row.seat)
  const locked = picked.length > 0 && picked.every((row) => row.held!.locked)
  const act = async (command: RosterCommand, said: string, back?: RosterCommand) => {
    if (picked.length === 0) return
    await order(round, command, said, back && (() => void order(round, back).then(again)))
    choose(new Set())
    again()
  }
  const lock = () =>
    act(
      { type: 'lock-seats', seats, locked: !locked },
      t(locked ? 'roster.unlocked-done' : 'roster.locked-done', { n: seats.length }),
      { type: 'lock-seats', seats, locked },
    )
  const absent = () => act({ type: 'mark-absent', seats }, t('roster.absent-done', { n: seats.length }))
  const release = () => act({ type: 'release-seats', seats }, t('roster.released-done', { n: seats.length }))
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || picked.length === 0 || (event.key !== 'l' && event.key !== 'a')) return false
    void (event.key === 'l' ? lock() : absent())
    return true
  }
  return { chosen, choose, n: picked.length, onKey, orders: { locked, lock, absent, release } }
}

type PickedBarProps = ReturnType<typeof usePicked>['orders'] & { readonly n: number }

export function PickedBar({ n, locked, lock, absent, release }: PickedBarProps) {
  return (
    <div class="bar" role="group" aria-label={t('roster.chosen', { n })}>
      <span class="strong">{t('roster.chosen', { n })}</span>
      <button type="button" onClick={() => void lock()}>
        {t(locked ? 'roster.unlock' : 'roster.lock')} <kbd>L</kbd>
      </button>
      <button type="button" onClick={() => void absent()}>
        {t('roster.absent')} <kbd>A</kbd>
      </button>
      <button type="button" onClick={() => void release()}>
        {t('roster.release')}
      </button>
    </div>
  )
}
