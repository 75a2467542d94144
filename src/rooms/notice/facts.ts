// What sending a notice needs to know: the units or persons of its area.
import type { Id } from '#domain/kernel/ids.ts'
import type { NoticeFacts } from '#domain/notice/notice.ts'
import { recipientsMax } from '#domain/notice/terms.ts'
import type { NoticeCommand, Recipient } from '#domain/notice/commands.ts'
import type { Asked, FactFinder } from '#journal/facts.ts'
import type { Tx } from '#journal/view.ts'

/** Units that sit in the area or are registered with one of its communities. */
const units = `select u.unit as id, u.area
  from units u
  where u.tenant = $1 and ($3::text[] is null or u.unit = any($3))
    and (
      u.area ^@ $2
        or exists (
          select 1
          from registrations r
          where r.tenant = u.tenant and r.stream = 'unit/' || u.unit and r.state = 'accepted' and r.community ^@ $2
        )
    )
  order by u.unit
  limit ${recipientsMax + 1}`
/** People who live in the area or are registered with one of its communities. */
const persons = `select p.person as id, p.home as area
  from persons p
  where p.tenant = $1 and p.active and ($3::text[] is null or p.person = any($3))
    and (
      p.home ^@ $2
        or exists (
          select 1
          from registrations r
          where r.tenant = p.tenant and r.stream = 'person/' || p.person and r.state = 'accepted'
            and r.community ^@ $2
        )
    )
  order by p.person
  limit ${recipientsMax + 1}`

export async function findRecipients(
  tx: Tx,
  tenant: string,
  to: 'units' | 'persons',
  area: string,
  among?: readonly Id[],
): Promise<Recipient[]> {
  return (await tx.query<{ id: Id; area: string }>(to === 'units' ? units : persons, [tenant, area, among ?? null]))
    .rows
}

export const finder: FactFinder<NoticeCommand, NoticeFacts> = {
  keys: () => [],
  async find(tx, asked: readonly Asked<NoticeCommand>[]) {
    const facts: NoticeFacts[] = []
    for (const { command, actor } of asked) {
      const self = actor.person ? { self: actor.person } : {}
      facts.push(
        command.type === 'send-notice'
          ? {
              ...self,
              recipients: await findRecipients(tx, actor.tenant, command.to, command.area, command.recipients),
            }
          : self,
      )
    }
    return facts
  },
}
