// The county's clock against the one that browsers and servers bring along.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asInput, clockText, dayText, fromInput, hourOf, minuteOfDay, startOfDay, timeText, timeZone } from './zone.ts'

const hour = 3_600_000
/** Each hour of three weeks over a new year, and some that are not whole. */
const instants = Array.from({ length: 21 * 24 }, (_, n) => Date.UTC(2022, 11, 20) + n * hour + n * 61_007)

test('days, hours and minutes are those of the zone', () => {
  const [clock, weekday] = [
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }),
    new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short' }),
  ]
  for (const at of instants) {
    const [day, time] = clock.format(at).split(' ')
    const [hours, minutes] = time.split(':').map(Number)
    assert.equal(clockText(at), `${day} ${time}`)
    assert.equal(dayText(at), day)
    assert.equal(timeText(at), time)
    assert.equal(asInput(at), `${day}T${time}`)
    assert.deepEqual(hourOf(at), { hour: hours, weekend: ['Sat', 'Sun'].includes(weekday.format(at)) })
    assert.equal(minuteOfDay(at), hours * 60 + minutes)
    assert.equal(clockText(startOfDay(at)), `${day} 00:00`)
  }
})

test('what an input holds is read back to the minute, and nothing is not a time', () => {
  for (const at of instants) assert.equal(fromInput(asInput(at)), at - (at % 60_000))
  assert.ok(Number.isNaN(fromInput('')))
})
