// Lists as offices send them, planned: places and people told apart, every trouble at its cell. Tables of input and
// outcome.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Grant } from '#domain/kernel/actor.ts'
import { uuid8 } from '#domain/kernel/ids.ts'
import { sheetOf } from '#test/planning/sheets.ts'
import { unitKey } from './clean.ts'
import { planArea } from './areas.ts'
import { planBuildings } from './buildings.ts'
import { findLayout, isFooting, proposeColumns, proposeKind } from './heads.ts'
import { People, planPerson } from './persons.ts'
import { Places } from './places.ts'
import {
  summarise,
  type Choice,
  type County,
  type KnownPerson,
  type KnownUnit,
  type List,
  type PlannedRow,
} from './plan.ts'
import type { Sheet } from './table.ts'
import { planUnit, unitId } from './units.ts'

const county = '140729'
const areas = [
  ['140729', '灵石县'],
  ['140729100', '翠峰镇'],
  ['140729103', '夏门镇'],
  ['140729403', '灵石县城区社会事务服务中心'],
  ['140729100001', '城关居民委员会'],
  ['140729100005', '沙峪社区居民委员会'],
  ['140729100200', '翠峰村委会'],
  ['140729100300', '郭家庄村委会'],
  ['140729103300', '郭家庄村委会'],
  ['140729403001', '光明社区居民委员会'],
].map(([area, name]) => ({ area, name }))

function countyWith(
  more: { people?: KnownPerson[]; units?: string[]; grants?: Grant[]; doors?: County['doors'] } = {},
): County {
  const units = (more.units ?? ['灵石县教育局', '灵石县人民医院']).map((name): KnownUnit => ({
    unit: unitId(county, name),
    name,
    area: '140729100001',
    registered: [],
  }))
  return {
    tenant: county,
    actor: {
      tenant: county,
      account: uuid8(new Uint8Array(16)),
      grants: more.grants ?? [{ role: 'administrator', area: county }],
    },
    places: new Places(county, areas),
    units: new Map(units.map((unit) => [unitKey(unit.name), [unit]])),
    unitById: new Map(units.map((unit) => [unit.unit, unit])),
    doors: more.doors ?? new Map(),
    people: more.people ?? [],
  }
}

const listOf = (sheet: Sheet): List => {
  const layout = findLayout(sheet)
  const kind = proposeKind(sheet, layout)
  return {
    kind,
    rows: sheet.rows.slice(layout.first).filter((row) => !isFooting(row.cells, layout.heads)),
    columns: proposeColumns(sheet, layout, kind),
  }
}
function planPeople(sheet: Sheet, where: County = countyWith(), choices: [number, Choice][] = []): PlannedRow[] {
  const list = listOf(sheet)
  assert.equal(list.kind, 'persons')
  const people = new People(where.people)
  return list.rows.map((row) =>
    planPerson(list, row, { county: where, file: 'file', people, choices: new Map(choices) }),
  )
}
const told = (rows: readonly PlannedRow[]) =>
  rows.map(
    (row) => `${row.row} ${row.act}: ${row.problems.map((problem) => `${problem.cell} ${problem.code}`).join(', ')}`,
  )

test('every trouble of a person row is told by its cell', () => {
  const rows = planPeople(
    sheetOf([
      ['序号', '姓名', '手机', '单位', '居住社区', '特长'],
      ['1', '张三', '138 0000 1111', '灵石县教育局', '城关社区', '护士'],
      ['2', '', '19900000002', '灵石县教育局', '城关', ''],
      ['3', '李四', '1990000003', '灵石县教育局', '城关', ''],
      ['4', '王五', '19900000004', '县教育处', '城关', ''],
      ['5', '赵六', '19900000005', '灵石县教育局', '郭家庄', ''],
      ['6', '孙七', '19900000006', '灵石县教育局', '夏门镇郭家庄村', ''],
      ['7', '周八', '', '灵石县教育局', '不存在村', '书法'],
      ['8', '吴九', '=HYPERLINK("x")', '灵石县教育局', '140729100001', ''],
      ['9', '郑十', '19900000009', '灵石县教育局', '', '无'],
      ['合计', '9人', '', '', '', ''],
    ]),
  )
  assert.deepEqual(told(rows), [
    '2 new: ',
    '3 stopped: B3 missing',
    '4 stopped: C4 phone-length',
    '5 stopped: D5 unit-unknown',
    '6 stopped: E6 area-ambiguous',
    '7 new: ',
    '8 stopped: C8 no-phone, E8 area-unknown, F8 skill-unknown',
    '9 stopped: C9 formula-text',
    '10 new: E10 no-home',
  ])
  assert.deepEqual(rows[0].commands[0].command, {
    type: 'enrol-person',
    name: '张三',
    phone: '13800001111',
    unit: unitId(county, '灵石县教育局'),
    home: '140729100001',
    skills: ['medic'],
    availability: [],
  })
  assert.deepEqual(rows[4].problems[0].detail, { candidates: '翠峰镇 郭家庄村委会 / 夏门镇 郭家庄村委会' })
  assert.deepEqual(summarise(rows).acts, { new: 3, change: 0, same: 0, skip: 0, stopped: 6, asked: 0 })
})

const hospital = unitId(county, '灵石县人民医院')
/** Whom the county has already. */
const known: KnownPerson = {
  person: uuid8(new Uint8Array(16).fill(7)),
  name: '张三',
  phone: '19900000001',
  unit: hospital,
  home: '140729100001',
  skills: ['medic'],
  availability: [],
}
const head = ['姓名', '手机', '单位', '居住社区', '特长']
/** By name: rows, answers to what was asked, and what becomes of each row. */
const meetings: readonly (readonly [string, string[][], [number, Choice][], string[]])[] = [
  [
    'same phone and name: same person, nothing new',
    [['张三', '19900000001', '灵石县人民医院', '城关', '医生']],
    [],
    ['2 same: '],
  ],
  ['same person, a new skill', [['张三', '19900000001', '灵石县人民医院', '城关', '驾驶']], [], ['2 change: ']],
  ['name and unit without a phone', [['张三', '', '灵石县人民医院', '城关', '']], [], ['2 same: B2 no-phone']],
  [
    'same phone, other name: asked',
    [['张叁', '19900000001', '灵石县人民医院', '城关', '']],
    [],
    ['2 asked: B2 same-phone'],
  ],
  ['… merged', [['张叁', '19900000001', '灵石县人民医院', '城关', '']], [[2, 'merge']], ['2 change: B2 same-phone']],
  [
    '… kept apart, without the phone',
    [['张叁', '19900000001', '灵石县人民医院', '城关', '']],
    [[2, 'keep']],
    ['2 new: B2 same-phone, B2 phone-left'],
  ],
  ['… left out', [['张叁', '19900000001', '灵石县人民医院', '城关', '']], [[2, 'skip']], ['2 skip: B2 same-phone']],
  [
    'same name and unit, other phone: asked',
    [['张三', '19911110000', '灵石县人民医院', '城关', '']],
    [],
    ['2 asked: A2 same-name-unit'],
  ],
  [
    'slip of one digit, other unit: asked',
    [['张三', '19900000002', '灵石县教育局', '城关', '']],
    [],
    ['2 asked: B2 alike'],
  ],
  ['another 张三', [['张三', '19911110000', '灵石县教育局', '城关', '']], [], ['2 new: ']],
  [
    'twice in the file',
    [
      ['李四', '19900000010', '灵石县教育局', '城关', ''],
      ['李 四', '+86 19900000010', '灵石县教育局', '城关', ''],
    ],
    [],
    ['2 new: ', '3 skip: A3 repeated'],
  ],
  [
    'one phone for two in the file',
    [
      ['李四', '19900000010', '灵石县教育局', '城关', ''],
      ['李五', '19900000010', '灵石县教育局', '城关', ''],
    ],
    [[3, 'keep']],
    ['2 new: ', '3 new: B3 same-phone, B3 phone-left'],
  ],
]

test('who is who: the same is not taken in twice, the doubtful is asked, the answer is followed', () => {
  for (const [name, rows, choices, wanted] of meetings)
    assert.deepEqual(told(planPeople(sheetOf([head, ...rows]), countyWith({ people: [known] }), choices)), wanted, name)
})

test('a list from outside one’s area is stopped at its cells; a liaison brings their own people from anywhere', () => {
  const rows = [
    ['姓名', '手机', '单位', '居住社区'],
    ['张三', '19900000001', '灵石县教育局', '城关'],
    ['李四', '19900000002', '灵石县人民医院', '光明社区'],
  ]
  const as = (grant: Grant) => told(planPeople(sheetOf(rows), countyWith({ grants: [grant] })))
  assert.deepEqual(as({ role: 'officer', area: '140729100001' }), ['2 new: ', '3 stopped: D3 area-outside'])
  assert.deepEqual(as({ role: 'liaison', area: county, unit: unitId(county, '灵石县人民医院') }), [
    '2 stopped: D2 area-outside',
    '3 new: ',
  ])
  assert.deepEqual(as({ role: 'auditor', area: county }), ['2 stopped: D2 area-outside', '3 stopped: D3 area-outside'])
})

test('units: by name, once, with the community they register with', () => {
  const list = listOf(
    sheetOf([
      ['单位名称', '所在社区', '报到社区'],
      ['灵石县教育局', '城关', '光明社区'],
      ['灵石县气象局', '城关', ''],
      ['灵石县 气象局', '城关', ''],
      ['', '城关', ''],
    ]),
  )
  const seen = new Map<string, number>()
  const rows = list.rows.map((row) => planUnit(list, row, countyWith(), seen))
  assert.deepEqual(told(rows), ['2 change: ', '3 new: ', '4 skip: A4 repeated', '5 stopped: A5 missing'])
  assert.deepEqual(
    rows[0].commands.map((each) => each.command),
    [{ type: 'register-unit', community: '140729403001' }],
  )
})

test('areas: codes of any length, grids numbered in their community, the known left alone', () => {
  const where = countyWith()
  const list = listOf(
    sheetOf([
      ['代码', '名称', '社区', '网格'],
      ['140729100000', '翠峰镇', '', ''],
      ['140729100001', '城关社区', '', ''],
      ['140728100001', '邻县', '', ''],
      ['', '', '城关', '第一网格'],
      ['', '', '城关', '东片'],
      ['', '', '城关', '西片'],
    ]),
  )
  assert.equal(list.kind, 'areas')
  const rows = list.rows.map((row) => planArea(list, row, where))
  assert.deepEqual(told(rows), ['2 same: ', '3 change: ', '4 stopped: A4 code-shape', '5 new: ', '6 new: ', '7 new: '])
  assert.deepEqual(
    rows.flatMap((row) => row.commands.map((each) => each.stream)),
    ['area/140729100001', 'area/140729100001-01', 'area/140729100001-02', 'area/140729100001-03'],
  )
})

const households = [
  ['社区', '网格', '楼栋', '单元', '房号', '人口'],
  ['城关', '1网格', '1号楼', '1', '101', '3'],
  ['城关', '1网格', '1号楼', '2', '101', '2人'],
  ['城关', '1网格', '1号楼', '1', '101', '3'],
  ['城关', '1网格', '1号楼', '1', '东户', '3'],
  ['翠峰村', '2网格', '南巷', '', '12号', '4'],
]

test('buildings: households gathered, grids made, a door twice or without a number stopped', async () => {
  const list = listOf(sheetOf(households))
  const planned = await planBuildings(list, countyWith(), async () => {})
  assert.deepEqual(told(planned), [
    '2 new: ',
    '3 new: ',
    '4 stopped: E4 door-twice',
    '5 stopped: E5 door-shape',
    '6 new: ',
  ])
  assert.deepEqual(
    planned.flatMap((row) => row.commands),
    [
      { stream: 'area/140729100001-01', command: { type: 'name-area', name: '1网格' } },
      {
        stream: 'area/140729100001-01-0001',
        command: {
          type: 'list-building',
          name: '1号楼',
          numbering: 'entrances',
          doors: [
            ['0101', 3],
            ['0111', 2],
          ],
        },
      },
      { stream: 'area/140729100200-02', command: { type: 'name-area', name: '2网格' } },
      {
        stream: 'area/140729100200-02-0001',
        command: { type: 'list-building', name: '南巷', numbering: 'yards', doors: [['0012', 4]] },
      },
    ],
  )
})

test('buildings: a few corrected rows take no door away, and the same rows change nothing', async () => {
  const where = countyWith()
  await planBuildings(listOf(sheetOf(households)), where, async () => {})
  where.places.add({ area: '140729100001-01-0001', name: '1号楼' })
  const doors = new Map([
    [
      '140729100001-01-0001',
      {
        numbering: 'entrances' as const,
        doors: [
          ['0101', 3],
          ['0111', 2],
        ] as [string, number][],
      },
    ],
  ])
  const fewer = listOf(sheetOf([households[0], ['城关', '1网格', '1号楼', '1', '102', '5']]))
  const again = await planBuildings(fewer, { ...where, doors }, async () => {})
  assert.deepEqual((again[0].commands[0].command as { doors: unknown }).doors, [
    ['0101', 3],
    ['0102', 5],
    ['0111', 2],
  ])
  const same = await planBuildings(
    listOf(sheetOf([households[0], households[1], households[2]])),
    { ...where, doors },
    async () => {},
  )
  assert.deepEqual(told(same), ['2 same: ', '3 same: '])
})
