// Supervisors look back: a sample drawn once and drawn again by anybody, checks with an interval, urging once a day,
// placing on the spot; and a steward's day from the walk to a confirmed order.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import type { Command, Envelope } from '#domain/kernel/envelope.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { dayOf } from '#domain/steward/terms.ts'
import type { ItemsAnswer, LookBackAnswer } from '#rooms/oversight/look-backs.ts'
import type { MissingAnswer } from '#rooms/oversight/missing.ts'
import type { BuildingsAnswer, OrderRow } from '#rooms/steward/questions.ts'
import {
  community,
  county,
  openHouse,
  otherCommunity,
  populate,
  settle,
  until,
  type Client,
  type TestHouse,
} from '#test/house.ts'
import { folded, samplesOf } from '#test/golden/oversight-samples.ts'

let house: TestHouse
let supervisor: Client
let second: Client
let officer: Client
let people: Id[]
let others: Id[]
const hour = 3_600_000
const building = `${community}-01-0001`
const status = (receipt: { status: string; reason?: string }) => receipt.reason ?? receipt.status

before(async () => {
  // Ten in the morning in China.
  house = await openHouse({ start: Date.UTC(2026, 9, 12, 2) })
  await settle(house)
  people = await populate(house, 30)
  others = await populate(house, 12, otherCommunity)
  for (const person of people.slice(0, 20))
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
  supervisor = await house.as({ role: 'supervisor', area: county })
  second = await house.as({ role: 'supervisor', area: county })
  officer = await house.as('officer')
})
after(() => house.stop())

let lookBack: Id

test('a sample is drawn once, by a seed the house picks, and anybody draws the same again', async () => {
  lookBack = house.newId()
  const opening = {
    type: 'open-look-back',
    area: county,
    kind: 'registered',
    title: '双报到回头看',
    sample: 20,
    teams: 2,
    from: house.now(),
    until: house.now() + 30 * hour,
  }
  assert.equal(status((await officer.give(['oversight', `look-back/${lookBack}`, opening]))[0]), 'unknown')
  const [opened] = await supervisor.give(['oversight', `look-back/${lookBack}`, opening])
  assert.equal(opened.status, 'accepted')
  assert.equal(status((await supervisor.give(['oversight', `look-back/${lookBack}`, opening]))[0]), 'already-open')
  const { body } = await supervisor.ask<LookBackAnswer>('look-back', { lookBack })
  const township = (n: Id) => (people.includes(n) ? community : otherCommunity).slice(0, 9)
  // Every active person of the county, the offices of this test too.
  const frame = (await house.sql<{ person: string; home: string }>('select person, home from hands where active')).map(
    (row) => ({ item: row.person, stratum: row.home.slice(0, 9) }),
  )
  assert.equal(body.of, frame.length)
  assert.deepEqual(new Set(body.strata.map((one) => one.area)), new Set(frame.map((one) => one.stratum)))
  const key = (item: string) =>
    createHash('sha256')
      .update(body.seed + item)
      .digest('hex')
  const again = body.strata
    .flatMap((one) =>
      frame
        .filter((row) => row.stratum === one.area)
        .sort((a, b) => (key(a.item) < key(b.item) ? -1 : 1))
        .slice(0, one.drawn)
        .map((row) => row.item),
    )
    .sort()
  const { body: items } = await supervisor.ask<ItemsAnswer>('look-back-items', { lookBack })
  assert.deepEqual(items.rows.map((row) => row.item).sort(), again)
  assert.equal(
    body.strata.reduce((sum, one) => sum + one.drawn, 0),
    body.drawn,
  )
  assert.ok(
    items.rows.every((row) => row.agrees === null && row.name !== ''),
    'what the records claim is not told before the check',
  )
  assert.ok(items.rows.some((row) => township(row.item) === `${county}101`))
})

test('checks give coverage and agreement with an interval, also offline ones sent twice', async () => {
  const { body: items } = await supervisor.ask<ItemsAnswer>('look-back-items', { lookBack })
  const envelopes = items.rows.map((row, n) =>
    house.envelope('oversight', `look-back/${lookBack}`, {
      type: 'check-item',
      item: row.item,
      found: n === 0 ? 'unreached' : people.slice(0, 20).includes(row.item) ? 'yes' : 'no',
      ...(n === 0 && { text: '敲门没人' }),
    }),
  )
  // Supervisors are members too and were drawn: each is checked by the other.
  const isOwn = (envelope: Envelope) =>
    (envelope.command as Command & { item?: string }).item === supervisor.actor.person
  const [mine, others] = [envelopes.filter((one) => !isOwn(one)), envelopes.filter(isOwn)]
  assert.equal(
    status(
      (
        await supervisor.give([
          'oversight',
          `look-back/${lookBack}`,
          { type: 'check-item', item: supervisor.actor.person, found: 'yes' },
        ])
      )[0],
    ),
    'own-check',
  )
  assert.deepEqual(
    (await supervisor.send([...mine, ...mine])).receipts.map((receipt) => receipt.status),
    Array.from({ length: 2 * mine.length }, () => 'accepted'),
  )
  assert.deepEqual(
    (await second.send(others)).receipts.map((receipt) => receipt.status),
    ['accepted'],
  )
  const { body } = await supervisor.ask<LookBackAnswer>('look-back', { lookBack })
  assert.deepEqual([body.checked, body.unreached], [items.rows.length - 1, 1])
  assert.equal(body.agreement!.share, 1, 'the records are right here')
  assert.ok(body.coverage!.low < body.coverage!.share && body.coverage!.share < body.coverage!.high)
  assert.ok(body.coverage!.worst < body.coverage!.best)
  const { body: after } = await supervisor.ask<ItemsAnswer>('look-back-items', { lookBack })
  assert.deepEqual(
    [after.rows.filter((row) => row.agrees).length, after.rows.filter((row) => row.text === '敲门没人').length],
    [items.rows.length - 1, 1],
  )
  assert.equal((await officer.ask('look-back', { lookBack })).status, 404)
})

test('who has not registered: counts for areas, names for those who answer for them, urged once a day', async () => {
  const stranger = await house.as({ role: 'officer', area: otherCommunity })
  const { body: counts } = await supervisor.ask<{
    total: { missing: number }
    rows: { area: string; missing: number }[]
  }>('missing-counts', { area: county, about: 'register' })
  assert.ok(counts.rows.find((row) => row.area === community.slice(0, 9))!.missing >= 10)
  assert.equal((await stranger.ask('missing-people', { area: community, about: 'register' })).status, 404)
  const { body: names } = await officer.ask<MissingAnswer>('missing-people', { area: community, about: 'register' })
  const missing = people.slice(20)
  assert.ok(missing.every((person) => names.rows.some((row) => row.subject === person && row.phone!.startsWith('139'))))
  assert.ok(names.rows.every((row) => row.area.startsWith(community)))
  const file = await fetch(`${house.url}/v1/papers/missing.xlsx?area=${community}&about=register`, {
    headers: { cookie: officer.cookie },
  })
  assert.equal(file.status, 200)
  assert.equal((await stranger.call('GET', `/v1/papers/missing.xlsx?area=${community}&about=register`)).status, 404)
  const urge = { type: 'urge', about: 'register' }
  assert.deepEqual(
    (
      await officer.give(
        ['oversight', `urging/${missing[0]}`, urge],
        ['oversight', `urging/${people[0]}`, urge],
        ['oversight', `urging/${others[0]}`, urge],
      )
    ).map(status),
    ['accepted', 'not-needed', 'unknown'],
  )
  assert.equal(status((await supervisor.give(['oversight', `urging/${missing[0]}`, urge]))[0]), 'urged-today')
  const told = await (await house.logIn(missing[0])).ask<{ rows: { about: string; times: number }[] }>('my-urgings')
  assert.deepEqual(
    told.body.rows.map(({ about, times }) => [about, times]),
    [['register', 1]],
  )
  await house.pass(24 * hour)
  assert.equal(
    status((await (await house.logIn(officer.actor.person!)).give(['oversight', `urging/${missing[0]}`, urge]))[0]),
    'accepted',
  )
})

test('placed on the spot: the muster calls them, and they may decline', async () => {
  supervisor = await house.logIn(supervisor.actor.person!)
  officer = await house.logIn(officer.actor.person!)
  const muster = house.newId()
  const [blown] = await officer.give([
    'muster',
    `muster/${muster}`,
    {
      type: 'blow-whistle',
      what: '搬物资',
      label: '东门',
      area: community,
      place: [111.77, 36.85],
      needs: [{ people: 3 }],
      from: house.now() + hour,
      until: house.now() + 4 * hour,
      drill: false,
      answerMinutes: 30,
      escalateMinutes: 60,
      waves: 'by-hand',
    },
  ])
  assert.equal(blown.status, 'accepted')
  const person = people[25]
  assert.equal(
    status(
      (await supervisor.give(['oversight', `look-back/${lookBack}`, { type: 'place-person', person, muster }]))[0],
    ),
    'accepted',
  )
  await until(
    async () =>
      (await house.sql('select 1 from calls where muster = $1 and person = $2', [muster, person])).length === 1,
    'the muster room called them',
  )
  const phone = await house.logIn(person)
  assert.equal(
    status((await phone.give(['muster', `muster/${muster}`, { type: 'answer-call', answer: 'cannot' }]))[0]),
    'accepted',
  )
})

test('a finding is put right by the community and confirmed by the supervisor', async () => {
  const finding = house.newId()
  assert.equal(
    status(
      (
        await supervisor.give([
          'oversight',
          `finding/${finding}`,
          {
            type: 'note-finding',
            area: community,
            lookBack,
            grade: 'serious',
            text: '两户没有登记',
            by: house.now() + 48 * hour,
          },
        ])
      )[0],
    ),
    'accepted',
  )
  const { body } = await officer.ask<{ rows: { finding: string; text: string; state: string }[] }>('findings', {
    within: community,
  })
  assert.deepEqual(
    body.rows.map((row) => [row.finding, row.text, row.state]),
    [[finding, '两户没有登记', 'noted']],
  )
  assert.deepEqual(
    [
      (await officer.give(['oversight', `finding/${finding}`, { type: 'put-right', text: '已补登' }]))[0],
      (await supervisor.give(['oversight', `finding/${finding}`, { type: 'return-finding', text: '还差一户' }]))[0],
      (await officer.give(['oversight', `finding/${finding}`, { type: 'put-right' }]))[0],
      (await supervisor.give(['oversight', `finding/${finding}`, { type: 'confirm-finding' }]))[0],
    ].map(status),
    ['accepted', 'accepted', 'accepted', 'accepted'],
  )
})

test('a look-back is opened over who served, and closed', async () => {
  const short = house.newId()
  assert.deepEqual(
    (
      await supervisor.give([
        'oversight',
        `look-back/${short}`,
        {
          type: 'open-look-back',
          area: community,
          kind: 'served',
          title: '短',
          sample: 2,
          teams: 1,
          from: house.now(),
          until: house.now() + hour,
        },
      ])
    ).map(status),
    ['accepted'],
  )
  assert.deepEqual(
    (await supervisor.give(['oversight', `look-back/${short}`, { type: 'close-look-back' }])).map(status),
    ['accepted'],
  )
})

test('routes are proposed, accepted by a person, and the results go out as Word and Excel without a name', async () => {
  supervisor = await house.logIn(supervisor.actor.person!)
  const { body: routes } = await supervisor.ask<{ routes: { team: number; items: string[] }[]; unplaced: string[] }>(
    'look-back-routes',
    { lookBack },
  )
  const { body: items } = await supervisor.ask<ItemsAnswer>('look-back-items', { lookBack })
  const open = items.rows.filter((row) => row.found === 'unreached').map((row) => row.item)
  assert.deepEqual([...routes.routes.flatMap((route) => route.items), ...routes.unplaced], open)
  assert.equal(
    status(
      (
        await supervisor.give([
          'oversight',
          `look-back/${lookBack}`,
          { type: 'share-out', routes: [{ team: 2, items: open }] },
        ])
      )[0],
    ),
    'accepted',
  )
  assert.deepEqual(
    (await supervisor.ask<ItemsAnswer>('look-back-items', { lookBack, team: 2 })).body.rows.map((row) => [
      row.item,
      row.turn,
    ]),
    [[open[0], 1]],
  )
  for (const path of ['look-back.docx', 'look-back.xlsx', 'look-back-items.xlsx']) {
    const file = await fetch(`${house.url}/v1/papers/${path}?lookBack=${lookBack}`, {
      headers: { cookie: supervisor.cookie },
    })
    assert.equal(file.status, 200, path)
    const parts = unzipSync(new Uint8Array(await file.arrayBuffer()))
    const text = Object.entries(parts)
      .filter(([name]) => /document|sharedStrings|sheet1/.test(name))
      .map(([, bytes]) => strFromU8(bytes))
      .join('')
    assert.equal(/居民\d/.test(text), path === 'look-back-items.xlsx', `${path} names people`)
    if (path !== 'look-back-items.xlsx') assert.match(text, /双报到回头看.*置信区间.*两户没有登记/s)
  }
  assert.equal((await officer.call('GET', `/v1/papers/look-back.docx?lookBack=${lookBack}`)).status, 404)
})

/** A round that begins in half an hour: three people seated at a post of four, three doors to be knocked on. */
async function layRound(): Promise<Id> {
  const [operation, round, point, post] = [house.newId(), house.newId(), house.newId(), house.newId()]
  const ofRound = (command: Command & Record<string, unknown>) => ['operation', `round/${round}`, command] as const
  const starts = house.now() + 30 * 60_000
  await house.given([
    'operation',
    `template/${house.newId()}`,
    {
      type: 'save-template',
      area: county,
      template: { name: '采样', kind: 'sampling', lasts: 600, slotMinutes: 30, posts: [], purposes: ['sampling'] },
    },
  ])
  const [{ template }] = await house.sql<{ template: string }>('select template from templates limit 1')
  await house.given(
    ['operation', `operation/${operation}`, { type: 'open-operation', template, area: county, name: '全员采样' }],
    ofRound({ type: 'draft-round', operation, starts }),
    ofRound({
      type: 'put-points',
      points: [{ point, area: community, name: '东门', place: [111.77, 36.85], lanes: 1, open: true }],
    }),
    ofRound({
      type: 'put-posts',
      posts: [{ post, point, area: community, duty: 'order', starts, ends: starts + 4 * hour, number: 4 }],
    }),
    ofRound({
      type: 'put-visits',
      visits: ['0101', '0102', '0201'].map((door) => ({
        household: `${building}-${door}`,
        building,
        purpose: 'sampling',
        people: 1,
        priority: 1,
      })),
    }),
    ofRound({ type: 'publish-round' }),
  )
  await house.given(
    ...people
      .slice(0, 3)
      .map((person, n): [string, string, { type: string; seat: string; person: string }] => [
        'roster',
        `roster/${round}`,
        { type: 'seat-person', seat: `${post}.${n}`, person },
      ]),
  )
  return round
}

test('who was assigned and has not come, which doors were not knocked on: drawn and counted for a round', async () => {
  const round = await layRound()
  await house.pass(40 * 60_000)
  supervisor = await house.logIn(supervisor.actor.person!)
  const missing = async (about: string) =>
    (await supervisor.ask<{ total: { missing: number; of: number } }>('missing-counts', { area: county, about, round }))
      .body.total
  assert.deepEqual(
    [await missing('come'), await missing('visit')],
    [
      { missing: 3, of: 3 },
      { missing: 3, of: 3 },
    ],
  )
  assert.equal(
    status((await supervisor.give(['oversight', `urging/${people[1]}`, { type: 'urge', about: 'come' }]))[0]),
    'accepted',
  )
  for (const kind of ['came', 'visited']) {
    const [opened] = await supervisor.give([
      'oversight',
      `look-back/${house.newId()}`,
      {
        type: 'open-look-back',
        area: county,
        kind,
        round,
        title: kind,
        sample: 10,
        teams: 1,
        from: house.now(),
        until: house.now() + hour,
      },
    ])
    assert.equal(opened.status === 'accepted' && (opened.answer as { drawn: number }).drawn, 3)
  }
  const { body: board } = await supervisor.ask<{
    total: { doors: { n: number | null; of: number } }
    basis: { calledUp: number }
  }>('board', { area: county, round })
  // Three doors are a small group: nothing is said of them in public.
  assert.deepEqual([board.total.doors, board.basis.calledUp], [{ n: null, of: 3 }, 0])
})

/** A JPEG as small as one can be: marks and two bytes of nothing. */
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0xff, 0xd9]).toString(
  'base64',
)

let keeper: Client
let worker: Client
let order: Id

test('a steward’s day: walked, a household seen, something done, a finding reported with a photo', async () => {
  keeper = await house.as({ role: 'steward', area: building })
  worker = await house.as({ role: 'gridWorker', area: `${community}-01` })
  const round = `patrol/${building}.${dayOf(house.now())}`
  order = house.newId()
  const sent = await keeper.give(
    ['steward', round, { type: 'walk', bad: ['lights'] }],
    ['steward', round, { type: 'see-household', household: `${building}-0201`, how: 'needs-help', text: '要买药' }],
    ['steward', round, { type: 'do-at-hand', matter: 'waste' }],
    [
      'steward',
      `order/${order}`,
      {
        type: 'report-finding',
        area: building,
        matter: 'blocked-exit',
        urgent: true,
        text: '三层通道堆了纸箱',
        photo: jpeg,
      },
    ],
    ['steward', `patrol/${community}-01-0002.${dayOf(house.now())}`, { type: 'walk', bad: [] }],
  )
  assert.deepEqual(sent.map(status), ['accepted', 'accepted', 'accepted', 'accepted', 'unknown'])
  const { body } = await keeper.ask<BuildingsAnswer>('my-buildings')
  const [mine] = body.buildings
  assert.deepEqual(
    [
      mine.name,
      mine.round.walked,
      mine.round.seen,
      mine.round.needs,
      mine.round.did,
      mine.round.reported,
      mine.doors.length,
    ],
    ['一号楼', 1, 1, 1, 1, 1, 3],
  )
  assert.deepEqual(
    [mine.orders[0].text, mine.orders[0].photo, mine.doors.find((door) => door.household.endsWith('0201'))!.how],
    ['三层通道堆了纸箱', true, 'needs-help'],
  )
})

test('what nobody answers turns red; ordered, done, and confirmed by another than who did it', async () => {
  await house.pass(31 * 60_000)
  await until(
    async () =>
      (await house.sql<{ unanswered: boolean }>('select unanswered from orders where finding = $1', [order]))[0]
        .unanswered,
    'nobody answered',
  )
  ;[worker, keeper] = [await house.logIn(worker.actor.person!), await house.logIn(keeper.actor.person!)]
  assert.deepEqual(
    [
      (await worker.give(['steward', `order/${order}`, { type: 'give-order', by: house.now() + 3 * hour }]))[0],
      (await worker.give(['steward', `order/${order}`, { type: 'note-done', photo: jpeg }]))[0],
      (await worker.give(['steward', `order/${order}`, { type: 'confirm-done' }]))[0],
      (await keeper.give(['steward', `order/${order}`, { type: 'confirm-done' }]))[0],
    ].map(status),
    ['accepted', 'accepted', 'own-work', 'accepted'],
  )
})

test('a second finding asks for a whistle, is done and sent back; the day is ended', async () => {
  const short = `order/${house.newId()}`
  const given = await keeper.give(
    [
      'steward',
      short,
      { type: 'report-finding', area: `${building}-0101`, matter: 'waste', urgent: false, text: '楼下垃圾' },
    ],
    ['steward', `patrol/${building}.${dayOf(house.now())}`, { type: 'keep-note', text: '今天安静' }],
    ['steward', `patrol/${building}.${dayOf(house.now())}`, { type: 'end-round' }],
  )
  assert.deepEqual(given.map(status), ['accepted', 'accepted', 'accepted'])
  for (const [who, command] of [
    [keeper, { type: 'ask-whistle', people: 4 }],
    [worker, { type: 'answer-whistle' }],
    [worker, { type: 'note-done' }],
    [keeper, { type: 'send-back', text: '还有' }],
  ] as const)
    assert.equal(status((await who.give(['steward', short, command]))[0]), 'accepted')
})

test('photos and notes are for those who answer for the building; no words stand in the journal', async () => {
  const { body: photos } = await worker.ask<{ found: string; done: string }>('order-photos', { finding: order })
  assert.deepEqual([photos.found, photos.done], [jpeg, jpeg])
  const { body: notes } = await worker.ask<{ rows: { text: string; household: string | null }[] }>('patrol-notes', {
    building,
  })
  assert.deepEqual(
    notes.rows.map((row) => [row.text, row.household?.slice(-4) ?? null]),
    [
      ['今天安静', null],
      ['要买药', '0201'],
    ],
  )
  const far = await house.as({ role: 'officer', area: otherCommunity })
  assert.equal((await far.ask('patrol-notes', { building })).status, 404)
  assert.deepEqual((await far.ask<{ rows: OrderRow[] }>('orders')).body.rows, [])
  assert.equal((await far.ask('order-photos', { finding: order })).status, 404)
  const { body: day } = await (
    await house.logIn(officer.actor.person!)
  ).ask<{ buildings: number; walked: number }>('patrols', { within: community })
  assert.deepEqual([day.buildings, day.walked], [1, 1])
  assert.ok(
    !JSON.stringify(await house.sql('select event from journal')).includes('纸箱'),
    'no words stand in the journal',
  )
})

test('every kind of event made here is known by its sample, and every sample ever kept is still folded', async () => {
  const { made, kept } = await samplesOf(house.sql)
  assert.deepEqual(made, kept)
  for (const { stream, event } of Object.values(kept)) {
    const id = stream === 'patrol/' ? `${building}.20261012` : house.newId()
    assert.doesNotThrow(() => folded(`${stream}${id}`, event), event.type)
  }
})

test('what is shown is what was decided: rebuilt views are the live ones', async () => {
  const rebuilt = await house.journal.rebuild()
  for (const { view, missing, surplus } of rebuilt.views.filter((one) =>
    [
      'look_backs',
      'samples_drawn',
      'findings',
      'urgings',
      'patrols',
      'patrols_notes',
      'patrols_seen',
      'orders',
    ].includes(one.view),
  ))
    assert.deepEqual([view, missing, surplus], [view, 0, 0])
})
