// The simulated county, played: never promised beyond the seats, never to two musters, everybody told. The seed is
// printed; SEED=… plays it again.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countyOf } from './county.ts'
import { PEOPLE } from './world.ts'
import { seedOf } from '#test/seed.ts'

const seed = seedOf(20221006)
const MUSTERS = 240

test(`${PEOPLE} phones, ${MUSTERS} musters, bad networks (seed ${seed}): no seat twice, nobody twice, all told`, () => {
  const world = countyOf(seed, MUSTERS)
  world.run()
  const { count } = world
  assert.equal(
    [...world.states.values()].filter((state) => state.whistle && state.phase !== 'over').length,
    0,
    `seed ${seed}: every muster ended`,
  )
  assert.equal(world.engaged.size, 0, `seed ${seed}: nobody stays promised after the end`)
  assert.ok(count.commands >= 20_000, `${count.commands} commands`)
  // The world is rough enough to mean something: each of these happened, or the simulation proves little.
  for (const reason of [
    'over',
    'not-called',
    'engaged-elsewhere',
    'code-wrong',
    'code-stale',
    'already-arrived',
    'not-due',
    'nobody-to-call',
  ])
    assert.ok(count.refused.get(reason), `${reason} happened`)
  for (const what of ['known', 'lost', 'late', 'restarts', 'firedTwice', 'seatsPromised', 'escalated'] as const)
    assert.ok(count[what] > 0, what)
  let late = 0
  for (const { event } of world.log) if (event.type === 'person-arrived' && event.evidence === 'scanned-late') late += 1
  assert.ok(late > 0, 'arrivals were uploaded late and counted')
  console.log(JSON.stringify({ seed, ...count, refused: Object.fromEntries(count.refused), arrivedLate: late }))
})

test('the same seed plays the same county', () => {
  const figures = [1, 2].map(() => {
    const world = countyOf(seed + 1, 40)
    world.run()
    return [...world.states.values()].map(
      (state) => `${state.phase} ${state.wave} ${state.called} ${JSON.stringify(state.seated)}`,
    )
  })
  assert.deepEqual(figures[0], figures[1])
  assert.ok(figures[0].length > 20)
})
