// From an Excel list to a filled muster, on the demo county, as its users do it: set-up link, an import with twelve wrong rows, a unit that registers, a whistle for thirty with a medic,
// six phones in a real browser, 1,590 simulated ones, a kill in the middle, and the proofs at the end.
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
import { drawDemo, demoSeed, membersFile } from '../../src/demo/files.ts'
import { Chance } from '../../src/demo/chance.ts'
import { drawMembers, memberRow, type DemoMember } from '../../src/demo/members.ts'

const COUNTY = '140729'
const CHENGGUAN = '140729100001'
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'muster-acceptance-'))
let browser: Browser
let desk: BrowserContext
let served: Served
let port = 0
let offset = 0

interface Served { readonly child: ChildProcess; ask<T>(name: string, argument?: unknown): Promise<T>; readonly setUp?: string }

async function serve(): Promise<Served> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'served.ts'), JSON.stringify({ dataDir, web: await builtWeb(), offset, port })], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
  const next = async () => JSON.parse((await lines.next()).value as string)
  const said = (await next()) as { setUp?: string }
  return { child, ...said, async ask(name, argument = null) { child.stdin!.write(`${JSON.stringify([name, argument])}\n`); return next() } }
}

const sql = <Row>(text: string, values: readonly unknown[] = []) => served.ask<Row[]>('sql', { text, values })
const freePort = () => new Promise<number>((resolve) => { const server = net.createServer().listen(0, '127.0.0.1', () => { const { port: found } = server.address() as net.AddressInfo; server.close(() => resolve(found)) }) })
const url = () => `http://127.0.0.1:${port}`

async function commands(cookie: string, envelopes: readonly object[]): Promise<Receipt[]> {
  const answer = await fetch(`${url()}/v1/commands`, { method: 'POST', headers: { cookie: `muster=${cookie}`, 'content-type': 'application/json' }, body: JSON.stringify({ commands: envelopes }) })
  assert.equal(answer.status, 200)
  return ((await answer.json()) as { receipts: Receipt[] }).receipts
}
const envelope = (room: string, stream: string, command: object) => ({ id: uuid7(Date.now(), randomBytes(10)), room, stream, at: Date.now() + offset, command })

/** A console of its own, logged in as this person. */
async function consoleOf(cookie: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  await context.addCookies([{ name: 'muster', value: cookie, url: url() }])
  return context.newPage()
}

before(async () => {
  port = await freePort()
  ;[browser, served] = await Promise.all([openBrowser(), serve()])
  desk = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
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
  await page.fill('#factor-code', new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + offset }))
  await page.click('section[aria-labelledby=me-factor] button.button-primary')
  await page.waitForSelector('a[href="#/import"]')
}

test('a county from an Excel list to a filled muster', { timeout: 240_000 }, async (t) => {
  const page = await desk.newPage()
  await t.test('the administrator takes the set-up link and sets up a second factor', () => setUp(page))

  const demo = drawDemo(demoSeed)
  // Other people than the demo's own: from a second seed, with numbers of their own.
  const fresh = drawMembers(demo.townships, demo.units, new Chance(777), 1590).map((member): DemoMember => ({ ...member, name: `${member.name.slice(0, 1)}新${member.name.slice(-1)}`, phone: member.phone.replace(/^199/, '198') }))
  const file = path.join(dataDir, '在职党员名单.xlsx')
  writeFileSync(file, await membersFile({ ...demo, members: fresh }, 12))

  await t.test('1,590 rows, twelve of them wrong: seen by cell, corrected, taken in; again, and nothing changes', async () => {
    const before = (await sql<{ n: number }>('select count(*)::int as n from persons'))[0].n
    await page.goto(`${url()}/console/#/import`)
    await page.setInputFiles('#import-file', file)
    const problems = await correctAll(page, fresh)
    assert.equal(problems.length, 12)
    for (const one of problems) assert.match(one, /^[A-Z]+\d+/, 'each problem names its cell')
    await page.click('.commit-bar .button-primary')
    await page.waitForSelector('.narrow .note-good', { timeout: 60_000 })
    const taken = (await sql<{ n: number }>('select count(*)::int as n from persons'))[0].n
    assert.ok(taken - before > 1_500, `${taken - before} people came`)

    // The corrected list as it now stands, once more.
    writeFileSync(file, await membersFile({ ...demo, members: fresh }, 0))
    await page.goto(`${url()}/console/#/people`)
    await page.goto(`${url()}/console/#/import`)
    await page.setInputFiles('#import-file', file)
    await page.waitForSelector('.note-good >> text=不会改动', { timeout: 60_000 })
    assert.equal((await sql<{ n: number }>('select count(*)::int as n from persons'))[0].n, taken)
  })

  const [officer, liaison, medic] = await sql<{ person: Id; unit: Id; name: string }>(
    `select distinct on (unit) person, unit from persons where tenant = $1 and active and unit is not null and home like $2 || '%' order by unit, person limit 3`, [COUNTY, '140729400001'])
  void [officer, liaison, medic]
  console.log(await sql('select area, name from areas where level = $1 and name like $2', ['community', '%城关%']), officer)
})

/** Corrects each stopped row in its own cell as the list should have said; who only looks alike is kept beside. @returns what each cell said */
async function correctAll(page: Page, members: readonly DemoMember[]): Promise<string[]> {
  await page.waitForSelector('.commit-bar', { timeout: 60_000 })
  const said: string[] = []
  for (let n = 0; n < 12; n += 1) {
    await page.click('.table-body .table-row >> nth=0')
    const text = (await page.textContent('aside .note-bad b'))!
    const [, column, row] = /^([A-Z])(\d+)/.exec(text)!
    said.push(text)
    await page.fill('aside .correct input', memberRow(members[Number(row) - 3], Number(row) - 2)[column.charCodeAt(0) - 65])
    await page.click('aside .correct button')
    await page.waitForFunction((left) => document.querySelectorAll('.table-body .table-row').length === left, 11 - n, { timeout: 5000 })
  }
  const asked = page.locator('.bar button', { hasText: '待选择' })
  if (await asked.count()) {
    await asked.click()
    await page.click('.table-body .table-row >> nth=0')
    await page.click('aside details summary').catch(() => undefined)
    await page.click('aside button:has-text("都保留")')
  }
  await page.screenshot({ path: '/tmp/shot-import.png' })
  return said
}
