// Candidate arcs: the nearest are met, skills bind, the weights weigh; nearest points equal a full search.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { flat, Nearest } from '#planner/kernel/ground.ts'
import { createRandom } from '#planner/kernel/random.ts'
import { findCandidates, usualWeights } from './candidates.ts'

test('nearest points equal a full search, near, far and in heaps', () => {
  const random = createRandom(11)
  for (const heap of [1, 40, 1_000]) {
    const x = Float64Array.from({ length: 300 }, () => (random.int(heap) * 1_000) / heap)
    const y = Float64Array.from({ length: 300 }, () => (random.int(heap) * 300) / heap)
    const nearest = new Nearest({ x, y })
    for (let k = 0; k < 60; k++) {
      const [px, py] = [random.next() * 2_000 - 500, random.next() * 900 - 300]
      const all = Array.from(x.keys()).sort(
        (a, b) => Math.hypot(x[a] - px, y[a] - py) - Math.hypot(x[b] - px, y[b] - py) || a - b,
      )
      assert.deepEqual(nearest.find(px, py, 7), all.slice(0, 7), `heap ${heap} try ${k}`)
    }
  }
  assert.deepEqual(new Nearest({ x: new Float64Array(0), y: new Float64Array(0) }).find(0, 0, 3), [])
})

test('a degree of latitude is 111 km, one of longitude shrinks', () => {
  const { x, y } = flat([111, 112], [36, 37], 36.8)
  assert.ok(Math.abs(y[1] - y[0] - 111_195) < 1)
  assert.ok(Math.abs(x[1] - x[0] - 89_038) < 50)
})

test('skills bind; distance, community, rounds and the last team weigh', () => {
  const seats = {
    x: Float64Array.of(0, 0),
    y: Float64Array.of(0, 0),
    grid: Int32Array.of(0, 0),
    skills: Int32Array.of(1, 0),
    community: Int32Array.of(5, 5),
  }
  const people = {
    x: Float64Array.of(100, 100, 100, 100),
    y: new Float64Array(4),
    skills: Int32Array.of(1, 0, 0, 3),
    community: Int32Array.of(5, 5, -1, 5),
    rounds: Int32Array.of(0, 2, 0, 0),
    lastGrid: Int32Array.of(-1, -1, -1, 0),
  }
  const weights = { ...usualWeights, lastGridMetres: 30 }
  const { start, volunteer, cost } = findCandidates(seats, people, weights)
  assert.deepEqual([...start], [0, 2, 6])
  assert.deepEqual([...volunteer], [0, 3, 0, 1, 2, 3])
  assert.deepEqual([...cost], [130, 100, 130, 930, 1_630, 100])
})

test('a place that is nobody’s nearest still meets people', () => {
  const seats = {
    x: Float64Array.of(0, 1, 2, 90_000),
    y: new Float64Array(4),
    grid: Int32Array.of(0, 1, 2, 3),
    skills: new Int32Array(4),
    community: new Int32Array(4).fill(-1),
  }
  const people = {
    x: Float64Array.of(0, 1),
    y: new Float64Array(2),
    skills: new Int32Array(2),
    community: new Int32Array(2).fill(-1),
    rounds: new Int32Array(2),
    lastGrid: new Int32Array(2).fill(-1),
  }
  const { start } = findCandidates(seats, people, { ...usualWeights, placesEach: 2, peopleEach: 1 })
  assert.equal(start[4] - start[3], 1)
})
