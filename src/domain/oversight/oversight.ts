// Oversight judged and folded: a look-back draws once, checks each thing once, places on the spot; a finding is put
// right and confirmed; a person is urged once a day.
import { covers } from '../kernel/area.ts'
import { decided, refused, type Circumstances, type Decision, type Reaction, type Room } from '../kernel/decider.ts'
import type { Command, Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import { idOf, kindOf, streamOf } from '../kernel/stream.ts'
import { may, target } from './may.ts'
import { chunkMax, lastsMax, reasons, urgeGap, type Drawn, type Item } from './terms.ts'
import type { About, OversightCommand, OversightEvent, OversightReason } from './commands.ts'
import type { LookBackState, FindingState, UrgingState, OversightState, OversightFacts } from './state.ts'

type Answer = Decision<OversightEvent, OversightReason>
type Of<T extends OversightCommand['type']> = Extract<OversightCommand, { type: T }>

function open(
  state: LookBackState,
  command: Of<'open-look-back'>,
  facts: OversightFacts,
  { now, id }: Circumstances,
): Answer {
  if (state.opened) return refused('already-open')
  const { area, kind, round, title, teams, from, until } = command
  if (until <= from || until <= now || until - from > lastsMax) return refused('bad-times')
  const sample = facts.sample
  if (!sample || sample.items.length === 0) return refused('nothing-to-check')
  const about: About = { kind, area, from, until }
  const opened: OversightEvent = {
    type: 'look-back-opened',
    ...about,
    ...(round && { round }),
    words: id,
    teams,
    seed: sample.seed,
    strata: sample.strata,
    at: now,
  }
  const handfuls = Array.from({ length: Math.ceil(sample.items.length / chunkMax) }, (_, i): OversightEvent => ({
    type: 'sample-drawn',
    about,
    items: sample.items.slice(i * chunkMax, (i + 1) * chunkMax),
    at: now,
  }))
  return decided([opened, ...handfuls], {
    records: [{ kind: 'text', id, subject: id, body: { title } }],
    answer: {
      drawn: sample.items.length,
      of: sample.strata.reduce((sum, one) => sum + one.size, 0),
      seed: sample.seed,
    },
  })
}

function share(state: LookBackState, { routes }: Of<'share-out'>, now: Instant): Answer {
  const all = routes.flatMap((route) => route.items)
  if (all.some((item) => !state.items.has(item))) return refused('not-drawn')
  if (new Set(all).size !== all.length || new Set(routes.map((route) => route.team)).size !== routes.length)
    return refused('item-twice')
  return decided([{ type: 'sample-shared', routes, at: now }])
}

function check(
  state: LookBackState,
  { item, found, text }: Of<'check-item'>,
  { now, id, actor }: Circumstances,
): Answer {
  const drawn = state.items.get(item)
  if (!drawn) return refused('not-drawn')
  if (item === actor.person) return refused('own-check')
  // Who was not reached may be tried again; what was found stands.
  if (drawn.found === 'yes' || drawn.found === 'no') return refused('already-checked')
  const event: OversightEvent = {
    type: 'item-checked',
    item,
    stratum: drawn.stratum,
    claimed: drawn.claimed,
    found,
    ...(text && { words: id }),
    at: now,
  }
  return decided([event], text ? { records: [{ kind: 'text', id, subject: id, body: { text } }] } : undefined)
}

function place(
  state: LookBackState,
  { person, muster }: Of<'place-person'>,
  facts: OversightFacts,
  now: Instant,
): Answer {
  if (facts.home === undefined || !facts.active) return refused('not-active')
  if (!covers(state.opened!.area, facts.home)) return refused('outside-area')
  if (!facts.running) return refused('muster-over')
  if (state.placed.has(`${person} ${muster}`)) return refused('already-placed')
  return decided([{ type: 'person-placed', person, home: facts.home, muster, at: now }])
}

function onLookBack(
  state: LookBackState,
  command: OversightCommand,
  facts: OversightFacts,
  around: Circumstances,
): Answer {
  if (command.type === 'open-look-back') return open(state, command, facts, around)
  if (state.closed) return refused('look-back-closed')
  if (command.type === 'share-out') return share(state, command, around.now)
  if (command.type === 'check-item') return check(state, command, around)
  if (command.type === 'place-person') return place(state, command, facts, around.now)
  return decided([{ type: 'look-back-closed', at: around.now }])
}

function onFinding(state: FindingState, command: OversightCommand, { now, id }: Circumstances): Answer {
  const sealed = (text: string | undefined) =>
    text ? { records: [{ kind: 'text' as const, id, subject: id, body: { text } }] } : undefined
  if (command.type === 'note-finding') {
    if (state.noted) return refused('already-noted')
    const { area, lookBack, item, grade, text, by } = command
    if (by <= now || by > now + lastsMax) return refused('bad-times')
    return decided(
      [
        {
          type: 'finding-noted',
          area,
          ...(lookBack && { lookBack }),
          ...(item && { item }),
          grade,
          words: id,
          by,
          at: now,
        },
      ],
      sealed(text),
    )
  }
  if (state.stands === 'confirmed') return refused('finding-confirmed')
  if (command.type === 'put-right')
    return state.stands === 'put-right'
      ? refused('already-put-right')
      : decided([{ type: 'finding-put-right', ...(command.text && { words: id }), at: now }], sealed(command.text))
  if (state.stands !== 'put-right') return refused('not-put-right')
  return command.type === 'return-finding'
    ? decided([{ type: 'finding-returned', words: id, at: now }], sealed(command.text))
    : decided([{ type: 'finding-confirmed', at: now }])
}

function urge(state: UrgingState, { about }: Of<'urge'>, facts: OversightFacts, person: Id, now: Instant): Answer {
  if (!facts.active) return refused('not-active')
  if (!facts.needed) return refused('not-needed')
  if (state.urgedAt !== undefined && now - state.urgedAt < urgeGap)
    return refused('urged-today', { hours: Math.ceil((urgeGap - (now - state.urgedAt)) / 3_600_000) })
  return decided([{ type: 'person-urged', person, area: facts.home!, about, times: state.times + 1, at: now }])
}

/** The stream's own id rides in its state for urging: it is the person's. */
type Kept = OversightState & { readonly id: string }

function decide(
  state: OversightState,
  command: OversightCommand,
  facts: OversightFacts,
  around: Circumstances,
): Answer {
  if (state.kind === 'look-back') return onLookBack(state, command, facts, around)
  if (state.kind === 'finding') return onFinding(state, command, around)
  return urge(state, command as Of<'urge'>, facts, (state as Kept).id, around.now)
}

function evolveLookBack(state: LookBackState, event: OversightEvent): LookBackState {
  switch (event.type) {
    case 'look-back-opened':
      return { ...state, opened: { area: event.area, until: event.until } }
    case 'sample-drawn':
      return { ...state, items: new Map([...state.items, ...event.items.map((one): [Item, Drawn] => [one.item, one])]) }
    case 'item-checked':
      return {
        ...state,
        items: new Map(state.items).set(event.item, {
          item: event.item,
          stratum: event.stratum,
          claimed: event.claimed,
          found: event.found,
        }),
      }
    case 'person-placed':
      return { ...state, placed: new Set(state.placed).add(`${event.person} ${event.muster}`) }
    case 'look-back-closed':
      return { ...state, closed: true }
    default:
      return state
  }
}

function evolve(state: OversightState, event: OversightEvent): OversightState {
  if (state.kind === 'look-back') return evolveLookBack(state, event)
  if (state.kind === 'urging')
    return event.type === 'person-urged' ? { ...state, urgedAt: event.at, times: event.times } : state
  switch (event.type) {
    case 'finding-noted':
      return { ...state, noted: { area: event.area, by: event.by }, stands: 'noted' }
    case 'finding-put-right':
      return { ...state, stands: 'put-right' }
    case 'finding-returned':
      return { ...state, stands: 'noted' }
    case 'finding-confirmed':
      return { ...state, stands: 'confirmed' }
    default:
      return state
  }
}

function react(event: OversightEvent, _stream: string, at: Instant): readonly Reaction[] {
  if (event.type !== 'person-placed') return []
  // The person is called as anybody is and may decline; a supervisor chose them, not a machine.
  const command: Command & Record<string, unknown> = { type: 'call-people', people: [event.person] }
  return [{ name: `place ${event.person}`, at, room: 'muster', stream: streamOf('muster', event.muster), command }]
}

function initial(stream: string): Kept {
  const [kind, id] = [kindOf(stream), idOf(stream)]
  if (kind === 'look-back') return { kind, id, items: new Map(), placed: new Set(), closed: false }
  return kind === 'finding' ? { kind, id, stands: 'none' } : { kind: 'urging', id, times: 0 }
}

export const oversight: Room<OversightState, OversightCommand, OversightEvent, OversightFacts, OversightReason> = {
  name: 'oversight',
  streams: ['look-back', 'finding', 'urging'],
  initial,
  decide,
  evolve,
  may,
  target,
  react,
  reasons,
}
