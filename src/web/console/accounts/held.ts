// Grants as the console reads them: what each is for, in words, and which of them this person may hand out.
import { grantableBy, grantableRoles } from '#domain/access/terms.ts'
import { covers } from '#domain/kernel/area.ts'
import type { CommandOf } from '#web/api/contract.ts'
import { areaPath, shortName } from '#web/console/session/areas.ts'
import { self } from '#web/console/session/self.ts'
import { t } from '#web/ui/words.ts'
import type { AccountRow } from '#rooms/access/views/accounts.ts'

export type Held = AccountRow['grants'][number]
export type Grantable = (typeof grantableRoles)[number]

/** Gives one order to the account and says it; true when it was taken. What can be undone is offered to be undone. */
export type Act = (command: CommandOf<'access'>, said: string, undo?: CommandOf<'access'>) => Promise<boolean>

/** What a grant is for: a liaison's unit, anybody else's area. */
export const forWhat = (grant: Held) =>
  grant.unitName ?? (grant.areaName ? shortName(grant.areaName) : areaPath(grant.area))
export const grantText = (grant: Held) => `${t(`console.role.${grant.role}`)} ${forWhat(grant)}`

/** Whether one of this person's own grants carries the right to give or take the role there. */
export const mayHandOut = (role: Grantable, area: string) =>
  self.value!.grants.some((grant) => (grantableBy[grant.role]?.includes(role) ?? false) && covers(grant.area, area))
/** What this person may give at all. */
export const handable = () =>
  grantableRoles.filter((role) => self.value!.grants.some((grant) => grantableBy[grant.role]?.includes(role)))

/** A grant as an order names it. */
export const plain = ({ role, area, unit }: Held) => ({ role, area, ...(unit && { unit }) })
