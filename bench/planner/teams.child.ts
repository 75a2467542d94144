// One side of the bench in a process of its own: reads a problem file, solves it several times, repairs a tenth of
// no-shows, prints CPU times as JSON.
// The first solve is cold (nothing compiled yet), the last ones are warm.
import { readFileSync } from 'node:fs'
import { repairWarm } from '#planner/repair/warm.ts'
import { Teams } from '#planner/teams/teams.ts'
import { verifyTeams } from '#planner/teams/verify.ts'
import { problemFromFile } from './teams.file.ts'

const [file, times] = process.argv.slice(2)
/** Linux: the process's own peak; resourceUsage() would count what it was forked from. */
const peakNow = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))![1])
const idleKb = peakNow()
const problem = problemFromFile(readFileSync(file))
const loadedKb = peakNow()

const cpu = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e3
}

const solveMs: number[] = []
const repairMs: number[] = []
let objective = 0
let proven = true
let moved = 0
let peakKb = 0
for (let k = 0; k < Number(times); k++) {
  const before = cpu()
  const teams = new Teams(problem)
  teams.step(Infinity)
  const answer = teams.answer()
  solveMs.push(cpu() - before)
  if (k === 0) {
    peakKb = peakNow()
    proven = verifyTeams(problem, answer) === undefined
  }
  objective = answer.objective
  // Every tenth person of the plan does not come; a move costs half a shortage, so nobody moves without need.
  const absent: number[] = []
  let seated = 0
  answer.place.forEach((place, v) => {
    if (place >= 0 && seated++ % 10 === 0) absent.push(v)
  })
  const start = cpu()
  const repair = repairWarm(teams, absent, 5_000)
  repairMs.push(cpu() - start)
  moved = repair.moved.length
  proven &&= repair.answer.objective === repair.answer.bound
}
console.log(JSON.stringify({ objective, proven, solveMs, repairMs, moved, idleKb, loadedKb, peakKb }))
