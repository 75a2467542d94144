// What is written reads back letter by letter, by our own reader, by the raw XML, by read-excel-file, and by openpyxl
// where the machine has it; nothing in it can become a formula.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import readXlsx from 'read-excel-file/node'
import { readTables } from '#server/imports/reader.ts'
import { writeSheets } from './sheets.ts'

const nasty = [
  '=1+1',
  '+8613800001111',
  '-5',
  '@SUM(A1)',
  '=HYPERLINK("http://x","点我")',
  '\t=1',
  '<b>&"\'',
  '00123',
  '19900000001',
  '䶮',
  '一\n二',
  'ctrl\u0001',
  '',
]
const heads = ['姓名', '内容']
const rows = nasty.map((text, i) => [`演${i}`, text])

test('cells that look like formulas are text, whoever reads them', async () => {
  const file = await writeSheets([
    { name: '人员/名单:*?', title: '标题', heads, rows },
    { name: '二', heads: ['甲'], rows: [['乙']] },
  ])
  const [sheet, second] = readTables(file)
  assert.equal(sheet.name, '人员 名单   ')
  const plain = (text: string) => text.replace('\u0001', '')
  assert.deepEqual(
    sheet.rows.slice(2).map((row) => row.cells[1] ?? ''),
    nasty.map(plain),
  )
  assert.deepEqual(sheet.rows[1].cells, heads)
  assert.deepEqual(
    second.rows.map((row) => row.cells),
    [['甲'], ['乙']],
  )
  assert.ok(sheet.rows.every((row) => row.formulas === undefined))

  const parts = unzipSync(file)
  const xml = strFromU8(parts['xl/worksheets/sheet1.xml'])
  assert.doesNotMatch(xml, /<f[ >/]/)
  const cells = [...xml.matchAll(/<c r="(\w+)"([^>]*?)(\/>|>)/g)].filter(([, , , end]) => end !== '/>')
  assert.ok(cells.length > 20)
  for (const [, address, attributes] of cells)
    assert.match(attributes, /t="(s|inlineStr)"/, `${address} is a text cell`)
})

test('read-excel-file reads the same, and so does openpyxl where the machine has it', async (context) => {
  const file = await writeSheets([{ name: '单', heads, rows }])
  const [sheet] = await readXlsx(Buffer.from(file), { trim: false })
  assert.deepEqual(
    sheet.data.slice(1).map((row) => row[1] ?? ''),
    nasty.map((text) => text.replace('\u0001', '')),
  )

  const python = ['/usr/bin/python3', 'python3'].find((name) => spawnSync(name, ['-c', 'import openpyxl']).status === 0)
  if (!python) return context.diagnostic('no python3-openpyxl on this machine: read by read-excel-file alone')
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-sheet-'))
  try {
    writeFileSync(path.join(folder, 'a.xlsx'), file)
    const script =
      'import openpyxl,json,sys\nws=openpyxl.load_workbook(sys.argv[1]).active\nprint(json.dumps([[c.value for c ' +
      'in r]+[c.data_type for c in r] for r in ws.iter_rows(min_row=2)]))'
    const read = JSON.parse(
      spawnSync(python, ['-c', script, path.join(folder, 'a.xlsx')], { encoding: 'utf8' }).stdout,
    ) as (string | null)[][]
    assert.deepEqual(
      read.map((row) => row[1] ?? ''),
      nasty.map((text) => text.replace('\u0001', '')),
    )
    assert.ok(read.every((row) => row[3] === 's' || row[1] === null))
  } finally {
    rmSync(folder, { recursive: true })
  }
})
