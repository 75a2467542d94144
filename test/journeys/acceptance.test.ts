// From an Excel list to a filled muster, on the demo county, as its users do it: set-up link, an import with twelve
// wrong rows, a unit that registers, a whistle for thirty with a medic, six phones in a real browser, 1,590 simulated
// ones, a kill in the middle, and the proofs at the end.
import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { Secret, TOTP } from 'otpauth'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { uuid7, type Id } from '#domain/kernel/ids.ts'
import type { Receipt } from '#domain/kernel/envelope.ts'
import { openBrowser, openPhone, type Phone } from '#test/browser/phones.ts'
import { builtWeb } from '#test/browser/web.ts'
import { correctAll } from '#test/browser/correcting.ts'
import { drawDemo, demoSeed, membersFile } from '../../src/demo/files.ts'
import { Chance } from '../../src/demo/chance.ts'
import { drawMembers, type DemoMember } from '../../src/demo/members.ts'

const COUNTY = '140729'
const CHENGGUAN = '140729100001'
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'muster-acceptance-'))
let browser: Browser
let desk: BrowserContext
let served: Served
let port = 0
let offset = 0

interface Served {
  readonly child: ChildProcess
  ask<T>(name: string, argument?: unknown): Promise<T>
  readonly setUp?: string
}

async function serve(): Promise<Served> {
  const child = spawn(
    process.execPath,
    [path.join(import.meta.dirname, 'served.ts'), JSON.stringify({ dataDir, web: await builtWeb(), offset, port })],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
  const next = async () => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`the server ended with ${child.signalCode ?? child.exitCode} where a line was awaited`)
    return JSON.parse(value)
  }
  const said = (await next()) as { setUp?: string }
  return {
    child,
    ...said,
    async ask(name, argument = null) {
      child.stdin!.write(`${JSON.stringify([name, argument])}\n`)
      return next()
    },
  }
}

const sql = <Row>(text: string, values: readonly unknown[] = []) => served.ask<Row[]>('sql', { text, values })
const freePort = () =>
  new Promise<number>((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port: found } = server.address() as net.AddressInfo
      server.close(() => resolve(found))
    })
  })
const url = () => `http://127.0.0.1:${port}`

async function commands(cookie: string, envelopes: readonly object[]): Promise<Receipt[]> {
  const answer = await fetch(`${url()}/v1/commands`, {
    method: 'POST',
    headers: { cookie: `muster=${cookie}`, 'content-type': 'application/json' },
    body: JSON.stringify({ commands: envelopes }),
  })
  assert.equal(answer.status, 200)
  return ((await answer.json()) as { receipts: Receipt[] }).receipts
}
const envelope = (room: string, stream: string, command: object) => ({
  id: uuid7(Date.now(), randomBytes(10)),
  room,
  stream,
  at: Date.now() + offset,
  command,
})

/** A console of its own, logged in as this person. */
async function consoleOf(cookie: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  await context.addCookies([{ name: 'muster', value: cookie, url: url() }])
  return context.newPage()
}

before(async () => {
  port = await freePort()
  ;[browser, served] = await Promise.all([openBrowser(), serve()])
  desk = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
})
after(async () => {
  await browser?.close()
  await served?.ask('stop').catch(() => undefined)
  served?.child.kill('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

/** @param page the administrator's */
async function setUp(page: Page): Promise<void> {
  await page.goto(`${url()}/console/#/setup/${served.setUp}`)
  await page.waitForSelector('text=灵石县')
  await page.fill('#name', '王管理')
  await page.fill('#phone', '13700009999')
  await page.fill('#password', '河边 铁壶 晴天 四十二')
  await page.click('button.button-primary')
  // An office counts once the second factor is set up.
  await page.click('section[aria-labelledby=me-factor] button.button-primary')
  await page.click('section[aria-labelledby=me-factor] summary')
  const secret = (await page.textContent('code.secret'))!.replaceAll(' ', '')
  await page.fill(
    '#factor-code',
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + offset }),
  )
  await page.click('section[aria-labelledby=me-factor] button.button-primary')
  await page.waitForSelector('a[href="#/import"]')
}

test('a county from an Excel list to a filled muster', async (t) => {
  const page = await desk.newPage()
  await t.test('the administrator takes the set-up link and sets up a second factor', () => setUp(page))

  const demo = drawDemo(demoSeed)
  // Other people than the demo's own: from a second seed, with numbers of their own.
  const fresh = drawMembers(demo.townships, demo.units, new Chance(777), 1590).map((member): DemoMember => ({
    ...member,
    name: `${member.name.slice(0, 1)}新${member.name.slice(-1)}`,
    phone: member.phone.replace(/^199/, '198'),
  }))
  const file = path.join(dataDir, '在职党员名单.xlsx')
  writeFileSync(file, await membersFile({ ...demo, members: fresh }, 12))

  await t.test(
    '1,590 rows, twelve of them wrong: seen by cell, corrected, taken in; again, and nothing changes',
    async () => {
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
      writeFileSync(file, await membersFile({ ...demo, members: fresh }, 0))
      await page.goto(`${url()}/console/#/people`)
      await page.goto(`${url()}/console/#/import`)
      await page.setInputFiles('#import-file', file)
      await page.waitForSelector('.note-good >> text=不会改动')
      assert.equal((await sql<{ n: number }>('select count(*)::int as n from persons'))[0].n, taken)
    },
  )

  const [{ person: officer }] = await sql<{ person: Id }>(
    `select person
     from persons
     where tenant = $1 and active and home like $2 || '%'
     order by person
     limit 1`,
    [COUNTY, CHENGGUAN],
  )
  const [{ unit, person: liaison }] = await sql<{ unit: Id; person: Id }>(
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
  await served.ask('sessions', { people: [officer, liaison], strength: 2 })
  await served.ask('appoint', { person: officer, role: 'officer', area: CHENGGUAN })
  await served.ask('appoint', { person: liaison, role: 'liaison', area: COUNTY, unit })
  const [cookie] = await served.ask<string[]>('sessions', { people: [officer], strength: 2 })
  const office = await consoleOf(cookie)

  await t.test('the liaison registers the unit with 城关; the officer accepts', async () => {
    const [mine] = await served.ask<string[]>('sessions', { people: [liaison], strength: 2 })
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

  await t.test('a whistle for thirty with one medic', async () => {
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
  })

  const [{ muster }] = await sql<{ muster: Id }>('select muster from musters')
  const called = (
    await sql<{ person: Id }>(
      `select person
       from calls
       where muster = $1 and person <> $2 and not skills @> array[$3]
       order by person`,
      [muster, officer, 'medic'],
    )
  ).map((row) => row.person)
  const [online, offline, declines, silent, arrives] = called
  const phones = new Map<Id, Phone>()
  const stateOf = async (person: Id) =>
    (await sql<{ state: string }>('select state from calls where muster = $1 and person = $2', [muster, person]))[0]
      .state
  const events = async (type: string, person: Id) =>
    (
      await sql<{ n: number }>(
        `select count(*)::int as n
         from journal
         where stream = $1 and event->>'type' = $2 and event->>'person' = $3`,
        [`muster/${muster}`, type, person],
      )
    )[0].n

  await t.test(
    'six phones: two answer, one of them without a network and killed; one declines; one is silent; one ' +
      'arrives by the code',
    async () => {
      const people = called.slice(0, 6)
      const cookies = await served.ask<string[]>('sessions', { people, strength: 1 })
      await Promise.all(
        people.map(async (person, at) => {
          const phone = await openPhone(browser, url(), { cookie: `muster=${cookies[at]}` })
          await phone.page.waitForSelector('.call-called')
          phones.set(person, phone)
        }),
      )
      const page = (person: Id) => phones.get(person)!.page
      const comes = async (person: Id) => {
        await page(person).click('article .button-good')
        await page(person).click('.thirds button:nth-child(2)')
      }
      const cut = phones.get(offline)!
      await cut.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
      await cut.context.setOffline(true)
      await Promise.all([comes(online), comes(offline)])
      await page(online).waitForSelector('.call-coming')
      await cut.page.waitForSelector('text=等待服务器确认')
      assert.equal(await stateOf(offline), 'called', 'the server cannot know yet')
      await cut.killed()
      await cut.page.waitForSelector('text=等待服务器确认')
      await page(declines).click('text=来不了')
      await page(declines).waitForSelector('.standing:has-text("来不了")')

      await comes(arrives)
      await page(arrives).waitForSelector('.call-coming')
      await office.click('button:has-text("到位码")')
      await office.waitForSelector('.code-screen .qr')
      const digits = (await office.textContent(
        '.code-screen .digits, .code-screen output, .code-screen [class*=code-digits]',
      ))!.replace(/\D/g, '')
      await office.keyboard.press('Escape')
      await page(arrives).goto(`${url()}/#/arrive/${muster}/${digits}`)
      await page(arrives).click('main .button-primary')
      await page(arrives).waitForSelector('.call-arrived')
      // The phone foresees at once; the server's word comes a moment later.
      await page(arrives).waitForFunction(() => !document.body.textContent?.includes('等待服务器确认'))
      assert.deepEqual(
        [await stateOf(online), await stateOf(declines), await stateOf(silent), await stateOf(arrives)],
        ['coming', 'cannot', 'called', 'arrived'],
      )

      await cut.context.setOffline(false)
      await cut.killed()
      await cut.page.waitForFunction(
        () => document.querySelector('.call-coming') && !document.body.textContent?.includes('等待服务器确认'),
      )
      for (const person of [online, offline, declines, arrives])
        assert.equal(await events('call-answered', person), 1, 'each answer counts once')
    },
  )

  await t.test('silence climbs to the township by the timer, past the one who says nothing', async () => {
    offset = await served.ask<number>('pass', 16 * 60_000)
    for (
      let tries = 0;
      tries < 100 &&
      (
        await sql(`select 1 from journal where stream = $1 and event->>'type' = 'muster-escalated'`, [
          `muster/${muster}`,
        ])
      ).length === 0;
      tries += 1
    )
      await new Promise((resolve) => setTimeout(resolve, 50))
    // Levels that nobody staffs are passed by: here the county is the next that hears.
    const [{ reach }] = await sql<{ reach: string }>('select reach from musters where muster = $1', [muster])
    assert.ok(CHENGGUAN.startsWith(reach) && reach.length < CHENGGUAN.length, reach)
    assert.equal(await stateOf(silent), 'called')
  })

  await t.test(
    '1,590 phones answer within ten seconds; the server is killed in the middle and back in seconds: none ' +
      'lost, none twice',
    async () => {
      const everybody = (
        await sql<{ person: Id }>(
          'select person from persons where tenant = $1 and active order by person limit 1590',
          [COUNTY],
        )
      ).map((row) => row.person)
      const second = uuid7(Date.now(), randomBytes(10))
      const now = Date.now() + offset
      const whistle = {
        type: 'blow-whistle',
        what: '全员核酸采样',
        label: '各采样点',
        area: COUNTY,
        place: [111.77, 36.85],
        needs: [{ people: 1500 }],
        from: now,
        until: now + 4 * 3_600_000,
        drill: false,
        answerMinutes: 30,
        escalateMinutes: 60,
        waves: 'by-hand',
        people: everybody.slice(0, 500),
      }
      const blown = await served.ask<Receipt[]>('give', [['muster', `muster/${second}`, whistle]])
      assert.equal(blown[0].status, 'accepted', JSON.stringify(blown))
      for (let from = 500; from < everybody.length; from += 500)
        await served.ask('give', [
          ['muster', `muster/${second}`, { type: 'call-people', people: everybody.slice(from, from + 500) }],
        ])
      const reachable = (
        await sql<{ person: Id }>('select person from calls where muster = $1 order by person', [second])
      ).map((row) => row.person)
      assert.ok(reachable.length > 1_500, `${reachable.length} were called`)
      const cookies = await served.ask<string[]>('sessions', { people: reachable, strength: 1 })
      const sent = reachable.map((person, at) => ({
        person,
        cookie: cookies[at],
        one: envelope(
          'muster',
          `muster/${second}`,
          at % 10 === 0
            ? { type: 'answer-call', answer: 'cannot' }
            : { type: 'answer-call', answer: 'coming', minutes: 1 + (at % 60) },
        ),
        receipt: undefined as Receipt | undefined,
        tries: 0,
      }))
      const began = performance.now()
      const phone = async (each: (typeof sent)[number], at: number) => {
        await new Promise((resolve) => setTimeout(resolve, (at / sent.length) * 4_000))
        while (!each.receipt) {
          each.tries += 1
          try {
            const [receipt] = await commands(each.cookie, [each.one])
            if (receipt.status !== 'busy') each.receipt = receipt
          } catch {
            await new Promise((resolve) => setTimeout(resolve, 200))
          }
        }
      }
      const killed = (async () => {
        await new Promise((resolve) => setTimeout(resolve, 2_000))
        const gone = new Promise((resolve) => served.child.once('exit', resolve))
        served.child.kill('SIGKILL')
        await gone
        const again = performance.now()
        served = await serve()
        return performance.now() - again
      })()
      const [back] = await Promise.all([killed, ...sent.map(phone)])
      const seconds = (performance.now() - began) / 1000
      console.log(
        JSON.stringify({
          phones: sent.length,
          seconds: Math.round(seconds * 10) / 10,
          backAfterKillSeconds: Math.round(Number(back)) / 1000,
          sentMoreThanOnce: sent.filter((each) => each.tries > 1).length,
        }),
      )
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
        [`muster/${second}`],
      )
      assert.equal(counted.length, sent.length, 'none lost')
      assert.ok(
        counted.every((row) => row.n === 1),
        'none twice',
      )
      const board = await sql<{ n: number }>(
        `select count(*)::int as n from calls where muster = $1 and answered_at is not null`,
        [second],
      )
      assert.equal(board[0].n, sent.length, 'the board says exactly what was acknowledged')
      const due = await sql<{ n: number }>('select count(*)::int as n from due where stream = $1', [`muster/${second}`])
      assert.ok(due[0].n > 0, 'timers stand after the kill')
    },
  )

  await t.test('rebuild and verify agree', async () => {
    const { verified, rebuilt } = await served.ask<{
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

  await t.test('the auditor sees who looked at what', async () => {
    const auditor = called[6]
    await served.ask('sessions', { people: [auditor], strength: 2 })
    await served.ask('appoint', { person: auditor, role: 'auditor', area: COUNTY })
    const [auditing] = await served.ask<string[]>('sessions', { people: [auditor], strength: 2 })
    const page = await consoleOf(auditing)
    await page.goto(`${url()}/console/#/log`)
    await page.waitForSelector('.table-body .table-row')
    const looks = await sql<{ n: number }>('select count(*)::int as n from access_log where account = $1', [officer])
    assert.ok(looks[0].n > 0, 'the officer’s looking is written down')
  })

  for (const phone of phones.values()) assert.deepEqual(phone.complaints, [])
})
