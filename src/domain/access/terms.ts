// Access's closed lists: which roles are offices, which three keep each other in check, who may grant what, and the
// reasons for a refusal. Plain values.
import type { Role } from '../kernel/actor.ts'

/** Roles that see or move many people: they count only in a session that has shown its second factor. */
export const officeRoles: readonly Role[] = [
  'officer',
  'dispatcher',
  'supervisor',
  'administrator',
  'security',
  'auditor',
]
/**
 * System, security and audit administrators are three people (GB/T 22239-2019, from level 2), so each is held with no
 * other office.
 */
export const keptApart: readonly Role[] = ['administrator', 'security', 'auditor']
/** Roles held on the spot, which a community gives to its own people. */
export const fieldRoles: readonly Role[] = ['volunteer', 'gridWorker', 'steward', 'liaison']
/** What can be granted at all; `system` is nobody's. */
export const grantableRoles = [
  'volunteer',
  'gridWorker',
  'steward',
  'liaison',
  'officer',
  'dispatcher',
  'supervisor',
  'administrator',
  'security',
  'auditor',
] as const

/**
 * Who may grant and revoke what, within their own area. The security officer decides scopes and has none; communities
 * give field roles; the administrator, who opens accounts, appoints only the first security officer of a house (judged
 * in `decide`).
 */
export const grantableBy: Readonly<Partial<Record<Role, readonly Role[]>>> = {
  security: grantableRoles,
  officer: fieldRoles,
  dispatcher: fieldRoles,
  administrator: ['security'],
  system: grantableRoles,
}

/** What a person is told about their own account, whoever did it. */
export const accountNews = ['link', 'password', 'factor', 'contact'] as const
export type AccountNews = (typeof accountNews)[number]

export const isOffice = (role: Role): boolean => officeRoles.includes(role)

export const reasons = [
  'already-open',
  'not-open',
  'person-unknown',
  'already-granted',
  'not-granted',
  'kept-apart',
  'not-yours-to-grant',
  'own-account',
  'unit-needed',
  'unit-unknown',
  'no-unit',
  'last-of-its-kind',
  'holds-office',
  'too-many-grants',
  'too-many-links',
  'link-not-yours',
  'link-unknown',
  'link-expired',
  'lasts-too-long',
  'invitation-unknown',
  'invitation-expired',
  'no-factor',
] as const
export type AccessReason = (typeof reasons)[number]
