// Carries calls and thanks to people who are not looking at the app, and notes how far each got. What it has to do it reads from the calls themselves,
// so that nothing is forgotten by a restart: a call without a note is a call not yet carried. A crash between sending and noting sends twice, never not at all.
import { createHash } from 'node:crypto'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Envelope, Instant, Receipt } from '#domain/kernel/envelope.ts'
import { uuid8, type Id, type Tenant } from '#domain/kernel/ids.ts'
import { isQuiet } from '#domain/channels/terms.ts'
import type { News, ReachChannel, ReachOutcome } from '#domain/muster/terms.ts'
import type { ChannelsCommand } from '#domain/channels/words.ts'
import type { MusterCommand } from '#domain/muster/words.ts'
import type { Tx, VaultReader } from '#journal/view.ts'
import { minuteOfDay } from '#server/muster/hours.ts'
import { channelsUsual, type Channels } from '#views/channels.ts'
import type { PushAddress, SendMail, SendPush } from './senders.ts'

/** People looked up and told in one round. */
const roundMax = 200
/** Sendings under way at once. */
const atOnceMax = 16
/** Tries of one address in one round. */
const triesMax = 3
/** News older than this are of no use any more. */
const freshMs = 3_600_000

export interface CourierParts {
  readonly push?: SendPush
  readonly mail?: SendMail
  /** Runs in a transaction that sees the whole tenant. */
  asDoor<T>(tenant: Tenant, work: (tx: Tx) => Promise<T>): Promise<T>
  readonly vault: VaultReader
  receive(envelope: Envelope, actor: Actor): Promise<Receipt>
  system(tenant: Tenant): Actor
  now(): Instant
  /** True when the person has the app open: it has told them already. */
  isListening?(person: Id): boolean
}

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
    `select c.muster, c.person, c.drill, case c.state when 'called' then 'called' when 'thanked' then 'thanked' else 'released' end as about, c.answer = 'coming' as promised, coalesce(c.settled_at, c.called_at) as since,
       ch.pushes, ch.email, ch."order", ch.quiet
     from calls c left join channels ch on ch.tenant = c.tenant and ch.person = c.person
     where c.tenant = $1 and c.called_at > $2 - ${11 * 86_400_000}::float8 and
       (c.state = 'called' and c.reached = '[]' and c.answer_by > $2 and c.called_at > $2 - ${freshMs}
        -- Thanks and the end are carried to those whom the call was carried to, or who had promised.
        or c.state in ('thanked', 'released') and c.settled_at > $2 - ${freshMs} and (c.answer = 'coming' or c.reached @> '[{"outcome":"sent"}]') and not c.reached @> jsonb_build_array(jsonb_build_object('about', c.state)))
     order by c.called_at limit ${roundMax}`,
    [tenant, now],
  )
  return rows.map((row) => (row.pushes === null ? { ...row, ...channelsUsual } : row))
}

async function openAddresses(tx: Tx, vault: VaultReader, untold: readonly Untold[]): Promise<Map<Id, Partial<PushAddress> & { address?: string }>> {
  const ids = untold.flatMap((one) => [...one.pushes.map((push) => push.way), ...(one.email ? [one.email] : [])])
  return ids.length === 0 ? new Map() : vault.open(tx, 'text', ids)
}

const isPush = (body: Partial<PushAddress> | undefined): body is PushAddress => body?.endpoint !== undefined && body.p256dh !== undefined && body.auth !== undefined

export interface Courier {
  /** One round for a county; true when there may be more. */
  round(tenant: Tenant): Promise<boolean>
}

export function courierOf(parts: CourierParts): Courier {
  async function tries(send: () => Promise<'sent' | 'failed' | 'gone'>): Promise<'sent' | 'failed' | 'gone'> {
    let last: 'sent' | 'failed' | 'gone' = 'failed'
    for (let n = 0; n < triesMax && last === 'failed'; n += 1) last = await send()
    return last
  }

  /** Along the person's own order until one way works. */
  async function carry(tenant: Tenant, one: Untold, addresses: ReadonlyMap<Id, Partial<PushAddress> & { address?: string }>): Promise<readonly [ReachChannel, ReachOutcome]> {
    if (parts.isListening?.(one.person)) return ['in-app', 'sent']
    // A real whistle rings through, and so does word to those who promised. Drills and thanks to the others let people sleep.
    const urgent = one.promised || (one.about === 'called' && !one.drill)
    if (!urgent && isQuiet(one.quiet, minuteOfDay(parts.now()))) return ['none', 'quiet']
    const message = { about: one.about, muster: one.muster, drill: one.drill }
    let failed: ReachChannel | undefined
    for (const way of one.order) {
      if (way === 'push' && parts.push) {
        let sent = false
        for (const push of one.pushes) {
          const address = addresses.get(push.way)
          if (!isPush(address)) continue
          const outcome = await tries(() => parts.push!(address, message))
          if (outcome === 'gone') await drop(tenant, one.person, push.way)
          if (outcome === 'sent') sent = true
          else failed = 'push'
        }
        if (sent) return ['push', 'sent']
      }
      const address = way === 'email' && parts.mail && one.email ? addresses.get(one.email)?.address : undefined
      if (address !== undefined) {
        if ((await tries(() => parts.mail!(address, message))) === 'sent') return ['email', 'sent']
        failed = 'email'
      }
    }
    return failed ? [failed, 'failed'] : ['none', 'no-way']
  }

  const drop = (tenant: Tenant, person: Id, way: Id) => give(tenant, 'channels', `channels/${person}`, { type: 'drop-push', way }, `drop ${way}`)

  /** Its own id from what it says, so that saying it twice is saying it once. */
  const give = (tenant: Tenant, room: string, stream: string, command: MusterCommand | ChannelsCommand, what: string) =>
    parts.receive({ id: uuid8(createHash('sha256').update(`courier ${tenant} ${stream} ${what}`).digest()), room, stream, at: parts.now(), command }, parts.system(tenant))

  async function round(tenant: Tenant): Promise<boolean> {
    const { untold, addresses } = await parts.asDoor(tenant, async (tx) => {
      const found = await findUntold(tx, tenant, parts.now())
      return { untold: found, addresses: await openAddresses(tx, parts.vault, found) }
    })
    const notes = new Map<string, [Id, ReachChannel, ReachOutcome][]>()
    const line = [...untold]
    const work = async () => {
      for (let one = line.pop(); one; one = line.pop()) {
        const [channel, outcome] = await carry(tenant, one, addresses)
        const key = `${one.muster} ${one.about}`
        notes.set(key, [...(notes.get(key) ?? []), [one.person, channel, outcome]])
      }
    }
    await Promise.all(Array.from({ length: Math.min(atOnceMax, untold.length) }, work))
    for (const [key, reached] of notes) {
      const [muster, about] = key.split(' ') as [Id, News]
      const since = Math.max(...untold.filter((one) => one.muster === muster).map((one) => one.since))
      await give(tenant, 'muster', `muster/${muster}`, { type: 'note-reach', about, reached }, `${about} ${since} ${reached.map(([person]) => person).sort().join(' ')}`)
    }
    return untold.length === roundMax
  }
  return { round }
}
