// Repairs from a solver kept warm: the old prices fit the repaired problem, so only the seats of the absent are
// searched for.
import { Teams } from '#planner/teams/teams.ts'
import { repairCold, type Repair, type RepairRequest, repairOf } from './repair.ts'

/**
 * Mends the plan that `teams` has finished. Afterwards `teams` holds the mended plan; the move cost stays with those
 * who stayed.
 * Where someone of a limited unit is absent the unit may send another, which can make prices fall: then the plan is
 * mended cold, as where the move cost is less than in an earlier repair.
 */
export function repairWarm(teams: Teams, absent: readonly number[], moveCost: number): Repair {
  const { problem, standing } = teams
  const before = teams.answer().place
  const request: RepairRequest = { before, absent, moveCost }
  if (problem.unit && absent.some((v) => problem.unit![v] >= 0)) return repairCold(problem, request)
  if (!standing.keep(moveCost)) return repairCold(problem, request)
  for (const v of absent) standing.remove(standing.inner[v])
  teams.again()
  teams.step(Infinity)
  return repairOf(problem, request, teams.answer())
}
