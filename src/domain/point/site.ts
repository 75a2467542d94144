// One place of one round judged: set up, numbers issued, people registered into tubes, queues counted. State is a
// handful of pairs however many came, for this is the hot path.
import { decided, refused, type Circumstances, type Decision, type PrivateRecord } from '../kernel/decider.ts'
import type { Instant } from '../kernel/envelope.ts'
import { isId } from '../kernel/ids.ts'
import { idOf } from '../kernel/stream.ts'
import { keyRecordOf, recordOf } from './keys.ts'
import { holds, withNumbers } from './runs.ts'
import { aheadMax, numbersMax, staffMax, stretchesMax, type PersonTold } from './terms.ts'
import type { PointCommand, PointEvent, PointReason } from './commands.ts'
import type { SiteState, SiteFacts } from './state.ts'

type Answer = Decision<PointEvent, PointReason>
type Of<T extends PointCommand['type']> = Extract<PointCommand, { type: T }>

export function initialSite(stream: string): SiteState {
  const [round, place] = idOf(stream).split('.')
  return {
    kind: 'site',
    round: isId(round ?? '') ? round : '',
    place: isId(place ?? '') ? place : '',
    lanes: 0,
    next: 1,
    used: [],
    voided: [],
    staff: new Set(),
  }
}

const whereOf = (state: SiteState) => ({ round: state.round, point: state.place, area: state.area! })

/**
 * What must stand before anything else: the place with its key. Nothing where it stands already. The key lies with the
 * names of those sampled, for it ends with them.
 */
function setUp(
  state: SiteState,
  facts: SiteFacts,
  now: Instant,
): Answer & { events?: readonly PointEvent[]; records?: readonly PrivateRecord[] } {
  if (state.area) return decided<PointEvent>([])
  const { place, key } = facts
  if (!place || !key) return refused('place-unknown')
  if (!place.open) return refused('round-not-open')
  const record = keyRecordOf(state.round)
  const events: PointEvent[] = [
    {
      type: 'place-set-up',
      round: state.round,
      place: state.place,
      kind: place.kind,
      area: place.area,
      lanes: place.lanes,
      key: record,
      at: now,
    },
  ]
  return decided(
    events,
    key.isNew ? { records: [{ kind: 'person', id: record, subject: record, body: { key: key.hex } }] } : {},
  )
}

function issue(state: SiteState, command: Of<'issue-numbers'>, facts: SiteFacts, now: Instant): Answer {
  const before = setUp(state, facts, now)
  if ('refused' in before) return before
  if (facts.place && !facts.place.open) return refused('round-not-open')
  if (state.next + command.count - 1 > numbersMax) return refused('too-many-numbers', { most: numbersMax })
  if (state.staff.size >= staffMax) return refused('too-many-staff', { most: staffMax })
  const [first, last] = [state.next, state.next + command.count - 1]
  const area = state.area ?? facts.place!.area
  const issued: PointEvent = {
    type: 'numbers-issued',
    round: state.round,
    point: state.place,
    area,
    device: command.device,
    first,
    last,
    ...(facts.self && { person: facts.self }),
    at: now,
  }
  return decided([...before.events, issued], { records: before.records, answer: { first, last } })
}

function join(state: SiteState, command: Of<'join-desk'>, facts: SiteFacts, now: Instant): Answer {
  const person = facts.self
  if (!person || state.staff.has(person)) return refused('already-staff')
  const before = setUp(state, facts, now)
  if ('refused' in before) return before
  if (state.staff.size >= staffMax) return refused('too-many-staff', { most: staffMax })
  const area = state.area ?? facts.place!.area
  return decided(
    [
      ...before.events,
      { type: 'desk-joined', round: state.round, point: state.place, area, device: command.device, person, at: now },
    ],
    { records: before.records },
  )
}

/**
 * Nothing that was taken is turned away: what stands already is told again beside it, tubes beyond their size and
 * people met twice are for the views to show.
 * Only numbers that were never issued are refused, for no desk of this house can have used them.
 */
function register(state: SiteState, command: Of<'register'>, now: Instant): Answer {
  const { device, lane, tubes } = command
  const fresh: PersonTold[] = []
  const again: PersonTold[] = []
  const own = new Set<number>()
  let latest = 0
  for (const person of command.people) {
    const [number, tube, , seconds] = person
    if (number >= state.next) return refused('number-not-issued', { number })
    if (tube >= tubes.length) return refused('tube-unknown', { number })
    if (own.has(number) || holds(state.used, number)) again.push(person)
    else fresh.push(person)
    own.add(number)
    latest = Math.max(latest, seconds)
  }
  const used =
    fresh.length === 0
      ? state.used
      : withNumbers(
          state.used,
          fresh.map(([number]) => number),
        )
  if (used.length > stretchesMax) return refused('too-scattered', { most: stretchesMax })
  const ahead = command.from + latest * 1000 - now
  const setBack = ahead > aheadMax ? ahead : 0
  const subjects = new Set(command.sealed && command.people.map((person) => person[2]))
  const sealed = (command.sealed ?? [])
    .filter(([subject]) => subjects.has(subject))
    .map(([subject, body]) => ({ subject, record: recordOf(state.round, subject), body }))
  const event: PointEvent = {
    type: 'samples-taken',
    ...whereOf(state),
    device,
    lane,
    from: command.from - setBack,
    tubes,
    people: fresh,
    ...(again.length > 0 && { again }),
    ...(setBack > 0 && { setBack }),
    ...(sealed.length > 0 && { sealed: sealed.map(({ subject, record }) => [subject, record] as const) }),
  }
  return decided([event], {
    records: sealed.map(({ record, body }) => ({ kind: 'person' as const, id: record, subject: record, body })),
    answer: { taken: fresh.length, again: again.length },
  })
}

export function decideSite(
  state: SiteState,
  command: PointCommand,
  facts: SiteFacts,
  { at, now }: Circumstances,
): Answer {
  switch (command.type) {
    case 'set-up-place': {
      if (state.area) return refused('already-set-up')
      return setUp(state, facts, now)
    }
    case 'issue-numbers':
      return issue(state, command, facts, now)
    case 'join-desk':
      return join(state, command, facts, now)
    case 'register':
      return register(state, command, now)
    case 'count-queue':
      if (command.lane > Math.max(state.lanes, 1)) return refused('lane-unknown', { lanes: state.lanes })
      return decided([
        { type: 'queue-counted', ...whereOf(state), lane: command.lane, length: command.length, at: Math.min(at, now) },
      ])
    case 'void-sample':
      if (!holds(state.used, command.number)) return refused('number-unknown', { number: command.number })
      if (holds(state.voided, command.number)) return refused('already-voided')
      return decided([{ type: 'sample-voided', ...whereOf(state), number: command.number, why: command.why, at: now }])
    case 'settle-conflict':
      return decided([
        {
          type: 'conflict-settled',
          ...whereOf(state),
          about: command.about,
          key: command.key,
          verdict: command.verdict,
          at: now,
        },
      ])
    default:
      return refused('not-of-this-place')
  }
}

export function evolveSite(state: SiteState, event: PointEvent): SiteState {
  switch (event.type) {
    case 'place-set-up':
      return { ...state, of: event.kind, area: event.area, lanes: event.lanes }
    case 'numbers-issued':
      return {
        ...state,
        next: event.last + 1,
        ...(event.person !== undefined &&
          !state.staff.has(event.person) && { staff: new Set(state.staff).add(event.person) }),
      }
    case 'desk-joined':
      return { ...state, staff: new Set(state.staff).add(event.person) }
    case 'samples-taken':
      return event.people.length === 0
        ? state
        : {
            ...state,
            used: withNumbers(
              state.used,
              event.people.map(([number]) => number),
            ),
          }
    case 'sample-voided':
      return { ...state, voided: withNumbers(state.voided, [event.number]) }
    default:
      return state
  }
}
