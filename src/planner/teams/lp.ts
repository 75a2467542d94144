// A team problem as text in CPLEX LP format, for an independent solver in tests and bench. The flow's matrix is totally
// unimodular: its optimum is whole.
import type { TeamsProblem } from './problem.ts'

export function lpText({
  places,
  volunteers,
  need,
  shortage,
  start,
  volunteer,
  cost,
  unit,
  unitCap,
}: TeamsProblem): string {
  const terms: string[] = []
  const rows: string[] = []
  const bounds: string[] = []
  const ofVolunteer: string[][] = Array.from({ length: volunteers }, () => [])
  const ofUnit: string[][] = Array.from({ length: unitCap?.length ?? 0 }, () => [])
  const term = (value: number, name: string) => terms.push(`${value < 0 ? '-' : '+'} ${Math.abs(value)} ${name}`)
  for (let p = 0; p < places; p++) {
    const row = [`o${p}`]
    term(shortage[p], `o${p}`)
    for (let arc = start[p]; arc < start[p + 1]; arc++) {
      const v = volunteer[arc]
      term(cost[arc], `x${arc}`)
      row.push(`x${arc}`)
      ofVolunteer[v].push(`x${arc}`)
      if (unit && unit[v] >= 0) ofUnit[unit[v]].push(`x${arc}`)
      bounds.push(`0 <= x${arc} <= 1`)
    }
    rows.push(`${row.join(' + ')} = ${need[p]}`)
  }
  for (const row of ofVolunteer) if (row.length > 0) rows.push(`${row.join(' + ')} <= 1`)
  ofUnit.forEach((row, u) => {
    if (row.length > 0) rows.push(`${row.join(' + ')} <= ${unitCap![u]}`)
  })
  return (
    `Minimize\n obj: ${terms.join('\n ')}\nSubject ` +
    `To\n${rows.map((row, k) => ` r${k}: ${row}`).join('\n')}\nBounds\n${bounds.join('\n')}\nEnd\n`
  )
}
