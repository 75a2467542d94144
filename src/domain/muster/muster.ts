// The muster judged: who is called, answers, arrives and leaves; seats are never promised twice, and silence climbs.
// Folding stands in evolve.ts.
import { around as widerThan, type AreaId } from '../kernel/area.ts'
import { assert } from '../kernel/assert.ts'
import { decided, refused, type Circumstances, type Decision, type Room } from '../kernel/decider.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import { everyCall, findCall, type Call, type Calls } from './calls.ts'
import { evolve, initial } from './evolve.ts'
import { may, target } from './may.ts'
import { react } from './react.ts'
import { hasSeatFor, seatsFilledInAll, seatsOf, type ByFits } from './seats.ts'
import {
  calledMax,
  lateMax,
  reasons,
  reopenMin,
  waveMax,
  wavesMax,
  type Called,
  type Need,
  type Phase,
  type Place,
  type Skipped,
} from './terms.ts'
import type { MusterCommand, MusterEvent, MusterReason, Then } from './commands.ts'

export interface Whistle {
  readonly what: Id
  readonly leader?: Id
  readonly area: AreaId
  readonly place: Place
  readonly needs: readonly Need[]
  readonly from: Instant
  readonly drill: boolean
  readonly answerMinutes: number
  readonly escalateMinutes: number
  readonly waves: 'by-hand' | 'by-themselves'
  readonly at: Instant
}

export interface MusterState {
  readonly id: Id
  readonly whistle?: Whistle
  readonly phase: Phase
  /** As far as people may be called from. */
  readonly reach: AreaId
  readonly until: Instant
  readonly wave: number
  readonly calls: Calls
  readonly called: number
  /** People who hold seats, by what they fit. */
  readonly seated: ByFits
  /** Which installation signed whom in. */
  readonly devices: ReadonlyMap<Id, Id>
  readonly overAt?: Instant
}

/** What the room needs to know beyond its own stream. */
export interface MusterFacts {
  /** Who gives the command. */
  readonly self?: Id
  /** The muster to which the person is promised; drills promise nobody. */
  readonly engagedIn?: Id
  /** For an arrival: how the code was found to be. `step` numbers the code's time. */
  readonly code?: { readonly found: 'now' | 'then' | 'stale' | 'wrong'; readonly step: number }
  /** For a whistle: chance, from which the codes of this muster are made. */
  readonly secret?: string
  /** The named leader holds a role that covers the area. */
  readonly leaderHolds?: boolean
  /** For a wave: those who can be called, best first, and why others cannot. */
  readonly callable?: readonly Called[]
  readonly skipped?: readonly (readonly [Id, Skipped])[]
  /** For a wave that goes out by itself: enough of those asked may still answer. */
  readonly enoughAsked?: boolean
  /** Areas around the reach, narrowest first, with how many officers and dispatchers would hear. */
  readonly levels?: readonly { readonly area: AreaId; readonly staff: number }[]
}

type Answer = Decision<MusterEvent, MusterReason>
type Of<T extends MusterCommand['type']> = Extract<MusterCommand, { type: T }>
type Running = MusterState & { readonly whistle: Whistle }

/** Clocks of phones drift; further ahead than this is wrong. */
const aheadMax: Instant = 2 * 60_000
/** A muster is blown a week ahead at most and lasts three days at most: beyond, it is an operation to be planned. */
const aheadOfStartMax: Instant = 7 * 86_400_000
const lastsMax: Instant = 3 * 86_400_000

/** On every event of a drill that would otherwise engage or count. */
const drillOf = (state: Running): { drill?: true } => (state.whistle.drill ? { drill: true } : {})
const seats = (state: Running) => seatsOf(state.whistle.needs)
export const openSeats = (state: Running): number => seats(state) - seatsFilledInAll(state.whistle.needs, state.seated)

function follow(state: Running, now: Instant): Then {
  return {
    escalateAt: now + state.whistle.escalateMinutes * 60_000,
    reach: state.reach,
    next: state.whistle.waves === 'by-themselves',
  }
}

function blow(state: MusterState, command: Of<'blow-whistle'>, facts: MusterFacts, { now, id }: Circumstances): Answer {
  if (state.whistle) return refused('already-blown')
  const { area, place, needs, from, until, drill, answerMinutes, escalateMinutes, waves } = command
  if (until <= from || until <= now || from > now + aheadOfStartMax || until - Math.max(from, now) > lastsMax)
    return refused('bad-times')
  if (new Set(needs.map((need) => need.skill)).size !== needs.length) return refused('needs-twice')
  if (command.leader !== undefined && command.leader !== facts.self && !facts.leaderHolds)
    return refused('leader-without-role')
  const leader = command.leader ?? facts.self
  const blown: MusterEvent = {
    type: 'whistle-blown',
    what: id,
    area,
    place,
    needs,
    from,
    until,
    drill,
    ...(leader && { leader }),
    answerMinutes,
    escalateMinutes,
    waves,
    at: now,
  }
  const record = {
    kind: 'text',
    id,
    subject: id,
    body: { text: command.what, label: command.label, ...(facts.secret && { secret: facts.secret }) },
  } as const
  const unheard = (facts.levels ?? []).filter((level) => level.staff === 0).map((level) => level.area)
  if (!command.people) return decided([blown], { records: [record], answer: { called: 0, skipped: [], unheard } })
  const first = wave(evolve(state, blown) as Running, facts, now)
  if ('refused' in first) return first
  return decided([blown, ...first.events], { records: [record], answer: { ...(first.answer as object), unheard } })
}

/** A wave of those the facts found callable, less those this muster has asked already. */
function wave(state: Running, facts: MusterFacts, now: Instant): Answer {
  if (state.wave >= wavesMax) return refused('too-many-waves')
  const skipped = [...(facts.skipped ?? [])]
  const people: Called[] = []
  const open = new Map<number, boolean>()
  const isOpenTo = (fits: number) =>
    open.get(fits) ?? open.set(fits, hasSeatFor(state.whistle.needs, state.seated, fits)).get(fits)!
  for (const one of facts.callable ?? []) {
    const call = findCall(state.calls, one.person)
    if (call && call.state !== 'thanked') skipped.push([one.person, 'already-called'])
    else if (!isOpenTo(one.fits)) skipped.push([one.person, 'no-seat-fits'])
    else people.push(call?.willing ? { ...one, reasons: [{ why: 'willing' }, ...one.reasons] } : one)
  }
  if (people.length === 0) return refused('nobody-to-call', { skipped: skipped.length })
  if (people.length > waveMax || state.called + people.length > calledMax)
    return refused('too-many-called', { most: calledMax })
  const answerBy = Math.min(now + state.whistle.answerMinutes * 60_000, state.until)
  const { what, area, place, from, leader } = state.whistle
  const about = { what, area, place, from, until: state.until, ...(leader && { leader }) }
  return decided(
    [{ type: 'people-called', wave: state.wave + 1, at: now, answerBy, about, people, ...drillOf(state) }],
    { answer: { called: people.length, skipped } },
  )
}

/**
 * Events after a change of seats: filled when the last open seat went, reopened when one of a filled muster came free.
 */
function afterwards(state: Running, events: readonly MusterEvent[], now: Instant): MusterEvent[] {
  const after = events.reduce(evolve, state as MusterState) as Running
  const open = openSeats(after)
  if (after.phase === 'running' && open === 0) return [...events, { type: 'muster-filled', at: now }]
  if (after.phase === 'filled' && open > 0)
    return [...events, { type: 'seat-reopened', at: now, then: follow(state, now) }]
  return [...events]
}

function answerCall(
  state: Running,
  person: Id,
  command: Of<'answer-call'> | Of<'note-answer'>,
  facts: MusterFacts,
  now: Instant,
): Answer {
  if (state.phase === 'over') return refused('over')
  const call = findCall(state.calls, person)
  if (!call) return refused('not-called')
  if (call.state === 'arrived' || call.state === 'left') return refused('already-arrived')
  const { answer } = command
  const minutes = answer === 'coming' ? command.minutes : undefined
  if (call.state === answer && call.minutes === minutes) return refused('already-answered')
  const told = command.type === 'note-answer' ? ({ told: true } as const) : undefined
  let seated = false
  if (answer === 'coming') {
    if (isElsewhere(state, facts)) return refused('engaged-elsewhere')
    seated = call.seated || hasSeatFor(state.whistle.needs, state.seated, call.fits)
    if (!seated && call.willing) return refused('already-answered')
  }
  const answered: MusterEvent = {
    type: 'call-answered',
    person,
    answer,
    ...(minutes !== undefined && { minutes }),
    seated,
    ...told,
    at: now,
    ...drillOf(state),
  }
  return decided(afterwards(state, [answered], now), {
    answer: { state: answer === 'coming' && !seated ? 'thanked' : answer },
  })
}

const isElsewhere = (state: MusterState, facts: MusterFacts) =>
  facts.engagedIn !== undefined && facts.engagedIn !== state.id

/** The sender's clock within what can be true: not in the future, not before the call. */
const believed = (at: Instant, call: Call, now: Instant): Instant =>
  Math.max(Math.min(at, now), Math.min(call.calledAt, now))

function arrive(
  state: Running,
  person: Id,
  command: Of<'arrive'>,
  facts: MusterFacts,
  { at, now }: Circumstances,
): Answer {
  const call = findCall(state.calls, person)
  if (!call) return refused('not-called')
  if (call.state === 'arrived') return refused('already-arrived')
  const code = facts.code
  if (!code || code.found === 'wrong') return refused(at > now + aheadMax ? 'clock-ahead' : 'code-wrong')
  if (code.found === 'stale' || (code.found === 'then' && (now - at > lateMax || at < call.calledAt)))
    return refused('code-stale')
  if (code.found === 'then' && at > now + aheadMax) return refused('clock-ahead')
  if (call.step !== undefined && code.step <= call.step) return refused('code-used')
  const holder = command.device === undefined ? undefined : state.devices.get(command.device)
  if (holder !== undefined && holder !== person) return refused('device-used')
  const live = code.found === 'now'
  const came = live ? now : believed(at, call, now)
  return come(state, person, call, facts, came, now, {
    evidence: live ? 'scanned' : 'scanned-late',
    step: code.step,
    ...(command.device !== undefined && { device: command.device }),
    ...(!live && { lateSeconds: Math.round((now - came) / 1000) }),
  })
}

function markArrived(state: Running, person: Id, facts: MusterFacts, { at, now }: Circumstances): Answer {
  const call = findCall(state.calls, person)
  if (!call) return refused('not-called')
  if (now - at > lateMax) return refused('over')
  if (call.state === 'arrived') {
    // The leader's word lifts a late upload to what was seen on the spot.
    if (call.evidence !== 'scanned-late') return refused('already-arrived')
    return decided([
      {
        type: 'person-arrived',
        person,
        at: call.arrivedAt!,
        evidence: 'leader',
        seated: call.seated,
        ...drillOf(state),
      },
    ])
  }
  const came = believed(at, call, now)
  return come(state, person, call, facts, came, now, {
    evidence: 'leader',
    ...(now - came > aheadMax && { lateSeconds: Math.round((now - came) / 1000) }),
  })
}

type Known = Pick<Extract<MusterEvent, { type: 'person-arrived' }>, 'evidence' | 'step' | 'device' | 'lateSeconds'>

/** An arrival is a fact, not a promise: it counts with or without a seat, and after the end if it was before it. */
function come(
  state: Running,
  person: Id,
  call: Call,
  facts: MusterFacts,
  came: Instant,
  now: Instant,
  known: Known,
): Answer {
  if (state.phase === 'over') {
    assert(state.overAt !== undefined, 'a muster that is over ended at some time')
    if (came > state.overAt || call.state === 'left') return refused('over')
    const minutes = Math.round((state.overAt - came) / 60_000)
    return decided([
      { type: 'person-arrived', person, at: came, seated: call.seated, ...known, after: true, ...drillOf(state) },
      { type: 'person-left', person, at: state.overAt, minutes, seated: call.seated, ...drillOf(state) },
    ])
  }
  if (isElsewhere(state, facts)) return refused('engaged-elsewhere')
  const seated = call.seated || hasSeatFor(state.whistle.needs, state.seated, call.fits)
  return decided(
    afterwards(state, [{ type: 'person-arrived', person, at: came, seated, ...known, ...drillOf(state) }], now),
  )
}

function leave(state: Running, person: Id, { at, now }: Circumstances): Answer {
  if (state.phase === 'over') return refused('over')
  const call = findCall(state.calls, person)
  if (!call) return refused('not-called')
  if (call.state !== 'arrived') return refused('not-arrived')
  const left = Math.max(believed(at, call, now), call.arrivedAt!)
  const minutes = Math.round((left - call.arrivedAt!) / 60_000)
  const seated = call.seated && state.until - left < reopenMin
  return decided(
    afterwards(state, [{ type: 'person-left', person, at: left, minutes, seated, ...drillOf(state) }], now),
  )
}

function markAbsent(state: Running, person: Id, now: Instant): Answer {
  if (state.phase === 'over') return refused('over')
  const call = findCall(state.calls, person)
  if (!call) return refused('not-called')
  if (call.state !== 'coming' && call.state !== 'arrived') return refused('nothing-changed')
  return decided(afterwards(state, [{ type: 'person-absent', person, at: now }], now))
}

/** One area wider, over those where nobody would hear; when nobody would at all, as wide as can be, and loudly. */
function climb(state: Running, facts: MusterFacts, now: Instant): Answer {
  const levels = facts.levels ?? []
  if (levels.length === 0) return decided([{ type: 'escalation-unheard', from: state.reach, at: now }])
  const heard = levels.findIndex((level) => level.staff > 0)
  const to = levels[heard < 0 ? levels.length - 1 : heard]
  const skipped = levels.slice(0, heard < 0 ? levels.length - 1 : heard).map((level) => level.area)
  const wider = { ...state, reach: to.area }
  const events: MusterEvent[] = [
    { type: 'muster-escalated', reach: to.area, skipped, staff: to.staff, at: now, then: follow(wider, now) },
  ]
  if (heard < 0) events.push({ type: 'escalation-unheard', from: state.reach, at: now })
  return decided(events)
}

function escalate(state: Running, command: Of<'escalate'>, facts: MusterFacts, now: Instant): Answer {
  if (state.phase === 'over') return refused('over')
  if (state.phase === 'filled') return refused('not-due')
  if (command.from !== undefined && command.from !== state.reach) return refused('not-due')
  if (command.from === undefined && widerThan(state.reach) === undefined) return refused('already-widest')
  return climb(state, facts, now)
}

function closeWave(state: Running, command: Of<'close-wave'>, now: Instant): Answer {
  if (state.phase === 'over') return refused('over')
  if (command.wave !== state.wave || state.phase === 'filled') return refused('not-due')
  const open = openSeats(state)
  return decided([
    {
      type: 'wave-closed',
      wave: command.wave,
      open,
      next: open > 0 && state.whistle.waves === 'by-themselves',
      at: now,
    },
  ])
}

/** The next wave by itself; where nobody is left to call, help is asked wider at once rather than by the timer. */
function callNext(state: Running, facts: MusterFacts, now: Instant): Answer {
  if (state.phase === 'over') return refused('over')
  if (state.phase === 'filled' || state.whistle.waves === 'by-hand' || facts.enoughAsked) return refused('not-due')
  const next = wave(state, facts, now)
  if (!('refused' in next) || next.refused !== 'nobody-to-call' || widerThan(state.reach) === undefined) return next
  return climb(state, facts, now)
}

function standDown(state: Running, why: 'ordered' | 'time', now: Instant): Answer {
  if (state.phase === 'over') return refused('over')
  const left: [Id, number][] = []
  for (const [person, call] of everyCall(state.calls))
    if (call.state === 'arrived') left.push([person, Math.max(0, Math.round((now - call.arrivedAt!) / 60_000))])
  return decided([{ type: 'stood-down', why, at: now, left, ...drillOf(state) }])
}

function extend(state: Running, command: Of<'extend'>, now: Instant): Answer {
  if (state.phase === 'over') return refused('over')
  if (command.until === state.until) return refused('nothing-changed')
  if (
    command.until <= now ||
    command.until <= state.whistle.from ||
    command.until - Math.max(state.whistle.from, now) > lastsMax
  )
    return refused('bad-times')
  return decided([{ type: 'muster-extended', until: command.until }])
}

function decide(state: MusterState, command: MusterCommand, facts: MusterFacts, around: Circumstances): Answer {
  if (command.type === 'blow-whistle') return blow(state, command, facts, around)
  // target() answers every other command before the whistle as unknown, so that it does not come here.
  assert(state.whistle, 'a muster that takes commands was blown')
  const running = state as Running
  const { now } = around
  switch (command.type) {
    case 'call-people':
      return running.phase === 'over' ? refused('over') : wave(running, facts, now)
    case 'answer-call':
      return facts.self ? answerCall(running, facts.self, command, facts, now) : refused('not-called')
    case 'note-answer':
      return answerCall(running, command.person, command, facts, now)
    case 'arrive':
      return facts.self ? arrive(running, facts.self, command, facts, around) : refused('not-called')
    case 'mark-arrived':
      return markArrived(running, command.person, facts, around)
    case 'mark-absent':
      return markAbsent(running, command.person, now)
    case 'leave':
      return facts.self ? leave(running, facts.self, around) : refused('not-called')
    case 'mark-left':
      return leave(running, command.person, around)
    case 'escalate':
      return escalate(running, command, facts, now)
    case 'extend':
      return extend(running, command, now)
    case 'stand-down':
      return standDown(running, 'ordered', now)
    case 'close-wave':
      return closeWave(running, command, now)
    case 'call-next':
      return callNext(running, facts, now)
    case 'end-in-time':
      return command.until === running.until ? standDown(running, 'time', now) : refused('not-due')
    case 'note-reach':
      return decided([{ type: 'people-reached', about: command.about, reached: command.reached, at: now }])
  }
}

export const muster: Room<MusterState, MusterCommand, MusterEvent, MusterFacts, MusterReason> = {
  name: 'muster',
  streams: ['muster'],
  initial,
  decide,
  evolve,
  may,
  target,
  react,
  reasons,
}
