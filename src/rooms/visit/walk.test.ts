// The order to walk: along a street and back it is the street, and a door asked to be visited later is not knocked on
// before.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { walkOf } from '#web/phone/visit/walk.ts'
import type { DoorRow } from './questions.ts'
import { stopsOf, walk } from './walk.ts'

const now = 40_000_000 * 60_000
/** Houses of one street, in an order of their own. */
const door = (n: number, more: Partial<DoorRow> = {}): DoorRow => ({
  round: 'r',
  household: `140729100001-01-${String(n).padStart(4, '0')}-0101`,
  building: `140729100001-01-${String(n).padStart(4, '0')}`,
  buildingName: `${n}号楼`,
  numbering: 'floors',
  place: [111.77 + ((n * 7) % 11) / 1000, 36.85],
  purpose: 'sampling',
  people: 1,
  priority: 1,
  planned: true,
  listed: true,
  state: 'claimed',
  outcome: null,
  at: null,
  revisitAt: null,
  knocks: 0,
  claimedBy: 'me',
  claimUntil: now + 3_600_000,
  needs: [],
  ...more,
})
const street = Array.from({ length: 11 }, (_, n) => door(n))
const along = (places: readonly (readonly [number, number])[]) => {
  const all = places.map(([lng]) => lng)
  const sorted = [...all].sort((a, b) => a - b)
  return JSON.stringify(all) === JSON.stringify(sorted) || JSON.stringify(all) === JSON.stringify(sorted.reverse())
}

test('a street is walked from one end to the other, by the planner and by a phone alone', async () => {
  const planned = await walk(stopsOf(street, now), now)
  const placeOf = new Map(street.map((one) => [one.building, one.place!]))
  assert.ok(along(planned.stops.map((one) => placeOf.get(one.building)!)), JSON.stringify(planned))
  const alone = walkOf(street)
  assert.ok(along(alone.order.map((one) => one.place!)))
  assert.ok(Math.abs(alone.metres - planned.metres) <= 20, `${alone.metres} ${planned.metres}`)
})

test('several doors of a building are one stop, later by wish; what has no place is left to the list', async () => {
  const later = now + 5 * 3_600_000
  const doors = [
    ...street,
    door(3, { household: '140729100001-01-0003-0201' }),
    door(5, { revisitAt: later }),
    door(99, { place: null }),
  ].filter((one) => one.building !== '140729100001-01-0005' || one.revisitAt !== null)
  const stops = stopsOf(doors, now)
  assert.deepEqual([stops.length, stops.find((one) => one.building.endsWith('0003'))?.doors], [11, 2])
  const planned = await walk(stops, now)
  assert.ok(planned.stops.find((one) => one.building.endsWith('0005'))!.at >= later)
  assert.equal(planned.stops.at(-1)!.building.slice(-4), '0005')
  assert.deepEqual(await walk([], now), { stops: [], metres: 0 })
})
