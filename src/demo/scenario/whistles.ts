// Twice on the reference day the community blows the whistle: for thirty at a point, and for twelve in the afternoon.
import { townshipOf } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'
import type { Chance } from '../chance.ts'
import type { Laid } from './lay.ts'
import { hour, type Figures } from './october.ts'
import type { Given, Played } from './played.ts'

export async function whistleTwice(played: Played, laid: Laid, chance: Chance): Promise<Figures> {
  const first = await whistle(played, laid.points[1 % laid.points.length].area, 30, chance)
  const second = await whistle(played, laid.points[2 % laid.points.length].area, 12, chance)
  return { first, second }
}

/** One whistle from its first call to the standing down. */
async function whistle(played: Played, area: string, people: number, chance: Chance): Promise<Figures> {
  const muster = played.house.newId()
  await played.must([
    [
      'muster',
      `muster/${muster}`,
      {
        type: 'blow-whistle',
        what: '维持秩序、搬运物资',
        label: '采样点',
        area: townshipOf(area),
        place: await placeOf(played, area),
        needs: [{ people }],
        from: played.now,
        until: played.now + 4 * hour,
        drill: false,
        answerMinutes: 10,
        escalateMinutes: 20,
        waves: 'by-themselves',
      },
    ],
  ])
  await played.until(played.now + 1)
  await answerWaves(played, muster, chance)
  await arrive(played, muster, chance)
  const [counts] = await played.rows<Figures>(
    `select count(*)::int as called, count(*) filter (where answer is not null)::int as answered,
       count(*) filter (where arrived_at is not null)::int as arrived
     from calls
     where tenant = $1 and muster = $2`,
    [played.county, muster],
  )
  await played.must([['muster', `muster/${muster}`, { type: 'stand-down' }]])
  return { needed: people, ...counts }
}

export async function placeOf(played: Played, area: string): Promise<[lng: number, lat: number]> {
  const [{ lng, lat }] = await played.rows<{ lng: number; lat: number }>(
    'select lng, lat from areas where tenant = $1 and area = $2',
    [played.county, area],
  )
  return [lng, lat]
}

/** The timer calls waves until it is filled; each time those newly called answer. */
async function answerWaves(played: Played, muster: Id, chance: Chance): Promise<void> {
  const answered = new Set<Id>()
  for (let turn = 0; turn < 12; turn += 1) {
    const called = (
      await played.rows<{ person: Id }>(
        `select person
         from calls
         where tenant = $1 and muster = $2 and state = 'called'
         order by person`,
        [played.county, muster],
      )
    ).filter((row) => !answered.has(row.person))
    for (const { person } of called) answered.add(person)
    await played.give(
      called
        .filter(() => chance.yes(0.75))
        .map(({ person }): Given => [
          'muster',
          `muster/${muster}`,
          chance.yes(0.6)
            ? { type: 'answer-call', answer: 'coming', minutes: 5 + chance.below(25) }
            : { type: 'answer-call', answer: 'cannot' },
          person,
        ]),
    )
    await played.until(played.now + 11 * 60_000)
    const [{ phase }] = await played.rows<{ phase: string }>(
      'select phase from musters where tenant = $1 and muster = $2',
      [played.county, muster],
    )
    if (phase !== 'running') break
  }
}

async function arrive(played: Played, muster: Id, chance: Chance): Promise<void> {
  const coming = await played.rows<{ person: Id }>(
    `select person from calls where tenant = $1 and muster = $2 and state = 'coming'`,
    [played.county, muster],
  )
  await played.give(
    coming
      .filter(() => chance.yes(0.95))
      .map(({ person }): Given => ['muster', `muster/${muster}`, { type: 'mark-arrived', person }]),
  )
}
