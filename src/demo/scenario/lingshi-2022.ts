// The reference case, played on the demo county: Lingshi, October 2022. A notice on the 4th, rounds on the 6th, 9th,
// 12th and 15th, 115 "1+3" teams on the 12th, 7 % who do not come, a point without a network, two whistles, a look-back
// by eleven teams, reports, and each unit's answer. Behaviour is drawn from a seed; times of day are China's.
import { codeLength, communityOf } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { Chance } from '../chance.ts'
import { lookBack } from './look-back.ts'
import { countyTemplate, layRound, templateId, type Laid } from './lay.ts'
import { hour, october, type Figures } from './october.ts'
import type { Given, Played } from './played.ts'
import { knock, mend, sample, signIn, signOut, staff } from './run.ts'
import { whistleTwice } from './whistles.ts'

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
