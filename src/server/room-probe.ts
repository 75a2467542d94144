// Asks the database for as much room as a busy minute needs, and gives it back: whether a full disk has room again is
// not seen by one small row, which still fits into a page.
import type { Pool } from 'pg'
import { lacksRoom } from './passing.ts'

/** Rows of 1 kB. */
const rows = 2_000
/** A balancer asks each second; the disk is not filled by asking. */
const askedEveryMs = 2_000

export class RoomProbe {
  readonly #pool: Pool
  readonly #steady: () => number
  #asked: { readonly at: number; readonly room: Promise<boolean> } | undefined

  constructor(pool: Pool, steady: () => number) {
    this.#pool = pool
    this.#steady = steady
  }

  /** @throws what else went wrong */
  hasRoom(): Promise<boolean> {
    const now = this.#steady()
    if (!this.#asked || now - this.#asked.at > askedEveryMs) this.#asked = { at: now, room: this.#ask() }
    return this.#asked.room
  }

  async #ask(): Promise<boolean> {
    try {
      // One message, one transaction: the table is gone with it, and its pages are taken from the disk when it grows.
      await this.#pool.query(
        `begin;
         create temp table room_probe on commit drop as
         select repeat(chr(97 + n % 26), 1000) as filling from generate_series(1, ${rows}) n;
         commit`,
      )
      // What was true a moment ago says nothing about the next want of room.
      this.#asked = undefined
      return true
    } catch (error) {
      if (lacksRoom(error)) return false
      throw error
    }
  }
}
