// Twenty kills at random moments in everyday tests; kills.ts by itself does as many as a night holds.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { killAgainAndAgain } from './kills.ts'

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)

test(`a house killed twenty times keeps what it acknowledged, once (seed ${seed})`, { timeout: 240_000 }, async () => {
  const killed = await killAgainAndAgain(20, seed)
  console.log(JSON.stringify(killed))
  // Rough enough to mean something: kills fell into the middle of sending.
  assert.ok(killed.acknowledged > 100, `${killed.acknowledged} acknowledged`)
  assert.ok(killed.repeated > 10, `${killed.repeated} were under way when it died`)
})
