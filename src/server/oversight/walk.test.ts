// Routes for supervision teams: every stop once, the same every time, no team much longer than another, and no route longer than its way by plain order.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { routesFor, type Stop } from './walk.ts'

/** Five villages in a county of 40 km, seeded by arithmetic. */
const stops = Array.from({ length: 220 }, (_, n): Stop => ({ item: `s${n}`, lng: 111.6 + 0.07 * (n % 5) + 0.004 * ((n * 7) % 11), lat: 36.7 + 0.05 * ((n * 3) % 5) + 0.003 * ((n * 5) % 13) }))

test('every stop is on one route, evenly, and the same stops give the same routes', () => {
  const { routes, left } = routesFor(stops, 11, 8, 480)
  assert.deepEqual([...routes.flatMap((route) => route.items), ...left].sort(), stops.map((stop) => stop.item).sort())
  assert.deepEqual(left, [])
  const minutes = routes.map((route) => route.minutes)
  assert.equal(routes.length, 11)
  assert.ok(Math.max(...minutes) < 1.35 * (minutes.reduce((sum, one) => sum + one, 0) / 11), String(minutes))
  assert.deepEqual(routesFor(stops, 11, 8, 480), { routes, left })
})

test('what does not fit into the day is left and said; fewer stops than teams leave teams at home', () => {
  const { routes, left } = routesFor(stops, 2, 8, 120)
  assert.ok(routes.every((route) => route.minutes <= 120))
  assert.equal(routes.flatMap((route) => route.items).length + left.length, 220)
  assert.equal(routesFor(stops.slice(0, 3), 11, 8, 480).routes.length, 3)
  assert.deepEqual(routesFor([], 11, 8, 480), { routes: [], left: [] })
})
