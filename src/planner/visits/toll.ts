// What too much load costs while a search runs: so dear that some plans keep to the loads and some do not. The way from
// one good plan to a better one often leads over a team that carries too much
// (adaptive penalties: Gendreau, Hertz & Laporte, "A tabu search heuristic for the vehicle routing problem", 1994;
// Vidal et al., 2013).

/**
 * Share of rounds whose plan shall keep to the loads; after how many the price is looked at, and by how much it moves.
 */
const KEPT = 0.4
const LOOK = 100
const DEARER = 1.1
const CHEAPER = 0.9
/** Prices are in 64ths, so that sums of them are exact: else small moves could go round in a circle. */
const PARTS = 64
const PRICE_LEAST = 1 / 4
/** No sum of tolls comes near the price of a visit that nobody makes; and no room under 0 leaves 32 bits. */
const SUM_MOST = 1e13
const LOAD_MOST = 2 ** 30

export class Toll {
  /** Of a unit of load too much; Infinity: none is allowed. */
  price = Infinity
  private readonly load: number
  private last = 0
  private kept = 0
  private rounds = 0

  /** @param load of all visits together */
  constructor(load: number) {
    this.load = load
  }

  /** Loads are to be kept, until `watch` finds that they can be. */
  shut(): void {
    this.price = Infinity
  }

  /**
   * After each round.
   * @param kept whether its plan keeps to the loads
   * @param cost of the best plan, where it serves
   * everybody
   */
  watch(kept: boolean, cost: number | undefined): void {
    if (this.price === Infinity) {
      if (cost === undefined || this.load === 0 || this.load > LOAD_MOST) return
      this.last ||= this.whole(cost / this.load)
      this.price = this.last
    }
    if (kept) this.kept++
    if (++this.rounds < LOOK) return
    this.price = this.last = this.whole(this.price * (this.kept > KEPT * LOOK ? CHEAPER : DEARER))
    this.kept = this.rounds = 0
  }

  private whole(price: number): number {
    return Math.max(PRICE_LEAST, Math.round(Math.min(price, SUM_MOST / this.load) * PARTS) / PARTS)
  }
}
