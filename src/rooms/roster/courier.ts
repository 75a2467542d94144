// Carries word of seats to people who are not looking at the app: that one is asked of them, or that one they were told
// of is theirs no more. What it has to do it reads from the assignments themselves, so that nothing is forgotten by a
// restart. A seat waits for the morning: who sleeps is told when their quiet hours end.
import type { Instant } from '#domain/kernel/envelope.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import { streamOf } from '#domain/kernel/stream.ts'
import { quietUsual } from '#domain/channels/terms.ts'
import type { ReachChannel, ReachOutcome } from '#domain/kernel/reach.ts'
import type { SeatNews } from '#domain/roster/terms.ts'
import type { RosterCommand } from '#domain/roster/commands.ts'
import type { Tx } from '#journal/view.ts'
import { quiet } from '../quiet.ts'
import { minuteOfDay } from '#domain/kernel/zone.ts'
import { channelsUsual, type Carried, type Channels, type Courier, type CourierParts } from '../courier.ts'

/** People looked up and told in one round. */
const roundMax = 200
/** News older than this are shown by the app alone. */
const freshMs = 3 * 86_400_000

interface Untold extends Channels {
  readonly round: Id
  readonly person: Id
  readonly about: SeatNews
  readonly since: Instant
}

/** Word of the seat was sent, whatever came of it then. */
const seatReached = '$[*] ? (@.about == "seat").outcome ? (@ == "sent" || @ == "delivered" || @ == "seen")'
/** They were told that they are asked, or said yes by themselves. */
const knows = `(a.taken_up or jsonb_path_exists(a.told, '${seatReached}'))`

/** They know of a seat that they hold, and not that its place is another by now. */
const moved = `(
    a.state in ('proposed', 'accepted') and a.moved_at is not null
    and (a.taken_up or a.told @> '[{"about":"seat"}]') and not a.told @> '[{"about":"moved"}]'
  )`

/**
 * Seats of published rounds still to come of which their people were not told; who has two in a round is told once. Who
 * knows of a seat and holds nothing in the round any more is told that too.
 */
async function findUntold(tx: Tx, tenant: Tenant, now: Instant): Promise<Untold[]> {
  const { rows } = await tx.query<Untold & { pushes: Channels['pushes'] | null }>(
    `select distinct on (a.round, a.person) a.round, a.person,
       case when a.state = 'released' then 'unseated' when ${moved} then 'moved' else 'seat' end as about,
       greatest(a.changed_at, a.moved_at) as since, ch.pushes, ch.email, ch."order", ch.quiet
     from assignments a
     join rounds r on r.tenant = a.tenant and r.round = a.round and r.state in ('published', 'running')
     left join channels ch on ch.tenant = a.tenant and ch.person = a.person
     where a.tenant = $1 and a.starts > $2 and not ${quiet}
       and (
         a.state = 'proposed' and greatest(a.seated_at, r.published_at) > $2 - ${freshMs}::float8
           and not a.told @> '[{"about":"seat"}]'
         or ${moved} and a.moved_at > $2 - ${freshMs}::float8
         or a.state = 'released' and a.changed_at > $2 - ${freshMs}::float8 and ${knows}
           and not a.told @> '[{"about":"unseated"}]'
           and not exists (
             select 1
             from assignments o
             where o.tenant = a.tenant and o.round = a.round and o.person = a.person
               and o.state in ('proposed', 'accepted')
           )
       )
     order by a.round, a.person, a.changed_at desc
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
      const carried = untold.map((one): Untold & Carried => ({
        ...one,
        message: { about: one.about, muster: one.round, drill: false },
        telling: { room: 'roster', who: one.person, since: one.since },
        urgent: true,
      }))
      await parts.carryAll(tenant, carried, addresses, (one, channel, outcome) => {
        const key = `${one.round} ${one.about}`
        notes.set(key, [...(notes.get(key) ?? []), [one.person, channel, outcome]])
      })
      for (const [key, reached] of notes) {
        const [round, about] = key.split(' ') as [Id, SeatNews]
        const since = Math.max(...untold.filter((one) => one.round === round).map((one) => one.since))
        const command: RosterCommand = { type: 'note-reach', about, reached }
        await parts.giveOnce(
          tenant,
          'roster',
          streamOf('roster', round),
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
