// The kernel's promises: the same numbers everywhere, and a heap that sorts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Heap } from './heap.ts'
import { checkNumber, checkWhole, checkWholes } from './numbers.ts'
import { createRandom } from './random.ts'

test('a seed gives the same numbers on every machine', () => {
  const { int, next } = createRandom(20221012)
  assert.deepEqual(
    Array.from({ length: 6 }, () => int(1_000_000)),
    [764556, 445824, 977279, 587769, 784043, 402042],
  )
  assert.ok(Array.from({ length: 1_000 }, next).every((value) => value >= 0 && value < 1))
})

test('a heap gives things back by their least key', () => {
  const random = createRandom(7)
  for (let round = 0; round < 200; round++) {
    const size = 1 + random.int(60)
    const heap = new Heap(size)
    const keys = new Float64Array(size).fill(Infinity)
    for (let k = 0; k < 3 * size; k++) {
      const thing = random.int(size)
      const key = random.int(50)
      heap.push(thing, key)
      keys[thing] = Math.min(keys[thing], key)
    }
    const wanted = [...keys].filter((key) => key < Infinity).sort((one, other) => one - other)
    const got: number[] = []
    while (heap.count > 0) {
      const key = heap.leastKey()
      assert.equal(keys[heap.pop()], key)
      got.push(key)
    }
    assert.deepEqual(got, wanted)
  }
})

test('number checks say field, value and what it must be', () => {
  assert.throws(() => checkWhole(1.5, 'k', 0), /k is 1.5; it must be a whole number/)
  assert.throws(() => checkNumber(Number.NaN, 'speed', 0), /speed is NaN/)
  assert.throws(() => checkWholes([1, -1], 'cap', 2, 0, 9), /cap\[1\] is -1/)
})
