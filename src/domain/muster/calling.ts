// Asking for people: the whistle, its waves, and climbing to a wider area where few answer.
import { around as widerThan } from '../kernel/area.ts'
import { decided, refused, type Circumstances } from '../kernel/decider.ts'
import type { Instant } from '../kernel/envelope.ts'
import { findCall } from './calls.ts'
import { evolve } from './evolve.ts'
import { hasSeatFor } from './seats.ts'
import { calledMax, waveMax, wavesMax, type Called } from './terms.ts'
import type { MusterEvent } from './commands.ts'
import type { MusterState, MusterFacts } from './state.ts'
import { drillOf, follow, lastsMax, openSeats, type Answer, type Of, type Running } from './running.ts'

/** A muster is blown a week ahead at most: beyond, it is an operation to be planned. */
const aheadOfStartMax: Instant = 7 * 86_400_000

/** A whistle is for what is wanted now: what began longer ago is written down afterwards, in the dossier. */
const beganMax: Instant = 2 * 3_600_000
/** Too short to ask once more before it ends. */
const lastsMin: Instant = 2 * 60_000

/** Help is asked wider while there is still time to come: halfway to the end, where the order says later than that. */
function escalateBefore(end: Instant, minutes: number, now: Instant): number {
  if (now + minutes * 60_000 < end) return minutes
  return Math.max(1, Math.floor((end - now) / 2 / 60_000))
}

export function blow(
  state: MusterState,
  command: Of<'blow-whistle'>,
  facts: MusterFacts,
  { now, id }: Circumstances,
): Answer {
  if (state.whistle) return refused('already-blown')
  const { area, place, needs, from, until, drill, answerMinutes, waves } = command
  const escalateMinutes = escalateBefore(until, command.escalateMinutes, now)
  const sooner = escalateMinutes < command.escalateMinutes ? { escalateMinutes } : {}
  if (until <= from || until <= now || from > now + aheadOfStartMax || until - Math.max(from, now) > lastsMax)
    return refused('bad-times')
  if (from < now - beganMax) return refused('began-long-ago', { hours: beganMax / 3_600_000 })
  if (until - now < lastsMin) return refused('too-short', { minutes: lastsMin / 60_000 })
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
  if (!command.people)
    return decided([blown], { records: [record], answer: { called: 0, skipped: [], unheard, ...sooner } })
  const first = wave(evolve(state, blown) as Running, facts, now)
  if ('refused' in first) return first
  return decided([blown, ...first.events], {
    records: [record],
    answer: { ...(first.answer as object), unheard, ...sooner },
  })
}

/** A wave of those the facts found callable, less those this muster has asked already. */
export function wave(state: Running, facts: MusterFacts, now: Instant): Answer {
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

export function escalate(state: Running, command: Of<'escalate'>, facts: MusterFacts, now: Instant): Answer {
  if (state.phase === 'over') return refused('over')
  if (state.phase === 'filled') return refused('not-due')
  if (command.from !== undefined && command.from !== state.reach) return refused('not-due')
  if (command.from === undefined && widerThan(state.reach) === undefined) return refused('already-widest')
  return climb(state, facts, now)
}

export function closeWave(state: Running, command: Of<'close-wave'>, now: Instant): Answer {
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
export function callNext(state: Running, facts: MusterFacts, now: Instant): Answer {
  if (state.phase === 'over') return refused('over')
  if (state.phase === 'filled' || state.whistle.waves === 'by-hand' || facts.enoughAsked) return refused('not-due')
  const next = wave(state, facts, now)
  if (!('refused' in next) || next.refused !== 'nobody-to-call' || widerThan(state.reach) === undefined) return next
  return climb(state, facts, now)
}
