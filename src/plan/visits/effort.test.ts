// What a ceiling of processor time does to a search: it comes to its end in both cases, and says whether the seed alone
// decided.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { townVisits } from '#planner/visits/cases.ts'
import { verifyVisits } from '#planner/visits/verify.ts'
import { search } from './effort.ts'

const town = townVisits(60, 6, 1)

test('work that is done within its time depends on the seed alone', async () => {
  const run = () => search(town, { seed: 3, work: 2_000_000, cpuSeconds: 600 }, () => true)
  const one = await run()
  assert.equal(one.repeatable, true)
  assert.deepEqual(await run(), one)
})

test('where time is over long before the work, the search cools to its end and claims no repetition', async () => {
  const shares: number[] = []
  const planned = await search(town, { seed: 3, work: 1e15, cpuSeconds: 1 }, (share) => {
    shares.push(share)
    return true
  })
  assert.equal(verifyVisits(town, planned.plan), undefined)
  assert.deepEqual([planned.going, planned.repeatable], [true, false])
  assert.ok(shares.at(-1)! > 0.9, `stopped at ${shares.at(-1)}`)
  assert.ok(shares.every((share, k) => k === 0 || share >= shares[k - 1]))
})

test('whoever interrupts has the plan so far', async () => {
  const planned = await search(town, { seed: 3, work: 1e15, cpuSeconds: Infinity }, () => false)
  assert.equal(verifyVisits(town, planned.plan), undefined)
  assert.deepEqual([planned.going, planned.repeatable], [false, false])
})
