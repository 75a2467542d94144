// One day of the reference county, played: no-shows mended, people signing in, residents registered slot by slot, one
// point without a network until the evening, doors knocked on.
import { codeLength } from '#domain/kernel/area.ts'
import { createHash } from 'node:crypto'
import type { Id } from '#domain/kernel/ids.ts'
import { uuid8 } from '#domain/kernel/ids.ts'
import type { Chance } from '../chance.ts'
import type { Laid } from './lay.ts'
import type { Given, Played } from './played.ts'

const minute = 60_000
const hour = 60 * minute
/** As the story has it. */
const noShow = 0.07
const comes = 0.965
/** People of one tube, tubes of one command. */
const [tubeSize, tubesEach] = [10, 20]

interface Seated {
  readonly seat: string
  readonly person: Id
  readonly area: string
  readonly part: string
  readonly ends: number
  readonly starts: number
}
interface Plan {
  readonly area: string
  readonly teams: unknown[]
  readonly seats: { seat: string; person: Id; reasons: unknown[] }[]
  readonly open: unknown[]
  readonly proof: { objective: number; bound: number; open: number; seed: number; verified: boolean }
}
interface Repair {
  readonly vacancies: number
  readonly bound: number
  readonly options: {
    moved: number
    filled: number
    stillOpen: number
    seats: { seat: string; person: Id; reasons: unknown[] }[]
  }[]
}

export interface Staffed {
  readonly seats: number
  readonly filled: number
  readonly teams: number
  readonly planMilliseconds: number
  readonly publishMilliseconds: number
}

/** Asks the planner for the whole county, accepts as a person would, and publishes. */
export async function staff(played: Played, { round }: Laid): Promise<Staffed> {
  const { county } = played
  await played.must([['operation', `round/${round}`, { type: 'publish-round' }]])
  const began = performance.now()
  const plan = await played.ask<Plan>('roster-plan', { round, within: county, share: 100 })
  const planned = performance.now()
  const { verified: _verified, ...proof } = plan.proof
  await played.must([
    [
      'roster',
      `roster/${round}`,
      {
        type: 'accept-plan',
        area: county,
        teams: plan.teams,
        seats: plan.seats.map(({ seat, person, reasons }) => ({ seat, person, reasons: reasons.slice(0, 8) })),
        proof,
      },
    ],
  ])
  return {
    seats: plan.seats.length + plan.open.length,
    filled: plan.seats.length,
    teams: plan.teams.length,
    planMilliseconds: Math.round(planned - began),
    publishMilliseconds: Math.round(performance.now() - began),
  }
}

const seatedIn = (played: Played, round: Id) =>
  played.rows<Seated>(
    `select seat, person, area, coalesce(team, post) as part, starts::float8 as starts, ends::float8 as ends
     from assignments
     where tenant = $1 and round = $2 and state in ('proposed', 'accepted')
     order by seat`,
    [played.county, round],
  )

export interface Mended {
  readonly absent: number
  readonly filled: number
  readonly moved: number
  readonly bound: number
  readonly stillOpen: number
  readonly milliseconds: number
}

/** Six o'clock: some ring up that they do not come; their places are mended within the stated bound. */
export async function mend(played: Played, { round }: Laid, chance: Chance): Promise<Mended> {
  const gone = (await seatedIn(played, round)).filter(() => chance.yes(noShow))
  if (gone.length > 0)
    await played.must(
      gone.map(({ seat }) => ['roster', `roster/${round}`, { type: 'note-answer', seat, answer: 'declined' }] as const),
    )
  const began = performance.now()
  const repair = await played.ask<Repair>('roster-repair', { round, within: played.county, share: 100 })
  const [option] = repair.options
  if (option && option.seats.length > 0)
    await played.must([
      [
        'roster',
        `roster/${round}`,
        {
          type: 'accept-repair',
          bound: repair.bound,
          seats: option.seats.map(({ seat, person, reasons }) => ({ seat, person, reasons: reasons.slice(0, 8) })),
        },
      ],
    ])
  return {
    absent: gone.length,
    filled: option?.filled ?? 0,
    moved: option?.moved ?? 0,
    bound: repair.bound,
    stillOpen: option?.stillOpen ?? 0,
    milliseconds: Math.round(performance.now() - began),
  }
}

/**
 * Everybody with a seat signs in at the begin of the shift, marked by whoever leads there.
 * @returns who came, for
 * signing out
 */
export async function signIn(played: Played, { round }: Laid): Promise<Seated[]> {
  const seated = await seatedIn(played, round)
  const posts = new Map(
    (
      await played.rows<{ post: Id; point: Id | null }>(
        'select post, point from round_posts where tenant = $1 and round = $2',
        [played.county, round],
      )
    ).map((row) => [row.post, row.point]),
  )
  const came = seated.filter((one) => one.starts <= played.now)
  const receipts = await played.give(
    came.map((one): Given => [
      'point',
      `attendance/${round}.${one.person}`,
      { type: 'mark-signed-in', place: posts.get(one.part) ?? one.part },
    ]),
  )
  return came.filter((_, at) => receipts[at].status === 'accepted')
}

export const signOut = (played: Played, { round }: Laid, came: readonly Seated[]) =>
  played.give(came.map((one): Given => ['point', `attendance/${round}.${one.person}`, { type: 'mark-signed-out' }]))

interface Desk {
  readonly point: Id
  readonly device: Id
  readonly first: number
  next: number
  tubes: number
}

/** One resident of one round, under a pseudonym of the scenario's own. */
const subjectOf = (round: Id, household: string, n: number): Id =>
  uuid8(createHash('sha256').update(`resident ${round} ${household} ${n}`).digest())

export interface Sampled {
  readonly registered: number
  readonly heldBack: number
  readonly milliseconds: number
  readonly perSecond: number
}

interface Slot {
  readonly building: string
  readonly point: Id
  readonly starts: number
}
interface Door {
  readonly household: string
  readonly building: string
  readonly residents: number
}

/** A desk a point, with numbers for everybody who is called there. */
async function openDesks(
  played: Played,
  { round, points }: Laid,
  slots: readonly Slot[],
  doors: ReadonlyMap<string, readonly Door[]>,
): Promise<Map<Id, Desk>> {
  const desks = new Map<Id, Desk>()
  for (const { point } of points) {
    const needed =
      1 +
      slots
        .filter((slot) => slot.point === point)
        .reduce((sum, slot) => sum + (doors.get(slot.building) ?? []).reduce((all, door) => all + door.residents, 0), 0)
    const device = played.house.newId()
    const answers = await played.must(
      Array.from({ length: Math.ceil(needed / 5_000) }, (): Given => [
        'point',
        `point/${round}.${point}`,
        { type: 'issue-numbers', device, count: 5_000 },
      ]),
    )
    const first = (answers[0] as { first: number }).first
    desks.set(point, { point, device, first, next: first, tubes: 0 })
  }
  return desks
}

/**
 * Half hour by half hour, every building that is called up; the offline point's devices keep theirs until the evening.
 */
export async function sample(played: Played, laid: Laid, chance: Chance, offline: Id | undefined): Promise<Sampled> {
  const { round } = laid
  const slots = await played.rows<Slot>(
    `select building, point, starts::float8 as starts
     from round_slots
     where tenant = $1 and round = $2
     order by starts, building`,
    [played.county, round],
  )
  const doors = Map.groupBy(
    await played.rows<Door>(
      `select household, left(household, ${codeLength.building}) as building, residents
       from households
       where tenant = $1
       order by household`,
      [played.county],
    ),
    (row) => row.building,
  )
  const desks = await openDesks(played, laid, slots, doors)
  const held: Given[] = []
  let [registered, milliseconds] = [0, 0]
  for (const [starts, called] of Map.groupBy(slots, (slot) => slot.starts)) {
    await played.until(starts + 29 * minute)
    const commands: Given[] = []
    for (const [point, buildings] of Map.groupBy(called, (slot) => slot.point)) {
      const people = buildings
        .flatMap(({ building }) =>
          (doors.get(building) ?? []).flatMap((door) =>
            Array.from({ length: door.residents }, (_, n) => ({
              household: door.household,
              subject: subjectOf(round, door.household, n),
            })),
          ),
        )
        .filter(() => chance.yes(comes))
      registered += people.length
      ;(point === offline ? held : commands).push(...registrations(round, desks.get(point)!, people, starts))
    }
    const began = performance.now()
    await played.must(commands)
    milliseconds += performance.now() - began
  }
  const heldBack = held.reduce(
    (sum, [, , command]) => sum + (command as unknown as { people: unknown[] }).people.length,
    0,
  )
  await played.until(played.now + hour)
  const began = performance.now()
  await played.must(held)
  milliseconds += performance.now() - began
  return {
    registered,
    heldBack,
    milliseconds: Math.round(milliseconds),
    perSecond: Math.round(registered / (milliseconds / 1000)),
  }
}

function registrations(
  round: Id,
  desk: Desk,
  people: readonly { household: string; subject: Id }[],
  from: number,
): Given[] {
  const commands: Given[] = []
  for (let at = 0; at < people.length; at += tubeSize * tubesEach) {
    const own = people.slice(at, at + tubeSize * tubesEach)
    const tubes = Array.from({ length: Math.ceil(own.length / tubeSize) }, () => [
      `${desk.device.slice(-8).toUpperCase()}${String((desk.tubes += 1)).padStart(5, '0')}`,
      tubeSize,
    ])
    commands.push([
      'point',
      `point/${round}.${desk.point}`,
      {
        type: 'register',
        device: desk.device,
        lane: 1,
        from,
        tubes,
        people: own.map(({ household, subject }, n) => [
          desk.next++,
          Math.floor(n / tubeSize),
          subject,
          n * 5,
          household,
        ]),
      },
    ])
  }
  return commands
}

export interface Knocked {
  readonly doors: number
  readonly sampled: number
  readonly nobody: number
  readonly again: number
}

/** Doors of the list: one report a building, nobody home at some, a second try in the afternoon. */
export async function knock(played: Played, { round }: Laid, chance: Chance): Promise<Knocked> {
  const rows = await played.rows<{ household: string; building: string }>(
    `select household, building
     from round_visits
     where tenant = $1 and round = $2
     order by household`,
    [played.county, round],
  )
  const report = (building: string, doors: readonly string[], outcome: string): Given[] =>
    doors.length === 0 ? [] : [['visit', `doors/${round}.${building}`, { type: 'report-doors', doors, outcome }]]
  const missed: { household: string; building: string }[] = []
  let sampled = 0
  const first = [...Map.groupBy(rows, (row) => row.building)].flatMap(([building, own]) => {
    const away = own.filter(() => chance.yes(0.12))
    missed.push(...away)
    const home = own.filter((row) => !away.includes(row))
    sampled += home.length
    return [
      ...report(
        building,
        home.map((row) => row.household.slice(-4)),
        'sampled',
      ),
      ...report(
        building,
        away.map((row) => row.household.slice(-4)),
        'nobody',
      ),
    ]
  })
  await played.must(first)
  const found = missed.filter(() => chance.yes(0.8))
  await played.must(
    [...Map.groupBy(found, (row) => row.building)].flatMap(([building, own]) =>
      report(
        building,
        own.map((row) => row.household.slice(-4)),
        'sampled',
      ),
    ),
  )
  return {
    doors: rows.length,
    sampled: sampled + found.length,
    nobody: missed.length - found.length,
    again: missed.length,
  }
}
