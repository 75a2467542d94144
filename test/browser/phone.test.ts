// The phone in a real browser: every screen for every eye, two taps, no network, kills, lost replies, a restored
// server, two tabs, a full device.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { GUO, openPaperHouse, paperCall, type PaperHouse } from './paper-house.ts'
import {
  axe,
  openBrowser,
  openPhone,
  type Phone,
  type PhoneSettings,
  picture,
  smallTargets,
  smallText,
} from './phones.ts'
import { builtWeb } from './web.ts'

const M1 = '01920000-0000-7000-8000-000000000001'
const M2 = '01920000-0000-7000-8000-000000000002'
/** As packed; bench/phone.ts prints it. */
const SCRIPT_MAX_BYTES = 40_000
let browser: Browser
let house: PaperHouse

before(async () => {
  browser = await openBrowser()
})
after(() => browser.close())
beforeEach(async () => {
  await house?.stop()
  house = await openPaperHouse()
  house.calls = [paperCall({ muster: M1 })]
  house.views = {
    areas: {
      rows: [
        { area: '140729100', name: '翠峰镇' },
        { area: '140729100001', name: '城关社区' },
        { area: '140729100002', name: '北关社区' },
      ],
    },
    registrations: { rows: [] },
    'my-entries': { rows: [], totals: { entries: 1, minutes: 190, scanned: 1, confirmed: 0, typed: 0 } },
  }
})
after(() => house.stop())

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

/** Until the page is kept by the service worker, with every screen: from then on it opens without a network. */
const installed = (page: Page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
const answerComing = async (page: Page) => {
  await page.click('article .button-good')
  await page.click('.thirds button:nth-child(2)')
}
const standing = (page: Page, text: string) => page.waitForSelector(`.standing:has-text("${text}")`)
const goes = (page: Page, path: string) =>
  page.evaluate((to) => {
    location.hash = to
  }, path)
async function until(holds: () => boolean, what: string): Promise<void> {
  // Looks, and not seconds: far beyond any retry's first wait, on a busy machine too.
  for (let looks = 0; looks < 3_600; looks++) {
    if (holds()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  assert.fail(`never came: ${what}`)
}

/** Every screen, reached as a person reaches it, told by name. */
async function everyScreen(phone: Phone, look: (name: string) => Promise<void>): Promise<void> {
  const { page } = phone
  await page.waitForSelector('article')
  await look('today-called')
  await page.click('details:has(.dots) summary')
  await page.click('article .button-good')
  await look('today-minutes')
  await page.click('.thirds button:nth-child(2)')
  await page.waitForSelector('.call-coming')
  await look('today-coming')
  await goes(page, `/arrive/${M1}`)
  await page.waitForSelector('.keypad')
  await look('arrive')
  await goes(page, `/arrive/${M1}/12345678`)
  await page.waitForSelector('p.digits')
  await look('arrive-by-link')
  house.refuse = 'code-stale'
  const asked = house.asked
  await page.click('main .button-primary')
  await until(() => house.asked > asked, 'the arrival, refused')
  house.refuse = undefined
  await goes(page, '/sent')
  await page.waitForSelector('.badge-bad')
  await look('sent-refused')
  await goes(page, '/registration')
  await page.fill('#community', '关')
  await look('registration-search')
  await page.click('main li button')
  await look('registration-sure')
  house.views.registrations = {
    rows: [
      {
        stream: `person/${GUO}`,
        community: '140729100001',
        state: 'declined',
        why: 'elsewhere',
        askedAt: Date.now(),
        answeredAt: Date.now(),
      },
    ],
  }
  await page.click('main .button-primary')
  await page.waitForSelector('.badge-bad')
  await look('registration-declined')
  await goes(page, '/me')
  await page.click('details.card summary')
  await page.waitForSelector('.person button')
  await look('me')
  house.views['muster-code'] = {
    stepSeconds: 30,
    codes: [{ digits: '12345678', from: Date.now() - 1000, until: Date.now() + 60_000 }],
  }
  house.views['muster-board'] = {
    muster: { what: '转移群众' },
    people: [
      { person: GUO, name: '郭秀英', unitName: '县一中', state: 'coming' },
      { person: M2, name: '李建国', unitName: null, state: 'arrived' },
    ],
  }
  await goes(page, `/lead/${M1}`)
  await page.waitForSelector('.qr')
  await look('lead')
  house.loggedIn = false
  await goes(page, '/')
  await page.reload()
  await page.waitForSelector('form')
  await look('gate')
  await goes(page, '/invite/abc')
  await page.waitForSelector('#new-password')
  await look('invitation')
}

const EYES: readonly (readonly [string, PhoneSettings, number])[] = [
  ['zh light', {}, 44],
  ['en dark', { language: 'en', theme: 'dark' }, 44],
  ['zh elder', { size: 'elder' }, 60],
  ['en elder contrast', { language: 'en', size: 'elder', theme: 'contrast' }, 60],
]
for (const [name, settings, target] of EYES) {
  test(`every screen: ${name}: no axe violation, targets of ${target} px, nothing beside the screen`, async () => {
    await withPhone(settings, (phone) =>
      everyScreen(phone, async (screen) => {
        await picture(phone.page, `${name.replaceAll(' ', '-')}-${screen}`)
        assert.deepEqual(await axe(phone.page), [], `${screen}: axe`)
        assert.deepEqual(await smallTargets(phone.page, target), [], `${screen}: targets`)
        if (settings.size === 'elder')
          assert.deepEqual(await smallText(phone.page, 24), [], `${screen}: text under 18 pt`)
        assert.equal(
          await phone.page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
          0,
          `${screen}: scrolls sideways`,
        )
      }),
    )
  })
}

test('answering takes two taps, signing in by a scanned link one, by digits after opening the keys', async () => {
  await withPhone({}, async ({ page }) => {
    await answerComing(page)
    await until(() => house.effects.length === 1, 'the answer')
    await goes(page, `/arrive/${M1}/87654321`)
    await page.click('main .button-primary')
    await until(() => house.effects.length === 2, 'the arrival')
    await standing(page, '已签到')
    assert.deepEqual(
      house.effects.map((one) => one.type),
      ['answer-call', 'arrive'],
    )
  })
})

test('by keyboard alone: the first call is reached, answered and read out', async () => {
  await withPhone({}, async ({ page }) => {
    await page.waitForSelector('article')
    const press = async (text: string) => {
      for (let i = 0; i < 30; i++) {
        await page.keyboard.press('Tab')
        if ((await page.evaluate(() => document.activeElement?.textContent?.trim())) === text)
          return page.keyboard.press('Enter')
      }
      assert.fail(`${text} is not reached by Tab`)
    }
    await press('我来')
    await press('20 分钟')
    await until(() => house.effects.length === 1, 'the answer')
    assert.equal(await page.evaluate(() => document.querySelector('.standing')?.getAttribute('role')), 'status')
  })
})

test('all the script that the first list asks for, what comes later included, stays within its budget', async () => {
  const folder = await builtWeb()
  const context = await browser.newContext({ serviceWorkers: 'block' })
  try {
    const page = await context.newPage()
    const asked = new Set<string>()
    page.on('request', (request) => asked.add(new URL(request.url()).pathname))
    await page.goto(house.url)
    await page.waitForSelector('article')
    await page.waitForLoadState('networkidle')
    const scripts = [...asked].filter((name) => name.endsWith('.js') && name !== '/sw.js')
    const bytes = scripts.reduce(
      (sum, name) =>
        sum + readFileSync([`${name}.br`, name].map((one) => path.join(folder, one)).find(existsSync)!).length,
      0,
    )
    assert.ok(scripts.length > 3 && bytes <= SCRIPT_MAX_BYTES, `${bytes} bytes in ${scripts.join()}`)
  } finally {
    await context.close()
  }
})

test('without a network after the first visit: opens, answers, signs in, is killed, and counts once', async () => {
  await withPhone({}, async (phone) => {
    await phone.page.waitForSelector('article')
    await installed(phone.page)
    house.fault = 'cut'
    await phone.context.setOffline(true)
    await phone.killed()
    await phone.page.waitForSelector('.sync-cut')
    await answerComing(phone.page)
    await phone.page.waitForSelector('text=等待服务器确认')
    await goes(phone.page, `/arrive/${M1}`)
    for (const digit of '12345678') await phone.page.click(`.keypad button:text-is("${digit}")`)
    await phone.page.click('button[type=submit]')
    await standing(phone.page, '已签到')
    await phone.killed()
    await standing(phone.page, '已签到')
    await goes(phone.page, '/sent')
    assert.equal(await phone.page.locator('.badge-warn').count(), 2)
    assert.equal(house.effects.length, 0)
    house.fault = 'lose-reply'
    await phone.context.setOffline(false)
    await until(() => house.asked >= 1, 'a first try, whose reply is lost')
    await phone.killed()
    house.fault = undefined
    await phone.page.waitForFunction(() => document.querySelectorAll('.badge-good').length === 2)
    assert.deepEqual(
      house.effects.map((one) => one.type),
      ['answer-call', 'arrive'],
    )
  })
})

test('every screen opens without a network after the first visit', async () => {
  await withPhone({}, async (phone) => {
    await installed(phone.page)
    await phone.context.setOffline(true)
    await phone.killed()
    for (const [path, sign] of [
      ['/registration', 'h1:has-text("我的报到")'],
      ['/me', 'h1:has-text("郭秀英")'],
      [`/lead/${M1}`, 'h1'],
      ['/sent', 'h1:has-text("我办过的")'],
      ['/', 'article'],
    ]) {
      await goes(phone.page, path)
      await phone.page.waitForSelector(sign)
    }
  })
})

test('correct without a service worker: an open page keeps, and sends when the network is back', async () => {
  await withPhone({ worker: false }, async (phone) => {
    await phone.page.waitForSelector('article')
    await phone.context.setOffline(true)
    await answerComing(phone.page)
    await phone.page.waitForSelector('text=等待服务器确认')
    await phone.context.setOffline(false)
    await phone.killed()
    await until(() => house.effects.length === 1, 'the answer')
  })
})

for (const fault of ['lose-reply', 'busy', 'fail'] as const) {
  test(`the server's fault (${fault}) is told, kept through, and has one effect`, async () => {
    await withPhone({}, async ({ page }) => {
      await page.waitForSelector('article')
      house.fault = fault
      await answerComing(page)
      await page.waitForSelector('.sync strong')
      await until(() => house.asked >= 2, 'a second try by itself')
      house.fault = undefined
      await page.waitForSelector('.sync strong', { state: 'detached' })
      assert.equal(house.effects.length, 1)
    })
  })
}

test('a refusal blocks nothing, says why, what was kept and what to do, and goes when read', async () => {
  await withPhone({}, async ({ page }) => {
    house.refuse = 'code-wrong'
    await goes(page, `/arrive/${M1}/11111111`)
    await page.click('main .button-primary')
    await until(() => house.asked > 0, 'the arrival, refused')
    await page.click('.sync strong')
    for (const text of ['签到码不对', '这一条没有生效', '重新输入 8 位数字']) await page.waitForSelector(`text=${text}`)
    house.refuse = undefined
    await goes(page, '/')
    await answerComing(page)
    await until(() => house.effects.length === 1, 'the answer after the refusal')
    await goes(page, '/sent')
    await page.click('text=知道了')
    await page.waitForSelector('.badge-bad', { state: 'detached' })
  })
})

test('a restored server: what was told is dropped, what was given is kept and offered again', async () => {
  await withPhone({}, async (phone) => {
    await phone.page.waitForSelector('article')
    await phone.context.setOffline(true)
    await answerComing(phone.page)
    house.epoch = 'second'
    house.calls = [paperCall({ muster: M1, what: '另一份记录里的召集' })]
    await phone.context.setOffline(false)
    await phone.page.waitForSelector('text=另一份记录里的召集')
    await until(() => house.effects.length === 1, 'the answer, at the restored server')
    await phone.page.waitForFunction(() => document.querySelector('.call-coming') !== null)
  })
})

test('two tabs of one phone: one effect, and both show it', async () => {
  await withPhone({}, async (phone) => {
    await phone.page.waitForSelector('article')
    const second = await phone.context.newPage()
    await second.goto(house.url)
    await second.waitForSelector('article')
    await phone.context.setOffline(true)
    await answerComing(phone.page)
    await second.waitForSelector('text=等待服务器确认')
    await phone.context.setOffline(false)
    await Promise.all(
      [phone.page, second].map((page) =>
        page.waitForFunction(
          () => document.querySelector('.call-coming') && !document.body.textContent?.includes('等待服务器确认'),
        ),
      ),
    )
    assert.equal(house.effects.length, 1)
  })
})

test('a full device says that nothing was kept', async () => {
  await withPhone({}, async (phone) => {
    await phone.page.waitForSelector('article')
    await phone.context.setOffline(true)
    // Chromium's own quota cannot be set for a profile in memory: its answer to a write that no longer fits is made
    // here.
    await phone.page.evaluate(() => {
      const add = IDBObjectStore.prototype.add
      IDBObjectStore.prototype.add = function (...given) {
        const request = add.apply(this, given)
        Object.defineProperty(this.transaction, 'error', { value: new DOMException('full', 'QuotaExceededError') })
        this.transaction.abort()
        return request
      }
    })
    await answerComing(phone.page)
    await phone.page.waitForSelector('text=没有记下')
    assert.equal(await phone.page.locator('.call-called').count(), 1)
  })
})

test('a lost session drops what was told and keeps what waits', async () => {
  await withPhone({}, async (phone) => {
    await phone.page.waitForSelector('article')
    await phone.context.setOffline(true)
    await answerComing(phone.page)
    house.loggedIn = false
    await phone.context.setOffline(false)
    await phone.page.waitForSelector('#login')
    assert.doesNotMatch(await everythingKept(phone.page), /城关社区活动中心|郭秀英/)
    house.loggedIn = true
    await phone.page.reload()
    await until(() => house.effects.length === 1, 'what waited, after the next log-in')
  })
})

test('signing out warns of what waits, then leaves nothing personal on the device', async () => {
  await withPhone({}, async (phone) => {
    await answerComing(phone.page)
    await until(() => house.effects.length === 1, 'the answer')
    await goes(phone.page, '/me')
    await phone.page.click('text=退出登录')
    await phone.page.click('text=退出并清除')
    await phone.page.waitForSelector('#login')
    assert.doesNotMatch(await everythingKept(phone.page), /城关社区活动中心|郭秀英|answer-call/)
  })
})

/** All that the device holds for this origin, as text: database, local storage, caches. */
function everythingKept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const parts = [JSON.stringify({ ...localStorage })]
    const database = await new Promise<IDBDatabase>((resolve) => {
      const open = indexedDB.open('muster')
      open.onsuccess = () => resolve(open.result)
    })
    for (const name of database.objectStoreNames) {
      parts.push(
        JSON.stringify(
          await new Promise((resolve) => {
            const all = database.transaction(name).objectStore(name).getAll()
            all.onsuccess = () => resolve(all.result)
          }),
        ),
      )
    }
    database.close()
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys()) parts.push(request.url)
    return parts.join('\n')
  })
}

test('a new call is announced while the page is open', async () => {
  await withPhone({}, async ({ page }) => {
    await page.waitForSelector('article')
    house.calls = [...house.calls, paperCall({ muster: M2, what: '北关小区缺人', calledAt: Date.now() })]
    house.tell()
    await page.waitForSelector('article:has-text("北关小区缺人")')
    await page.waitForFunction(() =>
      [...document.querySelectorAll('[role=alert]')].some((one) => one.textContent?.includes('北关小区缺人')),
    )
    assert.match(await page.title(), /^\(2\)/)
  })
})

test('a text in a call is shown as text, whatever it says', async () => {
  house.calls = [
    paperCall({ muster: M1, what: '<img src=x onerror="document.title=1"><b>粗</b>', label: '"><script>1</script>' }),
  ]
  await withPhone({}, async ({ page }) => {
    assert.equal(await page.locator('article h2').textContent(), '<img src=x onerror="document.title=1"><b>粗</b>')
    assert.equal(await page.locator('article img, article b, article script').count(), 0)
  })
})

test('nothing is fetched from another host', async () => {
  const phone = await openPhone(browser, 'about:blank', {})
  const hosts = new Set<string>()
  phone.context.on('request', (request) => hosts.add(new URL(request.url()).origin))
  await phone.page.goto(house.url)
  await everyScreen(phone, async () => {})
  assert.deepEqual([...hosts], [house.url])
  await phone.close()
})
