// Carries one message to one person, along their own order of ways, and says how far it got.
import type { KeyObject } from 'node:crypto'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Command, Envelope, Instant, Receipt } from '#domain/kernel/envelope.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import { streamOf } from '#domain/kernel/stream.ts'
import { isQuiet, ways, type Way } from '#domain/channels/terms.ts'
import { wordWait, type ReachChannel, type ReachOutcome } from '#domain/kernel/reach.ts'
import { giveUnder, ownId } from '#journal/own-ids.ts'
import type { Tx, VaultReader } from '#journal/view.ts'
import { minuteOfDay } from '#domain/kernel/zone.ts'
import type { Addresses, Carried, Channels, CourierParts, Message } from '#rooms/courier.ts'
import type { PushAddress, SendMail, SendPush, Sent } from './senders.ts'
import type { Slips } from './slips.ts'

/** Sendings under way at once. */
const atOnceMax = 32
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
  /** True when a page of theirs is open to this process: it is asked first, and believed only when it answers. */
  isListening?(person: Id): boolean
  lookAgain?(milliseconds: number): void
  readonly slips?: Pick<Slips, 'write'>
}

async function openAddresses(tx: Tx, vault: VaultReader, carried: readonly Channels[]): Promise<Addresses> {
  const ids = carried.flatMap((one) => [...one.pushes.map((push) => push.way), ...(one.email ? [one.email] : [])])
  return ids.length === 0 ? new Map() : vault.open(tx, 'text', ids)
}

const isPush = (body: Partial<PushAddress> | undefined): body is PushAddress =>
  body?.endpoint !== undefined && body.p256dh !== undefined && body.auth !== undefined

async function tries(send: () => Promise<Sent>): Promise<Sent> {
  let last: Sent = 'failed'
  for (let n = 0; n < triesMax && last === 'failed'; n += 1) last = await send()
  return last
}

/** Whether another way of theirs waits behind this one. */
const isHurried = ({ tried, order }: Carried, way: Way): boolean =>
  tried !== undefined && order.slice(order.indexOf(way) + 1).some((next) => !tried.includes(next))

/** A carrier that hangs must not hold the next way: what it answers later is not waited for. */
async function inTime(hurried: boolean, sending: Promise<Sent>): Promise<Sent> {
  if (!hurried) return sending
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<Sent>((resolve) => (timer = setTimeout(() => resolve('failed'), wordWait)))
  try {
    return await Promise.race([sending, late])
  } finally {
    clearTimeout(timer)
  }
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

/** What is pushed brings the slip that the phone's worker hands back. */
function pushed(parts: CarrierParts, tenant: Tenant, { message, telling }: Carried): Message {
  if (!telling || !parts.slips) return message
  const { muster: of, about } = message
  return { ...message, slip: parts.slips.write({ tenant, ...telling, of, about, by: 'push' }) }
}

/** To every phone at once; the best that came of it. */
async function push(
  parts: CarrierParts,
  tenant: Tenant,
  one: Carried,
  addresses: Addresses,
): Promise<Reached | undefined> {
  const message = pushed(parts, tenant, one)
  const outcomes = await Promise.all(
    one.pushes.map(async (to): Promise<Sent | undefined> => {
      const address = addresses.get(to.way)
      if (!isPush(address)) return undefined
      const outcome = await inTime(
        isHurried(one, 'push'),
        tries(() => parts.push!(address, message)),
      )
      const gone: Command & { way: Id } = { type: 'drop-push', way: to.way }
      if (outcome === 'gone')
        await giveOnce(parts, tenant, 'channels', streamOf('channels', one.person), gone, `drop ${to.way}`)
      return outcome
    }),
  )
  const best = (['sent', 'failed', 'gone'] as const).find((outcome) => outcomes.includes(outcome))
  return best && ['push', best]
}

/** By one way; nothing where the person has none of it. */
async function carryBy(
  parts: CarrierParts,
  tenant: Tenant,
  way: Way,
  one: Carried,
  addresses: Addresses,
): Promise<Reached | undefined> {
  if (way === 'push') return parts.push && push(parts, tenant, one, addresses)
  const address = parts.mail && one.email ? addresses.get(one.email)?.address : undefined
  if (address === undefined) return undefined
  return [
    'email',
    await inTime(
      isHurried(one, 'email'),
      tries(() => parts.mail!(address, one.message)),
    ),
  ]
}

/** By every way: whoever took the account over may have taken a way out of the order. */
async function carryEvery(parts: CarrierParts, tenant: Tenant, one: Carried, addresses: Addresses): Promise<Reached[]> {
  const all: Reached[] = []
  for (const way of ways) {
    const reached = await carryBy(parts, tenant, way, one, addresses)
    if (reached) all.push(reached)
  }
  return all
}

/**
 * Along the person's own order until one way takes it. What is told one way a time (`tried`) begins with the open page,
 * and goes on when the device has said nothing; else an open page is the last that is left, and never instead of a way.
 */
async function carryFirst(parts: CarrierParts, tenant: Tenant, one: Carried, addresses: Addresses): Promise<Reached[]> {
  const isOpen = parts.isListening?.(one.person) ?? false
  if (one.tried?.length === 0 && isOpen) return [['in-app', 'sent']]
  if (!one.urgent && isQuiet(one.quiet, minuteOfDay(parts.now()))) return [['none', 'quiet']]
  const all: Reached[] = []
  for (const way of one.order) {
    if (one.tried?.includes(way)) continue
    const reached = await carryBy(parts, tenant, way, one, addresses)
    if (reached) all.push(reached)
    if (reached?.[1] === 'sent') return all
    // The person gave the way and this house cannot go it: said once, and not looked for again.
    if (!reached && one.tried && (way === 'push' ? one.pushes.length > 0 : one.email !== null))
      all.push([way, 'no-way'])
  }
  return !one.tried && isOpen ? [...all, ['in-app', 'sent']] : all
}

async function carry(
  parts: CarrierParts,
  tenant: Tenant,
  one: Carried,
  addresses: Addresses,
): Promise<readonly Reached[]> {
  const all = await (one.everyWay ? carryEvery : carryFirst)(parts, tenant, one, addresses)
  return all.length > 0 ? all : [['none', 'no-way']]
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
  lookAgain: (milliseconds) => parts.lookAgain?.(milliseconds),
  carryAll: (tenant, carried, addresses, told) => carryAll(parts, tenant, carried, addresses, told),
  giveOnce: (tenant, room, stream, command, what) => giveOnce(parts, tenant, room, stream, command, what),
})
