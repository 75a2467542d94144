// The registry's rules as ledgers: one line a letter, who did what and what came of it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allowed, type Actor, type Grant } from '../kernel/actor.ts'
import { uuid8 } from '../kernel/ids.ts'
import { registry } from './registry.ts'
import { reasons } from './terms.ts'
import { commands, type RegistryCommand } from './commands.ts'
import type { RegistryFacts, RegistryState } from './state.ts'

const id = (n: number) => uuid8(new Uint8Array(16).fill(n))
const [guo, wang, bureau] = [id(1), id(2), id(3)]
const [chengguan, changqing, county] = ['140729100001', '140729100002', '140729']
const facts: RegistryFacts = {
  unitArea: chengguan,
  communityKnown: true,
  held: { name: '郭演示', phone: '19900000001' },
  into: { home: chengguan, active: true },
}
const actor: Actor = { tenant: county, account: id(9), grants: [] }

/** Gives commands one after another to one stream; answers a line for each. */
function ledger(
  stream: string,
  letters: readonly (RegistryCommand | [RegistryCommand, Partial<RegistryFacts>])[],
): { lines: string[]; state: RegistryState } {
  let state = registry.initial(stream)
  const lines = letters.map((letter) => {
    const [command, more] = Array.isArray(letter) ? letter : [letter, {}]
    const answer = registry.decide(
      state,
      commands.parse(command),
      { ...facts, ...more },
      { actor, now: 0, at: 0, id: id(0) },
    )
    if ('refused' in answer) {
      assert.ok(reasons.includes(answer.refused))
      return `${command.type}: no, ${answer.refused}`
    }
    for (const event of answer.events) state = registry.evolve(state, event)
    assert.doesNotMatch(JSON.stringify(answer.events), /郭演示|1990000/, 'no name or phone stands in an event')
    const events = answer.events.map((event) => event.type).join(', ')
    const sealed = answer.records?.map((record) => Object.keys(record.body).join(' ')).join()
    return `${command.type}: ${events}${sealed === undefined ? '' : ` + ${sealed}`}`
  })
  return { lines, state }
}

const enrol = {
  type: 'enrol-person',
  name: '郭演示',
  phone: '19900000001',
  unit: bureau,
  home: chengguan,
  skills: ['medic'],
  availability: ['evening'],
} as const satisfies RegistryCommand

test('a person registers with one community at a time, and every answer is kept', () => {
  const { lines, state } = ledger(`person/${guo}`, [
    enrol as never,
    { type: 'register-person', community: chengguan },
    { type: 'register-person', community: chengguan },
    { type: 'register-person', community: changqing },
    { type: 'decline-registration', community: chengguan, why: 'not-ours' },
    { type: 'accept-registration', community: chengguan },
    { type: 'register-person', community: changqing },
    { type: 'accept-registration', community: changqing },
    { type: 'accept-registration', community: changqing },
    { type: 'register-person', community: changqing },
    { type: 'withdraw-registration', community: changqing },
    { type: 'withdraw-registration', community: changqing },
    [{ type: 'register-person', community: '140729100999' }, { communityKnown: false }],
  ])
  assert.deepEqual(lines, [
    'enrol-person: person-enrolled + name phone',
    'register-person: person-registered',
    'register-person: no, already-asked',
    'register-person: no, registered-elsewhere',
    'decline-registration: registration-declined',
    'accept-registration: no, not-asked',
    'register-person: person-registered',
    'accept-registration: registration-accepted',
    'accept-registration: no, already-registered',
    'register-person: no, already-registered',
    'withdraw-registration: registration-withdrawn',
    'withdraw-registration: no, not-registered',
    'register-person: no, community-unknown',
  ])
  assert.deepEqual((state as { registrations: unknown }).registrations, {
    [chengguan]: 'declined',
    [changqing]: 'withdrawn',
  })
})

test('a person is enrolled once, changed where something changes, merged for good', () => {
  const { lines } = ledger(`person/${guo}`, [
    [enrol as never, { unitArea: undefined }],
    [enrol as never, { phoneHolder: wang }],
    enrol as never,
    enrol as never,
    { type: 'change-person', skills: ['medic'] },
    { type: 'change-person', phone: '19900000001' },
    { type: 'change-person', phone: '19900000002', skills: ['medic', 'driver'] },
    [{ type: 'change-person', phone: '19900000003' }, { phoneHolder: wang }],
    { type: 'change-person', phone: null, unit: null },
    { type: 'register-person', community: chengguan },
    { type: 'merge-person', into: guo },
    [{ type: 'merge-person', into: wang }, { into: undefined }],
    { type: 'merge-person', into: wang },
    { type: 'merge-person', into: wang },
    { type: 'register-person', community: chengguan },
    { type: 'change-person', skills: [] },
  ])
  assert.deepEqual(lines, [
    'enrol-person: no, unit-unknown',
    'enrol-person: no, phone-taken',
    'enrol-person: person-enrolled + name phone',
    'enrol-person: no, already-enrolled',
    'change-person: no, nothing-new',
    'change-person: no, nothing-new',
    'change-person: person-changed + name phone',
    'change-person: no, phone-taken',
    'change-person: person-changed + name',
    'register-person: person-registered',
    'merge-person: no, merge-into-itself',
    'merge-person: no, merge-into-unknown',
    'merge-person: registration-withdrawn, person-merged',
    'merge-person: no, not-active',
    'register-person: no, not-active',
    'change-person: no, not-active',
  ])
})

test('a unit is enrolled, has a liaison, and may be paired with several communities', () => {
  const { lines } = ledger(
    `unit/${bureau}`,
    [
      { type: 'enrol-unit', name: '教育局', area: chengguan },
      { type: 'enrol-unit', name: '教育局', area: chengguan },
      { type: 'change-unit', name: '教育局' },
      { type: 'change-unit', area: changqing },
      { type: 'appoint-liaison', person: guo },
      { type: 'appoint-liaison', person: guo },
      { type: 'register-unit', community: chengguan },
      { type: 'register-unit', community: changqing },
      { type: 'accept-registration', community: changqing },
      ...Array.from({ length: 30 }, (_, n) => ({
        type: 'register-unit' as const,
        community: `1407291002${String(n).padStart(2, '0')}`,
      })),
      { type: 'register-unit', community: '140729100300' },
    ].map((command) => command as RegistryCommand),
  ).lines.reduce<{ lines: string[] }>(
    (all, line) => (all.lines.at(-1) === line ? all : { lines: [...all.lines, line] }),
    { lines: [] },
  )
  assert.deepEqual(lines, [
    'enrol-unit: unit-enrolled',
    'enrol-unit: no, already-enrolled',
    'change-unit: no, nothing-new',
    'change-unit: unit-changed',
    'appoint-liaison: liaison-appointed',
    'appoint-liaison: no, nothing-new',
    'register-unit: unit-registered',
    'accept-registration: registration-accepted',
    'register-unit: unit-registered',
    'register-unit: no, too-many-registrations',
  ])
})

test('a building is listed with its doors, and listed again only when something is new', () => {
  const building = '140729100001-01-0001'
  const list = {
    type: 'list-building',
    name: '1号楼',
    numbering: 'floors',
    doors: [
      ['0101', 3],
      ['0102', 2],
    ],
  } as unknown as RegistryCommand
  assert.deepEqual(
    ledger(`area/${building}`, [
      list,
      list,
      {
        ...list,
        doors: [
          ['0101', 3],
          ['0101', 2],
        ],
      } as never,
    ]).lines,
    ['list-building: building-listed', 'list-building: no, nothing-new', 'list-building: no, door-twice'],
  )
  assert.deepEqual(
    ledger(`area/${chengguan}`, [
      list,
      { type: 'name-area', name: '城关社区' },
      { type: 'name-area', name: '城关社区' },
    ]).lines,
    ['list-building: no, not-a-building', 'name-area: area-named', 'name-area: no, nothing-new'],
  )
})

test("who may: inside the area, outside it, one's own unit, oneself", () => {
  const person: RegistryState = {
    kind: 'person',
    id: guo,
    known: true,
    active: true,
    unit: bureau,
    home: chengguan,
    skills: [],
    availability: [],
    registrations: {},
  }
  const who: Record<string, { grants: Grant[]; person?: string }> = {
    'officer of the community': { grants: [{ role: 'officer', area: chengguan }] },
    'officer of the next one': { grants: [{ role: 'officer', area: changqing }] },
    'liaison of the unit': { grants: [{ role: 'liaison', area: county, unit: bureau }] },
    'liaison of another unit': { grants: [{ role: 'liaison', area: county, unit: wang }] },
    'the person': { grants: [{ role: 'volunteer', area: chengguan }], person: guo },
    'another volunteer': { grants: [{ role: 'volunteer', area: chengguan }], person: wang },
    auditor: { grants: [{ role: 'auditor', area: county }] },
  }
  const asks: Record<string, RegistryCommand> = {
    change: { type: 'change-person', skills: [] },
    'move next door': { type: 'change-person', home: changqing },
    'register here': { type: 'register-person', community: chengguan },
    'accept here': { type: 'accept-registration', community: chengguan },
    'accept next door': { type: 'accept-registration', community: changqing },
    withdraw: { type: 'withdraw-registration', community: chengguan },
  }
  const table = Object.entries(who).map(
    ([name, { grants, person: self }]) =>
      `${name}: ${Object.entries(asks)
        .filter(([, command]) => {
          const target = registry.target(person, command, facts, `person/${guo}`)
          return (
            target &&
            allowed(registry.may[command.type], { tenant: county, account: id(9), person: self, grants }, target)
          )
        })
        .map(([ask]) => ask)
        .join(', ')}`,
  )
  assert.deepEqual(table, [
    'officer of the community: change, register here, accept here',
    'officer of the next one: accept next door',
    'liaison of the unit: change, move next door, register here, withdraw',
    'liaison of another unit: ',
    'the person: change, move next door, register here, withdraw',
    'another volunteer: ',
    'auditor: ',
  ])
})

test('a command on a stream of another kind, or about nobody, touches nothing', () => {
  const nobody = registry.initial(`person/${wang}`)
  assert.equal(registry.target(nobody, { type: 'change-person', skills: [] }, facts, `person/${wang}`), undefined)
  assert.equal(
    registry.target(nobody, { type: 'enrol-unit', name: 'x', area: county }, facts, `person/${wang}`),
    undefined,
  )
  assert.equal(
    registry.target(registry.initial('area/99'), { type: 'name-area', name: 'x' }, facts, 'area/99'),
    undefined,
  )
  assert.equal(
    registry.target(
      registry.initial('unit/nonsense'),
      { type: 'enrol-unit', name: 'x', area: county },
      facts,
      'unit/nonsense',
    ),
    undefined,
  )
})
