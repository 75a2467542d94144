// Who sits before this console, and what they may do: the same rules that the door judges by.
import { signal } from '@preact/signals'
import type { AreaId } from '#domain/kernel/area.ts'
import { type Actor, allowed, type Grant, type Rule, type Target } from '#domain/kernel/actor.ts'

/** A grant with the name of its area or unit, for showing. */
export interface NamedGrant extends Grant {
  readonly name?: string
}

export interface Self extends Actor {
  readonly name: string
  readonly grants: readonly NamedGrant[]
  /** Office roles that wait for the second factor: to be shown (`code`) or set up first (`enrol`). */
  readonly withheld: readonly NamedGrant[]
  readonly needs: 'code' | 'enrol' | null
  readonly password: boolean
  readonly secondFactor: boolean
}

/** Undefined until known; null when nobody is logged in. */
export const self = signal<Self | null | undefined>(undefined)

/** Whether the person may do this to that. Buttons and their tooltips ask here; the door judges again. */
export function may(rule: Rule, target: Target): boolean {
  return self.value ? allowed(rule, self.value, target) : false
}

/** Whether the person may do this to anything at all: what the navigation shows. */
export function mayAnywhere(rule: Rule, actor: Actor): boolean {
  return actor.grants.some(
    (grant) => rule.roles.includes(grant.role) || (rule.ownUnit === true && grant.unit !== undefined),
  )
}

/** The widest area this person holds anything for; the county where there is no grant. */
export function widest(actor: Actor): AreaId {
  return actor.grants.map((grant) => grant.area).sort((a, b) => a.length - b.length)[0] ?? actor.tenant
}
