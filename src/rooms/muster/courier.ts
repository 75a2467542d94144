// Carries calls and thanks to people, one way a time: to the page that is open, then along each person's own order,
// until their device says that it was told. What it has to do it reads from the calls themselves, so that nothing is
// forgotten by a restart: a call without a note is a call not yet carried, and a way without the device's word is a way
// to go beyond. A crash between sending and noting sends twice, never not at all.
import type { Instant } from '#domain/kernel/envelope.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import { wordWait, type ReachChannel, type ReachOutcome } from '#domain/kernel/reach.ts'
import { streamOf } from '#domain/kernel/stream.ts'
import type { News } from '#domain/muster/terms.ts'
import type { MusterCommand } from '#domain/muster/commands.ts'
import type { Tx } from '#journal/view.ts'
import { channelsUsual, type Carried, type Channels, type Courier, type CourierParts } from '../courier.ts'

/** People looked up and told in one round. */
const roundMax = 200
/** News older than this are of no use any more. */
const freshMs = 3_600_000
/** Clocks of the database and of this process meet within so much: the next round finds what fell due. */
const marginMs = 20

interface Untold extends Channels {
  readonly muster: Id
  readonly person: Id
  readonly drill: boolean
  readonly about: News
  /** Promised to come: must know, whatever the hour. */
  readonly promised: boolean
  readonly since: Instant
  readonly tried: readonly ReachChannel[]
  /** When the last way that was tried has had its time; 0 before the first. */
  readonly due: Instant
}

/** What was told of the newest state: ways tried, when the last, and whether the device has said the word. */
const steps = `select coalesce(jsonb_agg(r.channel) filter (where not r.word), '[]') as tried,
       max(r.at) filter (where not r.word) as asked_at,
       coalesce(bool_or(r.outcome = 'seen' or r.outcome = 'delivered' and r.channel = 'push'), false) as told
     from (
       select about, channel, outcome, at, outcome in ('delivered', 'seen') as word
       from jsonb_to_recordset(c.reached) as e (about text, channel text, outcome text, at float8)
     ) r
     where r.about = w.about`

/** A way of theirs that was not tried. */
const another = `exists (
         select 1
         from jsonb_array_elements_text(ch."order") o
         where not s.tried ? o and (o = 'push' and ch.pushes <> '[]' or o = 'email' and ch.email is not null)
       )`

/**
 * Calls of which nobody was told yet: the newest state, if it is one of those told. Thanks and the end are carried to
 * those whom the call was carried to, or who had promised. Those due come first.
 */
async function findUntold(tx: Tx, tenant: Tenant, now: Instant): Promise<Untold[]> {
  const { rows } = await tx.query<Untold & { pushes: Channels['pushes'] | null }>(
    `select c.muster, c.person, c.drill, w.about, c.answer = 'coming' as promised,
       coalesce(c.settled_at, c.called_at) as since, s.tried, coalesce(s.asked_at + ${wordWait}::float8, 0) as due,
       ch.pushes, ch.email, ch."order", ch.quiet
     from calls c
     left join channels ch on ch.tenant = c.tenant and ch.person = c.person
     cross join lateral (
       select case c.state when 'called' then 'called' when 'thanked' then 'thanked' else 'released' end as about
     ) w
     cross join lateral (${steps}) s
     where c.tenant = $1 and c.called_at > $2 - ${11 * 86_400_000}::float8
       and (
         c.state = 'called' and c.answer_by > $2
           and c.called_at > $2 - ${freshMs}
         or c.state in ('thanked', 'released') and c.settled_at > $2 - ${freshMs}
           and (
             c.answer = 'coming'
               or jsonb_path_exists(c.reached, '$[*].outcome ? (@ == "sent" || @ == "delivered" || @ == "seen")')
           )
       )
       and not s.told and (s.asked_at is null or not s.tried ? 'none' and ${another})
     order by coalesce(s.asked_at + ${wordWait}::float8, 0) > $2, coalesce(s.asked_at, 0), c.called_at
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
  telling: { room: 'muster', who: one.person, since: one.since },
  urgent: one.promised || (one.about === 'called' && !one.drill),
})

type Note = [Id, ReachChannel, ReachOutcome]

export function courierOf(parts: CourierParts): Courier {
  async function note(tenant: Tenant, muster: Id, about: News, since: Instant, reached: Note[]): Promise<void> {
    const command: MusterCommand = { type: 'note-reach', about, reached }
    // The same people are told again by their next way: the ways are part of what is said.
    const what = `${about} ${since} ${reached
      .map((one) => one.join(' '))
      .sort()
      .join(' ')}`
    await parts.giveOnce(tenant, 'muster', streamOf('muster', muster), command, what)
  }

  async function round(tenant: Tenant): Promise<boolean> {
    const now = parts.now()
    const { untold, later, addresses } = await parts.asDoor(tenant, async (tx) => {
      const all = await findUntold(tx, tenant, now)
      const due = all.filter((one) => one.due <= now)
      return {
        untold: due,
        later: all.find((one) => one.due > now),
        addresses: await parts.openAddresses(tx, due),
      }
    })
    if (later) parts.lookAgain(later.due - now + marginMs)
    const notes = new Map<string, Note[]>()
    await parts.carryAll(tenant, untold.map(asCarried), addresses, (one, channel, outcome) => {
      const key = `${one.muster} ${one.about}`
      notes.set(key, [...(notes.get(key) ?? []), [one.person, channel, outcome]])
    })
    for (const [key, reached] of notes) {
      const [muster, about] = key.split(' ') as [Id, News]
      const since = Math.max(...untold.filter((one) => one.muster === muster).map((one) => one.since))
      await note(tenant, muster, about, since, reached)
    }
    if (untold.length > 0) parts.lookAgain(wordWait + marginMs)
    return untold.length === roundMax
  }
  return { round }
}
