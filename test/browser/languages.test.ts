// Languages on the phone: the chosen one comes when it is chosen, from the worker where there is no network, and until
// it is there Chinese is read.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openPaperHouse, paperCall, type PaperHouse } from './paper-house.ts'
import { openBrowser, openPhone, type Phone, type PhoneSettings } from './phones.ts'

let browser: Browser
let house: PaperHouse

before(async () => {
  browser = await openBrowser()
  house = await openPaperHouse()
  house.calls = [paperCall({ muster: '01920000-0000-7000-8000-000000000001' })]
  house.views = {
    areas: { rows: [] },
    registrations: { rows: [] },
    'my-entries': { rows: [], totals: { entries: 0, minutes: 0, scanned: 0, confirmed: 0, typed: 0 } },
  }
})
after(async () => {
  await browser.close()
  await house.stop()
})

async function withPhone(settings: PhoneSettings, work: (phone: Phone) => Promise<void>): Promise<void> {
  const phone = await openPhone(browser, house.url, settings)
  try {
    await phone.page.waitForSelector('main h1')
    await work(phone)
    assert.deepEqual(phone.complaints, [])
  } finally {
    await phone.close()
  }
}

const goes = (page: Page, path: string) =>
  page.evaluate((to) => {
    location.hash = to
  }, path)

test('opened in Chinese, it speaks English without a network, at once and when opened again', async () => {
  await withPhone({}, async (phone) => {
    await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await phone.context.setOffline(true)
    await goes(phone.page, '/me')
    await phone.page.click('details.card summary')
    await phone.page.click('button:text-is("English")')
    await phone.page.waitForSelector('legend:text-is("Text size")')
    await goes(phone.page, '/registration')
    await phone.page.waitForSelector('h1:text-is("My registration")')
    await phone.killed()
    await phone.page.waitForSelector('h1:text-is("My registration")')
    assert.equal(await phone.page.evaluate(() => document.documentElement.lang), 'en-GB')
  })
})

test('a language that cannot be fetched: Chinese stays, and the other comes with the network', async () => {
  await withPhone({ worker: false }, async ({ page, context }) => {
    await goes(page, '/me')
    await page.waitForSelector('details.card summary')
    await context.setOffline(true)
    await page.click('details.card summary')
    await page.click('button:text-is("English")')
    await page.waitForFunction(() => document.documentElement.lang === 'en-GB')
    assert.equal(await page.locator('legend:text-is("字号")').count(), 1)
    await context.setOffline(false)
    await page.waitForSelector('legend:text-is("Text size")')
  })
})
