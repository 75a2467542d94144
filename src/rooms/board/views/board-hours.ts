// What happened by area and hour, counted once when it happens: residents sampled, registrations at points, people who
// came, doors, registrations. Three levels, so that a board reads some hundred rows however many millions of events lie
// behind them.
import type { AreaId } from '#domain/kernel/area.ts'
import { isStreamOf } from '#domain/kernel/stream.ts'
import type { PointEvent } from '#domain/point/commands.ts'
import type { RegistryEvent } from '#domain/registry/commands.ts'
import type { VisitEvent } from '#domain/visit/commands.ts'
import { byTenant, type Recorded, viewOf } from '#journal/view.ts'

type Counted = PointEvent | VisitEvent | RegistryEvent

/**
 * What is counted. taken: registrations at this area's points · residents: of those, people whose household of this
 * area is known · unplaced: taken here, household unknown · voided · came: signed in to a point or a team · knocked:
 * doors reported · done: doors that need no second knock · reopened · registered: persons accepted less those who
 * withdrew.
 */
export const measures = [
  'taken',
  'residents',
  'unplaced',
  'voided',
  'came',
  'knocked',
  'done',
  'reopened',
  'registered',
] as const
export type Measure = (typeof measures)[number]

const hourMs = 3_600_000
/** A community's code; what lies within counts for it. */
const communityLetters = 12
const levels = [6, 9, communityLetters]

interface Row {
  readonly area: AreaId
  readonly hour: number
  readonly round: string
  readonly n: number[]
}

class Tally {
  readonly rows = new Map<string, Row>()

  add(area: AreaId, at: number, round: string, measure: Measure, n = 1): void {
    if (n === 0) return
    const hour = Math.floor(at / hourMs)
    const place = measures.indexOf(measure)
    const own = area.slice(0, communityLetters)
    for (const letters of levels) {
      if (own.length < letters) continue
      const key = `${own.slice(0, letters)} ${hour} ${round}`
      let row = this.rows.get(key)
      if (!row) this.rows.set(key, (row = { area: own.slice(0, letters), hour, round, n: measures.map(() => 0) }))
      row.n[place] += n
    }
  }
}

/** Registrations of one event by hour and community: added up here first, for an event holds up to 200. */
function addSamples(tally: Tally, event: Extract<PointEvent, { type: 'samples-taken' }>): void {
  const groups = new Map<string, number>()
  for (const [, , , seconds, household] of event.people) {
    const key = `${Math.floor((event.from + seconds * 1000) / hourMs)} ${household.slice(0, communityLetters)}`
    groups.set(key, (groups.get(key) ?? 0) + 1)
  }
  for (const [key, n] of groups) {
    const [hour, home] = key.split(' ')
    const at = Number(hour) * hourMs
    tally.add(event.area, at, event.round, 'taken', n)
    if (home === '') tally.add(event.area, at, event.round, 'unplaced', n)
    else tally.add(home, at, event.round, 'residents', n)
  }
}

function addDoors(tally: Tally, event: Extract<VisitEvent, { type: 'doors-reported' }>): void {
  // Doors on which something newer stands already were knocked on too, and stand apart.
  const doors = event.doors.length
  tally.add(event.building, event.at, event.round, 'knocked', doors + (event.stale?.length ?? 0))
  if (event.outcome !== 'nobody' && event.outcome !== 'refused' && event.outcome !== 'revisit')
    tally.add(event.building, event.at, event.round, 'done', doors)
}

function add(tally: Tally, { stream, at, event }: Recorded<Counted>): void {
  switch (event.type) {
    case 'samples-taken':
      return addSamples(tally, event)
    case 'sample-voided':
      return tally.add(event.area, event.at, event.round, 'voided')
    case 'signed-in':
      return tally.add(event.area, event.at, event.round, 'came')
    case 'doors-reported':
      return addDoors(tally, event)
    case 'doors-reopened':
      return tally.add(event.building, event.at, event.round, 'reopened', event.doors.length)
    case 'registration-accepted':
      return isStreamOf(stream, 'person') ? tally.add(event.community, at, '', 'registered') : undefined
    case 'registration-withdrawn':
      return isStreamOf(stream, 'person') ? tally.add(event.community, at, '', 'registered', -1) : undefined
    default:
      return undefined
  }
}

const sums = measures.map((measure) => `${measure} = h.${measure} + excluded.${measure}`).join(', ')

export const view = viewOf<Counted>({
  name: 'board_hours',
  version: 1,
  table: `create table board_hours (
      tenant text not null, area text collate "C" not null, hour integer not null, round text not null,
      ${measures.map((measure) => `${measure} integer not null`).join(', ')}, primary key (tenant, area, hour, round)
    ) with (fillfactor = 60);
    create index board_hours_round on board_hours (tenant, round, area) where round <> '';`,
  visible: { area: 'area' },
  on: [
    'samples-taken',
    'sample-voided',
    'signed-in',
    'doors-reported',
    'doors-reopened',
    'registration-accepted',
    'registration-withdrawn',
  ],
  async feed(tx, events) {
    for (const [tenant, own] of byTenant(events)) {
      const tally = new Tally()
      for (const one of own) add(tally, one)
      // In order of the key, so that two processes never wait for each other crosswise.
      const rows = [...tally.rows.values()].sort((a, b) =>
        a.area < b.area ? -1 : a.area > b.area ? 1 : a.hour - b.hour || (a.round < b.round ? -1 : 1),
      )
      if (rows.length === 0) continue
      await tx.query(
        `insert into board_hours as h (tenant, area, hour, round, ${measures.join(', ')})
         select $1, *
         from unnest($2::text[], $3::int[], $4::text[], ${measures.map((_, i) => `$${i + 5}::int[]`).join(', ')})
         on conflict (tenant, area, hour, round)
         do update set ${sums}`,
        [
          tenant,
          rows.map((row) => row.area),
          rows.map((row) => row.hour),
          rows.map((row) => row.round),
          ...measures.map((_, i) => rows.map((row) => row.n[i])),
        ],
      )
    }
  },
})
