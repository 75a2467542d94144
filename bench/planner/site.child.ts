// One cold solve of the siting bench in a process of its own: file F S | town SITES CUSTOMERS OPEN SLACK SEED S | highs
// SITES CUSTOMERS OPEN SLACK SEED.
import { readFileSync } from 'node:fs'
import highs from 'highs'
import { townSite } from '#planner/site/cases.ts'
import { lpText } from '#planner/site/lp.ts'
import { readPmedcap } from '#planner/site/pmedcap.ts'
import type { SiteProblem } from '#planner/site/problem.ts'
import { solveSite } from '#planner/site/site.ts'
import { siteFaults } from '#planner/site/verify.ts'

const [kind, ...args] = process.argv.slice(2)
const started = process.cpuUsage()
const cpu = () => {
  const { user, system } = process.cpuUsage(started)
  return (user + system) / 1e6
}

function ours(problem: SiteProblem, seconds: number, stated?: number): void {
  const begun = cpu()
  const plan = solveSite(problem, { seed: 1, spent: () => (cpu() - begun) / seconds })
  console.log(
    JSON.stringify({
      objective: plan.objective,
      bound: plan.bound,
      stated,
      seconds: cpu() - begun,
      rounds: plan.rounds,
      faults: siteFaults(problem, plan),
    }),
  )
}

if (kind === 'file') {
  const { problem, stated } = readPmedcap(readFileSync(args[0], 'utf8'))
  ours(problem, Number(args[1]), stated)
} else {
  const [sites, customers, open, slack, seed, seconds] = args.map(Number)
  const problem = townSite(sites, customers, open, slack, seed)
  if (kind === 'town') ours(problem, seconds)
  else {
    const solver = await (highs as unknown as typeof highs.default)()
    const begun = cpu()
    const { ObjectiveValue } = solver.solve(lpText(problem), { mip_rel_gap: 0 })
    console.log(
      JSON.stringify({
        objective: ObjectiveValue,
        bound: ObjectiveValue,
        seconds: cpu() - begun,
        rounds: 0,
        faults: [],
      }),
    )
  }
}
