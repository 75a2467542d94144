// Cells that are not what was typed: a formula's failure, a number that a spreadsheet made a date of. Each stops its
// row, in every column that is read and in no other.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { row, sheetXml, text, workbook } from '#test/hostile/files.ts'
import { RowReader, type List } from './plan.ts'
import { readTables } from './reader.ts'
import type { Row } from './table.ts'

const list: List = {
  kind: 'buildings',
  rows: [],
  columns: { building: 0, entrance: 1, door: 2, grid: 3, community: 4, residents: 5 },
}
const troubles = (columns: List['columns'], row: Row) => {
  const reader = new RowReader({ ...list, columns }, row)
  for (const field of Object.keys(columns) as (keyof typeof columns)[]) reader.text(field)
  return reader.problems.map(({ cell, code }) => `${cell} ${code}`)
}

test('a date where a number stands says that Excel made one', () => {
  const dates = ['2026-03-02', '2026/3/2', '3月2日', '2026年3月2日', '2026年3月', '2-Mar', 'Mar-02', '12:00', '1-12:00']
  const told = dates.map((cell) => troubles({ building: 0 }, { number: 2, cells: [cell] })[0] ?? '')
  assert.deepEqual(told, [...dates.slice(0, -1).map(() => 'A2 became-date'), ''])
  const numbers = ['3-2', '3号楼', '12', '3-2-501', '三月花园', '2026']
  for (const cell of numbers) assert.deepEqual(troubles({ building: 0 }, { number: 2, cells: [cell] }), [], cell)
})

test('a cell that the file shows as a date stops in every column but those of time', () => {
  const marked = { number: 2, cells: ['2026-03-02', '2026-03-02'], dates: [0, 1] }
  assert.deepEqual(troubles({ building: 0, entrance: 1 }, marked), ['A2 became-date', 'B2 became-date'])
  assert.deepEqual(troubles({ name: 0, availability: 1 }, marked), ['A2 became-date'])
})

test('a formula’s failure stops, from a workbook or a .csv, and is no matter in a column that is not read', () => {
  for (const cell of ['#N/A', '#REF!', '#VALUE!', '#DIV/0!', '#NAME?', '#n/a'])
    assert.deepEqual(troubles({ name: 0 }, { number: 3, cells: [cell] }), ['A3 cell-error'], cell)
  assert.deepEqual(troubles({ name: 1 }, { number: 3, cells: ['#N/A', '甲'] }), [])
  assert.deepEqual(troubles({ name: 0 }, { number: 3, cells: ['#SOMETHING!'], errors: [0] }), ['A3 cell-error'])
})

test('a workbook’s cells carry their marks, merged ones too', () => {
  const styles = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/></cellXfs></styleSheet>'
  const [sheet] = readTables(
    workbook({
      'xl/styles.xml': styles,
      'xl/worksheets/sheet1.xml': sheetXml(
        row(1, '<c r="A1" s="1"><v>46083</v></c>', '<c r="B1" t="e"><v>#N/A</v></c>', text('C1', 'x')) +
          row(2, text('C2', 'y'), '<c r="D2" s="2"><v>0.5</v></c>', '<c r="E2" t="d"><v>2026-03-02</v></c>'),
        '',
        '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:B2"/></mergeCells>',
      ),
    }),
  )
  assert.deepEqual(sheet.rows, [
    { number: 1, cells: ['2026-03-02', '#N/A', 'x'], errors: [1], dates: [0] },
    { number: 2, cells: ['2026-03-02', '#N/A', 'y', '12:00', '2026-03-02'], errors: [1], dates: [3, 4, 0] },
  ])
})
