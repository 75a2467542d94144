// The registry judged and folded: areas and buildings, units, persons, and the registration of both with communities.
import { levelOf, type AreaId } from '../kernel/area.ts'
import { assert } from '../kernel/assert.ts'
import {
  decided,
  refused,
  type Circumstances,
  type Decision,
  type PrivateRecord,
  type Reaction,
  type Room,
} from '../kernel/decider.ts'
import type { Command, Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import { idOf, kindOf, streamOf } from '../kernel/stream.ts'
import { may, target } from './may.ts'
import { reasons, type RegistrationState } from './terms.ts'
import type { RegistryCommand, RegistryEvent, RegistryReason } from './commands.ts'
import type { Registrations, RegistryState, RegistryFacts } from './state.ts'

/**
 * A person serves where they live: one standing registration. A unit may be paired with several communities; the bound
 * keeps its state small.
 */
const standingMax = { person: 1, unit: 32 } as const

type AreaState = Extract<RegistryState, { kind: 'area' }>
type UnitState = Extract<RegistryState, { kind: 'unit' }>
type PersonState = Extract<RegistryState, { kind: 'person' }>

type Answer = Decision<RegistryEvent, RegistryReason>
type Of<T extends RegistryCommand['type']> = Extract<RegistryCommand, { type: T }>
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

function nameArea(state: AreaState, command: Of<'name-area'>): Answer {
  if (state.name === command.name && (command.place === undefined || same(state.place, command.place)))
    return refused('nothing-new')
  return decided([{ type: 'area-named', name: command.name, ...(command.place && { place: command.place }) }])
}

function listBuilding(state: AreaState, command: Of<'list-building'>): Answer {
  if (levelOf(state.code) !== 'building') return refused('not-a-building')
  if (new Set(command.doors.map(([number]) => number)).size !== command.doors.length) return refused('door-twice')
  const { name, place, numbering, doors } = command
  if (
    state.name === name &&
    (place === undefined || same(state.place, place)) &&
    same(state.building, { numbering, doors })
  )
    return refused('nothing-new')
  return decided([{ type: 'building-listed', name, ...(place && { place }), numbering, doors }])
}

function keepMapping(state: AreaState, command: Of<'keep-mapping'>): Answer {
  const { kind, heads, columns } = command
  if (state.mappings[`${kind} ${heads}`] === JSON.stringify(columns)) return refused('nothing-new')
  return decided([{ type: 'mapping-kept', kind, heads, columns }])
}

function changeUnit(state: UnitState, command: Of<'change-unit'>): Answer {
  const name = command.name !== state.name ? command.name : undefined
  const area = command.area !== state.area ? command.area : undefined
  if (name === undefined && area === undefined) return refused('nothing-new')
  return decided([{ type: 'unit-changed', ...(name !== undefined && { name }), ...(area !== undefined && { area }) }])
}

/** Exact-match keys under which a person is found again; the vault keeps them as keyed hashes. */
export function personKeys(body: { readonly name: string; readonly phone?: string }): string[] {
  return [`name:${body.name}`, ...(body.phone ? [`phone:${body.phone}`, `tail:${body.phone.slice(-4)}`] : [])]
}

function sealed(id: Id, body: { name: string; phone?: string }): PrivateRecord {
  return { kind: 'person', id, subject: id, body, lookups: personKeys(body) }
}

function enrolPerson(state: PersonState, command: Of<'enrol-person'>, facts: RegistryFacts): Answer {
  if (state.known) return refused('already-enrolled')
  if (command.unit !== undefined && facts.unitArea === undefined) return refused('unit-unknown')
  if (facts.phoneHolder !== undefined && facts.phoneHolder !== state.id) return refused('phone-taken')
  const { name, phone, unit, home, skills, availability } = command
  return decided(
    [
      {
        type: 'person-enrolled',
        ...(unit && { unit }),
        home,
        ...(facts.place && { place: facts.place }),
        skills,
        availability,
      },
    ],
    { records: [sealed(state.id, { name, ...(phone && { phone }) })] },
  )
}

function changePerson(state: PersonState, command: Of<'change-person'>, facts: RegistryFacts): Answer {
  if (state.mergedInto) return refused('not-active')
  if (command.unit && facts.unitArea === undefined) return refused('unit-unknown')
  if (command.phone && facts.phoneHolder !== undefined && facts.phoneHolder !== state.id) return refused('phone-taken')
  const held = facts.held ?? { name: '' }
  const name = command.name ?? held.name
  const phone = command.phone === null ? undefined : (command.phone ?? held.phone)
  const changed: ('name' | 'phone')[] = [
    ...(name !== held.name ? ['name' as const] : []),
    ...(phone !== held.phone ? ['phone' as const] : []),
  ]
  // By name and phone one logs in, and is called: who holds an office changes them by oneself.
  if (changed.length > 0 && facts.guarded) return refused('office-holder')
  const event: Extract<RegistryEvent, { type: 'person-changed' }> = {
    type: 'person-changed',
    ...(command.unit !== undefined && command.unit !== (state.unit ?? null) && { unit: command.unit }),
    ...(command.home !== undefined &&
      command.home !== state.home && { home: command.home, ...(facts.place && { place: facts.place }) }),
    ...(command.skills && !same(command.skills, state.skills) && { skills: command.skills }),
    ...(command.availability &&
      !same(command.availability, state.availability) && { availability: command.availability }),
    ...(command.active !== undefined && command.active !== state.active && { active: command.active }),
    ...(changed.length > 0 && { sealed: changed }),
  }
  if (Object.keys(event).length === 1) return refused('nothing-new')
  return decided(
    [event],
    changed.length > 0 ? { records: [sealed(state.id, { name, ...(phone && { phone }) })] } : undefined,
  )
}

function mergePerson(state: PersonState, command: Of<'merge-person'>, facts: RegistryFacts): Answer {
  if (command.into === state.id) return refused('merge-into-itself')
  if (state.mergedInto) return refused('not-active')
  if (!facts.into?.active) return refused('merge-into-unknown')
  const withdrawals = standing(state.registrations).map((community) => ({
    type: 'registration-withdrawn' as const,
    community,
  }))
  return decided([...withdrawals, { type: 'person-merged', into: command.into }])
}

const standing = (registrations: Registrations) =>
  Object.keys(registrations).filter(
    (community) => registrations[community] === 'asked' || registrations[community] === 'accepted',
  )

function register(
  state: UnitState | PersonState,
  command: Of<'register-unit'> | Of<'register-person'>,
  facts: RegistryFacts,
): Answer {
  if (!facts.communityKnown) return refused('community-unknown')
  if (state.kind === 'person' && !state.active) return refused('not-active')
  const now = state.registrations[command.community]
  if (now === 'asked') return refused('already-asked')
  if (now === 'accepted') return refused('already-registered')
  if (standing(state.registrations).length >= standingMax[state.kind])
    return refused(state.kind === 'person' ? 'registered-elsewhere' : 'too-many-registrations')
  if (state.kind === 'unit') return decided([{ type: 'unit-registered', community: command.community }])
  return decided([{ type: 'person-registered', community: command.community, ...(state.unit && { unit: state.unit }) }])
}

function answerRegistration(
  state: UnitState | PersonState,
  command: Of<'accept-registration'> | Of<'decline-registration'> | Of<'withdraw-registration'>,
): Answer {
  const now = state.registrations[command.community]
  switch (command.type) {
    case 'accept-registration':
      return now === 'asked'
        ? decided([{ type: 'registration-accepted', community: command.community }])
        : refused(now === 'accepted' ? 'already-registered' : 'not-asked')
    case 'decline-registration':
      return now === 'asked'
        ? decided([{ type: 'registration-declined', community: command.community, why: command.why }])
        : refused('not-asked')
    case 'withdraw-registration':
      return now === 'asked' || now === 'accepted'
        ? decided([{ type: 'registration-withdrawn', community: command.community }])
        : refused('not-registered')
  }
}

function decideUnit(state: UnitState, command: RegistryCommand, facts: RegistryFacts): Answer | undefined {
  switch (command.type) {
    case 'enrol-unit':
      return state.name === undefined
        ? decided([{ type: 'unit-enrolled', name: command.name, area: command.area }])
        : refused('already-enrolled')
    case 'change-unit':
      return changeUnit(state, command)
    case 'appoint-liaison':
      return state.liaison === command.person
        ? refused('nothing-new')
        : decided([{ type: 'liaison-appointed', person: command.person }])
    case 'register-unit':
      return register(state, command, facts)
    case 'accept-registration':
    case 'decline-registration':
    case 'withdraw-registration':
      return answerRegistration(state, command)
  }
}

function decidePerson(state: PersonState, command: RegistryCommand, facts: RegistryFacts): Answer | undefined {
  switch (command.type) {
    case 'enrol-person':
      return enrolPerson(state, command, facts)
    case 'change-person':
      return changePerson(state, command, facts)
    case 'merge-person':
      return mergePerson(state, command, facts)
    case 'register-person':
      return register(state, command, facts)
    case 'accept-registration':
    case 'decline-registration':
    case 'withdraw-registration':
      return answerRegistration(state, command)
  }
}

function decide(state: RegistryState, command: RegistryCommand, facts: RegistryFacts, _around: Circumstances): Answer {
  let answer: Answer | undefined
  if (state.kind === 'unit') answer = decideUnit(state, command, facts)
  else if (state.kind === 'person') answer = decidePerson(state, command, facts)
  else if (command.type === 'name-area') answer = nameArea(state, command)
  else if (command.type === 'list-building') answer = listBuilding(state, command)
  else if (command.type === 'keep-mapping') answer = keepMapping(state, command)
  // target() answers a command on the wrong kind of stream as unknown before it comes here.
  assert(answer, `${command.type} is given on a stream of its kind`)
  return answer
}

function initial(stream: string): RegistryState {
  const [kind, id] = [kindOf(stream), idOf(stream)]
  if (kind === 'area') return { kind, code: id, mappings: {} }
  if (kind === 'unit') return { kind, id, registrations: {} }
  return { kind: 'person', id, known: false, active: false, skills: [], availability: [], registrations: {} }
}

function evolve(state: RegistryState, event: RegistryEvent): RegistryState {
  if (state.kind === 'area') {
    if (event.type === 'area-named') return { ...state, name: event.name, place: event.place ?? state.place }
    if (event.type === 'building-listed')
      return {
        ...state,
        name: event.name,
        place: event.place ?? state.place,
        building: { numbering: event.numbering, doors: event.doors },
      }
    if (event.type === 'mapping-kept')
      return {
        ...state,
        mappings: { ...state.mappings, [`${event.kind} ${event.heads}`]: JSON.stringify(event.columns) },
      }
    return state
  }
  const moved = registrationAfter(event)
  if (moved) return { ...state, registrations: { ...state.registrations, [moved[0]]: moved[1] } }
  if (state.kind === 'unit') {
    if (event.type === 'unit-enrolled') return { ...state, name: event.name, area: event.area }
    if (event.type === 'unit-changed')
      return { ...state, name: event.name ?? state.name, area: event.area ?? state.area }
    return event.type === 'liaison-appointed' ? { ...state, liaison: event.person } : state
  }
  switch (event.type) {
    case 'person-enrolled':
      return {
        ...state,
        known: true,
        active: true,
        unit: event.unit,
        home: event.home,
        place: event.place,
        skills: event.skills,
        availability: event.availability,
      }
    case 'person-changed':
      return {
        ...state,
        unit: event.unit === undefined ? state.unit : (event.unit ?? undefined),
        home: event.home ?? state.home,
        place: event.home ? event.place : state.place,
        skills: event.skills ?? state.skills,
        availability: event.availability ?? state.availability,
        active: event.active ?? state.active,
      }
    case 'person-merged':
      return { ...state, active: false, mergedInto: event.into }
    default:
      return state
  }
}

/** The registration an event moves, and where to. */
export function registrationAfter(event: RegistryEvent): readonly [AreaId, RegistrationState] | undefined {
  switch (event.type) {
    case 'unit-registered':
    case 'person-registered':
      return [event.community, 'asked']
    case 'registration-accepted':
      return [event.community, 'accepted']
    case 'registration-declined':
      return [event.community, 'declined']
    case 'registration-withdrawn':
      return [event.community, 'withdrawn']
  }
}

/** Who turned out to be somebody else keeps no way in: the account of the one merged away is closed. */
function react(event: RegistryEvent, stream: string, at: Instant): readonly Reaction[] {
  if (event.type !== 'person-merged') return []
  const command: Command = { type: 'close-account' }
  return [{ name: 'close-account', at, room: 'access', stream: streamOf('account', idOf(stream)), command }]
}

export const registry: Room<RegistryState, RegistryCommand, RegistryEvent, RegistryFacts, RegistryReason> = {
  name: 'registry',
  streams: ['area', 'unit', 'person'],
  initial,
  decide,
  evolve,
  may,
  target,
  react,
  reasons,
}
