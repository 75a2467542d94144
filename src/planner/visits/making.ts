// What the search asks of routes in the making, be they plain or coupled.

export interface Making<Self> {
  /** Neighbours of a stop on its way; visits come first among the stops. */
  readonly next: Int32Array
  readonly prev: Int32Array
  /** Team of a visit, -1 for a visit nobody makes. */
  readonly team: Int32Array
  /** Visits by team. */
  readonly count: Int32Array
  /** Units of the visits nobody makes, and what everything else costs. */
  readonly missed: number
  readonly cost: number
  /** The cost and, while the search runs, the toll for too much load. */
  readonly burden: number
  /** False where a team carries too much. */
  readonly fits: boolean
  copyFrom(other: Self): void
  clear(): void
  /** Takes a visit out; nothing else may be asked before `mend`. */
  remove(i: number): void
  /** Sends a team home; nothing else may be asked before `mend`. */
  empty(v: number): void
  /**
   * The idle team takes over a route of another plan, without what is served here already; nothing else may be asked
   * before `mend`.
   */
  adopt(v: number, other: Self, w: number): void
  /** Sums up after changes to the first `touched` teams of `dirty`. What cannot be kept is taken out. */
  mend(dirty: Int32Array, touched: number): void
}

/** Puts visits into one plan. */
export interface Inserting {
  /** The measure of work: spots looked at and stops walked. */
  readonly work: number
  /** Puts a visit (and the one it hangs together with) where it adds least. @returns false where it fits nowhere */
  insert(i: number): boolean
  /** From now on only likely spots are looked at, where there are many. */
  narrow(): void
}

/** Betters one plan by small moves. */
export interface Polishing {
  /** The measure of work: spots looked at. */
  readonly work: number
  /** A stop whose surroundings have changed. */
  visit(stop: number): void
  /** Until no visit whose surroundings have changed can be bettered. */
  run(): void
}

/** One lost unit outweighs every way there is. */
const UNIT = 1e15

/** How much worse a plan is than another: exact where nothing more is lost, and always of the right sign. */
export const worse = (one: Making<unknown>, other: Making<unknown>): number =>
  (one.missed - other.missed) * UNIT + (one.burden - other.burden)
