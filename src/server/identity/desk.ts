// What the gate does by hand for whoever it has recognised: gives commands as Muster itself or as the person, begins
// sessions, and notes it all in the access log.
import type { AccessCommand } from '#domain/access/commands.ts'
import type { Command, Envelope, Receipt } from '#domain/kernel/envelope.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import { streamOf } from '#domain/kernel/stream.ts'
import { AccessLog, type Look } from './access-log.ts'
import { Limits, type Tried } from './limits.ts'
import { deskFor, type IdentityHouse } from './needs.ts'
import { Refusals } from './refusals.ts'
import { DeskRefused } from './refused.ts'
import { Sessions, type Session, type Via } from './sessions.ts'
import { newDevice } from './tokens.ts'

/** Where a request comes from, as far as limits and the list of sessions need it. */
export interface From {
  /** The address, as one place (limits.ts). */
  readonly source: string
  readonly device: string
  /** The cookie of a device that somebody logged in well from, as it came. */
  readonly known?: string
}

export interface Begun {
  readonly token: string
  readonly seconds: number
  readonly session: Session
  /** Cookie by which this device is known again; none where a second factor was not shown yet. */
  readonly device?: string
}

export class Desk {
  readonly house: IdentityHouse
  readonly sessions: Sessions
  readonly log: AccessLog
  readonly refusals: Refusals
  readonly limits: Limits

  constructor(house: IdentityHouse) {
    this.house = house
    this.sessions = new Sessions(house)
    this.log = new AccessLog((tenant, work) => house.asDoor(tenant, work))
    this.refusals = new Refusals(this.log)
    this.limits = new Limits(() => house.clock())
  }

  async begin(
    tenant: Tenant,
    account: Id,
    given: { strength: 1 | 2; via: Via; device: string; source: string; instead?: string },
  ): Promise<Begun> {
    const begun = await this.sessions.begin(tenant, account, given)
    if (!begun) throw new DeskRefused('wrong')
    const what = given.instead ? 'second-factor-shown' : `log-in-by-${given.via}`
    await this.note({ tenant, account, session: begun.session.session, what, source: given.source })
    // Else whoever has a link alone would guess codes from one new device after the other.
    const wholly = given.strength === 2 || !begun.session.hasFactor
    return {
      ...begun,
      ...(wholly && { device: newDevice(this.house.key, tenant, account, this.house.clock()) }),
    }
  }

  async counties(): Promise<{ tenant: Tenant; name: string }[]> {
    return this.house.bare(
      async (tx) =>
        (await tx.query<{ tenant: Tenant; name: string }>('select tenant, name from counties order by opened_at')).rows,
    )
  }

  async isCounty(tenant: Tenant): Promise<boolean> {
    return (await this.counties()).some((county) => county.tenant === tenant)
  }

  async onlyCounty(): Promise<Tenant | undefined> {
    const all = await this.counties()
    return all.length === 1 ? all[0].tenant : undefined
  }

  #envelope(room: string, stream: string, command: Command): Envelope {
    return { id: this.house.newId(), room, stream, at: this.house.clock(), command }
  }

  /** All of them or none, by Muster itself for this account. */
  send(
    tenant: Tenant,
    account: Id,
    commands: readonly (readonly [room: string, stream: string, command: Command])[],
  ): Promise<readonly Receipt[]> {
    return this.house.receiveAll(
      commands.map(([room, stream, command]) => this.#envelope(room, stream, command)),
      deskFor(tenant, account),
    )
  }

  async give(tenant: Tenant, account: Id, command: AccessCommand): Promise<void> {
    const [receipt] = await this.send(tenant, account, [['access', streamOf('account', account), command]])
    if (receipt.status !== 'accepted') throw new DeskRefused('refused')
  }

  /** By the person themselves: their rights are judged at the door. */
  async giveAs(session: Session, account: Id, command: AccessCommand): Promise<void> {
    const [receipt] = await this.house.receiveAll(
      [this.#envelope('access', streamOf('account', account), command)],
      session.actor,
    )
    if (receipt.status === 'unknown') throw new DeskRefused('unknown')
    if (receipt.status !== 'accepted') throw new DeskRefused('refused')
  }

  /** What happens at the gate stands in the access log beside who looked at whom. */
  note(happened: Pick<Look, 'tenant' | 'account' | 'session' | 'what' | 'source'>): Promise<void> {
    const { tenant, account } = happened
    const persons = account === '' ? [] : [account]
    return this.log.note({ ...happened, at: this.house.clock(), roles: [], area: tenant, persons })
  }

  /** Tries that were not let through, and guesses: beside the rest, once a minute. */
  refused(happened: Pick<Look, 'tenant' | 'account' | 'session' | 'what' | 'source'>): Promise<void> {
    return this.refusals.note({ ...happened, at: this.house.clock(), roles: [], area: happened.tenant })
  }

  /** As the limits judge; who is barred by them is written down. */
  async judge<T>(
    tried: Tried,
    where: { readonly tenant: Tenant | undefined; readonly account: Id | ''; readonly source?: string },
    check: () => Promise<T>,
    isRight: (found: T) => boolean,
  ): Promise<T> {
    try {
      return await this.limits.judge(tried, check, isRight)
    } catch (error) {
      const { tenant, account, source } = where
      if (tenant && error instanceof DeskRefused && error.reason === 'too-often')
        await this.refused({ tenant, account, session: '', what: 'locked-out', source })
      throw error
    }
  }

  tellOthers(session: Session): Promise<void> {
    return this.house.tell(session.tenant, [streamOf('account', session.account)])
  }
}
