// The house's own commands (end dates, escalations, closings) cannot be kept from happening: their ids are not to be
// foreseen, ids of their kind are refused from outside, and where one was taken all the same the command gets another.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { systemActor } from '#domain/kernel/actor.ts'
import type { Receipt } from '#domain/kernel/envelope.ts'
import { uuid7, uuid8, type Id } from '#domain/kernel/ids.ts'
import { starters } from '#domain/operation/starters.ts'
import { judges } from '#rooms/all.ts'
import { community, county, openHouse, populate, settle, until, type Client, type TestHouse } from '#test/house.ts'

let house: TestHouse
let volunteer: Client
let dispatcher: Client
const logged: string[] = []
before(async () => {
  house = await openHouse({ log: (message) => logged.push(message) })
  await settle(house)
  volunteer = await house.as('volunteer')
  dispatcher = await house.as({ role: 'dispatcher', area: county })
})
after(() => house.stop())

/** What anybody could reckon who knows the code and a command's id, but not the house's key. */
const guesses = (command: Id, version: number, name: string): Id[] =>
  [`reaction ${county} ${command} ${version} ${name}`, ['reaction', county, command, version, name].join('\n')].map(
    (text) => uuid8(createHash('sha256').update(text).digest()),
  )

const objecting = (id: Id) => ({
  id,
  room: 'ending',
  stream: `objection/${house.newId()}`,
  at: house.now(),
  command: { type: 'object', person: volunteer.actor.person!, about: 'everything', text: '占位' } as never,
})

const whistle = (person: Id) =>
  ({
    type: 'blow-whistle',
    what: '搬',
    label: '东',
    area: community,
    place: [111.77, 36.85],
    needs: [{ people: 1 }],
    from: house.now(),
    until: house.now() + 3 * 3_600_000,
    drill: false,
    answerMinutes: 10,
    escalateMinutes: 20,
    waves: 'by-hand',
    people: [person],
  }) as const

test('no id of the house’s own commands can be reckoned without its key', async () => {
  const [person] = await populate(house, 1)
  const [operation, muster] = [house.newId(), house.newId()]
  await house.given(['muster', `muster/${muster}`, whistle(person)])
  await house.given([
    'operation',
    `operation/${operation}`,
    { type: 'open-operation', template: [...starters][0][0], area: county, name: '演练' },
  ])
  await dispatcher.give(['operation', `operation/${operation}`, { type: 'close-operation' }])
  const events = await house.sql<{ stream: string; event: { type: string }; at: string; command: Id; version: number }>(
    'select stream, event, at, command, version from journal',
  )
  const foreseen = new Set<string>()
  for (const { stream, event, at, command, version } of events)
    for (const { room } of judges.values())
      if (room.streams.includes(stream.split('/')[0]))
        for (const { name } of room.react?.(event as never, stream, Number(at)) ?? [])
          for (const id of guesses(command, version, name)) foreseen.add(id)
  const own = await house.sql<{ id: Id }>(
    `select id from due
     union select id from receipts where substr(id, 15, 1) = '8'`,
  )
  assert.ok(own.length >= 3 && foreseen.size >= 6, `${own.length} of ${foreseen.size}`)
  assert.deepEqual(
    own.filter(({ id }) => foreseen.has(id)),
    [],
  )
})

test('ids of version 8 are refused from outside, whatever they are the ids of, and keep no receipt', async () => {
  const [dueNow] = await house.sql<{ id: Id }>('select id from due limit 1')
  for (const id of [dueNow.id, uuid8(new Uint8Array(16).fill(7)), ...guesses(house.newId(), 2, 'end dates')]) {
    const { receipts } = await volunteer.send([objecting(id)])
    assert.deepEqual(
      receipts.map((one) => [one.id, one.status]),
      [[id, 'malformed']],
    )
    assert.deepEqual(await house.sql('select 1 from receipts where id = $1', [id]), [])
  }
  const { receipts } = await volunteer.send([objecting(uuid7(house.now(), new Uint8Array(10).fill(1)))])
  assert.equal(receipts[0].status, 'accepted')
})

test('a command whose id was taken before ids were keyed is done under another, and that is said', async () => {
  const [person] = await populate(house, 1)
  const muster = house.newId()
  await house.given(['muster', `muster/${muster}`, whistle(person)])
  const timers = await house.sql<{ id: Id; type: string }>(
    `select id, command->>'type' as type from due where stream = $1 order by at`,
    [`muster/${muster}`],
  )
  assert.deepEqual(timers.map((one) => one.type).sort(), ['close-wave', 'end-in-time', 'escalate'])
  for (const { id } of timers) {
    const taken: Receipt = await house.receive(objecting(id), volunteer.actor)
    assert.ok(['accepted', 'refused'].includes(taken.status), JSON.stringify(taken))
  }
  await house.pass(25 * 60_000)
  const fired = await house.sql<{ type: string }>(
    `select event->>'type' as type from journal where stream = $1 and by = $2`,
    [`muster/${muster}`, systemActor(county).account],
  )
  assert.ok(
    fired.some((one) => one.type === 'muster-escalated'),
    JSON.stringify(fired),
  )
  assert.ok(
    logged.some((line) => /was conflict; it is tried again/.test(line)),
    logged.join('\n'),
  )
  assert.ok(house.troubles.has('own-command'))
  await house.pass(4 * 3_600_000)
  assert.deepEqual(await house.sql('select phase from musters where muster = $1', [muster]), [{ phase: 'over' }])
})

test('a due command that is not understood stays, and is tried again with the next version', async () => {
  const id = house.newId()
  await house.sql(
    `insert into due (tenant, id, at, room, stream, command)
     values ($1, $2, $3, 'ending', 'ending/${id}', '{"type":"of another day"}')`,
    [county, id, house.now()],
  )
  await until(
    async () => (await house.sql('select 1 from due where id = $1 and at > $2', [id, house.now()])).length === 1,
    'it was put off',
  )
  await house.sql(`update due set at = $2, command = $3 where id = $1`, [
    id,
    house.now(),
    JSON.stringify({ type: 'start-ending', area: community }),
  ])
  await until(
    async () => (await house.sql('select 1 from due where id = $1', [id])).length === 0,
    'it was done when it was understood',
  )
  assert.equal((await house.sql('select 1 from erasures where operation = $1', [id])).length > 0, true)
})
