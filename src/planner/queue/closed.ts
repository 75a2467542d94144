// Closed forms a simulation must agree with: Erlang's C formula and the Pollaczek–Khinchine mean. Rates and times in
// any one unit of time.

/**
 * Chance that an arrival has to wait in M/M/c (Erlang, "Solution of some problems in the theory of probabilities of
 * significance in automatic telephone exchanges", 1917).
 */
export function erlangC(arrivalRate: number, serviceRate: number, lanes: number): number {
  const load = arrivalRate / serviceRate
  if (!(load < lanes)) return 1
  // Erlang B by its recursion, then C from B: no factorials, so no overflow.
  let blocked = 1
  for (let k = 1; k <= lanes; k++) blocked = (load * blocked) / (k + load * blocked)
  return (lanes * blocked) / (lanes - load * (1 - blocked))
}

/** Mean wait in line of M/M/c; Infinity when arrivals outrun the lanes. */
export function erlangWait(arrivalRate: number, serviceRate: number, lanes: number): number {
  const spare = lanes * serviceRate - arrivalRate
  return spare > 0 ? erlangC(arrivalRate, serviceRate, lanes) / spare : Infinity
}

/**
 * Mean wait in line of M/G/1 (Pollaczek, "Über eine Aufgabe der Wahrscheinlichkeitstheorie", 1930).
 * @param spread
 * deviation of the service time over its mean: 0 for M/D/1, 1 for M/M/1
 */
export function pollaczekWait(arrivalRate: number, serviceMean: number, spread: number): number {
  const busy = arrivalRate * serviceMean
  return busy < 1 ? (busy * serviceMean * (1 + spread ** 2)) / 2 / (1 - busy) : Infinity
}
