// What will probably be: the muster's own rules run on this device over what the server told and what still waits in
// the outbox.
// Shown as "not yet confirmed"; the server alone decides. The device knows of one muster only its own call, so seats
// are taken to be there unless the muster is filled.
import type { Actor } from '#domain/kernel/actor.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { type Call, findCall, noCalls, withCalls } from '#domain/muster/calls.ts'
import { muster } from '#domain/muster/muster.ts'
import type { CallState } from '#domain/muster/terms.ts'
import type { MusterCommand, MusterReason } from '#domain/muster/commands.ts'
import type { MusterFacts, MusterState } from '#domain/muster/state.ts'
import type { MyCall } from '#server/sync-shape.ts'
import type { Entry } from '#web/outbox/outbox.ts'
import { sequenceOf } from '#web/replica/replica.ts'

export interface Foreseen extends MyCall {
  /** The newest change is our own and the server has not confirmed it. */
  readonly unconfirmed: boolean
}

/** States in which a seat is held. */
const SEATED: readonly CallState[] = ['coming', 'arrived']
/** One kind of seat stands for all: which of them a person fits only the server knows. */
const FITS = 1

/** A muster as far as one person's call tells it. @param spare whether a seat is free for them */
function stateOf(call: MyCall, me: Id, spare: boolean): MusterState {
  const seated = SEATED.includes(call.state)
  const standing: Call = {
    state: call.state,
    wave: call.wave,
    fits: FITS,
    calledAt: call.calledAt,
    seated,
    willing: call.willing,
    minutes: call.minutes,
    arrivedAt: call.arrivedAt,
    evidence: call.evidence,
  }
  // One seat is held, by this person or by somebody unknown; two more keep the muster open whatever they answer.
  const held = seated || !spare ? 1 : 0
  return {
    id: call.muster,
    phase: call.phase,
    reach: call.area,
    until: call.until,
    wave: call.wave,
    called: 1,
    devices: new Map(),
    calls: withCalls(noCalls, [[me, standing]]),
    seated: { [FITS]: held },
    whistle: {
      what: call.muster,
      area: call.area,
      place: call.place,
      needs: [{ people: held + (spare ? 2 : 0) }],
      from: call.from,
      drill: call.drill,
      answerMinutes: 1,
      escalateMinutes: 1,
      waves: 'by-hand',
      at: call.calledAt,
    },
  }
}

/** The call after one command of one's own, or why it would be refused. */
export function afterCommand(
  call: MyCall,
  command: MusterCommand,
  around: { me: Id; actor: Actor; at: number; elsewhere?: Id; spare?: boolean },
): MyCall | { refused: MusterReason } {
  const state = stateOf(call, around.me, around.spare ?? call.phase === 'running')
  const facts: MusterFacts = {
    self: around.me,
    engagedIn: around.elsewhere,
    code: { found: 'now', step: Number.MAX_SAFE_INTEGER },
  }
  const decision = muster.decide(state, command, facts, {
    actor: around.actor,
    now: around.at,
    id: call.muster,
    at: around.at,
  })
  if ('refused' in decision) return { refused: decision.refused }
  const after = decision.events.reduce(muster.evolve, state)
  const own = findCall(after.calls, around.me)
  if (!own) return call
  const answered = decision.events.some((event) => event.type === 'call-answered')
  const left = decision.events.some((event) => event.type === 'person-left')
  return {
    ...call,
    state: own.state,
    willing: own.willing,
    minutes: own.minutes,
    arrivedAt: own.arrivedAt,
    evidence: own.evidence,
    ...(answered && { answeredAt: around.at }),
    ...(left && { leftAt: around.at }),
  }
}

/** Another muster that holds this person, as far as this device knows; drills hold nobody. */
export function engagedIn(calls: readonly MyCall[], but: string): Id | undefined {
  return calls.find(
    (call) => call.muster !== but && call.phase !== 'over' && !call.drill && SEATED.includes(call.state),
  )?.muster
}

/** Commands that the kept answer of the server does not know of yet, in order. */
function notYetTold(entries: readonly Entry[], stream: string, cursor: string | undefined): Entry[] {
  const known = sequenceOf(cursor)
  return entries.filter(
    (entry) =>
      entry.envelope.stream === stream &&
      (entry.state === 'waiting' ||
        (entry.state === 'accepted' && entry.receipt?.status === 'accepted' && entry.receipt.sequence > known)),
  )
}

/** My calls as they will probably stand once everything in the outbox has arrived. */
export function foresee(
  calls: readonly MyCall[],
  entries: readonly Entry[],
  cursor: string | undefined,
  actor: Actor,
): Foreseen[] {
  const me = actor.person
  let now: MyCall[] = [...calls]
  const unconfirmed = new Set<string>()
  if (me) {
    for (const [index, call] of calls.entries()) {
      for (const entry of notYetTold(entries, `muster/${call.muster}`, cursor)) {
        const told =
          entry.receipt?.status === 'accepted' ? (entry.receipt.answer as { state?: CallState } | undefined) : undefined
        const around = {
          me,
          actor,
          at: entry.envelope.at,
          elsewhere: engagedIn(now, call.muster),
          ...(told && { spare: told.state !== 'thanked', elsewhere: undefined }),
        }
        const after = afterCommand(now[index], entry.envelope.command as MusterCommand, around)
        if ('refused' in after) continue
        now = now.map((one, at) => (at === index ? after : one))
        if (entry.state === 'waiting') unconfirmed.add(call.muster)
        else unconfirmed.delete(call.muster)
      }
    }
  }
  return now.map((call) => ({ ...call, unconfirmed: unconfirmed.has(call.muster) }))
}
