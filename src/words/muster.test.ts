// The muster's words are whole: every reason the room can give, for whoever is called, whoever is not, and refusals.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reasons, type CallReason, type Skipped } from '#domain/muster/terms.ts'
import { muster } from './muster.ts'

// Written out so that a new case fails to compile until it is named here.
const whys: { [W in CallReason['why']]: true } = {
  'registered-here': true,
  'lives-here': true,
  near: true,
  'place-unknown': true,
  skill: true,
  served: true,
  rested: true,
  tired: true,
  'usual-hours': true,
  'unusual-hours': true,
  willing: true,
}
const skipped: { [S in Skipped]: true } = {
  unknown: true,
  inactive: true,
  engaged: true,
  'out-of-reach': true,
  'already-called': true,
  'no-seat-fits': true,
}

test('every reason has a sentence, and no sentence is left over', () => {
  const keys = [
    ...reasons.map((reason) => `reason.${reason}`),
    ...Object.keys(whys).map((why) => `why.${why}`),
    ...Object.keys(skipped).map((why) => `skipped.${why}`),
  ].sort()
  assert.deepEqual(Object.keys(muster.zh).sort(), keys)
})
