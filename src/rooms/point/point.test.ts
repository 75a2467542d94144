// What the board reckons: a pace is that of the last half hour, a forecast is told with what it is reckoned from, and a
// point that has fallen behind gives buildings away.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forecast } from './forecast.ts'
import { Turnstile } from './routes.ts'
import { replan, type PointNow, type SlotNow } from './replan.ts'

const minute = 60_000
const now = 40_000_000 * minute
const pace = (from: number, until: number, people: number) =>
  Array.from({ length: until - from + 1 }, (_, n): [number, number] => [40_000_000 - until + n, people])

test('the pace is that of the last half hour; with too little to go by none is told', () => {
  assert.deepEqual(forecast({ pace: pace(0, 29, 4), taken: 500, called: 1_000, queue: 40 }, now), {
    perHour: 240,
    remaining: 500,
    doneAt: now + 125 * minute,
    waitMinutes: 10,
  })
  assert.deepEqual(
    forecast({ pace: pace(0, 9, 6), taken: 60, called: 0, queue: 30 }, now),
    { perHour: 360, remaining: 30, doneAt: now + 5 * minute, waitMinutes: 5 },
    'a young point has the pace of its ten minutes',
  )
  assert.deepEqual(forecast({ pace: [[40_000_000, 3]], taken: 3, called: 100, queue: 0 }, now), {
    perHour: null,
    remaining: 97,
    doneAt: null,
    waitMinutes: 0,
  })
  assert.deepEqual(
    forecast({ pace: pace(40, 59, 9), taken: 180, called: 100, queue: 0 }, now),
    { perHour: null, remaining: 0, doneAt: now, waitMinutes: 0 },
    'silent for half an hour, and nobody is waited for',
  )
  assert.equal(
    forecast({ pace: pace(0, 29, 1), taken: 0, called: 100_000, queue: 0 }, now).doneAt,
    null,
    'beyond two days nothing is foretold',
  )
})

test('a point that has fallen behind gives buildings away; those called stay', async () => {
  const slots: SlotNow[] = Array.from({ length: 24 }, (_, n) => ({
    building: `140729100001-01-${String(n + 1).padStart(4, '0')}`,
    name: null,
    point: n % 2 === 0 ? 'a' : 'b',
    starts: now - 30 * minute + Math.floor(n / 4) * 30 * minute,
    ends: now + Math.floor(n / 4) * 30 * minute,
    people: 100,
    lng: 111.77 + (n % 2) / 500,
    lat: 36.85,
  }))
  const point = (name: string, lng: number, perMinute: number, queue: number): PointNow => ({
    point: name,
    name,
    lng,
    lat: 36.85,
    open: true,
    taken: 0,
    queue,
    pace: pace(0, 29, perMinute),
  })
  // Planned at 200 a slot each; one serves 60, the other 600.
  const answer = await replan(slots, [point('a', 111.77, 2, 150), point('b', 111.772, 20, 0)], now)
  assert.ok(answer.behindAfter < answer.behindBefore, JSON.stringify(answer))
  assert.ok(answer.moves.length > 0 && answer.moves.every((move) => move.from.starts > now && move.to.starts > now))
  assert.ok(answer.moves.some((move) => move.from.point === 'a' && move.to.point === 'b'))
  const again = await replan(slots, [point('a', 111.77, 2, 150), point('b', 111.772, 20, 0)], now)
  assert.deepEqual(again, answer, 'the same for whoever asks')
})

test('who asks the public page too often waits until the minute is over; others do not', () => {
  const turnstile = new Turnstile()
  const waits = Array.from({ length: 250 }, (_, n) => turnstile.pass('10.0.0.1', n))
  assert.equal(waits.filter((wait) => wait > 0).length, 10)
  assert.equal(turnstile.pass('10.0.0.2', 250), 0)
  assert.equal(turnstile.pass('10.0.0.1', 60_000), 0)
})
