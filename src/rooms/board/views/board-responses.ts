// How long it took to answer and to arrive, as histograms by area and hour, so that a median and a 90th percentile are
// read from some dozen rows. Calls that still wait for their first answer or arrival stand beside them until their
// muster is over, for only the call says when the waiting began. Drills count nowhere.
import { communityOf, type AreaId } from '#domain/kernel/area.ts'
import { idOf } from '#domain/kernel/stream.ts'
import type { MusterEvent } from '#domain/muster/commands.ts'
import { byTenant, type Recorded, type Tx, viewOf } from '#journal/view.ts'

const hourMs = 3_600_000
const levels = [6, 9, 12]
/** Buckets grow by 7 %, from half a minute on: a quantile read from them is off by 7 % at most. */
const growth = Math.log(1.07)
const firstMs = 30_000

export const bucketOf = (ms: number): number => Math.floor(Math.log(1 + Math.max(0, ms) / firstMs) / growth)
/** Where a bucket begins, in minutes. */
export const startOf = (bucket: number): number => ((Math.exp(bucket * growth) - 1) * firstMs) / 60_000

interface Waiting {
  readonly key: string
  readonly area: AreaId
  readonly at: number
  answered: boolean
  arrived: boolean
}

/** Waiting calls that a batch touches and that did not begin in it. */
async function findWaiting(tx: Tx, tenant: string, keys: readonly string[]): Promise<Map<string, Waiting>> {
  if (keys.length === 0) return new Map()
  const { rows } = await tx.query<Waiting>(
    `select key, area, at, answered, arrived
     from board_responses
     where tenant = $1 and key <> '' and key = any($2)`,
    [tenant, keys],
  )
  return new Map(rows.map((row) => [row.key, row]))
}

class Batch {
  readonly waiting: Map<string, Waiting>
  readonly changed = new Set<string>()
  readonly over = new Set<string>()
  readonly counts = new Map<string, { area: AreaId; hour: number; about: string; bucket: number; n: number }>()

  constructor(waiting: Map<string, Waiting>) {
    this.waiting = waiting
  }

  count(area: AreaId, calledAt: number, about: 'answer' | 'arrival', ms: number): void {
    const hour = Math.floor(calledAt / hourMs)
    const bucket = bucketOf(ms)
    for (const letters of levels) {
      if (area.length < letters) continue
      const key = `${area.slice(0, letters)} ${hour} ${about} ${bucket}`
      const row = this.counts.get(key) ?? { area: area.slice(0, letters), hour, about, bucket, n: 0 }
      row.n += 1
      this.counts.set(key, row)
    }
  }

  take({ stream, event }: Recorded<MusterEvent>): void {
    const muster = idOf(stream)
    if (event.type === 'people-called') {
      if (event.drill) return
      for (const { person } of event.people) {
        const key = `${muster}.${person}`
        // Asked afresh after having been thanked: the first answer has been counted.
        if (!this.waiting.has(key))
          this.waiting.set(key, {
            key,
            area: communityOf(event.about.area),
            at: event.at,
            answered: false,
            arrived: false,
          })
        this.changed.add(key)
      }
    }
    if (event.type === 'stood-down') {
      this.over.add(muster)
      // Who turns up afterwards is not counted, in this batch as little as in the next.
      for (const key of this.waiting.keys()) if (key.startsWith(`${muster}.`)) this.waiting.delete(key)
    }
    if (event.type !== 'call-answered' && event.type !== 'person-arrived') return
    const call = this.waiting.get(`${muster}.${event.person}`)
    const about = event.type === 'call-answered' ? 'answer' : 'arrival'
    if (!call || (about === 'answer' ? call.answered : call.arrived)) return
    this.count(call.area, call.at, about, event.at - call.at)
    if (about === 'answer') call.answered = true
    else call.arrived = true
    this.changed.add(call.key)
  }
}

/** Whoever is over has no row left, so that what comes later finds nothing. */
const keysIn = (events: readonly Recorded<MusterEvent>[]) => [
  ...new Set(
    events.flatMap(({ stream, event }) => {
      const muster = idOf(stream)
      if (event.type === 'people-called')
        return event.drill ? [] : event.people.map(({ person }) => `${muster}.${person}`)
      return event.type === 'call-answered' || event.type === 'person-arrived' ? [`${muster}.${event.person}`] : []
    }),
  ),
]

async function put(tx: Tx, tenant: string, batch: Batch): Promise<void> {
  const counts = [...batch.counts.values()].sort((a, b) =>
    a.area < b.area
      ? -1
      : a.area > b.area
        ? 1
        : a.hour - b.hour || (a.about < b.about ? -1 : a.about > b.about ? 1 : a.bucket - b.bucket),
  )
  if (counts.length > 0) {
    await tx.query(
      `insert into board_responses as b (tenant, area, hour, about, bucket, key, n, at, answered, arrived)
       select $1, area, hour, about, bucket, '', n, null, false, false
       from unnest($2::text[], $3::int[], $4::text[], $5::int[], $6::int[]) as c (area, hour, about, bucket, n)
       on conflict (tenant, area, hour, about, bucket, key)
       do update set n = b.n + excluded.n`,
      [
        tenant,
        counts.map((one) => one.area),
        counts.map((one) => one.hour),
        counts.map((one) => one.about),
        counts.map((one) => one.bucket),
        counts.map((one) => one.n),
      ],
    )
  }
  const waits = [...batch.changed].flatMap((key) => batch.waiting.get(key) ?? [])
  if (waits.length > 0) {
    await tx.query(
      `insert into board_responses (tenant, area, hour, about, bucket, key, n, at, answered, arrived)
       select $1, area, hour, 'waiting', 0, key, 0, at, answered, arrived
       from unnest($2::text[], $3::int[], $4::text[], $5::float8[], $6::boolean[], $7::boolean[]) as w (
         area, hour, key, at, answered, arrived
       )
       on conflict (tenant, area, hour, about, bucket, key)
       do update set answered = excluded.answered, arrived = excluded.arrived`,
      [
        tenant,
        waits.map((one) => one.area),
        waits.map((one) => Math.floor(one.at / hourMs)),
        waits.map((one) => one.key),
        waits.map((one) => one.at),
        waits.map((one) => one.answered),
        waits.map((one) => one.arrived),
      ],
    )
  }
  for (const muster of batch.over)
    await tx.query(`delete from board_responses where tenant = $1 and key <> '' and key ^@ $2`, [tenant, `${muster}.`])
}

export const view = viewOf<MusterEvent>({
  name: 'board_responses',
  version: 1,
  table: `create table board_responses (
      tenant text not null, area text collate "C" not null, hour integer not null, about text not null,
      bucket integer not null, key text collate "C" not null, n integer not null, at double precision,
      answered boolean not null, arrived boolean not null, primary key (tenant, area, hour, about, bucket, key)
    ) with (fillfactor = 70);
    create index board_responses_waiting on board_responses (tenant, key) where key <> '';`,
  visible: { area: 'area' },
  on: ['people-called', 'call-answered', 'person-arrived', 'stood-down'],
  async feed(tx, events) {
    for (const [tenant, own] of byTenant(events)) {
      const batch = new Batch(await findWaiting(tx, tenant, keysIn(own)))
      for (const one of own) batch.take(one)
      await put(tx, tenant, batch)
    }
  },
})
