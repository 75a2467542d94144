// A simulated county: thousands of phones and hundreds of musters over lost, doubled, late and reordered messages,
// wrong clocks and restarts. Everything is drawn from one seed. What must always hold is checked after every event.
import assert from 'node:assert/strict'
import { muster } from '#domain/muster/muster.ts'
import { blow } from './officers.ts'
import { readCall } from './phones.ts'
import { begin, minute, World } from './world.ts'

/** The server stops and starts: what it holds in memory comes from the journal again, and must be the same. */
function restart({ count, journal, states, seed }: World): void {
  count.restarts += 1
  for (const [id, events] of journal) {
    const folded = events.reduce(muster.evolve, muster.initial(`muster/${id}`))
    assert.deepEqual(folded, states.get(id), `seed ${seed}: folded again, the same`)
    states.set(id, folded)
  }
}

/** The server's clock is set: ahead, then back. Minutes after the beginning, minutes off. */
const jumps = [
  [200, 4],
  [330, -3],
  [470, 0],
] as const

/** A county to which all this will happen when it is run. */
export function countyOf(seed: number, musters: number): World {
  const world = new World(seed, (person, id) => readCall(world, person, id))
  for (let i = 0; i < musters; i += 1) world.at(begin + world.upTo(600) * minute, () => blow(world))
  for (let i = 0; i < 8; i += 1) world.at(begin + world.upTo(900) * minute, () => restart(world))
  for (const [when, by] of jumps) world.at(begin + when * minute, () => void (world.jump = by * minute))
  return world
}
