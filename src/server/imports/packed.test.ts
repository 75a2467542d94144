// A sheet as it is kept: the same rows as an array of them would give, over the borders of buffers; changed ones are
// changed, and the sheet given is emptied.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pack, unpack } from './packed.ts'
import type { Row } from './table.ts'

/** Rows whose numbers leave gaps, with texts of several widths, and formulas here and there. */
const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, at): Row => ({
    number: at * 2 + 1,
    cells: [`${at}`, '测𠮷“"\\\n', ''].slice(0, 1 + (at % 3)),
    ...(at % 7 === 0 && { formulas: [0] }),
  }))

for (const count of [0, 1, 499, 500, 501, 1_003]) {
  test(`${count} rows`, () => {
    const rows = rowsOf(count)
    const given = { name: '表', rows: rowsOf(count), merges: [{ top: 1, bottom: 2, left: 0, right: 1 }] }
    const packed = pack(given)
    assert.equal(given.rows.length, 0)
    // As it travels: nothing but data, each buffer whole.
    assert.ok(packed.chunks.every((chunk) => chunk.buffer.byteLength === chunk.byteLength))
    const sheet = unpack(structuredClone(packed, { transfer: packed.chunks.map((chunk) => chunk.buffer) }))
    assert.deepEqual(
      [sheet.name, sheet.merges, sheet.rows.length, sheet.cells],
      ['表', given.merges, count, rows.reduce((sum, row) => sum + row.cells.length, 0)],
    )
    assert.deepEqual([...sheet.rows], rows)
    for (const [from, to] of [
      [0, 3],
      [498, 502],
      [500, 500],
      [count - 1, count + 5],
      [0, undefined],
      [count, undefined],
    ] as const)
      if (from >= 0) assert.deepEqual(sheet.rows.slice(from, to), rows.slice(from, to), `${from} to ${to}`)
    assert.equal(
      sheet.rows.change(2, () => assert.fail('there is no such row')),
      false,
    )
    const last = rows.at(-1)
    if (!last) return
    assert.equal(
      sheet.rows.change(last.number, (row) => {
        row.cells[0] = '改'
      }),
      true,
    )
    last.cells[0] = '改'
    assert.deepEqual([...sheet.rows], rows)
  })
}
