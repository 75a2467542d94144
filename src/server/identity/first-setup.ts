// The first administrator of a county, by the set-up link that is printed where the server runs.
import { isArea, levelOf } from '#domain/kernel/area.ts'
import type { Command } from '#domain/kernel/envelope.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import { phoneOf } from '#domain/kernel/phone.ts'
import { streamOf } from '#domain/kernel/stream.ts'
import type { Begun, Desk, From } from './desk.ts'
import type { Tried } from './limits.ts'
import { faultOf, makeVerifier } from './passwords.ts'
import { DeskRefused } from './refused.ts'
import { digestOf, newSetup } from './tokens.ts'

const HOUR_MS = 3_600_000
/** A set-up link is used by whoever sits at the server; a day, or a new one is made there. */
const setupHours = 24

interface Given {
  readonly token: string
  readonly county?: { readonly code: Tenant; readonly name: string }
  readonly name: string
  readonly login?: string
  readonly phone?: string
  readonly password: string
}

export class FirstSetup {
  readonly #desk: Desk

  constructor(desk: Desk) {
    this.#desk = desk
  }

  /** Whether nobody can log in yet: a house without a county. */
  async needed(): Promise<boolean> {
    return (await this.#desk.counties()).length === 0
  }

  /** A new set-up link, made where the server runs. Earlier ones that wait are void. */
  async newLink(): Promise<{ token: string; until: number }> {
    const { house } = this.#desk
    const link = newSetup()
    const until = house.clock() + setupHours * HOUR_MS
    await house.bare(async (tx) => {
      await tx.query('update setup_links set used_at = $1 where used_at is null', [house.clock()])
      await tx.query('insert into setup_links (digest, until) values ($1, $2)', [link.digest, until])
    })
    return { token: link.token, until }
  }

  /**
   * The first administrator of a county, by the set-up link. @throws DeskRefused setup-gone | county-needed | a
   * password's fault
   */
  async use(given: Given, from: From): Promise<Begun> {
    const { house } = this.#desk
    const digest = digestOf(given.token)
    await this.#look(digest, from)
    const tenant = given.county?.code ?? (await this.#desk.onlyCounty())
    if (!tenant || !isArea(tenant) || levelOf(tenant) !== 'county') throw new DeskRefused('county-needed')
    const fault = faultOf(given.password, [given.name, given.login ?? '', given.phone ?? ''])
    if (fault) throw new DeskRefused(fault)
    const verifier = await makeVerifier(given.password)
    const taken = await house.bare((tx) =>
      tx.query('update setup_links set used_at = $2 where digest = $1 and used_at is null and until > $2', [
        digest,
        house.clock(),
      ]),
    )
    if (taken.rowCount !== 1) throw new DeskRefused('setup-gone')
    const account = house.newId()
    const receipts = await this.#desk.send(tenant, account, founding(tenant, account, given, verifier))
    const bad = receipts.find((receipt) => receipt.status !== 'accepted')
    if (bad) {
      // Nothing was done, so the link is not spent.
      await house.bare((tx) => tx.query('update setup_links set used_at = null where digest = $1', [digest]))
      throw new DeskRefused(bad.status === 'refused' && bad.reason === 'phone-taken' ? 'phone-taken' : 'refused')
    }
    await this.openCounty(tenant, given.county?.name ?? tenant)
    // Apart from the rest: a county that an import has named already is no hindrance.
    const named = given.county && ({ type: 'name-area', name: given.county.name } as Command)
    if (named) await this.#desk.send(tenant, account, [['registry', streamOf('area', tenant), named]])
    return this.#desk.begin(tenant, account, { strength: 1, via: 'set-up', ...from })
  }

  /** A right link opens whoever else tried what; wrong ones are counted. @throws DeskRefused setup-gone | too-often */
  async #look(digest: string, from: From): Promise<void> {
    const { house, limits } = this.#desk
    const { rows } = await house.bare((tx) =>
      tx.query('select 1 from setup_links where digest = $1 and used_at is null and until > $2', [
        digest,
        house.clock(),
      ]),
    )
    if (rows.length > 0) return
    const tried: Tried = { secret: 'set-up', whom: '', known: false, place: from.source }
    const wait = limits.waitSeconds(tried)
    if (wait > 0) throw new DeskRefused('too-often', wait)
    limits.failed(tried)
    throw new DeskRefused('setup-gone')
  }

  /** Makes a county known to the gate; once. */
  async openCounty(tenant: Tenant, name: string): Promise<void> {
    const { house } = this.#desk
    await house.bare((tx) =>
      tx.query(
        `insert into counties (tenant, name, opened_at)
         values ($1, $2, $3)
         on conflict do nothing`,
        [tenant, name, house.clock()],
      ),
    )
  }
}

type Step = readonly [room: string, stream: string, command: Command]

/** The first administrator: a person, an office, a password. */
function founding(tenant: Tenant, account: Id, given: Given, verifier: string): Step[] {
  const phone = given.phone ?? (given.login === undefined ? undefined : phoneOf(given.login))
  const own = [given.name, phone]
  const login =
    given.login && !own.includes(given.login) && phoneOf(given.login) === undefined ? given.login : undefined
  const enrol = { type: 'enrol-person', name: given.name, ...(phone && { phone }) }
  const stream = streamOf('account', account)
  return [
    ['registry', streamOf('person', account), { ...enrol, home: tenant, skills: [], availability: [] } as Command],
    ['access', stream, { type: 'appoint', role: 'administrator', area: tenant } as Command],
    ['access', stream, { type: 'set-password', verifier, ...(login && { login }) } as Command],
  ]
}
