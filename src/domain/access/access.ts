// Accounts judged and folded: opened, invited, granted roles for areas, closed. Passwords and factors are only named by
// the id of their sealed record.
import type { Grant, Role } from '../kernel/actor.ts'
import { covers, type AreaId } from '../kernel/area.ts'
import { unreachable } from '../kernel/assert.ts'
import { decided, refused, type Circumstances, type Decision, type Room } from '../kernel/decider.ts'
import { idOf } from '../kernel/stream.ts'
import { may, target } from './may.ts'
import { grantableBy, isOffice, keptApart, reasons, type AccessReason } from './terms.ts'
import type { AccessCommand, AccessEvent } from './commands.ts'
import type { AccessState, AccessFacts } from './state.ts'

/** A person serves in few capacities; the bound keeps a session's grants small. */
const grantsMax = 16
/** Links of one account that wait to be used. */
const linksMax = 4
/** A log-in link is handed over or shown; three days cover a weekend. */
export const linkHoursMax = 72
/** An invitation hangs on a door for two weeks at most. */
export const invitationHoursMax = 14 * 24
const HOUR_MS = 3_600_000

type Answer = Decision<AccessEvent, AccessReason>
type Of<T extends AccessCommand['type']> = Extract<AccessCommand, { type: T }>

const sameGrant = (a: Grant, b: Grant) => a.role === b.role && a.area === b.area && a.unit === b.unit
const mark = (command: Of<'grant-role'> | Of<'revoke-role'>): Grant => ({
  role: command.role,
  area: command.area,
  ...(command.unit && { unit: command.unit }),
})

/** Whether one of the actor's own grants carries the right to give or take this role there. */
function mayHandOut(around: Circumstances, role: Role, area: AreaId): boolean {
  return around.actor.grants.some(
    (grant) => (grantableBy[grant.role]?.includes(role) ?? false) && covers(grant.area, area),
  )
}

/** Each of the three is held with no other office, so that they stay three people. */
function joinsWhatIsKeptApart(held: readonly Grant[], role: Role): boolean {
  if (!isOffice(role)) return false
  return held.some(
    (grant) =>
      grant.role !== role && isOffice(grant.role) && (keptApart.includes(grant.role) || keptApart.includes(role)),
  )
}

function grantRole(state: AccessState, command: Of<'grant-role'>, facts: AccessFacts, around: Circumstances): Answer {
  if (state.state !== 'open') return refused('not-open')
  if (state.id === around.actor.person) return refused('own-account')
  if (!mayHandOut(around, command.role, command.area)) return refused('not-yours-to-grant')
  const firstOnly = !around.actor.grants.some(
    (grant) =>
      grant.role !== 'administrator' &&
      (grantableBy[grant.role]?.includes(command.role) ?? false) &&
      covers(grant.area, command.area),
  )
  if (firstOnly && (facts.holders ?? 0) > 0) return refused('not-yours-to-grant')
  if (command.role === 'liaison' && !command.unit) return refused('unit-needed')
  if (command.role !== 'liaison' && command.unit) return refused('no-unit')
  if (command.unit && facts.unitArea === undefined) return refused('unit-unknown')
  // A liaison's grant must name where the unit stands: otherwise an officer would reach a unit of another's area.
  if (command.unit && !covers(command.area, facts.unitArea!)) return refused('unit-unknown')
  if (joinsWhatIsKeptApart(state.grants, command.role)) return refused('kept-apart')
  if (state.grants.some((grant) => sameGrant(grant, mark(command)))) return refused('already-granted')
  if (state.grants.length >= grantsMax) return refused('too-many-grants')
  return decided([{ type: 'role-granted', ...mark(command) }])
}

function revokeRole(state: AccessState, command: Of<'revoke-role'>, facts: AccessFacts, around: Circumstances): Answer {
  if (state.id === around.actor.person) return refused('own-account')
  if (!mayHandOut(around, command.role, command.area)) return refused('not-yours-to-grant')
  if (!state.grants.some((grant) => sameGrant(grant, mark(command)))) return refused('not-granted')
  const others = state.grants.filter((grant) => grant.role === command.role).length > 1
  if (keptApart.includes(command.role) && !others && (facts.holders ?? 0) <= 1) return refused('last-of-its-kind')
  return decided([{ type: 'role-revoked', ...mark(command) }])
}

function open(state: AccessState, facts: AccessFacts): readonly AccessEvent[] | AccessReason {
  if (state.state === 'open') return 'already-open'
  if (!facts.person?.active) return 'person-unknown'
  return [{ type: 'account-opened', area: facts.person.home, ...(facts.person.unit && { unit: facts.person.unit }) }]
}

/**
 * A link lets its bearer in as the person: who gives it must hold the right to give what the person holds, or keep the
 * accounts.
 */
function mayLetIn(state: AccessState, around: Circumstances): boolean {
  const keeps = (area: AreaId) =>
    around.actor.grants.some(
      (grant) => (grant.role === 'administrator' || grant.role === 'system') && covers(grant.area, area),
    )
  return state.grants.every(
    (grant) => grant.role === 'volunteer' || keeps(grant.area) || mayHandOut(around, grant.role, grant.area),
  )
}

function offerLink(state: AccessState, command: Of<'offer-link'>, facts: AccessFacts, around: Circumstances): Answer {
  if (command.until > around.now + linkHoursMax * HOUR_MS) return refused('lasts-too-long')
  if (command.until <= around.now) return refused('link-expired')
  if (!mayLetIn(state, around)) return refused('link-not-yours')
  const opened = state.state === 'open' ? [] : open(state, facts)
  if (typeof opened === 'string') return refused(opened)
  if (Object.values(state.links).filter((until) => until > around.now).length >= linksMax)
    return refused('too-many-links')
  return decided([...opened, { type: 'link-offered', digest: command.digest, until: command.until }])
}

function invitePerson(command: Of<'invite-person'>, around: Circumstances): Answer {
  if (command.until > around.now + invitationHoursMax * HOUR_MS) return refused('lasts-too-long')
  if (command.until <= around.now) return refused('invitation-expired')
  return decided([{ type: 'person-invited', area: command.area, digest: command.digest, until: command.until }])
}

function acceptInvitation(state: AccessState, command: Of<'accept-invitation'>, around: Circumstances): Answer {
  if (state.state !== 'invited' || state.invitation?.digest !== command.digest) return refused('invitation-unknown')
  if (state.invitation.until <= around.now) return refused('invitation-expired')
  const area = state.area!
  return decided([
    { type: 'invitation-accepted', ...(command.nonce && { digest: command.digest, nonce: command.nonce }) },
    { type: 'account-opened', area },
    { type: 'role-granted', role: 'volunteer', area },
  ])
}

function useLink(state: AccessState, command: Of<'use-link'>, around: Circumstances): Answer {
  if (state.state !== 'open') return refused('link-unknown')
  const until = state.links[command.digest]
  if (until === undefined) return refused('link-unknown')
  if (until <= around.now) return refused('link-expired')
  return decided([{ type: 'link-used', digest: command.digest, ...(command.nonce && { nonce: command.nonce }) }])
}

function closeAccount(state: AccessState, around: Circumstances): Answer {
  if (state.state !== 'open' && state.state !== 'invited') return refused('not-open')
  if (state.id === around.actor.person) return refused('own-account')
  // Else the administrator could remove the security officer and appoint another in their place.
  if (state.grants.some((grant) => keptApart.includes(grant.role))) return refused('holds-office')
  return decided([{ type: 'account-closed' }])
}

function appoint(state: AccessState, command: Of<'appoint'>): Answer {
  if (joinsWhatIsKeptApart(state.grants, command.role)) return refused('kept-apart')
  if (state.grants.some((grant) => sameGrant(grant, { role: command.role, area: command.area })))
    return refused('already-granted')
  const opened: readonly AccessEvent[] = state.state === 'open' ? [] : [{ type: 'account-opened', area: command.area }]
  return decided([...opened, { type: 'role-granted', role: command.role, area: command.area }])
}

/** Key under which a log-in name is found; capitals and width make no difference. */
export const loginKey = (login: string): string => `login:${login.normalize('NFKC').trim().toLowerCase()}`

/** The record's id stays the same, so that a new password replaces the old one in the vault. */
function setPassword(state: AccessState, command: Of<'set-password'>, around: Circumstances): Answer {
  const credential = state.password ?? around.id
  const { verifier, login } = command
  return decided([{ type: 'password-set', credential, at: around.now }], {
    records: [
      {
        kind: 'credential',
        id: credential,
        subject: state.id,
        body: { verifier, ...(login && { login }) },
        lookups: login ? [loginKey(login)] : [],
      },
    ],
  })
}

function offerFactor(state: AccessState, command: Of<'enable-second-factor'>, around: Circumstances): Answer {
  const credential = state.offered ?? around.id
  return decided([{ type: 'second-factor-offered', credential }], {
    records: [{ kind: 'credential', id: credential, subject: state.id, body: { secret: command.secret } }],
  })
}

function decide(state: AccessState, command: AccessCommand, facts: AccessFacts, around: Circumstances): Answer {
  switch (command.type) {
    case 'open-account': {
      const opened = open(state, facts)
      return typeof opened === 'string' ? refused(opened) : decided(opened)
    }
    case 'close-account':
      return closeAccount(state, around)
    case 'grant-role':
      return grantRole(state, command, facts, around)
    case 'revoke-role':
      return revokeRole(state, command, facts, around)
    case 'revoke-sessions':
      return state.state === 'none' ? refused('not-open') : decided([{ type: 'sessions-revoked', at: around.now }])
    case 'drop-second-factor':
      if (state.id === around.actor.person) return refused('own-account')
      return state.factor
        ? decided([{ type: 'second-factor-dropped' }, { type: 'sessions-revoked', at: around.now }])
        : refused('no-factor')
    case 'offer-link':
      return offerLink(state, command, facts, around)
    case 'invite-person':
      return invitePerson(command, around)
    case 'appoint':
      return appoint(state, command)
    case 'set-password':
      return state.state === 'open' ? setPassword(state, command, around) : refused('not-open')
    case 'enable-second-factor':
      return state.state === 'open' ? offerFactor(state, command, around) : refused('not-open')
    case 'confirm-second-factor':
      return state.offered ? decided([{ type: 'second-factor-confirmed' }]) : refused('no-factor')
    case 'use-link':
      return useLink(state, command, around)
    case 'accept-invitation':
      return acceptInvitation(state, command, around)
    case 'note-told':
      return decided([{ type: 'account-told', news: command.news, reached: command.reached }])
    default:
      return unreachable(command)
  }
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  const { [key]: _gone, ...rest } = record
  return rest
}

function evolve(state: AccessState, event: AccessEvent): AccessState {
  switch (event.type) {
    case 'account-opened':
      return { ...state, state: 'open', area: event.area }
    // What a closed account held is gone: opened again, it begins with nothing.
    case 'account-closed':
      return { id: state.id, state: 'closed', area: state.area, grants: [], links: {} }
    // Links given for less are void: their bearer would come into more.
    case 'role-granted':
      return {
        ...state,
        links: event.role === 'volunteer' ? state.links : {},
        grants: [...state.grants, { role: event.role, area: event.area, ...(event.unit && { unit: event.unit }) }],
      }
    case 'role-revoked':
      return {
        ...state,
        grants: state.grants.filter(
          (grant) => !sameGrant(grant, { role: event.role, area: event.area, ...(event.unit && { unit: event.unit }) }),
        ),
      }
    case 'password-set':
      return { ...state, password: event.credential }
    case 'second-factor-offered':
      return { ...state, offered: event.credential }
    case 'second-factor-confirmed':
      return { ...state, factor: state.offered, offered: undefined }
    case 'second-factor-dropped':
      return { ...state, factor: undefined, offered: undefined }
    case 'link-offered': {
      // What ended so long before this one does had ended when it was offered: the state stays small.
      const standing = Object.entries(state.links).filter(([, until]) => until > event.until - linkHoursMax * HOUR_MS)
      return { ...state, links: { ...Object.fromEntries(standing), [event.digest]: event.until } }
    }
    case 'link-used':
      return { ...state, links: without(state.links, event.digest) }
    case 'person-invited':
      return { ...state, state: 'invited', area: event.area, invitation: { digest: event.digest, until: event.until } }
    case 'invitation-accepted':
      return { ...state, invitation: undefined }
    case 'sessions-revoked':
      return { ...state, links: {} }
    case 'account-told':
      return state
  }
}

export const access: Room<AccessState, AccessCommand, AccessEvent, AccessFacts, AccessReason> = {
  name: 'access',
  streams: ['account'],
  initial: (stream) => ({ id: idOf(stream), state: 'none', grants: [], links: {} }),
  decide,
  evolve,
  may,
  target,
  reasons,
}
