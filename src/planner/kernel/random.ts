// Seeded chance: the same seed gives the same numbers on every machine and version of Node.
// xoshiro128** (Blackman & Vigna, "Scrambled linear pseudorandom number generators", 2021), seeded by splitmix32.

export interface Random {
  /** Uniform in [0, 1), 32 bits fine. */
  next(): number
  /** Uniform whole number in [0, below). */
  int(below: number): number
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const split = () => {
    state = (state + 0x9e3779b9) >>> 0
    let z = state
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    return (z ^ (z >>> 16)) >>> 0
  }
  let a = split(),
    b = split(),
    c = split(),
    d = split()
  const bits = () => {
    const five = Math.imul(b, 5)
    const result = Math.imul((five << 7) | (five >>> 25), 9) >>> 0
    const t = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= t
    d = (d << 11) | (d >>> 21)
    return result
  }
  return {
    next: () => bits() / 4294967296,
    int: (below) => Math.floor((bits() / 4294967296) * below),
  }
}
