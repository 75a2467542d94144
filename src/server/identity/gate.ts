// The identity gate: checks who is there by password or code, and speaks for them through the one door. Everybody wrong
// gets the same answer.
import type { AccessCommand } from '#domain/access/commands.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import type { AccessLog } from './access-log.ts'
import { Desk, type Begun, type From } from './desk.ts'
import { factorAddress, newFactor, stepOf } from './factor.ts'
import { FirstSetup } from './first-setup.ts'
import { aboutOf, findCredentials, findHolder, loginForm, type Holder } from './holders.ts'
import type { Secret, Tried } from './limits.ts'
import { OneTimeLinks } from './links.ts'
import type { IdentityHouse } from './needs.ts'
import { checkPassword, faultOf, makeVerifier } from './passwords.ts'
import type { Refusals } from './refusals.ts'
import { DeskRefused } from './refused.ts'
import type { Session, Sessions } from './sessions.ts'
import { digestOf, readDevice } from './tokens.ts'

/** A password may be set without the old one this long after a link was used: the link stood for it. */
const freshMs = 15 * 60_000
/** A device that was logged in well from within so many days is known at the gate. */
const deviceMs = 180 * 24 * 3_600_000
/** A used code that lies further ahead than five minutes was used under a clock that was wrong: it bars nobody. */
const aheadStepsMax = 10

const noted = ({ tenant, account, session }: Session) => ({ tenant, account, session })

export class Gate {
  readonly house: IdentityHouse
  readonly sessions: Sessions
  readonly log: AccessLog
  readonly refusals: Refusals
  readonly links: OneTimeLinks
  readonly setup: FirstSetup
  readonly #desk: Desk

  constructor(house: IdentityHouse) {
    this.house = house
    this.#desk = new Desk(house)
    this.sessions = this.#desk.sessions
    this.log = this.#desk.log
    this.refusals = this.#desk.refusals
    this.links = new OneTimeLinks(this.#desk)
    this.setup = new FirstSetup(this.#desk)
  }

  /**
   * @param login phone, name or log-in name @throws DeskRefused wrong | code-needed | code-wrong | too-often; Busy when
   * too many passwords are being checked
   */
  async logIn(given: { login: string; password: string; code?: string; county?: Tenant }, from: From): Promise<Begun> {
    const { house } = this
    const tenant = given.county ?? (await this.#desk.onlyCounty())
    const holder = tenant ? await house.asDoor(tenant, (tx) => findHolder(house, tx, tenant, given.login)) : undefined
    const right = await this.#desk.judge(
      this.#tried('password', tenant ?? '', holder, given.login, from),
      { tenant, account: holder?.account ?? '', source: from.source },
      () => checkPassword(given.password, holder?.verifier),
      (found) => found && holder !== undefined,
    )
    if (!right || !holder || !tenant) {
      const { source } = from
      if (tenant)
        await this.#desk.note({ tenant, account: holder?.account ?? '', session: '', what: 'log-in-failed', source })
      throw new DeskRefused('wrong')
    }
    const { account, secret } = holder
    if (secret && given.code === undefined) throw new DeskRefused('code-needed')
    if (secret) await this.#checkCode(tenant, account, secret, given.code!, from, '')
    return this.#desk.begin(tenant, account, { strength: secret ? 2 : 1, via: 'password', ...from })
  }

  /** Raises a session by its second factor. The cookie is a new one: who fixed the old one gains nothing. */
  async showCode(session: Session, code: string, from: From): Promise<Begun> {
    const { tenant, account } = session
    const { secret } = await findCredentials(this.house, tenant, account)
    if (!secret) throw new DeskRefused('no-factor')
    await this.#checkCode(tenant, account, secret, code, from, session.session)
    return this.#desk.begin(tenant, account, {
      strength: 2,
      via: session.via,
      ...from,
      instead: session.session,
    })
  }

  async logOut(session: Session): Promise<void> {
    await this.sessions.end(session.tenant, session.account, { session: session.session })
    await this.#desk.tellOthers(session)
    await this.#desk.note({ ...noted(session), what: 'log-out' })
  }

  /** Ends one of one's own sessions, or all others. @throws DeskRefused unknown, for another's as for none */
  async endSessions(
    session: Session,
    which: { readonly session: string } | { readonly allBut: string },
  ): Promise<void> {
    const ended = await this.sessions.end(session.tenant, session.account, which)
    if (ended === 0 && 'session' in which) throw new DeskRefused('unknown')
    await this.#desk.tellOthers(session)
    await this.#desk.note({ ...noted(session), what: 'session-ended' })
  }

  /** @throws DeskRefused when the present password is missing or wrong, or the new one is too easy */
  async setPassword(session: Session, given: { present?: string; password: string }): Promise<void> {
    const { tenant, account } = session
    await this.#provePresence(session, given.present)
    const { login } = await findCredentials(this.house, tenant, account)
    await this.#desk.give(tenant, account, await this.#newPassword(tenant, account, given.password, login))
    // Whoever knew the old one is out.
    await this.sessions.end(tenant, account, { allBut: session.session })
    await this.#desk.tellOthers(session)
  }

  /** Offers a new second factor; the old one holds until the new one has shown a code. */
  async offerFactor(session: Session, given: { present?: string }): Promise<{ secret: string; address: string }> {
    const { tenant, account } = session
    const { secret: confirmed } = await findCredentials(this.house, tenant, account)
    // With a factor set, only a session that has shown it may change it.
    if (confirmed && session.strength !== 2) throw new DeskRefused('code-needed')
    await this.#provePresence(session, given.present)
    const secret = newFactor()
    await this.#desk.give(tenant, account, { type: 'enable-second-factor', secret })
    return { secret, address: factorAddress(secret, await this.nameOf(tenant, account)) }
  }

  async confirmFactor(session: Session, code: string, from: From): Promise<Begun> {
    const { tenant, account } = session
    const { offered } = await findCredentials(this.house, tenant, account)
    if (!offered) throw new DeskRefused('no-factor')
    await this.#checkCode(tenant, account, offered, code, from, session.session)
    await this.#desk.give(tenant, account, { type: 'confirm-second-factor' })
    await this.sessions.end(tenant, account, { allBut: session.session })
    return this.#desk.begin(tenant, account, {
      strength: 2,
      via: session.via,
      ...from,
      instead: session.session,
    })
  }

  openCounty(tenant: Tenant, name: string): Promise<void> {
    return this.setup.openCounty(tenant, name)
  }

  counties(): Promise<{ tenant: Tenant; name: string }[]> {
    return this.#desk.counties()
  }

  async nameOf(tenant: Tenant, account: Id): Promise<string> {
    return this.house.asDoor(
      tenant,
      async (tx) => (await this.house.vault.open<{ name: string }>(tx, 'person', [account])).get(account)?.name ?? '',
    )
  }

  /** What is counted: the account found, however it was spelled, apart for a device that it logged in well from. */
  #tried(secret: Secret, tenant: string, holder: Holder | undefined, login: string, from: From): Tried {
    if (!holder)
      return {
        secret,
        // The name tried is remembered by its digest: the limits hold nobody's phone number.
        whom: digestOf(`${tenant} ${loginForm(login)}`),
        known: false,
        place: from.source,
      }
    const device = this.#knownDevice(tenant, holder.account, from)
    return {
      secret,
      whom: device === undefined ? holder.account : `${holder.account} ${device}`,
      known: true,
      place: from.source,
      wellKnown: device !== undefined || holder.lately,
    }
  }

  #knownDevice(tenant: Tenant, account: Id, from: From): string | undefined {
    return readDevice(this.house.key, from.known, { tenant, account, now: this.house.clock(), withinMs: deviceMs })
  }

  /** @throws DeskRefused code-wrong | too-often */
  async #checkCode(
    tenant: Tenant,
    account: Id,
    secret: string,
    code: string,
    from: From,
    session: string,
  ): Promise<void> {
    const device = this.#knownDevice(tenant, account, from)
    const right = await this.#desk.judge(
      { secret: 'code', whom: device === undefined ? account : `${account} ${device}`, known: true },
      { tenant, account, source: from.source },
      () => this.#useCode(tenant, account, secret, code),
      (found) => found,
    )
    if (right) return
    await this.#desk.note({ tenant, account, session, what: 'code-failed', source: from.source })
    throw new DeskRefused('code-wrong')
  }

  /** A code is good once: its step must come after the last one used, and two at the same time are one. */
  async #useCode(tenant: Tenant, account: Id, secret: string, code: string): Promise<boolean> {
    const step = stepOf(secret, code, this.house.clock())
    if (step === undefined) return false
    const used = await this.house.asDoor(tenant, (tx) =>
      tx.query(
        `insert into factor_steps (tenant, account, step)
         values ($1, $2, $3)
         on conflict (tenant, account)
         do update set step = excluded.step
         where factor_steps.step < excluded.step or factor_steps.step > excluded.step + ${aheadStepsMax}`,
        [tenant, account, step],
      ),
    )
    return used.rowCount === 1
  }

  /**
   * Before a password or a factor changes: the present password, or a log-in just now. @throws DeskRefused wrong |
   * too-often
   */
  async #provePresence(session: Session, present: string | undefined): Promise<void> {
    const { tenant, account } = session
    const fresh = this.house.clock() - session.begunAt <= freshMs
    // A link is made by others: it stands for a missing password, beside one only with the second factor.
    const stood = !session.hasPassword || session.strength === 2 || session.via !== 'link'
    if (present === undefined && fresh && session.via !== 'password' && stood) return
    if (present === undefined && fresh && session.via !== 'password') throw new DeskRefused('password-stands')
    if (present === undefined) throw new DeskRefused('wrong')
    const { verifier } = await findCredentials(this.house, tenant, account)
    const right = await this.#desk.judge(
      { secret: 'present', whom: account, known: true },
      { tenant, account },
      () => checkPassword(present, verifier),
      (found) => found,
    )
    if (right) return
    await this.#desk.refused({ tenant, account, session: session.session, what: 'present-failed' })
    throw new DeskRefused('wrong')
  }

  async #newPassword(tenant: Tenant, account: Id, password: string, login: string | undefined): Promise<AccessCommand> {
    const fault = faultOf(password, [...(await aboutOf(this.house, tenant, account)), login ?? ''])
    if (fault) throw new DeskRefused(fault)
    return { type: 'set-password', verifier: await makeVerifier(password), ...(login && { login }) }
  }
}
