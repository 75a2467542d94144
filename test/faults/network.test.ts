// A hostile network before the real door: 20,000 sendings of seeded commands, lost, doubled, late and out of order.
// Every command has one effect and one answer, and the seats promised are never more than there are. SEED=… plays a run
// again.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Envelope, Receipt } from '#domain/kernel/envelope.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { createRandom } from '#planner/kernel/random.ts'
import { community, county, openHouse, populate, settle, type TestHouse } from '#test/house.ts'
import { seedOf } from '#test/seed.ts'

const seed = seedOf()
const PEOPLE = 160
const MUSTERS = 8
const SEATS = 20
const COMMANDS = 9_000
const OPERATIONS = 20_000
/** Sendings under way at once, as from so many phones. */
const FLIGHT = 256

let house: TestHouse
before(async () => {
  house = await openHouse()
})
after(() => house.stop())

interface Journey {
  readonly envelope: Envelope
  readonly actor: Actor
  readonly answers: Receipt[]
  tries: number
}

test(`20,000 sendings over a hostile network: one effect, one answer (seed ${seed})`, async () => {
  const random = createRandom(seed)
  await settle(house)
  const people = await populate(house, PEOPLE)
  const musters = Array.from({ length: MUSTERS }, () => house.newId())
  for (const muster of musters)
    await house.given([
      'muster',
      `muster/${muster}`,
      {
        type: 'blow-whistle',
        what: '搬',
        label: '东',
        area: community,
        place: [111.77, 36.85],
        needs: [{ people: SEATS }],
        from: house.now(),
        until: house.now() + 7_200_000,
        drill: false,
        answerMinutes: 100,
        escalateMinutes: 110,
        waves: 'by-hand',
        people,
      },
    ])
  const actors = people.map((person): Actor => ({ tenant: county, account: person, person, grants: [] }))
  const journeys = Array.from({ length: COMMANDS }, (): Journey => {
    const answer = (['coming', 'cannot', 'talk'] as const)[random.int(3)]
    const command = {
      type: 'answer-call',
      answer,
      ...(answer === 'coming' && { minutes: 1 + random.int(90) }),
    } as never
    return {
      envelope: house.envelope('muster', `muster/${musters[random.int(MUSTERS)]}`, command),
      actor: actors[random.int(PEOPLE)],
      answers: [],
      tries: 0,
    }
  })
  const count = { sent: 0, lostThere: 0, lostBack: 0, doubled: 0 }
  // The line holds sendings; each turn takes one from anywhere in its first thousand: reordered, and some very late.
  const line = [...journeys]
  const one = async () => {
    while (line.length > 0 && count.sent < OPERATIONS * 2) {
      const [journey] = line.splice(random.int(Math.min(line.length, 1_000)), 1)
      journey.tries += 1
      count.sent += 1
      const fate = journey.tries > 8 ? 1 : random.next()
      if (fate < 0.15) {
        count.lostThere += 1
        line.push(journey)
        continue
      }
      const receipt = await house.receive(journey.envelope, journey.actor)
      journey.answers.push(receipt)
      if (fate < 0.35) {
        count.lostBack += 1
        line.push(journey)
        continue
      }
      if (fate < 0.6 && journey.tries < 4) {
        count.doubled += 1
        line.push(journey)
      }
    }
  }
  await Promise.all(Array.from({ length: FLIGHT }, one))
  assert.equal(line.length, 0)
  console.log(JSON.stringify({ seed, ...count }))
  assert.ok(count.lostThere > 1_000 && count.lostBack > 1_000 && count.doubled > 1_000)

  for (const { envelope, answers } of journeys)
    for (const answer of answers)
      assert.deepEqual(answer, answers[0], `seed ${seed}: ${envelope.id} was answered in two ways`)
  const effects = new Map(
    (
      await house.sql<{ command: Id; n: number }>(
        `select command, count(distinct version)::int as n
           from journal
           where stream like $1
           group by command`,
        ['muster/%'],
      )
    ).map((row) => [row.command, row.n]),
  )
  for (const { envelope, answers } of journeys) {
    const accepted = answers[0].status === 'accepted'
    assert.equal(effects.has(envelope.id), accepted, `seed ${seed}: ${envelope.id} ${answers[0].status}`)
  }
  // Never promised beyond the seats, never to two musters.
  const seated = await house.sql<{ muster: Id; n: number }>(
    'select muster, count(*)::int as n from calls where seated group by muster',
  )
  assert.ok(
    seated.every((row) => row.n <= SEATS),
    `seed ${seed}: ${JSON.stringify(seated)}`,
  )
  assert.equal(
    (await house.sql('select person from calls where seated group by person having count(*) > 1')).length,
    0,
    `seed ${seed}: promised twice`,
  )
  assert.deepEqual(
    (await house.journal.rebuild()).views.filter((view) => view.missing + view.surplus > 0),
    [],
  )
  assert.deepEqual((await house.journal.verify()).faults, [])
})
