// Being reached while the app is closed: push turned on and off on a phone, quiet hours changed, on the whole house.
// The browser's own push service is the one thing faked.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { openHouse, populate, settle, until, type TestHouse } from '#test/house.ts'
import { openBrowser, openPhone } from './phones.ts'
import { builtWeb } from './web.ts'

let house: TestHouse
let browser: Browser
before(async () => {
  house = await openHouse({ webFolder: await builtWeb() })
  await settle(house)
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await house?.stop()
})

test('push on, quiet hours, push off: what the person sets is what the house holds', async () => {
  const [person] = await populate(house, 1)
  const { cookie } = await house.logIn(person)
  const phone = await openPhone(browser, house.url, { cookie })
  await phone.context.grantPermissions(['notifications'])
  await phone.context.addInitScript(() => {
    // Chromium without Google's service has none to subscribe to.
    const subscription = {
      endpoint: 'https://fcm.googleapis.com/fcm/send/test',
      toJSON: () => ({
        endpoint: 'https://fcm.googleapis.com/fcm/send/test',
        keys: {
          p256dh: 'BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM',
          auth: 'tBHItJI5svbpez7KI4CCXg',
        },
      }),
      unsubscribe: async () => true,
    }
    PushManager.prototype.subscribe = (async () => subscription) as never
    PushManager.prototype.getSubscription = (async () => subscription) as never
    Object.defineProperty(Notification, 'requestPermission', { value: async () => 'granted' })
  })
  await phone.page.reload()
  await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await phone.page.click('.tab:nth-child(3)')
  await phone.page.click('text=在这台手机上收通知')
  await phone.page.waitForSelector('text=这台手机会收到通知')
  const row = async () =>
    (
      await house.sql<{ pushes: { way: string }[]; quiet: { from: number; until: number } | null }>(
        'select pushes, quiet from channels where person = $1',
        [person],
      )
    )[0]
  assert.equal((await row()).pushes.length, 1)
  // The address is sealed: no table holds it.
  assert.equal((await house.sql(`select 1 from journal where event::text like '%fcm.googleapis%'`)).length, 0)

  await phone.page.fill('#quiet-from', '21:30')
  await until(async () => (await row()).quiet?.from === 21 * 60 + 30, 'quiet hours are held')
  await phone.page.waitForFunction(() => !document.querySelector('[aria-busy=true]'))
  await phone.page.click('text=这台手机不再收')
  await phone.page.waitForSelector('text=这台手机还收不到通知')
  assert.equal((await row()).pushes.length, 0)
  assert.deepEqual(phone.complaints, [])
})

test('the key for subscriptions is the same after a restart, and told only to who is logged in', async () => {
  const { cookie } = await house.logIn((await populate(house, 1))[0])
  const ask = async (headers: Record<string, string>) => fetch(`${house.url}/v1/channels`, { headers })
  const key = ((await (await ask({ cookie })).json()) as { key: string }).key
  assert.equal(Buffer.from(key, 'base64url').length, 65)
  assert.equal((await ask({})).status, 401)
  const again = await openHouse({ database: house.database, dataDir: house.dataDir, timers: false })
  try {
    assert.equal(
      ((await (await fetch(`${again.url}/v1/channels`, { headers: { cookie } })).json()) as { key: string }).key,
      key,
    )
  } finally {
    await again.stop()
  }
})
