// Routes for supervision teams: every stop once, the same every time, nobody walks for the others, and the way is
// shorter than going round by direction.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { routesFor, type Stop } from './walk.ts'

/** Five villages in a county of 40 km, seeded by arithmetic. */
const stops = Array.from({ length: 220 }, (_, n): Stop => ({
  item: `s${n}`,
  lng: 111.6 + 0.07 * (n % 5) + 0.004 * ((n * 7) % 11),
  lat: 36.7 + 0.05 * ((n * 3) % 5) + 0.003 * ((n * 5) % 13),
}))
const kilometres = (a: Stop, b: Stop) => Math.hypot((a.lng - b.lng) * 89, (a.lat - b.lat) * 111)
const wayOf = (items: readonly string[]) =>
  items
    .slice(1)
    .reduce((sum, item, i) => sum + kilometres(stops[Number(items[i].slice(1))], stops[Number(item.slice(1))]), 0)

test('every stop is on one route, evenly, and the same stops give the same routes', async (context) => {
  const { routes, left } = await routesFor(stops, 11, 8, 480)
  assert.deepEqual([...routes.flatMap((route) => route.items), ...left].sort(), stops.map((stop) => stop.item).sort())
  assert.deepEqual(left, [])
  assert.deepEqual(
    routes.map((route) => route.items.length),
    Array.from({ length: 11 }, () => 20),
  )
  const way = routes.reduce((sum, route) => sum + wayOf(route.items), 0)
  const around = [...stops]
    .sort((a, b) => Math.atan2(a.lat - 36.85, a.lng - 111.76) - Math.atan2(b.lat - 36.85, b.lng - 111.76))
    .map((stop) => stop.item)
  const byDirection = Array.from({ length: 11 }, (_, t) => wayOf(around.slice(20 * t, 20 * t + 20))).reduce(
    (sum, one) => sum + one,
    0,
  )
  context.diagnostic(`${Math.round(way)} km, by direction alone ${Math.round(byDirection)} km`)
  assert.ok(way < 0.65 * byDirection)
  assert.deepEqual(await routesFor(stops, 11, 8, 480), { routes, left })
})

test('what does not fit into the day is left and said; fewer stops than teams leave teams at home', async () => {
  const { routes, left } = await routesFor(stops, 2, 8, 120)
  assert.ok(
    routes.every((route) => route.minutes <= 128),
    String(routes.map((route) => route.minutes)),
  )
  assert.equal(routes.flatMap((route) => route.items).length + left.length, 220)
  assert.equal((await routesFor(stops.slice(0, 3), 11, 8, 480)).routes.length, 3)
  assert.deepEqual(await routesFor([], 11, 8, 480), { routes: [], left: [] })
})
