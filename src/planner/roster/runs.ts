// Rule "longest run": at most so many days in a row, those before the first day counted.
import type { RosterProblem } from './problem.ts'
import type { Rule } from './rule.ts'

/**
 * State: 0 for fresh, else the day served last (the eve of the first day is 0) and the length of the run, while the
 * next day could still lengthen it.
 */
export function runs({ shifts, day, runDaysMax, ranDays }: RosterProblem): Rule & { begin(ranDays: number): number } {
  const first = shifts > 0 ? day[0] - 1 : 0
  const span = shifts > 0 ? day[shifts - 1] - first + 1 : 1
  // A run longer than the horizon and what came before cannot be told from one as long.
  const most = Math.min(runDaysMax, span + ranDays.reduce((a, b) => Math.max(a, b), 0))
  const pack = (last: number, length: number) => 1 + last * most + length - 1
  const lastOf = (state: number) => Math.floor((state - 1) / most)
  const lasts = (state: number, shift: number) =>
    state > 0 && shift + 1 < shifts && day[shift + 1] - first - lastOf(state) <= 1 ? state : 0
  return {
    states: 1 + span * most,
    begin: (ranDays) => (ranDays > 0 ? pack(0, Math.min(ranDays, most)) : 0),
    pass: lasts,
    serve: (state, shift) => {
      const today = day[shift] - first
      const length =
        state === 0 || lastOf(state) < today - 1 ? 1 : ((state - 1) % most) + 1 + (lastOf(state) < today ? 1 : 0)
      return length > most ? -1 : lasts(pack(today, length), shift)
    },
  }
}
