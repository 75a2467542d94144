// Feeds views from the journal: each group as it is written, and the whole of it where they are made anew (beside.ts).
import type { Event } from '#domain/kernel/envelope.ts'
import type { Recorded, Tx, View } from './view.ts'

/** Events fed at once. The more, the oftener what they say of one row is folded here instead of written there. */
const batchEventsMax = 10_000
/**
 * Characters of their events: a wave of calls or a listed building is some hundred thousand, and 10,000 of those would
 * fill the memory.
 */
const batchTextMax = 8_000_000
/** Events asked for at once, so that a page of the largest stays small too. */
const pageMax = 2_000

/** Views by the events they are fed with. */
export function feeding(views: readonly View[]): Map<string, View[]> {
  const byType = new Map<string, View[]>()
  for (const view of views) for (const type of view.on) byType.set(type, [...(byType.get(type) ?? []), view])
  return byType
}

/** Each view's own events of a batch, in order. */
function sorted(byType: ReadonlyMap<string, readonly View[]>, events: readonly Recorded[]): Map<View, Recorded[]> {
  const own = new Map<View, Recorded[]>()
  for (const recorded of events) {
    for (const view of byType.get(recorded.event.type) ?? []) {
      const list = own.get(view)
      if (list) list.push(recorded)
      else own.set(view, [recorded])
    }
  }
  return own
}

/**
 * Feeds one batch to every view that listens, each its own events in order; the views side by side where the connection
 * can have several statements on their way.
 */
export async function feed(
  tx: Tx,
  byType: ReadonlyMap<string, readonly View[]>,
  events: readonly Recorded[],
  together = false,
): Promise<void> {
  const own = sorted(byType, events)
  if (together) await Promise.all([...own].map(([view, list]) => view.feed(tx, list)))
  else for (const [view, list] of own) await view.feed(tx, list)
}

interface Row {
  sequence: string
  stream: string
  version: number
  event: string
  at: string
  by: string
  command: string
}

/** A county's events after a place, in batches bounded by their number and by their length. */
async function* batchesOf(tx: Tx, tenant: string, after: number): AsyncGenerator<Recorded[]> {
  let batch: Recorded[] = []
  let length = 0
  for (let from = after; ;) {
    const { rows } = await tx.query<Row>(
      `select sequence, stream, version, event::text as event, at, by, command
       from journal
       where tenant = $1 and sequence > $2
       order by sequence
       limit $3`,
      [tenant, from, pageMax],
    )
    for (const row of rows) {
      batch.push({
        ...row,
        event: JSON.parse(row.event) as Event,
        tenant,
        sequence: Number(row.sequence),
        at: Number(row.at),
      })
      length += row.event.length
      if (batch.length < batchEventsMax && length < batchTextMax) continue
      yield batch
      ;[batch, length] = [[], 0]
    }
    if (rows.length < pageMax) break
    from = Number(rows.at(-1)!.sequence)
  }
  if (batch.length > 0) yield batch
}

/** How far each county's events have been fed. */
export type Fed = Map<string, number>

/** Views whose tables stand on one connection. */
export interface Side {
  readonly tx: Tx
  readonly views: readonly View[]
}

/** Batches on their way at once: one that the database works on, and one that is read and folded meanwhile. */
const batchesMax = 2

/** Feeds batches side by side, each view its own one after the other. */
class Feeding {
  readonly #byType: ReadonlyMap<string, readonly View[]>
  readonly #txOf: ReadonlyMap<View, Tx>
  /** When each view has taken what it was given. */
  readonly #taken = new Map<View, Promise<void>>()
  readonly #batches: Promise<PromiseSettledResult<void>[]>[] = []

  constructor(sides: readonly Side[]) {
    this.#byType = feeding(sides.flatMap((side) => side.views))
    this.#txOf = new Map(sides.flatMap(({ tx, views }) => views.map((view) => [view, tx] as const)))
  }

  /** Resolves when there is room for the next batch. @throws what a view threw over this or an earlier one */
  async give(events: readonly Recorded[]): Promise<void> {
    const taking = [...sorted(this.#byType, events)].map(([view, own]) => {
      const taken = (this.#taken.get(view) ?? Promise.resolve()).then(() => view.feed(this.#txOf.get(view)!, own))
      this.#taken.set(view, taken)
      return taken
    })
    this.#batches.push(Promise.allSettled(taking))
    await this.#leave(batchesMax - 1)
  }

  /** Resolves when nothing is on its way any more. @throws what a view threw */
  done(): Promise<void> {
    return this.#leave(0)
  }

  async #leave(most: number): Promise<void> {
    while (this.#batches.length > most) {
      const failed = (await this.#batches.shift()!).find((one) => one.status === 'rejected')
      if (!failed) continue
      // Each view's turn is over, too, before anybody hears of it: the connection is free again.
      await Promise.all(this.#batches.splice(0))
      throw failed.reason
    }
  }
}

/**
 * Feeds the journal, county by county, in order, from where `fed` says it ended before, and notes there how far it
 * went.
 * @param sides the journal is read on the last one's connection; each takes queries from several at once, and does them
 * in turn
 * @returns events read
 */
export async function feedFrom(
  sides: readonly Side[],
  fed: Fed = new Map(),
  progress?: (events: number) => void,
): Promise<number> {
  const { tx } = sides.at(-1)!
  const feeding = new Feeding(sides)
  let total = 0
  let batches = 0
  const { rows: tenants } = await tx.query<{ tenant: string }>('select tenant from heads order by tenant')
  try {
    for (const { tenant } of tenants) {
      for await (const batch of batchesOf(tx, tenant, fed.get(tenant) ?? 0)) {
        await feeding.give(batch)
        fed.set(tenant, batch.at(-1)!.sequence)
        total += batch.length
        batches += 1
        // Tables just made have no statistics: gathered after 1, 2, 4, 8 … batches, as they grow.
        if ((batches & (batches - 1)) === 0) {
          await feeding.done()
          await Promise.all(
            sides.map(async (side) => {
              for (const { name } of side.views) await side.tx.query(`analyze "${name}"`)
            }),
          )
        }
        progress?.(total)
      }
    }
  } finally {
    // Nothing is on its way any more when this is left, by whatever door.
    await feeding.done()
  }
  return total
}
