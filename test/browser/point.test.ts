// A desk and a walk in a real browser on a real house: signed in by the code, registered with the network cut and the
// phone killed, uploaded once; many doors in one report; the board and the resident's page.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { starters } from '#domain/operation/starters.ts'
import { bytesOf, codeOf, stepAt } from '#domain/point/keys.ts'
import { seatOf } from '#domain/roster/terms.ts'
import type { MyPlace } from '#rooms/point/desks.ts'
import { community, county, openHouse, populate, settle, until, type Client, type TestHouse } from '#test/house.ts'
import { axe, openBrowser, openPhone, picture, type Phone } from './phones.ts'
import { builtWeb } from './web.ts'

let house: TestHouse
let browser: Browser
let officer: Client
let desk: Client
let phone: Phone
const [round, operation, gate, team] = [1, 2, 3, 4].map((n) => `01999999-0000-7000-8000-00000000001${n}`)
const hour = 3_600_000
const grid = `${community}-01`
const building = `${grid}-0001`

before(async () => {
  house = await openHouse({ webFolder: await builtWeb() })
  await settle(house)
  const [person, leader] = await populate(house, 2)
  const [post, dawn] = [house.newId(), house.now() - hour]
  const give = (command: { type: string } & Record<string, unknown>, stream = `round/${round}`) =>
    ['operation', stream, command] as const
  await house.given(
    ['registry', `area/${grid}`, { type: 'name-area', name: '第一网格', place: [111.771, 36.851] }],
    [
      'registry',
      `area/${building}`,
      {
        type: 'list-building',
        name: '1号楼',
        numbering: 'floors',
        doors: Array.from({ length: 12 }, (_, n) => [`0${1 + (n >> 1)}0${1 + (n & 1)}`, 3]),
      },
    ],
    give(
      { type: 'open-operation', template: [...starters][0][0], area: county, name: '十月采样' },
      `operation/${operation}`,
    ),
    give({ type: 'draft-round', operation, area: county, starts: dawn, ends: dawn + 12 * hour }),
    give({
      type: 'put-points',
      points: [{ point: gate, area: community, name: '北门', place: [111.77, 36.85], lanes: 1, open: true }],
    }),
    give({
      type: 'put-posts',
      posts: [
        { post, point: gate, area: community, duty: 'registering', starts: dawn, ends: dawn + 6 * hour, number: 2 },
      ],
    }),
    give({ type: 'set-teams', teams: { followers: 1, skills: [], grids: [{ grid, teams: 1 }] } }),
    give({ type: 'put-slots', slots: [{ building, point: gate, starts: dawn, ends: dawn + hour, people: 36 }] }),
    give({
      type: 'put-visits',
      visits: ['0101', '0102', '0201'].map((door) => ({
        household: `${building}-${door}`,
        building,
        purpose: 'sampling',
        people: 1,
        priority: 1,
      })),
    }),
    give({ type: 'publish-round' }),
  )
  officer = await house.as('officer')
  const sits = (seat: string, who: string) => ({ seat, person: who, reasons: [{ why: 'by-hand' }] })
  await house.given([
    'roster',
    `roster/${round}`,
    {
      type: 'accept-plan',
      area: community,
      teams: [{ team, grid }],
      seats: [sits(seatOf(post, 0), person), sits(seatOf(team, 0), leader)],
    },
  ])
  desk = await house.logIn(person)
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await house?.stop()
})

const count = async () => (await house.sql<{ n: number }>('select count(*)::int as n from samples'))[0].n
const main = (page: Page) => page.locator('main')

test('a desk goes on without a network, outlives a dead battery, and uploads each person once', async () => {
  phone = await openPhone(browser, house.url, { cookie: desk.cookie })
  await phone.page.getByRole('link', { name: '我的点位和小队' }).click()
  await main(phone.page).getByRole('link', { name: '签到' }).click()
  // Another desk shows the code; here it is an officer's.
  const [made] = await officer.give([
    'point',
    `point/${round}.${gate}`,
    { type: 'issue-numbers', device: house.newId(), count: 10 },
  ])
  assert.equal(made.status, 'accepted', JSON.stringify(made))
  const { body } = await officer.ask<MyPlace>('place', { round, place: gate })
  await phone.page.fill('#digits', codeOf(bytesOf(body.desk!.codeKey), stepAt(house.now())))
  await main(phone.page).getByRole('button', { name: '签到' }).click()
  await phone.page.getByRole('button', { name: '开台取号' }).click()
  await phone.page.locator('#tube').waitFor()
  await phone.page.getByText('剩 5000 号').waitFor()
  await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await phone.page.fill('#tube', 'tube-0001')
  await phone.page.getByRole('button', { name: '换新管' }).click()
  await phone.page.getByRole('button', { name: '1', exact: true }).waitFor()
  await phone.context.setOffline(true)
  // Floor, flat: two taps a person.
  for (const [floor, flat] of [
    ['1', '101'],
    ['1', '102'],
    ['2', '201'],
  ]) {
    await main(phone.page).getByRole('button', { name: floor, exact: true }).click()
    await main(phone.page).getByRole('button', { name: flat, exact: true }).click()
    await phone.page.getByText(/\d+ 号已登记/).waitFor()
  }
  await phone.page.getByText('第 3/10 人').first().waitFor()
  await picture(phone.page, 'phone-desk')
  await phone.killed()
  await phone.page.getByText('第 3/10 人').first().waitFor()
  assert.equal(await count(), 0)
  await phone.page.getByRole('button', { name: '收管' }).click()
  await phone.context.setOffline(false)
  await phone.page.evaluate(() => dispatchEvent(new Event('online')))
  await until(async () => (await count()) === 3, 'three people are registered')
  assert.deepEqual(
    await house.sql('select number, household, tube, duplicate from samples order by number'),
    ['0101', '0102', '0201'].map((door, n) => ({
      number: 11 + n,
      household: `${building}-${door}`,
      tube: 'TUBE-0001',
      duplicate: false,
    })),
  )
  assert.deepEqual(await axe(phone.page), [])
  await phone.page.getByRole('button', { name: '离线交接' }).click()
  await phone.page.getByRole('button', { name: '显示签到码' }).click()
  await phone.page.locator('svg.qr').waitFor()
  await picture(phone.page, 'phone-desk-code')
  assert.deepEqual(phone.complaints, [])
  await phone.close()
})

test('many doors are one report: choose, say what came of it, within five taps for any one', async () => {
  const leader = await house.as({ role: 'gridWorker', area: grid })
  const walk = await openPhone(browser, `${house.url}/#/visit`, { cookie: leader.cookie, size: 'elder' })
  await walk.page.getByRole('link', { name: /1号楼/ }).click()
  await walk.page.locator('.door').first().waitFor()
  await walk.context.setOffline(true)
  for (const door of ['101', '102']) await walk.page.locator('.door', { hasText: door }).click()
  await picture(walk.page, 'phone-doors')
  await walk.page.getByRole('button', { name: '没人开门' }).click()
  await walk.page.locator('.door-nobody', { hasText: '101' }).waitFor()
  const small = await walk.page.evaluate(
    () =>
      [...document.querySelectorAll('main button, main a.button')]
        .map((one) => one.getBoundingClientRect())
        .filter((box) => box.height < 60 || box.width < 44).length,
  )
  assert.equal(small, 0, 'no target under 60 px high in elder mode')
  await walk.context.setOffline(false)
  await walk.page.evaluate(() => dispatchEvent(new Event('online')))
  await until(
    async () =>
      (await house.sql<{ n: number }>(`select count(*)::int as n from door_visits where state = 'nobody'`))[0].n === 2,
    'both doors are reported',
  )
  assert.equal((await house.sql(`select 1 from journal where event->>'type' = 'doors-reported'`)).length, 1)
  assert.deepEqual(await axe(walk.page), [])
  assert.deepEqual(walk.complaints, [])
  await walk.close()
})

test('the board shows the point; a resident without an account reads their slot', async () => {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1360, height: 860 } })
  const [name, value] = officer.cookie.split('=')
  await context.addCookies([{ name, value, url: house.url }])
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(`${house.url}/console/#/points`)
  await page.getByText('3 / 36').waitFor()
  await page.getByText('北门').first().click()
  await page.getByText('应到与实到').waitFor()
  await picture(page, 'console-points')
  assert.deepEqual(await axe(page), [])
  await page.getByRole('button', { name: '重排时段' }).click()
  await page.getByText('照现在的安排就好').waitFor()
  assert.deepEqual(errors, [])
  await context.close()
  const resident = await openPhone(browser, `${house.url}/#/slot/${building}`)
  await resident.page.getByText('到 北门').waitFor()
  await picture(resident.page, 'phone-slot')
  assert.deepEqual(await axe(resident.page), [])
  // Whoever finds a badge and aims a camera at it learns what it is for, and of its bearer nothing.
  await resident.page.goto(`${house.url}/#/badge/${round}.${house.newId()}`)
  await resident.page.getByText('给现场登记台扫一下').waitFor()
  assert.doesNotMatch(await resident.page.innerText('body'), /居民\d|13\d{9}/)
  assert.deepEqual(await axe(resident.page), [])
  assert.deepEqual(resident.complaints, [])
  await resident.close()
})
