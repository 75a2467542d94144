// The permission matrix of a round's rooms, executed on a whole house: every role × every command × every place of its
// grant. The table in round-permissions.txt is what came out; its diff is the review.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { roles, type Actor, type Grant } from '#domain/kernel/actor.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { judges } from '#rooms/all.ts'
import { community, county, openHouse, type TestHouse } from '#test/house.ts'
import { ownExamples } from './examples/all.ts'
import type { Example } from './examples/example.ts'
import { roundExamples } from './round-examples.ts'
import { building, grid, layOut, probe } from './round-world.ts'

const golden = 'test/golden/round-permissions.txt'
/** The rooms of test/golden/permissions.txt. */
const elsewhereTold = ['registry', 'access', 'muster', 'dossier', 'notice', 'ending']
let house: TestHouse
let examples: Example[]
let person: Id
let unit: Id

before(async () => {
  house = await openHouse({ timers: false, start: Date.UTC(2026, 9, 12, 2) })
  const world = await layOut(house)
  ;({ person, unit } = world)
  examples = Object.values(roundExamples).flatMap((of) => of(world))
  for (const own of Object.values(ownExamples)) examples.push(...(await own(house, person)))
})
after(() => house.stop())

const around: readonly (readonly [letter: string, area: string])[] = [
  ['C', county],
  ['T', community.slice(0, 9)],
  ['A', community],
  ['g', grid],
  ['b', building],
]
const away = [
  `${community.slice(0, 9)}999`,
  `${county}200`,
  '140730',
  '140730100001',
  `${community.slice(0, 9)}998-01`,
  `${grid.slice(0, -2)}02`,
  `${building.slice(0, -4)}0002`,
]
const offices = roles.filter((role) => role !== 'liaison')
const actor = (grants: readonly Grant[], more: Partial<Actor> = {}): Actor => ({
  tenant: county,
  account: more.person ?? house.newId(),
  grants,
  ...more,
})
const named = ({ room, command }: Example) => `${room} ${command.type}`

test('there is an example of every command of every room, here or beside', () => {
  const all = [...judges]
    .filter(([name]) => !elsewhereTold.includes(name))
    .flatMap(([name, { room }]) => Object.keys(room.may).map((type) => `${name} ${type}`))
  assert.deepEqual(
    [...judges.keys()].filter((name) => !elsewhereTold.includes(name)).sort(),
    [...Object.keys(roundExamples), ...Object.keys(ownExamples)].sort(),
  )
  assert.deepEqual([...new Set(examples.map(named))].sort(), all.sort())
})

test('who may give what: the table is the golden one', async () => {
  const table = new Map(examples.map((example) => [named(example), new Map<string, string>()]))
  const note = async (column: string, letter: string, who: Actor) =>
    (await probe(house, examples, who)).forEach((status, at) => {
      const row = table.get(named(examples[at]))!
      if (status !== 'unknown') row.set(column, (row.get(column) ?? '') + letter)
    })
  for (const role of offices) for (const [letter, area] of around) await note(role, letter, actor([{ role, area }]))
  await note('unit', '+', actor([{ role: 'liaison', area: community, unit }]))
  await note('self', '+', actor([], { person }))
  const columns = [...offices, 'unit', 'self']
  const text = [
    '# Who may give which command of a round’s rooms, in a community: C T A g b = a grant for its county, ' +
      'township, the community itself, its grid, a building in that; + = yes; . = answered as unknown. self: ' +
      'seated in the team of the grid.',
    '# Made by executing every cell (round-permissions.test.ts); GOLDEN=write makes it anew.',
    '',
    ['command'.padEnd(32), ...columns.map((column) => column.padEnd(14))].join('').trimEnd(),
    ...[...table].map(([command, row]) =>
      [command.padEnd(32), ...columns.map((column) => (row.get(column) ?? '.').padEnd(14))].join('').trimEnd(),
    ),
    '',
  ].join('\n')
  if (process.env.GOLDEN === 'write' || !existsSync(golden)) writeFileSync(golden, text)
  assert.equal(text, readFileSync(golden, 'utf8'))
})

test('outside its area no role gives anything, nor does a person for another, nor another county', async () => {
  const none = async (who: Actor, said: string, list = examples) =>
    (await probe(house, list, who)).forEach((status, at) =>
      assert.equal(status, 'unknown', `${said}: ${named(list[at])}`),
    )
  for (const role of offices) for (const area of away) await none(actor([{ role, area }]), `${role} of ${area}`)
  await none(actor([]), 'nobody')
  await none(actor([{ role: 'liaison', area: county }]), 'a liaison of no unit')
  // Somebody else's seat, doors, day and addresses: of a seat it is said that one does not hold it, of the rest
  // nothing.
  const stranger = actor([], { person: house.newId() })
  const seats = examples.filter(({ command }) =>
    ['take-up', 'decline', 'offer-swap', 'answer-swap', 'step-back'].includes(command.type),
  )
  for (const status of await probe(house, seats, stranger)) assert.equal(status, 'refused')
  await none(
    stranger,
    'a stranger',
    examples.filter((example) => !seats.includes(example) && !['sign-up'].includes(example.command.type)),
  )
  // Another tenant has nothing here, whatever its grants say: of what stands, it finds nothing.
  const standing = examples.filter(
    (example) =>
      ![
        'save-template',
        'open-operation',
        'draft-round',
        'open-look-back',
        'note-finding',
        'report-finding',
        'note-need',
        'order-move',
        'drop-push',
      ].includes(example.command.type),
  )
  for (const role of offices)
    await none({ ...actor([{ role, area: '140730' }]), tenant: '140730' }, `${role} of another county`, standing)
})
