// One fresh process of bench/planner/roster.ts: rosters a country some times over and writes what each took.
//   node bench/planner/roster.child.ts '<country as JSON>' <times> <gap>
import { rosterCountry } from '#planner/roster/cases.ts'
import { Roster } from '#planner/roster/roster.ts'
import { verifyRoster } from '#planner/roster/verify.ts'

const [country, times, enough] = process.argv.slice(2)
const problem = rosterCountry(JSON.parse(country))
const idleKb = process.resourceUsage().maxRSS
const runs: { enoughMs: number | null; ms: number }[] = []
let answer: ReturnType<Roster['answer']> | undefined
for (let k = 0; k < Number(times); k++) {
  const started = process.cpuUsage()
  const spent = () => {
    const { user, system } = process.cpuUsage(started)
    return (user + system) / 1e3
  }
  let enoughMs: number | null = null
  const roster = new Roster(problem, 1)
  for (let done = false; !done;) {
    done = roster.step()
    if (enoughMs === null && roster.objective - roster.bound <= Number(enough) * roster.bound) enoughMs = spent()
  }
  answer = roster.answer()
  runs.push({ enoughMs, ms: spent() })
}
const peakKb = process.resourceUsage().maxRSS
const flaw = verifyRoster(problem, answer!)
if (flaw) throw new Error(JSON.stringify(flaw))
const seats = problem.need.reduce((sum, each) => sum + each, 0)
console.log(
  JSON.stringify({
    arcs: problem.person.length,
    seats,
    open: answer!.open.reduce((sum, each) => sum + each, 0),
    objective: answer!.objective,
    bound: answer!.bound,
    runs,
    idleKb,
    peakKb,
  }),
)
