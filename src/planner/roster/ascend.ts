// Raises the bound: block by block, the exact optimal prices of one block while all others keep theirs, every person's
// other days on the best way around.
// Block-coordinate ascent on the Lagrangian dual (Geoffrion, "Lagrangean relaxation for integer programming", 1974;
// Tseng, "Convergence of a block coordinate descent method for nondifferentiable minimization", 2001), a person's
// sequences as in column generation
// (Desaulniers et al., 2005).
import type { Flow, Prices } from './flow.ts'
import type { Sequences } from './sequences.ts'

/**
 * One sweep over all blocks; changes the prices and returns the bound they prove. `sequences.back` fits the prices
 * before the sweep afterwards no more.
 */
export function ascend(sequences: Sequences, flow: Flow, prices: Prices): number {
  const { blocks, diagram } = sequences
  evaluate(sequences, prices)
  sequences.begin()
  for (let b = 0; b < blocks; b++) {
    sequences.weigh(b)
    flow.solve(diagram.blocks[b], sequences.chance, prices)
    sequences.price(b, prices.place, prices.unit)
    sequences.forward(b)
  }
  return dual(sequences, prices, sequences.sum())
}

/** Prices every block and fills `back`. */
export function evaluate(sequences: Sequences, prices: Prices): void {
  for (let b = 0; b < sequences.blocks; b++) sequences.price(b, prices.place, prices.unit)
  sequences.end()
  sequences.backward(0, sequences.blocks)
}

/** The dual objective at the prices, from the sum of everybody's best sequences: no lawful roster costs less. */
export function dual({ layout: { need, cap, lockedCost } }: Sequences, prices: Prices, sequencesSum: number): number {
  let bound = lockedCost + sequencesSum
  for (let q = 0; q < need.length; q++) bound += need[q] * prices.place[q]
  for (let k = 0; k < cap.length; k++) bound -= cap[k] * prices.unit[k]
  return bound
}
