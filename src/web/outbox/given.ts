// Commands that were accepted and that no backup is known to hold yet: kept as plain envelopes, so that a server
// restored from a copy can be given them again.
import type { Envelope, Receipt } from '#domain/kernel/envelope.ts'
import type { Id } from '#domain/kernel/ids.ts'
import type { Change, Shelf } from './shelf.ts'

/** Enough to offer it again to a restored server. */
export interface Given {
  readonly order: number
  readonly account: Id
  readonly envelope: Envelope
  /** Up to where a backup must reach to hold it. */
  readonly sequence: number
}

/**
 * Accepted commands that no backup is known to hold, some 400 B each: two days of a busy desk. The oldest beyond are
 * given up, and counted.
 */
export const GIVEN_MAX = 10_000
/** An entry of the outbox, as far as this is concerned. */
interface Shown {
  readonly order: number
  readonly account: Id
  readonly envelope: Envelope
  readonly state: 'waiting' | 'accepted' | 'refused'
  readonly receipt?: Receipt
}

const GIVEN_UP = 'given-up'

const givenOf = ({ order, account, envelope, receipt }: Shown): Given => ({
  order,
  account,
  envelope,
  sequence: receipt?.status === 'accepted' ? receipt.sequence : 0,
})

export function givenOn(shelf: Shelf) {
  const all = () => shelf.all<Given>('given')
  return {
    /** What keeps the accepted ones among these. */
    of: (entries: readonly Shown[]): Change[] =>
      entries
        .filter((entry) => entry.state === 'accepted')
        .map((entry) => ({ in: 'given', put: givenOf(entry), key: entry.order })),

    /** Gives the oldest up beyond the bound, and counts them. */
    async bound(): Promise<void> {
      const kept = await all()
      const over = kept.length - GIVEN_MAX
      if (over <= 0) return
      await shelf.change(kept.slice(0, over).map(({ order }): Change => ({ in: 'given', remove: order })))
      await shelf.alter<number>('meta', GIVEN_UP, (now) => (now ?? 0) + over)
    },

    /** One account's wait again, in their old order, with those that are still shown. */
    async offerAgain(account: Id, shown: readonly Shown[]): Promise<void> {
      const mine = (one: { readonly account: Id }) => one.account === account
      const given = (await all()).filter(mine)
      const accepted = shown.filter((entry) => mine(entry) && entry.state === 'accepted')
      // In one step: a phone that dies here has all of them once, in the one drawer or the other.
      await shelf.change([
        ...[...given, ...accepted].map(({ order, envelope }): Change => ({
          in: 'outbox',
          put: { order, account, envelope, state: 'waiting', tries: 0, again: true },
        })),
        ...given.map(({ order }): Change => ({ in: 'given', remove: order })),
      ])
    },

    /** What takes one account's away. */
    forget: async (account: Id | undefined): Promise<Change[]> =>
      (await all())
        .filter((one) => one.account === account)
        .map(({ order }): Change => ({ in: 'given', remove: order })),

    async backedUp(account: Id, sequence: number): Promise<void> {
      const held = (await all()).filter((one) => one.account === account && one.sequence <= sequence)
      await shelf.change(held.map(({ order }): Change => ({ in: 'given', remove: order })))
    },

    givenUp: async (): Promise<number> => (await shelf.get<number>('meta', GIVEN_UP)) ?? 0,
  }
}
