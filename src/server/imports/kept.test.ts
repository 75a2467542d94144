// A plan as it is kept: pages of every way of looking are those of the rows as they were given, over the borders of
// buffers too.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Plan, type Show } from './kept.ts'
import { limits } from './limits.ts'
import { summarise, type Act, type PlannedRow } from './plan.ts'

const acts: readonly Act[] = ['new', 'change', 'same', 'skip', 'stopped', 'asked']

/**
 * Rows of changing acts; among 1,000 and 1,500 all are the same, so that buffers without anything to show stand
 * between.
 */
const rows = Array.from({ length: 2_345 }, (_, at): PlannedRow => {
  const act = at >= 1_000 && at < 1_500 ? 'same' : acts[(at * 7 + (at >> 3)) % acts.length]
  const problems =
    act === 'stopped' || (act === 'new' && at % 5 === 0)
      ? [{ code: 'missing', weight: 'stop', field: 'name', cell: `B${at}` } as const]
      : []
  return {
    row: at + 3,
    act,
    shown: { name: `测${at}` },
    problems,
    commands: act === 'new' ? [{ stream: `person/${at}`, command: { type: 'change-person', name: `测${at}` } }] : [],
  }
})

function kept(given: readonly PlannedRow[]): Plan {
  const keeping = Plan.keep()
  given.forEach((row) => keeping.take(row))
  return keeping.end()
}

for (const count of [0, 1, 499, 500, 501, 1_000, rows.length]) {
  test(`${count} rows: sums, pages and acts`, () => {
    const given = rows.slice(0, count)
    const plan = kept(given)
    assert.deepEqual(plan.summary, summarise(given))
    assert.deepEqual([...plan.rows()], given)
    assert.deepEqual(
      [...plan.rows('stopped', 'asked')],
      given.filter((row) => row.act === 'stopped' || row.act === 'asked'),
    )
    for (const show of ['all', 'problems', ...acts] as Show[]) {
      const expected = given.filter(
        (row) => show === 'all' || (show === 'problems' ? row.problems.length > 0 : row.act === show),
      )
      const pages = Math.ceil(expected.length / limits.pageRowsMax)
      for (let page = 0; page <= pages; page++)
        assert.deepEqual(
          plan.page(show, page),
          {
            rows: expected.slice(page * limits.pageRowsMax, (page + 1) * limits.pageRowsMax),
            pages,
            total: expected.length,
          },
          `${show} ${page}`,
        )
    }
  })
}
