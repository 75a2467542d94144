// Files as offices send them, read: cells cleaned, headings found, kinds told. Tables of input and outcome.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import iconv from 'iconv-lite'
import { sheetOf } from '#test/planning/sheets.ts'
import {
  areaKey,
  gridNumber,
  headKey,
  personName,
  phoneDigits,
  phoneTrouble,
  readAvailability,
  readSkills,
} from './clean.ts'
import { doorNumber } from './buildings.ts'
import { findLayout, proposeColumns, proposeKind } from './heads.ts'
import { likePhones } from './persons.ts'
import { readTables } from './reader.ts'
import { cellAddress, columnLetters, fillMerges, type Sheet } from './table.ts'

test('cells are cleaned the way a careful clerk would', () => {
  const table: [unknown, unknown][] = [
    [personName(' 张　三 '), '张三'],
    [personName('阿依古丽•买买提'), '阿依古丽·买买提'],
    [headKey(' 联系电话（手机）* '), '联系电话'],
    [phoneDigits('１３８ ００００ １１１１'), '13800001111'],
    [phoneDigits('+86 138-0000-1111'), '13800001111'],
    [phoneDigits('008613800001111'), '13800001111'],
    [phoneDigits('0354-7620000'), '03547620000'],
    [phoneTrouble('1380000111'), 'phone-length'],
    [phoneTrouble('12345678901'), 'phone-shape'],
    [phoneTrouble('13800001111/13900002222'), 'two-phones'],
    [phoneTrouble('13800001111.0'), undefined],
    [phoneTrouble('见备注'), 'phone-shape'],
    [areaKey('城关居民委员会'), '城关'],
    [areaKey('城关社区居委会'), '城关'],
    [areaKey('城关社区'), '城关'],
    [areaKey('翠峰村委会'), areaKey('翠峰村')],
    [gridNumber('第三网格'), 3],
    [gridNumber('０３'), 3],
    [gridNumber('十二网格'), 12],
    [gridNumber('二十一'), 21],
    [gridNumber('东片'), undefined],
    [readSkills('护士、会开车').skills, ['medic', 'driver']],
    [readSkills('无'), { skills: [], unknown: [] }],
    [readSkills('书法').unknown, ['书法']],
    [readAvailability('下班后/周末').availability, ['evening', 'weekend']],
    [readAvailability('随时').availability.length, 4],
    [columnLetters(0), 'A'],
    [columnLetters(27), 'AB'],
    [cellAddress('AB12'), { column: 27, row: 12 }],
    [cellAddress('1A'), undefined],
    [doorNumber(undefined, '501'), { number: '0501', numbering: 'floors' }],
    [doorNumber(2, '502室'), { number: '0512', numbering: 'entrances' }],
    [doorNumber(undefined, '12号'), { number: '0012', numbering: 'yards' }],
    [doorNumber(undefined, '东户'), undefined],
    [likePhones('13800001111', '13800001112'), true],
    [likePhones('13800001234', '13800001243'), true],
    [likePhones('13800001111', '13900002222'), false],
  ]
  for (const [got, wanted] of table) assert.deepEqual(got, wanted)
})

const title = ['灵石县在职党员“双报到”花名册', '', '', '']
/** By name: a sheet, the columns found in it, and how many rows stand above the list. */
const lists: readonly (readonly [name: string, sheet: Sheet, columns: object, first: number])[] = [
  [
    'title and date above',
    sheetOf([
      title,
      ['填报单位：', '', '日期：', '2022.10.4'],
      ['序号', '姓 名', '手机号码', '工作单位'],
      ['1', '张三', '19900000001', '教育局'],
    ]),
    { name: 1, phone: 2, unit: 3 },
    3,
  ],
  [
    'other order, remarks in headings',
    sheetOf([
      ['联系电话（手机）', '所在单位*', '党员姓名', '居住社区/村'],
      ['19900000001', '教育局', '张三', '城关'],
    ]),
    { phone: 0, unit: 1, name: 2, home: 3 },
    1,
  ],
  [
    'two-row heading',
    sheetOf(
      [title, ['姓名', '联系方式', '', '单位'], ['', '手机', '固定电话', ''], ['张三', '19900000001', '', '教育局']],
      [
        { top: 2, bottom: 2, left: 1, right: 2 },
        { top: 2, bottom: 3, left: 0, right: 0 },
      ],
    ),
    { name: 0, phone: 1, unit: 3 },
    3,
  ],
  [
    'no heading at all',
    sheetOf([
      ['1', '张三', '19900000001', '灵石县教育局', '城关社区'],
      ['2', '李四', '19900000002', '灵石县人民医院', '沙峪社区'],
    ]),
    { name: 1, phone: 2, unit: 3, home: 4 },
    0,
  ],
  [
    'silent heading over phones',
    sheetOf([
      ['姓名', '', '单位'],
      ['张三', '19900000001', '教育局'],
      ['李四', '19900000002', '教育局'],
    ]),
    { name: 0, phone: 1, unit: 2 },
    1,
  ],
]

test('the list is found under titles, merged and two-row headings, in any order and spelling', () => {
  for (const [name, sheet, columns, first] of lists) {
    fillMerges(sheet)
    const layout = findLayout(sheet)
    assert.deepEqual({ ...proposeColumns(sheet, layout, 'persons') }, columns, name)
    assert.equal(layout.first, first, name)
  }
})

test('the kind of a list is told by its headings', () => {
  const kinds: [string[], string][] = [
    [['姓名', '单位', '电话'], 'persons'],
    [['单位名称', '所在社区', '报到社区'], 'units'],
    [['社区', '网格', '楼栋', '单元', '房号', '人口'], 'buildings'],
    [['统计用区划代码', '名称', '经度', '纬度'], 'areas'],
    [['乡镇', '村社区', '网格', '代码'], 'areas'],
  ]
  for (const [heads, kind] of kinds) {
    const sheet = sheetOf([heads, heads.map(() => '一')])
    assert.equal(proposeKind(sheet, findLayout(sheet)), kind, heads.join())
  }
})

test('csv in UTF-8, with mark, UTF-16 and GB18030, by comma, tab or semicolon', () => {
  const text = '姓名,电话,单位\r\n张三,19900000001,"教育局,本部"\r\n䶮四,19900000002,医院\r\n'
  for (const bytes of [
    Buffer.from(text),
    Buffer.from('\ufeff' + text),
    iconv.encode(text, 'gb18030'),
    Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      iconv.encode(
        text
          .replaceAll(',1', '\t1')
          .replaceAll('姓名,电话,', '姓名\t电话\t')
          .replaceAll(',"', '\t"')
          .replaceAll(',医', '\t医'),
        'utf-16le',
      ),
    ]),
  ]) {
    const [sheet] = readTables(bytes)
    assert.deepEqual(
      sheet.rows.map((row) => row.cells),
      [
        ['姓名', '电话', '单位'],
        ['张三', '19900000001', '教育局,本部'],
        ['䶮四', '19900000002', '医院'],
      ],
    )
    assert.deepEqual(
      sheet.rows.map((row) => row.number),
      [1, 2, 3],
    )
  }
})
