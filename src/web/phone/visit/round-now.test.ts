// Which round the screen of doors opens: a table of what runs and what is to come.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { roundsNow } from './round-now.ts'

const round = (name: string, state: string, starts: number, visits = 5) => ({ round: name, state, starts, visits })

test('what runs is opened before what is to come, newest lists or not', () => {
  const table: readonly (readonly [expected: string, rounds: readonly ReturnType<typeof round>[]])[] = [
    ['runs', [round('in five days', 'published', 500), round('runs', 'running', 100)]],
    ['later begun', [round('earlier', 'running', 50), round('later begun', 'running', 100)]],
    ['with doors', [round('without', 'running', 100, 0), round('with doors', 'running', 50)]],
    ['runs without', [round('soon', 'published', 200), round('runs without', 'running', 50, 0)]],
    ['next', [round('last', 'published', 900), round('next', 'published', 300)]],
    ['next', [round('over', 'closed', 10), round('draft', 'draft', 20), round('next', 'published', 300)]],
  ]
  for (const [expected, rounds] of table) {
    assert.equal(roundsNow(rounds)[0].round, expected)
    assert.equal(roundsNow(rounds.toReversed())[0].round, expected)
  }
  assert.deepEqual(roundsNow([round('over', 'reported', 10)]), [])
})
