// A call-up without spread buildings as text in CPLEX LP format, for HiGHS in tests and bench: one column an option,
// one row a building and a cell.
import type { Options } from './options.ts'
import type { CallupProblem } from './problem.ts'

/** @param whole asks for whole buildings; without it, the linear relaxation */
export function callupLp(
  { buildings, slots, people, start, point }: CallupProblem,
  { cost, left, room }: Options,
  whole: boolean,
): string {
  const terms: string[] = []
  const rows: string[] = []
  const cells: string[][] = Array.from(room, () => [])
  const columns: string[] = []
  for (let b = 0; b < buildings; b++) {
    const row = [`o${b}`]
    terms.push(`+ ${left[b]} o${b}`)
    columns.push(`o${b}`)
    for (let o = start[b] * slots; o < start[b + 1] * slots; o++) {
      if (cost[o] === Infinity) continue
      terms.push(`+ ${cost[o]} x${o}`)
      row.push(`x${o}`)
      columns.push(`x${o}`)
      cells[point[Math.floor(o / slots)] * slots + (o % slots)].push(`${people[b]} x${o}`)
    }
    rows.push(`${row.join(' + ')} = 1`)
  }
  cells.forEach((cell, c) => {
    if (cell.length > 0) rows.push(`${cell.join(' + ')} <= ${room[c]}`)
  })
  const bounds = whole
    ? `Binary\n${columns.join('\n')}`
    : `Bounds\n${columns.map((name) => `0 <= ${name} <= 1`).join('\n')}`
  return (
    `Minimize\n obj: ${terms.join('\n ')}\nSubject ` +
    `To\n${rows.map((row, k) => ` r${k}: ${row}`).join('\n')}\n${bounds}\nEnd\n`
  )
}
