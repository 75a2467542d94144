// From an Excel list to a filled muster, on the demo county, as its users do it: set-up link, an import with twelve
// wrong rows, a unit that registers, a whistle for thirty with a medic, six phones in a real browser, 1,590 simulated
// ones, a kill in the middle, and the proofs at the end.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { Secret, TOTP } from 'otpauth'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Id } from '#domain/kernel/ids.ts'
import { openBrowser, openPhone, type Phone } from '#test/browser/phones.ts'
import { correctAll } from '#test/browser/correcting.ts'
import { drawDemo, demoSeed, membersFile } from '../../src/demo/files.ts'
import { Chance } from '../../src/demo/chance.ts'
import { drawMembers, type DemoMember } from '../../src/demo/members.ts'
import { answerThroughAKill, callEverybody } from './acceptance-crowd.ts'
import {
  ask,
  CHENGGUAN,
  COUNTY,
  dataDir,
  now,
  openServed,
  pass,
  sessions,
  setUpLink,
  sql,
  stopServed,
  url,
} from './acceptance-house.ts'

const wide = { viewport: { width: 1440, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' }
let browser: Browser
let desk: BrowserContext
/** The administrator's page, and the officer's. */
let page: Page
let office: Page
let officer: Id
let liaison: Id
let unit: Id
let muster: Id
/** Whom the officer's whistle called, medics and the officer left out. */
let called: Id[]
const phones = new Map<Id, Phone>()

before(async () => {
  ;[browser] = await Promise.all([openBrowser(), openServed()])
  desk = await browser.newContext(wide)
  page = await desk.newPage()
})
after(async () => {
  await browser?.close()
  await stopServed()
})

/** A console of its own, logged in as this person. */
async function consoleOf(cookie: string): Promise<Page> {
  const context = await browser.newContext(wide)
  await context.addCookies([{ name: 'muster', value: cookie, url: url() }])
  return context.newPage()
}

const demo = drawDemo(demoSeed)
// Other people than the demo's own: from a second seed, with numbers of their own.
const fresh = drawMembers(demo.townships, demo.units, new Chance(777), 1590).map((member): DemoMember => ({
  ...member,
  name: `${member.name.slice(0, 1)}新${member.name.slice(-1)}`,
  phone: member.phone.replace(/^199/, '198'),
}))
const file = path.join(dataDir, '在职党员名单.xlsx')
/** The list as it is handed in. */
const write = async (wrong: number) => writeFileSync(file, await membersFile({ ...demo, members: fresh }, wrong))

test('the administrator takes the set-up link and sets up a second factor', async () => {
  await page.goto(setUpLink())
  await page.waitForSelector('text=灵石县')
  await page.fill('#name', '王管理')
  await page.fill('#phone', '13700009999')
  await page.fill('#password', '河边 铁壶 晴天 四十二')
  await page.click('button.button-primary')
  // An office counts once the second factor is set up.
  await page.click('section[aria-labelledby=me-factor] button.button-primary')
  await page.click('section[aria-labelledby=me-factor] summary')
  const secret = (await page.textContent('code.secret'))!.replaceAll(' ', '')
  await page.fill('#factor-code', new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now() }))
  await page.click('section[aria-labelledby=me-factor] button.button-primary')
  await page.waitForSelector('a[href="#/import"]')
})

test('1,590 rows, twelve of them wrong: seen by cell, corrected, taken in; again, and nothing changes', async () => {
  await write(12)
  const before = (await sql<{ n: number }>('select count(*)::int as n from persons'))[0].n
  await page.goto(`${url()}/console/#/import`)
  await page.setInputFiles('#import-file', file)
  const problems = await correctAll(page, fresh)
  assert.equal(problems.length, 12)
  for (const one of problems) assert.match(one, /^[A-Z]+\d+/, 'each problem names its cell')
  await page.click('.commit-bar .button-primary')
  await page.waitForSelector('.narrow .note-good')
  const taken = (await sql<{ n: number }>('select count(*)::int as n from persons'))[0].n
  assert.ok(taken - before > 1_500, `${taken - before} people came`)

  // The corrected list as it now stands, once more.
  await write(0)
  await page.goto(`${url()}/console/#/people`)
  await page.goto(`${url()}/console/#/import`)
  await page.setInputFiles('#import-file', file)
  await page.waitForSelector('.note-good >> text=不会改动')
  assert.equal((await sql<{ n: number }>('select count(*)::int as n from persons'))[0].n, taken)
})

/** An officer of 城关, and a unit with its liaison that has not registered there. */
async function appoint(): Promise<void> {
  ;[{ person: officer }] = await sql<{ person: Id }>(
    `select person
     from persons
     where tenant = $1 and active and home like $2 || '%'
     order by person
     limit 1`,
    [COUNTY, CHENGGUAN],
  )
  ;[{ unit, person: liaison }] = await sql<{ unit: Id; person: Id }>(
    `select p.unit, p.person
     from persons p
     where p.tenant = $1 and p.active and p.unit is not null and p.person <> $3
       and not exists (
         select 1
         from registrations r
         where r.tenant = $1 and r.stream = 'unit/' || p.unit and r.community = $2
       )
     order by p.person
     limit 1`,
    [COUNTY, CHENGGUAN, officer],
  )
  await sessions([officer, liaison], 2)
  await ask('appoint', { person: officer, role: 'officer', area: CHENGGUAN })
  await ask('appoint', { person: liaison, role: 'liaison', area: COUNTY, unit })
  const [cookie] = await sessions([officer], 2)
  office = await consoleOf(cookie)
}

test('the liaison registers the unit with 城关; the officer accepts', async () => {
  await appoint()
  const [mine] = await sessions([liaison], 2)
  const page = await consoleOf(mine)
  await page.goto(`${url()}/console/#/units/${unit}`)
  await page.waitForSelector('#unit-community')
  await page.fill('#unit-community', '城关')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.click('form:has(#unit-community) button:not([disabled])')
  await page.waitForSelector('aside >> text=待答复')
  await page.context().close()
  await office.goto(`${url()}/console/#/registrations`)
  await office.waitForSelector('.table-body .table-row')
  const [{ name }] = await sql<{ name: string }>('select name from units where unit = $1', [unit])
  await office.fill('#registration-search', name)
  await office
    .locator('.table-body .table-row', { has: office.getByText('单位', { exact: true }) })
    .first()
    .click()
  await office.click('button.button-good:not([disabled])')
  await office.waitForFunction(() => document.body.textContent?.includes('已接收'))
  assert.deepEqual(
    (
      await sql<{ state: string }>('select state from registrations where stream = $1 and community = $2', [
        `unit/${unit}`,
        CHENGGUAN,
      ])
    ).map((row) => row.state),
    ['accepted'],
  )
})

test('a whistle for thirty with one medic', async () => {
  await office.goto(`${url()}/console/#/whistle`)
  await office.fill('#what', '排水抢险，请带雨鞋')
  await office.fill('#people', '30')
  await office.fill('#place', '城关')
  await office.waitForTimeout(500)
  await office.keyboard.press('ArrowDown')
  await office.keyboard.press('Enter')
  await office.click('details summary')
  await office.fill('.needs label:has-text("医护") input', '1')
  await office.waitForSelector('.candidates')
  await office.waitForTimeout(800)
  await office.keyboard.press('Control+Enter')
  await office.waitForSelector('.ladder')
  await findCalled()
})

async function findCalled(): Promise<void> {
  ;[{ muster }] = await sql<{ muster: Id }>('select muster from musters')
  called = (
    await sql<{ person: Id }>(
      `select person
       from calls
       where muster = $1 and person <> $2 and not skills @> array[$3]
       order by person`,
      [muster, officer, 'medic'],
    )
  ).map((row) => row.person)
}

const stateOf = async (person: Id) =>
  (await sql<{ state: string }>('select state from calls where muster = $1 and person = $2', [muster, person]))[0].state
const events = async (type: string, person: Id) =>
  (
    await sql<{ n: number }>(
      `select count(*)::int as n
       from journal
       where stream = $1 and event->>'type' = $2 and event->>'person' = $3`,
      [`muster/${muster}`, type, person],
    )
  )[0].n

const onPhone = (person: Id) => phones.get(person)!.page
const comes = async (person: Id) => {
  await onPhone(person).click('article .button-good')
  await onPhone(person).click('.thirds button:nth-child(2)')
}

/** The digits that the officer holds up. */
async function codeOnSite(): Promise<string> {
  await office.click('button:has-text("到位码")')
  await office.waitForSelector('.code-screen .qr')
  const shown = '.code-screen .digits, .code-screen output, .code-screen [class*=code-digits]'
  const digits = (await office.textContent(shown))!.replace(/\D/g, '')
  await office.keyboard.press('Escape')
  return digits
}

async function arrive(person: Id): Promise<void> {
  await comes(person)
  await onPhone(person).waitForSelector('.call-coming')
  await onPhone(person).goto(`${url()}/#/arrive/${muster}/${await codeOnSite()}`)
  await onPhone(person).click('main .button-primary')
  await onPhone(person).waitForSelector('.call-arrived')
  // The phone foresees at once; the server's word comes a moment later.
  await onPhone(person).waitForFunction(() => !document.body.textContent?.includes('等待服务器确认'))
}

test('six phones are called', async () => {
  const people = called.slice(0, 6)
  const cookies = await sessions(people, 1)
  await Promise.all(
    people.map(async (person, at) => {
      const phone = await openPhone(browser, url(), { cookie: `muster=${cookies[at]}` })
      await phone.page.waitForSelector('.call-called')
      phones.set(person, phone)
    }),
  )
})

test('two answer, one without a network and killed; one declines, one is silent, one arrives by the code', async () => {
  const [online, offline, declines, silent, arrives] = called
  const cut = phones.get(offline)!
  await cut.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await cut.context.setOffline(true)
  await Promise.all([comes(online), comes(offline)])
  await onPhone(online).waitForSelector('.call-coming')
  await cut.page.waitForSelector('text=等待服务器确认')
  assert.equal(await stateOf(offline), 'called', 'the server cannot know yet')
  await cut.killed()
  await cut.page.waitForSelector('text=等待服务器确认')
  await onPhone(declines).click('text=来不了')
  await onPhone(declines).waitForSelector('.standing:has-text("来不了")')
  await arrive(arrives)
  assert.deepEqual(
    [await stateOf(online), await stateOf(declines), await stateOf(silent), await stateOf(arrives)],
    ['coming', 'cannot', 'called', 'arrived'],
  )
})

test('what was answered without a network counts once it is back, and each answer once', async () => {
  const [online, offline, declines, , arrives] = called
  const cut = phones.get(offline)!
  await cut.context.setOffline(false)
  await cut.killed()
  await cut.page.waitForFunction(
    () => document.querySelector('.call-coming') && !document.body.textContent?.includes('等待服务器确认'),
  )
  for (const person of [online, offline, declines, arrives])
    assert.equal(await events('call-answered', person), 1, 'each answer counts once')
})

test('silence climbs to the township by the timer, past the one who says nothing', async () => {
  await pass(16 * 60_000)
  for (
    let tries = 0;
    tries < 100 &&
    (await sql(`select 1 from journal where stream = $1 and event->>'type' = 'muster-escalated'`, [`muster/${muster}`]))
      .length === 0;
    tries += 1
  )
    await new Promise((resolve) => setTimeout(resolve, 50))
  // Levels that nobody staffs are passed by: here the county is the next that hears.
  const [{ reach }] = await sql<{ reach: string }>('select reach from musters where muster = $1', [muster])
  assert.ok(CHENGGUAN.startsWith(reach) && reach.length < CHENGGUAN.length, reach)
  assert.equal(await stateOf(called[3]), 'called')
})

test('1,590 phones answer while the server is killed and comes back: none lost, none twice', async () => {
  const { muster: whole, reached } = await callEverybody()
  assert.ok(reached.length > 1_500, `${reached.length} were called`)
  const sent = await answerThroughAKill(whole, reached)
  assert.ok(
    sent.some((each) => each.tries > 1),
    'the kill fell into the middle',
  )
  assert.deepEqual([...new Set(sent.map((each) => each.receipt!.status))], ['accepted'])
  const counted = await sql<{ person: Id; n: number }>(
    `select event->>'person' as person, count(*)::int as n
     from journal
     where stream = $1 and event->>'type' = 'call-answered'
     group by 1`,
    [`muster/${whole}`],
  )
  assert.equal(counted.length, sent.length, 'none lost')
  assert.ok(
    counted.every((row) => row.n === 1),
    'none twice',
  )
  const board = await sql<{ n: number }>(
    `select count(*)::int as n from calls where muster = $1 and answered_at is not null`,
    [whole],
  )
  assert.equal(board[0].n, sent.length, 'the board says exactly what was acknowledged')
  const due = await sql<{ n: number }>('select count(*)::int as n from due where stream = $1', [`muster/${whole}`])
  assert.ok(due[0].n > 0, 'timers stand after the kill')
})

test('rebuild and verify agree', async () => {
  const { verified, rebuilt } = await ask<{
    verified: { events: number; faults: string[] }
    rebuilt: { events: number; views: { view: string; missing: number; surplus: number }[] }
  }>('prove')
  assert.deepEqual(verified.faults, [])
  assert.equal(verified.events, rebuilt.events)
  assert.deepEqual(
    rebuilt.views.filter((view) => view.missing + view.surplus > 0),
    [],
  )
})

test('the auditor sees who looked at what', async () => {
  const auditor = called[6]
  await sessions([auditor], 2)
  await ask('appoint', { person: auditor, role: 'auditor', area: COUNTY })
  const [auditing] = await sessions([auditor], 2)
  const page = await consoleOf(auditing)
  await page.goto(`${url()}/console/#/log`)
  await page.waitForSelector('.table-body .table-row')
  const looks = await sql<{ n: number }>('select count(*)::int as n from access_log where account = $1', [officer])
  assert.ok(looks[0].n > 0, 'the officer’s looking is written down')
})

test('no phone complained of anything', () => {
  for (const phone of phones.values()) assert.deepEqual(phone.complaints, [])
})
