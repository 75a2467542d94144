// The price of too much load: when there is one, which way it moves, and that sums of it are exact.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Toll } from './toll.ts'

const rounds = (toll: Toll, count: number, kept: boolean) => {
  for (let k = 0; k < count; k++) toll.watch(kept, 5_000)
}

test('loads are kept until a plan serves everybody; then the price starts at what a unit costs on average', () => {
  const toll = new Toll(400)
  toll.watch(true, undefined)
  assert.equal(toll.price, Infinity)
  toll.watch(true, 5_000)
  assert.equal(toll.price, 12.5)
  toll.shut()
  assert.equal(toll.price, Infinity)
})

test('the price falls while most rounds keep to the loads, rises while they do not, and comes back as it was', () => {
  const toll = new Toll(400)
  rounds(toll, 100, true)
  const cheaper = toll.price
  assert.ok(cheaper < 12.5)
  rounds(toll, 300, false)
  assert.ok(toll.price > cheaper)
  const { price } = toll
  toll.shut()
  toll.watch(true, 9_999)
  assert.equal(toll.price, price)
})

test('every price is a whole number of 64ths, however long it falls or rises, and never stands at its ends', () => {
  const toll = new Toll(3)
  for (const kept of [true, false]) {
    for (let k = 0; k < 400; k++) {
      rounds(toll, 100, kept)
      assert.equal(toll.price * 64, Math.round(toll.price * 64))
      assert.ok(toll.price > 0 && toll.price * 3 <= 1e13)
    }
    const { price } = toll
    rounds(toll, 1_000, !kept)
    assert.notEqual(toll.price, price)
  }
})

test('without loads, and with more than 32 bits bear, there is no price', () => {
  for (const load of [0, 2 ** 31]) {
    const toll = new Toll(load)
    rounds(toll, 300, true)
    assert.equal(toll.price, Infinity)
  }
})
