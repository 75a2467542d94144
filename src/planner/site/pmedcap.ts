// Reads the capacitated p-median text format of the OR-Library: "number optimum", "n p capacity", then n lines "id x y
// demand".
// Every node is both customer and site; the cost is the Euclidean distance cut to a whole number (Osman & Christofides,
// "Capacitated clustering problems by hybrid simulated annealing and tabu search", 1994).
import type { SiteProblem } from './problem.ts'

export interface Pmedcap {
  readonly problem: SiteProblem
  readonly ids: readonly number[]
  /** The optimum that the file states. */
  readonly stated: number
}

const NODES_MAX = 7_000

/** Throws RangeError "line N: …" on anything else. */
export function readPmedcap(text: string): Pmedcap {
  const lines = text
    .split(/\r?\n/)
    .map((line, at) => ({ at: at + 1, fields: line.trim().split(/\s+/) }))
    .filter(({ fields }) => fields[0] !== '')
  const numbers = (index: number, names: readonly string[]): number[] => {
    const line = lines[index]
    if (!line) throw new RangeError(`line ${(lines.at(-1)?.at ?? 0) + 1}: missing; expected ${names.join(' ')}`)
    return names.map((name, k) => {
      const value = line.fields[k] === undefined ? Number.NaN : Number(line.fields[k])
      if (!Number.isFinite(value))
        throw new RangeError(`line ${line.at}: field ${name} is ${line.fields[k] ?? 'missing'}; it must be a number`)
      return value
    })
  }
  const [, stated] = numbers(0, ['number', 'optimum'])
  const [n, open, capacity] = numbers(1, ['nodes', 'medians', 'capacity'])
  if (!Number.isInteger(n) || n < 1 || n > NODES_MAX)
    throw new RangeError(`line ${lines[1].at}: field nodes is ${n}; it must be a whole number from 1 to ${NODES_MAX}`)
  if (!Number.isInteger(open) || open < 1 || open > n)
    throw new RangeError(`line ${lines[1].at}: field medians is ${open}; it must be a whole number from 1 to ${n}`)
  if (capacity < 0) throw new RangeError(`line ${lines[1].at}: field capacity is ${capacity}; it must not be negative`)
  const nodes = Array.from({ length: n }, (_, k) => numbers(k + 2, ['id', 'x', 'y', 'demand']))
  if (lines.length > n + 2)
    throw new RangeError(
      `line ${lines[n + 2].at}: field nodes says ${n}, but there are more; correct the number or take the line away`,
    )
  const seen = new Map<number, number>()
  nodes.forEach(([id, , , demand], k) => {
    const { at } = lines[k + 2]
    if (seen.has(id)) throw new RangeError(`line ${at}: field id is ${id}, as on line ${seen.get(id)}; remove one`)
    if (demand <= 0) throw new RangeError(`line ${at}: field demand is ${demand}; it must be above 0`)
    seen.set(id, at)
  })
  // In the order of their ids, so that the order of lines changes nothing.
  nodes.sort((a, b) => a[0] - b[0])
  const cost = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let s = 0; s < n; s++)
      cost[i * n + s] = Math.floor(Math.hypot(nodes[i][1] - nodes[s][1], nodes[i][2] - nodes[s][2]))
  }
  const problem = {
    sites: n,
    customers: n,
    open,
    capacity: new Float64Array(n).fill(capacity),
    demand: Float64Array.from(nodes, (node) => node[3]),
    cost,
  }
  return { problem, ids: nodes.map((node) => node[0]), stated }
}
