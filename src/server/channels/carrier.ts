// Carries one message to one person, along their own order of ways, and says how far it got.
import type { KeyObject } from 'node:crypto'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Command, Envelope, Instant, Receipt } from '#domain/kernel/envelope.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import { streamOf } from '#domain/kernel/stream.ts'
import { isQuiet, ways } from '#domain/channels/terms.ts'
import type { ReachChannel, ReachOutcome } from '#domain/muster/terms.ts'
import { giveUnder, ownId } from '#journal/own-ids.ts'
import type { Tx, VaultReader } from '#journal/view.ts'
import { minuteOfDay } from '#domain/kernel/zone.ts'
import type { Addresses, Carried, Channels, CourierParts } from '#rooms/courier.ts'
import type { PushAddress, SendMail, SendPush } from './senders.ts'

/** Sendings under way at once. */
const atOnceMax = 16
/** Tries of one address in one round. */
const triesMax = 3

export interface CarrierParts {
  readonly push?: SendPush
  readonly mail?: SendMail
  readonly vault: VaultReader
  receive(envelope: Envelope, actor: Actor): Promise<Receipt>
  system(tenant: Tenant): Actor
  readonly ownKey: KeyObject
  now(): Instant
  /** True when the person has the app open: it has told them already. */
  isListening?(person: Id): boolean
}

async function openAddresses(tx: Tx, vault: VaultReader, carried: readonly Channels[]): Promise<Addresses> {
  const ids = carried.flatMap((one) => [...one.pushes.map((push) => push.way), ...(one.email ? [one.email] : [])])
  return ids.length === 0 ? new Map() : vault.open(tx, 'text', ids)
}

const isPush = (body: Partial<PushAddress> | undefined): body is PushAddress =>
  body?.endpoint !== undefined && body.p256dh !== undefined && body.auth !== undefined

async function tries(send: () => Promise<'sent' | 'failed' | 'gone'>): Promise<'sent' | 'failed' | 'gone'> {
  let last: 'sent' | 'failed' | 'gone' = 'failed'
  for (let n = 0; n < triesMax && last === 'failed'; n += 1) last = await send()
  return last
}

/** Gives a command as Muster itself, its id made from what it says: saying it twice is saying it once. */
function giveOnce(
  parts: CarrierParts,
  tenant: Tenant,
  room: string,
  stream: string,
  command: Command,
  what: string,
): Promise<Receipt> {
  return giveUnder(parts.ownKey, ownId(parts.ownKey, 'courier', tenant, stream, what), (id) =>
    parts.receive({ id, room, stream, at: parts.now(), command }, parts.system(tenant)),
  )
}

type Reached = readonly [ReachChannel, ReachOutcome]

/** By one way; nothing where the person has none of it. */
async function carryBy(
  parts: CarrierParts,
  tenant: Tenant,
  way: Carried['order'][number],
  one: Carried,
  addresses: Addresses,
): Promise<Reached | undefined> {
  if (way === 'email') {
    const address = parts.mail && one.email ? addresses.get(one.email)?.address : undefined
    if (address === undefined) return undefined
    return ['email', (await tries(() => parts.mail!(address, one.message))) === 'sent' ? 'sent' : 'failed']
  }
  if (!parts.push) return undefined
  let reached: Reached | undefined
  for (const push of one.pushes) {
    const address = addresses.get(push.way)
    if (!isPush(address)) continue
    const outcome = await tries(() => parts.push!(address, one.message))
    const gone: Command & { way: Id } = { type: 'drop-push', way: push.way }
    if (outcome === 'gone')
      await giveOnce(parts, tenant, 'channels', streamOf('channels', one.person), gone, `drop ${push.way}`)
    if (outcome === 'sent') reached = ['push', 'sent']
    else reached ??= ['push', 'failed']
  }
  return reached
}

/** Along the person's own order until one way arrives; by every way where that is asked. */
async function carry(
  parts: CarrierParts,
  tenant: Tenant,
  one: Carried,
  addresses: Addresses,
): Promise<readonly Reached[]> {
  if (!one.everyWay && parts.isListening?.(one.person)) return [['in-app', 'sent']]
  if (!one.urgent && isQuiet(one.quiet, minuteOfDay(parts.now()))) return [['none', 'quiet']]
  const all: Reached[] = []
  // Whoever took the account over may have taken a way out of the order.
  for (const way of one.everyWay ? ways : one.order) {
    const reached = await carryBy(parts, tenant, way, one, addresses)
    if (reached) all.push(reached)
    if (reached?.[1] === 'sent' && !one.everyWay) return [reached]
  }
  if (one.everyWay && all.length > 0) return all
  return [all.at(-1) ?? ['none', 'no-way']]
}

/** All of them, a few at once; `told` hears how each went. */
async function carryAll<One extends Carried>(
  parts: CarrierParts,
  tenant: Tenant,
  carried: readonly One[],
  addresses: Addresses,
  told: (one: One, channel: ReachChannel, outcome: ReachOutcome) => void,
): Promise<void> {
  const line = [...carried]
  const work = async () => {
    for (let one = line.pop(); one; one = line.pop())
      for (const reached of await carry(parts, tenant, one, addresses)) told(one, ...reached)
  }
  await Promise.all(Array.from({ length: Math.min(atOnceMax, carried.length) }, work))
}

/** What couriers are lent. */
export const lentBy = (parts: CarrierParts & Pick<CourierParts, 'asDoor'>): CourierParts => ({
  vault: parts.vault,
  now: () => parts.now(),
  asDoor: (tenant, work) => parts.asDoor(tenant, work),
  openAddresses: (tx, carried) => openAddresses(tx, parts.vault, carried),
  carryAll: (tenant, carried, addresses, told) => carryAll(parts, tenant, carried, addresses, told),
  giveOnce: (tenant, room, stream, command, what) => giveOnce(parts, tenant, room, stream, command, what),
})
