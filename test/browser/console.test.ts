// The console's screens in a real browser: fit for everybody, whole by keyboard alone, and giving exactly the orders
// that were pressed.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { idOf, openPaperConsole, type PaperConsole } from './paper-console.ts'
import { axe, openBrowser, picture, smallTargets } from './phones.ts'

const TARGET_MIN_PX = 44
let browser: Browser
let house: PaperConsole

before(async () => {
  ;[browser, house] = await Promise.all([openBrowser(), openPaperConsole()])
})
after(async () => {
  await browser?.close()
  await house?.stop()
})

interface Desk {
  readonly page: Page
  readonly context: BrowserContext
  readonly complaints: string[]
}

async function openDesk(
  path: string,
  settings: { language?: string; theme?: string; width?: number; height?: number } = {},
): Promise<Desk> {
  const { language = 'zh', theme = 'light', width = 1440, height = 900 } = settings
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  await context.addInitScript(
    (kept) => localStorage.setItem('muster-preferences', kept),
    JSON.stringify({ language, theme, size: 'normal' }),
  )
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource|net::ERR/.test(message.text()))
      complaints.push(message.text())
  })
  await page.goto(`${house.url}${path}`)
  return { page, context, complaints }
}

const screens: readonly (readonly [name: string, path: string, ready: string])[] = [
  ['home', '/console/#/', '.running'],
  ['whistle', '/console/#/whistle', '.maplibregl-canvas'],
  ['musters', '/console/#/musters', '.table-body .table-row'],
  ['board', `/console/#/musters/${idOf('1', 0)}`, '.ladder'],
  ['board-person', `/console/#/musters/${idOf('1', 0)}/${idOf('0', 3)}`, '.pane .facts'],
  ['registrations', '/console/#/registrations', '.table-body .table-row'],
  ['people', `/console/#/people/${idOf('0', 3)}`, '.timeline'],
  ['units', `/console/#/units/${idOf('2', 3)}`, '.pane .facts'],
  ['import', '/console/#/import', '.drop'],
  ['accounts', `/console/#/accounts/${idOf('0', 3)}`, '.pane'],
  ['log', '/console/#/log', '.table-body .table-row'],
  ['me', '/console/#/me', '.card'],
  ['wall', '/wall/', '.wall-rows li'],
]

// Each theme and each language once: colours do not depend on words, nor words on colours.
for (const [theme, language] of [
  ['light', 'zh'],
  ['dark', 'en'],
  ['contrast', 'zh'],
] as const) {
  test(`every screen passes axe and has targets of ${TARGET_MIN_PX} px: ${theme}, ${language}`, async () => {
    const desk = await openDesk('/console/', { theme, language })
    for (const [name, path, ready] of screens) {
      if (name === 'wall') await desk.page.setViewportSize({ width: 1920, height: 1080 })
      await desk.page.goto(`${house.url}${path}`)
      await desk.page.waitForSelector(ready, { state: 'attached' })
      await picture(desk.page, `console-${name}-${theme}-${language}`)
      assert.deepEqual(await axe(desk.page), [], `${name}, ${theme}, ${language}`)
      if (name !== 'wall')
        assert.deepEqual(await smallTargets(desk.page, TARGET_MIN_PX - 0.5), [], `${name}, ${theme}, ${language}`)
      assert.doesNotMatch(
        await desk.page.locator('body').innerText(),
        /\b(console|muster|registry|kernel|access|wall)\.[a-z]/,
        `${name}: a sentence is missing`,
      )
      assert.deepEqual(desk.complaints, [], name)
    }
    await desk.context.close()
  })
}

/** A file on the desk with one row in error, then mended, then taken in. */
function stagedFile(stopped: number, committed: unknown) {
  return {
    id: 'i1',
    fileName: '花名册.xlsx',
    sheets: [{ name: 'Sheet1', rows: 1_590, recognised: true }],
    hidden: { sheets: [], rows: 0, where: '' },
    sheet: 0,
    kind: 'persons',
    columns: { name: 0, phone: 1 },
    fields: [
      { field: 'name', required: true },
      { field: 'phone', required: false },
    ],
    fromSaved: false,
    heads: [
      { column: 0, letters: 'A', text: '姓名', samples: ['王演安'] },
      { column: 1, letters: 'B', text: '电话', samples: ['19900000000'] },
    ],
    summary: {
      rows: 1_590,
      acts: { new: 1_590 - stopped, change: 0, same: 0, skip: 0, stopped, asked: 0 },
      problems: {},
    },
    ready: stopped === 0,
    expiresAt: 0,
    committed,
  }
}

test('a list is dropped, its problem shown by cell and mended in place, then taken in', async () => {
  const { page, context } = await openDesk('/console/#/import')
  await page.waitForSelector('.drop')
  const problem = {
    code: 'phone-length',
    weight: 'stop',
    field: 'phone',
    cell: 'B17',
    value: '1990000123',
    detail: { digits: 10 },
  }
  Object.assign(house.routes, {
    'POST /v1/imports': stagedFile(1, null),
    'PUT /v1/imports/i1/cells': stagedFile(0, null),
    'POST /v1/imports/i1/commit': stagedFile(0, { commands: 1_590, rows: 1_590, leftOut: 0 }),
    'GET /v1/imports/i1/rows': {
      rows: [{ row: 17, act: 'stopped', shown: { name: '王演安' }, problems: [problem] }],
      pages: 1,
      total: 1,
    },
  })
  house.calls.length = 0
  await page.setInputFiles('#import-file', { name: '花名册.xlsx', mimeType: '', buffer: Buffer.from('x') })
  await page.locator('.table-body .table-row').first().click()
  assert.match(await page.locator('.pane .note-bad').innerText(), /B17.*手机.*10 位/s)
  assert.deepEqual(await axe(page), [])
  await page.fill('.correct input', '19900001234')
  await page.keyboard.press('Enter')
  await page.locator('.commit-bar .button-primary').click()
  await page.waitForSelector('.note-good')
  const bodies = house.calls
    .filter(({ at }) => /^(POST|PUT) \/v1\/imports\/i1/.test(at))
    .map(({ at, body }) => [at.split('/').at(-1), body])
  assert.deepEqual(bodies, [
    ['cells', { cells: [{ cell: 'B17', value: '19900001234' }] }],
    ['commit', { leaveOut: false }],
  ])
  await context.close()
})

test('the list of people is narrowed at each key, walked, opened and left by keyboard', async () => {
  const { page, context } = await openDesk('/console/#/people')
  await page.waitForSelector('.table-body .table-row')
  assert.equal(await page.locator('[role=grid]').getAttribute('aria-rowcount'), '1591')
  await page.keyboard.press('/')
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'people-search')
  await page.keyboard.insertText('翠峰镇')
  const left = Number(await page.locator('[role=grid]').getAttribute('aria-rowcount'))
  assert.ok(left > 1 && left < 1591, `${left} rows`)
  await page.focus('[role=grid]')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.pane')
  const name = await page.locator('.table-row.is-active > div').first().innerText()
  assert.equal(await page.locator('.pane h2').innerText(), name)
  await page.keyboard.press('Escape')
  await page.waitForSelector('.pane', { state: 'detached' })
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('role')), 'grid')
  await context.close()
})

test('registrations are chosen by space, accepted by A, declined by D with a reason', async () => {
  const { page, context } = await openDesk('/console/#/registrations')
  await page.waitForSelector('.table-body .table-row')
  house.envelopes.length = 0
  await page.focus('[role=grid]')
  for (const key of ['Space', 'ArrowDown', 'Space', 'a']) await page.keyboard.press(key)
  await page.waitForSelector('.toast')
  assert.deepEqual(
    house.envelopes.map(({ command }) => command.type),
    ['accept-registration', 'accept-registration'],
  )
  assert.equal(new Set(house.envelopes.map(({ stream }) => stream)).size, 2)
  house.envelopes.length = 0
  await page.focus('[role=grid]')
  await page.keyboard.press('d')
  await page.locator('dialog input[type=radio]').nth(2).check()
  await page.locator('dialog .button-primary').click()
  await page.waitForFunction(() => document.querySelectorAll('.toast').length >= 2)
  assert.deepEqual(
    house.envelopes.map(({ command }) => [command.type, (command as unknown as { why: string }).why]),
    [['decline-registration', 'enough']],
  )
  await context.close()
})

test('three fields blow a whistle; who was left out is not called; pressing twice sounds once', async () => {
  const { page, context } = await openDesk('/console/#/')
  await page.waitForSelector('.tiles')
  await page.keyboard.press('n')
  await page.waitForSelector('#what')
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'what')
  await page.keyboard.insertText('排水抢险')
  await page.keyboard.press('Control+Enter')
  assert.equal(await page.locator('.field-problem').count(), 2, 'place and number are asked for')
  await page.fill('#people', '30')
  await page.fill('#place', '城关')
  await page.waitForTimeout(400)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.candidates input:checked')
  await page.locator('.candidates input').first().uncheck()
  house.envelopes.length = 0
  await page.evaluate(() => {
    const form = document.querySelector<HTMLFormElement>('form.whistle')!
    form.requestSubmit()
    form.requestSubmit()
  })
  await page.waitForSelector('.board')
  const blown = house.envelopes.filter(({ command }) => command.type === 'blow-whistle')
  assert.equal(new Set(blown.map(({ id }) => id)).size, 1)
  const command = blown[0].command as unknown as {
    what: string
    needs: unknown
    people: string[]
    drill: boolean
    label: string
  }
  assert.deepEqual([command.what, command.needs, command.drill], ['排水抢险', [{ people: 30 }], false])
  assert.equal(command.people.length, 41)
  assert.ok(!command.people.includes(idOf('0', 0)))
  await context.close()
})

test('a refused whistle says why, keeps what was filled in, and goes out again as a new order', async () => {
  const { page, context } = await openDesk('/console/#/whistle')
  await page.fill('#what', '清雪')
  await page.fill('#people', '3')
  await page.click('#place')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.candidates input:checked')
  house.envelopes.length = 0
  house.refuse = 'nobody-to-call'
  await page.keyboard.press('Control+Enter')
  assert.match(await page.locator('.whistle .note-bad').innerText(), /没有可以叫的人/)
  assert.equal(await page.inputValue('#what'), '清雪')
  house.refuse = undefined
  await page.keyboard.press('Control+Enter')
  await page.waitForSelector('.board')
  assert.equal(new Set(house.envelopes.map(({ id }) => id)).size, 2)
  assert.equal(new Set(house.envelopes.map(({ stream }) => stream)).size, 1)
  await context.close()
})

test('on the board M marks arrived, C shows the code as digits and QR, Escape gives the focus back', async () => {
  const { page, context } = await openDesk(`/console/#/musters/${idOf('1', 0)}`)
  await page.waitForSelector('.table-body .table-row')
  house.envelopes.length = 0
  await page.focus('[role=grid]')
  await page.keyboard.press('m')
  await page.waitForSelector('.toast')
  assert.deepEqual(
    house.envelopes.map(({ stream, command }) => [stream, command.type]),
    [[`muster/${idOf('1', 0)}`, 'mark-arrived']],
  )
  await page.keyboard.press('c')
  await page.waitForSelector('.code-screen .qr')
  assert.match(await page.locator('.code-digits').innerText(), /^\d{4} \d{4}$/)
  assert.deepEqual(await axe(page), [])
  await page.keyboard.press('Escape')
  await page.waitForSelector('.code-screen', { state: 'detached' })
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('role')), 'grid')
  await context.close()
})

test('a dispatcher sees 200 whistles, the unheard one first', async () => {
  const { page, context } = await openDesk('/console/#/musters')
  await page.waitForSelector('.table-body .table-row')
  assert.equal(await page.locator('[role=grid]').getAttribute('aria-rowcount'), '201')
  const states = await page.locator('.table-body .table-row > div:first-child').allInnerTexts()
  assert.deepEqual(states.slice(0, 2), ['无人接听', '等下一批'])
  assert.ok((await page.locator('.table-body .table-row').count()) < 60, 'only rows in sight are drawn')
  await context.close()
})

test('the palette finds a screen by a few letters; the help sheet opens with ?', async () => {
  const { page, context } = await openDesk('/console/#/')
  await page.waitForSelector('.tiles')
  await page.keyboard.press('Control+k')
  await page.waitForSelector('dialog input:focus')
  await page.keyboard.insertText('单位')
  await page.keyboard.press('Enter')
  await page.waitForSelector('[role=grid]')
  assert.match(page.url(), /#\/units$/)
  await page.keyboard.press('?')
  await page.waitForSelector('dialog')
  assert.deepEqual(await axe(page), [])
  await context.close()
})

test('a volunteer sees no office screens, and an address typed by hand shows none either', async () => {
  const grants = house.grants
  house.grants = [{ role: 'volunteer', area: '140729100001' }]
  const { page, context } = await openDesk('/console/#/people')
  await page.waitForSelector('.rail nav')
  assert.equal(await page.locator('.rail nav a').count(), 2)
  assert.match(await page.locator('main h1').innerText(), /不在您的权限之内/)
  house.grants = grants
  await context.close()
})

test('the wall shows the age of its figures when the connection is lost, and is live again after', async () => {
  const { page, context } = await openDesk('/wall/', { width: 1920, height: 1080 })
  await page.waitForSelector('.wall-rows li')
  await page.waitForFunction(() => document.querySelector('.wall-live')?.textContent === '实时')
  house.cut()
  await page.waitForFunction(() => /的数据/.test(document.querySelector('.wall-live')?.textContent ?? ''))
  assert.ok((await page.locator('.wall-rows li').count()) > 5, 'the last figures stay')
  house.mend()
  await page.waitForFunction(() => document.querySelector('.wall-live')?.textContent === '实时')
  await context.close()
})

test('newcomers are invited by one-time links for a community, as many as asked', async () => {
  const { page, context } = await openDesk('/console/#/people')
  await page.waitForSelector('.table-body .table-row')
  house.routes['POST /v1/invitations'] = {
    token: `140729.${'A'.repeat(64)}`,
    until: Date.now() + 86_400_000,
    account: idOf('0', 1),
  }
  house.calls.length = 0
  await page.getByRole('button', { name: '邀请新人' }).click()
  await page.fill('#invite-area', '城关')
  await page.keyboard.press('Enter')
  await page.fill('#invite-count', '3')
  await page.locator('dialog .button-primary').click()
  await page.waitForFunction(() => document.querySelectorAll('.invitation').length === 3)
  assert.deepEqual(
    house.calls.filter(({ at }) => at === 'POST /v1/invitations').map(({ body }) => body),
    Array(3).fill({ area: '140729100001' }),
  )
  assert.deepEqual(await axe(page), [])
  await context.close()
})

test('a log-in that runs out is asked for over the screen, and what was filled in stays', async () => {
  const { page, context } = await openDesk('/console/#/whistle')
  await page.fill('#what', '守夜')
  await page.fill('#people', '2')
  house.loggedIn = false
  await page.click('#place')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForSelector('dialog input#login')
  house.loggedIn = true
  house.routes['POST /v1/session'] = {}
  await page.fill('#login', '13800000000')
  await page.fill('#password', 'long enough words')
  await page.keyboard.press('Enter')
  await page.waitForSelector('dialog', { state: 'detached' })
  assert.equal(await page.inputValue('#what'), '守夜')
  await context.close()
})

test('nobody logged in meets the gate, and the gate passes axe', async () => {
  house.loggedIn = false
  for (const path of ['/console/', '/console/#/setup/some-token']) {
    const { page, context } = await openDesk(path)
    await page.waitForSelector('form')
    assert.deepEqual(await axe(page), [], path)
    await context.close()
  }
  house.loggedIn = true
})
