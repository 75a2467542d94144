// The ledgers of accounts: one line a command, who gives it, and what comes of it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allowed, type Actor, type Grant, type Role } from '../kernel/actor.ts'
import { access } from './access.ts'
import { grantableRoles, keptApart, officeRoles } from './terms.ts'
import { commands, type AccessCommand } from './commands.ts'
import type { AccessFacts, AccessState } from './state.ts'

const county = '140729'
const town = '140729100'
const here = '140729100001'
const there = '140729100002'
const id = (n: number) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`
const zhang = id(1)
const unit = id(50)
const now = 1_700_000_000_000
const hour = 3_600_000
const digest = 'a'.repeat(64)
const other = 'b'.repeat(64)

const by = (role: Role, area = county, more: Partial<Grant> = {}): Actor => ({
  tenant: county,
  account: id(99),
  person: id(99),
  grants: [{ role, area, ...more }],
})
const self: Actor = { tenant: county, account: zhang, person: zhang, grants: [{ role: 'volunteer', area: here }] }
const living: AccessFacts = { person: { home: here, active: true }, holders: 1 }

type Line = readonly [actor: Actor, command: AccessCommand, expected: string, facts?: AccessFacts, at?: number]

/** Gives each command in turn; answers `unknown`, `no: reason` or the events' types. */
function ledger(lines: readonly Line[], stream = `account/${zhang}`): AccessState {
  let state = access.initial(stream)
  lines.forEach(([actor, given, expected, facts = living, at = now], line) => {
    const command = commands.parse(given)
    const target = access.target(state, command, facts, stream)
    let said: string
    if (!target || !allowed(access.may[command.type], actor, target)) said = 'unknown'
    else {
      const decision = access.decide(state, command, facts, { actor, now: at, id: id(1000 + line), at })
      if ('refused' in decision) said = `no: ${decision.refused}`
      else {
        said = decision.events.map((event) => event.type).join(' ')
        state = decision.events.reduce(access.evolve, state)
      }
    }
    assert.equal(said, expected, `line ${line + 1}: ${command.type}`)
  })
  return state
}

test('an account is opened by those who keep the area or the unit, once, for a person who is there', () => {
  ledger([
    [by('officer', there), { type: 'open-account' }, 'unknown'],
    [by('security'), { type: 'open-account' }, 'unknown'],
    [by('auditor'), { type: 'open-account' }, 'unknown'],
    [by('liaison', county, { unit }), { type: 'open-account' }, 'unknown'],
    [by('officer', here), { type: 'open-account' }, 'unknown', {}],
    [by('officer', here), { type: 'open-account' }, 'no: person-unknown', { person: { home: here, active: false } }],
    [
      by('liaison', county, { unit }),
      { type: 'open-account' },
      'account-opened',
      { person: { home: here, unit, active: true } },
    ],
    [by('officer', here), { type: 'open-account' }, 'no: already-open'],
    [by('officer', here), { type: 'close-account' }, 'unknown'],
    [by('administrator'), { type: 'close-account' }, 'account-closed'],
    [by('administrator'), { type: 'close-account' }, 'no: not-open'],
    [by('officer', here), { type: 'open-account' }, 'account-opened'],
  ])
})

test('roles are granted by those who hold the right, within their own area, never to themselves', () => {
  ledger([
    [by('security'), { type: 'grant-role', role: 'officer', area: here }, 'unknown'],
    [by('administrator'), { type: 'open-account' }, 'account-opened'],
    [by('officer', here), { type: 'grant-role', role: 'gridWorker', area: here }, 'role-granted'],
    [by('officer', here), { type: 'grant-role', role: 'gridWorker', area: here }, 'no: already-granted'],
    [by('officer', here), { type: 'grant-role', role: 'gridWorker', area: there }, 'unknown'],
    [by('officer', here), { type: 'grant-role', role: 'officer', area: here }, 'no: not-yours-to-grant'],
    [by('dispatcher', town), { type: 'grant-role', role: 'supervisor', area: here }, 'no: not-yours-to-grant'],
    [by('supervisor'), { type: 'grant-role', role: 'volunteer', area: here }, 'unknown'],
    [by('administrator'), { type: 'grant-role', role: 'officer', area: here }, 'no: not-yours-to-grant'],
    [by('security', town), { type: 'grant-role', role: 'officer', area: county }, 'unknown'],
    [by('security'), { type: 'grant-role', role: 'officer', area: here }, 'role-granted'],
    [by('security'), { type: 'grant-role', role: 'liaison', area: here }, 'no: unit-needed'],
    [by('security'), { type: 'grant-role', role: 'officer', area: there, unit }, 'no: no-unit'],
    [by('security'), { type: 'grant-role', role: 'liaison', area: here, unit }, 'no: unit-unknown'],
    [
      by('officer', here),
      { type: 'grant-role', role: 'liaison', area: here, unit },
      'no: unit-unknown',
      { ...living, unitArea: there },
    ],
    [
      by('officer', here),
      { type: 'grant-role', role: 'liaison', area: here, unit },
      'role-granted',
      { ...living, unitArea: here },
    ],
    [{ ...by('security'), person: zhang }, { type: 'grant-role', role: 'dispatcher', area: county }, 'no: own-account'],
    [{ ...by('security'), person: zhang }, { type: 'revoke-role', role: 'officer', area: here }, 'no: own-account'],
    [by('officer', here), { type: 'revoke-role', role: 'officer', area: here }, 'no: not-yours-to-grant'],
    [by('security'), { type: 'revoke-role', role: 'officer', area: here }, 'role-revoked'],
    [by('security'), { type: 'revoke-role', role: 'officer', area: here }, 'no: not-granted'],
  ])
})

test('administrator, security officer and auditor are three people', () => {
  for (const first of officeRoles) {
    for (const second of officeRoles) {
      if (first === second) continue
      const apart = keptApart.includes(first) || keptApart.includes(second)
      ledger([
        [by('administrator'), { type: 'open-account' }, 'account-opened'],
        [
          by('security'),
          { type: 'grant-role', role: first as (typeof grantableRoles)[number], area: county },
          'role-granted',
        ],
        [
          by('security'),
          { type: 'grant-role', role: second as (typeof grantableRoles)[number], area: town },
          apart ? 'no: kept-apart' : 'role-granted',
        ],
        [
          by('system'),
          { type: 'appoint', role: second as (typeof grantableRoles)[number], area: here },
          apart ? 'no: kept-apart' : 'role-granted',
        ],
      ])
    }
  }
})

test('the administrator appoints the first security officer and no second; none of the three goes last', () => {
  const none = { ...living, holders: 0 }
  ledger([
    [by('administrator'), { type: 'open-account' }, 'account-opened'],
    [by('administrator'), { type: 'grant-role', role: 'security', area: county }, 'no: not-yours-to-grant'],
    [by('administrator'), { type: 'grant-role', role: 'security', area: county }, 'role-granted', none],
    [by('administrator'), { type: 'close-account' }, 'no: holds-office'],
    [by('security'), { type: 'revoke-role', role: 'security', area: county }, 'no: last-of-its-kind'],
    [
      by('security'),
      { type: 'revoke-role', role: 'security', area: county },
      'role-revoked',
      { ...living, holders: 2 },
    ],
    [{ ...by('administrator'), person: zhang }, { type: 'close-account' }, 'no: own-account'],
  ])
})

test('a link logs in once, before its end, and is void after all sessions are revoked', () => {
  const until = now + hour
  ledger([
    [by('officer', there), { type: 'offer-link', digest, until }, 'unknown'],
    [by('officer', here), { type: 'offer-link', digest, until: now + 73 * hour }, 'no: lasts-too-long'],
    [by('officer', here), { type: 'offer-link', digest, until: now }, 'no: link-expired'],
    [by('officer', here), { type: 'offer-link', digest, until }, 'account-opened link-offered'],
    [self, { type: 'use-link', digest }, 'unknown'],
    [by('system'), { type: 'use-link', digest: other }, 'no: link-unknown'],
    [by('system'), { type: 'use-link', digest }, 'no: link-expired', living, until],
    [by('system'), { type: 'use-link', digest }, 'link-used'],
    [by('system'), { type: 'use-link', digest }, 'no: link-unknown'],
    [by('officer', here), { type: 'offer-link', digest: other, until }, 'link-offered'],
    [self, { type: 'revoke-sessions' }, 'sessions-revoked'],
    [by('system'), { type: 'use-link', digest: other }, 'no: link-unknown'],
    ...[1, 2, 3, 4].map((n): Line => [
      by('officer', here),
      { type: 'offer-link', digest: String(n).repeat(64), until },
      'link-offered',
    ]),
    [by('officer', here), { type: 'offer-link', digest, until }, 'no: too-many-links'],
    [
      by('officer', here),
      { type: 'offer-link', digest, until: until + 80 * hour },
      'link-offered',
      living,
      until + 10 * hour,
    ],
  ])
})

test('a link is given only by who could give what the person holds, and one given for less is void', () => {
  const until = now + hour
  const ofUnit = { ...living, person: { home: here, unit, active: true } }
  ledger([
    [by('liaison', county, { unit }), { type: 'offer-link', digest, until }, 'account-opened link-offered', ofUnit],
    [by('officer', here), { type: 'grant-role', role: 'gridWorker', area: here }, 'role-granted', ofUnit],
    [by('system'), { type: 'use-link', digest }, 'no: link-unknown', ofUnit],
    [by('liaison', county, { unit }), { type: 'offer-link', digest, until }, 'no: link-not-yours', ofUnit],
    [by('officer', here), { type: 'offer-link', digest, until }, 'link-offered', ofUnit],
    [by('security'), { type: 'grant-role', role: 'officer', area: here }, 'role-granted', ofUnit],
    [by('officer', here), { type: 'offer-link', digest, until }, 'no: link-not-yours', ofUnit],
    [by('administrator', here), { type: 'offer-link', digest, until }, 'link-offered', ofUnit],
    [by('security'), { type: 'grant-role', role: 'dispatcher', area: county }, 'role-granted', ofUnit],
    [by('administrator', here), { type: 'offer-link', digest, until }, 'no: link-not-yours', ofUnit],
    [by('administrator'), { type: 'offer-link', digest, until }, 'link-offered', ofUnit],
  ])
})

test("areas that are no codes, roles that are nobody's and fields that are none are malformed", () => {
  const grant = { type: 'grant-role', role: 'officer', area: here }
  for (const wrong of [
    { ...grant, area: '1407' },
    { ...grant, area: '' },
    { ...grant, area: here.slice(0, 8) },
    { ...grant, area: '%' },
    { ...grant, role: 'system' },
    { ...grant, role: 'root' },
    { ...grant, unit: 'x' },
    { ...grant, by: 'me' },
    { type: 'appoint', role: 'system', area: county },
    { type: 'open-account', grants: [] },
  ])
    assert.ok(!commands.safeParse(wrong).success, JSON.stringify(wrong))
})

test('an invitation is for one person nobody knew, once, before its end', () => {
  const until = now + 24 * hour
  const invited = ledger([
    [by('officer', here), { type: 'invite-person', area: there, digest, until }, 'unknown', {}],
    [by('officer', here), { type: 'invite-person', area: here, digest, until }, 'unknown', living],
    [
      by('officer', here),
      { type: 'invite-person', area: here, digest, until: now + 15 * 24 * hour },
      'no: lasts-too-long',
      {},
    ],
    [by('officer', here), { type: 'invite-person', area: here, digest, until }, 'person-invited', {}],
    [by('officer', here), { type: 'invite-person', area: here, digest: other, until }, 'unknown', {}],
    [by('security'), { type: 'grant-role', role: 'officer', area: here }, 'unknown', {}],
    [by('system'), { type: 'accept-invitation', digest: other }, 'no: invitation-unknown', {}],
    [by('system'), { type: 'accept-invitation', digest }, 'no: invitation-expired', {}, until],
    [by('system'), { type: 'accept-invitation', digest }, 'invitation-accepted account-opened role-granted', {}],
    [by('system'), { type: 'accept-invitation', digest }, 'no: invitation-unknown'],
  ])
  assert.deepEqual(invited.grants, [{ role: 'volunteer', area: here }])
})

test('a second factor holds until its successor is confirmed; another security officer drops it, and sessions', () => {
  const desk = by('system')
  const state = ledger([
    [by('administrator'), { type: 'open-account' }, 'account-opened'],
    [self, { type: 'set-password', verifier: '$scrypt$ln=14,r=8,p=5$AA$AA' }, 'unknown'],
    [desk, { type: 'set-password', verifier: '$scrypt$ln=14,r=8,p=5$AA$AA' }, 'password-set'],
    [desk, { type: 'confirm-second-factor' }, 'no: no-factor'],
    [desk, { type: 'enable-second-factor', secret: 'A'.repeat(32) }, 'second-factor-offered'],
    [desk, { type: 'confirm-second-factor' }, 'second-factor-confirmed'],
    [desk, { type: 'enable-second-factor', secret: 'B'.repeat(32) }, 'second-factor-offered'],
  ])
  assert.equal(state.factor, id(1004))
  assert.equal(state.offered, id(1006))
  ledger([
    [by('administrator'), { type: 'open-account' }, 'account-opened'],
    [by('security'), { type: 'drop-second-factor' }, 'no: no-factor'],
    [desk, { type: 'enable-second-factor', secret: 'A'.repeat(32) }, 'second-factor-offered'],
    [desk, { type: 'confirm-second-factor' }, 'second-factor-confirmed'],
    [by('administrator'), { type: 'drop-second-factor' }, 'unknown'],
    [self, { type: 'drop-second-factor' }, 'unknown'],
    [{ ...by('security'), person: zhang }, { type: 'drop-second-factor' }, 'no: own-account'],
    [by('security'), { type: 'drop-second-factor' }, 'second-factor-dropped sessions-revoked'],
  ])
})

test('nothing decided carries a password or a secret outside its sealed record', () => {
  const open = { ...access.initial(`account/${zhang}`), state: 'open' as const, area: here }
  for (const command of [
    { type: 'set-password', verifier: '$scrypt$ln=14,r=8,p=5$CANARY$CANARY' },
    { type: 'enable-second-factor', secret: 'CANARY'.repeat(6) },
  ] as const) {
    const decision = access.decide(open, command, living, { actor: by('system'), now, id: id(7), at: now })
    assert.ok('events' in decision)
    assert.ok(!JSON.stringify([decision.events, decision.answer]).includes('CANARY'))
    assert.equal(decision.records?.[0].kind, 'credential')
  }
})
