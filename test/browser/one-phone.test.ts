// One phone from the invitation to the service served, on a real PostgreSQL with real policies, rooms, fact finders,
// views and log-ins.
// The door here is the small house's (test/access/small-house.ts) with receipts kept in memory; the whole house's is
// tried in test/journeys/.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import type { Browser } from 'playwright-core'
import { allowed } from '#domain/kernel/actor.ts'
import type { Envelope, Receipt } from '#domain/kernel/envelope.ts'
import { questions } from '#server/questions.ts'
import { actorOf } from '#server/identity/routes.ts'
import { newLink } from '#server/identity/tokens.ts'
import { slipsOf } from '#server/channels/slips.ts'
import { findMine } from '#server/sync.ts'
import { webRoutes } from '#server/web.ts'
import { type Cluster, startCluster } from '../access/cluster.ts'
import { openSmallHouse, type SmallHouse } from '../access/small-house.ts'
import { openBrowser, openPhone, picture } from './phones.ts'
import { builtWeb } from './web.ts'

const COUNTY = '140729'
const COMMUNITY = '140729100001'
const HOUR = 3_600_000
const PASSWORD = '南山 雨伞 茶壶 十七'
let cluster: Cluster
let house: SmallHouse
let browser: Browser
let url: string

/** Sync, commands and views over the small house, as the whole house serves them. */
async function serve(app: FastifyInstance): Promise<void> {
  const byName = new Map(questions.map((question) => [question.name, question]))
  /** Promises, so that a command sent again while it is being judged waits for the same receipt. */
  const receipts = new Map<string, Promise<readonly Receipt[]>>()
  const vault = house.spine.vault as never
  app.get('/v1/sync', async (request, reply) => {
    const actor = await actorOf(house.gate, request)
    if (!actor) return reply.code(401).send({})
    const found = await house.asAsker(actor, (tx) =>
      findMine(tx, actor, house.now(), vault, slipsOf({ for: () => Buffer.alloc(32, 7) })),
    )
    return {
      cursor: `small:${house.spine.journal.length}`,
      reset: false,
      now: house.now(),
      person: actor.person,
      receipts: [],
      ...found,
    }
  })
  app.post('/v1/commands', async (request, reply) => {
    const actor = await actorOf(house.gate, request)
    if (!actor) return reply.code(401).send({})
    const answers: Receipt[] = []
    for (const envelope of (request.body as { commands: Envelope[] }).commands) {
      if (!receipts.has(envelope.id)) receipts.set(envelope.id, house.spine.receiveAll([envelope], actor))
      answers.push((await receipts.get(envelope.id)!)[0])
    }
    return { receipts: answers }
  })
  app.get('/v1/views/:name', async (request, reply) => {
    const [actor, question] = [
      await actorOf(house.gate, request),
      byName.get((request.params as { name: string }).name),
    ]
    if (!actor) return reply.code(401).send({})
    const params = question?.params.safeParse(request.query)
    if (!question || !params?.success || !allowed(question.may, actor, question.target(params.data, actor)))
      return reply.code(404).send({})
    const body = await house.asAsker(actor, (tx) => question.ask(tx, params.data, { actor, now: house.now(), vault }))
    return body === undefined ? reply.code(404).send({}) : reply.send(question.answer.parse(body))
  })
  await app.register(webRoutes, { folder: await builtWeb() })
}

before(async () => {
  cluster = startCluster()
  house = await openSmallHouse(cluster, 'phone', Date.now())
  await serve(house.app as unknown as FastifyInstance)
  url = await house.app.listen({ host: '127.0.0.1', port: 0 })
  browser = await openBrowser()
  await house.owner.query('insert into counties (tenant, name, opened_at) values ($1, $2, 0)', [COUNTY, '灵石县'])
  await house.given(
    COUNTY,
    ['registry', `area/${COUNTY}`, { type: 'name-area', name: '灵石县' }],
    ['registry', 'area/140729100', { type: 'name-area', name: '翠峰镇' }],
    ['registry', `area/${COMMUNITY}`, { type: 'name-area', name: '城关社区' }],
  )
})
after(async () => {
  await browser?.close()
  await house?.stop()
  await cluster?.stop()
})

test('invited, registered, called, answered without a network, arrived by the code, served', async () => {
  const person = house.newId()
  const link = newLink(COUNTY, person)
  await house.given(COUNTY, [
    'access',
    `account/${person}`,
    { type: 'invite-person', area: COMMUNITY, digest: link.digest, until: house.now() + HOUR },
  ])

  const phone = await openPhone(browser, `${url}/#/invite/${link.token}`)
  const shows = (text: string) => phone.page.waitForSelector(`text=${text}`)
  await shows('城关社区邀请您加入')
  await phone.page.fill('#name', '郭秀英')
  await phone.page.fill('#phone', '138 0000 0077')
  await phone.page.fill('#new-password', '12345678901')
  await phone.page.click('text=开始使用')
  await shows('太容易猜到')
  await phone.page.fill('#new-password', PASSWORD)
  await phone.page.click('text=开始使用')
  await shows('现在没有叫您')

  // Signs out, and comes back by phone number and password; a wrong one first.
  await phone.page.click('.tab:nth-child(3)')
  await phone.page.click('text=退出登录')
  await phone.page.click('text=退出并清除')
  await phone.page.fill('#login', '13800000077')
  await phone.page.fill('#password', `${PASSWORD}!`)
  await phone.page.click('button[type=submit]')
  await shows('账号或密码不对')
  await phone.page.fill('#password', PASSWORD)
  await phone.page.click('button[type=submit]')
  await phone.page.waitForSelector('.tabs')

  // The invitation asked for registration; withdrawn, asked for again, accepted.
  await phone.page.click('.tab:nth-child(2)')
  await shows('等待社区答复')
  await phone.page.click('main >> text=撤回报到')
  await phone.page.click('main .button-primary')
  await phone.page.fill('#community', '城关')
  await phone.page.click('main li button')
  await phone.page.click('main .button-primary')
  await shows('等待社区答复')
  await house.given(COUNTY, ['registry', `person/${person}`, { type: 'accept-registration', community: COMMUNITY }])

  const muster = house.newId()
  const now = house.now()
  await house.given(COUNTY, [
    'muster',
    `muster/${muster}`,
    {
      type: 'blow-whistle',
      what: '转移受灾群众',
      label: '活动中心东门',
      area: COMMUNITY,
      place: [111.78, 36.85],
      needs: [{ people: 3 }],
      from: now,
      until: now + 4 * HOUR,
      drill: false,
      answerMinutes: 10,
      escalateMinutes: 20,
      waves: 'by-hand',
      people: [person],
    },
  ])
  await phone.page.goto(`${url}/#/sent`)
  await phone.page.click('text=现在上传')
  await phone.page.click('.tab:nth-child(1)')
  await phone.page.waitForSelector('.call-called')
  await phone.page.click('summary:has-text("为什么叫我")')
  await phone.page.waitForSelector('.dots li')
  await picture(phone.page, 'real-called')

  await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await phone.context.setOffline(true)
  await phone.page.click('article .button-good')
  await phone.page.click('.thirds button:nth-child(3)')
  await shows('等待服务器确认')
  await phone.killed()
  await shows('等待服务器确认')
  await phone.context.setOffline(false)
  await phone.killed()
  await phone.page.waitForFunction(
    () => document.querySelector('.call-coming') && !document.body.textContent?.includes('等待服务器确认'),
  )
  assert.equal(house.spine.journal.filter(({ event }) => event.type === 'call-answered').length, 1)

  // The code of this moment, as the leader's screen asks for it.
  const leader = { tenant: COUNTY, account: house.newId(), grants: [{ role: 'officer', area: COMMUNITY }] } as const
  const code = questions.find((question) => question.name === 'muster-code')!
  const shown = (await house.asAsker(leader, (tx) =>
    code.ask(tx, { muster }, { actor: leader, now: house.now(), vault: house.spine.vault as never }),
  )) as { codes: { digits: string }[] }
  await phone.page.click('text=到了，签到')
  for (const digit of shown.codes[0].digits) await phone.page.click(`.keypad button:text-is("${digit}")`)
  await phone.page.click('button[type=submit]')
  await phone.page.waitForFunction(
    () => document.querySelector('.call-arrived') && !document.body.textContent?.includes('等待服务器确认'),
  )
  assert.deepEqual(
    house.spine.journal
      .filter(({ event }) => event.type === 'person-arrived')
      .map(({ event }) => (event as { evidence?: string }).evidence),
    ['scanned'],
  )

  house.pass(90 * 60_000)
  await house.given(COUNTY, ['muster', `muster/${muster}`, { type: 'stand-down' }])
  const [over] = house.spine.journal.filter(({ event }) => event.type === 'stood-down')
  assert.deepEqual(
    (over.event as { left?: readonly (readonly [string, number])[] }).left?.map(([, minutes]) => minutes),
    [90],
  )
  assert.deepEqual(phone.complaints, [])
  await phone.close()
})
