// A round through the screens: opened from a template, laid out, called up, published; staffed by the planner, declined
// on a phone, mended; reported and done again. On a real house, at a desk and on a phone.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Id } from '#domain/kernel/ids.ts'
import {
  community,
  county,
  openHouse,
  otherCommunity,
  populate,
  settle,
  until,
  type Client,
  type TestHouse,
} from '#test/house.ts'
import { axe, openBrowser, openPhone, picture } from './phones.ts'
import { builtWeb } from './web.ts'

const hour = 3_600_000
let house: TestHouse
let browser: Browser
let context: BrowserContext
let page: Page
let dispatcher: Client
let round: Id
const complaints: string[] = []

before(async () => {
  house = await openHouse({ webFolder: await builtWeb() })
  await settle(house)
  for (const [place, n] of [
    [community, 1],
    [otherCommunity, 2],
  ] as const) {
    await house.given(
      ['registry', `area/${place}-01`, { type: 'name-area', name: `第${n}网格`, place: [111.77 + n / 100, 36.85] }],
      ...[1, 2].map(
        (b) =>
          [
            'registry',
            `area/${place}-01-000${b}`,
            {
              type: 'list-building',
              name: `${b}号楼`,
              place: [111.77 + n / 100, 36.851],
              numbering: 'floors',
              doors: [
                ['0101', 3],
                ['0102', 2],
              ],
            },
          ] as const,
      ),
    )
  }
  const people = await populate(house, 24)
  await populate(house, 6, otherCommunity)
  await house.given([
    'access',
    `account/${people[0]}`,
    { type: 'appoint', role: 'gridWorker', area: `${community}-01` },
  ])
  dispatcher = await house.as({ role: 'dispatcher', area: county })
  browser = await openBrowser()
  context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  const [name, value] = dispatcher.cookie.split('=')
  await context.addCookies([{ name, value, url: house.url }])
  page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(String(error)))
})
after(async () => {
  await browser?.close()
  await house?.stop()
})

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })
const dialog = () => page.getByRole('dialog')
/** A screen listens for its keys a moment after it is seen. */
const opensBy = async (key: string) => {
  await until(async () => {
    await page.keyboard.press(key)
    await page.waitForTimeout(300)
    return dialog().isVisible()
  }, `${key} opens something`)
}
const hourOf = (at: number) => new Date(at + 8 * hour).toISOString().slice(0, 16)
const seats = (state: string) =>
  house.sql<{ seat: string; person: Id }>(
    `select seat, person from assignments where round = $1 and state = any($2) order by seat`,
    [round, [state]],
  )

test('an operation is opened from a template with its first round; points, posts and teams are laid out', async () => {
  await page.goto(`${house.url}/console/#/operations`)
  await page.getByText('先开一个行动').waitFor()
  await opensBy('o')
  await dialog().getByLabel('名称').fill('十月全员采样')
  await dialog()
    .getByLabel('开始')
    .fill(hourOf(house.now() + 2 * hour))
  await dialog().getByRole('button', { name: '开始' }).click()
  await page.locator('.round-figures').waitFor()
  round = page.url().split('/').pop()!
  await opensBy('p')
  await dialog().getByLabel('点位名称').fill('北门采样点')
  await dialog().locator('input[role=combobox]').fill('城关')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await dialog().getByRole('button', { name: '加点位' }).click()
  await page.locator('section[aria-labelledby=round-points] td').first().waitFor()
  await button('按模板铺岗位').click()
  await dialog().getByRole('button', { name: '按模板铺岗位' }).click()
  await page.locator('section[aria-labelledby=round-posts] td').first().waitFor()
  await button('设小队').click()
  await dialog().getByLabel('共几支小队').fill('1')
  await dialog().getByRole('button', { name: '设小队' }).click()
  await page.getByText('1+3：').waitFor()
})

test('a post taken away comes back by undo; call-up and drawn doors are seen before they are accepted', async () => {
  const posts = async () =>
    (await house.sql<{ n: number }>('select count(*)::int as n from round_posts where round = $1', [round]))[0].n
  const before = await posts()
  await page.locator('section[aria-labelledby=round-posts] tbody button').first().click()
  await until(async () => (await posts()) === before - 1, 'the post is gone')
  await button(/撤销/).click()
  await until(async () => (await posts()) === before, 'the post is back')
  // By the key: news of what was done lies over the foot of the page for some seconds.
  await page.locator('section[aria-labelledby=round-callup] button').press('Enter')
  await dialog().getByRole('button', { name: '请系统建议' }).click()
  await dialog().locator('.callup-load').waitFor()
  await picture(page, 'console-callup')
  await dialog().getByRole('button', { name: '采用这个叫号' }).click()
  await page.getByText('4 栋楼、20 人已有时段').waitFor()
  await button('加住户').press('Enter')
  await dialog().getByText('8 户中取 8 户').waitFor()
  await dialog().getByRole('button', { name: '加入名单' }).click()
  await page.getByText('8 户要上门').waitFor()
  await button('发布').click()
  await dialog().getByRole('button', { name: '发布' }).click()
  await page.getByText('已发布').first().waitFor()
  assert.deepEqual(await axe(page), [])
})

test('the planner staffs the round with reasons; a volunteer says no, the roster is mended in bound', async () => {
  await page.goto(`${house.url}/console/#/roster/${round}`)
  await page.locator('.table-body .table-row').first().waitFor()
  await button('请系统编排').click()
  await dialog()
    .getByLabel(/百分之几/)
    .fill('100')
  await dialog().getByRole('button', { name: '再算一次' }).click()
  await dialog()
    .getByText(/已证明|接近最好/)
    .waitFor()
  await picture(page, 'console-plan')
  await dialog().getByRole('button', { name: /^采用/ }).click()
  await until(async () => (await seats('proposed')).length > 10, 'people are seated')
  const [{ seat, person }] = (await seats('proposed')).filter((one) => !one.seat.endsWith('.0'))
  const phone = await openPhone(browser, house.url, { cookie: (await house.logIn(person)).cookie })
  const card = phone.page.locator('article.call').first()
  await card.getByRole('button', { name: '我来' }).waitFor()
  await picture(phone.page, 'phone-seat')
  assert.deepEqual(await axe(phone.page), [])
  await card.getByRole('button', { name: /来不了/ }).click()
  await until(
    async () => (await seats('declined')).some((one) => one.seat === seat && one.person === person),
    'the no has arrived',
  )
  await phone.page.goto(`${house.url}/#/roster`)
  await phone.page.getByRole('heading', { name: '哪里缺人' }).waitFor()
  assert.deepEqual(await axe(phone.page), [])
  assert.deepEqual(phone.complaints, [])
  await phone.close()
  await page.reload()
  await page.locator('.table-body .table-row').first().waitFor()
  await button('补位').click()
  await dialog()
    .getByText(/个空缺/)
    .first()
    .waitFor()
  await picture(page, 'console-repair')
  const accept = dialog().getByRole('button', { name: /^采用：补/ })
  if (await accept.isVisible()) await accept.click()
  else await page.keyboard.press('Escape')
  assert.deepEqual(await axe(page), [])
})

test('seats are locked by a key; badges are printed; the load of areas is seen', async () => {
  await button(/^待确认/).click()
  await page.locator('.table').focus()
  for (const key of ['ArrowDown', ' ', 'l']) await page.keyboard.press(key)
  await until(
    async () => (await house.sql('select 1 from assignments where round = $1 and locked', [round])).length === 1,
    'one seat is locked',
  )
  await page.goto(`${house.url}/console/#/roster/${round}/badges`)
  await page.locator('.badge-card .qr').first().waitFor()
  assert.deepEqual(await axe(page), [])
  await page.goto(`${house.url}/console/#/dispatch/${round}`)
  await page.locator('.dispatch-table .table-row').nth(1).waitFor()
  await picture(page, 'console-dispatch')
  assert.deepEqual(await axe(page), [])
})

test('closed, reported with its figures, and done again by one order; English is whole', async () => {
  await page.goto(`${house.url}/console/#/operations/${round}`)
  await button('收尾').click()
  await dialog().getByRole('button', { name: '收尾' }).click()
  await button('报告').click()
  await dialog().getByLabel(/说明/).fill('下午有雨')
  await dialog().getByRole('button', { name: '报告' }).click()
  await page.getByText('下午有雨').waitFor()
  await page.getByRole('link', { name: 'Word 报告' }).waitFor()
  await opensBy('c')
  await dialog().getByRole('button', { name: '照做一轮' }).click()
  await until(async () => !page.url().endsWith(round), 'the copy is open')
  await page.locator('.round-figures').waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('l')
  await page.getByRole('button', { name: 'Publish' }).waitFor()
  for (const where of ['operations', 'operations/templates', `roster/${round}`, `dispatch/${round}`]) {
    await page.goto(`${house.url}/console/#/${where}`)
    await page.locator('h1').waitFor()
    await page.waitForTimeout(300)
    assert.doesNotMatch(
      (await page.locator('main').innerText()).replace(/[（(]?演示[)）]?/g, ''),
      /(operation|roster|dispatch)\.[a-z-]+/,
      where,
    )
    assert.deepEqual(await axe(page), [], where)
  }
  assert.deepEqual(complaints, [])
})
