// The reference case, played on the demo county: Lingshi, October 2022. A notice on the 4th, rounds on the 6th, 9th,
// 12th and 15th, 115 "1+3" teams on the 12th, 7 % who do not come, a point without a network, two whistles, a look-back
// by eleven teams, reports, and each unit's answer. Behaviour is drawn from a seed; times of day are China's.
import { codeLength, communityOf, townshipOf } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { startOfDay, zoneMs } from '#domain/kernel/zone.ts'
import { Chance } from '../chance.ts'
import { countyTemplate, layRound, templateId, type Laid } from './lay.ts'
import type { Given, Played } from './played.ts'
import { knock, mend, sample, signIn, signOut, staff } from './run.ts'

const hour = 3_600_000
/** @param day of October 2022, @param at hour of the day in China */
export const october = (day: number, at: number): number => Date.UTC(2022, 9, day, at) - zoneMs
/** By how much the story moves so that its last evening, the 16th, was yesterday: nothing kept has run out by then. */
export const untilYesterday = (now: number): number => startOfDay(now) - october(17, 0)

export interface Figures {
  readonly [name: string]: unknown
}

/**
 * @param tell a line for people, as each thing is done;
 * @param goesOn the operation stays open, with a draft of its
 * next round
 */
export async function playLingshi(
  played: Played,
  seed: number,
  tell: (line: string, figures: Figures) => void,
  rounds: readonly number[] = [6, 9, 12, 15],
  goesOn = false,
): Promise<Figures> {
  const chance = new Chance(seed)
  const { house, county } = played
  await appoint(played)
  tell('4 日通知 · notice of the 4th', await notice(played, chance))
  await played.until(played.on(october(5, 9)))
  const operation = house.newId()
  await played.must([
    ['operation', `template/${templateId}`, { type: 'save-template', area: county, template: countyTemplate }],
  ])
  await played.must([
    [
      'operation',
      `operation/${operation}`,
      { type: 'open-operation', template: templateId, area: county, name: '灵石县 2022 年 10 月全员采样' },
    ],
  ])
  const all: Record<string, Figures> = {}
  for (const [index, day] of rounds.entries()) {
    all[`round ${index + 1}`] = await playRound(
      played,
      operation,
      day,
      seed + day,
      chance,
      day === 12,
      (line, figures) => tell(`${day} 日 ${line}`, figures),
    )
  }
  tell('服务纪实 · service records', (all.dossier = await confirm(played, chance)))
  if (goesOn) await copyForTomorrow(played, operation)
  else await played.must([['operation', `operation/${operation}`, { type: 'close-operation' }]])
  await played.until(played.now + 1)
  return all
}

/**
 * The round with teams again, the day after tomorrow of the story: a draft that whoever looks around can staff, publish
 * and start.
 */
async function copyForTomorrow(played: Played, operation: Id): Promise<void> {
  const [last] = await played.rows<{ round: Id }>(
    `select round
     from rounds
     where tenant = $1 and operation = $2
     order by teams is null, starts desc
     limit 1`,
    [played.county, operation],
  )
  await played.must([
    [
      'operation',
      `round/${played.house.newId()}`,
      { type: 'copy-round', from: last.round, starts: played.on(october(18, 7)) },
    ],
  ])
}

/** Grid workers: one member in each grid that a team may be formed for, living in its community. */
async function appoint(played: Played): Promise<void> {
  const { county } = played
  const people = Map.groupBy(
    await played.rows<{ person: Id; community: string }>(
      `select person, left(home, ${codeLength.community}) as community
       from persons
       where tenant = $1 and active
       order by person`,
      [county],
    ),
    (row) => row.community,
  )
  const grids = await played.rows<{ area: string }>(
    `select area from areas where tenant = $1 and level = 'grid' order by area`,
    [county],
  )
  const chosen = grids.flatMap(({ area }) => {
    const person = people.get(communityOf(area))?.shift()?.person
    return person === undefined ? [] : [{ area, person }]
  })
  await played.must(chosen.map(({ person }): Given => ['access', `account/${person}`, { type: 'open-account' }]))
  await played.must(
    chosen.map(({ area, person }): Given => [
      'access',
      `account/${person}`,
      { type: 'appoint', role: 'gridWorker', area },
    ]),
  )
}

async function notice(played: Played, chance: Chance): Promise<Figures> {
  const { house, county } = played
  await played.until(played.on(october(4, 9)))
  const id = house.newId()
  await played.must([
    [
      'notice',
      `notice/${id}`,
      {
        type: 'send-notice',
        title: '关于组织在职党员到居住地社区报到服务的通知',
        text: '请各单位于 5 日 12 时前组织在职党员、干部到居住地社区报到，服从社区统一安排。',
        area: county,
        to: 'units',
        signBy: played.on(october(5, 12)),
        remindAt: played.on(october(4, 18)),
      },
    ],
  ])
  await played.until(played.now + 1)
  const units = (
    await played.rows<{ recipient: Id }>(
      `select recipient
       from notice_receipts
       where tenant = $1 and notice = $2
       order by recipient`,
      [county, id],
    )
  ).map((row) => row.recipient)
  const sign = (some: readonly Id[]) =>
    played.must(
      some.map((unit): Given => ['notice', `notice/${id}`, { type: 'note-signed', recipient: unit, way: 'phone' }]),
    )
  const first = units.filter(() => chance.yes(0.82))
  await sign(first)
  await played.until(played.on(october(4, 18)) + 1)
  const later = units.filter((unit) => !first.includes(unit)).filter(() => chance.yes(0.9))
  await sign(later)
  return {
    units: units.length,
    signedBeforeReminder: first.length,
    signedAfter: later.length,
    notSigned: units.length - first.length - later.length,
  }
}

async function playRound(
  played: Played,
  operation: Id,
  day: number,
  seed: number,
  chance: Chance,
  reference: boolean,
  tell: (line: string, figures: Figures) => void,
): Promise<Figures> {
  const starts = played.on(october(day, 7))
  await played.until(starts - 13 * hour)
  const laid = await layRound(played, operation, starts, seed, reference)
  tell('布置 · laid out', {
    points: laid.points.length,
    lanes: laid.points.reduce((sum, one) => sum + one.lanes, 0),
    callupGap: Math.round(((laid.callup.objective - laid.callup.bound) / laid.callup.bound) * 10_000) / 10_000,
    notCalledUp: laid.callup.left,
  })
  const staffed = await staff(played, laid)
  tell('编组排班 · staffed', staffed as unknown as Figures)
  await played.until(starts - hour)
  const mended = await mend(played, laid, chance)
  tell('六点补位 · mended at six', mended as unknown as Figures)
  await played.until(starts + 1)
  const came = await signIn(played, laid)
  const whistles = reference ? await whistleTwice(played, laid, chance) : undefined
  if (whistles) tell('吹哨两次 · two whistles', whistles)
  const offline = reference ? laid.points[0].point : undefined
  const sampled = await sample(played, laid, chance, offline)
  tell('采样登记 · registered', sampled as unknown as Figures)
  const knocked = await knock(played, laid, chance)
  tell('上门 · doors', knocked as unknown as Figures)
  // Second shifts sign in at one o'clock by the schedule; here with the first's leaving.
  const second = await signIn(played, laid)
  await played.until(starts + 12 * hour - 1)
  await signOut(played, laid, [...came, ...second])
  const look = reference ? await lookBack(played, laid, chance) : undefined
  if (look) tell('回头看 · look-back', look)
  await played.must([['operation', `round/${laid.round}`, { type: 'close-round' }]])
  await played.must([['operation', `round/${laid.round}`, { type: 'report-round', remark: '当日完成。' }]])
  const coverage = await board(played, laid)
  tell('覆盖 · coverage', coverage)
  return {
    staffed,
    mended,
    cameFirstShift: came.length,
    cameLater: second.length,
    sampled,
    knocked,
    ...(whistles && { whistles }),
    ...(look && { look }),
    coverage,
  }
}

/** The board's numbers with their denominators. */
async function board(played: Played, laid: Laid): Promise<Figures> {
  const answer = await played.ask<{
    basis: { residents: number; calledUp: number | null }
    total: {
      sampled: { n: number | null; of: number }
      doors: { n: number | null; of: number }
      registered: { n: number | null; of: number }
      doubled: number | null
    }
  }>('board', { area: played.county, round: laid.round })
  return {
    sampled: answer.total.sampled,
    calledUp: answer.basis.calledUp,
    doors: answer.total.doors,
    registered: answer.total.registered,
    doubled: answer.total.doubled,
  }
}

/** Twice that day the community blows the whistle: for thirty at a point, and for twelve in the afternoon. */
async function whistleTwice(played: Played, laid: Laid, chance: Chance): Promise<Figures> {
  const outcomes: Figures[] = []
  for (const [people, at] of [
    [30, 1],
    [12, 2],
  ] as const) {
    const muster = played.house.newId()
    const where = laid.points[at % laid.points.length]
    const [{ lng, lat }] = await played.rows<{ lng: number; lat: number }>(
      'select lng, lat from areas where tenant = $1 and area = $2',
      [played.county, where.area],
    )
    await played.must([
      [
        'muster',
        `muster/${muster}`,
        {
          type: 'blow-whistle',
          what: '维持秩序、搬运物资',
          label: '采样点',
          area: townshipOf(where.area),
          place: [lng, lat],
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
    const answered = new Set<Id>()
    // The timer calls waves until it is filled; each time those newly called answer.
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
    const coming = await played.rows<{ person: Id }>(
      `select person from calls where tenant = $1 and muster = $2 and state = 'coming'`,
      [played.county, muster],
    )
    await played.give(
      coming
        .filter(() => chance.yes(0.95))
        .map(({ person }): Given => ['muster', `muster/${muster}`, { type: 'mark-arrived', person }]),
    )
    const [counts] = await played.rows<Figures>(
      `select count(*)::int as called, count(*) filter (where answer is not null)::int as answered,
         count(*) filter (where arrived_at is not null)::int as arrived
       from calls
       where tenant = $1 and muster = $2`,
      [played.county, muster],
    )
    await played.must([['muster', `muster/${muster}`, { type: 'stand-down' }]])
    outcomes.push({ needed: people, ...counts })
  }
  return { first: outcomes[0], second: outcomes[1] }
}

/** Eleven teams look back at the doors of the day: a drawn sample, what they find, and an interval. */
async function lookBack(played: Played, laid: Laid, chance: Chance): Promise<Figures> {
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
  const [{ lng, lat }] = await played.rows<{ lng: number; lat: number }>(
    'select lng, lat from areas where tenant = $1 and area = $2',
    [played.county, where.area],
  )
  await played.must([
    [
      'muster',
      `muster/${muster}`,
      {
        type: 'blow-whistle',
        what: '协助楼栋管家',
        label: '楼栋',
        area: townshipOf(where.area),
        place: [lng, lat],
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

/** The communities confirm what was served; the units answer it. */
async function confirm(played: Played, chance: Chance): Promise<Figures> {
  await played.until(played.now + 24 * hour)
  const entries = await played.rows<{ entry: Id; unit: Id | null; minutes: number; evidence: string }>(
    'select entry, unit, minutes, evidence from entries where tenant = $1 order by entry',
    [played.county],
  )
  const confirmed = await played.give(
    entries.map(({ entry }): Given => ['dossier', `entry/${entry}`, { type: 'confirm-entry', overlapping: true }]),
  )
  const answered = await played.give(
    entries
      .filter((one) => one.unit !== null)
      .map(({ entry, unit }): Given => [
        'dossier',
        `entry/${entry}`,
        { type: 'answer-entry', answer: chance.yes(0.98) ? 'agreed' : 'disputed' },
        played.liaison(unit!),
      ]),
  )
  const of = (evidence: string) => entries.filter((one) => one.evidence === evidence).length
  return {
    entries: entries.length,
    hours: Math.round(entries.reduce((sum, one) => sum + one.minutes, 0) / 60),
    scanned: of('scanned'),
    confirmedByLeader: of('confirmed'),
    typed: of('typed'),
    confirmed: confirmed.filter((one) => one.status === 'accepted').length,
    answeredByUnits: answered.filter((one) => one.status === 'accepted').length,
  }
}
