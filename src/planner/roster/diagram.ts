// All lawful sequences of shifts as one small graph: the rules multiplied, states that no later shift can tell apart
// made one.
// Bergman, Cire, van Hoeve & Hooker, "Decision Diagrams for Optimization" (2016); joined states: Hopcroft, "An n log n
// algorithm for minimizing states in a finite automaton" (1971), here stage by stage from the end, which one pass does.
import { rest, tooSoon } from './rest.ts'
import { nights } from './nights.ts'
import { runs } from './runs.ts'
import { most, mostByRest } from './most.ts'
import type { RosterProblem } from './problem.ts'

/** Shifts from … until - 1, of which a person serves at most one. */
export interface Block {
  readonly from: number
  readonly until: number
}

/**
 * A stage a block: before block b a person is at one of width[b] nodes; option 0 is to serve none of its shifts, option
 * j its j-th.
 */
export interface Diagram {
  readonly blocks: readonly Block[]
  /** Options of each block: 1 + its shifts. */
  readonly options: Int32Array
  /** Nodes before each block, and one more stage after the last. */
  readonly width: Int32Array
  /** next[b][node × options + option]: node before block b + 1, -1 where unlawful. */
  readonly next: readonly Int32Array[]
  /** Shifts left at each node of each stage: tells what fairness adds. */
  readonly left: readonly Int32Array[]
  /** Node at which each person begins, and how many shifts they have left there. */
  readonly root: Int32Array
  readonly most: Int32Array
}

/** A diagram larger than this comes from rules that no office has. */
const NODES_MAX = 400_000

/**
 * Shifts that bar each other stand together as long as each bars every other; `first` shifts are put into a block of
 * their own.
 */
export function exclusive(problem: RosterProblem, first: number): Block[] {
  const blocks: Block[] = []
  let from = 0
  for (let s = 1; s <= problem.shifts; s++) {
    // Begins rise, so the last bars them all when each of the block's does.
    const joins = s < problem.shifts && s !== first && range(from, s).every((earlier) => tooSoon(problem, earlier, s))
    if (joins) continue
    blocks.push({ from, until: s })
    from = s
  }
  return problem.shifts === 0 ? [] : blocks
}

/** A block each shift. */
export const singles = (problem: RosterProblem): Block[] =>
  range(0, problem.shifts).map((s) => ({ from: s, until: s + 1 }))

const range = (from: number, until: number) => Array.from({ length: until - from }, (_, k) => from + k)

/** Throws RangeError where the rules make too many states. */
export function buildDiagram(problem: RosterProblem, blocks: readonly Block[]): Diagram {
  const limit = mostByRest(problem)
  const mosts = problem.most.map((value) => Math.min(value, limit))
  const walker = rulesOf(problem, limit)
  const stages: number[][] = [[]]
  const roots = new Map<number, number>()
  const root = new Int32Array(problem.people)
  for (let p = 0; p < problem.people; p++)
    root[p] = numberOf(walker.begin(mosts[p], problem.ranDays[p]), roots, stages[0])
  const next: Int32Array[] = []
  let nodes = stages[0].length
  blocks.forEach((block, b) => {
    const found = new Map<number, number>()
    const states: number[] = []
    const options = block.until - block.from + 1
    const edges = new Int32Array(stages[b].length * options)
    stages[b].forEach((state, node) => {
      for (let option = 0; option < options; option++) {
        const after = walker.through(state, block, option)
        edges[node * options + option] = after < 0 ? -1 : numberOf(after, found, states)
      }
    })
    next.push(edges)
    stages.push(states)
    nodes += states.length
    if (nodes > NODES_MAX)
      throw new RangeError(
        `the rules make more than ${NODES_MAX} states; lower the most shifts of a person or shorten the time planned`,
      )
  })
  return minimised(
    {
      blocks,
      options: Int32Array.from(blocks, ({ from, until }) => until - from + 1),
      next,
      left: stages.map((states) => Int32Array.from(states, walker.left)),
      root,
      most: mosts,
    },
    problem.fairness > 0,
  )
}

function numberOf(state: number, found: Map<number, number>, states: number[]): number {
  const known = found.get(state)
  if (known !== undefined) return known
  found.set(state, states.length)
  return states.push(state) - 1
}

/** The rules' states packed into one number. */
function rulesOf(problem: RosterProblem, limit: number) {
  const days = runs(problem)
  const rules = [rest(problem), nights(problem), days, most(limit)]
  const step = (state: number, shift: number, serves: boolean): number => {
    let packed = 0
    let scale = 1
    for (const rule of rules) {
      const own = state % rule.states
      state = Math.floor(state / rule.states)
      const after = serves ? rule.serve(own, shift) : rule.pass(own, shift)
      if (after < 0) return -1
      packed += after * scale
      scale *= rule.states
    }
    return packed
  }
  const [forRest, forNights] = [rules[0].states, rules[0].states * rules[1].states]
  const forDays = forNights * days.states
  if (forDays * (limit + 1) > Number.MAX_SAFE_INTEGER)
    throw new RangeError('the rules make too many states; shorten the time planned')
  return {
    begin: (left: number, ranDays: number) => forRest * rules[1].states * days.begin(ranDays) + forDays * left,
    left: (state: number) => Math.floor(state / forDays),
    /** Through a block, serving its option-th shift (0: none). */
    through(state: number, { from, until }: Block, option: number): number {
      for (let s = from; s < until && state >= 0; s++) state = step(state, s, s === from + option - 1)
      return state
    },
  }
}

type Raw = Omit<Diagram, 'width'>

/** Joins nodes with the same ways on (and, where fairness counts, as many shifts left), from the last stage back. */
function minimised(raw: Raw, byLeft: boolean): Diagram {
  const { blocks, options } = raw
  const next = raw.next.slice()
  const left = raw.left.slice()
  let joined = join(raw.left[blocks.length].length, (node) => (byLeft ? `${raw.left[blocks.length][node]}` : ''))
  left[blocks.length] = joined.sample.map((node) => raw.left[blocks.length][node])
  for (let b = blocks.length - 1; b >= 0; b--) {
    const width = options[b]
    const edges = raw.next[b].map((after) => (after < 0 ? -1 : joined.into[after]))
    joined = join(
      raw.left[b].length,
      (node) => `${byLeft ? raw.left[b][node] : ''}:${edges.subarray(node * width, (node + 1) * width).join()}`,
    )
    next[b] = new Int32Array(joined.sample.length * width)
    joined.sample.forEach((node, k) => next[b].set(edges.subarray(node * width, (node + 1) * width), k * width))
    left[b] = joined.sample.map((node) => raw.left[b][node])
  }
  return {
    ...raw,
    next,
    left,
    width: Int32Array.from(left, (nodes) => nodes.length),
    root: raw.root.map((node) => joined.into[node]),
  }
}

function join(count: number, signature: (node: number) => string): { into: Int32Array; sample: Int32Array } {
  const known = new Map<string, number>()
  const into = new Int32Array(count)
  const sample: number[] = []
  for (let node = 0; node < count; node++) {
    const key = signature(node)
    const found = known.get(key)
    into[node] = found ?? sample.length
    if (found !== undefined) continue
    known.set(key, sample.length)
    sample.push(node)
  }
  return { into, sample: Int32Array.from(sample) }
}
