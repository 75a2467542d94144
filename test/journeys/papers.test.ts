// The papers as offices get them: made over HTTP, then read back by other readers than those that wrote them.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { SaxesParser } from 'saxes'
import type { Id } from '#domain/kernel/ids.ts'
import { quarterOf } from '#rooms/dossier/forms.ts'
import { readTables } from '#server/imports/reader.ts'
import { community, county, openHouse, otherCommunity, settle, type Client, type TestHouse } from '#test/house.ts'

let house: TestHouse
let officer: Client
let liaison: Client
let guo: Client
let unit: Id
let person: Id
const hour = 3_600_000
/** Noon of 12 October in China. */
const noon = Date.UTC(2026, 9, 12, 4)

before(async () => {
  house = await openHouse({ start: noon + 9 * hour })
  await settle(house)
  unit = house.newId()
  person = house.newId()
  await house.given(['registry', `unit/${unit}`, { type: 'enrol-unit', name: '演示第一单位', area: county }])
  await house.given([
    'registry',
    `person/${person}`,
    {
      type: 'enrol-person',
      name: '=郭演示',
      phone: '13700009999',
      home: community,
      unit,
      skills: ['medic'],
      availability: [],
    },
  ])
  await house.given(
    ['access', `account/${person}`, { type: 'open-account' }],
    ['registry', `unit/${unit}`, { type: 'appoint-liaison', person }],
    ['registry', `unit/${unit}`, { type: 'register-unit', community }],
  )
  officer = await house.as('officer')
  liaison = await house.as({ role: 'liaison', area: county, unit })
  guo = await house.logIn(person)
  const second = await house.as('officer')
  const typed = { type: 'type-entry', person, area: community, duty: '维持秩序 & <排队>' }
  const entry = house.newId()
  const receipts = await second.give(
    ['dossier', `entry/${entry}`, { ...typed, from: noon, until: noon + 1.5 * hour }],
    ['dossier', `entry/${house.newId()}`, { ...typed, from: noon - 24 * hour, until: noon - 22 * hour }],
  )
  assert.ok(
    receipts.every((receipt) => receipt.status === 'accepted'),
    JSON.stringify(receipts),
  )
  assert.equal((await officer.give(['dossier', `entry/${entry}`, { type: 'confirm-entry' }]))[0].status, 'accepted')
})
after(() => house.stop())

async function fetched(client: Client, to: string): Promise<{ status: number; bytes: Buffer; type: string }> {
  const answer = await fetch(`${house.url}/v1/papers/${to}`, { headers: { cookie: client.cookie } })
  return {
    status: answer.status,
    bytes: Buffer.from(await answer.arrayBuffer()),
    type: answer.headers.get('content-type') ?? '',
  }
}

/** Texts of a Word file, paragraph by paragraph, with its tables as rows: by an XML parser, not by the writer. */
function readDocx(bytes: Buffer): { paragraphs: string[]; rows: string[][] } {
  const paragraphs: string[] = []
  const rows: string[][] = []
  let [text, inText, cell] = ['', false, undefined as string[] | undefined]
  const parser = new SaxesParser()
  parser.on('opentag', ({ name }) => {
    if (name === 'w:tr') rows.push([])
    if (name === 'w:tc') cell = []
    if (name === 'w:t') inText = true
  })
  parser.on('text', (part) => {
    if (inText) text += part
  })
  parser.on('closetag', ({ name }) => {
    if (name === 'w:t') inText = false
    if (name === 'w:p') {
      if (cell) cell.push(text)
      else paragraphs.push(text)
      text = ''
    }
    if (name === 'w:tc') {
      rows.at(-1)!.push(cell!.join('\n'))
      cell = undefined
    }
  })
  parser.on('error', (error) => {
    throw error
  })
  parser.write(strFromU8(unzipSync(bytes)['word/document.xml'])).close()
  return { paragraphs, rows }
}

test('a quarter is China’s, from its first midnight to its last', () => {
  assert.deepEqual(quarterOf(2026, 4), { from: Date.UTC(2026, 8, 30, 16), until: Date.UTC(2026, 11, 31, 16) })
  assert.deepEqual(quarterOf(2026, 1), { from: Date.UTC(2025, 11, 31, 16), until: Date.UTC(2026, 2, 31, 16) })
})

test('the service card says each entry with its evidence, and sums each kind apart', async () => {
  const { status, bytes, type } = await fetched(guo, 'service-card.docx?year=2026&quarter=4')
  assert.equal(status, 200)
  assert.match(type, /wordprocessingml/)
  const { paragraphs, rows } = readDocx(bytes)
  assert.equal(paragraphs[0], '志愿服务卡')
  assert.ok(paragraphs.includes('姓名：=郭演示　　单位：演示第一单位') && paragraphs.includes('2026 年第 4 季度'))
  assert.deepEqual(rows.slice(1), [
    ['1', '2026-10-11', '12:00–14:00', '2.0', '城关社区', '维持秩序 & <排队>', '事后补记', '待社区确认'],
    ['2', '2026-10-12', '12:00–13:30', '1.5', '城关社区', '维持秩序 & <排队>', '事后补记', '社区已确认'],
  ])
  assert.ok(paragraphs.some((line) => line.startsWith('合计 3.5 小时，其中现场扫码 0.0 小时')))
  const [sheet] = readTables((await fetched(guo, 'service-card.xlsx?year=2026&quarter=4&language=en')).bytes)
  const cells = sheet.rows.map((row) => row.cells)
  assert.ok(cells.some((row) => row[1] === '2026-10-12' && row[6] === 'Typed in afterwards'))
  assert.ok(sheet.rows.every((row) => row.formulas === undefined))
  assert.ok(
    !readDocx((await fetched(guo, 'service-card.docx?year=2026&quarter=3')).bytes).rows.some((row) =>
      row.includes('事后补记'),
    ),
    'another quarter has none',
  )
})

test('an XML parser reads the card, and so does python-docx where the machine has it', async (context) => {
  const { bytes } = await fetched(guo, 'service-card.docx?year=2026&quarter=4')
  assert.equal(readDocx(bytes).rows[2][5], '维持秩序 & <排队>')
  const python = ['/usr/bin/python3', 'python3'].find((name) => spawnSync(name, ['-c', 'import docx']).status === 0)
  if (!python) return context.diagnostic('no python3-docx on this machine: read by the XML parser alone')
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-paper-'))
  try {
    writeFileSync(path.join(folder, 'a.docx'), bytes)
    const read = JSON.parse(
      spawnSync(
        python,
        [
          '-c',
          'import docx,json,sys\nd=docx.Document(sys.argv[1])\nprint(json.dumps([[c.text for c in r.cells] for r ' +
            'in d.tables[0].rows]))',
          path.join(folder, 'a.docx'),
        ],
        { encoding: 'utf8' },
      ).stdout,
    ) as string[][]
    assert.equal(read[2][5], '维持秩序 & <排队>')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('the unit’s form lists its people and has a slip to return; the community’s list says what it needs', async () => {
  const { paragraphs, rows } = readDocx((await fetched(liaison, `unit-form.docx?unit=${unit}`)).bytes)
  assert.ok(
    paragraphs.includes('单位到社区报到表') &&
      paragraphs.includes('报到回执') &&
      paragraphs.includes('沿此线剪下，由社区交回单位'),
  )
  assert.ok(paragraphs.includes('单位：演示第一单位　　报到社区：城关社区'))
  assert.deepEqual(rows[1], ['1', '=郭演示', '13700009999', '城关社区', '医护', ''])
  const sheets = readTables((await fetched(liaison, `unit-form.xlsx?unit=${unit}`)).bytes)
  assert.equal(sheets.length, 2)
  assert.ok(sheets[0].rows.some((row) => row.cells[1] === '=郭演示' && row.formulas === undefined))
  assert.equal(
    (
      await officer.give([
        'muster',
        `muster/${house.newId()}`,
        {
          type: 'blow-whistle',
          what: '搬运沙袋',
          label: '东门',
          area: community,
          place: [111.77, 36.85],
          needs: [{ skill: 'medic', people: 1 }, { people: 4 }],
          from: house.now(),
          until: house.now() + hour,
          drill: false,
          answerMinutes: 10,
          escalateMinutes: 60,
          waves: 'by-hand',
        },
      ])
    )[0].status,
    'accepted',
  )
  const needs = readDocx((await fetched(officer, `needs.docx?area=${community}`)).bytes)
  assert.deepEqual(
    needs.rows.slice(1, 3).map((row) => [row[1], row[2], row[4], row[5]]),
    [
      ['搬运沙袋', '东门', '1', '医护'],
      ['搬运沙袋', '东门', '4', ''],
    ],
  )
})

test('a notice is printed as it was written, with the list of who has signed', async () => {
  const notice = house.newId()
  assert.equal(
    (
      await officer.give([
        'notice',
        `notice/${notice}`,
        {
          type: 'send-notice',
          title: '关于报到的通知',
          text: '各单位:\n请于5日前报到。',
          area: community,
          to: 'persons',
          recipients: [person],
          signBy: house.now() + 24 * hour,
        },
      ])
    )[0].status,
    'accepted',
  )
  assert.equal(
    (await guo.give(['notice', `notice/${notice}`, { type: 'sign-for', recipient: person }]))[0].status,
    'accepted',
  )
  const { paragraphs, rows } = readDocx((await fetched(officer, `notice.docx?notice=${notice}`)).bytes)
  assert.deepEqual(paragraphs.slice(0, 3), ['关于报到的通知', '各单位:', '请于5日前报到。'])
  assert.ok(paragraphs.includes('关于报到的通知：应签收 1，已签收 1'))
  assert.deepEqual(
    rows[1].filter((_, at) => at !== 4),
    ['1', '=郭演示', '城关社区', '=郭演示', '本人签收'],
  )
})

test('nobody takes away a paper about what they may not see', async () => {
  const stranger = await house.as({ role: 'officer', area: otherCommunity })
  for (const to of [
    `service-card.docx?year=2026&quarter=4&person=${person}`,
    `needs.docx?area=${community}`,
    `notice.docx?notice=${house.newId()}`,
  ])
    assert.equal((await fetched(stranger, to)).status, 404, to)
  const text = readDocx((await fetched(stranger, `unit-form.docx?unit=${unit}`)).bytes)
  assert.ok(!JSON.stringify(text).includes('郭演示') && !JSON.stringify(text).includes('13700009999'))
  assert.equal(
    (await fetched(await house.as({ role: 'administrator', area: county }), `unit-form.docx?unit=${unit}`)).status,
    404,
  )
  assert.equal((await fetch(`${house.url}/v1/papers/unit-form.docx?unit=${unit}`)).status, 401)
  const seen = await house.sql<{ what: string; persons: string[] }>(
    `select what, persons from access_log where what like 'export-%'`,
  )
  assert.ok(seen.length > 5)
  for (const paper of ['service-card', 'unit-form'])
    assert.ok(
      seen.some((one) => one.what === `export-${paper}` && one.persons.includes(person)),
      paper,
    )
})
