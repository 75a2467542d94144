// One phone, two people, in a real Chromium on the whole house: what one of them leaves behind is sealed for them, and
// neither shown to the other, nor sent by them, nor cleared with theirs.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import type { Id } from '#domain/kernel/ids.ts'
import { community, openHouse, populate, settle, until, type Client, type TestHouse } from '../house.ts'
import { openBrowser, openPhone, type Phone } from './phones.ts'
import { builtWeb } from './web.ts'

const minute = 60_000
let house: TestHouse
let browser: Browser
let officer: Client

before(async () => {
  house = await openHouse({ webFolder: await builtWeb() })
  await settle(house)
  officer = await house.as('officer')
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await house?.stop()
})

interface Somebody {
  readonly person: Id
  readonly client: Client
  readonly muster: string
}

/** Somebody who is called. */
async function called(what: string): Promise<Somebody> {
  const [person] = await populate(house, 1)
  const client = await house.logIn(person)
  const muster = house.newId()
  const now = house.now()
  const [receipt] = await officer.give([
    'muster',
    `muster/${muster}`,
    {
      type: 'blow-whistle',
      what,
      label: '东门',
      area: community,
      place: [111.77, 36.85],
      needs: [{ people: 2 }],
      from: now,
      until: now + 120 * minute,
      drill: false,
      answerMinutes: 30,
      escalateMinutes: 60,
      waves: 'by-hand',
      people: [person],
    },
  ])
  assert.equal(receipt.status, 'accepted')
  return { person, client, muster }
}

const stateOf = async ({ person }: Somebody): Promise<string> =>
  (await house.sql<{ state: string }>('select state from calls where person = $1', [person]))[0].state

async function logsIn(phone: Phone, { client }: Somebody): Promise<void> {
  const [name, value] = client.cookie.split('=')
  await phone.context.addCookies([{ name, value, url: house.url }])
  await phone.page.evaluate(() => (location.hash = ''))
  await phone.page.reload()
  await phone.page.waitForSelector('.tab')
}

/** All that lies in this browser's shelf, as whoever copies its files reads it. */
const shelfText = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const open = indexedDB.open('muster')
      open.onsuccess = () => resolve(open.result)
    })
    const parts: string[] = []
    for (const name of database.objectStoreNames) {
      const all = await new Promise<unknown[]>((resolve) => {
        const request = database.transaction(name).objectStore(name).getAll()
        request.onsuccess = () => resolve(request.result)
      })
      for (const thing of all)
        parts.push(
          `${name} ${JSON.stringify(thing, (_key, value) =>
            value instanceof ArrayBuffer ? new TextDecoder('latin1').decode(value) : value,
          )}`,
        )
    }
    database.close()
    return parts.join('\n')
  })
const entriesIn = async (page: Page): Promise<number> => (await shelfText(page)).match(/^outbox /gm)?.length ?? 0

/** The worker has the phone's files: screens open without a network. */
const kept = (page: Page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))

async function answersOffline(phone: Phone): Promise<void> {
  await phone.page.waitForSelector('article')
  await kept(phone.page)
  await phone.context.setOffline(true)
  await phone.page.click('article .button-good')
  await phone.page.click('.thirds button:nth-child(2)')
  await phone.page.waitForSelector('text=1 条待上传')
}

async function leaves(phone: Phone, ...buttons: readonly string[]): Promise<void> {
  await phone.page.click('.tab:nth-child(3)')
  await phone.page.click('text=退出登录')
  for (const button of buttons) await phone.page.click(`text=${button}`)
  await phone.page.waitForSelector('#login')
}

test('what waits is sealed for its owner: signed out offline, another comes and goes, its owner sends it', async () => {
  const zhao = await called('搬沙袋')
  const li = await called('扫积雪')
  const phone = await openPhone(browser, house.url, { cookie: zhao.client.cookie })
  await answersOffline(phone)
  assert.doesNotMatch(await shelfText(phone.page), /搬沙袋|answer-call/, 'sealed while they are logged in, too')

  await phone.page.click('.tab:nth-child(3)')
  await phone.page.click('text=退出登录')
  await phone.page.waitForSelector('text=1 条还没上传')
  await phone.page.click('text=退出，留着下次上传')
  await phone.page.waitForSelector('#login')
  const left = await shelfText(phone.page)
  assert.doesNotMatch(left, /搬沙袋|answer-call|扫积雪/)
  assert.doesNotMatch(left, /^replica /m, 'what was told is gone at once')
  assert.doesNotMatch(left, /"owner"|CryptoKey/)

  // The house hears of it with the first network; nobody is let in by what is left.
  await phone.context.setOffline(false)
  await until(async () => (await zhao.client.call('GET', '/v1/session')).status === 401, 'the log-in has ended')
  assert.equal(await stateOf(zhao), 'called')

  await logsIn(phone, li)
  await phone.page.waitForSelector('text=扫积雪')
  await phone.page.waitForSelector('text=已同步')
  assert.doesNotMatch(await phone.page.innerText('body'), /搬沙袋|待上传|等.*上传/)
  assert.equal(await entriesIn(phone.page), 1, 'it is there, for nobody but its owner')
  await leaves(phone, '退出并清除')
  assert.equal(await entriesIn(phone.page), 1, 'only what is one’s own is cleared')
  assert.equal(await stateOf(zhao), 'called', 'nothing is sent by another')

  await logsIn(phone, { ...zhao, client: await house.logIn(zhao.person) })
  await until(async () => (await stateOf(zhao)) === 'coming', 'it is sent by its owner')
  assert.equal(await stateOf(li), 'called')
  assert.deepEqual(phone.complaints, [])
  await phone.close()
})

test('thrown away only when it was asked for twice', async () => {
  const one = await called('搬沙袋')
  const phone = await openPhone(browser, house.url, { cookie: one.client.cookie })
  await answersOffline(phone)
  await leaves(phone, '退出，不要了', '丢掉并退出')
  assert.equal(await entriesIn(phone.page), 0)
  await phone.context.setOffline(false)
  await until(async () => (await one.client.call('GET', '/v1/session')).status === 401, 'the log-in has ended')
  assert.equal(await stateOf(one), 'called')
  await phone.close()
})

test('signing out in one tab empties the other, offline too', async () => {
  const one = await called('搬沙袋')
  const phone = await openPhone(browser, house.url, { cookie: one.client.cookie })
  await phone.page.waitForSelector('article')
  await kept(phone.page)
  const second = await phone.context.newPage()
  await second.goto(house.url)
  await second.waitForSelector('article')
  await phone.context.setOffline(true)
  await leaves(phone, '退出并清除')
  await second.waitForSelector('#login')
  assert.doesNotMatch(await second.innerText('body'), /搬沙袋/)
  // Opened anew without a network, the page still lets nobody in.
  await phone.page.reload()
  await phone.page.waitForSelector('#login')
  await phone.close()
})

test('a log-in that ends elsewhere leaves what waits sealed, and its owner finds it named', async () => {
  const one = await called('搬沙袋')
  const phone = await openPhone(browser, house.url, { cookie: one.client.cookie })
  await answersOffline(phone)
  await one.client.call('DELETE', '/v1/session')
  await phone.context.setOffline(false)
  await phone.page.waitForSelector('#login')
  assert.doesNotMatch(await shelfText(phone.page), /搬沙袋|answer-call/)
  assert.equal(await entriesIn(phone.page), 1)
  // The line to the house is slow: there is time to read whose it is.
  await phone.page.route('**/v1/commands', async (route) => {
    await phone.page.waitForSelector('text=/1 条等.+上传/')
    await route.continue()
  })
  await logsIn(phone, { ...one, client: await house.logIn(one.person) })
  await until(async () => (await stateOf(one)) === 'coming', 'it is sent')
  await phone.close()
})
