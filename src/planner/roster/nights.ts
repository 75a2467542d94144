// Rule "no night, then morning": after a night shift the mornings of the next day are barred, whatever the hours
// between.
import type { RosterProblem } from './problem.ts'
import type { Rule } from './rule.ts'

/** State: 1 + the day (from the first) of the last night while its next day's mornings are still to come, else 0. */
export function nights({ shifts, day, night, morning }: RosterProblem): Rule {
  const first = shifts > 0 ? day[0] : 0
  const lasts = (state: number, shift: number) =>
    state > 0 && shift + 1 < shifts && day[shift + 1] - first <= state ? state : 0
  return {
    states: shifts > 0 ? day[shifts - 1] - first + 2 : 1,
    pass: lasts,
    serve: (state, shift) =>
      morning[shift] && state > 0 && day[shift] - first === state
        ? -1
        : lasts(night[shift] ? day[shift] - first + 1 : state, shift),
  }
}
