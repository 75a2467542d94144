// An order of places in which neighbours come one after another, so that what a search touches lies together in memory.
// Breadth first over places that share people: Cuthill & McKee, "Reducing the bandwidth of sparse symmetric matrices",
// 1969.
import type { TeamsProblem } from './problem.ts'

/** Arcs of a place that are asked for neighbours: a few dozen name them all. */
const ASKED = 48

/** Every place once. */
export function inNeighbourhoods({ places, volunteers, start, volunteer }: TeamsProblem): Int32Array {
  // One of the places each person could serve stands for their home: that is near enough.
  const home = new Int32Array(volunteers)
  for (let p = 0; p < places; p++) for (let arc = start[p]; arc < start[p + 1]; arc++) home[volunteer[arc]] = p
  const order = new Int32Array(places)
  const met = new Uint8Array(places)
  let count = 0
  for (let first = 0, next = 0; first < places; first++) {
    if (met[first]) continue
    met[first] = 1
    order[count++] = first
    for (; next < count; next++) {
      const p = order[next]
      const step = Math.max(1, Math.floor((start[p + 1] - start[p]) / ASKED))
      for (let arc = start[p]; arc < start[p + 1]; arc += step) {
        const q = home[volunteer[arc]]
        if (met[q]) continue
        met[q] = 1
        order[count++] = q
      }
    }
  }
  return order
}
