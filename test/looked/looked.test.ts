// Whoever is shown stands in the access log: every question, paper, list and the sync, asked by everybody; each name,
// number and remark found in an answer is found again in the row that its asker left.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { z } from 'zod'
import type { Question } from '#journal/view.ts'
import { lookKindNames, lookKinds, looksKnown } from '#domain/access/looks.ts'
import type { AccessLogRow } from '#rooms/access/views/access-log.ts'
import { questions } from '#server/questions.ts'
import { inBody } from '#web/api/api.ts'
import { wholeCodes } from '#words/languages.ts'
import { looked } from '#words/looked.ts'
import { printed } from '#words/printed.ts'
import { openHouse, type Client, type TestHouse } from '#test/house.ts'
import { settleAll, type World } from './world.ts'

let house: TestHouse
let world: World

before(async () => {
  // Ten in the morning in China.
  house = await openHouse({ start: Date.UTC(2026, 9, 12, 2) })
  world = await settleAll(house)
})
after(() => house?.stop())

/** Each parameter that the world knows a value for and that must be given, in every combination. */
function waysToAsk(names: readonly string[]): Record<string, string>[] {
  return names.reduce<Record<string, string>[]>(
    (ways, name) => ways.flatMap((way) => (world.asked[name] ?? []).map((value) => ({ ...way, [name]: value }))),
    [{}],
  )
}

/** What a question must be given; `about` and `round` too where they decide what is shown. */
function paramsOf(question: Question): Record<string, string>[] {
  const schema = z.toJSONSchema(question.params, { io: 'input', unrepresentable: 'any' })
  const decided = ['round', 'about'].filter((name) => name in (schema.properties ?? {}))
  return waysToAsk([...new Set([...(schema.required ?? []), ...decided])])
}

/** Which canaries stand in a text; a number within a longer one is another. */
function foundIn(text: string): string[] {
  return [...world.canaries.keys()].filter((canary) =>
    new RegExp(`(?<!\\d)${canary.replace('+', '\\+')}(?!\\d)`).test(text),
  )
}

interface Row {
  readonly what: string
  readonly ids: readonly string[]
}

/** Rows that this asker has left since. */
const rowsSince = (client: Client, number: number) =>
  house.sql<Row>(
    `select what, persons || households as ids
     from access_log
     where account = $1 and number > $2`,
    [client.actor.account, number],
  )
const lastNumber = async () =>
  (await house.sql<{ n: number }>('select coalesce(max(number), 0)::int as n from access_log'))[0].n

/** What a proof holds of a statement. */
const encoded = /[A-Za-z0-9+/]{40,}=*/g
/** These tell of doors how many live behind them and nothing else: no row is due. */
const headCounts = ['households', 'doors-draw']

/** Asks, and says what was shown and not written down; `sees` gathers what was asked to some effect. */
async function unsaid(
  who: string,
  path: string,
  sees: Set<string>,
  name: string,
  body?: Record<string, string>,
): Promise<string[]> {
  const client = world.clients[who]
  const before = await lastNumber()
  const answer = await fetch(`${house.url}${path}`, {
    headers: { cookie: client.cookie, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  })
  const bytes = new Uint8Array(await answer.arrayBuffer())
  if (answer.status !== 200) return []
  const packed = bytes[0] === 0x50 && bytes[1] === 0x4b
  const plain = packed
    ? Object.values(unzipSync(bytes))
        .map((part) => strFromU8(part))
        .join('\n')
    : strFromU8(bytes)
  const text = plain + (plain.match(encoded) ?? []).map((part) => Buffer.from(part, 'base64').toString()).join('\n')
  const own = client.actor.person!
  const shown = foundIn(text).filter((canary) => !world.canaries.get(canary)!.includes(own))
  const rows = await rowsSince(client, before)
  if (shown.length > 0 || rows.some((row) => row.ids.some((id) => id !== own))) sees.add(name)
  return shown
    .filter((canary) => !rows.some((row) => world.canaries.get(canary)!.some((id) => row.ids.includes(id))))
    .map((canary) => `${name} shows ${who} “${canary}” and does not say so (${path})`)
}

test('every question: who is shown is written down, by whoever asks', async (context) => {
  const wrong: string[] = []
  const sees = new Set<string>()
  let asked = 0
  for (const question of questions.filter(({ name }) => !headCounts.includes(name)))
    for (const params of paramsOf(question))
      for (const who of Object.keys(world.clients)) {
        asked += 1
        const given = question.inBody?.some((key) => key in params) ? params : undefined
        const path = `/v1/views/${question.name}?${new URLSearchParams(given ? {} : params).toString()}`
        wrong.push(...(await unsaid(who, path, sees, question.name, given)))
      }
  context.diagnostic(`${asked} asked, ${sees.size} questions showed somebody`)
  assert.deepEqual(wrong, [])
  // What names somebody was seen to: else this test would look at nothing.
  const silent = questions.filter(({ shows, name }) => typeof shows === 'function' && !sees.has(name))
  assert.deepEqual(
    silent.map(({ name }) => name).sort(),
    // A round of one community has nobody to move from elsewhere.
    ['move-proposals'],
  )
})

/** Every paper and list of the house by its address, with what it is asked with. */
const papers: readonly (readonly [path: string, params: readonly string[]])[] = [
  ['/v1/exports/persons.xlsx', []],
  ['/v1/exports/units.xlsx', []],
  ['/v1/exports/registrations.xlsx', []],
  ['/v1/papers/service-card.docx', ['person', 'year', 'quarter']],
  ['/v1/papers/unit-form.docx', ['unit']],
  ['/v1/papers/needs.docx', ['area']],
  ['/v1/papers/notice.docx', ['notice']],
  ['/v1/papers/missing.xlsx', ['area', 'about', 'round']],
  ['/v1/papers/look-back.docx', ['lookBack']],
  ['/v1/papers/look-back-items.xlsx', ['lookBack']],
  ['/v1/papers/access-log.xlsx', []],
  ['/v1/rounds/:round/report.docx', []],
  ['/v1/rounds/:round/team-sheet.xlsx', []],
  ['/v1/rounds/:round/post-sheet.xlsx', []],
]

test('every paper and every list: whose name leaves the house is written down', async () => {
  const wrong: string[] = []
  const sees = new Set<string>()
  for (const [path, names] of papers)
    for (const params of waysToAsk(names))
      for (const who of Object.keys(world.clients)) {
        const at = `${path.replace(':round', world.asked.round[0])}?${new URLSearchParams(params).toString()}`
        wrong.push(...(await unsaid(who, at, sees, path)))
      }
  assert.deepEqual(wrong, [])
  const silent = papers.map(([path]) => path).filter((path) => !sees.has(path))
  assert.deepEqual(silent, ['/v1/papers/needs.docx', '/v1/rounds/:round/report.docx'])
})

test('no paper of the house is forgotten here', async () => {
  const { body } = await world.clients.self.call<{ paths: Record<string, unknown> }>('GET', '/v1/openapi.json')
  const forms = /\.(xlsx|docx)$|\{form\}$|\/exports\//
  const shape = (path: string) => new RegExp(`^${path.replace(/\./g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`)
  const unknown = Object.keys(body.paths)
    .filter((path) => forms.test(path))
    .filter((path) => !papers.some(([known]) => shape(path).test(known)))
  assert.deepEqual(unknown, ['/v1/imports/{id}/failed-rows.xlsx'])
})

test('sync: the doors and the needs behind them are written down, once an hour', async () => {
  const sees = new Set<string>()
  for (const who of Object.keys(world.clients)) assert.deepEqual(await unsaid(who, '/v1/sync', sees, 'sync'), [])
  assert.deepEqual([...sees], ['sync'])
  const { gridWorker } = world.clients
  const before = await lastNumber()
  await gridWorker.call('GET', '/v1/sync')
  assert.deepEqual(await rowsSince(gridWorker, before), [], 'the same doors within the hour')
})

test('what is looked at has a kind and words in both languages', async () => {
  const rows = await house.sql<{ what: string }>('select distinct what from access_log')
  const naming = questions.filter(({ shows }) => typeof shows === 'function').map(({ name }) => name)
  const unknown = [...new Set([...rows.map(({ what }) => what.replace(/^refused:/, '')), ...naming])].filter(
    (what) => !looksKnown.includes(what),
  )
  assert.deepEqual(unknown, [])
  const words = await printed(looked)
  for (const language of wholeCodes)
    assert.deepEqual(
      [...looksKnown.map((what) => `what.${what}`), ...lookKindNames.map((kind) => `kind.${kind}`)].filter(
        (key) => words.find(language, key) === undefined,
      ),
      [],
    )
})

test('what tells of a person stands in no address: such a question is posted, by the pages too', async () => {
  const { officer, auditor } = world.clients
  for (const [client, view] of [
    [officer, 'persons'],
    [auditor, 'access-log-whom'],
  ] as const) {
    const answer = await client.call<{ reason: string }>('GET', `/v1/views/${view}?query=13910000001`)
    assert.deepEqual([answer.status, answer.body.reason], [400, 'in-body'])
    assert.equal((await client.call('POST', `/v1/views/${view}`, { query: '13910000001' })).status, 200)
  }
  const posted = questions.flatMap(({ name, inBody: keys }) => (keys ? [[name, keys]] : []))
  assert.deepEqual(Object.fromEntries(posted), inBody)
})

interface Listed {
  readonly rows: readonly AccessLogRow[]
  readonly before: number | null
}

test('the auditor finds who saw somebody, where, what and when, and opens a row; nobody else does', async () => {
  const { auditor, officer, supervisor } = world.clients
  await officer.ask('persons', { person: world.asked.person[0] })
  await supervisor.ask('look-back-items', { lookBack: world.asked.lookBack[0] })
  const [seen] = (await auditor.ask<{ rows: { person: string }[] }>('access-log-whom', { query: '居民3' })).body.rows
  const saw = (await auditor.ask<Listed>('access-log', { person: seen.person })).body.rows
  assert.ok(saw.length > 0 && saw.every((row) => row.persons > 0))
  const by = async (params: Record<string, string | number>) =>
    (await auditor.ask<Listed>('access-log', params)).body.rows
  const door = world.asked.building[0] + '-0101'
  const doors = await by({ within: door })
  assert.ok(doors.some((row) => row.what === 'sync') && doors.every((row) => row.households > 0))
  assert.ok((await by({ kind: 'oversight' })).every((row) => lookKinds.oversight.some((what) => what === row.what)))
  assert.deepEqual(await by({ until: saw[saw.length - 1].at - 86_400_000 }), [])
  assert.ok((await by({ account: officer.actor.account })).every((row) => row.account === officer.actor.account))
  const [row] = await by({ account: officer.actor.account, what: 'persons' })
  const opened = await auditor.ask<{ persons: { name: string }[]; after: number | null; unnamed: number }>(
    'access-log-row',
    { number: row.number },
  )
  assert.deepEqual(
    [opened.body.persons.length, opened.body.after, opened.body.unnamed],
    [row.persons, null, 0],
    'as many as were shown',
  )
  for (const [who, client] of Object.entries(world.clients)) {
    const status = who === 'auditor' ? 200 : 404
    for (const [view, params] of [
      ['access-log', {}],
      ['access-log-row', { number: row.number }],
      ['access-log-whom', { query: '居民3' }],
    ] as const)
      assert.equal((await client.ask(view, params)).status, status, `${who} ${view}`)
    assert.equal((await client.call('GET', '/v1/papers/access-log.xlsx')).status, status, who)
  }
})
