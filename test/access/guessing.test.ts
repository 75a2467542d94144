// Guesses at the gate: each thing that can be guessed tires whoever guesses, and the right one waits as long; what
// changes how somebody logs in asks for the present password, and ends their other sessions.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { codeAt } from '#server/identity/factor.ts'
import { newLink } from '#server/identity/tokens.ts'
import { county, MINUTE, openGate, password, type Browser, type Gate } from './opened-gate.ts'
import type { Reply, SmallHouse } from './small-house.ts'

let house: SmallHouse
let enrol: Gate['enrol']
let linkFor: Gate['linkFor']
let enter: Gate['enter']
let close: Gate['close'] | undefined
const other = '另一句很长的话也可以'
/** More guesses than this at one thing are never answered. */
const guessesMax = 10
const placeMax = 100

before(async () => {
  ;({ house, enrol, linkFor, enter, close } = await openGate('guessing'))
  const { token } = await house.gate.setup.newLink()
  const form = { county: { code: county, name: '灵石县' }, name: '赵管理', login: 'zhao', password }
  assert.equal((await house.browser().ask('POST', '/v1/setup', { ...form, token })).status, 200)
})
after(() => close?.())

let people = 0
/** Somebody with a password. */
async function known(role?: string): Promise<{ account: string; phone: string; browser: Browser; secret: string }> {
  people += 1
  const phone = `1391111${String(people).padStart(4, '0')}`
  const account = await enrol(`测试员${people}`, phone, role)
  const { browser, secret } = await enter(account, role !== undefined)
  assert.equal((await browser.ask('PUT', '/v1/password', { password })).status, 200)
  return { account, phone, browser, secret }
}
interface Guessed {
  wrong(): Promise<Reply>
  right(): Promise<Reply>
  /** Its secret has 256 bits: the right one opens whoever else tried what, or a stranger could spend it for another. */
  readonly alwaysOpens?: boolean
}
const guessed: Readonly<Record<string, () => Promise<Guessed>>> = {
  async 'a password'() {
    const { phone } = await known()
    const tried = (given: string) =>
      house.browser().ask('POST', '/v1/session', { login: phone, password: given, county })
    return { wrong: () => tried('x'), right: () => tried(password) }
  },
  async 'the present password, in a session that was left open'() {
    const { browser } = await known()
    house.pass(20 * MINUTE)
    const tried = (present: string) => browser.ask('PUT', '/v1/password', { present, password: other })
    return { wrong: () => tried('x'), right: () => tried(password) }
  },
  async 'a code after a link'() {
    const { account, secret } = await known('dispatcher')
    // A code is good once: the one of the next minute is another.
    house.pass(MINUTE)
    const browser = house.browser()
    await browser.ask('POST', '/v1/invitations/accept', { token: await linkFor(account) })
    return {
      wrong: () => browser.ask('POST', '/v1/session/code', { code: '000000' }),
      right: () => browser.ask('POST', '/v1/session/code', { code: codeAt(secret, house.now()) }),
    }
  },
  async 'the code that confirms a second factor'() {
    const { browser } = await enter(await enrol('测试某', '13911110099'))
    const secret = String((await browser.ask('POST', '/v1/second-factor', {})).body.secret)
    return {
      wrong: () => browser.ask('PUT', '/v1/second-factor', { code: '000000' }),
      right: () => browser.ask('PUT', '/v1/second-factor', { code: codeAt(secret, house.now()) }),
    }
  },
  async 'a link'() {
    const { account } = await known()
    const token = await linkFor(account)
    const tried = (given: string) => house.browser().ask('POST', '/v1/invitations/accept', { token: given })
    return { wrong: () => tried(newLink(county, account).token), right: () => tried(token), alwaysOpens: true }
  },
  async 'the set-up link'() {
    const { token } = await house.gate.setup.newLink()
    const form = { name: '钱管理', login: 'qian', password, county: { code: '140730', name: '另一县' } }
    const tried = (given: string) => house.browser().ask('POST', '/v1/setup', { ...form, token: given })
    return { wrong: () => tried('x'), right: () => tried(token), alwaysOpens: true }
  },
}

for (const [what, prepare] of Object.entries(guessed))
  test(`${what} is not guessed without end, and the right one waits as long where it could be guessed`, async () => {
    const { wrong, right, alwaysOpens } = await prepare()
    let guesses = 0
    let reply = await wrong()
    while (reply.status !== 429) {
      assert.ok([401, 404].includes(reply.status), `${reply.status} ${reply.text}`)
      guesses += 1
      assert.ok(guesses <= guessesMax, `${guesses} guesses were answered`)
      reply = await wrong()
    }
    assert.ok(guesses >= 3, `only ${guesses}: whoever mistypes twice must not wait`)
    const seconds = Number(reply.headers['retry-after'])
    assert.ok(reply.body.reason === 'too-often' && seconds > 0, JSON.stringify(reply.body))
    if (!alwaysOpens) {
      assert.equal((await right()).status, 429, 'the right one waits too')
      house.pass(seconds * 1_000)
    }
    assert.equal((await right()).status, 200, 'after the wait it is good')
    house.pass(61 * MINUTE)
  })

test('links of nobody, all from one place, are not tried without end', async () => {
  house.pass(61 * MINUTE)
  let tries = 0
  while (
    (await house.browser().ask('POST', '/v1/invitations/accept', { token: newLink(county, house.newId()).token }))
      .status !== 429
  )
    assert.ok((tries += 1) <= placeMax, `${tries} links were tried`)
  house.pass(61 * MINUTE)
})

/** What changes how somebody logs in. */
const acts: Readonly<Record<string, (browser: Browser, present?: string) => Promise<Reply>>> = {
  'a new password': (browser, present) => browser.ask('PUT', '/v1/password', { ...(present && { present }), password }),
  'a new second factor': (browser, present) =>
    browser.ask('POST', '/v1/second-factor', { ...(present && { present }) }),
}
/** How the session came about, and when. */
const sessions = ['a link just now', 'a link an hour ago', 'a password just now', 'a password an hour ago'] as const

test('what changes the log-in asks for the present password, just after a link too', async () => {
  const { account, phone } = await known()
  for (const [act, go] of Object.entries(acts))
    for (const begun of sessions) {
      const browser = house.browser()
      const entered = begun.startsWith('a link')
        ? await browser.ask('POST', '/v1/invitations/accept', { token: await linkFor(account) })
        : await browser.ask('POST', '/v1/session', { login: phone, password, county })
      assert.equal(entered.status, 200)
      if (begun.endsWith('an hour ago')) house.pass(60 * MINUTE)
      for (const [said, present, good] of [
        ['no word', undefined, false],
        ['a wrong word', 'x', false],
        ['the right word', password, true],
      ] as const) {
        const reply = await go(browser, present)
        // A link is made by others: it never takes a password over.
        const stands = said === 'no word' && begun === 'a link just now'
        const expected = [good, good ? undefined : stands ? 'password-stands' : 'wrong']
        assert.deepEqual([reply.status === 200, reply.body.reason], expected, `${act}, ${begun}, ${said}`)
      }
    }
})

test('a new password and a new second factor end all other sessions', async () => {
  const ends: Readonly<Record<string, (browser: Browser) => Promise<Reply>>> = {
    'a new password': (browser) => acts['a new password'](browser, password),
    async 'a confirmed second factor'(browser) {
      const secret = String((await acts['a new second factor'](browser, password)).body.secret)
      return browser.ask('PUT', '/v1/second-factor', { code: codeAt(secret, house.now()) })
    },
  }
  for (const [act, go] of Object.entries(ends)) {
    const { account, browser } = await known()
    const thief = (await enter(account)).browser
    assert.equal((await thief.ask('GET', '/v1/session')).status, 200)
    assert.equal((await go(browser)).status, 200, act)
    assert.equal((await thief.ask('GET', '/v1/session')).status, 401, `${act} ends the thief’s session`)
    assert.equal((await browser.ask('GET', '/v1/session')).status, 200, `${act} keeps one’s own`)
  }
})
