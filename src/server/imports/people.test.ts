// Names, phones, units and homes as offices write them: what is taken, what is left out and said so, what stops and by
// which reason.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { uuid8 } from '#domain/kernel/ids.ts'
import { isPersonName, readPhone, splitName, unitKey } from './clean.ts'
import { listOf, propose } from './listing.ts'
import { People, planPerson } from './persons.ts'
import { Places } from './places.ts'
import type { Choice, County, KnownUnit } from './plan.ts'
import { unitId } from './units.ts'

const county = '140729'
const unit: KnownUnit = { unit: unitId(county, '县教育局'), name: '县教育局', area: '140729100001', registered: [] }
const where: County = {
  tenant: county,
  actor: { tenant: county, account: uuid8(new Uint8Array(16)), grants: [{ role: 'administrator', area: county }] },
  places: new Places(
    county,
    [
      ['140729', '灵石县'],
      ['140729100', '翠峰镇'],
      ['140729100001', '城关居民委员会'],
    ].map(([area, name]) => ({ area, name })),
  ),
  units: new Map([[unitKey(unit.name), [unit]]]),
  unitById: new Map([[unit.unit, unit]]),
  doors: new Map(),
  people: [],
}

function plan(heads: readonly string[], rows: readonly (readonly string[])[], choices: [number, Choice][] = []) {
  const all = [heads, ...rows].map((cells, at) => ({ number: at + 1, cells: [...cells] }))
  const sheet = { rows: all, merges: [] }
  const proposal = propose(sheet)
  assert.equal(proposal.kind, 'persons')
  const list = listOf(sheet, proposal)
  const people = new People([])
  return list.rows.map((row) =>
    planPerson(list, row, { county: where, file: 'file', people, choices: new Map(choices) }),
  )
}
type Rows = ReturnType<typeof plan>
const told = (rows: Rows) =>
  rows.map(
    ({ row, act, problems }) => `${row} ${act} ${problems.map(({ cell, code }) => `${cell} ${code}`).join(', ')}`,
  )

test('names: rare letters and dots are names, brackets, numbers and stars are not', () => {
  const table: [text: string, name: string, note: string][] = [
    ['张三', '张三', ''],
    [' 张　三 ', '张三', ''],
    ['田〇示', '田〇示', ''],
    ['田○示', '田〇示', ''],
    ['𠮷示田', '𠮷示田', ''],
    ['王\ue5e5六', '王\ue5e5六', ''],
    ['阿依古丽•买买提', '阿依古丽·买买提', ''],
    ['买买提.示例', '买买提·示例', ''],
    ["O'Brien Example", "O'Brien Example", ''],
    ['张示伟（大）', '张示伟', '大'],
    ['张示伟(小)', '张示伟', '小'],
    ['张示伟1', '张示伟', '1'],
    ['1.赵示号', '赵示号', '1.'],
    ['12、赵示号', '赵示号', '12、'],
    ['（3）赵示号', '赵示号', '（3）'],
    ['①赵示号', '赵示号', '①'],
    ['孙示号★', '孙示号', '★'],
    ['1．李示号（组长）*', '李示号', '1.、组长、*'],
    ['徐示【曾用名徐示示】', '徐示', '曾用名徐示示'],
    ['张示伟（大', '张示伟', '大'],
  ]
  for (const [text, name, note] of table) {
    const split = splitName(text)
    assert.deepEqual([split.name, split.note], [name, note], text)
    assert.ok(isPersonName(name), name)
  }
  for (const none of ['冯示?', '12345', '张', '', '张三=1'])
    assert.equal(isPersonName(splitName(none).name), false, none)
})

test('phones: every spelling of one number, and the true reason where there is none', () => {
  const mobile = '13900010001'
  const same = [
    '+86 139-0001-0001',
    '8613900010001',
    '0086 139 0001 0001',
    '(+86)13900010001',
    '１３９０００１０００１',
    '1 3 9 0 0 0 1 0 0 0 1',
    '139—0001—0001',
    '13900010001.0',
    '139 0001 0001（微信同号）',
    '手机：13900010001',
    '电话13900010001。',
    '13900010001(本人)',
  ]
  for (const text of same) assert.equal(readPhone(text).phone, mobile, text)
  const troubles: [string, string][] = [
    ['1.39E+10', 'phone-scientific'],
    ['1.39000100002E+10', 'phone-scientific'],
    ['0354-7622345-801', 'phone-extension'],
    ['0354-7622345转801', 'phone-extension'],
    ['(0354)7622345 分机 801', 'phone-extension'],
    ['0354-7622345#801', 'phone-extension'],
    ['7622345', 'phone-no-area'],
    ['82345678', 'phone-no-area'],
    ['13900010001/13900010002', 'two-phones'],
    ['13900010001 0354-7622346', 'two-phones'],
    ['13900010001（本人）13900010002（爱人）', 'two-phones'],
    ['1390001000', 'phone-length'],
    ['12345678901', 'phone-shape'],
    ['400-810-1234', 'phone-shape'],
    ['见备注', 'phone-shape'],
  ]
  for (const [text, trouble] of troubles) assert.equal(readPhone(text).trouble, trouble, text)
  assert.equal(readPhone('(0354)7622345').phone, '03547622345')
  const [first, second] = plan(
    ['姓名', '手机'],
    [
      ['张示一', '="13900010001"'],
      ['张示二', "'13900010002"],
    ],
  )
  assert.deepEqual([first.shown.phone, second.shown.phone], ['13900010001', '13900010002'])
})

test('what is left out of a cell is said, and a word that is no unit stops nobody', () => {
  const rows = plan(
    ['姓名', '手机', '单位', '居住社区'],
    [
      ['张示一（组长）', '13900010001（微信同号）', '个体', '翠峰镇城关社区3号楼2单元501室'],
      ['张示二', '13900010002', '务工', '城关社区'],
      ['张示三', '13900010003', '没有这个局', '青年路5号'],
    ],
  )
  assert.deepEqual(told(rows), [
    '2 new A2 name-note, B2 phone-note, C2 unit-none, D2 address-split',
    '3 new C3 unit-none',
    '4 stopped C4 unit-unknown, D4 area-unknown',
  ])
})

test('a column of addresses gives the community where it names one, and stops nobody where it does not', () => {
  const rows = plan(
    ['姓名', '联系电话', '现居住地址'],
    [
      ['张示一', '13900010001', '翠峰镇城关社区3号楼2单元501室'],
      ['张示二', '13900010002', '灵石县翠峰镇城关社区'],
      ['张示三', '13900010003', '青年路5号'],
    ],
  )
  assert.deepEqual(told(rows), ['2 new C2 address-split', '3 new ', '4 new C4 address-unread, 4 no-home'])
  assert.deepEqual(
    rows.map(({ shown }) => shown.home),
    ['翠峰镇 城关居民委员会', '翠峰镇 城关居民委员会', undefined],
  )
})

test('a couple with one phone: keeping both says who has it, and shows none for the other', () => {
  const couple = [
    ['赵示夫', '13900010001', '城关社区'],
    ['钱示妻', '13900010001', '城关社区'],
  ]
  const heads = ['姓名', '手机', '居住社区']
  const asked = plan(heads, couple)[1]
  assert.deepEqual([asked.act, asked.problems[0].detail], ['asked', { holder: '赵示夫', row: 2 }])
  const kept = plan(heads, couple, [[3, 'keep']])[1]
  assert.equal(kept.act, 'new')
  assert.equal(kept.shown.phone, undefined)
  assert.deepEqual(
    kept.problems.map(({ code, value, detail }) => [code, value, detail?.as]),
    [
      ['same-phone', '13900010001', undefined],
      ['phone-left', '13900010001', '赵示夫'],
    ],
  )
  assert.ok(kept.commands.every(({ command }) => command.type !== 'enrol-person' || command.phone === undefined))
})

test('two of one name in one unit are asked about when anything tells them apart', () => {
  const heads = ['姓名', '身份证号', '单位']
  const table: [string, string[], string[], string][] = [
    ['another identity number', ['张示伟', '1401', '县教育局'], ['张示伟', '1402', '县教育局'], 'asked'],
    ['another word beside the name', ['张示伟（大）', '', '县教育局'], ['张示伟（小）', '', '县教育局'], 'asked'],
    ['another number before the name', ['1.张示伟', '', '县教育局'], ['2.张示伟', '', '县教育局'], 'skip'],
    ['the same row twice', ['张示伟', '1401', '县教育局'], ['张示伟', '1401', '县教育局'], 'skip'],
    ['one says nothing', ['张示伟', '1401', '县教育局'], ['张示伟', '', '县教育局'], 'skip'],
  ]
  for (const [name, one, other, act] of table) assert.equal(plan(heads, [one, other])[1].act, act, name)
  const kept = plan(heads, [table[0][1], table[0][2]], [[3, 'keep']])
  assert.equal(kept[1].act, 'new')
})

test('hours and skills of an online form are found under its questions', () => {
  const rows = plan(
    ['您的姓名（必填）', '手机号码（必填）', '您有哪些特长？（多选）', '您可参加志愿服务的时间（多选）'],
    [['张示一', '13900010001', '医疗护理┋心理疏导', '周末┋晚上']],
  )
  const [{ command }] = rows[0].commands
  assert.ok(command.type === 'enrol-person')
  assert.deepEqual(
    [command.skills, command.availability],
    [
      ['medic', 'counselling'],
      ['evening', 'weekend'],
    ],
  )
})
