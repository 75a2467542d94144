// Carries notices and reminders to people who are not looking at the app: to each person, or to the liaison of each
// unit. What it has to do it reads from the receipts themselves, so that nothing is forgotten by a restart. A notice
// waits for the morning: who sleeps is told when their quiet hours end.
import type { Instant } from '#domain/kernel/envelope.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import { streamOf } from '#domain/kernel/stream.ts'
import { quietUsual } from '#domain/channels/terms.ts'
import type { ReachChannel, ReachOutcome } from '#domain/kernel/reach.ts'
import type { NoticeNews } from '#domain/notice/terms.ts'
import type { NoticeCommand } from '#domain/notice/commands.ts'
import type { Tx } from '#journal/view.ts'
import { quiet } from '../quiet.ts'
import { minuteOfDay } from '#domain/kernel/zone.ts'
import { channelsUsual, type Carried, type Channels, type Courier, type CourierParts } from '../courier.ts'

/** Recipients looked up and told in one round. */
const roundMax = 200
/** News older than this are shown by the app alone. */
const freshMs = 3 * 86_400_000

interface Untold extends Channels {
  readonly notice: Id
  readonly recipient: Id
  readonly person: Id | null
  readonly about: NoticeNews
  readonly since: Instant
}

const lacks = (about: NoticeNews, since: string) =>
  `not exists (
     select 1
     from jsonb_array_elements(n.reached) o
     where o->>'about' = '${about}' and (o->>'at')::float8 >= ${since}
   )`

async function findUntold(tx: Tx, tenant: Tenant, now: Instant): Promise<Untold[]> {
  const { rows } = await tx.query<Untold & { pushes: Channels['pushes'] | null }>(
    `select n.notice, n.recipient, p.person, case when n.reminders = 0 then 'notice' else 'reminder' end as about,
       coalesce(n.reminded_at, n.sent_at) as since, ch.pushes, ch.email, ch."order", ch.quiet
     from notice_receipts n
     left join units u on u.tenant = n.tenant and u.unit = n.unit
     cross join lateral (select coalesce(n.person, u.liaison) as person) p
     left join channels ch on ch.tenant = n.tenant and ch.person = p.person
     where n.tenant = $1 and n.state = 'sent' and n.sign_by > $2
       and coalesce(n.reminded_at, n.sent_at) > $2 - ${freshMs}::float8 and not ${quiet}
       and (
         n.reminders = 0 and ${lacks('notice', 'n.sent_at')} or n.reminders > 0
           and ${lacks('reminder', 'n.reminded_at')}
       )
     order by n.sent_at, n.recipient
     limit ${roundMax}`,
    [tenant, now, minuteOfDay(now), JSON.stringify(quietUsual)],
  )
  return rows.map((row) => (row.pushes === null ? { ...row, ...channelsUsual, quiet: null } : row))
}

export function courierOf(parts: CourierParts): Courier {
  return {
    async round(tenant) {
      const { untold, addresses } = await parts.asDoor(tenant, async (tx) => {
        const found = await findUntold(tx, tenant, parts.now())
        return { untold: found, addresses: await parts.openAddresses(tx, found) }
      })
      const notes = new Map<string, [Id, ReachChannel, ReachOutcome][]>()
      const note = (one: Untold, channel: ReachChannel, outcome: ReachOutcome) => {
        const key = `${one.notice} ${one.about}`
        notes.set(key, [...(notes.get(key) ?? []), [one.recipient, channel, outcome]])
      }
      // A unit without a liaison has nobody to tell: the sender sees it and calls.
      for (const one of untold) if (one.person === null) note(one, 'none', 'no-way')
      const carried = untold.flatMap((one): (Untold & Carried)[] =>
        one.person === null
          ? []
          : [
              {
                ...one,
                person: one.person,
                message: { about: one.about, muster: one.notice, drill: false },
                telling: { room: 'notice', who: one.recipient, since: one.since },
                urgent: true,
              },
            ],
      )
      await parts.carryAll(tenant, carried, addresses, note)
      for (const [key, reached] of notes) {
        const [notice, about] = key.split(' ') as [Id, NoticeNews]
        const since = Math.max(...untold.filter((one) => one.notice === notice).map((one) => one.since))
        const command: NoticeCommand = { type: 'note-reach', about, reached }
        await parts.giveOnce(
          tenant,
          'notice',
          streamOf('notice', notice),
          command,
          `${about} ${since} ${reached
            .map((one) => one.join(' '))
            .sort()
            .join(' ')}`,
        )
      }
      return untold.length === roundMax
    },
  }
}
