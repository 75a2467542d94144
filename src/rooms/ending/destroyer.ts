// Destroys the keys of what has ended, then states it through the one door. Looked at every few minutes, so that
// nothing outlives its day by more than that.
// What ended by its date is destroyed only when it had ended at an earlier look, too, a day before: a clock that was
// wrong for a while destroys nothing. What a person ordered was looked at by that person.
// Keys go first and the statement after: a crash between them destroys nothing twice and states it at the next look,
// with the same figures.
import { createHash } from 'node:crypto'
import { agedHoldings, callOffMs, purposeOf, type Holding, type Objectable } from '#domain/ending/terms.ts'
import type { EndingCommand } from '#domain/ending/commands.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Envelope, Instant, Receipt } from '#domain/kernel/envelope.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import { streamOf } from '#domain/kernel/stream.ts'
import type { HouseKeys } from '#journal/keys.ts'
import { giveUnder, ownId } from '#journal/own-ids.ts'
import type { Vault } from '#journal/vault.ts'
import type { Tx } from '#journal/view.ts'
import { digestOf, findReadable, holdings, objected, type Records } from './holdings.ts'

const lookMs = 5 * 60_000
/** Soon after a start: a restored house must not keep what had ended. */
const firstMs = 10_000
const dayMs = 86_400_000
/** Transactions for one holding in one look: ten million records. */
const stepsMax = 2_000
/** Ends and objections taken in one look. */
const takenMax = 200

export interface DestroyerHouse {
  asDoor<T>(tenant: Tenant, work: (tx: Tx) => Promise<T>): Promise<T>
  readonly vault: Pick<Vault, 'erase'>
  readonly keys: Pick<HouseKeys, 'own'>
  receive(envelope: Envelope, actor: Actor): Promise<Receipt>
  now(): Instant
  /** True while the clock is not believed. */
  held(): boolean
  log(message: string, error?: unknown): void
}

const keyOf = ({ operation, what }: { readonly operation: Id; readonly what: Holding }) => `${operation} ${what}`

/** What has ended by its date, and what a person has ordered and nobody has called off within the hour. */
async function findEnded(tx: Tx, tenant: Tenant, now: Instant) {
  const { rows: ends } = await tx.query<{ operation: Id; what: Holding; ended: Instant; ordered: boolean }>(
    `select operation, what, ends_at as ended, ordered_at is not null as ordered
     from erasures
     where tenant = $1 and destroyed_at is null and ends_at <= $2
     order by ends_at
     limit $3`,
    [tenant, now, takenMax],
  )
  const { rows: granted } = await tx.query<{ objection: Id; person: Id; about: Objectable }>(
    `select objection, person, about
     from objections
     where tenant = $1 and state = 'granted' and destroyed_at is null and answered_at <= $2
     order by answered_at
     limit $3`,
    [tenant, now - callOffMs, takenMax],
  )
  return { ends, granted }
}

/**
 * Keeps what is seen to have ended now, and says what had ended at a look at least a day ago as well: by its name, the
 * latest end that both looks saw.
 */
async function twiceSeen(
  tx: Tx,
  tenant: Tenant,
  seen: readonly { readonly what: string; readonly ended: Instant }[],
  now: Instant,
): Promise<Map<string, Instant>> {
  const names = seen.map((one) => one.what)
  const ends = seen.map((one) => Math.floor(one.ended))
  // A look of the future was a wrong clock's, and so was one that saw ended what has not.
  await tx.query(
    `delete from ending_looks l
     where l.tenant = $1 and (l.seen_at > $2 or not exists (
       select from unnest($3::text[], $4::bigint[]) as r (what, ended) where r.what = l.what and r.ended >= l.ended))`,
    [tenant, now, names, ends],
  )
  await tx.query(
    `insert into ending_looks (tenant, what, ended, seen_at)
     select $1, what, ended, $2
     from unnest($3::text[], $4::bigint[]) as r (what, ended)
     on conflict do nothing`,
    [tenant, now, names, ends],
  )
  const { rows } = await tx.query<{ what: string; ended: string }>(
    'select what, max(ended) as ended from ending_looks where tenant = $1 and seen_at <= $2 group by what',
    [tenant, now - dayMs],
  )
  const agreed = new Map(rows.map((row) => [row.what, Number(row.ended)]))
  for (const [what, ended] of agreed)
    await tx.query('delete from ending_looks where tenant = $1 and what = $2 and ended < $3', [tenant, what, ended])
  return agreed
}

export class Destroyer {
  readonly #house: DestroyerHouse
  readonly #tenants: () => Promise<readonly Tenant[]>
  readonly #system: (tenant: Tenant) => Actor
  #timer: ReturnType<typeof setTimeout> | undefined
  #looking: Promise<void> | undefined
  #stopped = true

  constructor(house: DestroyerHouse, tenants: () => Promise<readonly Tenant[]>, system: (tenant: Tenant) => Actor) {
    this.#house = house
    this.#tenants = tenants
    this.#system = system
  }

  start(): void {
    this.#stopped = false
    this.#timer = setTimeout(() => this.#look(), firstMs)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#looking
  }

  #look(): void {
    this.#looking = (async () => {
      for (const tenant of await this.#tenants().catch(() => []))
        await this.county(tenant).catch((error) =>
          this.#house.log('what has ended could not be destroyed; trying again', error),
        )
    })().finally(() => {
      this.#looking = undefined
      if (!this.#stopped) this.#timer = setTimeout(() => this.#look(), lookMs)
    })
  }

  /** Everything of a county that had ended by now, and at a look a day ago. */
  async county(tenant: Tenant): Promise<void> {
    if (this.#house.held()) return
    const now = this.#house.now()
    const aged = agedHoldings.flatMap((what) => {
      // By whole days, so that a county makes one statement a day at most.
      const before = Math.floor((now - purposeOf(what).days * dayMs) / dayMs) * dayMs
      return before > 0 ? [{ what, before }] : []
    })
    const { ends, granted, agreed } = await this.#house.asDoor(tenant, async (tx) => {
      const found = await findEnded(tx, tenant, now)
      const looked = [
        ...found.ends.flatMap((end) => (end.ordered ? [] : [{ what: keyOf(end), ended: end.ended }])),
        ...aged.map(({ what, before }) => ({ what, ended: before })),
      ]
      return { ...found, agreed: await twiceSeen(tx, tenant, looked, now) }
    })
    for (const end of ends)
      if (end.ordered || agreed.get(keyOf(end)) === Math.floor(end.ended))
        await this.#end(tenant, streamOf('ending', end.operation), end.what, holdings[end.what], end.operation)
    for (const { objection, person, about } of granted) {
      const records = objected[about]
      if (records) await this.#end(tenant, streamOf('objection', objection), about, records, person)
      else await this.#everything(tenant, streamOf('objection', objection), person)
    }
    for (const { what } of aged) {
      const before = agreed.get(what)
      if (before !== undefined) await this.#age(tenant, what, before)
    }
  }

  /** @returns keys destroyed */
  async #destroy(tenant: Tenant, records: Records, of: Id | number): Promise<number> {
    let destroyed = 0
    for (let step = 0; step < stepsMax && !this.#house.held(); step++) {
      const count = await this.#house.asDoor(tenant, async (tx) => {
        const ids = await findReadable(tx, tenant, records, of)
        if (ids.length > 0) await this.#house.vault.erase(tx, tenant, { kind: records.kind, ids })
        return ids.length
      })
      destroyed += count
      if (count === 0) break
    }
    return destroyed
  }

  async #end(tenant: Tenant, stream: string, what: Holding | Objectable, records: Records, of: Id): Promise<void> {
    await this.#destroy(tenant, records, of)
    await this.#state(tenant, stream, {
      what,
      ...(await this.#house.asDoor(tenant, (tx) => digestOf(tx, tenant, records, of))),
    })
  }

  async #everything(tenant: Tenant, stream: string, person: Id): Promise<void> {
    const found = await this.#house.asDoor(tenant, async (tx) => {
      const { rows } = await tx.query<{ n: number }>(
        'select count(*)::int as n from keyring where tenant = $1 and subject = $2',
        [tenant, person],
      )
      await this.#house.vault.erase(tx, tenant, { subject: person })
      return rows[0].n
    })
    await this.#state(tenant, stream, {
      what: 'everything',
      records: found,
      digest: createHash('sha256').update(person).digest('hex'),
    })
  }

  /**
   * What ends by its age: stated when something was destroyed, or when the last statement does not cover what is gone.
   */
  async #age(tenant: Tenant, what: (typeof agedHoldings)[number], before: Instant): Promise<void> {
    const records = holdings[what]
    const last = await this.#house.asDoor(
      tenant,
      async (tx) =>
        (
          await tx.query<{ before: number; records: string }>(
            `select before, records
             from destructions
             where tenant = $1 and about = $2 and what = $3
             order by at desc
             limit 1`,
            [tenant, streamOf('ending', tenant), what],
          )
        ).rows[0],
    )
    if (last?.before === before) return
    await this.#destroy(tenant, records, before)
    const found = await this.#house.asDoor(tenant, (tx) => digestOf(tx, tenant, records, before))
    if (found.records > Number(last?.records ?? 0))
      await this.#state(tenant, streamOf('ending', tenant), { what, ...found, before })
  }

  async #state(
    tenant: Tenant,
    stream: string,
    said: Omit<Extract<EndingCommand, { type: 'state-destruction' }>, 'type'>,
  ): Promise<void> {
    const command: EndingCommand = { type: 'state-destruction', ...said }
    // The hour is part of it: what another process's clock had refused can be said again.
    const hour = Math.floor(this.#house.now() / 3_600_000)
    const { own } = this.#house.keys
    const id = ownId(own, 'destroyer', tenant, stream, hour, JSON.stringify(command))
    const receipt = await giveUnder(own, id, (tried) =>
      this.#house.receive({ id: tried, room: 'ending', stream, at: this.#house.now(), command }, this.#system(tenant)),
    )
    if (
      receipt.status !== 'accepted' &&
      receipt.status !== 'busy' &&
      !(receipt.status === 'refused' && receipt.reason === 'already-destroyed')
    )
      this.#house.log(`a statement of destruction (${stream} ${said.what}) was ${receipt.status}`, receipt)
  }
}
