// Twenty kills at random moments in everyday tests; kills.ts by itself does as many as a night holds. SEED=… plays a
// run again.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { killAgainAndAgain } from './kills.ts'
import { seedOf } from '#test/seed.ts'

const seed = seedOf()

test(`a house killed twenty times keeps what it acknowledged, once (seed ${seed})`, async () => {
  // Each cycle is said, so that a run that has come to a stop is known from one on a slow machine.
  const killed = await killAgainAndAgain(20, seed, console.log)
  console.log(JSON.stringify(killed))
  // Rough enough to mean something: kills fell into the middle of sending.
  assert.ok(killed.acknowledged > 100, `${killed.acknowledged} acknowledged`)
  assert.ok(killed.repeated > 10, `${killed.repeated} were under way when it died`)
})
