// The auditor's screen in a real browser: rows in words, one opened, who saw somebody, filters kept in the address, the
// sheet that is itself written down; in both languages.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openHouse, type TestHouse } from '#test/house.ts'
import { settleAll, type World } from '#test/looked/world.ts'
import { axe, openBrowser, picture } from './phones.ts'
import { builtWeb } from './web.ts'

let house: TestHouse
let world: World
let browser: Browser

before(async () => {
  house = await openHouse({ webFolder: await builtWeb(), start: Date.UTC(2026, 9, 12, 2) })
  world = await settleAll(house)
  const { officer, supervisor, gridWorker } = world.clients
  await officer.ask('persons')
  await officer.ask('missing-people', { area: world.asked.area[0], about: 'register' })
  await supervisor.ask('look-back-items', { lookBack: world.asked.lookBack[0] })
  await gridWorker.call('GET', '/v1/sync')
  await gridWorker.ask('doors', { round: world.asked.round[0], building: world.asked.building[0] })
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await house?.stop()
})

async function openLog(language: 'zh' | 'en', address = ''): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
  const [name, value] = world.clients.auditor.cookie.split('=')
  await context.addCookies([{ name, value, url: house.url }])
  await context.addInitScript(
    (kept) => localStorage.setItem('muster-preferences', kept),
    JSON.stringify({ language, theme: 'light' }),
  )
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(`${house.url}/console/#/log${address}`)
  return page
}

test('an auditor reads words, opens a row, and sees whom it showed', async () => {
  const page = await openLog('zh')
  await page.getByRole('gridcell', { name: '看人员' }).first().waitFor()
  assert.equal(await page.getByText(/missing-people|look-back-items|my-doors/).count(), 0, 'no code is left')
  await page.getByRole('gridcell', { name: '看回头看抽到的对象' }).first().click()
  await page.getByRole('heading', { name: '看到的' }).waitFor()
  await page
    .locator('aside li')
    .filter({ hasText: /居民\d/ })
    .first()
    .waitFor()
  await picture(page, 'log-zh')
  assert.deepEqual(await axe(page), [])
  await page.keyboard.press('Escape')
  assert.equal(await page.locator('aside').count(), 0)
  await page.getByRole('gridcell', { name: '看一栋楼的门户' }).first().click()
  await page.locator('aside li').filter({ hasText: '0101' }).waitFor()
  await page.context().close()
})

test('who saw somebody, by keyboard; the filter stands in the address and comes back', async () => {
  const page = await openLog('zh')
  await page.getByRole('gridcell', { name: '看人员' }).first().waitFor()
  await page.getByLabel('谁看过这个人').focus()
  await page.keyboard.type('居民3')
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => location.hash.includes('person='))
  await page.getByLabel('内容').selectOption('oversight')
  await page.waitForFunction(() => location.hash.includes('kind=oversight'))
  const address = new URL(page.url()).hash.slice('#/log'.length)
  assert.ok(!address.includes('居民'), 'no name in the address')
  await page.context().close()
  const again = await openLog('zh', address)
  await again.getByRole('gridcell', { name: '看“谁还没有”的名单' }).first().waitFor()
  assert.equal(await again.getByRole('gridcell', { name: '看人员' }).count(), 0)
  await again.locator('.table').focus()
  await again.keyboard.press('ArrowDown')
  await again.keyboard.press('Enter')
  await again.locator('aside li').first().waitFor()
  await again.getByLabel('从哪天').fill('2030-01-01')
  await again.getByText('没有符合的记录').waitFor()
  await picture(again, 'log-none-zh')
  assert.deepEqual(await axe(again), [])
  await again.getByRole('button', { name: '清除筛选' }).click()
  await again.getByRole('gridcell', { name: '看人员' }).first().waitFor()
  await again.context().close()
})

test('in English, and the sheet is taken away and written down', async () => {
  const page = await openLog('en')
  await page.getByRole('gridcell', { name: 'Looked at people' }).first().waitFor()
  await page.getByRole('gridcell', { name: 'Looked at what a look-back drew' }).first().click()
  await page.getByRole('heading', { name: 'Shown' }).waitFor()
  await page.locator('aside li').first().waitFor()
  await picture(page, 'log-en')
  assert.deepEqual(await axe(page), [])
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export sheet' }).click(),
  ])
  assert.match(file.suggestedFilename(), /\.xlsx$/)
  const rows = await house.sql(`select 1 from access_log where what = 'export-access-log' and account = $1`, [
    world.clients.auditor.actor.account,
  ])
  assert.equal(rows.length, 1)
  await page.context().close()
})
