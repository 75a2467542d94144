// Sessions: a row each in the table, a copy in memory while in use, dropped the moment its account changes; whoever
// listens is told.
import type { Actor, Grant, Role } from '#domain/kernel/actor.ts'
import type { Instant } from '#domain/kernel/envelope.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import { idOf, isStreamOf } from '#domain/kernel/stream.ts'
import { isOffice } from '#domain/access/terms.ts'
import type { Tx } from '#journal/view.ts'
import type { IdentityHouse } from './needs.ts'
import { newSession, readSession, type SessionMark } from './tokens.ts'

const HOUR_MS = 3_600_000
/**
 * A volunteer's own phone stays logged in for half a year from its last use; an office, which sees many people, for a
 * working day.
 */
const lastsMs = { device: 180 * 24 * HOUR_MS, office: 12 * HOUR_MS } as const
/** An office left alone for two hours has logged itself out. */
const officeIdleMs = 2 * HOUR_MS
/** Last use is written at most so often; the idle limit above is far longer. */
const touchedEveryMs = 5 * 60_000
/** Sessions kept in memory: each some 500 bytes. The longest unused are dropped and read again when they come. */
const keptMax = 20_000

export type Via = 'password' | 'link' | 'invitation' | 'set-up'

export interface Session {
  readonly tenant: Tenant
  readonly session: string
  readonly account: Id
  /** 2 when the second factor was shown. */
  readonly strength: 1 | 2
  readonly via: Via
  readonly begunAt: Instant
  readonly until: Instant
  readonly actor: Actor
  /** Office roles that this session lacks the second factor for. */
  readonly withheld: readonly Grant[]
  readonly hasFactor: boolean
  readonly hasPassword: boolean
}

interface Kept {
  session: Session
  usedAt: Instant
  writtenAt: Instant
}
type Row = {
  account: Id
  strength: 1 | 2
  via: Via
  begun: string
  used: string
  until: string
  state: string
  revoked: string
  factor: string | null
  password: string | null
}

export class Sessions {
  readonly #house: IdentityHouse
  readonly #kept = new Map<string, Kept>()
  readonly #marks = new Map<string, SessionMark>()
  readonly #watchers = new Map<string, { readonly session: Session; readonly told: Set<() => void> }>()
  /** Counts changes; what an account's session was read across one of is not kept, for it may be what was before. */
  #changes = 0
  #forgottenAt = 0
  /** The last change of each account while anything is being read. */
  readonly #changedAt = new Map<string, number>()
  #loading = 0

  constructor(house: IdentityHouse) {
    this.#house = house
  }

  /**
   * Begins a session and returns its cookie; nothing when the account was closed meanwhile. `instead`: the session that
   * it replaces, so that none outlives a change of rights.
   */
  async begin(
    tenant: Tenant,
    account: Id,
    given: { strength: 1 | 2; via: Via; device: string; instead?: string },
  ): Promise<{ token: string; session: Session; seconds: number } | undefined> {
    const now = this.#house.clock()
    const mark = newSession(this.#house.key, tenant)
    const lasts = given.strength === 2 ? lastsMs.office : lastsMs.device
    await this.#house.asDoor(tenant, async (tx) => {
      if (given.instead)
        await tx.query('delete from sessions where tenant = $1 and session = $2 and account = $3', [
          tenant,
          given.instead,
          account,
        ])
      await tx.query('delete from sessions where tenant = $1 and account = $2 and until <= $3', [tenant, account, now])
      // Begun in the very millisecond of a revocation, it comes after it.
      await tx.query(
        `insert into sessions (tenant, session, account, strength, via, device, begun_at, used_at, until)
         select $1, $2, $3, $4, $5, $6, greatest($7, revoked_at + 1), $7, $8
         from accounts
         where tenant = $1 and account = $3 and state = 'open'`,
        [tenant, mark.session, account, given.strength, given.via, given.device, now, now + lasts],
      )
    })
    if (given.instead) this.#drop(tenant, given.instead)
    const session = await this.#load(mark)
    return session && { token: mark.token, session, seconds: Math.floor(lasts / 1000) }
  }

  /** A signature is checked once; that it was right stays so. Whether the session still stands is another question. */
  #remember(token: string, mark: SessionMark | undefined): SessionMark | undefined {
    if (!mark) return undefined
    this.#marks.set(token, mark)
    if (this.#marks.size > keptMax) this.#marks.delete(this.#marks.keys().next().value!)
    return mark
  }

  /**
   * The session of a cookie, undefined when it is forged, ended, expired or its account closed. From memory, but for
   * the first time.
   */
  async of(token: string | undefined): Promise<Session | undefined> {
    if (token === undefined) return undefined
    const mark = this.#marks.get(token) ?? this.#remember(token, readSession(this.#house.key, token))
    if (!mark) return undefined
    const kept = this.#kept.get(keyOf(mark))
    const session = kept?.session ?? (await this.#load(mark))
    return session && this.#use(mark, session)
  }

  async #use(mark: SessionMark, session: Session): Promise<Session | undefined> {
    const kept = this.#kept.get(keyOf(mark))
    const now = this.#house.clock()
    const idle = session.strength === 2 && kept !== undefined && now - kept.usedAt > officeIdleMs
    if (session.until <= now || idle) {
      this.#drop(mark.tenant, mark.session)
      return undefined
    }
    if (!kept) return session
    // A clock that was slow for a while must not make it look long unused.
    kept.usedAt = Math.max(kept.usedAt, now)
    if (Math.abs(now - kept.writtenAt) > touchedEveryMs) {
      kept.writtenAt = now
      // A phone in use stays logged in; an office's end is fixed.
      const until = session.strength === 1 ? now + lastsMs.device : session.until
      kept.session = { ...session, until }
      await this.#house.asDoor(mark.tenant, (tx) =>
        tx.query('update sessions set used_at = greatest(used_at, $3), until = $4 where tenant = $1 and session = $2', [
          mark.tenant,
          mark.session,
          now,
          until,
        ]),
      )
    }
    return session
  }

  async #load(mark: SessionMark): Promise<Session | undefined> {
    const before = this.#changes
    this.#loading += 1
    try {
      const read = await this.#read(mark)
      if (!read) return undefined
      const changedAt = Math.max(this.#forgottenAt, this.#changedAt.get(`${mark.tenant} ${read.session.account}`) ?? 0)
      if (changedAt <= before) this.#keep(read.session, read.usedAt)
      return read.session
    } finally {
      this.#loading -= 1
      if (this.#loading === 0) this.#changedAt.clear()
    }
  }

  async #read({ tenant, session }: SessionMark): Promise<{ session: Session; usedAt: Instant } | undefined> {
    const read = await this.#house.asDoor(tenant, async (tx) => {
      const { rows } = await tx.query<Row>(
        `select s.account, s.strength, s.via, s.begun_at::text as begun, s.used_at::text as used,
           s.until::text as until, a.state, a.revoked_at::text as revoked, a.factor, a.password
         from sessions s
         join accounts a on a.tenant = s.tenant and a.account = s.account
         where s.tenant = $1 and s.session = $2`,
        [tenant, session],
      )
      return rows[0] && { row: rows[0], grants: await grantsOf(tx, tenant, rows[0].account) }
    })
    if (!read) return undefined
    const { row, grants } = read
    const now = this.#house.clock()
    const [begunAt, usedAt, until] = [Number(row.begun), Number(row.used), Number(row.until)]
    if (row.state !== 'open' || begunAt <= Number(row.revoked) || until <= now) return undefined
    if (row.strength === 2 && now - usedAt > officeIdleMs) return undefined
    const withheld = row.strength === 2 ? [] : grants.filter((grant) => isOffice(grant.role))
    const held: Session = {
      tenant,
      session,
      account: row.account,
      strength: row.strength,
      via: row.via,
      begunAt,
      until,
      withheld,
      hasFactor: row.factor !== null,
      hasPassword: row.password !== null,
      actor: {
        tenant,
        account: row.account,
        person: row.account,
        grants: grants.filter((grant) => !withheld.includes(grant)),
      },
    }
    return { session: held, usedAt }
  }

  #keep(session: Session, usedAt: Instant): void {
    this.#kept.set(keyOf(session), { session, usedAt, writtenAt: usedAt })
    if (this.#kept.size > keptMax) this.#kept.delete(this.#kept.keys().next().value!)
  }

  #drop(tenant: Tenant, session: string): void {
    const key = keyOf({ tenant, session })
    this.#kept.delete(key)
    const watched = this.#watchers.get(key)
    this.#watchers.delete(key)
    for (const tell of watched?.told ?? []) tell()
  }

  /**
   * Calls back once when the session ends or what it may do changes: an open stream closes and is opened anew, or not.
   */
  watch(session: Session, ended: () => void): () => void {
    const key = keyOf(session)
    const watched = this.#watchers.get(key) ?? { session, told: new Set() }
    // What changed since the session was read is told at once: the reader may hold what is no longer so.
    const kept = this.#kept.get(key)?.session
    if (!kept || kept.actor !== session.actor) setImmediate(ended)
    watched.told.add(ended)
    this.#watchers.set(key, watched)
    return () => {
      watched.told.delete(ended)
      if (watched.told.size === 0 && this.#watchers.get(key) === watched) this.#watchers.delete(key)
    }
  }

  /** To be called in every process after each committed group, with the streams it changed. */
  changed(tenant: Tenant, streams: readonly string[]): void {
    const accounts = new Set(streams.filter((stream) => isStreamOf(stream, 'account')).map((stream) => idOf(stream)))
    if (accounts.size === 0) return
    this.#changes += 1
    if (this.#loading > 0) for (const account of accounts) this.#changedAt.set(`${tenant} ${account}`, this.#changes)
    for (const session of this.#known())
      if (session.tenant === tenant && accounts.has(session.account)) this.#drop(tenant, session.session)
  }

  /** When what came while this process did not listen is unknown, nothing in memory is trusted. */
  forgetAll(): void {
    this.#changes += 1
    this.#forgottenAt = this.#changes
    for (const session of this.#known()) this.#drop(session.tenant, session.session)
  }

  #known(): Session[] {
    return [
      ...[...this.#kept.values()].map((kept) => kept.session),
      ...[...this.#watchers.values()].map((watched) => watched.session),
    ]
  }

  /** Ends what is over though nobody asks: streams of expired sessions. Run each minute. */
  sweep(): void {
    const now = this.#house.clock()
    for (const { session, usedAt } of this.#kept.values())
      if (session.until <= now || (session.strength === 2 && now - usedAt > officeIdleMs))
        this.#drop(session.tenant, session.session)
  }

  async list(
    tenant: Tenant,
    account: Id,
  ): Promise<
    { session: string; device: string; via: Via; strength: 1 | 2; begunAt: number; usedAt: number; until: number }[]
  > {
    return this.#house.asDoor(tenant, async (tx) => {
      const { rows } = await tx.query<{
        session: string
        device: string
        via: Via
        strength: 1 | 2
        begunAt: number
        usedAt: number
        until: number
      }>(
        `select s.session, s.device, s.via, s.strength, s.begun_at::float8 as "begunAt",
           s.used_at::float8 as "usedAt", s.until::float8 as until
         from sessions s
         join accounts a on a.tenant = s.tenant and a.account = s.account
         where s.tenant = $1 and s.account = $2 and s.until > $3 and s.begun_at > a.revoked_at
         order by s.used_at desc
         limit 100`,
        [tenant, account, this.#house.clock()],
      )
      return rows
    })
  }

  /** Ends one of the account's own, or all but one. Another's is not found. @returns how many ended */
  async end(
    tenant: Tenant,
    account: Id,
    which: { readonly session: string } | { readonly allBut: string },
  ): Promise<number> {
    const ended = await this.#house.asDoor(tenant, async (tx) => {
      const { rows } =
        'session' in which
          ? await tx.query<{ session: string }>(
              `delete from sessions
               where tenant = $1 and account = $2 and session = $3
               returning session`,
              [tenant, account, which.session],
            )
          : await tx.query<{ session: string }>(
              `delete from sessions
               where tenant = $1 and account = $2 and session <> $3
               returning session`,
              [tenant, account, which.allBut],
            )
      return rows
    })
    for (const { session } of ended) this.#drop(tenant, session)
    return ended.length
  }
}

const keyOf = (mark: SessionMark) => `${mark.tenant} ${mark.session}`

async function grantsOf(tx: Tx, tenant: Tenant, account: Id): Promise<Grant[]> {
  const { rows } = await tx.query<{ role: Role; area: string; unit: string }>(
    `select role, area, unit
     from grants
     where tenant = $1 and account = $2
     order by role, area, unit`,
    [tenant, account],
  )
  return rows.map(({ role, area, unit }) => ({ role, area, ...(unit && { unit }) }))
}
