// A roster problem as text in CPLEX LP format, for an independent solver in tests and bench. Shares no rule with the
// solver but the pairs of shifts.
import type { RosterProblem } from './problem.ts'

/** Person × shift as one number x (several arcs), days worked d, n-th shifts f. */
export function lpText(problem: RosterProblem): string {
  const { people, places, shifts, start, person, cost, need, shortage, shift, unit, unitCap, locked } = problem
  const terms: string[] = []
  const rows: string[] = []
  const bounds: string[] = []
  const term = (value: number, name: string) => {
    if (value !== 0) terms.push(`${value < 0 ? '-' : '+'} ${Math.abs(value)} ${name}`)
  }
  const serving: string[][][] = Array.from({ length: people }, () => Array.from({ length: shifts }, () => []))
  const names: string[] = []
  for (let q = 0; q < places; q++) {
    term(shortage[q], `o${q}`)
    const row = [`o${q}`]
    for (let arc = start[q]; arc < start[q + 1]; arc++) {
      names.push(`x${arc}`)
      term(cost[arc], `x${arc}`)
      row.push(`x${arc}`)
      serving[person[arc]][shift[q]].push(`x${arc}`)
    }
    rows.push(`${row.join(' + ')} = ${need[q]}`)
  }
  for (let p = 0; p < people; p++) personRows(problem, p, serving[p], rows, names, term)
  unitCap?.forEach((cap, u) => {
    for (let s = 0; s < shifts; s++) {
      const row = serving.flatMap((by, p) => (unit![p] === u ? by[s] : []))
      if (row.length > 0) rows.push(`${row.join(' + ')} <= ${cap}`)
    }
  })
  for (const arc of locked) bounds.push(`x${arc} = 1`)
  return [
    'Minimize',
    ` obj: ${terms.join('\n ') || '0 o0'}`,
    'Subject To',
    rows.map((row, k) => ` r${k}: ${row}`).join('\n'),
    'Bounds',
    bounds.join('\n'),
    'Binary',
    names.join('\n'),
    'End',
    '',
  ].join('\n')
}

function personRows(
  {
    shifts,
    begins,
    ends,
    day,
    night,
    morning,
    restMinutes,
    runDaysMax,
    fairness,
    most,
    served,
    ranDays,
  }: RosterProblem,
  p: number,
  by: string[][],
  rows: string[],
  names: string[],
  term: (value: number, name: string) => void,
): void {
  const all = by.flat()
  if (all.length === 0) return
  for (let t = 0; t < shifts; t++) {
    // Shifts that bar t bar each other too: begins rise.
    const barring = by.slice(0, t).filter((_, s) => begins[t] < ends[s] + restMinutes)
    const row = [...by[t], ...barring.flat()]
    if (row.length > 1) rows.push(`${row.join(' + ')} <= 1`)
    if (!morning[t]) continue
    for (let s = 0; s < t; s++)
      if (night[s] && day[s] === day[t] - 1 && by[s].length > 0 && by[t].length > 0)
        rows.push(`${[...by[s], ...by[t]].join(' + ')} <= 1`)
  }
  rows.push(`${all.join(' + ')} <= ${most[p]}`)
  const days = [...new Set(day)]
  for (const today of days) {
    names.push(`d${p}_${today - days[0]}`)
    for (let s = 0; s < shifts; s++)
      if (day[s] === today && by[s].length > 0) rows.push(`${by[s].join(' + ')} - d${p}_${today - days[0]} <= 0`)
  }
  const first = days[0]
  const last = days[days.length - 1]
  for (let from = first - ranDays[p]; from + runDaysMax <= last; from++) {
    const window = Array.from({ length: runDaysMax + 1 }, (_, k) => from + k)
    const before = window.filter((one) => one < first).length
    const row = window.filter((one) => days.includes(one)).map((one) => `d${p}_${one - first}`)
    if (row.length > 0 && before + row.length > runDaysMax) rows.push(`${row.join(' + ')} <= ${runDaysMax - before}`)
  }
  if (fairness === 0) return
  const steps = Math.min(most[p], shifts)
  const each = Array.from({ length: steps }, (_, n) => `f${p}_${n}`)
  each.forEach((name, n) => {
    term(fairness * (served[p] + n), name)
    names.push(name)
  })
  rows.push(`${all.join(' + ')}${each.map((name) => ` - ${name}`).join('')} ${each.length > 0 ? '' : '+ 0 o0 '}<= 0`)
}
