// A desk with no server, and from device to device: what is filled, refused, handed over and read again; and twelve
// devices merged in any order, none lost, none doubled.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { uuid8, type Id } from '../kernel/ids.ts'
import {
  addPerson,
  emptyDesk,
  foldDesk,
  left,
  nextCommand,
  numbersToGive,
  openTube,
  waitingPeople,
  type DeskEntry,
  type DeskState,
  type Judged,
} from './desk.ts'
import { pack, unpack, type Handover } from './handover.ts'
import { base45, crc32, fromBase45, missingOf, pagesOf, readPage, type Gathered } from './pages.ts'
import { point } from './point.ts'
import { countOf } from './runs.ts'
import { commands, type PointCommand } from './commands.ts'

const id = (n: number | string) => uuid8(Uint8Array.from(createHash('sha256').update(`id ${n}`).digest()))
const [round, gate, phone] = [id(1), id(2), id(3)]
const noon = 400 * 86_400_000
const door = (n: number) =>
  `140729100001-01-${String(1 + (n >> 6)).padStart(4, '0')}-${String(101 + (n & 63)).padStart(4, '0')}`

function chance(seed: number) {
  let now = seed
  return (most: number) => (now = (now * 48271) % 2147483647) % most
}

const take = (state: DeskState, judged: Judged): DeskState => {
  assert.ok('entry' in judged, JSON.stringify(judged))
  return foldDesk(state, judged.entry)
}
const why = (judged: Judged) => ('refused' in judged ? judged.refused : 'taken')

test('a tube is filled and no more, closed and travels once; a second coming is asked about', () => {
  let desk = foldDesk(emptyDesk(), { type: 'numbers', first: 11, last: 23 })
  const person = (n: number) => ({ subject: id(100 + n), household: door(n), at: noon + n * 1_000 })
  assert.equal(why(addPerson(desk, person(0))), 'no-tube')
  desk = take(desk, openTube(desk, 'TUBE-1', 10, 1))
  for (let n = 0; n < 9; n++) desk = take(desk, addPerson(desk, person(n)))
  assert.equal(why(addPerson(desk, person(3))), 'already-here')
  desk = take(desk, addPerson(desk, person(9)))
  desk = foldDesk(desk, { type: 'undone', number: 20 })
  desk = take(desk, addPerson(desk, person(3), true))
  assert.equal(why(addPerson(desk, person(10))), 'tube-full')
  assert.deepEqual(
    [why(openTube(desk, 'TUBE-1', 10, 1)), why(openTube(desk, 't 1', 10, 1))],
    ['tube-used', 'tube-misread'],
  )
  desk = take(desk, openTube(desk, 'TUBE-2', 1, 1))
  assert.equal(waitingPeople(desk), 10)
  assert.equal(nextCommand(desk, phone, false), undefined, 'few wait for more')
  const { command, tubes } = nextCommand(desk, phone, true)!
  assert.deepEqual(
    [tubes, command.people.map(([number]) => number), command.from],
    [1, [11, 12, 13, 14, 15, 16, 17, 18, 19, 21], noon],
  )
  commands.parse(command)
  desk = foldDesk(desk, { type: 'queued', tubes })
  desk = take(desk, addPerson(desk, person(11)))
  desk = foldDesk(desk, { type: 'closed' })
  desk = take(desk, openTube(desk, 'TUBE-3', 20, 1))
  assert.equal(left(desk), 1)
  desk = take(desk, addPerson(desk, person(12)))
  assert.equal(why(addPerson(desk, person(13))), 'numbers-used-up')
  assert.equal(numbersToGive(desk), undefined)
})

test('half of the numbers left can be given away, and are gone here', () => {
  const desk = foldDesk(emptyDesk(), { type: 'numbers', first: 1, last: 101 })
  const give = numbersToGive(desk)!
  assert.deepEqual(give, { first: 52, last: 101 })
  const after = foldDesk(desk, { type: 'numbers-given', ...give })
  assert.deepEqual(after.numbers, [[1, 51]])
})

test("checksums and letters are the standards'", () => {
  assert.equal(crc32(Uint8Array.from(Buffer.from('123456789'))), 0xcbf43926)
  // RFC 9285 sections 4.3 and 4.4.
  assert.equal(base45(Uint8Array.from(Buffer.from('Hello!!'))), '%69 VD92EX0')
  assert.deepEqual(Buffer.from(fromBase45('QED8WEX0')!).toString(), 'ietf!')
  for (const bad of ['GGW', 'a', 'A', 'ZZZ', '::', 'GGW:']) assert.equal(fromBase45(bad), undefined, bad)
})

/** What a device would upload of `count` registrations. */
function filled(
  device: Id,
  first: number,
  count: number,
  next: (most: number) => number,
): Extract<PointCommand, { type: 'register' }>[] {
  let desk = foldDesk(emptyDesk(), { type: 'numbers', first, last: first + count - 1 })
  const out: Extract<PointCommand, { type: 'register' }>[] = []
  const put = (entry: DeskEntry) => (desk = foldDesk(desk, entry))
  for (let n = 0; n < count; n++) {
    if (!desk.open || desk.open.people.length === desk.open.size)
      desk = take(desk, openTube(desk, `T${first}-${n}`, ([1, 10, 20] as const)[next(3)], 1))
    const sealed = next(10) === 0 ? { name: `居民${n}`, number: `1407291990${String(10_000_000 + n)}` } : undefined
    desk = take(
      desk,
      addPerson(desk, {
        subject: id(`${first} ${n}`),
        household: sealed ? '' : door(n),
        at: noon + n * 7_000,
        ...(sealed && { sealed }),
      }),
    )
    for (let ready = nextCommand(desk, device, false); ready; ready = nextCommand(desk, device, false)) {
      out.push(ready.command)
      put({ type: 'queued', tubes: ready.tubes })
    }
  }
  put({ type: 'closed' })
  for (let ready = nextCommand(desk, device, true); ready; ready = nextCommand(desk, device, true)) {
    out.push(ready.command)
    put({ type: 'queued', tubes: ready.tubes })
  }
  return out
}

test('a hand-over is read as it was written, in any order, twice, and with pages misread', () => {
  const next = chance(11)
  const handover: Handover = { kind: 'registrations', round, place: gate, commands: filled(phone, 1, 1_500, next) }
  const bytes = pack(handover)
  assert.deepEqual(unpack(bytes), handover)
  assert.ok(bytes.length < 1_500 * 32, `${bytes.length} bytes`)
  const pages = pagesOf(bytes)
  const order = pages.flatMap((page) => [page, page]).toSorted(() => next(3) - 1)
  let gathered: Gathered | undefined
  let whole: Uint8Array | undefined
  for (const [at, page] of order.entries()) {
    const spoilt = page.slice(0, 20) + (page[20] === 'A' ? 'B' : 'A') + page.slice(21)
    assert.equal(
      readPage(gathered, at % 5 === 0 ? spoilt : 'https://example.org/').read,
      at % 5 === 0 ? 'broken' : 'not-ours',
    )
    const read = readPage(gathered, page)
    if (read.read === 'page' || read.read === 'whole') gathered = read.gathered
    if (read.read === 'whole') whole = read.bytes
  }
  assert.deepEqual(missingOf(gathered!), [])
  assert.deepEqual(unpack(whole!), handover)
  assert.equal(
    readPage(gathered, pagesOf(pack({ ...handover, commands: handover.commands.slice(1) }))[0]).read,
    'other',
  )
  const desk: Handover = {
    kind: 'desk',
    round,
    place: gate,
    area: '140729100001',
    name: '城关社区一号点',
    lanes: 4,
    first: 51,
    last: 100,
    subjectKey: 'ab'.repeat(32),
    codeKey: 'cd'.repeat(32),
    starts: noon,
    ends: noon + 86_400_000,
  }
  assert.deepEqual(unpack(pack(desk)), desk)
})

test('no bytes break the reader: cut, changed, or made up', () => {
  const next = chance(5)
  const bytes = pack({ kind: 'registrations', round, place: gate, commands: filled(phone, 1, 60, next) })
  for (let cut = 0; cut < bytes.length; cut += 7) assert.equal(unpack(bytes.subarray(0, cut)), undefined)
  for (let turn = 0; turn < 2_000; turn++) {
    const other = turn % 2 === 0 ? bytes.slice() : Uint8Array.from({ length: next(300) }, () => next(256))
    if (turn % 2 === 0) other[next(other.length)] = next(256)
    else other.set([77, 1, 0].slice(0, other.length))
    unpack(other)
  }
})

test('twelve devices, three days apart, merged in any order, some twice: none lost, none doubled', () => {
  const next = chance(20221012)
  const around = {
    actor: { tenant: '140729', account: id(9), grants: [] },
    now: noon + 3 * 86_400_000,
    at: noon,
    id: id(10),
  }
  let state = point.evolve(point.initial(`point/${round}.${gate}`), {
    type: 'place-set-up',
    round,
    place: gate,
    kind: 'point',
    area: '140729100001',
    lanes: 4,
    key: id(4),
    at: noon,
  })
  const perDevice = 500
  const sent: PointCommand[] = []
  for (let device = 0; device < 12; device++) {
    const issued = point.decide(
      state,
      { type: 'issue-numbers', device: id(`device ${device}`), count: perDevice },
      {},
      around,
    )
    assert.ok('events' in issued)
    for (const event of issued.events) state = point.evolve(state, event)
    const own = filled(id(`device ${device}`), device * perDevice + 1, perDevice, next)
    sent.push(...own)
    if (device % 3 === 0) {
      const handed = unpack(
        pack({ kind: 'registrations', round, place: gate, commands: own.slice(0, own.length >> 1) }),
      )
      assert.ok(handed?.kind === 'registrations')
      sent.push(...handed.commands)
    }
  }
  let taken = 0
  const numbers = new Map<number, string>()
  for (const command of sent
    .map((one) => ({ one, at: next(1_000_000) }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one)) {
    const answer = point.decide(state, commands.parse(command), {}, around)
    assert.ok('events' in answer, JSON.stringify(answer))
    for (const event of answer.events) {
      state = point.evolve(state, event)
      if (event.type !== 'samples-taken') continue
      taken += event.people.length
      for (const one of event.people) numbers.set(one[0], one[2])
      for (const one of event.again ?? []) assert.equal(numbers.get(one[0]), one[2])
    }
  }
  assert.equal(taken, 12 * perDevice)
  assert.equal(new Set(numbers.values()).size, 12 * perDevice)
  assert.ok(state.kind === 'site' && countOf(state.used) === 12 * perDevice && state.used.length === 1)
})
