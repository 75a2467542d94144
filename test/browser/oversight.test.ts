// A steward's phone with no network, a supervisor's walk, and the console's look-back, in a real browser on the whole
// house.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContext } from 'playwright-core'
import { dayOf } from '#domain/steward/terms.ts'
import { view as boardHours } from '#rooms/board/views/board-hours.ts'
import { community, county, openHouse, populate, settle, until, type Client, type TestHouse } from '#test/house.ts'
import { axe, openBrowser, picture, smallTargets } from './phones.ts'
import { builtWeb } from './web.ts'

let house: TestHouse
let browser: Browser
const building = `${community}-01-0001`

before(async () => {
  house = await openHouse({ webFolder: await builtWeb() })
  await settle(house)
  const people = await populate(house, 14)
  for (const person of people.slice(0, 9))
    await house.given(
      ['registry', `person/${person}`, { type: 'register-person', community }],
      ['registry', `person/${person}`, { type: 'accept-registration', community }],
    )
  await house.given([
    'registry',
    `area/${building}`,
    {
      type: 'list-building',
      name: '一号楼',
      numbering: 'floors',
      doors: [
        ['0101', 3],
        ['0102', 2],
        ['0201', 4],
      ],
    },
  ])
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await house?.stop()
})

async function pageOf(
  client: Client,
  path: string,
  width: number,
  height: number,
): Promise<{ context: BrowserContext; page: Awaited<ReturnType<BrowserContext['newPage']>> }> {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN' })
  const [name, value] = client.cookie.split('=')
  await context.addCookies([{ name, value, url: house.url }])
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(`${house.url}${path}`)
  return { context, page }
}

/** A picture of 900 × 600 with noise in it, as a camera would give: made by the browser itself. */
const noisy = `(async () => {
  const canvas = document.createElement('canvas'); canvas.width = 900; canvas.height = 600
  const brush = canvas.getContext('2d'); const field = brush.createImageData(900, 600)
  for (let i = 0; i < field.data.length; i++) field.data[i] = i % 4 === 3 ? 255 : (i * 7919 + (i >> 5) * 104729) % 256
  brush.putImageData(field, 0, 0)
  const blob = await new Promise((done) => canvas.toBlob(done, 'image/png'))
  return Array.from(new Uint8Array(await blob.arrayBuffer()))
})()`

test('a steward walks, looks in and reports with a photo without a network; it all arrives later', async () => {
  const steward = await house.as({ role: 'steward', area: building })
  const { context, page } = await pageOf(steward, '/', 360, 740)
  await page.getByRole('link', { name: '我管的楼' }).click()
  await page.getByRole('heading', { name: '一号楼' }).waitFor()
  const taken = Buffer.from((await page.evaluate(noisy)) as number[])
  await context.setOffline(true)
  await page.getByText('每日巡').click()
  await page.getByRole('button', { name: '灯', exact: true }).click()
  await page.getByRole('button', { name: '记下 1 处，巡完了' }).click()
  await page.getByText('今天巡了 1 次').waitFor()
  await page.getByText('经常访').click()
  await page.getByRole('button', { name: /0201/ }).click()
  await page.getByRole('button', { name: '要帮忙' }).click()
  await page.getByText('今天看了 1 户').waitFor()
  await page.getByText('实时报').click()
  await page.getByRole('button', { name: '通道堵了' }).click()
  await page.getByLabel('很急').check()
  await page.locator('input[type=file]').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: taken })
  await page.getByText(/照片已拍/).waitFor()
  await page.getByRole('button', { name: '上报', exact: true }).click()
  await page.getByText('报了 1 件').waitFor()
  assert.equal((await house.sql('select 1 from patrols')).length, 0, 'nothing has left the phone')
  await context.setOffline(false)
  // One order of a stream is on its way at a time, so that none overtakes another.
  const arrived = async () =>
    (
      await house.sql<{ n: number }>('select seen + reported as n from patrols where building = $1 and day = $2', [
        building,
        dayOf(Date.now()),
      ])
    )[0]?.n
  await until(async () => (await arrived()) === 2, 'the round arrived')
  const [row] = await house.sql<{ walked: number; seen: number; bad: string[]; needs: number }>(
    'select walked, seen, bad, needs from patrols',
  )
  assert.deepEqual(row, { walked: 1, seen: 1, bad: ['lights'], needs: 1 })
  const [order] = await house.sql<{ finding: string; photo: boolean; urgent: boolean }>(
    'select finding, photo, urgent from orders',
  )
  assert.deepEqual([order.photo, order.urgent], [true, true])
  const officer = await house.as('officer')
  const { body } = await officer.ask<{ found: string }>('order-photos', { finding: order.finding })
  const bytes = Buffer.from(body.found, 'base64')
  assert.ok(bytes.length < 56_001 && bytes[0] === 0xff && bytes[1] === 0xd8)
  await page.getByText('已报，等答复').waitFor()
  await picture(page, 'steward')
  assert.deepEqual([await axe(page), await smallTargets(page, 44)], [[], []])
  await context.close()
})

test('a supervisor draws in the console, checks on the phone, and the result stands with its interval', async () => {
  const supervisor = await house.as({ role: 'supervisor', area: county })
  const desk = await pageOf(supervisor, '/console/#/look-backs/new', 1_280, 900)
  await desk.page.getByLabel('回头看', { exact: true }).fill('双报到回头看')
  await desk.page.getByLabel('抽多少').fill('6')
  await desk.page.getByLabel('督导组').fill('2')
  await desk.page.getByRole('button', { name: '抽样并开始' }).click()
  await desk.page.getByText(/抽到 6 个/).waitFor()
  await desk.page.getByRole('button', { name: '排路线' }).click()
  const phone = await pageOf(supervisor, '/#/checks', 360, 740)
  await phone.page.getByRole('link', { name: /双报到回头看/ }).click()
  const cards = phone.page.locator('main li.card')
  await cards.first().waitFor()
  assert.equal(await cards.count(), 6)
  for (const [found, times] of [
    ['是', 3],
    ['不是', 1],
    ['没找到人', 1],
  ] as const)
    for (let i = 0; i < times; i++)
      await phone.page.getByRole('button', { name: found, exact: true, pressed: false }).first().click()
  // The supervisor is drawn too, the only one of the county's own layer, and is left to another.
  await phone.page.getByText('抽到的是您自己').waitFor()
  await until(
    async () => (await house.sql<{ n: number }>('select count(found)::int as n from samples_drawn'))[0].n === 5,
    'five checks arrived',
  )
  await desk.page
    .getByText(/95% 置信区间/)
    .first()
    .waitFor()
  await desk.page.getByText(/没找到人：最坏/).waitFor()
  await Promise.all([picture(desk.page, 'look-back'), picture(phone.page, 'checks')])
  assert.deepEqual([await axe(desk.page), await axe(phone.page), await smallTargets(phone.page, 44)], [[], [], []])
  await desk.page.goto(`${house.url}/console/#/missing/register/${community}`)
  await desk.page.getByRole('button', { name: '看名单' }).click()
  await desk.page
    .getByText(/^居民\d/)
    .first()
    .waitFor()
  await picture(desk.page, 'missing')
  assert.deepEqual(await axe(desk.page), [])
  await Promise.all([desk.context.close(), phone.context.close()])
})

test('an officer answers what stewards report', async () => {
  const officer = await house.as('officer')
  const { context, page } = await pageOf(officer, '/console/#/buildings', 1_280, 900)
  await page.getByRole('button', { name: '派人办' }).click()
  await page.getByText('在办', { exact: true }).waitFor()
  await page.getByRole('button', { name: '看照片' }).click()
  await page.getByRole('img', { name: '发现时' }).waitFor()
  await page.getByRole('button', { name: '管家记下的话' }).click()
  await page.getByText('还没有记过。').waitFor()
  await picture(page, 'buildings')
  assert.deepEqual(await axe(page), [])
  await until(
    async () => (await house.sql<{ state: string }>('select state from orders'))[0].state === 'ordered',
    'the order was given',
  )
  await context.close()
})

test('who was reminded reads it on the first screen, once they look', async () => {
  const [{ person }] = await house.sql<{ person: string }>(
    'select person from hands where community is null and home = $1 limit 1',
    [community],
  )
  const officer = await house.as('officer')
  assert.equal(
    (await officer.give(['oversight', `urging/${person}`, { type: 'urge', about: 'register' }]))[0].status,
    'accepted',
  )
  const { context, page } = await pageOf(await house.logIn(person), '/', 360, 740)
  await page.getByText('社区提醒您：请到社区报到').waitFor()
  await context.close()
})

test('the wall shows a running round: coverage with what it is divided by, and the day by the hour', async () => {
  const [operation, round, point, post, template] = [
    house.newId(),
    house.newId(),
    house.newId(),
    house.newId(),
    house.newId(),
  ]
  const starts = house.now() + 60_000
  await house.given(
    [
      'registry',
      `area/${community}-01-0002`,
      {
        type: 'list-building',
        name: '二号楼',
        numbering: 'floors',
        doors: Array.from({ length: 40 }, (_, n) => [String(101 + n).padStart(4, '0'), 3]),
      },
    ],
    [
      'operation',
      `template/${template}`,
      {
        type: 'save-template',
        area: county,
        template: { name: '采样', kind: 'sampling', lasts: 600, slotMinutes: 30, posts: [], purposes: ['sampling'] },
      },
    ],
  )
  await house.given([
    'operation',
    `operation/${operation}`,
    { type: 'open-operation', template, area: county, name: '全员采样' },
  ])
  await house.given(
    ['operation', `round/${round}`, { type: 'draft-round', operation, starts }],
    [
      'operation',
      `round/${round}`,
      {
        type: 'put-points',
        points: [{ point, area: community, name: '东门', place: [111.77, 36.85], lanes: 1, open: true }],
      },
    ],
    [
      'operation',
      `round/${round}`,
      {
        type: 'put-posts',
        posts: [{ post, point, area: community, duty: 'order', starts, ends: starts + 3_600_000, number: 1 }],
      },
    ],
    ['operation', `round/${round}`, { type: 'publish-round' }],
    ['operation', `round/${round}`, { type: 'start-round' }],
  )
  // As the points' registrations are counted: 90 of the 129 residents, over two hours.
  const taken = [0, 1].map((hour) => ({
    tenant: county,
    sequence: 1,
    stream: `point/${round}.${point}`,
    version: 1,
    at: starts,
    by: house.newId(),
    command: house.newId(),
    event: {
      type: 'samples-taken',
      round,
      point,
      area: community,
      device: house.newId(),
      lane: 1,
      from: starts + hour * 3_600_000,
      tubes: [],
      people: Array.from({ length: 45 }, (_, i) => [i, 0, '', 0, `${community}-01-0002-0101`]),
    } as never,
  }))
  await house.asDoor(county, (tx) => boardHours.feed(tx, taken))
  const dispatcher = await house.as({ role: 'dispatcher', area: county })
  const { context, page } = await pageOf(dispatcher, '/wall/', 1_920, 1_080)
  await page.getByText('90 / 129 名居民').waitFor()
  await page.getByText('住户名册 129 人').waitFor()
  await page.getByRole('heading', { name: '各时段登记' }).waitFor()
  await picture(page, 'wall')
  const boxes = await page
    .locator('.wall-card')
    .evaluateAll((cards) =>
      cards.filter((card) => card.scrollHeight > card.clientHeight + 2).map((card) => card.textContent?.slice(0, 40)),
    )
  assert.deepEqual(boxes, [], 'nothing is cut off')
  await context.close()
})
