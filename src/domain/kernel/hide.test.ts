// No table that a board shows gives a hidden number away, not even to somebody who knows the rule: of all tables that
// look the same, each hidden cell takes many values.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupMin, hide } from './hide.ts'

const of = 44
/** What is published of one table. */
function shown(ns: readonly number[]): { text: string; hidden: readonly number[] } {
  const total = ns.reduce((sum, n) => sum + n, 0)
  const answer = hide(
    ns.map((n) => ({ n, of })),
    { n: total, of: of * ns.length },
  )
  return {
    text: `${ns.map((n, i) => (answer.hidden.has(i) ? '·' : n)).join(' ')} = ${answer.total ? '·' : total}`,
    hidden: [...answer.hidden],
  }
}

test('small cells and all but small ones are hidden; no hidden cell of any table could be one number', (context) => {
  const values = new Map<string, Map<number, Set<number>>>()
  for (let a = 0; a <= of; a++)
    for (let b = 0; b <= of; b++)
      for (let c = 0; c <= of; c++) {
        const { text, hidden } = shown([a, b, c])
        for (const [i, n] of [a, b, c].entries())
          if ((n > 0 && n < groupMin) || (n < of && of - n < groupMin)) assert.ok(hidden.includes(i), text)
        const same = values.get(text) ?? new Map<number, Set<number>>()
        values.set(text, same)
        for (const i of hidden) same.set(i, (same.get(i) ?? new Set()).add([a, b, c][i]))
      }
  let few = 0
  for (const [text, cells] of values)
    for (const [, numbers] of cells) {
      assert.ok(numbers.size >= 2, `${text}: a hidden cell can only be ${[...numbers]}`)
      if (numbers.size < 5) few += 1
    }
  context.diagnostic(`${values.size} tables as seen from outside; ${few} hidden cells could be fewer than five numbers`)
  assert.ok(few < values.size / 100)
})

test('what needs no hiding is shown whole', () => {
  assert.deepEqual(
    hide(
      [
        { n: 50, of: 100 },
        { n: 0, of: 40 },
        { n: 30, of: 30 },
      ],
      { n: 80, of: 170 },
    ),
    { hidden: new Set(), total: false },
  )
  assert.deepEqual(hide([{ n: 50 }, { n: 3 }, { n: 90 }], { n: 143 }), { hidden: new Set([1, 0]), total: false })
  assert.equal(hide([{ n: 3 }], { n: 3 }).total, true)
})
