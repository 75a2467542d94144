// A door that is not there: asked about, taken when it is meant, counted apart, and taken back by those who lead.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Id } from '#domain/kernel/ids.ts'
import { starters } from '#domain/operation/starters.ts'
import type { DoorRow, VisitBuilding } from '#rooms/visit/questions.ts'
import { community, county, openHouse, settle, until, type Client, type TestHouse } from '#test/house.ts'

const hour = 3_600_000
const dawn = Date.UTC(2026, 9, 11, 22)
const grid = `${community}-01`
const building = `${grid}-0001`
const listed = ['0101', '0102', '0201', '0202', '0301']
let house: TestHouse
let worker: Client
let planner: Client
let round: Id

before(async () => {
  house = await openHouse({ start: dawn + hour })
  await settle(house)
  ;[round] = [house.newId()]
  const operation = house.newId()
  const toRound = (command: { type: string } & Record<string, unknown>) =>
    ['operation', `round/${round}`, command] as const
  const visits = listed.map((door) => ({
    household: `${building}-${door}`,
    building,
    purpose: 'sampling',
    people: 2,
    priority: 2,
  }))
  await house.given(
    ['registry', `area/${grid}`, { type: 'name-area', name: '第一网格' }],
    [
      'registry',
      `area/${building}`,
      { type: 'list-building', name: '1号楼', numbering: 'entrances', doors: listed.map((door) => [door, 2]) },
    ],
    [
      'operation',
      `operation/${operation}`,
      { type: 'open-operation', template: [...starters][0][0], area: county, name: '十月采样' },
    ],
    toRound({ type: 'draft-round', operation, area: county, starts: dawn }),
    toRound({ type: 'put-visits', visits }),
    toRound({ type: 'publish-round' }),
  )
  worker = await house.as({ role: 'gridWorker', area: grid })
  planner = await house.as({ role: 'dispatcher', area: county })
})
after(() => house.stop())

const say = async (command: { type: string } & Record<string, unknown>) => {
  const [receipt] = await worker.give(['visit', `doors/${round}.${building}`, command])
  return receipt.status === 'refused' ? [receipt.reason, receipt.detail?.doors] : receipt.status
}
const slip = { type: 'report-doors', doors: ['9999'], outcome: 'nobody' }
const counted = async () => {
  const [row] = (await worker.ask<{ rows: VisitBuilding[] }>('visit-buildings', { round })).body.rows
  return [row.doors, row.todo, row.nobody, row.unlisted]
}
const drawn = async () =>
  (await worker.ask<{ rows: DoorRow[] }>('doors', { round, building })).body.rows
    .filter((row) => !row.listed)
    .map((row) => row.household)

test('a slip is refused by its number; meant, it is counted apart; both ways take it back', async () => {
  assert.deepEqual(await say(slip), ['door-unlisted', '9999'])
  assert.deepEqual(await say({ type: 'report-doors', doors: ['0101'], outcome: 'nobody' }), 'accepted')
  assert.deepEqual(await counted(), [5, 4, 1, 0])
  assert.deepEqual(await say({ ...slip, unlisted: true }), 'accepted')
  assert.deepEqual([await counted(), await drawn()], [[5, 4, 1, 1], [`${building}-9999`]])
  assert.deepEqual(await say({ type: 'reopen-doors', doors: ['9999'] }), 'accepted')
  assert.deepEqual([await counted(), await drawn()], [[5, 4, 1, 0], []])
  assert.deepEqual(await say({ ...slip, unlisted: true }), 'accepted')
  const remove = { type: 'remove-visits', households: [`${building}-9999`] }
  const [removed, nothing] = await planner.give(
    ['operation', `round/${round}`, remove],
    ['operation', `round/${round}`, { type: 'remove-visits', households: [`${building}-9998`] }],
  )
  assert.deepEqual([removed.status, nothing.status === 'refused' && nothing.reason], ['accepted', 'nothing-changed'])
  await until(async () => (await drawn()).length === 0, 'the door is taken back')
  assert.deepEqual(await counted(), [5, 4, 1, 0])
  assert.deepEqual(await say(slip), ['door-unlisted', '9999'], 'it is asked about again')
})
