// One-time links: given to somebody with an account, or as an invitation to somebody nobody knows yet; looked at, and
// used once.
import type { AccessCommand } from '#domain/access/commands.ts'
import { levelOf, type AreaId } from '#domain/kernel/area.ts'
import type { Command } from '#domain/kernel/envelope.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { phoneOf } from '#domain/kernel/phone.ts'
import { streamOf } from '#domain/kernel/stream.ts'
import type { Begun, Desk, From } from './desk.ts'
import { aboutOf, findCredentials } from './holders.ts'
import type { Tried } from './limits.ts'
import { checkPassword, faultOf, makeVerifier } from './passwords.ts'
import { DeskRefused } from './refused.ts'
import type { Session } from './sessions.ts'
import { digestOf, newLink, readLink, type LinkMark } from './tokens.ts'

const HOUR_MS = 3_600_000
const loginLinkHours = 24
const invitationHours = 7 * 24

/** A page whose answer was lost opens the same link again for so long; from elsewhere it is spent. */
const reopensMs = 10 * 60_000

interface Given {
  readonly token: string
  /** Made by the page that opens the link, and known to nobody else. */
  readonly nonce?: string
  readonly name?: string
  readonly phone?: string
  readonly password?: string
}

interface Row {
  readonly state: string
  readonly area: AreaId
  /** Used a moment ago by this very page. */
  readonly again: boolean
}

export class OneTimeLinks {
  readonly #desk: Desk

  constructor(desk: Desk) {
    this.#desk = desk
  }

  /**
   * A one-time log-in link for an account, if whoever asks may give one. The token is in this answer and nowhere else.
   */
  async offer(session: Session, account: Id): Promise<{ token: string; until: number }> {
    const link = newLink(session.tenant, account)
    const until = this.#desk.house.clock() + loginLinkHours * HOUR_MS
    await this.#desk.giveAs(session, account, { type: 'offer-link', digest: link.digest, until })
    return { token: link.token, until }
  }

  /** A one-time invitation for somebody nobody knows yet. */
  async invite(session: Session, area: string): Promise<{ token: string; until: number; account: Id }> {
    const account = this.#desk.house.newId()
    const link = newLink(session.tenant, account)
    const until = this.#desk.house.clock() + invitationHours * HOUR_MS
    await this.#desk.giveAs(session, account, { type: 'invite-person', area, digest: link.digest, until })
    return { token: link.token, until, account }
  }

  /** What a link is good for, told only to who holds it. @throws DeskRefused link-gone */
  async look(
    given: Given,
    from: From,
  ): Promise<{ kind: 'log-in' | 'invitation'; area: string; areaName: string | null }> {
    const { link, row } = await this.#find(given, from)
    const areaName = await this.#desk.house.asDoor(
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
  async use(given: Given, from: From): Promise<Begun> {
    const { link, row } = await this.#find(given, from)
    const { tenant, account } = link
    if (given.password !== undefined) await this.#mayStand(link, row, given.password)
    if (row.again) return this.#begin(link, 'link', from)
    const invited = row.state === 'invited'
    if (invited && (!given.name || !given.phone)) throw new DeskRefused('name-needed')
    const about = invited
      ? [given.name!, phoneOf(given.phone!) ?? '']
      : await aboutOf(this.#desk.house, tenant, account)
    const fault = given.password === undefined ? undefined : faultOf(given.password, about)
    if (fault) throw new DeskRefused(fault)
    const receipts = await this.#desk.send(tenant, account, [
      ...(invited ? acceptance(link, row.area, given) : [usage(link, given)]),
      ...(given.password === undefined ? [] : [await password(account, given.password)]),
    ])
    const bad = receipts.find((receipt) => receipt.status !== 'accepted')
    if (bad)
      throw bad.status === 'refused' && bad.reason === 'phone-taken'
        ? new DeskRefused('phone-taken')
        : new DeskRefused('link-gone')
    return this.#begin(link, invited ? 'invitation' : 'link', from)
  }

  /**
   * A link is made by others: it sets a first password and never takes one over. Asked again by the same page it may
   * say once more what it has set.
   */
  async #mayStand({ tenant, account }: LinkMark, row: Row, given: string): Promise<void> {
    const { verifier } = await findCredentials(this.#desk.house, tenant, account)
    if (row.again ? !(await checkPassword(given, verifier)) : verifier !== undefined)
      throw new DeskRefused('password-stands')
  }

  #begin({ tenant, account }: LinkMark, via: 'link' | 'invitation', from: From): Promise<Begun> {
    return this.#desk.begin(tenant, account, { strength: 1, via, ...from })
  }

  /** A right link opens whoever else tried what: its secret has 256 bits. Wrong ones are counted. */
  async #find({ token, nonce }: Given, from: From): Promise<{ link: LinkMark; row: Row }> {
    const link = readLink(token)
    const row = link && (await this.#read(link, nonce))
    if (link && row) return { link, row }
    const tried: Tried = { secret: 'link', whom: link?.account ?? '', known: false, place: from.source }
    const wait = this.#desk.limits.waitSeconds(tried)
    if (wait > 0) throw new DeskRefused('too-often', wait)
    this.#desk.limits.failed(tried)
    const tenant = link?.tenant ?? (await this.#desk.onlyCounty())
    // The account is the link's word, and the link is wrong: nobody is named.
    if (tenant && (await this.#desk.isCounty(tenant)))
      await this.#desk.refused({ tenant, account: '', session: '', what: 'link-failed', source: from.source })
    throw new DeskRefused('link-gone')
  }

  #read({ tenant, account, digest }: LinkMark, nonce: string | undefined): Promise<Row | undefined> {
    const now = this.#desk.house.clock()
    return this.#desk.house.asDoor(
      tenant,
      async (tx) =>
        (
          await tx.query<Row>(
            `select a.state, a.area, l.used_at is not null as again
             from links l
             join accounts a on a.tenant = l.tenant and a.account = l.account
             where l.tenant = $1 and l.account = $2 and l.digest = $3 and a.state in ('invited', 'open')
               and (l.used_at is null and l.until > $4 or l.nonce = $5 and l.used_at > $4 - ${reopensMs}::bigint)`,
            [tenant, account, digest, now, nonce === undefined ? null : digestOf(nonce)],
          )
        ).rows[0],
    )
  }
}

type Step = readonly [room: string, stream: string, command: Command]

const inAccess = (account: Id, command: AccessCommand): Step => ['access', streamOf('account', account), command]

const nonceOf = ({ nonce }: Given) => (nonce === undefined ? {} : { nonce: digestOf(nonce) })

const usage = ({ account, digest }: LinkMark, given: Given): Step =>
  inAccess(account, { type: 'use-link', digest, ...nonceOf(given) })

const password = async (account: Id, text: string): Promise<Step> =>
  inAccess(account, { type: 'set-password', verifier: await makeVerifier(text) })

/** Whoever was invited is enrolled, let in, and registers with the community that invited them. */
function acceptance({ account, digest }: LinkMark, area: AreaId, given: Given): Step[] {
  const { name, phone } = given
  const person = streamOf('person', account)
  const enrol = { type: 'enrol-person', name, phone, home: area, skills: [], availability: [] }
  const register = { type: 'register-person', community: area }
  return [
    ['registry', person, enrol],
    inAccess(account, { type: 'accept-invitation', digest, ...nonceOf(given) }),
    ...(levelOf(area) === 'community' ? [['registry', person, register] as Step] : []),
  ]
}
