// Workbooks as other programs write them: parts by other names, other cases, with backslashes, texts in CDATA and with
// escaped letters; and what is no workbook says what it is.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { row, sheetXml, text, workbook } from '#test/hostile/files.ts'
import { FileRefused } from './limits.ts'
import { readTables } from './reader.ts'
import { say } from './telling.ts'

const cells = (file: Uint8Array) => readTables(file)[0].rows.map((each) => each.cells)
const one = sheetXml(row(1, text('A1', '姓名'), text('B1', '手机')))
const wanted = [['姓名', '手机']]
const gone = { 'xl/workbook.xml': undefined, 'xl/_rels/workbook.xml.rels': undefined }
const book = (relation = 'r:id') =>
  `<workbook xmlns:r="x"><sheets><sheet name="S" sheetId="1" ${relation}="rId7"/></sheets></workbook>`
const rels = (...targets: [type: string, target: string][]) =>
  `<Relationships>${targets
    .map(([type, target], at) => `<Relationship Id="rId${at + 7}" Type="http://x/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`
const root = (target: string) => rels(['officeDocument', target])

test('parts are found by relationships, names without case, slashes of either kind', () => {
  const shared = '<sst><si><t>姓名</t></si><si><t>手机</t></si></sst>'
  const bySharing = sheetXml('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>')
  const table: [string, Record<string, string | undefined>][] = [
    [
      'another name for the workbook',
      {
        ...gone,
        '_rels/.rels': root('xl/workbook2.xml'),
        'xl/workbook2.xml': book(),
        'xl/_rels/workbook2.xml.rels': rels(['worksheet', 'worksheets/sheet1.xml']),
        'xl/worksheets/sheet1.xml': one,
      },
    ],
    [
      'another folder, targets from the root and upwards',
      {
        ...gone,
        '_rels/.rels': root('/book/main.xml'),
        'book/main.xml': book('d3p1:id'),
        'book/_rels/main.xml.rels': rels(['worksheet', '../tables/one.xml'], ['sharedStrings', '/texts.xml']),
        'tables/one.xml': bySharing,
        'texts.xml': shared,
      },
    ],
    ['shared texts with a capital', { 'xl/SharedStrings.xml': shared, 'xl/worksheets/sheet1.xml': bySharing }],
    [
      'every name in another case',
      {
        ...gone,
        'XL/Workbook.xml': book(),
        'XL/_rels/Workbook.XML.rels': rels(['worksheet', 'WorkSheets/Sheet1.xml']),
        'xl/worksheets/sheet1.xml': one,
      },
    ],
    [
      'backslashes',
      {
        ...gone,
        'xl/worksheets/sheet1.xml': undefined,
        'xl\\workbook.xml': book(),
        'xl\\_rels\\workbook.xml.rels': rels(['worksheet', 'worksheets\\sheet1.xml']),
        'xl\\worksheets\\sheet1.xml': one,
      },
    ],
    [
      'CDATA',
      {
        'xl/worksheets/sheet1.xml': sheetXml(
          row(1, text('A1', '<![CDATA[姓名]]>'), '<c r="B1" t="str"><v><![CDATA[手]]>机</v></c>'),
        ),
      },
    ],
  ]
  for (const [name, parts] of table) assert.deepEqual(cells(workbook(parts)), wanted, name)
})

test('escaped letters are read as what they stand for, and what is escaped on purpose stays', () => {
  const table: [string, string][] = [
    ['姓_x000D_名', '姓 名'],
    ['城关社区_x000D_\n', '城关社区 \n'],
    ['_x005F_x000D_', '_x000D_'],
    ['_x59D3_名', '姓名'],
    ['_x0000_', ''],
    ['a_xyz_', 'a_xyz_'],
  ]
  for (const [given, shown] of table) {
    const inline = workbook({ 'xl/worksheets/sheet1.xml': sheetXml(row(1, text('A1', given), text('B1', 'x'))) })
    assert.equal(cells(inline)[0][0], shown, given)
  }
})

test('what is no .xlsx says what it is and how to make one of it', () => {
  const zip = (...names: string[]) => zipSync(Object.fromEntries(names.map((name) => [name, strToU8('x')])))
  const table: [Uint8Array, string, string | undefined][] = [
    [zip('mimetype', 'content.xml', 'META-INF/manifest.xml'), 'other-format', '.ods'],
    [zip('[Content_Types].xml', 'xl/workbook.bin'), 'other-format', '.xlsb'],
    [zip('[Content_Types].xml', 'word/document.xml'), 'other-format', '.docx'],
    [Buffer.from('<html><body><table><tr><td>姓名</td></tr></table>'), 'other-format', 'HTML'],
    [Buffer.from('﻿<!DOCTYPE html><table>'), 'other-format', 'HTML'],
    [Buffer.from('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:x"/>'), 'other-format', 'XML'],
    [Buffer.from('ID;PWXL;N;E\nC;Y1;X1;K"姓名"\n'), 'other-format', 'SYLK'],
    [Buffer.from('MIME-Version: 1.0\nX-Document-Type: Workbook\n'), 'other-format', 'MHTML'],
    [Buffer.from('%PDF-1.7'), 'other-format', 'PDF'],
    [workbook({ 'xl/embeddings/oleObject1.bin': 'x' }), 'has-objects', undefined],
    [workbook({ 'xl/externalLinks/externalLink1.xml': 'x' }), 'links-outside', undefined],
  ]
  for (const [file, reason, format] of table)
    assert.throws(
      () => readTables(file),
      (error) => {
        assert.ok(error instanceof FileRefused, String(error))
        assert.deepEqual([error.reason, error.detail.format], [reason, format])
        assert.match(say('zh', `file.${error.reason}`, error.detail), /另存为 \.xlsx/)
        return true
      },
    )
})

test('a photograph of everybody stands in nobody’s way', () => {
  const photos = Object.fromEntries(Array.from({ length: 1_500 }, (_, at) => [`xl/media/image${at}.png`, 'x']))
  assert.deepEqual(cells(workbook({ ...photos, 'xl/worksheets/sheet1.xml': one })), wanted)
})
