// Slips: what goes along with a telling and is handed back by the device that has it. Made under the house's key, so
// that nobody can speak for another's device, and good without a session, for a phone's worker has none of its own.
import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import type { Instant } from '#domain/kernel/envelope.ts'
import { isId, type Id, type Tenant } from '#domain/kernel/ids.ts'
import type { HouseKeys } from '#journal/keys.ts'

/** Rooms whose tellings come with a slip. */
const rooms = ['muster', 'roster', 'notice'] as const
/** What a page shows, and what is pushed: each has a slip of its own. */
const ways = ['in-app', 'push'] as const
/** Nothing is told of what is older (three days, src/rooms/<room>/courier.ts); a phone may come back a day later. */
const goodFor: Instant = 4 * 86_400_000
/** 128 bits: nobody guesses one in four days. */
const sealLength = 22
const slipLengthMax = 250

export interface Slip {
  readonly tenant: Tenant
  readonly room: (typeof rooms)[number]
  /** Id of the muster, round or notice. */
  readonly of: Id
  readonly about: string
  /** Whom the room reckons it to: a person, or the unit that a liaison signs for. */
  readonly who: Id
  readonly by: (typeof ways)[number]
  /** Since when there is something to tell: the call's time tells one wave's call from another's. */
  readonly since: Instant
}

export interface Slips {
  write(slip: Slip): string
  /** @returns undefined for what this house never wrote, and for what is too old */
  read(text: string, now: Instant): Slip | undefined
}

const has = <T extends string>(list: readonly T[], one: string): one is T => (list as readonly string[]).includes(one)

export function slipsOf(keys: Pick<HouseKeys, 'for'>): Slips {
  const key = createSecretKey(keys.for('slips'))
  const seal = (body: string) => createHmac('sha256', key).update(body).digest('base64url').slice(0, sealLength)
  return {
    write({ tenant, room, of, about, who, by, since }) {
      const body = [tenant, room, of, about, who, by, since.toString(36)].join('.')
      return `${body}.${seal(body)}`
    },
    read(text, now) {
      if (text.length > slipLengthMax) return undefined
      const at = text.lastIndexOf('.')
      const [body, given] = [text.slice(0, at), Buffer.from(text.slice(at + 1))]
      const right = Buffer.from(seal(body))
      if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined
      const [tenant, room, of, about, who, by, when] = body.split('.')
      const since = Number.parseInt(when, 36)
      if (!has(rooms, room) || !has(ways, by) || !isId(of) || !isId(who) || now - since > goodFor) return undefined
      return { tenant, room, of, about, who, by, since }
    },
  }
}
