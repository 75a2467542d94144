// Rule "most shifts": a person serves at most so many shifts of this roster.
import { tooSoon } from './rest.ts'
import type { RosterProblem } from './problem.ts'
import type { Rule } from './rule.ts'

/** State: how many shifts are left. */
export function most(atMost: number): Rule {
  return { states: atMost + 1, pass: (left) => left, serve: (left) => left - 1 }
}

/**
 * The most shifts anybody could serve by rest alone (earliest end first): a higher limit says nothing, and would only
 * make more states.
 */
export function mostByRest(problem: RosterProblem): number {
  let count = 0
  const byEnd = Array.from({ length: problem.shifts }, (_, s) => s).sort(
    (a, b) => problem.ends[a] - problem.ends[b] || a - b,
  )
  let last = -1
  for (const s of byEnd) {
    if (last >= 0 && (problem.begins[s] < problem.begins[last] || tooSoon(problem, last, s))) continue
    last = s
    count++
  }
  return count
}
