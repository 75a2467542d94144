// Doors as China numbers them, read from cells and addresses; and buildings whose doors four digits cannot hold.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { uuid8 } from '#domain/kernel/ids.ts'
import { planBuildings } from './buildings.ts'
import { readAddress, readDoor, readEntrance } from './doors.ts'
import { listOf, propose } from './listing.ts'
import { Places } from './places.ts'
import type { County, PlannedRow } from './plan.ts'

const county = '140729'
const community = '140729100001'
const places = (more: readonly (readonly [string, string])[] = []) =>
  new Places(
    county,
    [
      [county, '灵石县'],
      ['140729100', '翠峰镇'],
      [community, '城关居民委员会'],
      ['140729100005', '沙峪社区'],
      ...more,
    ].map(([area, name]) => ({ area, name })),
  )
const countyWith = (
  known: readonly (readonly [string, string])[] = [],
  doors: County['doors'] = new Map(),
): County => ({
  tenant: county,
  actor: { tenant: county, account: uuid8(new Uint8Array(16)), grants: [{ role: 'administrator', area: county }] },
  places: places(known),
  units: new Map(),
  unitById: new Map(),
  doors,
  people: [],
})
function plan(heads: readonly string[], rows: readonly (readonly string[])[], where = countyWith()) {
  const all = [heads, ...rows].map((cells, at) => ({ number: at + 1, cells: [...cells] }))
  const sheet = { rows: all, merges: [] }
  const proposal = propose(sheet)
  assert.equal(proposal.kind, 'buildings')
  return planBuildings(listOf(sheet, proposal), where, async () => {})
}
const listed = (planned: readonly PlannedRow[]) =>
  planned.flatMap(({ commands }) =>
    commands.flatMap(({ command }) =>
      command.type === 'list-building'
        ? [`${command.name} ${command.numbering} ${command.doors.map(([door]) => door).join()}`]
        : [],
    ),
  )
const told = (planned: readonly PlannedRow[]) =>
  planned.flatMap(({ problems }) =>
    problems.map(({ cell, code, detail }) => `${cell} ${code} ${detail?.as ?? ''}`.trim()),
  )

test('doors and entrances in the spellings of offices', () => {
  const flat = (floor: number, flat: number, more = {}) => ({ part: '', house: false, floor, flat, ...more })
  const house = (flat: number, part = '') => ({ part, house: true, floor: 0, flat })
  const doors: [string, unknown][] = [
    ['501', flat(5, 1)],
    ['１８０３室', flat(18, 3)],
    ['1012', flat(10, 12)],
    ['12号', house(12)],
    ['A501', flat(5, 1, { part: 'A座' })],
    ['A座502', flat(5, 2, { part: 'A座' })],
    ['b座-1201', flat(12, 1, { part: 'B座' })],
    ['A座1单元502', flat(5, 2, { part: 'A座', entrance: 1 })],
    ['2-201', flat(2, 1, { entrance: 2 })],
    ['一单元1012', flat(10, 12, { entrance: 1 })],
    ['5楼东户', flat(5, 1)],
    ['三楼西户', flat(3, 2)],
    ['5层02', flat(5, 2)],
    ['5层502', flat(5, 2)],
    ['B1-02', house(2, '地下1层')],
    ['负一层03', house(3, '地下1层')],
    ['-102', house(2, '地下1层')],
    ['地下室5', house(5, '地下1层')],
    ['5层602', undefined],
    ['东户', undefined],
    ['5-2', undefined],
    ['501-1', undefined],
    ['11203', undefined],
    ['', undefined],
  ]
  for (const [text, wanted] of doors) assert.deepEqual(readDoor(text), wanted, text)
  const entrances: [string, unknown][] = [
    ['1', { entrance: 1, part: '' }],
    ['一单元', { entrance: 1, part: '' }],
    ['第二单元', { entrance: 2, part: '' }],
    ['十二单元', { entrance: 12, part: '' }],
    ['3门', { entrance: 3, part: '' }],
    ['东单元', { part: '东单元' }],
    ['a', { part: 'A单元' }],
    ['无', { part: '' }],
    ['', { part: '' }],
    ['1-2', undefined],
  ]
  for (const [text, wanted] of entrances) assert.deepEqual(readEntrance(text), wanted, text)
})

test('addresses are split into building, entrance and door, behind the community', () => {
  const addresses: [string, string | undefined][] = [
    ['3号楼2单元501室', '3号楼 2单元 501室'],
    ['幸福小区3号楼501', '幸福小区3号楼  501'],
    ['3-2-502', '3号楼 2 502'],
    ['3-502', '3号楼  502'],
    ['青年路5号3号楼2单元501', '青年路5号3号楼 2单元 501'],
    ['5号院12号', '5号院  12号'],
    ['A座502', 'A座  502'],
    ['青年路5号', undefined],
    ['见备注', undefined],
  ]
  for (const [text, wanted] of addresses) {
    const found = readAddress(text)
    assert.equal(found && `${found.building} ${found.entrance} ${found.door}`, wanted, text)
  }
  const communities: [string, string][] = [
    ['翠峰镇城关社区3号楼2单元501室', `${community} 3号楼2单元501室`],
    ['山西省晋中市灵石县翠峰镇城关居委会青年路5号', `${community} 青年路5号`],
    ['城关社区', `${community} `],
    ['沙峪社区1号楼', '140729100005 1号楼'],
    ['城关小学家属院', 'area-unknown'],
    ['青年路5号', 'area-unknown'],
  ]
  for (const [text, wanted] of communities) {
    const found = places().address(text)
    assert.equal('area' in found ? `${found.area} ${found.rest}` : found.trouble, wanted, text)
  }
})

const heads = ['社区', '网格', '楼栋', '单元', '房号']
const row = (building: string, entrance: string, door: string) => ['城关社区', '第1网格', building, entrance, door]

test('a floor of twelve flats: by floors in one entrance, entrance by entrance in several', async () => {
  const one = await plan(heads, [row('88号楼', '1', '1001'), row('88号楼', '1', '1012')])
  assert.deepEqual(listed(one), ['88号楼 floors 1001,1012'])
  const several = await plan(heads, [row('88号楼', '1单元', '1012'), row('88号楼', '2单元', '1012')])
  assert.deepEqual(listed(several), ['88号楼1单元 floors 1012', '88号楼2单元 floors 1012'])
  assert.deepEqual(told(several), ['E2 door-read 88号楼1单元 1012', 'E3 door-read 88号楼2单元 1012'])
  const narrow = await plan(heads, [row('7号楼', '一单元', '502'), row('7号楼', '二单元', '502')])
  assert.deepEqual(listed(narrow), ['7号楼 entrances 0502,0512'])
  const second = await plan(heads, [row('88号楼', '2', '1012')])
  assert.deepEqual(listed(second), ['88号楼2单元 floors 1012'])
})

test('what is known of a building keeps its numbering, and what does not fit says so', async () => {
  const area = `${community}-01-0001`
  const known = [[`${community}-01`, '第1网格'] as const, [area, '88号楼'] as const]
  const entrances = countyWith(
    known,
    new Map([[area, { numbering: 'entrances' as const, doors: [['0512', 2] as const] }]]),
  )
  const stuck = await plan(heads, [row('88号楼', '1', '1012'), row('88号楼', '1', '501')], entrances)
  assert.deepEqual(told(stuck), ['E2 door-wide 88号楼1单元', 'E3 door-wide 88号楼1单元'])
  const floors = countyWith(known, new Map([[area, { numbering: 'floors' as const, doors: [['1012', 2] as const] }]]))
  assert.deepEqual(told(await plan(heads, [row('88号楼', '2', '1001')], floors)), ['E2 door-wide 88号楼2单元'])
  const parts = countyWith([known[0], [`${community}-01-0002`, '66号楼2单元']])
  assert.deepEqual(listed(await plan(heads, [row('66号楼', '1', '501')], parts)), ['66号楼1单元 floors 0501'])
})

test('lettered blocks, basements and named entrances are buildings; sides get numbers, and say so', async () => {
  const planned = await plan(heads, [
    row('9号楼', '', 'A501'),
    row('9号楼', '', 'B501'),
    row('9号楼', '3', 'B1-02'),
    row('9号楼', '东单元', '501'),
    row('9号楼', '3', '1楼东户'),
    row('A座', '', 'A501'),
    row('9号楼', '3', '101'),
    row('9号楼', '1', '2-201'),
    row('9号楼', '3层', '201'),
  ])
  assert.deepEqual(listed(planned), [
    '9号楼A座 floors 0501',
    '9号楼B座 floors 0501',
    '9号楼3单元地下1层 yards 0002',
    '9号楼东单元 floors 0501',
    '9号楼 entrances 0121',
    'A座 floors 0501',
  ])
  assert.deepEqual(told(planned), [
    'E2 door-read 9号楼A座 501',
    'E3 door-read 9号楼B座 501',
    'E4 door-read 9号楼3单元地下1层 2号',
    'E5 door-read 9号楼东单元 501',
    'E6 door-read 9号楼 3单元 101',
    'E7 door-read A座 501',
    'E8 door-twice',
    'E9 entrance-other 2单元',
    'D10 entrance-shape',
  ])
})

test('measures: twelve flats a floor, several entrances of twelve, too many with the true reason', async () => {
  const measures = ['社区', '网格', '楼栋', '层数', '单元数', '每层户数']
  const planned = await plan(measures, [
    ['城关社区', '第1网格', '86号楼', '34', '1', '12'],
    ['城关社区', '第1网格', '85号楼', '2', '2', '10'],
    ['城关社区', '第1网格', '84号楼', '120', '1', '2'],
    ['城关社区', '第1网格', '83号楼', '90', '9', '9'],
  ])
  const counts = planned.flatMap(({ commands }) =>
    commands.flatMap(({ command }) =>
      command.type === 'list-building' ? [`${command.name} ${command.doors.length}`] : [],
    ),
  )
  assert.deepEqual(counts, ['86号楼 408', '85号楼1单元 20', '85号楼2单元 20'])
  assert.deepEqual(told(planned).slice(-2), ['D4 too-many-grids', 'D5 too-many-doors'])
})

test('a list by addresses alone', async () => {
  const planned = await plan(
    ['网格', '住址', '人口'],
    [
      ['第1网格', '城关社区3号楼2单元501室', '3'],
      ['第1网格', '城关社区3-2-502', '2'],
      ['第1网格', '城关社区', '2'],
    ],
  )
  assert.deepEqual(listed(planned), ['3号楼 entrances 0511,0512'])
  assert.deepEqual(told(planned).slice(-1), ['B4 door-shape'])
})
