// Move "roll": the blocks of a window are filled one after the other, each as an exact flow that sees the later days of
// every person through the prices; all days outside the window stay. A window of one block is an exact improvement, a
// window of all blocks a new roster.
import type { Flow } from './flow.ts'
import type { Sequences } from './sequences.ts'
import type { Standing } from './standing.ts'

/** Changes `standing` in blocks from … until - 1. `sequences.worth` must fit the prices of the window. */
export function roll(sequences: Sequences, flow: Flow, standing: Standing, from: number, until: number): void {
  const { diagram } = sequences
  if (until === sequences.blocks) sequences.end()
  else standing.suffix(diagram, until, sequences.back[until])
  sequences.backward(from + 1, until)
  const nodes = standing.nodesAt(diagram, from)
  for (let b = from; b < until; b++) {
    sequences.weighAt(b, nodes)
    const block = diagram.blocks[b]
    standing.set(block.from, block.until, flow.solve(block, sequences.chance).arcs)
    standing.advance(diagram, b, nodes)
  }
}
