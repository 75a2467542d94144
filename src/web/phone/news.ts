// What a phone asks the server for, and what it does when the server turns out to have been restored from a copy: what
// had been accepted is offered again. The place up to which it has been told outlives the end of a session.
import type { Id } from '#domain/kernel/ids.ts'
import type { SyncAnswer } from '#server/sync-shape.ts'
import type { Answer } from '#web/api/api.ts'
import type { Outbox } from '#web/outbox/outbox.ts'
import type { Shelf } from '#web/outbox/shelf.ts'

export interface NewsParts {
  readonly shelf: Shelf
  readonly outbox: Pick<Outbox, 'learn' | 'offerAgain' | 'backedUp'>
  call(method: 'GET', path: string): Promise<Answer<SyncAnswer>>
}

export interface Asked {
  /** The cursor it was asked with. */
  readonly cursor: string | undefined
  readonly answer: Answer<SyncAnswer>
}

export interface News {
  /**
   * Asks what is new for this account since it was last told anything on this device, in this session or in one before.
   */
  ask(account: Id | undefined): Promise<Asked>
  /** Takes in what was told. @returns true when what had been accepted waits again: the server is an older house */
  take(account: Id, asked: Asked & { readonly answer: { readonly ok: true } }): Promise<boolean>
}

/** An epoch and a number, by the account's id. It is kept when the replica is dropped. */
const cursorOf = (account: Id) => `cursor ${account}`

export function newsOn({ shelf, outbox, call }: NewsParts): News {
  return {
    async ask(account) {
      const cursor = account === undefined ? undefined : await shelf.get<string>('meta', cursorOf(account))
      const answer = await call('GET', `/v1/sync${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`)
      return { cursor, answer }
    },
    async take(account, { cursor, answer: { body } }) {
      const older = body.reset && cursor !== undefined
      // Before the new place is kept: a phone that dies in between offers them again, and the server knows its own.
      if (older) await outbox.offerAgain(account)
      else if (body.backedUp !== undefined) await outbox.backedUp(account, body.backedUp)
      await outbox.learn(body.receipts as never)
      // A device without room is told the same again.
      await shelf.change([{ in: 'meta', put: body.cursor, key: cursorOf(account) }]).catch(() => undefined)
      return older
    },
  }
}
