// Views made anew beside the live ones, to prove that what is shown is what was decided (rebuilt = live), and to put
// them in place. They stand in tables of the connection's own, which write no log, are seen by nobody else and are gone
// with it.
// Why not in one transaction: a row changed a thousand times within one leaves a thousand dead rows that nothing may
// clear away before its end (docs/decisions/0073-rebuild.md).
import type { Client } from 'pg'
import { feedFrom, type Fed } from './rebuild.ts'
import type { Tx, View } from './view.ts'

/** Pages of these tables kept in the connection's memory. */
const buffers = '64MB'

export interface Compared {
  readonly view: string
  readonly rows: number
  readonly missing: number
  readonly surplus: number
  /** Keys of some rows that differ, by the columns of the view's key. */
  readonly named: readonly string[]
}

/** Rows named of a view that differs. */
const namedMax = 5

/** A connection with the views whose tables stand on it. */
interface Half {
  readonly owner: Client
  readonly views: readonly View[]
}

/** Latest events looked at to see what a county's life is made of. */
const sampleMax = 10_000

/**
 * Shares the views out so that the connections have alike much to do: a view costs about as many events as it hears,
 * times the columns it writes.
 */
async function shareOut(owners: readonly Client[], views: readonly View[]): Promise<Half[]> {
  if (owners.length === 1) return [{ owner: owners[0], views }]
  const { rows } = await owners[0].query<{ type: string; n: number }>(
    `select event->>'type' as type, count(*)::int as n
     from (
       select event
       from journal
       where tenant = (select tenant from heads order by sequence desc limit 1)
       order by sequence desc
       limit $1
     ) r
     group by 1`,
    [sampleMax],
  )
  const heard = new Map(rows.map((row) => [row.type, row.n]))
  const cost = new Map(
    views.map((view) => [
      view,
      view.table.split(',').length * (1 + view.on.reduce((sum, type) => sum + (heard.get(type) ?? 0), 0)),
    ]),
  )
  const halves = owners.map((owner) => ({ owner, views: [] as View[], cost: 0 }))
  for (const view of [...views].sort((a, b) => cost.get(b)! - cost.get(a)!)) {
    const lightest = halves.reduce((best, half) => (half.cost < best.cost ? half : best))
    lightest.views.push(view)
    lightest.cost += cost.get(view)!
  }
  return halves
}

/** Statements of a view's table, but for the indexes by which its feed looks nothing up: here nobody asks. */
function withoutLater({ table, later = [] }: View): string {
  return table
    .split(';')
    .filter((statement) => !later.includes(/^\s*create index (\w+)/.exec(statement)?.[1] ?? ''))
    .join(';')
}

export class Beside {
  readonly #halves: readonly Half[]
  readonly #fed: Fed = new Map()
  events = 0

  private constructor(halves: readonly Half[]) {
    this.#halves = halves
  }

  /**
   * Makes the empty tables, on one connection or shared out to several. Within a transaction too, where they are gone
   * when it is rolled back.
   */
  static async make(owners: readonly Client[], views: readonly View[]): Promise<Beside> {
    const beside = new Beside(await shareOut(owners, views))
    for (const { owner } of beside.#halves) await owner.query(`set temp_buffers = '${buffers}'`)
    await beside.#among(async () => {
      for (const half of beside.#halves) for (const view of half.views) await half.owner.query(withoutLater(view))
    })
    return beside
  }

  /**
   * Feeds what the journal holds by now and has not been fed. Best begun outside of a transaction, and ended within the
   * one that compares.
   */
  async feed(progress?: (events: number) => void): Promise<void> {
    const before = this.events
    const sides = this.#halves.map(({ owner, views }) => ({ tx: inTurn(owner), views }))
    this.events += await this.#among(() => feedFrom(sides, this.#fed, (events) => progress?.(before + events)))
  }

  /** Opens a transaction on every connection, all of the same moment. */
  async begin(): Promise<void> {
    const [first, ...others] = this.#halves
    await first.owner.query('begin isolation level repeatable read')
    if (others.length === 0) return
    const {
      rows: [{ snapshot }],
    } = await first.owner.query<{ snapshot: string }>('select pg_export_snapshot() as snapshot')
    for (const { owner } of others) {
      await owner.query('begin isolation level repeatable read')
      await owner.query(`set transaction snapshot '${snapshot}'`)
    }
  }

  async end(how: 'commit' | 'rollback'): Promise<void> {
    for (const { owner } of this.#halves) await owner.query(how)
  }

  /** Compares every view. @param repair where they differ the rebuilt rows are put in place of the live ones */
  async compare(repair = false): Promise<Compared[]> {
    const compared = new Map<string, Compared>()
    await this.#each(async ({ owner, views }) => {
      for (const { name } of views) {
        const one = await compareView(owner, name)
        compared.set(name, one)
        if (repair && one.missing + one.surplus > 0) await putInPlace(owner, name)
      }
    })
    return [...compared.values()]
  }

  /** Fills the live tables, which have just been made and are empty, in the caller's transaction. */
  async fill(): Promise<void> {
    for (const { owner, views } of this.#halves)
      for (const { name } of views) {
        await fillLive(owner, name)
        await owner.query(`analyze public."${name}"`)
      }
  }

  async clear(): Promise<void> {
    await this.#each(async ({ owner, views }) => {
      for (const { name } of views) await owner.query(`drop table if exists pg_temp."${name}"`)
    })
  }

  /** Connections work side by side; all are waited for, whichever fails. */
  async #each(work: (half: Half) => Promise<unknown>): Promise<void> {
    const done = await Promise.allSettled(this.#halves.map(work))
    for (const one of done) if (one.status === 'rejected') throw one.reason
  }

  /** While this runs, a view's name means its table here. */
  async #among<T>(work: () => Promise<T>): Promise<T> {
    await this.#each(({ owner }) => owner.query('set search_path = pg_temp, public'))
    try {
      return await work()
    } finally {
      // A failed transaction takes no more statements, and forgets the path by itself.
      await this.#each(({ owner }) => owner.query('set search_path = public, pg_temp')).catch(() => undefined)
    }
  }
}

/** Puts the rebuilt rows of one view in place of the live ones. */
async function putInPlace(owner: Client, name: string): Promise<void> {
  await owner.query(`delete from public."${name}"`)
  await fillLive(owner, name)
}

/** Copies the rebuilt rows of one view into its empty live table. */
async function fillLive(owner: Client, name: string): Promise<void> {
  const columns = (await columnsOf(owner, `pg_temp."${name}"`))
    .filter((column) => !column.generated)
    .map((column) => `"${column.name}"`)
    .join(', ')
  await owner.query(`insert into public."${name}" (${columns}) select ${columns} from pg_temp."${name}"`)
}

interface Column {
  readonly name: string
  readonly type: string
  readonly generated: boolean
  readonly key: boolean
}

/** @param table with its schema, quoted */
async function columnsOf(owner: Client, table: string): Promise<Column[]> {
  const { rows } = await owner.query<Column>(
    `select attname as name, format_type(atttypid, atttypmod) as type, attgenerated <> '' as generated,
       coalesce(attnum = any(i.indkey), false) as key
     from pg_attribute a
     left join pg_index i on i.indrelid = a.attrelid and i.indisprimary
     where attrelid = $1::regclass and attnum > 0 and not attisdropped
     order by attnum`,
    [table],
  )
  return rows
}

/**
 * A live view beside the one made anew, row by row. What stands for equality is the text: every type has one. Most rows
 * are the same bytes already, which is seen ten times faster.
 */
export async function compareView(owner: Client, name: string): Promise<Compared> {
  const [anew, live] = [await columnsOf(owner, `pg_temp."${name}"`), await columnsOf(owner, `public."${name}"`)]
  const keys = anew.filter((column) => column.key)
  const key = keys.map((column) => `a."${column.name}" = l."${column.name}"`).join(' and ')
  if (key === '') throw new Error(`broken promise: view ${name} has a primary key`)
  const said = (columns: readonly Column[]) => columns.map((column) => `${column.name} ${column.type}`).join()
  const differ = `${said(anew) === said(live) ? 'a *<> l and ' : ''}a::text is distinct from l::text`
  // The key is unique among the rebuilt, so that a row has one row it should equal; one that differs is missing and
  // surplus.
  // Where the live table has lost its key, a rebuilt row may be met twice: what is met more often than it stands is
  // surplus.
  const {
    rows: [{ rows, met, missing, surplus }],
  } = await owner.query<Record<'rows' | 'met' | 'missing' | 'surplus', string>>(
    `select (select count(*) from pg_temp."${name}") as rows, count(*) filter (where anew) as met,
       count(*) filter (where anew and differs) as missing, count(*) filter (where live and differs) as surplus
     from (
       select a.tenant is not null as anew, l.tenant is not null as live,
         case when a.tenant is null or l.tenant is null then true else ${differ} end as differs
       from pg_temp."${name}" a
       full join public."${name}" l on ${key}
       offset 0
     ) r`,
  )
  const compared = {
    view: name,
    rows: Number(rows),
    missing: Number(missing),
    surplus: Number(surplus) + Number(met) - Number(rows),
  }
  if (compared.missing + compared.surplus === 0) return { ...compared, named: [] }
  const { rows: named } = await owner.query<{ named: string }>(
    `select distinct concat_ws(
       ' ', ${keys.map((column) => `coalesce(a."${column.name}", l."${column.name}")`).join(', ')}
     ) as named
     from pg_temp."${name}" a
     full join public."${name}" l on ${key}
     where a.tenant is null or l.tenant is null or ${differ}
     order by 1
     limit ${namedMax}`,
  )
  return { ...compared, named: named.map((row) => row.named) }
}

/**
 * A connection that is asked one thing at a time, whoever asks: views fold their next batch while the database works.
 */
function inTurn(owner: Client): Tx {
  let last: Promise<unknown> = Promise.resolve()
  return {
    query<Row>(text: string, values?: readonly unknown[]) {
      const asked = last.then(() => owner.query<Row & Record<string, unknown>>(text, values as unknown[]))
      last = asked.catch(() => undefined)
      return asked as unknown as Promise<{ rows: Row[]; rowCount: number | null }>
    },
  }
}

export interface Rebuilt {
  readonly events: number
  /** In the order of the views. */
  readonly views: readonly Compared[]
  readonly milliseconds: number
}

/**
 * Builds every view beside the live ones, brings them to one moment, compares them there row by row, and leaves nothing
 * behind.
 * @param owners connections as the owner: with two, the views are shared out and fed side by side
 * @param options.repair put the rebuilt tables' rows in place of the live ones where they differ
 */
export async function rebuild(
  owners: Client | readonly Client[],
  views: readonly View[],
  options: { repair?: boolean; progress?: (events: number) => void } = {},
): Promise<Rebuilt> {
  const began = performance.now()
  const beside = await Beside.make([owners].flat() as Client[], views)
  try {
    await beside.feed(options.progress)
    await beside.begin()
    try {
      await beside.feed(options.progress)
      const compared = new Map((await beside.compare(options.repair)).map((one) => [one.view, one]))
      await beside.end('commit')
      return {
        events: beside.events,
        views: views.map(({ name }) => compared.get(name)!),
        milliseconds: Math.round(performance.now() - began),
      }
    } catch (error) {
      await beside.end('rollback')
      throw error
    }
  } finally {
    await beside.clear()
  }
}
