// The spine of a small house: judges and keeps, in the manner of the journal, all or nothing for a batch, one batch
// after the other; and probes what would be answered.
import type pg from 'pg'
import { allowed, type Actor } from '#domain/kernel/actor.ts'
import type { PrivateRecord } from '#domain/kernel/decider.ts'
import type { Command, Envelope, Event, Receipt } from '#domain/kernel/envelope.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import { kindOf } from '#domain/kernel/stream.ts'
import { asDoor } from '#journal/scope.ts'
import type { Recorded, Tx } from '#journal/view.ts'
import { judges, views } from '#rooms/all.ts'
import type { DeskVault } from '#server/identity/needs.ts'

/** The rooms around the gate; those of a round have a permission table of their own. */
export const rooms = Object.fromEntries(
  ['registry', 'access', 'muster', 'dossier', 'notice', 'ending'].map((name) => [name, judges.get(name)!]),
)

class NotAll extends Error {
  readonly receipts: Receipt[]
  constructor(receipts: Receipt[]) {
    super('not all were accepted')
    this.receipts = receipts
  }
}

/** Probes in one transaction. */
const probesMax = 500

/** What is sealed, in memory and in clear. */
class Sealed {
  private readonly bodies = new Map<string, unknown>()
  private readonly lookups = new Map<string, Set<Id>>()

  readonly vault = {
    open: async (_tx: Tx, kind: string, ids: readonly Id[]) =>
      new Map(ids.filter((id) => this.bodies.has(`${kind} ${id}`)).map((id) => [id, this.bodies.get(`${kind} ${id}`)])),
    find: async (_tx: Tx, kind: string, keys: readonly string[]) =>
      new Map(
        keys
          .filter((key) => this.lookups.has(`${kind} ${key}`))
          .map((key) => [key, [...this.lookups.get(`${kind} ${key}`)!]]),
      ),
  } as unknown as DeskVault

  keep(record: PrivateRecord): void {
    this.bodies.set(`${record.kind} ${record.id}`, record.body)
    for (const key of record.lookups ?? []) {
      const name = `${record.kind} ${key}`
      this.lookups.set(name, (this.lookups.get(name) ?? new Set()).add(record.id))
    }
  }
}

export class Spine {
  readonly journal: Recorded[] = []
  private readonly sealed = new Sealed()
  readonly vault = this.sealed.vault
  private states = new Map<string, unknown>()
  private told: (tenant: Tenant, streams: readonly string[]) => void = () => {}
  private made: (stream: string, event: Event) => void = () => {}
  private line: Promise<unknown> = Promise.resolve()
  private readonly pool: pg.Pool
  private readonly clock: () => number

  constructor(pool: pg.Pool, clock: () => number) {
    this.pool = pool
    this.clock = clock
  }

  onCommit(tell: (tenant: Tenant, streams: readonly string[]) => void): void {
    this.told = tell
  }

  onEvent(tell: (stream: string, event: Event) => void): void {
    this.made = tell
  }

  receiveAll(envelopes: readonly Envelope[], actor: Actor): Promise<readonly Receipt[]> {
    return this.inLine(() => this.batch(envelopes, actor))
  }

  /** What would be answered, one by one, each undone again: for asking about rights at length. */
  probe(cells: readonly (readonly [Envelope, Actor])[]): Promise<Receipt[]> {
    return this.inLine(async () => {
      const all: Receipt[] = []
      for (let from = 0; from < cells.length; from += probesMax)
        await asDoor(this.pool, cells[from][1].tenant, async (tx) => {
          for (const [envelope, actor] of cells.slice(from, from + probesMax)) {
            const [before, length] = [this.states, this.journal.length]
            this.states = new Map(before)
            await tx.query(`savepoint probe; select set_config('muster.tenant', '${actor.tenant}', true)`)
            all.push(await this.judge(tx, envelope, actor))
            await tx.query('rollback to savepoint probe; release savepoint probe')
            this.states = before
            this.journal.length = length
          }
        })
      return all
    })
  }

  private inLine<T>(work: () => Promise<T>): Promise<T> {
    const done = this.line.then(work)
    this.line = done.catch(() => {})
    return done
  }

  private async judge(tx: Tx, envelope: Envelope, actor: Actor): Promise<Receipt> {
    const { id, stream } = envelope
    const now = this.clock()
    const part = rooms[envelope.room]
    if (!part || !part.room.streams.includes(kindOf(stream))) return { id, status: 'unknown' }
    const parsed = part.schema.safeParse(envelope.command)
    if (!parsed.success) {
      const problems = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), problem: issue.code }))
      return { id, status: 'malformed', problems }
    }
    const command = parsed.data as Command
    const [facts] = await part.finder.find(tx, [{ id, stream, command, actor, at: envelope.at, now }], this.vault)
    const key = `${actor.tenant} ${stream}`
    const state = this.states.get(key) ?? part.room.initial(stream)
    const target = part.room.target(state, command, facts, stream)
    if (!target || !allowed(part.room.may[command.type], actor, target)) return { id, status: 'unknown' }
    const decision = part.room.decide(state, command, facts, { actor, now, at: envelope.at, id })
    if ('refused' in decision) return { id, status: 'refused', reason: decision.refused }
    this.states.set(key, decision.events.reduce(part.room.evolve, state))
    for (const record of decision.records ?? []) this.sealed.keep(record)
    await this.record(tx, envelope, actor, decision.events)
    return { id, status: 'accepted', sequence: this.journal.length, version: 1 }
  }

  private async record(
    tx: Tx,
    { id, stream }: Envelope,
    { tenant, account }: Actor,
    events: readonly Event[],
  ): Promise<void> {
    const { journal } = this
    const [before, version] = [
      journal.length,
      journal.filter((one) => one.tenant === tenant && one.stream === stream).length,
    ]
    const recorded = events.map((event, at): Recorded => ({
      tenant,
      sequence: before + at + 1,
      stream,
      version: version + at + 1,
      event,
      at: this.clock(),
      by: account,
      command: id,
    }))
    journal.push(...recorded)
    for (const event of events) this.made(stream, event)
    for (const view of views) {
      const mine = recorded.filter(({ event }) => view.on.includes(event.type))
      if (mine.length > 0) await view.feed(tx, mine)
    }
  }

  private async batch(envelopes: readonly Envelope[], actor: Actor): Promise<readonly Receipt[]> {
    const before = new Map(this.states)
    const { length } = this.journal
    try {
      const receipts = await asDoor(this.pool, actor.tenant, async (tx) => {
        const all: Receipt[] = []
        for (const envelope of envelopes) all.push(await this.judge(tx, envelope, actor))
        if (all.some((receipt) => receipt.status !== 'accepted')) throw new NotAll(all)
        return all
      })
      this.told(
        actor.tenant,
        envelopes.map((envelope) => envelope.stream),
      )
      return receipts
    } catch (error) {
      this.states = before
      this.journal.length = length
      if (error instanceof NotAll) return error.receipts
      throw error
    }
  }
}
