// One name for chance in all tests: SEED. A test that draws says its seed in its title, and SEED=… plays it again.

/** @param usual the seed where none is given; left out, each run draws a new one */
export function seedOf(usual = Date.now() % 1_000_000): number {
  const seed = Number(process.env.SEED ?? usual)
  if (!Number.isSafeInteger(seed)) throw new Error(`SEED must be a whole number and is ${process.env.SEED}`)
  return seed
}
