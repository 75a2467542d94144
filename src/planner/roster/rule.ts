// What a rule along a person's shifts looks like: a small automaton. One rule a file; diagram.ts multiplies them.

/** States are whole numbers from 0; a rule forgets what no later shift can feel, so that few states are met. */
export interface Rule {
  /** States are below this. */
  readonly states: number
  /** State after a shift that was not served. */
  pass(state: number, shift: number): number
  /** State after serving a shift, -1 where the rule forbids it. */
  serve(state: number, shift: number): number
}
