// A phone in a pocket, in a real Chromium on the whole house, with a real mail server and push service on this machine:
// pages that are frozen, hidden, looked at, left open elsewhere; streams nobody reads; lines that died without a word.
import assert from 'node:assert/strict'
import { createECDH, randomBytes } from 'node:crypto'
import net, { type AddressInfo, type Socket } from 'node:net'
import tls from 'node:tls'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import type { Id } from '#domain/kernel/ids.ts'
import type { Way } from '#domain/channels/terms.ts'
import type { BoardAnswer } from '#rooms/muster/shapes.ts'
import { slipsOf } from '#server/channels/slips.ts'
import { certificate, pushService, smtpDoor } from '../carriers.ts'
import { community, county, openHouse, populate, settle, until, type Client, type TestHouse } from '../house.ts'
import { openBrowser, openPhone, type Phone } from './phones.ts'
import { builtWeb } from './web.ts'

const minute = 60_000
let house: TestHouse
let browser: Browser
let officer: Client
let mail: Awaited<ReturnType<typeof smtpDoor>>
let pushes: Awaited<ReturnType<typeof pushService>>
let pushAnswers = 201

before(async () => {
  mail = await smtpDoor()
  pushes = await pushService(() => pushAnswers)
  tls.setDefaultCACertificates([...tls.getCACertificates(), certificate])
  // The house reads its carriers from the environment.
  Object.assign(process.env, {
    SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    MAIL_FROM: 'house@demo.example',
    PUSH_HOSTS: 'localhost',
  })
  house = await openHouse({ webFolder: await builtWeb() })
  await settle(house)
  officer = await house.as('officer')
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await house?.stop()
  mail?.server.close()
  pushes?.server.close()
  for (const name of ['SMTP_URL', 'MAIL_FROM', 'PUSH_HOSTS']) delete process.env[name]
})

interface Somebody {
  readonly person: Id
  readonly client: Client
}

async function somebody(ways: readonly Way[]): Promise<Somebody> {
  const [person] = await populate(house, 1)
  const client = await house.logIn(person)
  const stream = `channels/${person}`
  await client.give(['channels', stream, { type: 'set-email', address: `${person}@demo.example` }])
  if (ways.includes('push')) {
    const p256dh = createECDH('prime256v1').generateKeys().toString('base64url')
    const auth = randomBytes(16).toString('base64url')
    const endpoint = `https://localhost:${pushes.port}/push/${person}`
    await client.give(['channels', stream, { type: 'add-push', device: house.newId(), endpoint, p256dh, auth }])
  }
  return { person, client }
}

async function whistle(...people: readonly Somebody[]): Promise<{ muster: string; at: number }> {
  const muster = house.newId()
  const now = house.now()
  const at = performance.now()
  const [receipt] = await officer.give([
    'muster',
    `muster/${muster}`,
    {
      type: 'blow-whistle',
      what: '搬沙袋',
      label: '东门',
      area: community,
      place: [111.77, 36.85],
      needs: [{ people: 20 }],
      from: now,
      until: now + 120 * minute,
      drill: false,
      answerMinutes: 30,
      escalateMinutes: 60,
      waves: 'by-hand',
      people: people.map((one) => one.person),
    },
  ])
  assert.equal(receipt.status, 'accepted')
  return { muster, at }
}

const steps = async (muster: string, { person }: Somebody): Promise<string[]> => {
  const { body } = await officer.ask<BoardAnswer>('muster-board', { muster })
  return body.people.find((one) => one.person === person)!.reached.map((one) => `${one.channel} ${one.outcome}`)
}
const isMailed = ({ person }: Somebody) => mail.letters.some((letter) => letter.includes(person))
const reaches = (muster: string, one: Somebody, step: string) =>
  until(async () => (await steps(muster, one)).includes(step), `${step} for ${one.person}`)

async function opened(one: Somebody): Promise<Phone> {
  const phone = await openPhone(browser, house.url, { cookie: one.client.cookie })
  await phone.page.waitForSelector('.tab')
  await until(() => house.herald.hears(one.person), 'the page listens')
  return phone
}

/** What the browser says of a page that is not in sight; a headless one says of each page that it is. */
const hide = (page: Page) =>
  page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { get: () => 'hidden', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
const show = (page: Page) =>
  page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { get: () => 'visible', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })

/**
 * As a phone's system freezes a page in the pocket: its scripts stand still, its line stays open. The lifecycle alone
 * leaves a headless browser's scripts running, so they are stopped besides.
 */
async function freeze({ context, page }: Phone): Promise<() => Promise<void>> {
  const cdp = await context.newCDPSession(page)
  await cdp.send('Page.setWebLifecycleState', { state: 'frozen' })
  await cdp.send('Debugger.enable')
  await cdp.send('Debugger.pause')
  return async () => {
    await cdp.send('Debugger.disable')
    await cdp.send('Page.setWebLifecycleState', { state: 'active' })
  }
}

test('a frozen page is no telling: the letter goes out in its place', async () => {
  const one = await somebody([])
  const phone = await opened(one)
  const thaw = await freeze(phone)
  const { muster, at } = await whistle(one)
  await until(() => isMailed(one), 'the letter goes out')
  console.log(`whistle to a frozen page: next way after ${((performance.now() - at) / 1000).toFixed(1)} s`)
  await reaches(muster, one, 'email sent')
  assert.deepEqual(await steps(muster, one), ['in-app sent', 'email sent'])
  // Taken out of the pocket it says itself that it was seen.
  await thaw()
  await reaches(muster, one, 'in-app seen')
  await phone.close()
})

test('a page that is looked at says so, and nothing else goes out', async () => {
  const one = await somebody([])
  const phone = await opened(one)
  const { muster } = await whistle(one)
  await reaches(muster, one, 'in-app seen')
  // The letter of somebody else, called later, would come after this one's.
  const other = await somebody([])
  await reaches((await whistle(other)).muster, other, 'email sent')
  assert.equal(isMailed(one), false)
  assert.deepEqual(phone.complaints, [])
  await phone.close()
})

test('a hidden page has it, and is no telling; brought into sight it is', async () => {
  const one = await somebody([])
  const phone = await opened(one)
  await hide(phone.page)
  const { muster } = await whistle(one)
  await reaches(muster, one, 'in-app delivered')
  assert.ok(!(await steps(muster, one)).includes('in-app seen'))
  await reaches(muster, one, 'email sent')
  await show(phone.page)
  await reaches(muster, one, 'in-app seen')
  await phone.close()
})

test('two tabs, one of them hidden: what is looked at counts, whichever heard it first', async () => {
  const one = await somebody([])
  const phone = await opened(one)
  const second = await phone.context.newPage()
  await second.goto(house.url)
  await second.waitForSelector('.tab')
  await hide(phone.page)
  const { muster } = await whistle(one)
  await reaches(muster, one, 'in-app seen')
  const other = await somebody([])
  await reaches((await whistle(other)).muster, other, 'email sent')
  assert.equal(isMailed(one), false)
  await phone.close()
})

test('two tabs, both hidden, tell nobody', async () => {
  const one = await somebody([])
  const phone = await opened(one)
  const second = await phone.context.newPage()
  await second.goto(house.url)
  await second.waitForSelector('.tab')
  await hide(phone.page)
  await hide(second)
  const { muster } = await whistle(one)
  await reaches(muster, one, 'email sent')
  assert.ok(!(await steps(muster, one)).includes('in-app seen'))
  await phone.close()
})

/** A stream opened by hand, through a line that can be cut without either end being told. */
async function rawStream({ person, client }: Somebody, read: boolean): Promise<() => void> {
  const { hostname, port } = new URL(house.url)
  const ends: Socket[] = []
  let dead = false
  const line = net.createServer((near) => {
    const far = net.connect(Number(port), hostname)
    ends.push(near, far)
    near.on('data', (part) => dead || far.write(part)).on('error', () => {})
    far.on('data', (part) => dead || near.write(part)).on('error', () => {})
    if (!read) near.pause()
    near.resume()
  })
  await new Promise<void>((done) => line.listen(0, '127.0.0.1', done))
  const phone = net.connect((line.address() as AddressInfo).port, '127.0.0.1')
  phone.on('error', () => {})
  phone.write(`GET /v1/live HTTP/1.1\r\nhost: ${hostname}\r\ncookie: ${client.cookie}\r\n\r\n`)
  if (read) phone.resume()
  await until(() => house.herald.hears(person), 'the stream is open')
  dead = read
  return () => {
    for (const end of [...ends, phone]) end.destroy()
    line.close()
  }
}

for (const [name, read] of [
  ['a stream that is open and unread', false],
  ['a phone that died: its line is cut and nobody was told', true],
] as const)
  test(`${name}: the letter goes out`, async () => {
    const one = await somebody([])
    const close = await rawStream(one, read)
    const { muster } = await whistle(one)
    await reaches(muster, one, 'email sent')
    assert.deepEqual(await steps(muster, one), ['in-app sent', 'email sent'])
    close()
  })

test('a push service that answers 410 loses the address, and the letter goes at once', async () => {
  const one = await somebody(['push'])
  pushAnswers = 410
  const { muster } = await whistle(one)
  await reaches(muster, one, 'email sent')
  pushAnswers = 201
  assert.deepEqual(await steps(muster, one), ['push gone', 'email sent'])
  const [row] = await house.sql<{ pushes: unknown[] }>('select pushes from channels where person = $1', [one.person])
  assert.deepEqual(row.pushes, [])
})

test('mail that bounces is told apart from mail that was sent', async () => {
  const one = await somebody([])
  const stream = `channels/${one.person}`
  await one.client.give(['channels', stream, { type: 'set-email', address: `nobody-${one.person}@demo.example` }])
  const { muster } = await whistle(one)
  await reaches(muster, one, 'email gone')
  assert.deepEqual(await steps(muster, one), ['email gone'])
})

test('the worker says by the slip, without a session, that the push is shown; no letter goes then', async () => {
  const one = await somebody(['push'])
  const phone = await opened(one)
  await phone.context.grantPermissions(['notifications'])
  await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  const [worker] = phone.context.serviceWorkers()
  const cdp = await phone.context.newCDPSession(phone.page)
  const registered = new Promise<string>((found) =>
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL.startsWith(house.url))
      if (own) found(own.registrationId)
    }),
  )
  await cdp.send('ServiceWorker.enable')
  const registrationId = await registered
  // Nobody is logged in any more, and the page is gone.
  await phone.context.clearCookies()
  await phone.page.goto('about:blank')
  await until(() => !house.herald.hears(one.person), 'the page is closed')
  const { muster } = await whistle(one)
  await until(() => pushes.got.length > 0, 'the push service has it')
  const [{ at }] = await house.sql<{ at: number }>('select called_at as at from calls where person = $1', [one.person])
  const slip = slipsOf(house.keys).write({
    tenant: county,
    room: 'muster',
    of: muster,
    about: 'called',
    who: one.person,
    by: 'push',
    since: at,
  })
  await cdp.send('ServiceWorker.deliverPushMessage', {
    origin: house.url,
    registrationId,
    data: JSON.stringify({ muster, about: 'called', zh: '社区吹哨了', en: 'whistle', slip }),
  })
  await reaches(muster, one, 'push delivered')
  const shown = await worker.evaluate(async () => {
    const scope = globalThis as unknown as { registration: ServiceWorkerRegistration }
    return (await scope.registration.getNotifications()).map((one) => one.body)
  })
  assert.deepEqual(shown, ['社区吹哨了\nwhistle'])
  const other = await somebody([])
  await reaches((await whistle(other)).muster, other, 'email sent')
  assert.equal(isMailed(one), false)
  await phone.close()
})
