// Rule "rest": a shift begins no sooner than the rest after the end of the one before. It also keeps a person from two
// shifts at once.
import type { RosterProblem } from './problem.ts'
import type { Rule } from './rule.ts'

/** Whether the later of two shifts (by number) begins too soon after the earlier. */
export const tooSoon = ({ begins, ends, restMinutes }: RosterProblem, earlier: number, later: number): boolean =>
  begins[later] < ends[earlier] + restMinutes

/**
 * State: 1 + the shift served last while it still bars a later one, 0 for rested. Whoever served two shifts ended the
 * second later, so the last one decides.
 */
export function rest(problem: RosterProblem): Rule {
  const { shifts } = problem
  const bars = new Int32Array(shifts)
  for (let s = 0; s < shifts; s++) {
    bars[s] = s
    while (bars[s] + 1 < shifts && tooSoon(problem, s, bars[s] + 1)) bars[s]++
  }
  return {
    states: shifts + 1,
    pass: (state, shift) => (state > 0 && bars[state - 1] > shift ? state : 0),
    serve: (state, shift) => (state > 0 && bars[state - 1] >= shift ? -1 : bars[shift] > shift ? shift + 1 : 0),
  }
}
