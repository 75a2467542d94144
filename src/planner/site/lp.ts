// A siting problem (without opening costs) as text in CPLEX LP format, for an independent solver in tests and bench.
import type { SiteProblem } from './problem.ts'

export function lpText({ sites, customers, open, capacity, demand, cost }: SiteProblem): string {
  const each = (count: number, text: (k: number) => string, by: string) =>
    Array.from({ length: count }, (_, k) => text(k)).join(by)
  const rows = [
    each(customers, (i) => ` c${i}: ${each(sites, (s) => `x${i}_${s}`, ' + ')} = 1`, '\n'),
    each(
      sites,
      (s) => ` s${s}: ${each(customers, (i) => `${demand[i]} x${i}_${s}`, ' + ')} - ${capacity[s]} y${s} <= 0`,
      '\n',
    ),
    ` p: ${each(sites, (s) => `y${s}`, ' + ')} <= ${open}`,
  ]
  const sum = each(customers, (i) => each(sites, (s) => `${cost[i * sites + s]} x${i}_${s}`, ' + '), '\n + ')
  const binaries =
    `${each(customers, (i) => each(sites, (s) => `x${i}_${s}`, ' '), '\n ')}\n ` + `${each(sites, (s) => `y${s}`, ' ')}`
  return `Minimize\n obj: ${sum}\nSubject To\n${rows.join('\n')}\nBinaries\n ${binaries}\nEnd\n`
}
