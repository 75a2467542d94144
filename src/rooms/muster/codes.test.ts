// What an arrival code is worth: now, at the sender's time, within the hour before, or nothing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeStepSeconds } from '#domain/muster/terms.ts'
import { codesFrom, findCode, newSecret, stepAt } from './codes.ts'

const step = codeStepSeconds * 1_000
/** Far from any other: the middle of a step. */
const now = 58_000_000 * step + step / 2
const secret = newSecret()
/** The code that the leader's screen showed so many steps from now. */
const shown = (steps: number) => codesFrom(secret, now + steps * step)[0].digits

test('a code is good one step before and after now; older within the hour it is stale, and else wrong', () => {
  const table = [
    [-121, 'wrong'],
    [-120, 'stale'],
    [-3, 'stale'],
    [-2, 'then'],
    [-1, 'now'],
    [0, 'now'],
    [1, 'now'],
    [2, 'then'],
    [3, 'wrong'],
  ] as const
  for (const [steps, found] of table) {
    const expected = found === 'wrong' ? { found, step: 0 } : { found, step: stepAt(now) + steps }
    assert.deepEqual(findCode(secret, shown(steps), now, now), expected, `${steps} steps`)
  }
})

test('uploaded hours later, a code is good two steps around the sender’s time, and no more', () => {
  const hours = 120 * 5
  const sent = now - hours * step
  const table = [
    [-121, 'wrong'],
    [-120, 'stale'],
    [-3, 'stale'],
    [-2, 'then'],
    [0, 'then'],
    [2, 'then'],
    [3, 'wrong'],
  ] as const
  for (const [steps, found] of table)
    assert.equal(findCode(secret, shown(steps - hours), sent, now).found, found, `${steps} steps around the sender’s`)
})

test('another muster’s code is wrong, and so are digits that nobody showed', () => {
  const other = codesFrom(newSecret(), now)[0].digits
  for (const code of [other, '', '0000000', '123456789', `${shown(0)} `])
    assert.equal(findCode(secret, code, now, now).found, 'wrong', JSON.stringify(code))
})

test('the leader’s screen holds ten minutes of codes, each in its own half minute, without a gap', () => {
  const codes = codesFrom(secret, now)
  assert.equal(codes.length, 21)
  assert.equal(codes[0].from, stepAt(now) * step)
  for (const [n, { digits, from, until }] of codes.entries()) {
    assert.match(digits, /^\d{8}$/)
    assert.equal(until - from, step)
    if (n > 0) assert.equal(from, codes[n - 1].until)
    assert.deepEqual(findCode(secret, digits, from, from), { found: 'now', step: stepAt(from) }, `code ${n}`)
  }
  assert.ok(codes[20].until - now >= 10 * 60_000)
})
