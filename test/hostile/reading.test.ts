// Every hostile file is refused by its reason, in a thread whose heap and time are bounded, while the thread that
// serves keeps turning.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FileRefused, limits } from '#server/imports/limits.ts'
import { readFileApart } from '#server/imports/reading.ts'
import { readTables } from '#server/imports/reader.ts'
import { hostileFiles, row, sheetXml, text, workbook } from './files.ts'

assert.ok(hostileFiles.length >= 30)

for (const [name, reason, make] of hostileFiles) {
  test(`refused: ${name}`, async () => {
    const file = make()
    let turns = 0
    const turning = setInterval(() => turns++, 1)
    const memory = process.memoryUsage.rss()
    try {
      await assert.rejects(readFileApart(file), (error) => {
        assert.ok(error instanceof FileRefused, String(error))
        assert.equal(error.reason, reason)
        return true
      })
      assert.ok(turns > 0, 'the serving thread had its turns meanwhile')
      // The reading thread's heap, and what it unpacked, at the most.
      const most = limits.readHeapMegabytes * 1024 * 1024 + 2 * limits.unpackedBytesMax
      assert.ok(process.memoryUsage.rss() - memory < most, 'memory stays within its bound')
    } finally {
      clearInterval(turning)
    }
  })
}

test('what looks odd and is harmless is read', () => {
  const cases: [string, Uint8Array, string[][]][] = [
    [
      'declares a billion rows, holds one',
      workbook({
        'xl/worksheets/sheet1.xml':
          '<worksheet><dimension ref="A1:XFD1048576"/><sheetData>' +
          row(1048576, text('A1048576', 'x')) +
          '</sheetData></worksheet>',
      }),
      [['x']],
    ],
    [
      'prefixed elements',
      workbook({
        'xl/worksheets/sheet1.xml':
          '<x:worksheet xmlns:x="x"><x:sheetData><x:row r="1"><x:c r="B1" ' +
          't="str"><x:v>hi</x:v></x:c></x:row></x:sheetData></x:worksheet>',
      }),
      [['', 'hi']],
    ],
    [
      'no addresses on cells',
      workbook({
        'xl/worksheets/sheet1.xml':
          '<worksheet><sheetData><row><c><v>1</v></c><c><v>2</v></c></row></sheetData></worksheet>',
      }),
      [['1', '2']],
    ],
    [
      'numbers in scientific writing, dates as numbers',
      workbook({
        'xl/styles.xml':
          '<styleSheet><numFmts><numFmt numFmtId="164" ' +
          'formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellStyleXfs><xf ' +
          'numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf ' +
          'numFmtId="164"/></cellXfs></styleSheet>',
        'xl/worksheets/sheet1.xml': sheetXml(
          '<row r="1"><c r="A1" s="0"><v>1.9900000001E10</v></c><c r="B1" s="1"><v>44846</v></c><c r="C1" ' +
            's="2"><v>44846.5</v></c><c r="D1" s="0"><v>44846</v></c></row>',
        ),
      }),
      [['19900000001', '2022-10-12', '2022-10-12 12:00', '44846']],
    ],
    [
      'rich and phonetic text',
      workbook({
        'xl/sharedStrings.xml': '<sst><si><r><t>张</t></r><r><t>三</t></r><rPh><t>zhang</t></rPh></si></sst>',
        'xl/worksheets/sheet1.xml': sheetXml('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
      }),
      [['张三']],
    ],
    [
      'merged down and across',
      workbook({
        'xl/worksheets/sheet1.xml': sheetXml(
          row(1, text('A1', '局'), text('B1', '甲')) + row(2, text('B2', '乙')),
          '',
          '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>',
        ),
      }),
      [
        ['局', '甲'],
        ['局', '乙'],
      ],
    ],
  ]
  for (const [name, file, rows] of cases)
    assert.deepEqual(
      readTables(file)[0].rows.map((each) => each.cells),
      rows,
      name,
    )
})

test('a formula keeps its value and is marked, so that a cell that is read from is complained of', () => {
  const [sheet] = readTables(
    workbook({
      'xl/worksheets/sheet1.xml': sheetXml(
        '<row r="1"><c r="A1" t="str"><f>HYPERLINK("http://x","y")</f><v>y</v></c><c r="B1"><f>1+1</f></c></row>',
      ),
    }),
  )
  assert.deepEqual(sheet.rows, [{ number: 1, cells: ['y', ''], formulas: [0, 1] }])
})
