// The permission matrix, executed: every role × every command × every place of its grant against the rooms, on a real
// PostgreSQL. The table in permissions.txt is what came out; its diff is the review.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { roles, type Actor, type Grant, type Role } from '#domain/kernel/actor.ts'
import type { Envelope, Receipt } from '#domain/kernel/envelope.ts'
import { startCluster, type Cluster } from '../access/cluster.ts'
import { openSmallHouse, type SmallHouse } from '../access/small-house.ts'
import { rooms } from '../access/spine.ts'
import { county, examples, settle, type Example, type Place } from './world.ts'

const golden = 'test/golden/permissions.txt'
let cluster: Cluster
let house: SmallHouse
let places: readonly Place[]
let cells = 0

before(async () => {
  cluster = startCluster()
  house = await openSmallHouse(cluster, 'permissions')
  places = [await settle(house, '140729100001', 1), await settle(house, '140729200001', 2)]
})
after(async () => {
  await house?.stop()
  await cluster?.stop()
})

/**
 * Where a grant may lie, seen from the community that a command touches. Letters stand in the table; the others must
 * never be enough.
 */
const around: readonly (readonly [letter: string, area: (community: string) => string])[] = [
  ['C', () => county],
  ['T', (community) => community.slice(0, 9)],
  ['A', (community) => community],
  ['g', (community) => `${community}-01`],
  ['b', (community) => `${community}-01-0001`],
]
const elsewhere: readonly ((community: string) => string)[] = [
  (community) => `${community.slice(0, 9)}999`,
  (community) => `${county}${community.slice(6, 9) === '100' ? '200' : '100'}`,
  () => '140730',
  () => '140730100001',
  (community) => `${community.slice(0, 9)}998-01`,
  (community) => `${community.slice(0, 11)}9`,
]

const actor = (grants: readonly Grant[], more: Partial<Actor> = {}): Actor => ({
  tenant: county,
  account: more.person ?? house.newId(),
  grants,
  ...more,
})
const envelope = (example: Example): Envelope => ({
  id: house.newId(),
  room: example.room,
  stream: example.stream,
  at: house.now(),
  command: example.command,
})

/** True for each example that was not answered as unknown. */
async function tried(list: readonly Example[], who: Actor): Promise<boolean[]> {
  const receipts = await house.spine.probe(list.map((example) => [envelope(example), who] as const))
  cells += list.length
  receipts.forEach((receipt, at) =>
    assert.notEqual(receipt.status, 'malformed', `${list[at].command.type} ${JSON.stringify(receipt)}`),
  )
  return receipts.map((receipt) => receipt.status !== 'unknown')
}

const offices = roles.filter((role) => role !== 'liaison')

async function lettersOf(place: Place, list: readonly Example[]): Promise<Map<string, Map<string, string>>> {
  const table = new Map(list.map((example) => [`${example.room} ${example.command.type}`, new Map<string, string>()]))
  const note = (column: string, letter: string, outcome: readonly boolean[]) =>
    outcome.forEach((yes, at) => {
      const row = table.get(`${list[at].room} ${list[at].command.type}`)!
      if (yes) row.set(column, (row.get(column) ?? '') + letter)
    })
  for (const role of offices)
    for (const [letter, area] of around)
      note(role, letter, await tried(list, actor([{ role, area: area(place.community) }])))
  note('unit', '+', await tried(list, actor([{ role: 'liaison', area: place.community, unit: place.unit }])))
  note('self', '+', await tried(list, actor([], { person: place.person })))
  return table
}

function asText(table: Map<string, Map<string, string>>): string {
  const columns = [...offices, 'unit', 'self']
  const head = ['command'.padEnd(32), ...columns.map((column) => column.padEnd(13))].join('').trimEnd()
  const lines = [...table].map(([command, row]) =>
    [command.padEnd(32), ...columns.map((column) => (row.get(column) ?? '.').padEnd(13))].join('').trimEnd(),
  )
  return [
    '# Who may give which command, for something in a community: C T A g b = a grant for its county, township, ' +
      'the community itself, a grid or a building in it; + = yes; . = answered as unknown.',
    '# Made by executing every cell (permissions.test.ts); GOLDEN=write makes it anew.',
    '',
    head,
    ...lines,
    '',
  ].join('\n')
}

test('there is an example of every command of every room', () => {
  const shown = examples(house, places[0]).map((example) => `${example.room} ${example.command.type}`)
  const all = Object.entries(rooms).flatMap(([name, { room }]) =>
    Object.keys(room.may).map((type) => `${name} ${type}`),
  )
  assert.deepEqual([...new Set(shown)].sort(), all.sort())
})

test('who may give what, inside: the table is the golden one, and the same in either community', async () => {
  const texts = []
  for (const place of places) texts.push(asText(await lettersOf(place, examples(house, place))))
  assert.equal(texts[1], texts[0])
  if (process.env.GOLDEN === 'write' || !existsSync(golden)) writeFileSync(golden, texts[0])
  assert.equal(texts[0], readFileSync(golden, 'utf8'))
})

test('outside its area no role gives anything, alone, in pairs, or for another county', async () => {
  for (const place of places) {
    const list = examples(house, place)
    const none = async (who: Actor, said: string) =>
      (await tried(list, who)).forEach((yes, at) => assert.ok(!yes, `${said}: ${list[at].command.type}`))
    for (const role of offices) {
      for (const area of elsewhere)
        await none(actor([{ role, area: area(place.community) }]), `${role} of ${area(place.community)}`)
      for (const second of roles as readonly Role[])
        for (const far of [1, 2, 5])
          await none(
            actor([
              { role, area: elsewhere[0](place.community) },
              { role: second, area: elsewhere[far](place.community) },
            ]),
            `${role} and ${second} elsewhere`,
          )
      // The same codes, but a county of its own: another tenant has nothing here, whatever its grants say.
      const foreign = await tried(
        list.filter(
          (example) =>
            ![
              'name-area',
              'list-building',
              'keep-mapping',
              'enrol-unit',
              'enrol-person',
              'blow-whistle',
              'invite-person',
              'appoint',
              'send-notice',
              'start-ending',
              'retire-witness',
              'cosign',
              'state-destruction',
            ].includes(example.command.type),
        ),
        actor([{ role, area: county }], { tenant: '140730' }),
      )
      foreign.forEach((yes) => assert.ok(!yes, `${role} of another county`))
    }
    await none(actor([]), 'nobody')
    await none(actor([{ role: 'liaison', area: county }]), 'a liaison of no unit')
    const other = places.find((one) => one !== place)!
    await none(actor([{ role: 'liaison', area: county, unit: other.unit }]), 'the liaison of another unit')
  }
})

test("one is oneself and one's own unit's liaison, whatever else one holds elsewhere", async () => {
  const [place] = places
  const list = examples(house, place)
  const bare = {
    self: await tried(list, actor([], { person: place.person })),
    unit: await tried(list, actor([{ role: 'liaison', area: county, unit: place.unit }])),
  }
  for (const role of offices) {
    const away: Grant = { role, area: elsewhere[0](place.community) }
    assert.deepEqual(await tried(list, actor([away], { person: place.person })), bare.self, role)
    assert.deepEqual(
      await tried(list, actor([away, { role: 'liaison', area: county, unit: place.unit }])),
      bare.unit,
      role,
    )
    // Another person, in the same unit or not, is not oneself.
    const strangers = list.filter((example) => !['answer-call', 'arrive', 'leave'].includes(example.command.type))
    assert.deepEqual(
      await tried(strangers, actor([away], { person: place.neighbour })),
      strangers.map(() => false),
      role,
    )
  }
})

test('forbidden and not there look the same, byte for byte but for the id', async () => {
  const [place] = places
  const list = examples(house, place)
  const missing = list.map((example): Example => ({
    ...example,
    stream: `${example.stream.split('/')[0]}/${house.newId()}`,
  }))
  const bytes = (receipts: readonly Receipt[]) => [
    ...new Set(receipts.map((receipt) => JSON.stringify({ ...receipt, id: '' }))),
  ]
  for (const role of roles) {
    const who = actor([{ role, area: '140730100001' }])
    const [forbidden, absent] = [
      await house.spine.probe(list.map((example) => [envelope(example), who])),
      await house.spine.probe(missing.map((example) => [envelope(example), who])),
    ]
    cells += list.length * 2
    assert.deepEqual(bytes([...forbidden, ...absent]), ['{"id":"","status":"unknown"}'], role)
  }
})

test('tens of thousands of cells were executed', (context) => {
  context.diagnostic(`${cells} cells`)
  assert.ok(cells > 20_000, `${cells} cells`)
})
