// The one door: receive() parses, waits for its group, and answers when the group is durable. Everything that changes
// anything comes through here.
import type { KeyObject } from 'node:crypto'
import type { Pool } from 'pg'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Envelope, Instant, Receipt } from '#domain/kernel/envelope.ts'
import { isId, type Tenant } from '#domain/kernel/ids.ts'
import { kindOf } from '#domain/kernel/stream.ts'
import { append, keepDue, lockHead, moveHead, type Due, type Entry } from '#journal/append.ts'
import { digestOf, findReceipts, keepReceipts, type Answered, type Known } from '#journal/receipts.ts'
import { Full, Lines } from '#journal/lines.ts'
import { feed, feeding } from '#journal/rebuild.ts'
import { reactionId } from '#journal/own-ids.ts'
import { States } from '#journal/states.ts'
import type { Vault } from '#journal/vault.ts'
import type { Tx, View } from '#journal/view.ts'
import { batchesOf, findFacts, judge, type Judged, type Parsed } from './judge.ts'
import type { Judge } from '#rooms/room.ts'
import { lacksRoom, passes, retryAfterSeconds } from './passing.ts'
import type { Troubles } from './troubles.ts'
import { writing } from './writing.ts'

/** Commands in one transaction: an fsync is shared by so many, and the slowest waits some 30 ms for the others. */
const groupMax = 512
/** Commands judged and fed at once. */
const batchMax = 2_000
/** Commands waiting in this process; beyond, senders are asked to come again. */
const waitingMax = 20_000
/** Commands in one transaction from which statistics are gathered on the way. */
const analyseFrom = 2_000

export interface Committed {
  readonly tenant: Tenant
  readonly sequence: number
  readonly entries: readonly Entry[]
  /** When the earliest reaction falls due. */
  readonly due?: Instant
}

export interface ReceiverParts {
  /** Under which answers are sealed and commands remembered. */
  readonly receiptKey: KeyObject
  /** Under which reactions get their ids. */
  readonly ownKey: KeyObject
  /** Connections as the application role, for writing. */
  readonly pool: Pool
  readonly judges: ReadonlyMap<string, Judge>
  readonly views: readonly View[]
  readonly vault: Vault
  now(): Instant
  /** After each commit, before the answers leave. Must not throw. */
  committed(committed: Committed): void
  readonly troubles: Pick<Troubles, 'raise' | 'clear'>
  /** Marks this process in notifications, so that it does not hear itself. */
  readonly process: string
  log(message: string, error?: unknown): void
}

type Item = { readonly parsed: Parsed }

/** What a group has written so far. */
interface Written {
  readonly answered: Answered[]
  readonly entries: Entry[]
  readonly due: Due[]
}

class NotAll extends Error {
  readonly receipts: readonly Receipt[]
  constructor(receipts: readonly Receipt[]) {
    super('not all were accepted')
    this.receipts = receipts
  }
}

export class Receiver {
  readonly #parts: ReceiverParts
  readonly #states = new States()
  readonly #byType: ReturnType<typeof feeding>
  readonly #lines: Lines<Item, Receipt>
  #closed = false

  constructor(parts: ReceiverParts) {
    this.#parts = parts
    this.#byType = feeding(parts.views)
    this.#lines = new Lines<Item, Receipt>({
      groupMax,
      waitingMax,
      commit: (tenant, items) =>
        this.#commit(
          tenant,
          items.map((item) => item.parsed),
          false,
        ),
      failed: ({ parsed }, error) => this.#failed(parsed, error),
    })
  }

  get waiting(): number {
    return this.#lines.waiting
  }

  /** Never rejects: what cannot be done is said in the receipt. Resolves when the answer is durable. */
  async receive(envelope: Envelope, actor: Actor): Promise<Receipt> {
    const parsed = this.#parse(envelope, actor)
    if ('status' in parsed) return parsed
    if (this.#closed) return busy(envelope)
    return this.#lines.push(actor.tenant, { parsed }).catch((error: unknown) => {
      if (!(error instanceof Full)) this.#parts.log('a command could not be answered', error)
      return busy(envelope)
    })
  }

  /**
   * All of them or none, in one transaction. When one is not accepted nothing is kept, and each receipt says how it
   * would have been.
   */
  async receiveAll(envelopes: readonly Envelope[], actor: Actor): Promise<readonly Receipt[]> {
    const parsed = envelopes.map((envelope) => this.#parse(envelope, actor))
    if (parsed.some((one) => 'status' in one))
      return parsed.map((one) => ('status' in one ? one : { id: one.envelope.id, status: 'busy', retryAfterSeconds }))
    if (this.#closed) return envelopes.map(busy)
    try {
      return await this.#lines.alone(actor.tenant, () => this.#commit(actor.tenant, parsed as Parsed[], true))
    } catch (error) {
      if (error instanceof NotAll) return error.receipts
      if (error instanceof Full) return envelopes.map(busy)
      throw error
    }
  }

  /** Takes nothing new and resolves when all that waits is answered. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#lines.drained()
  }

  #parse(envelope: Envelope, actor: Actor): Parsed | Receipt {
    const { id, room, stream } = envelope
    if (!isId(id))
      return { id, status: 'malformed', problems: [{ path: 'id', problem: 'a UUID of version 7 or 8 is expected' }] }
    const judge = this.#parts.judges.get(room)
    if (!judge || !judge.room.streams.includes(kindOf(stream))) return { id, status: 'unknown' }
    const read = judge.schema.safeParse(envelope.command)
    if (!read.success)
      return {
        id,
        status: 'malformed',
        problems: read.error.issues
          .slice(0, 20)
          .map((issue) => ({ path: ['command', ...issue.path].join('.'), problem: issue.message })),
      }
    const command = read.data
    const asked = { id, stream, command, actor, at: envelope.at, now: 0 }
    return {
      envelope,
      actor,
      judge,
      command,
      digest: digestOf(this.#parts.receiptKey, room, stream, command),
      keys: judge.finder.keys(asked),
    }
  }

  /** One transaction. Throws when nothing of it stands. */
  async #commit(tenant: Tenant, commands: readonly Parsed[], allOrNone: boolean): Promise<readonly Receipt[]> {
    const { troubles } = this.#parts
    const written = writing(this.#parts.pool, tenant, async (client) => {
      const done = await this.#decideAll(client, tenant, commands, allOrNone)
      // Only now does anybody else see it: what was folded is kept, screens are told, then the senders are answered.
      return {
        result: done.receipts,
        after: () => {
          this.#states.keep(tenant, done.sequence, done.states)
          troubles.clear('no-room', 'there is room for commands again')
          if (done.entries.length > 0)
            this.#parts.committed({
              tenant,
              sequence: done.sequence,
              entries: done.entries,
              ...(done.due.length > 0 && { due: Math.min(...done.due.map((one) => one.at)) }),
            })
        },
      }
    })
    written.catch((error: unknown) => {
      if (lacksRoom(error))
        troubles.raise('no-room', `commands cannot be written for want of room: ${(error as Error).message}`)
    })
    return written
  }

  async #decideAll(tx: Tx, tenant: Tenant, commands: readonly Parsed[], allOrNone: boolean) {
    const { vault } = this.#parts
    const now = this.#parts.now()
    // Sent together, answered in order: what is read after the lock is what stands.
    const [head, known] = await Promise.all([
      lockHead(tx, tenant),
      findReceipts(
        tx,
        tenant,
        commands.map((one) => one.envelope.id),
      ),
    ])
    const before = head.sequence
    await this.#states.catchUp(tx, tenant, head.sequence)
    const { answers, fresh } = sortOut(commands, known)
    const batches = batchesOf(fresh, batchMax)
    const loading = this.#states.load(tx, tenant, new Map(fresh.map((one) => [one.envelope.stream, one.judge.room])))
    const [states, firstFacts] = await Promise.all([loading, findFacts(tx, batches[0] ?? [], now, vault)])
    const group: Written = { answered: [], entries: [], due: [] }
    let done = 0
    for (const batch of batches) {
      const facts = batch === batches[0] ? firstFacts : await findFacts(tx, batch, now, vault)
      const receipts = await this.#write(tx, tenant, head, judge(batch, states, facts, now), group)
      for (const receipt of receipts) answers.set(receipt.id, receipt)
      done += 1
      // A large import: after 1, 2, 4, 8 … batches, so that joins are planned for what the tables hold by now.
      if (batches.length > 1 && commands.length > analyseFrom && (done & (done - 1)) === 0)
        await tx.query('select muster_analyze()')
    }
    const receipts = commands.map((one) => answers.get(one)! ?? answers.get(one.envelope.id)!)
    if (allOrNone && receipts.some((receipt) => receipt.status !== 'accepted')) throw new NotAll(receipts)
    await this.#close(tx, tenant, head, before, group)
    return { receipts, states, entries: group.entries, due: group.due, sequence: head.sequence }
  }

  /** One batch as it was judged: what is sealed, events, views. Joins the `group`. @returns its receipts */
  async #write(
    tx: Tx,
    tenant: Tenant,
    head: Awaited<ReturnType<typeof lockHead>>,
    judged: ReturnType<typeof judge>,
    group: Written,
  ): Promise<readonly Receipt[]> {
    const writing = this.#parts.vault.put(
      tx,
      tenant,
      judged.flatMap((one) => one.records),
    )
    const { recorded, written } = append(
      tx,
      tenant,
      head,
      judged.flatMap((one) => one.drafted),
    )
    await Promise.all([writing, written, feed(tx, this.#byType, recorded, true)])
    let at = 0
    const receipts = judged.map((one) => {
      const own = recorded.slice(at, (at += one.drafted.length))
      const receipt = numbered(one.receipt, own.at(-1)?.sequence ?? head.sequence)
      group.due.push(...reactionsOf(this.#parts.ownKey, one, own))
      group.answered.push({ id: receipt.id, sender: one.parsed.actor.account, digest: one.parsed.digest, receipt })
      return receipt
    })
    for (const entry of recorded) group.entries.push(entry)
    return receipts
  }

  /** The end of a group: its receipts, what falls due, the journal's head, and word to the other processes. */
  async #close(
    tx: Tx,
    tenant: Tenant,
    head: Awaited<ReturnType<typeof lockHead>>,
    before: number,
    { answered, due }: Written,
  ): Promise<void> {
    const ends: Promise<unknown>[] = [
      keepReceipts(tx, tenant, this.#parts.receiptKey, head.sequence, answered),
      keepDue(tx, tenant, due),
    ]
    if (head.sequence > before) {
      ends.push(moveHead(tx, tenant, head))
      // One notification a group: inside every transaction it would cost a factor of five.
      ends.push(
        tx.query(`select pg_notify('muster', $1)`, [
          JSON.stringify({ process: this.#parts.process, tenant, from: before, to: head.sequence }),
        ]),
      )
    }
    await Promise.all(ends)
  }

  /**
   * One command alone made its transaction fail: trouble of the database passes, a broken promise of ours is answered
   * for good so that the queue behind it moves on.
   */
  async #failed(parsed: Parsed, error: unknown): Promise<Receipt> {
    const {
      envelope: { id },
      actor,
    } = parsed
    this.#parts.log(`command ${parsed.envelope.room}/${parsed.command.type} (${id}) failed`, error)
    if (passes(error)) return { id, status: 'busy', retryAfterSeconds }
    const receipt: Receipt = { id, status: 'refused', reason: 'fault' }
    try {
      await writing(this.#parts.pool, actor.tenant, async (client) => {
        const head = await lockHead(client, actor.tenant)
        await keepReceipts(client, actor.tenant, this.#parts.receiptKey, head.sequence, [
          { id, sender: actor.account, digest: parsed.digest, receipt },
        ])
        return { result: undefined }
      })
      return receipt
    } catch {
      return { id, status: 'busy', retryAfterSeconds }
    }
  }
}

/** Answers that stand already, by command; and the commands that have none, each id once. */
function sortOut(commands: readonly Parsed[], known: ReadonlyMap<string, Known>) {
  const answers = new Map<string | Parsed, Receipt>()
  const first = new Map<string, Parsed>()
  for (const one of commands) {
    const { id } = one.envelope
    const before = known.get(id)
    const twin = first.get(id)
    if (before)
      answers.set(
        one,
        before.sender === one.actor.account && before.digest === one.digest
          ? before.receipt
          : { id, status: 'conflict' },
      )
    else if (!twin) first.set(id, one)
    else if (twin.digest !== one.digest || twin.actor.account !== one.actor.account)
      answers.set(one, { id, status: 'conflict' })
  }
  return { answers, fresh: [...first.values()] }
}

const busy = ({ id }: Envelope): Receipt => ({ id, status: 'busy', retryAfterSeconds })

const numbered = (receipt: Receipt, sequence: number): Receipt =>
  receipt.status === 'accepted' ? { ...receipt, sequence } : receipt

function reactionsOf(key: KeyObject, { parsed }: Judged, recorded: readonly Entry[]): Due[] {
  const {
    judge: { room },
    actor,
  } = parsed
  if (!room.react) return []
  return recorded.flatMap(({ event, stream, at, command, version }) =>
    room.react!(event, stream, at).map((reaction): Due => ({
      id: reactionId(key, actor.tenant, command, version, reaction.name),
      at: reaction.at,
      room: reaction.room,
      stream: reaction.stream,
      command: reaction.command,
    })),
  )
}
