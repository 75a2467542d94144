// The identity gate: checks who is there by password, code or link, and speaks for them through the one door. Everybody
// wrong gets the same answer.
import { loginKey } from '#domain/access/access.ts'
import type { AccessCommand } from '#domain/access/commands.ts'
import { isArea, levelOf } from '#domain/kernel/area.ts'
import type { Command, Envelope, Receipt } from '#domain/kernel/envelope.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import type { Tx } from '#journal/view.ts'
import { AccessLog } from './access-log.ts'
import { factorAddress, newFactor, stepOf } from './factor.ts'
import { deskFor, type IdentityHouse } from './needs.ts'
import { Limits } from './limits.ts'
import { checkPassword, faultOf, makeVerifier } from './passwords.ts'
import { DeskRefused } from './refused.ts'
import { Sessions, type Session, type Via } from './sessions.ts'
import { digestOf, newLink, newSetup, readLink, type LinkMark } from './tokens.ts'

const HOUR_MS = 3_600_000
/** A set-up link is used by whoever sits at the server; a day, or a new one is made there. */
const setupHours = 24
const loginLinkHours = 24
const invitationHours = 7 * 24
/** A password may be set without the old one this long after a link was used: the link stood for it. */
const freshMs = 15 * 60_000
/** People of one name that are looked at before it counts as no log-in at all. */
const namesakesMax = 20

/** Where a request comes from, as far as limits and the list of sessions need it. */
export interface From {
  readonly source: string
  readonly device: string
}

export interface Begun {
  readonly token: string
  readonly seconds: number
  readonly session: Session
}

interface Holder {
  readonly account: Id
  readonly verifier?: string
  readonly secret?: string
}

export class Gate {
  readonly house: IdentityHouse
  readonly sessions: Sessions
  readonly log: AccessLog
  readonly #limits = new Limits()

  constructor(house: IdentityHouse) {
    this.house = house
    this.sessions = new Sessions(house)
    this.log = new AccessLog((tenant, work) => house.asDoor(tenant, work))
  }

  /**
   * @param login phone, name or log-in name @throws DeskRefused wrong | code-needed | code-wrong | too-often; Busy when
   * too many passwords are being checked
   */
  async logIn(given: { login: string; password: string; code?: string; county?: Tenant }, from: From): Promise<Begun> {
    const now = this.house.clock()
    const login = given.login.normalize('NFKC').trim()
    const tenant = given.county ?? (await this.onlyCounty())
    // The name tried is remembered by its digest: the limits hold nobody's phone number.
    const tried = digestOf(`${tenant} ${login.toLowerCase()}`)
    const wait = this.#limits.waitSeconds(tried, from.source, now)
    if (wait > 0) throw new DeskRefused('too-often', wait)
    this.#limits.failed(tried, from.source, now)
    const holder = tenant ? await this.house.asDoor(tenant, (tx) => this.#holder(tx, tenant, login)) : undefined
    const right = await checkPassword(given.password, holder?.verifier)
    if (!right || !holder || !tenant) {
      if (tenant) await this.#note(tenant, holder?.account ?? '', '', 'log-in-failed', holder ? [holder.account] : [])
      throw new DeskRefused('wrong')
    }
    if (holder.secret && given.code === undefined) {
      // The password was right: asking for the code is no failure, and the next try counts again.
      this.#limits.succeeded(tried, from.source)
      throw new DeskRefused('code-needed')
    }
    if (holder.secret && !(await this.#useCode(tenant, holder.account, holder.secret, given.code!))) {
      await this.#note(tenant, holder.account, '', 'code-failed', [holder.account])
      throw new DeskRefused('code-wrong')
    }
    this.#limits.succeeded(tried, from.source)
    return this.#begin(tenant, holder.account, {
      strength: holder.secret ? 2 : 1,
      via: 'password',
      device: from.device,
    })
  }

  /** Raises a session by its second factor. The cookie is a new one: who fixed the old one gains nothing. */
  async showCode(session: Session, code: string, from: From): Promise<Begun> {
    const { tenant, account } = session
    const now = this.house.clock()
    const tried = digestOf(`code ${tenant} ${account}`)
    const wait = this.#limits.waitSeconds(tried, from.source, now)
    if (wait > 0) throw new DeskRefused('too-often', wait)
    this.#limits.failed(tried, from.source, now)
    const { secret } = await this.#credentials(tenant, account)
    if (!secret) throw new DeskRefused('no-factor')
    if (!(await this.#useCode(tenant, account, secret, code))) {
      await this.#note(tenant, account, session.session, 'code-failed', [account])
      throw new DeskRefused('code-wrong')
    }
    this.#limits.succeeded(tried, from.source)
    return this.#begin(tenant, account, {
      strength: 2,
      via: session.via,
      device: from.device,
      instead: session.session,
    })
  }

  async logOut(session: Session): Promise<void> {
    await this.sessions.end(session.tenant, session.account, { session: session.session })
    await this.#tellOthers(session)
    await this.#note(session.tenant, session.account, session.session, 'log-out', [session.account])
  }

  /** Ends one of one's own sessions, or all others. @throws DeskRefused unknown, for another's as for none */
  async endSessions(
    session: Session,
    which: { readonly session: string } | { readonly allBut: string },
  ): Promise<void> {
    const ended = await this.sessions.end(session.tenant, session.account, which)
    if (ended === 0 && 'session' in which) throw new DeskRefused('unknown')
    await this.#tellOthers(session)
    await this.#note(session.tenant, session.account, session.session, 'session-ended', [session.account])
  }

  /** @throws DeskRefused when the present password is missing or wrong, or the new one is too easy */
  async setPassword(session: Session, given: { present?: string; password: string }, from: From): Promise<void> {
    const { tenant, account } = session
    await this.#provePresence(session, given.present, from)
    const { login } = await this.#credentials(tenant, account)
    await this.#give(tenant, account, await this.#newPassword(tenant, account, given.password, login))
    // Whoever knew the old one is out.
    await this.sessions.end(tenant, account, { allBut: session.session })
    await this.#tellOthers(session)
  }

  /** Offers a new second factor; the old one holds until the new one has shown a code. */
  async offerFactor(
    session: Session,
    given: { present?: string },
    from: From,
  ): Promise<{ secret: string; address: string }> {
    const { tenant, account } = session
    const { secret: confirmed } = await this.#credentials(tenant, account)
    // With a factor set, only a session that has shown it may change it.
    if (confirmed && session.strength !== 2) throw new DeskRefused('code-needed')
    await this.#provePresence(session, given.present, from)
    const secret = newFactor()
    await this.#give(tenant, account, { type: 'enable-second-factor', secret })
    return { secret, address: factorAddress(secret, await this.nameOf(tenant, account)) }
  }

  async confirmFactor(session: Session, code: string, from: From): Promise<Begun> {
    const { tenant, account } = session
    const now = this.house.clock()
    const tried = digestOf(`code ${tenant} ${account}`)
    const wait = this.#limits.waitSeconds(tried, from.source, now)
    if (wait > 0) throw new DeskRefused('too-often', wait)
    this.#limits.failed(tried, from.source, now)
    const { offered } = await this.#credentials(tenant, account)
    if (!offered) throw new DeskRefused('no-factor')
    if (!(await this.#useCode(tenant, account, offered, code))) throw new DeskRefused('code-wrong')
    this.#limits.succeeded(tried, from.source)
    await this.#give(tenant, account, { type: 'confirm-second-factor' })
    await this.sessions.end(tenant, account, { allBut: session.session })
    return this.#begin(tenant, account, {
      strength: 2,
      via: session.via,
      device: from.device,
      instead: session.session,
    })
  }

  /**
   * A one-time log-in link for an account, if whoever asks may give one. The token is in this answer and nowhere else.
   */
  async offerLink(session: Session, account: Id): Promise<{ token: string; until: number }> {
    const link = newLink(session.tenant, account)
    const until = this.house.clock() + loginLinkHours * HOUR_MS
    await this.#giveAs(session, account, { type: 'offer-link', digest: link.digest, until })
    return { token: link.token, until }
  }

  /** A one-time invitation for somebody nobody knows yet. */
  async invite(session: Session, area: string): Promise<{ token: string; until: number; account: Id }> {
    const account = this.house.newId()
    const link = newLink(session.tenant, account)
    const until = this.house.clock() + invitationHours * HOUR_MS
    await this.#giveAs(session, account, { type: 'invite-person', area, digest: link.digest, until })
    return { token: link.token, until, account }
  }

  /** What a link is good for, told only to who holds it. @throws DeskRefused link-gone */
  async lookAtLink(
    token: string,
    from: From,
  ): Promise<{ kind: 'log-in' | 'invitation'; area: string; areaName: string | null }> {
    const { link, row } = await this.#linkAccount(token, from)
    const areaName = await this.house.asDoor(
      link.tenant,
      async (tx) =>
        (
          await tx.query<{ name: string | null }>('select name from areas where tenant = $1 and area = $2', [
            link.tenant,
            row.area,
          ])
        ).rows[0]?.name ?? null,
    )
    return { kind: row.state === 'invited' ? 'invitation' : 'log-in', area: row.area, areaName }
  }

  /** Uses a link: logs in, or takes an invitation with a name and a phone. A password may be set in the same step. */
  async useLink(
    given: { token: string; name?: string; phone?: string; password?: string },
    from: From,
  ): Promise<Begun> {
    const { link, row, tried } = await this.#linkAccount(given.token, from)
    const { tenant, account, digest } = link
    const invited = row.state === 'invited'
    if (invited && (!given.name || !given.phone)) throw new DeskRefused('name-needed')
    const about = invited ? [given.name!, given.phone!] : await this.#about(tenant, account)
    const fault = given.password === undefined ? undefined : faultOf(given.password, about)
    if (fault) throw new DeskRefused(fault)
    const password: Command[] =
      given.password === undefined
        ? []
        : [{ type: 'set-password', verifier: await makeVerifier(given.password) } as AccessCommand]
    const commands: [string, string, Command][] = invited
      ? [
          [
            'registry',
            `person/${account}`,
            {
              type: 'enrol-person',
              name: given.name,
              phone: given.phone,
              home: row.area,
              skills: [],
              availability: [],
            } as Command,
          ],
          ['access', `account/${account}`, { type: 'accept-invitation', digest } as Command],
          ...(levelOf(row.area) === 'community'
            ? [
                ['registry', `person/${account}`, { type: 'register-person', community: row.area } as Command] as [
                  string,
                  string,
                  Command,
                ],
              ]
            : []),
        ]
      : [['access', `account/${account}`, { type: 'use-link', digest } as Command]]
    const receipts = await this.#send(tenant, account, [
      ...commands,
      ...password.map((command): [string, string, Command] => ['access', `account/${account}`, command]),
    ])
    const bad = receipts.find((receipt) => receipt.status !== 'accepted')
    if (bad)
      throw bad.status === 'refused' && bad.reason === 'phone-taken'
        ? new DeskRefused('phone-taken')
        : new DeskRefused('link-gone')
    this.#limits.succeeded(tried, from.source)
    return this.#begin(tenant, account, { strength: 1, via: invited ? 'invitation' : 'link', device: from.device })
  }

  /** A new set-up link, made where the server runs. Earlier ones that wait are void. */
  async newSetupLink(): Promise<{ token: string; until: number }> {
    const link = newSetup()
    const until = this.house.clock() + setupHours * HOUR_MS
    await this.house.bare(async (tx) => {
      await tx.query('update setup_links set used_at = $1 where used_at is null', [this.house.clock()])
      await tx.query('insert into setup_links (digest, until) values ($1, $2)', [link.digest, until])
    })
    return { token: link.token, until }
  }

  /** Whether nobody can log in yet: a house without a county. */
  async needsSetup(): Promise<boolean> {
    return (await this.counties()).length === 0
  }

  /**
   * The first administrator of a county, by the set-up link. @throws DeskRefused setup-gone | county-needed | a
   * password's fault
   */
  async setUp(
    given: {
      token: string
      county?: { code: Tenant; name: string }
      name: string
      login?: string
      phone?: string
      password: string
    },
    from: From,
  ): Promise<Begun> {
    const now = this.house.clock()
    const tried = digestOf('set-up')
    if (this.#limits.waitSeconds(tried, from.source, now) > 0)
      throw new DeskRefused('too-often', this.#limits.waitSeconds(tried, from.source, now))
    const tenant = given.county?.code ?? (await this.onlyCounty())
    if (!tenant || !isArea(tenant) || levelOf(tenant) !== 'county') throw new DeskRefused('county-needed')
    const fault = faultOf(given.password, [given.name, given.login ?? '', given.phone ?? ''])
    if (fault) throw new DeskRefused(fault)
    const digest = digestOf(given.token)
    const verifier = await makeVerifier(given.password)
    const taken = await this.house.bare((tx) =>
      tx.query('update setup_links set used_at = $2 where digest = $1 and used_at is null and until > $2', [
        digest,
        now,
      ]),
    )
    if (taken.rowCount !== 1) {
      this.#limits.failed(tried, from.source, now)
      throw new DeskRefused('setup-gone')
    }
    const account = this.house.newId()
    const phone = given.phone ?? (given.login && /^\+?\d{7,15}$/.test(given.login) ? given.login : undefined)
    const login = given.login && given.login !== phone && given.login !== given.name ? given.login : undefined
    const receipts = await this.#send(tenant, account, [
      [
        'registry',
        `person/${account}`,
        {
          type: 'enrol-person',
          name: given.name,
          ...(phone && { phone }),
          home: tenant,
          skills: [],
          availability: [],
        } as Command,
      ],
      ['access', `account/${account}`, { type: 'appoint', role: 'administrator', area: tenant } as Command],
      ['access', `account/${account}`, { type: 'set-password', verifier, ...(login && { login }) } as Command],
    ])
    const bad = receipts.find((receipt) => receipt.status !== 'accepted')
    if (bad) {
      // Nothing was done, so the link is not spent.
      await this.house.bare((tx) => tx.query('update setup_links set used_at = null where digest = $1', [digest]))
      throw new DeskRefused(bad.status === 'refused' && bad.reason === 'phone-taken' ? 'phone-taken' : 'refused')
    }
    await this.openCounty(tenant, given.county?.name ?? tenant)
    // Apart from the rest: a county that an import has named already is no hindrance.
    if (given.county)
      await this.#send(tenant, account, [
        ['registry', `area/${tenant}`, { type: 'name-area', name: given.county.name } as Command],
      ])
    return this.#begin(tenant, account, { strength: 1, via: 'set-up', device: from.device })
  }

  /** Makes a county known to the gate; once. */
  async openCounty(tenant: Tenant, name: string): Promise<void> {
    await this.house.bare((tx) =>
      tx.query(
        `insert into counties (tenant, name, opened_at)
         values ($1, $2, $3)
         on conflict do nothing`,
        [tenant, name, this.house.clock()],
      ),
    )
  }

  async counties(): Promise<{ tenant: Tenant; name: string }[]> {
    return this.house.bare(
      async (tx) =>
        (await tx.query<{ tenant: Tenant; name: string }>('select tenant, name from counties order by opened_at')).rows,
    )
  }

  async onlyCounty(): Promise<Tenant | undefined> {
    const all = await this.counties()
    return all.length === 1 ? all[0].tenant : undefined
  }

  async nameOf(tenant: Tenant, account: Id): Promise<string> {
    return this.house.asDoor(
      tenant,
      async (tx) => (await this.house.vault.open<{ name: string }>(tx, 'person', [account])).get(account)?.name ?? '',
    )
  }

  async #begin(
    tenant: Tenant,
    account: Id,
    given: { strength: 1 | 2; via: Via; device: string; instead?: string },
  ): Promise<Begun> {
    const begun = await this.sessions.begin(tenant, account, given)
    if (!begun) throw new DeskRefused('wrong')
    await this.#note(
      tenant,
      account,
      begun.session.session,
      given.instead ? 'second-factor-shown' : `log-in-by-${given.via}`,
      [account],
    )
    return begun
  }

  /**
   * Whoever bears this phone, log-in name or name, alone among those who can log in. Several of one name are nobody:
   * they use their phone.
   */
  async #holder(tx: Tx, tenant: Tenant, login: string): Promise<Holder | undefined> {
    const { vault } = this.house
    const digits = login.replace(/[\s-]/g, '')
    const [persons, credentials] = [
      await vault.find(tx, 'person', [`phone:${digits}`, `name:${login}`]),
      await vault.find(tx, 'credential', [loginKey(login)]),
    ]
    const byPhone = persons.get(`phone:${digits}`) ?? []
    const ids = byPhone.length > 0 ? byPhone : (persons.get(`name:${login}`) ?? [])
    const { rows } = await tx.query<{ account: Id; password: Id | null; factor: Id | null }>(
      `select account, password, factor
       from accounts
       where tenant = $1 and state = 'open' and password is not null and (account = any($2) or password = any($3))
       limit 2`,
      [tenant, ids.slice(0, namesakesMax), credentials.get(loginKey(login)) ?? []],
    )
    if (rows.length !== 1) return undefined
    const bodies = await vault.open<{ verifier?: string; secret?: string }>(
      tx,
      'credential',
      [rows[0].password, rows[0].factor].filter((id) => id !== null),
    )
    return {
      account: rows[0].account,
      verifier: bodies.get(rows[0].password!)?.verifier,
      ...(rows[0].factor && { secret: bodies.get(rows[0].factor)?.secret }),
    }
  }

  async #credentials(
    tenant: Tenant,
    account: Id,
  ): Promise<{ verifier?: string; login?: string; secret?: string; offered?: string }> {
    return this.house.asDoor(tenant, async (tx) => {
      const { rows } = await tx.query<{ password: Id | null; factor: Id | null; offered: Id | null }>(
        'select password, factor, offered from accounts where tenant = $1 and account = $2',
        [tenant, account],
      )
      if (!rows[0]) return {}
      const { password, factor, offered } = rows[0]
      const bodies = await this.house.vault.open<{ verifier?: string; login?: string; secret?: string }>(
        tx,
        'credential',
        [password, factor, offered].filter((id) => id !== null),
      )
      const of = (id: Id | null) => (id === null ? undefined : bodies.get(id))
      return {
        verifier: of(password)?.verifier,
        login: of(password)?.login,
        secret: of(factor)?.secret,
        offered: of(offered)?.secret,
      }
    })
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
         where factor_steps.step < excluded.step`,
        [tenant, account, step],
      ),
    )
    return used.rowCount === 1
  }

  /**
   * Before a password or a factor changes: the present password, or a log-in just now. @throws DeskRefused wrong |
   * too-often
   */
  async #provePresence(session: Session, present: string | undefined, from: From): Promise<void> {
    const now = this.house.clock()
    const fresh = now - session.begunAt <= freshMs
    if (present === undefined && fresh && session.via !== 'password') return
    const tried = digestOf(`present ${session.tenant} ${session.account}`)
    const wait = this.#limits.waitSeconds(tried, from.source, now)
    if (wait > 0) throw new DeskRefused('too-often', wait)
    this.#limits.failed(tried, from.source, now)
    const { verifier } = await this.#credentials(session.tenant, session.account)
    if (present === undefined || !(await checkPassword(present, verifier))) throw new DeskRefused('wrong')
    this.#limits.succeeded(tried, from.source)
  }

  async #newPassword(tenant: Tenant, account: Id, password: string, login: string | undefined): Promise<AccessCommand> {
    const fault = faultOf(password, [...(await this.#about(tenant, account)), login ?? ''])
    if (fault) throw new DeskRefused(fault)
    return { type: 'set-password', verifier: await makeVerifier(password), ...(login && { login }) }
  }

  async #about(tenant: Tenant, account: Id): Promise<string[]> {
    const body = await this.house.asDoor(tenant, async (tx) =>
      (await this.house.vault.open<{ name: string; phone?: string }>(tx, 'person', [account])).get(account),
    )
    return [body?.name ?? '', body?.phone ?? '']
  }

  async #linkAccount(
    token: string,
    from: From,
  ): Promise<{ link: LinkMark; row: { state: string; area: string }; tried: string }> {
    const now = this.house.clock()
    const link = readLink(token)
    const tried = digestOf(`link ${link ? `${link.tenant} ${link.account}` : ''}`)
    const wait = this.#limits.waitSeconds(tried, from.source, now)
    if (wait > 0) throw new DeskRefused('too-often', wait)
    const row =
      link &&
      (await this.house.asDoor(
        link.tenant,
        async (tx) =>
          (
            await tx.query<{ state: string; area: string }>(
              `select a.state, a.area
               from links l
               join accounts a on a.tenant = l.tenant and a.account = l.account
               where l.tenant = $1 and l.account = $2 and l.digest = $3 and l.until > $4
                 and a.state in ('invited', 'open')`,
              [link.tenant, link.account, link.digest, now],
            )
          ).rows[0],
      ))
    if (!link || !row) {
      this.#limits.failed(tried, from.source, now)
      throw new DeskRefused('link-gone')
    }
    return { link, row, tried }
  }

  #envelope(room: string, stream: string, command: Command): Envelope {
    return { id: this.house.newId(), room, stream, at: this.house.clock(), command }
  }

  /** All of them or none, by Muster itself for this account. */
  #send(
    tenant: Tenant,
    account: Id,
    commands: readonly (readonly [room: string, stream: string, command: Command])[],
  ): Promise<readonly Receipt[]> {
    return this.house.receiveAll(
      commands.map(([room, stream, command]) => this.#envelope(room, stream, command)),
      deskFor(tenant, account),
    )
  }

  async #give(tenant: Tenant, account: Id, command: AccessCommand): Promise<void> {
    const [receipt] = await this.#send(tenant, account, [['access', `account/${account}`, command]])
    if (receipt.status !== 'accepted') throw new DeskRefused('refused')
  }

  /** By the person themselves: their rights are judged at the door. */
  async #giveAs(session: Session, account: Id, command: AccessCommand): Promise<void> {
    const [receipt] = await this.house.receiveAll(
      [this.#envelope('access', `account/${account}`, command)],
      session.actor,
    )
    if (receipt.status === 'unknown') throw new DeskRefused('unknown')
    if (receipt.status !== 'accepted') throw new DeskRefused('refused')
  }

  /** What happens at the gate stands in the access log beside who looked at whom. */
  #note(tenant: Tenant, account: Id | '', session: string, what: string, persons: readonly Id[]): Promise<void> {
    return this.log.note({ tenant, at: this.house.clock(), account, roles: [], session, what, area: tenant, persons })
  }

  #tellOthers(session: Session): Promise<void> {
    return this.house.tell(session.tenant, [`account/${session.account}`])
  }
}
