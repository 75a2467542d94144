// Small groups are hidden, and cannot be told by subtraction.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hideSmallGroups } from './coverage.ts'

/** By name: persons and registered of each area, and what of them is shown. */
const groups: readonly (readonly [name: string, counts: [number, number][], shown: string])[] = [
  [
    'all large',
    [
      [20, 15],
      [30, 30],
    ],
    '20/15 30/30',
  ],
  [
    'one small group takes the next smallest with it',
    [
      [9, 9],
      [30, 20],
      [12, 11],
    ],
    '–/– 30/20 –/–',
  ],
  [
    'two small groups hide each other',
    [
      [9, 1],
      [3, 3],
      [12, 12],
    ],
    '–/– –/– 12/12',
  ],
  [
    'noughts hide nobody',
    [
      [0, 0],
      [30, 0],
      [12, 12],
    ],
    '0/0 30/0 12/12',
  ],
  [
    'few registered among many',
    [
      [40, 4],
      [30, 20],
      [50, 30],
    ],
    '40/– 30/– 50/30',
  ],
  ['only a small one', [[5, 5]], '–/–'],
]

test('groups under ten are hidden, never one alone, noughts stand', () => {
  for (const [name, counts, wanted] of groups) {
    const rows = hideSmallGroups(
      counts.map(([persons, registered], i) => ({
        area: String(i),
        name: '',
        residents: 100,
        persons,
        registered,
        units: 0,
      })),
    )
    assert.equal(rows.map((row) => `${row.persons ?? '–'}/${row.registered ?? '–'}`).join(' '), wanted, name)
  }
})
