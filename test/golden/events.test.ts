// One sample of every event ever released, as the journal holds it. Old samples must be folded for ever; a new or
// changed shape shows in the diff of events.json.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Event } from '#domain/kernel/envelope.ts'
import { startCluster, type Cluster } from '../access/cluster.ts'
import { openSmallHouse, type SmallHouse } from '../access/small-house.ts'
import { rooms } from '../access/spine.ts'
import { county, examples, settle } from './world.ts'

const golden = 'test/golden/events.json'
type Samples = Record<string, { stream: string; event: Event }>
let cluster: Cluster
let house: SmallHouse
const seen: Samples = {}

before(async () => {
  cluster = startCluster()
  house = await openSmallHouse(cluster, 'events')
  const place = await settle(house, '140729100001', 1)
  house.pass(1)
  // Everybody at once, each command from the same state: whatever can follow, follows.
  const all: Actor = {
    tenant: county,
    account: place.person,
    person: place.person,
    grants: [
      ...(['officer', 'dispatcher', 'administrator', 'security', 'system'] as const).map((role) => ({
        role,
        area: county,
      })),
      { role: 'liaison', area: county, unit: place.unit },
    ],
  }
  const another: Actor = { ...all, account: place.third, person: place.third }
  house.spine.onEvent((stream, event) => {
    seen[event.type] ??= { stream: stream.replace(/\/.*/, '/'), event }
  })
  await settle(house, '140729200001', 2)
  for (const actor of [all, another])
    await house.spine.probe(
      examples(house, place).map((example) => [
        { id: house.newId(), room: example.room, stream: example.stream, at: house.now(), command: example.command },
        actor,
      ]),
    )
})
after(async () => {
  await house?.stop()
  await cluster?.stop()
})

/** Ids and times differ from run to run; their kind is what matters. */
function steady(value: unknown): unknown {
  // Leaves and keys: 32 bytes of chance.
  if (typeof value === 'string' && /^[A-Za-z0-9+/]{43}=$/.test(value)) return '<hash>'
  if (typeof value === 'string')
    return value.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g, '<id>')
  if (typeof value === 'number' && value > 1e12) return 1_764_000_000_000
  if (Array.isArray(value)) return value.map(steady)
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, steady(inner)]))
  return value
}

test('every event that the rooms make here is known by its sample', () => {
  const made = Object.fromEntries(
    Object.entries(seen)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([type, sample]) => [type, steady(sample)]),
  )
  if (process.env.GOLDEN === 'write' || !existsSync(golden)) writeFileSync(golden, JSON.stringify(made, null, 1) + '\n')
  assert.deepEqual(made, JSON.parse(readFileSync(golden, 'utf8')))
})

test('every sample ever kept is still folded by its room', () => {
  const samples = JSON.parse(readFileSync(golden, 'utf8')) as Samples
  assert.ok(Object.keys(samples).length > 25)
  for (const [type, { stream, event }] of Object.entries(samples)) {
    const owner = Object.values(rooms).find(({ room }) => room.streams.includes(stream.slice(0, -1)))
    assert.ok(owner, type)
    const id = `${stream}${house.newId()}`
    assert.doesNotThrow(() => owner.room.evolve(owner.room.initial(id), event), type)
  }
})
