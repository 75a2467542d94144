// The look-back of the reference day: eleven teams, a drawn sample of its doors, and helpers placed on the spot.
import { townshipOf } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'
import type { Chance } from '../chance.ts'
import type { Laid } from './lay.ts'
import { hour, october, type Figures } from './october.ts'
import type { Given, Played } from './played.ts'
import { placeOf } from './whistles.ts'

/** Eleven teams look back at the doors of the day: a drawn sample, what they find, and an interval. */
export async function lookBack(played: Played, laid: Laid, chance: Chance): Promise<Figures> {
  const id = played.house.newId()
  await played.must([
    [
      'oversight',
      `look-back/${id}`,
      {
        type: 'open-look-back',
        area: played.county,
        kind: 'visited',
        round: laid.round,
        title: '12 日上门采样回头看',
        sample: 200,
        teams: 11,
        from: played.on(october(12, 7)),
        until: played.on(october(12, 22)),
      },
    ],
  ])
  const { rows } = await played.ask<{ rows: { item: string }[] }>('look-back-items', { lookBack: id })
  await played.must(
    rows.map(({ item }): Given => [
      'oversight',
      `look-back/${id}`,
      { type: 'check-item', item, found: chance.yes(0.93) ? 'yes' : chance.yes(0.5) ? 'no' : 'unreached' },
    ]),
  )
  const placed = await placeHelpers(played, laid, id)
  const answer = await played.ask<{ drawn: number; of: number; coverage: unknown; agreement: unknown; seed: string }>(
    'look-back',
    { lookBack: id },
  )
  await played.must([['oversight', `look-back/${id}`, { type: 'close-look-back' }]])
  return { drawn: rows.length, of: answer.of, coverage: answer.coverage, agreement: answer.agreement, placed }
}

/**
 * Looking back, the teams meet members who had no task that day, and place them with the building stewards on the spot.
 * They may decline.
 */
async function placeHelpers(played: Played, laid: Laid, lookBack: Id): Promise<Figures> {
  const [muster, where] = [played.house.newId(), laid.points[0]]
  const free = await played.rows<{ person: Id }>(
    `select r.person
     from registrations r
     where r.tenant = $1 and r.kind = 'person' and r.state = 'accepted' and r.community ^@ $3
       and not exists (select 1 from assignments a where a.tenant = $1 and a.round = $2 and a.person = r.person)
     order by r.person
     limit 8`,
    [played.county, laid.round, townshipOf(where.area)],
  )
  await whistleForHelpers(played, muster, where.area)
  const asked = await played.give(
    free.map(({ person }): Given => ['oversight', `look-back/${lookBack}`, { type: 'place-person', person, muster }]),
  )
  await played.until(played.now + 1)
  const called = await played.rows<{ person: Id }>(
    'select person from calls where tenant = $1 and muster = $2 order by person',
    [played.county, muster],
  )
  // Each eighth says no: nobody is put to work without being asked.
  await played.give(
    called.map(({ person }, at): Given => [
      'muster',
      `muster/${muster}`,
      at % 8 === 7 ? { type: 'answer-call', answer: 'cannot' } : { type: 'answer-call', answer: 'coming', minutes: 5 },
      person,
    ]),
  )
  const arrived = await played.give(
    called
      .filter((_, at) => at % 8 !== 7)
      .map(({ person }): Given => ['muster', `muster/${muster}`, { type: 'mark-arrived', person }]),
  )
  await played.until(played.now + hour)
  await played.must([['muster', `muster/${muster}`, { type: 'stand-down' }]])
  return {
    asked: asked.filter((one) => one.status === 'accepted').length,
    called: called.length,
    arrived: arrived.filter((one) => one.status === 'accepted').length,
  }
}

async function whistleForHelpers(played: Played, muster: Id, area: string): Promise<void> {
  await played.must([
    [
      'muster',
      `muster/${muster}`,
      {
        type: 'blow-whistle',
        what: '协助楼栋管家',
        label: '楼栋',
        area: townshipOf(area),
        place: await placeOf(played, area),
        needs: [{ people: 8 }],
        from: played.now,
        until: played.now + 2 * hour,
        drill: false,
        answerMinutes: 10,
        escalateMinutes: 60,
        waves: 'by-hand',
      },
    ],
  ])
}
