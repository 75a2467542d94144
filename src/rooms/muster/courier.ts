// Carries calls and thanks to people who are not looking at the app, and notes how far each got. What it has to do it
// reads from the calls themselves, so that nothing is forgotten by a restart: a call without a note is a call not yet
// carried. A crash between sending and noting sends twice, never not at all.
import type { Instant } from '#domain/kernel/envelope.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import { streamOf } from '#domain/kernel/stream.ts'
import type { News, ReachChannel, ReachOutcome } from '#domain/muster/terms.ts'
import type { MusterCommand } from '#domain/muster/commands.ts'
import type { Tx } from '#journal/view.ts'
import { channelsUsual, type Carried, type Channels, type Courier, type CourierParts } from '../courier.ts'

/** People looked up and told in one round. */
const roundMax = 200
/** News older than this are of no use any more. */
const freshMs = 3_600_000

interface Untold extends Channels {
  readonly muster: Id
  readonly person: Id
  readonly drill: boolean
  readonly about: News
  /** Promised to come: must know, whatever the hour. */
  readonly promised: boolean
  readonly since: Instant
}

/** Calls of which nobody was told yet: the newest state, if it is one of those told. */
async function findUntold(tx: Tx, tenant: Tenant, now: Instant): Promise<Untold[]> {
  const { rows } = await tx.query<Untold & { pushes: Channels['pushes'] | null }>(
    `select c.muster, c.person, c.drill,
       case c.state when 'called' then 'called' when 'thanked' then 'thanked' else 'released' end as about,
       c.answer = 'coming' as promised, coalesce(c.settled_at, c.called_at) as since, ch.pushes, ch.email, ch."order",
       ch.quiet
     from calls c
     left join channels ch on ch.tenant = c.tenant and ch.person = c.person
     where c.tenant = $1 and c.called_at > $2 - ${11 * 86_400_000}::float8
       and (
         c.state = 'called' and c.reached = '[]' and c.answer_by > $2
           and c.called_at > $2 - ${freshMs} -- Thanks and the end are carried to those whom the call was carried to, or who had promised.
           
         or c.state in ('thanked', 'released') and c.settled_at > $2 - ${freshMs}
           and (c.answer = 'coming' or c.reached @> '[{"outcome":"sent"}]')
           and not c.reached @> jsonb_build_array(jsonb_build_object('about', c.state))
       )
     order by c.called_at
     limit ${roundMax}`,
    [tenant, now],
  )
  return rows.map((row) => (row.pushes === null ? { ...row, ...channelsUsual } : row))
}

/**
 * A real whistle rings through, and so does word to those who promised. Drills and thanks to the others let people
 * sleep.
 */
const asCarried = (one: Untold): Untold & Carried => ({
  ...one,
  message: { about: one.about, muster: one.muster, drill: one.drill },
  urgent: one.promised || (one.about === 'called' && !one.drill),
})

export function courierOf(parts: CourierParts): Courier {
  async function round(tenant: Tenant): Promise<boolean> {
    const { untold, addresses } = await parts.asDoor(tenant, async (tx) => {
      const found = await findUntold(tx, tenant, parts.now())
      return { untold: found, addresses: await parts.openAddresses(tx, found) }
    })
    const notes = new Map<string, [Id, ReachChannel, ReachOutcome][]>()
    await parts.carryAll(tenant, untold.map(asCarried), addresses, (one, channel, outcome) => {
      const key = `${one.muster} ${one.about}`
      notes.set(key, [...(notes.get(key) ?? []), [one.person, channel, outcome]])
    })
    for (const [key, reached] of notes) {
      const [muster, about] = key.split(' ') as [Id, News]
      const since = Math.max(...untold.filter((one) => one.muster === muster).map((one) => one.since))
      const note: MusterCommand = { type: 'note-reach', about, reached }
      await parts.giveOnce(
        tenant,
        'muster',
        streamOf('muster', muster),
        note,
        `${about} ${since} ${reached
          .map(([person]) => person)
          .sort()
          .join(' ')}`,
      )
    }
    return untold.length === roundMax
  }
  return { round }
}
