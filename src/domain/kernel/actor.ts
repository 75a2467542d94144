// Who is asking: an account with roles granted for areas. What they may do is each room's may.ts, judged by allowed().
import { type AreaId, covers } from './area.ts'
import type { Id, Tenant } from './ids.ts'

export const roles = [
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
  'system',
] as const
/** `system` is Muster itself: timers, reactions, imports already allowed. It never logs in. */
export type Role = (typeof roles)[number]

/** Offices that look at operations, rounds and rosters of their area. */
export const offices: readonly Role[] = ['gridWorker', 'officer', 'dispatcher', 'supervisor', 'administrator']

/** Whoever may be shown people's names and telephones. The access log names by id; an auditor opens one row of it. */
export const seeingPeople: readonly Role[] = roles.filter(
  (role) => role !== 'security' && role !== 'auditor' && role !== 'system',
)

/** A role held for an area and all within it; a liaison's is held for one unit. */
export interface Grant {
  readonly role: Role
  readonly area: AreaId
  readonly unit?: Id
}

export interface Actor {
  readonly tenant: Tenant
  readonly account: Id
  /** The person behind the account; the system has none. */
  readonly person?: Id
  readonly grants: readonly Grant[]
}

/** What a command or a view touches: the rule below is judged against this. */
export interface Target {
  readonly area?: AreaId
  readonly person?: Id
  readonly unit?: Id
}

/** One line of a permission table. Allowed when ANY of the given ways holds. */
export interface Rule {
  /** These roles, when their area covers the target's area. */
  readonly roles: readonly Role[]
  /** The person it is about, for themselves. */
  readonly self?: boolean
  /** The liaison of the unit it is about. */
  readonly ownUnit?: boolean
  /**
   * For views whose rows the database narrows to the asker's scope: any holder of the roles may ask, whatever the area.
   */
  readonly narrowed?: boolean
}

export function allowed(rule: Rule, actor: Actor, target: Target): boolean {
  if (rule.self && actor.person !== undefined && actor.person === target.person) return true
  return actor.grants.some((grant) => {
    if (grant.role === 'liaison') {
      if (rule.ownUnit && grant.unit !== undefined && grant.unit === target.unit) return true
      if (grant.unit !== undefined && !rule.narrowed) return false
    }
    if (!rule.roles.includes(grant.role)) return false
    if (rule.narrowed) return true
    return target.area !== undefined && covers(grant.area, target.area)
  })
}

declare const byRule: unique symbol
/**
 * An actor with the grants alone by which one rule opened, so that two grants together show what each shows alone and
 * nothing more. Rows are read by no other: only `opened` makes one.
 */
export type Opened = Actor & { readonly [byRule]: true }

/** Offices over the house itself. What they oversee is not the people, so that they see nobody in passing. */
const overHouse: readonly Role[] = ['administrator', 'security', 'auditor']

/**
 * Judges a rule and narrows the actor to the grants that pass it, each judged by itself. Who asks about themselves sees
 * besides what their own work opens, since it is about them alone.
 * @returns undefined where nothing opens it
 */
export function opened(rule: Rule, actor: Actor, target: Target): Opened | undefined {
  const self = rule.self === true && actor.person !== undefined && actor.person === target.person
  const others = { ...rule, self: false }
  const grants = actor.grants.filter(
    (grant) => allowed(others, { ...actor, grants: [grant] }, target) || (self && !overHouse.includes(grant.role)),
  )
  return self || grants.length > 0 ? ({ ...actor, grants } as Actor as Opened) : undefined
}

/** Somebody without an account: the rows that the whole county may see. */
export const anybody = (tenant: Tenant, account: Id): Opened => ({ tenant, account, grants: [] }) as Actor as Opened

/** Muster's own work, and whoever holds the house's command line: everything of their grants. */
export const asItself = (actor: Actor): Opened => actor as Opened

/** Muster's own account: it never logs in. */
export const systemAccount: Id = '00000000-0000-8000-8000-000000000000'
export const systemActor = (tenant: Tenant): Actor => ({
  tenant,
  account: systemAccount,
  grants: [{ role: 'system', area: tenant }],
})
