// Notice, dossier and proof in a real browser on a real house: a notice signed in two taps, hours confirmed at the
// console, a proof checked on the phone and on the page for anybody.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import type { Id } from '#domain/kernel/ids.ts'
import { community, county, openHouse, settle, type Client, type TestHouse } from '#test/house.ts'
import { axe, openBrowser, picture } from './phones.ts'
import { builtWeb } from './web.ts'

let house: TestHouse
let browser: Browser
let officer: Client
let liaison: Client
let guo: Client
let person: Id
const hour = 3_600_000
const errors: string[] = []

before(async () => {
  house = await openHouse({ webFolder: await builtWeb() })
  await settle(house)
  const unit = house.newId()
  person = house.newId()
  await house.given(['registry', `unit/${unit}`, { type: 'enrol-unit', name: '演示第一单位', area: county }])
  await house.given([
    'registry',
    `person/${person}`,
    { type: 'enrol-person', name: '郭演示', phone: '13700009999', home: community, unit, skills: [], availability: [] },
  ])
  await house.given(['access', `account/${person}`, { type: 'open-account' }])
  officer = await house.as('officer')
  const second = await house.as('officer')
  liaison = await house.as({ role: 'liaison', area: county, unit })
  guo = await house.logIn(person)
  for (const [at, duty] of ['维持秩序', '搬运物资'].entries()) {
    const until = house.now() - (at + 1) * 2 * hour
    const [receipt] = await second.give([
      'dossier',
      `entry/${house.newId()}`,
      { type: 'type-entry', person, area: community, from: until - hour, until, duty },
    ])
    assert.equal(receipt.status, 'accepted', JSON.stringify(receipt))
  }
  const [sent] = await officer.give([
    'notice',
    `notice/${house.newId()}`,
    {
      type: 'send-notice',
      title: '关于报到的通知',
      text: '各位党员:\n请于5日前报到。',
      area: community,
      to: 'persons',
      recipients: [person],
      signBy: house.now() + 24 * hour,
    },
  ])
  assert.equal(sent.status, 'accepted')
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await house?.stop()
})

async function pageOf(client: Client, path: string, phone: boolean): Promise<Page> {
  const context = await browser.newContext({
    locale: 'zh-CN',
    viewport: phone ? { width: 390, height: 844 } : { width: 1360, height: 860 },
    hasTouch: phone,
  })
  const [name, value] = client.cookie.split('=')
  await context.addCookies([{ name, value, url: house.url }])
  const page = await context.newPage()
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/401|404/.test(message.text())) errors.push(message.text())
  })
  await page.goto(`${house.url}${path}`)
  return page
}

test('a notice on the first screen is signed for in two taps', async () => {
  const page = await pageOf(guo, '/', true)
  await page.getByRole('link', { name: '请签收：关于报到的通知' }).click()
  await page.getByText('请于5日前报到。').waitFor()
  await picture(page, 'phone-notice')
  await page.getByRole('button', { name: '我已阅读，签收' }).click()
  await page.getByText('已签收').first().waitFor()
  assert.deepEqual(await axe(page), [])
  assert.equal(
    (await house.sql<{ state: string }>('select state from notice_receipts where recipient = $1', [person]))[0].state,
    'signed',
  )
  await page.context().close()
})

test('the officer confirms many at once, evidence in sight; the liaison agrees for the unit', async () => {
  const page = await pageOf(officer, '/console/#/dossier', false)
  await page.locator('.badge', { hasText: '事后补记' }).nth(1).waitFor()
  await page.locator('.tick-all').click()
  await page.getByRole('button', { name: /确认 2 条/ }).click()
  await page.getByText('2 条已办').waitFor()
  await page.getByRole('button', { name: '已确认', exact: true }).click()
  await page.getByText('维持秩序').first().click()
  await page.getByRole('button', { name: '写反馈' }).waitFor()
  await picture(page, 'console-dossier')
  assert.deepEqual(await axe(page), [])
  await page.context().close()
  const units = await pageOf(liaison, '/console/#/dossier', false)
  await units.getByRole('button', { name: '已确认', exact: true }).click()
  await units.getByText('维持秩序').first().waitFor()
  await units.locator('.tick-all').click()
  await units.getByRole('button', { name: /认可 2 条/ }).click()
  await units.getByText('2 条已办').waitFor()
  await units.getByRole('button', { name: '见证日志' }).click()
  await units.getByText(/已见证到第 \d+ 条/).waitFor()
  await units.context().close()
  assert.equal((await house.sql(`select 1 from entries where state = 'confirmed' and answer = 'agreed'`)).length, 2)
})

test('notices are followed at the console: who has signed, who has not', async () => {
  const page = await pageOf(officer, '/console/#/notices', false)
  await page.getByText('关于报到的通知').first().click()
  await page.getByText('已签收 1 / 1').waitFor()
  await picture(page, 'console-notice')
  assert.deepEqual(await axe(page), [])
  await page.getByRole('button', { name: '写通知' }).click()
  await page.getByLabel('标题').fill('第二份通知')
  await page.getByLabel('正文').fill('请明日到岗。')
  await page.locator('dialog').getByRole('button', { name: '发出' }).click()
  await page.getByText(/已发给 \d+ 个对象/).waitFor()
  await page.context().close()
})

test('my record on the phone: the proof is checked with no network, and the page for anybody says so too', async () => {
  const page = await pageOf(guo, '/#/record', true)
  await page.getByText('维持秩序').first().click()
  await page.getByText('证明', { exact: true }).click()
  await page.getByRole('button', { name: '核验' }).waitFor()
  await page.context().setOffline(true)
  await page.getByRole('button', { name: '核验' }).click()
  await page.getByText('成立：内容和时间都在日志里，没有改动。').waitFor()
  await page.context().setOffline(false)
  await picture(page, 'phone-record')
  assert.deepEqual(await axe(page), [])
  const text = decodeURIComponent(
    (await page.locator('a[download$=".tlog-proof"]').getAttribute('href'))!.split(',')[1],
  )
  await page.context().close()
  const { packProof } = await import('#domain/kernel/proof/link.ts')
  const anybody = await (await browser.newContext({ locale: 'zh-CN' })).newPage()
  anybody.on('pageerror', (error) => errors.push(error.message))
  await anybody.goto(`${house.url}/proof/#${packProof(text)}`)
  await anybody.waitForFunction(() =>
    document.querySelector<HTMLInputElement>('#proof-key')!.value.startsWith('muster-log/'),
  )
  await anybody.context().setOffline(true)
  await anybody.getByRole('button', { name: '核验' }).click()
  await anybody.getByText('成立：内容和时间都在日志里，没有改动。').waitFor()
  await anybody.getByText('郭演示', { exact: true }).waitFor()
  await picture(anybody, 'proof')
  assert.deepEqual(await axe(anybody), [])
  await anybody.locator('#proof-text').fill(text.replace(/^index \d+/m, 'index 0'))
  await anybody.getByRole('button', { name: '核验' }).click()
  await anybody.getByText('不成立。').waitFor()
  await anybody.context().close()
})

test('what is held about me is told, and an objection reaches a person', async () => {
  const page = await pageOf(guo, '/#/held', true)
  await page.getByText('服务记录', { exact: true }).waitFor()
  await page.getByText('提出异议').click()
  await page.locator('#object-text').fill('请删去职责')
  await page.getByRole('button', { name: '提交，由工作人员答复' }).click()
  await page.getByText('等待答复').waitFor()
  assert.deepEqual(await axe(page), [])
  await page.context().close()
  const desk = await pageOf(officer, '/console/#/endings', false)
  await desk.getByLabel('答复').fill('已办理')
  await desk.getByRole('button', { name: '同意删除' }).click()
  await desk.getByText('已答复').waitFor()
  assert.deepEqual(await axe(desk), [])
  await desk.context().close()
  assert.deepEqual(errors, [])
})
