// The outbox under a hostile network: lost, doubled, late and reordered requests and replies, kills at any moment, two
// tabs; each command takes effect once, in order.
import 'fake-indexeddb/auto'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Envelope, Receipt } from '#domain/kernel/envelope.ts'
import { type Id, uuid7 } from '#domain/kernel/ids.ts'
import type { Answer } from '#web/api/api.ts'
import { leaseOn } from './lock.ts'
import { type Entry, nextBatch, type Outbox, outboxOn, type OutboxParts, spent, waitAfter } from './outbox.ts'
import { openShelf, passingShelf, type Shelf, ShelfFull } from './shelf.ts'

/** mulberry32, a 32-bit generator by Tommy Ettinger (2017): small, seeded, good enough to choose faults. */
function chances(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const GUO = '01920000-0000-7000-8000-000000000001'
let shelves = 0

/**
 * A server that keeps the door's promise: the same id always gets the same receipt, and takes effect once. Odd numbers
 * it refuses.
 */
function promisingDoor() {
  const receipts = new Map<Id, Receipt>()
  const effects: { stream: string; n: number; id: Id }[] = []
  return {
    effects,
    receive(envelopes: readonly Envelope[], busy: () => boolean): Receipt[] {
      return envelopes.map((envelope) => {
        const known = receipts.get(envelope.id)
        if (known) return known
        if (busy()) return { id: envelope.id, status: 'busy', retryAfterSeconds: 1 }
        const n = (envelope.command as { n?: number }).n ?? 0
        effects.push({ stream: envelope.stream, n, id: envelope.id })
        const receipt: Receipt =
          n % 5 === 4
            ? { id: envelope.id, status: 'refused', reason: 'nothing-changed' }
            : { id: envelope.id, status: 'accepted', sequence: effects.length, version: 1 }
        receipts.set(envelope.id, receipt)
        return receipt
      })
    },
  }
}

function partsOn(
  shelf: Shelf,
  chance: () => number,
  send: OutboxParts['send'],
  more: Partial<OutboxParts> = {},
): OutboxParts {
  let clock = 1_700_000_000_000
  return {
    shelf,
    send,
    chance,
    lock: leaseOn(shelf, 'lock', String(chance()), () => clock),
    account: () => GUO,
    changed() {},
    clock: () => (clock += 1),
    newId: () =>
      uuid7(
        clock,
        Uint8Array.from({ length: 10 }, () => Math.floor(chance() * 256)),
      ),
    ...more,
  }
}

const sendTo =
  (door: ReturnType<typeof promisingDoor>): OutboxParts['send'] =>
  async (envelopes) => ({ ok: true, body: door.receive(envelopes, () => false) })
const order = (n: number) => ({ type: 'order', n })
const add = async (outbox: Outbox, stream: string, n: number) =>
  assert.equal((await outbox.add('room', stream, order(n))).kept, true)
const states = async (outbox: Outbox) => (await outbox.entries()).map((entry) => entry.state)

/** One round of faults: a request is lost, an old one comes late, the reply is lost or cut, the server is busy. */
function hostileSend(door: ReturnType<typeof promisingDoor>, chance: () => number): OutboxParts['send'] {
  const late: (readonly Envelope[])[] = []
  return async (envelopes) => {
    const busy = () => chance() < 0.1
    if (late.length > 0 && chance() < 0.3) door.receive(late.splice(Math.floor(chance() * late.length), 1)[0], busy)
    const fate = chance()
    if (fate < 0.2) return { ok: false, why: 'offline' }
    if (fate < 0.35) {
      late.push(envelopes)
      return { ok: false, why: 'slow' }
    }
    const body = door.receive(envelopes, busy)
    if (fate < 0.5) return { ok: false, why: 'offline' }
    if (fate < 0.55) return { ok: false, why: 'failed' }
    if (fate < 0.65) return { ok: true, body: door.receive(envelopes, busy) }
    if (fate < 0.75) return { ok: true, body: body.slice(0, Math.floor(chance() * body.length)) }
    if (fate < 0.85) return { ok: true, body: [...body].reverse() }
    return { ok: true, body }
  }
}

const SEEDS = 40
const COMMANDS = 40
const PASSES_MAX = 2_000

test("each command takes effect once and in its stream's order, whatever the network does", async () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const chance = chances(seed)
    const door = promisingDoor()
    const name = `hostile-${seed}`
    let shelf = await openShelf(name)
    const send = hostileSend(door, chance)
    let outbox = outboxOn(partsOn(shelf, chance, send))
    let given = 0
    let passes = 0
    while (given < COMMANDS || (await states(outbox)).includes('waiting')) {
      assert.ok((passes += 1) < PASSES_MAX, `seed ${seed}: the queue drains`)
      if (given < COMMANDS && chance() < 0.6) await add(outbox, `muster/${Math.floor(chance() * 3)}`, given++)
      if (chance() < 0.15) {
        // Killed and reopened: memory is gone, the shelf stays. A lease left behind runs out.
        shelf.close()
        shelf = await openShelf(name)
        outbox = outboxOn(partsOn(shelf, chance, send))
      }
      await outbox.pass()
    }
    assert.equal(door.effects.length, COMMANDS, `seed ${seed}: none lost, none twice`)
    for (const stream of new Set(door.effects.map((effect) => effect.stream))) {
      const seen = door.effects.filter((effect) => effect.stream === stream).map((effect) => effect.n)
      assert.deepEqual(
        seen,
        [...seen].sort((a, b) => a - b),
        `seed ${seed}: ${stream} in order`,
      )
    }
    shelf.close()
  }
})

test('two tabs on one shelf: one effect each', async () => {
  for (let seed = 1; seed <= 10; seed++) {
    const chance = chances(seed)
    const door = promisingDoor()
    const shelf = await openShelf(`tabs-${seed}`)
    const free = {
      lock: (work: (keep: () => Promise<void>) => Promise<unknown>) => work(async () => {}),
    } as Partial<OutboxParts>
    const tabs = [
      outboxOn(partsOn(shelf, chance, hostileSend(door, chance), free)),
      outboxOn(partsOn(shelf, chance, hostileSend(door, chance), free)),
    ]
    for (let n = 0; n < 20; n++) await add(tabs[n % 2], 'muster/1', n)
    for (let pass = 0; (await states(tabs[0])).includes('waiting'); pass++) {
      assert.ok(pass < PASSES_MAX, `seed ${seed}: drains`)
      await Promise.all(tabs.map((tab) => tab.pass()))
    }
    assert.equal(door.effects.length, 20, `seed ${seed}: even with no lock at all`)
    shelf.close()
  }
})

test('a lease lets one in, and passes on when it runs out', async () => {
  const shelf = await openShelf(`lease-${(shelves += 1)}`)
  let clock = 0
  const [one, two] = ['one', 'two'].map((holder) => leaseOn(shelf, 'lock', holder, () => clock))
  const ran: string[] = []
  await one(async () => {
    ran.push('one')
    assert.equal(await two(async () => ran.push('two')), undefined)
    clock = 100_000
    await two(async () => ran.push('two after it ran out'))
  })
  await two(async () => ran.push('two when free'))
  assert.deepEqual(ran, ['one', 'two after it ran out', 'two when free'])
  shelf.close()
})

/** Answers of the network to one waiting command, and how the pass and the entry end. */
const ANSWERS: readonly (readonly [
  string,
  Answer<readonly Receipt[]> | ((id: Id) => readonly Receipt[]),
  string,
  Entry['state'],
])[] = [
  ['no network', { ok: false, why: 'offline' }, 'later', 'waiting'],
  ['too slow', { ok: false, why: 'slow' }, 'later', 'waiting'],
  ['busy', { ok: false, why: 'busy', seconds: 5 }, 'later', 'waiting'],
  ['server error', { ok: false, why: 'failed' }, 'later', 'waiting'],
  ['a proxy says 404', { ok: false, why: 'unknown' }, 'later', 'waiting'],
  ['a proxy says 400 in HTML', { ok: false, why: 'malformed', body: undefined }, 'later', 'waiting'],
  ['the door says 400', { ok: false, why: 'malformed', body: { problems: [] } }, 'done', 'refused'],
  ['logged out', { ok: false, why: 'logged-out' }, 'logged-out', 'waiting'],
  ['accepted', (id) => [{ id, status: 'accepted', sequence: 1, version: 1 }], 'done', 'accepted'],
  ['refused', (id) => [{ id, status: 'refused', reason: 'over' }], 'done', 'refused'],
  ['unknown', (id) => [{ id, status: 'unknown' }], 'done', 'refused'],
  ['conflict', (id) => [{ id, status: 'conflict' }], 'done', 'refused'],
  ['receipt busy', (id) => [{ id, status: 'busy', retryAfterSeconds: 3 }], 'later', 'waiting'],
  ["another's receipt", () => [{ id: GUO, status: 'accepted', sequence: 1, version: 1 }], 'later', 'waiting'],
  ['no receipts', () => [], 'later', 'waiting'],
]
for (const [name, answer, end, state] of ANSWERS) {
  test(`answer: ${name} → ${end}, ${state}`, async () => {
    const outbox = outboxOn(
      partsOn(passingShelf(), chances(1), async (envelopes) =>
        typeof answer === 'function' ? { ok: true, body: answer(envelopes[0].id) } : answer,
      ),
    )
    await add(outbox, 'muster/1', 0)
    assert.equal((await outbox.pass()).end, end)
    assert.deepEqual(await states(outbox), [state])
  })
}

test('one command the door cannot read does not hold back the others', async () => {
  const door = promisingDoor()
  const outbox = outboxOn(
    partsOn(passingShelf(), chances(1), async (envelopes) =>
      envelopes.some((envelope) => (envelope.command as { n?: number }).n === 1)
        ? { ok: false, why: 'malformed', body: {} }
        : { ok: true, body: door.receive(envelopes, () => false) },
    ),
  )
  for (let n = 0; n < 4; n++) await add(outbox, `muster/${n}`, n)
  assert.equal((await outbox.pass()).end, 'done')
  assert.deepEqual(await states(outbox), ['accepted', 'refused', 'accepted', 'accepted'])
})

test('a batch never holds two of one stream: a busy first is not overtaken', async () => {
  const outbox = outboxOn(partsOn(passingShelf(), chances(1), async () => ({ ok: false, why: 'offline' })))
  for (const [stream, n] of [
    ['muster/1', 0],
    ['muster/1', 1],
    ['muster/2', 2],
  ] as const)
    await add(outbox, stream, n)
  assert.deepEqual(
    nextBatch(await outbox.entries(), GUO).map((entry) => (entry.envelope.command as { n?: number }).n),
    [0, 2],
  )
})

test('what one account gave is not sent under another', async () => {
  const door = promisingDoor()
  const shelf = passingShelf()
  const parts = partsOn(shelf, chances(1), sendTo(door))
  await add(outboxOn(parts), 'muster/1', 0)
  assert.equal((await outboxOn({ ...parts, account: () => 'another' }).pass()).end, 'done')
  assert.equal((await outboxOn({ ...parts, account: () => undefined }).pass()).end, 'logged-out')
  assert.equal(door.effects.length, 0)
  await outboxOn(parts).pass()
  assert.equal(door.effects.length, 1)
})

test('a full phone keeps nothing and says so', async () => {
  const shelf = {
    ...passingShelf(),
    append: async () => {
      throw new ShelfFull('full')
    },
  }
  assert.deepEqual(
    await outboxOn(partsOn(shelf, chances(1), async () => ({ ok: true, body: [] }))).add('room', 'muster/1', order(0)),
    { kept: false, why: 'full' },
  )
})

test('a restored server is offered again what it had accepted; it decides only what it lost', async () => {
  const [before, after] = [promisingDoor(), promisingDoor()]
  const shelf = passingShelf()
  let door = before
  const outbox = outboxOn(partsOn(shelf, chances(1), (envelopes) => sendTo(door)(envelopes)))
  await add(outbox, 'muster/1', 0)
  await outbox.pass()
  // The copy was made here.
  after.receive(
    (await outbox.entries()).map((entry) => entry.envelope),
    () => false,
  )
  await add(outbox, 'muster/1', 1)
  await outbox.pass()
  door = after
  await outbox.offerAgain(GUO)
  assert.deepEqual(await states(outbox), ['waiting', 'waiting'])
  await outbox.pass()
  assert.deepEqual(await states(outbox), ['accepted', 'accepted'])
  assert.deepEqual(
    after.effects.map((effect) => effect.n),
    [0, 1],
  )
})

test('a receipt learnt by syncing settles; waiting ones cannot be dismissed', async () => {
  const outbox = outboxOn(partsOn(passingShelf(), chances(1), async () => ({ ok: false, why: 'offline' })))
  await add(outbox, 'muster/1', 0)
  const [entry] = await outbox.entries()
  await outbox.dismiss(entry.order)
  assert.deepEqual(await states(outbox), ['waiting'])
  await outbox.learn([{ id: entry.envelope.id, status: 'refused', reason: 'over' }])
  assert.deepEqual(await states(outbox), ['refused'])
  await outbox.dismiss(entry.order)
  assert.deepEqual(await states(outbox), [])
})

test('waits double, are spread, and never pass a minute', () => {
  for (let failures = 0; failures < 100; failures++) {
    for (const chance of [0, 0.5, 0.999]) {
      const wait = waitAfter(failures, chance)
      assert.ok(wait >= 500 && wait <= 60_000, `${failures}: ${wait}`)
    }
  }
  assert.ok(waitAfter(3, 0) > waitAfter(2, 0))
})

test('settled entries are pruned from the oldest; waiting ones never', () => {
  const entry = (index: number, state: Entry['state']) => ({ order: index, state }) as Entry
  const many = Array.from({ length: 300 }, (_, index) =>
    entry(index, (['waiting', 'accepted', 'refused'] as const)[index % 3]),
  )
  const gone = spent([...many, ...many])
  assert.ok(gone.every((one) => one.state !== 'waiting'))
  assert.equal(gone.filter((one) => one.state === 'accepted').length, 170)
  assert.equal(gone.filter((one) => one.state === 'refused').length, 0)
})
