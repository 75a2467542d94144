// The first call-up: buildings with the most to lose first, the largest of equals before, each to the cheapest option
// (at the prices of room) with room left.
import { Layout } from './layout.ts'
import { type Options } from './options.ts'
import type { CallupProblem } from './problem.ts'
import type { Shortlists } from './shortlists.ts'

export function startLayout(problem: CallupProblem, options: Options, active: Int32Array, lists: Shortlists): Layout {
  const layout = new Layout(problem, options, active)
  const { people, slots, start } = problem
  // Large buildings find room only while the cells are empty.
  const order = Array.from(active).sort((a, b) => people[b] - people[a] || a - b)
  for (const b of order) {
    let at = -1
    for (let k = lists.start[b]; k < lists.start[b + 1] && at < 0; k++)
      if (layout.fits(b, lists.option[k])) at = lists.option[k]
    if (at < 0) {
      let least = options.left[b]
      for (let o = start[b] * slots; o < start[b + 1] * slots; o++) {
        if (options.cost[o] < least && layout.fits(b, o)) {
          least = options.cost[o]
          at = o
        }
      }
    }
    if (at >= 0 && options.cost[at] < options.left[b]) layout.put(b, at)
  }
  return layout
}
