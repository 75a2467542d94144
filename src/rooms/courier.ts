// What couriers and the post agree on: a room finds out who is to be told of what, the post carries it along each
// person's own order of ways and says how far it got.
import type { Quiet, Way } from '#domain/channels/terms.ts'
import { orderUsual, quietUsual } from '#domain/channels/terms.ts'
import type { Command, Instant, Receipt } from '#domain/kernel/envelope.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import type { ReachChannel, ReachOutcome } from '#domain/kernel/reach.ts'
import type { News } from '#domain/muster/terms.ts'
import type { NoticeNews } from '#domain/notice/terms.ts'
import type { SeatNews } from '#domain/roster/terms.ts'
import type { Tx, VaultReader } from '#journal/view.ts'

/** How a person may be reached, as it stands; who has no row has the usual order and quiet hours, and no way. */
export interface Channels {
  readonly pushes: readonly { readonly device: Id; readonly way: Id }[]
  readonly email: Id | null
  readonly order: readonly Way[]
  readonly quiet: Quiet | null
  /** Digest of the calendar feed's secret. */
  readonly calendar: string | null
}
export const channelsUsual: Channels = { pushes: [], email: null, order: orderUsual, quiet: quietUsual, calendar: null }

export interface Message {
  readonly about: News | NoticeNews | SeatNews | 'account'
  /** Id of the muster, notice, round or account: messages about the same replace each other on a phone. */
  readonly muster: string
  readonly drill: boolean
  /** Handed back by the device that shows it; without one nothing is known but that it was sent. */
  readonly slip?: string
}

/** What a slip is written from (src/server/channels/slips.ts). `who`: a person, or the unit they sign for. */
export interface Telling {
  readonly room: 'muster' | 'roster' | 'notice'
  readonly who: Id
  readonly since: Instant
}

export interface Carried extends Channels {
  readonly person: Id
  readonly message: Message
  /** Rings through quiet hours. */
  readonly urgent: boolean
  /** By each way there is, whether another arrived or not; having the app open is no way then. */
  readonly everyWay?: boolean
  /**
   * One way a time, and the next when the device has said nothing: ways tried before. Without it the first way that is
   * sent is the last.
   */
  readonly tried?: readonly ReachChannel[]
  readonly telling?: Telling
}

/** Opened addresses, by the id under which they are sealed. */
export type Addresses = ReadonlyMap<
  Id,
  { readonly endpoint?: string; readonly p256dh?: string; readonly auth?: string; readonly address?: string }
>

/** What the post lends to a courier. */
export interface CourierParts {
  readonly vault: VaultReader
  now(): Instant
  /** Runs in a transaction that sees the whole tenant. */
  asDoor<T>(tenant: Tenant, work: (tx: Tx) => Promise<T>): Promise<T>
  openAddresses(tx: Tx, carried: readonly Channels[]): Promise<Addresses>
  /** All of them, a few at once; `told` hears how each went. */
  carryAll<One extends Carried>(
    tenant: Tenant,
    carried: readonly One[],
    addresses: Addresses,
    told: (one: One, channel: ReachChannel, outcome: ReachOutcome) => void,
  ): Promise<void>
  /** Another round so soon: somebody's next way is due then. */
  lookAgain(milliseconds: number): void
  /** Gives a command as Muster itself, its id made from `what` it says: saying it twice is saying it once. */
  giveOnce(tenant: Tenant, room: string, stream: string, command: Command, what: string): Promise<Receipt>
}

export interface Courier {
  /** One round for a county; true when there may be more. */
  round(tenant: Tenant): Promise<boolean>
}
