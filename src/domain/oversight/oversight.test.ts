// Oversight's rules as ledgers, and the sample's numbers against simulated truth.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { allowed, type Actor, type Grant } from '../kernel/actor.ts'
import { uuid8 } from '../kernel/ids.ts'
import { oversight } from './oversight.ts'
import { agreed, allocate, estimate, wilson, type Tally } from './sample.ts'
import { chunkMax, reasons } from './terms.ts'
import { commands, type OversightCommand } from './commands.ts'
import type { OversightFacts, OversightState } from './state.ts'

const id = (n: number) => uuid8(Uint8Array.from(createHash('sha256').update(`id ${n}`).digest()))
const county = '140729'
const [here, there] = ['140729100001', '140729200001']
const hour = 3_600_000
const noon = 400 * 86_400_000
const door = (n: number, community = here) => `${community}-01-0001-${String(n).padStart(4, '0')}`
const people: Record<string, Grant[]> = {
  sun: [{ role: 'supervisor', area: county }],
  local: [{ role: 'supervisor', area: here }],
  chen: [{ role: 'officer', area: here }],
  far: [{ role: 'officer', area: there }],
  guo: [{ role: 'volunteer', area: here }],
}
interface Line {
  who: string
  now?: number
  facts?: OversightFacts
  say: OversightCommand
}

function ledger(stream: string, lines: readonly Line[]) {
  let state: OversightState = oversight.initial(stream)
  const said = lines.map(({ who, now = 0, facts = {}, say }) => {
    const command = commands.parse(say)
    const actor: Actor = { tenant: county, account: id(200), person: id(200), grants: people[who] }
    const aim = oversight.target(state, command, facts, stream)
    if (!aim || !allowed(oversight.may[command.type], actor, aim)) return `${who} ${command.type}: unknown`
    const answer = oversight.decide(state, command, facts, { actor, now: noon + now * hour, at: noon, id: id(60) })
    if ('refused' in answer) {
      assert.ok(reasons.includes(answer.refused))
      return `${who} ${command.type}: no, ${answer.refused}`
    }
    for (const event of answer.events) state = oversight.evolve(state, event)
    assert.doesNotMatch(JSON.stringify(answer.events), /督导|门关着/, 'no words stand in an event')
    return `${who} ${command.type}: ${answer.events.map((event) => event.type).join(', ')}`
  })
  return { said, state }
}

const opening = {
  type: 'open-look-back',
  area: county,
  kind: 'visited',
  round: id(3),
  title: '督导第三轮上门',
  sample: 4,
  teams: 2,
  from: noon + hour,
  until: noon + 40 * hour,
} satisfies OversightCommand
const drawn = [1, 2]
  .map((n) => ({ item: door(n), stratum: here, claimed: n === 1 }))
  .concat([{ item: door(1, there), stratum: there, claimed: true }])
const sample = {
  seed: 'aa'.repeat(16),
  strata: [
    { area: here, size: 40, drawn: 2 },
    { area: there, size: 20, drawn: 1 },
  ],
  items: drawn,
}

test('a large sample is told in handfuls, each thing in one of them', () => {
  const items = Array.from({ length: 2 * chunkMax + 1 }, (_, n) => ({
    item: id(1_000 + n),
    stratum: here,
    claimed: true,
  }))
  const answer = oversight.decide(
    oversight.initial(`look-back/${id(1)}`),
    opening,
    { sample: { ...sample, items } },
    { actor: { tenant: county, account: id(9), grants: [] }, now: noon, at: noon, id: id(60) },
  )
  assert.ok('events' in answer)
  const handfuls = answer.events.flatMap((event) => (event.type === 'sample-drawn' ? [event.items] : []))
  assert.deepEqual(
    handfuls.map(({ length }) => length),
    [chunkMax, chunkMax, 1],
  )
  assert.deepEqual(handfuls.flat(), items)
})

test('a look-back draws once, each thing is checked once, and who lives in one part checks that part alone', () => {
  const { said, state } = ledger(`look-back/${id(1)}`, [
    { who: 'chen', say: opening, facts: { sample } },
    { who: 'local', say: opening, facts: { sample } },
    { who: 'sun', say: { ...opening, until: noon }, facts: { sample } },
    { who: 'sun', say: opening },
    { who: 'sun', say: opening, facts: { sample } },
    { who: 'sun', say: opening, facts: { sample } },
    {
      who: 'sun',
      say: {
        type: 'share-out',
        routes: [
          { team: 1, items: [door(1), door(2)] },
          { team: 1, items: [door(1, there)] },
        ],
      },
    },
    { who: 'sun', say: { type: 'share-out', routes: [{ team: 1, items: [door(9)] }] } },
    {
      who: 'sun',
      say: {
        type: 'share-out',
        routes: [
          { team: 1, items: [door(1), door(2)] },
          { team: 2, items: [door(1, there)] },
        ],
      },
    },
    { who: 'local', say: { type: 'check-item', item: door(1, there), found: 'yes' } },
    { who: 'chen', say: { type: 'check-item', item: door(1), found: 'yes' } },
    { who: 'local', say: { type: 'check-item', item: door(1), found: 'unreached', text: '门关着' } },
    { who: 'local', say: { type: 'check-item', item: door(1), found: 'no' } },
    { who: 'local', say: { type: 'check-item', item: door(1), found: 'yes' } },
    { who: 'sun', say: { type: 'check-item', item: door(7), found: 'yes' } },
    { who: 'sun', say: { type: 'close-look-back' } },
    { who: 'sun', say: { type: 'check-item', item: door(2), found: 'yes' } },
  ])
  assert.deepEqual(said, [
    'chen open-look-back: unknown',
    'local open-look-back: unknown',
    'sun open-look-back: no, bad-times',
    'sun open-look-back: no, nothing-to-check',
    'sun open-look-back: look-back-opened, sample-drawn',
    'sun open-look-back: no, already-open',
    'sun share-out: no, item-twice',
    'sun share-out: no, not-drawn',
    'sun share-out: sample-shared',
    'local check-item: unknown',
    'chen check-item: unknown',
    'local check-item: item-checked',
    'local check-item: item-checked',
    'local check-item: no, already-checked',
    'sun check-item: no, not-drawn',
    'sun close-look-back: look-back-closed',
    'sun check-item: no, look-back-closed',
  ])
  assert.equal(state.kind === 'look-back' && state.items.get(door(1))?.found, 'no')
})

test('somebody is placed on the spot by a call that the muster room sends, and may decline it there', () => {
  const place = { type: 'place-person', person: id(9), muster: id(8) } satisfies OversightCommand
  const known = { home: here, active: true, running: true }
  const self = { ...sample, items: [{ item: id(200), stratum: here, claimed: true }] }
  const { said } = ledger(`look-back/${id(1)}`, [
    { who: 'sun', say: { ...opening, kind: 'registered', round: undefined, area: here }, facts: { sample: self } },
    { who: 'sun', say: { type: 'check-item', item: id(200), found: 'yes' } },
    { who: 'far', say: place, facts: known },
    { who: 'chen', say: place, facts: {} },
    { who: 'chen', say: place, facts: { ...known, running: false } },
    { who: 'sun', say: place, facts: { ...known, home: there } },
    { who: 'chen', say: place, facts: { ...known, active: false } },
    { who: 'chen', say: place, facts: known },
    { who: 'chen', say: place, facts: known },
  ])
  assert.deepEqual(said, [
    'sun open-look-back: look-back-opened, sample-drawn',
    'sun check-item: no, own-check',
    'far place-person: unknown',
    'chen place-person: unknown',
    'chen place-person: no, muster-over',
    'sun place-person: no, outside-area',
    'chen place-person: no, not-active',
    'chen place-person: person-placed',
    'chen place-person: no, already-placed',
  ])
  assert.deepEqual(
    oversight.react!(
      { type: 'person-placed', person: id(9), home: here, muster: id(8), at: noon },
      'look-back/x',
      noon,
    ),
    [
      {
        name: `place ${id(9)}`,
        at: noon,
        room: 'muster',
        stream: `muster/${id(8)}`,
        command: { type: 'call-people', people: [id(9)] },
      },
    ],
  )
})

test('a finding goes from noted to put right to confirmed, back and forth until it is', () => {
  const note = {
    type: 'note-finding',
    area: here,
    grade: 'serious',
    text: '督导发现通道堆物',
    by: noon + 20 * hour,
  } satisfies OversightCommand
  const { said, state } = ledger(`finding/${id(1)}`, [
    { who: 'chen', say: note },
    { who: 'local', say: { ...note, by: noon } },
    { who: 'local', say: note },
    { who: 'local', say: note },
    { who: 'local', say: { type: 'confirm-finding' } },
    { who: 'far', say: { type: 'put-right' } },
    { who: 'chen', say: { type: 'put-right', text: '督导已清' } },
    { who: 'chen', say: { type: 'put-right' } },
    { who: 'chen', say: { type: 'confirm-finding' } },
    { who: 'local', say: { type: 'return-finding', text: '督导看还有' } },
    { who: 'chen', say: { type: 'put-right' } },
    { who: 'sun', say: { type: 'confirm-finding' } },
    { who: 'chen', say: { type: 'put-right' } },
  ])
  assert.deepEqual(said, [
    'chen note-finding: unknown',
    'local note-finding: no, bad-times',
    'local note-finding: finding-noted',
    'local note-finding: no, already-noted',
    'local confirm-finding: no, not-put-right',
    'far put-right: unknown',
    'chen put-right: finding-put-right',
    'chen put-right: no, already-put-right',
    'chen confirm-finding: unknown',
    'local return-finding: finding-returned',
    'chen put-right: finding-put-right',
    'sun confirm-finding: finding-confirmed',
    'chen put-right: no, finding-confirmed',
  ])
  assert.equal(state.kind === 'finding' && state.stands, 'confirmed')
})

test('a person is urged once a day at most, and not for what is done', () => {
  const say = { type: 'urge', about: 'register' } satisfies OversightCommand
  const facts = { home: here, active: true, needed: true }
  const { said } = ledger(`urging/${id(9)}`, [
    { who: 'guo', say, facts },
    { who: 'far', say, facts },
    { who: 'chen', say },
    { who: 'chen', say, facts: { ...facts, needed: false } },
    { who: 'chen', say, facts },
    { who: 'sun', now: 23.9, say: { type: 'urge', about: 'come' }, facts },
    { who: 'sun', now: 24, say, facts },
  ])
  assert.deepEqual(said, [
    'guo urge: unknown',
    'far urge: unknown',
    'chen urge: unknown',
    'chen urge: no, not-needed',
    'chen urge: person-urged',
    'sun urge: no, urged-today',
    'sun urge: person-urged',
  ])
})

test('a sample is shared out by size, two of each layer at least, and never more than there is', () => {
  assert.deepEqual(allocate([100, 100, 200], 40), [10, 10, 20])
  assert.deepEqual(allocate([1, 1_000, 0, 3], 20), [1, 17, 0, 2])
  assert.deepEqual(allocate([5, 5], 100), [5, 5])
  assert.deepEqual(allocate([50, 50, 50], 3), [2, 2, 2])
  assert.deepEqual(allocate([10, 10, 10], 10), [4, 3, 3])
  assert.deepEqual(allocate([], 10), [])
})

test('Wilson’s interval is the published one, and the estimate weighs layers by their size', () => {
  // Newcombe 1998, table I: 81 of 263 → 0.2553 to 0.3662; 0 of 20 → 0 to 0.1611.
  const [a, b] = [wilson(81 / 263, 263), wilson(0, 20)]
  assert.deepEqual(
    [a.low, a.high, b.low, b.high].map((x) => Number(x.toFixed(4))),
    [0.2553, 0.3662, 0, 0.1611],
  )
  const found = estimate([
    { size: 900, yes: 9, no: 1, unreached: 0 },
    { size: 100, yes: 1, no: 9, unreached: 0 },
  ])!
  assert.equal(Number(found.share.toFixed(4)), 0.82)
  assert.ok(found.low < 0.82 && found.high > 0.82)
  assert.deepEqual(
    estimate([{ size: 4, yes: 3, no: 1, unreached: 0 }]),
    { share: 0.75, low: 0.75, high: 0.75, checked: 4, worst: 0.75, best: 0.75 },
    'a census has no error',
  )
  const hole = estimate([{ size: 100, yes: 5, no: 0, unreached: 5 }])!
  assert.deepEqual([hole.worst, hole.best, hole.share], [0.5, 1, 1])
  assert.ok(hole.low < 0.7)
  assert.equal(estimate([{ size: 10, yes: 0, no: 0, unreached: 3 }]), undefined)
  assert.deepEqual(
    [agreed(true, 'yes'), agreed(false, 'no'), agreed(true, 'no'), agreed(false, 'yes'), agreed(true, 'unreached')],
    ['yes', 'yes', 'no', 'no', 'unreached'],
  )
})

test('of 2,000 samples drawn from a known county, the 95 % interval holds the truth in at least 93 %', (context) => {
  // A small generator of its own: mulberry32, seeded.
  let seed = 20_221_012
  const chance = () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  for (const base of [0.5, 0.9, 0.97]) {
    const sizes = Array.from({ length: 11 }, (_, h) => 200 + 180 * h)
    const yes = sizes.map((size, h) => Math.round(size * Math.min(0.995, Math.max(0.02, base + 0.02 * (h % 5) - 0.04))))
    const truth = yes.reduce((sum, n) => sum + n, 0) / sizes.reduce((sum, n) => sum + n, 0)
    const drawn = allocate(sizes, 330)
    let held = 0
    const times = 2_000
    for (let i = 0; i < times; i++) {
      const layers = sizes.map((size, h): Tally => {
        let [left, good, hits] = [size, yes[h], 0]
        for (let k = 0; k < drawn[h]; k++) {
          if (chance() < good / left) {
            hits += 1
            good -= 1
          }
          left -= 1
        }
        return { size, yes: hits, no: drawn[h] - hits, unreached: 0 }
      })
      const { low, high } = estimate(layers)!
      if (low <= truth && truth <= high) held += 1
    }
    context.diagnostic(`share ${truth.toFixed(3)}: held in ${((100 * held) / times).toFixed(1)} %`)
    assert.ok(held / times >= 0.93, `${base}: ${held} of ${times}`)
  }
})
