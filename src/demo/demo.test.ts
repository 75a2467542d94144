// The demo county adds up, lies where it should, is the same for a seed, and its files read back whole through the
// import's own reading and planning.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { uuid8 } from '#domain/kernel/ids.ts'
import { unitKey } from '#server/imports/clean.ts'
import { findLayout, isFooting, proposeColumns, proposeKind } from '#server/imports/heads.ts'
import { Places } from '#server/imports/places.ts'
import { planList } from '#server/imports/planning.ts'
import { summarise, type County, type KnownUnit, type PlannedRow } from '#server/imports/plan.ts'
import { readTables } from '#server/imports/reader.ts'
import { unitId } from '#server/imports/units.ts'
import { county, inside, outline } from './county.ts'
import { demoFiles, drawDemo, membersFile } from './files.ts'

const demo = drawDemo()
const communities = demo.townships.flatMap((township) => township.communities)

test('the county holds exactly its residents, in doors, buildings, grids and communities', () => {
  const doors = communities.flatMap((community) =>
    community.grids.flatMap((grid) => grid.buildings.flatMap((building) => building.doors)),
  )
  assert.equal(demo.townships.length, 11)
  assert.equal(communities.length, 216)
  assert.equal(
    doors.reduce((sum, door) => sum + door.residents, 0),
    county.residents,
  )
  assert.equal(
    communities.filter((community) => community.urban).reduce((sum, community) => sum + community.residents, 0),
    county.urban,
  )
  assert.ok(
    communities.every(
      (community) => community.residents > 0 && community.grids.length > 0 && inside(community.place, outline()),
    ),
  )
})

test('people and units are marked as invented, and no two are taken for one', () => {
  assert.equal(demo.members.length, 1_590)
  assert.equal(demo.units.length, 200)
  for (const field of ['name', 'phone'] as const)
    assert.equal(new Set(demo.members.map((member) => member[field])).size, 1_590)
  assert.equal(new Set(demo.units.map((unit) => unit.name)).size, 200)
  assert.ok(demo.members.every((member) => member.name[1] === '演' && member.phone.startsWith('1990000')))
  assert.ok(demo.units.every((unit) => unit.name.endsWith('（演示）')))
})

test('the same seed draws the same county, another seed another', () => {
  const print = (seed: number) =>
    createHash('sha256')
      .update(JSON.stringify(drawDemo(seed, 20)))
      .digest('hex')
  assert.equal(print(7), print(7))
  assert.notEqual(print(7), print(8))
})

/** Reads and plans a file against what earlier files brought. */
async function take(bytes: Uint8Array, where: County): Promise<PlannedRow[]> {
  const [sheet] = readTables(bytes)
  const layout = findLayout(sheet)
  const kind = proposeKind(sheet, layout)
  const list = {
    kind,
    rows: sheet.rows.slice(layout.first).filter((row) => !isFooting(row.cells, layout.heads)),
    columns: proposeColumns(sheet, layout, kind),
  }
  const planned: PlannedRow[] = []
  await planList(list, where, 'file', new Map(), (row) => planned.push(row))
  return planned
}

const units = demo.units.map(({ name, community }): KnownUnit => ({
  unit: unitId(county.code, name),
  name,
  area: community.code,
  registered: [],
}))
const where: County = {
  tenant: county.code,
  actor: {
    tenant: county.code,
    account: uuid8(new Uint8Array(16)),
    grants: [{ role: 'administrator', area: county.code }],
  },
  places: new Places(county.code, []),
  units: new Map(),
  unitById: new Map(),
  doors: new Map(),
  people: [],
}
/** A county that knows its units already. */
const withUnits: County = {
  ...where,
  units: new Map(units.map((unit) => [unitKey(unit.name), [unit]])),
  unitById: new Map(units.map((unit) => [unit.unit, unit])),
}

test('every file reads back without a complaint', async () => {
  const told: string[] = []
  let doors = 0
  for (const { name, make } of demoFiles(demo)) {
    const rows = await take(await make(), name.startsWith('4') ? withUnits : where)
    const { acts } = summarise(rows)
    assert.equal(
      acts.stopped + acts.asked + acts.skip,
      0,
      `${name}: ${JSON.stringify(rows.find((row) => row.problems.some((problem) => problem.weight !== 'note')))}`,
    )
    doors += rows
      .flatMap((row) => row.commands)
      .reduce(
        (sum, { command }) =>
          sum +
          (command.type === 'list-building'
            ? command.doors.reduce((people, [, residents]) => people + residents, 0)
            : 0),
        0,
      )
    if (!name.startsWith('2')) told.push(`${name} ${acts.new}`)
  }
  const grids = communities.reduce((sum, community) => sum + community.grids.length, 0)
  assert.deepEqual(told, [`1-区划.xlsx ${1 + 11 + 216 + grids}`, '3-单位.xlsx 200', '4-人员.xlsx 1590'])
  assert.equal(doors, county.residents)
})

test('a list with 12 wrong rows has exactly these', async () => {
  const spoiled = await take(await membersFile(demo, 12), withUnits)
  assert.deepEqual({ ...summarise(spoiled).acts }, { new: 1578, change: 0, same: 0, skip: 0, stopped: 12, asked: 0 })
  assert.deepEqual(
    spoiled
      .filter((row) => row.act === 'stopped')
      .map((row) =>
        row.problems
          .filter((problem) => problem.weight === 'stop')
          .map((problem) => `${problem.cell} ${problem.code}`)
          .join(),
      ),
    [
      'E69 phone-length',
      'B201 missing',
      'D334 unit-unknown',
      'F466 area-unknown',
      'E599 two-phones',
      'F731 area-ambiguous',
      'E864 phone-shape',
      'B996 formula-text',
      'E1129 phone-shape',
      'I1261 area-unknown',
      'B1394 name-shape',
      'D1526 unit-unknown',
    ],
  )
})
