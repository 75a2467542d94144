// Every question asked by every role from inside and outside, with names planted like canaries: what one may not see is
// not in the answer, and the golden table says who sees whom.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { opened, roles, type Actor, type Grant } from '#domain/kernel/actor.ts'
import type { Question } from '#journal/view.ts'
import { questions as unsorted } from '#server/questions.ts'
import { startCluster, type Cluster } from '../access/cluster.ts'
import { openSmallHouse, type SmallHouse } from '../access/small-house.ts'
import { paramsFor } from './asking.ts'
import { county, settle, type Place } from './world.ts'

const golden = 'test/golden/views.txt'
let cluster: Cluster
let house: SmallHouse
let here: Place
let there: Place
const questions = [...unsorted].sort((a, b) => (a.name < b.name ? -1 : 1))

before(async () => {
  cluster = startCluster()
  house = await openSmallHouse(cluster, 'views')
  here = await settle(house, '140729100001', 1)
  there = await settle(house, '140729200001', 2)
})
after(async () => {
  await house?.stop()
  await cluster?.stop()
})

interface Seen {
  readonly status: 'no' | 'asked' | 'failed'
  readonly inside: boolean
  readonly outside: boolean
}

async function look(question: Question, params: unknown, asking: Actor): Promise<Seen> {
  const actor = opened(question.may, asking, question.target(params, asking))
  if (!actor) return { status: 'no', inside: false, outside: false }
  const text = JSON.stringify(
    (await house.asAsker(actor, (tx) =>
      question.ask(tx, params, { actor, now: house.now(), vault: house.spine.vault as never }),
    )) ?? null,
  )
  const holds = (place: Place) => Object.values(place.canaries).some((name) => text.includes(name))
  return { status: 'asked', inside: holds(here), outside: holds(there) }
}

const who = (grants: readonly Grant[], person?: string): Actor => ({
  tenant: county,
  account: person ?? house.newId(),
  grants,
  ...(person && { person }),
})
const mark = (seen: Seen) => (seen.status === 'no' ? '.' : seen.outside ? 'OTHERS' : seen.inside ? 'names' : 'asked')

test('nobody sees a name of another area: every question and role, as the golden table says', async (context) => {
  const columns: readonly (readonly [string, () => Actor])[] = [
    ['nobody', () => who([])],
    ...roles
      .filter((role) => role !== 'liaison')
      .map((role): [string, () => Actor] => [role, () => who([{ role, area: here.community }])]),
    ['unit', () => who([{ role: 'liaison', area: county, unit: here.unit }])],
    ['self', () => who([{ role: 'volunteer', area: here.community }], here.person)],
  ]
  const lines: string[] = []
  let cells = 0
  for (const question of questions) {
    const row: string[] = []
    for (const [, actor] of columns) {
      const marks = new Set<string>()
      for (const place of [here, there]) {
        const params = paramsFor(question, place, house.now())
        const seen = await look(question, params, actor())
        cells += 1
        assert.ok(!seen.outside, `${question.name} shows ${row.length} a name of elsewhere`)
        if (place === here) marks.add(mark(seen))
      }
      row.push([...marks].join('/'))
    }
    lines.push([question.name.padEnd(24), ...row.map((cell) => cell.padEnd(14))].join('').trimEnd())
  }
  context.diagnostic(`${cells} cells, ${questions.length} questions`)
  const text = [
    '# Who may ask what, held for one community: . = not answered, asked = answered without a name, names = ' +
      'answered with names of that community. Names of another community stand nowhere.',
    '# GOLDEN=write makes it anew.',
    '',
    ['question'.padEnd(24), ...columns.map(([name]) => name.padEnd(14))].join('').trimEnd(),
    ...lines,
    '',
  ].join('\n')
  if (process.env.GOLDEN === 'write' || !existsSync(golden)) writeFileSync(golden, text)
  assert.equal(text, readFileSync(golden, 'utf8'))
})

test('a volunteer, whatever their area, sees of others no name at all', async () => {
  const others = Object.entries(here.canaries)
    .filter(([id]) => id !== here.person)
    .map(([, name]) => name)
  for (const question of questions) {
    const volunteer = who([{ role: 'volunteer', area: county }], here.person)
    const params = paramsFor(question, here, house.now())
    const actor = opened(question.may, volunteer, question.target(params, volunteer))
    if (!actor) continue
    const text = JSON.stringify(
      (await house.asAsker(actor, (tx) =>
        question.ask(tx, params, { actor, now: house.now(), vault: house.spine.vault as never }),
      )) ?? null,
    )
    for (const name of others) assert.ok(!text.includes(name), `${question.name} shows ${name}`)
  }
})

test('no name, phone or text stands in the journal or in any table', async () => {
  let text = JSON.stringify(house.spine.journal)
  const { rows } = await house.owner.query(`select tablename from pg_tables where schemaname = 'public'`)
  for (const { tablename } of rows)
    text += JSON.stringify((await house.owner.query(`select t::text from ${tablename} t`)).rows)
  for (const secret of ['金丝雀', '1390000', '搬物资', '东门', 'A'.repeat(32)])
    assert.ok(!text.includes(secret), secret)
  assert.ok(text.includes(here.person), 'the search does search')
})
