// Which sheet holds the list, what is left of the file, and rows that are headings of groups.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sheetXml, text, workbook } from '#test/hostile/files.ts'
import { FileRefused } from './limits.ts'
import { apart, firstSheet, listOf, propose } from './listing.ts'
import { readTables } from './reader.ts'
import type { Merge, Sheet } from './table.ts'

const sheetOf = (rows: readonly (readonly string[])[], merges: Merge[] = []): Sheet => ({
  name: 'S',
  rows: rows.map((cells, i) => ({ number: i + 1, cells: [...cells] })),
  merges,
})
const people = (count: number) => [
  ['姓名', '手机', '居住社区'],
  ...Array.from({ length: count }, (_, at) => [`张示${'一二三四五六七八'[at % 8]}`, `1990000${1000 + at}`, '城关社区']),
]

test('the sheet whose heading is recognised comes before a longer one', () => {
  const instructions = sheetOf(Array.from({ length: 20 }, (_, at) => [`${at + 1}. 请按要求填写，不要改动表头`]))
  const dictionary = sheetOf([['乡镇', '社区'], ...Array.from({ length: 40 }, () => ['翠峰镇', '城关社区'])])
  const table: [string, Sheet[], number][] = [
    ['instructions first', [instructions, sheetOf(people(3))], 1],
    ['a dictionary after', [sheetOf(people(6)), dictionary], 0],
    ['two lists: the longer', [sheetOf(people(2)), sheetOf(people(5))], 1],
    ['nothing recognised: the longer', [sheetOf([['甲']]), instructions], 1],
  ]
  for (const [name, sheets, wanted] of table) assert.equal(firstSheet(sheets, sheets.map(propose)), wanted, name)
})

test('hidden sheets are named and not read, hidden rows left out and counted', () => {
  const list =
    '<workbook xmlns:r="r"><sheets><sheet name="名单" r:id="rId1"/><sheet name="字典" state="hidden" r:id="rId2"/>' +
    '<sheet name="旧" state="veryHidden" r:id="rId1"/></sheets></workbook>'
  const relations =
    '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>' +
    '<Relationship Id="rId2" Target="worksheets/sheet2.xml"/></Relationships>'
  const rows = (hidden: readonly number[]) =>
    [1, 2, 3, 4, 5, 6]
      .map((n) => `<row r="${n}"${hidden.includes(n) ? ' hidden="1"' : ''}>${text(`B${n}`, `${n}`)}</row>`)
      .join('')
  const file = (hidden: readonly number[]) =>
    workbook({
      'xl/workbook.xml': list,
      'xl/_rels/workbook.xml.rels': relations,
      'xl/worksheets/sheet1.xml': sheetXml(
        rows(hidden).replace('<row r="2" hidden="1">', `<row r="2" hidden="1">${text('A2', '局')}`),
        '',
        '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>',
      ),
      'xl/worksheets/sheet2.xml': 'never looked at',
    })
  const [shown, ...hidden] = readTables(file([2, 4, 5]))
  assert.deepEqual(
    shown.rows.map((each) => each.cells.join('')),
    ['1', '局3', '6'],
  )
  assert.deepEqual(shown.hiddenRows, { count: 3, where: '2, 4–5' })
  assert.deepEqual(
    hidden.map(({ name, hidden: unseen, rows: none }) => [name, unseen, none.length]),
    [
      ['字典', true, 0],
      ['旧', true, 0],
    ],
  )
  assert.throws(
    () => readTables(file([1, 2, 3, 4, 5, 6])),
    (error) => error instanceof FileRefused && error.reason === 'only-hidden',
  )
})

test('lists side by side become lists of their own, cells named as they stand', () => {
  const head = ['序号', '姓名', '手机', '', '序号', '姓名', '手机']
  const sheet = sheetOf([
    ['双报到花名册'],
    head,
    ['1', '张示一', '19900000001', '', '3', '张示三', '19900000003'],
    ['2', '张示二', '19900000002'],
  ])
  const told = apart(sheet).map(({ name, rows }) => [
    name,
    ...rows.map((each) => `${each.number} ${each.cells.join()}`),
  ])
  assert.deepEqual(told, [
    ['S A–C', '1 双报到花名册', '2 序号,姓名,手机,,,,', '3 1,张示一,19900000001,,,,', '4 2,张示二,19900000002'],
    ['S E–G', '2 ,,,,序号,姓名,手机', '3 ,,,,3,张示三,19900000003'],
  ])
  const single = [
    ['姓名', '手机', '备注', '备注'],
    ['姓名', '手机', '紧急联系人姓名', '手机'],
    ['姓名', '手机', '配偶', '姓名'],
  ]
  for (const heads of single) assert.equal(apart(sheetOf([heads, ['张示一', '1', '2', '3']])).length, 1, heads.join())
})

test('headings of groups are told from records', () => {
  const merged = { top: 2, bottom: 2, left: 0, right: 3 }
  const group = '第一党支部（3人）'
  const sheet = sheetOf(
    [
      ['序号', '姓名', '手机', '单位'],
      [group, group, group, group],
      ['1', '张示一', '19900000001', '教育局'],
      ['', '张示二', '', ''],
      ['二小组', '', '', ''],
      ['', '第二网格（2户）', '', ''],
      ['', '李科', '', ''],
    ],
    [merged],
  )
  const { groups } = listOf(sheet, propose(sheet))
  assert.deepEqual([...groups!], [2, 5, 6])
  const units = sheetOf([['单位名称', '所在社区', '报到社区'], ['县教育局'], ['县人民医院', '城关社区']])
  assert.deepEqual([...listOf(units, propose(units)).groups!], [], 'a unit with nothing but its name is a record')
})
