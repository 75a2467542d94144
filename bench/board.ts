// How quickly the board answers when ten million registrations and sign-ins lie behind it, through HTTP on a private
// PostgreSQL, and what counting costs when they happen.
// Run: nice -n 10 node bench/board.ts [millions, 10 if left out]
import { createHash } from 'node:crypto'
import { uuid8 } from '#domain/kernel/ids.ts'
import type { Recorded, Tx } from '#journal/view.ts'
import { view as boardHours } from '#rooms/board/views/board-hours.ts'
import { community, county, openHouse, populate, settle } from '#test/house.ts'

const millions = Number(process.argv[2] ?? 10)
const perEvent = 200
const events = Math.round((millions * 1e6) / perEvent)
/** Registrations of a group of commands as the door commits them: some hundred people of many homes. */
const batch = 512
const rounds = 40
const [townships, communities] = [12, 18]
const [doorsPerCommunity, buildingsPerCommunity, samplesInRound] = [25, 24, 246_491]
const questions = 2_000
const hour = 3_600_000

const id = (n: number) => uuid8(Uint8Array.from(createHash('sha256').update(`bench ${n}`).digest()))
const homes = Array.from(
  { length: townships * communities },
  (_, i) => `${county}${100 + Math.floor(i / communities)}${String(1 + (i % communities)).padStart(3, '0')}`,
)
const start = Math.floor(Date.UTC(2026, 9, 12, 2) / hour) * hour
const roundIds = Array.from({ length: rounds }, (_, n) => id(n))

/** Every third event is somebody's sign-in; the rest are registrations of people from six communities around. */
function eventOf(n: number): Recorded {
  const round = n % rounds
  const at = start - Math.floor(round / 2) * 24 * hour + (n % 12) * hour
  const home = homes[n % homes.length]
  const base = { tenant: county, sequence: n, stream: 'point/x', version: 1, at, by: id(1), command: id(2) }
  const people = Array.from({ length: perEvent }, (_, i) => [
    i,
    0,
    '',
    i * 20,
    `${homes[(n + (i % 6)) % homes.length]}-01-0001-0101`,
  ])
  return {
    ...base,
    event: {
      type: 'samples-taken',
      round: roundIds[round],
      point: id(3),
      area: home,
      device: id(4),
      lane: 1,
      from: at,
      tubes: [],
      people,
    } as never,
  }
}

const house = await openHouse({ start: start + 10 * hour, timers: false })
try {
  await settle(house)
  for (let t = 0; t < townships; t++)
    if (t > 0) await house.given(['registry', `area/${county}${100 + t}`, { type: 'name-area', name: `镇${t}` }])
  await house.given(
    ...homes
      .filter((home) => home !== community)
      .map((home): [string, string, { type: string; name: string }] => [
        'registry',
        `area/${home}`,
        { type: 'name-area', name: '社区' },
      ]),
  )
  await populate(house, 1_590)
  const began = performance.now()
  for (let from = 0; from < events; from += batch)
    await house.asDoor(county, (tx: Tx) =>
      boardHours.feed(
        tx,
        Array.from({ length: Math.min(batch, events - from) }, (_, i) => eventOf(from + i)),
      ),
    )
  const fed = performance.now() - began
  const rows = Number((await house.sql<{ n: string }>('select count(*) as n from board_hours'))[0].n)
  const counted = Number(
    (await house.sql<{ n: string }>('select sum(taken) as n from board_hours where area = $1', [county]))[0].n,
  )
  // One round as large as a county's: its list of doors, its call-up, and registrations of which every two-hundredth
  // met somebody twice.
  await house.sql(
    `insert into rounds (tenant, round, operation, area, number, kind, starts, ends, state, drafted_at)
     values ($1, $2, $3, $1, 1, 'sampling', $4, $5, 'running', $4)`,
    [county, roundIds[0], id(7), start, start + 12 * hour],
  )
  await house.sql(
    `insert into door_visits (tenant, round, household, building, purpose, people, priority, planned, state)
     select $1, $2, h || '-01-0001-' || lpad(n::text, 4, '0'), h || '-01-0001', 'sampling', 1, 1, true, 'todo'
     from unnest($3::text[]) h, generate_series(1, ${doorsPerCommunity}) n`,
    [county, roundIds[0], homes],
  )
  await house.sql(
    `insert into round_slots (tenant, round, building, point, starts, ends, people)
     select $1, $2, h || '-01-' || lpad(n::text, 4, '0'), $4, $5, $6, 40
     from unnest($3::text[]) h, generate_series(1, ${buildingsPerCommunity}) n`,
    [county, roundIds[0], homes, id(3), start, start + 12 * hour],
  )
  await house.sql(
    `insert into samples (
       tenant, round, point, number, lane, device, area, tube, subject, household, building, taken_at, duplicate
     )
     select $1, $2, $4, n, 1, $4, h, 'A' || n, 's' || n, h || '-01-0001-0101', h || '-01-0001', $5, n % 200 = 0
     from (select n, ($3::text[])[1 + n % ${homes.length}] as h from generate_series(1, ${samplesInRound}) n) r`,
    [county, roundIds[0], homes, id(3), start],
  )
  await house.sql('analyze')
  const asker = await house.as({ role: 'dispatcher', area: county })
  const [took, ofRound]: [number[], number[]] = [[], []]
  for (let i = 0; i < questions; i++) {
    const t = performance.now()
    const { status } = await asker.ask('board', {
      area: i % 3 === 0 ? county : `${county}${100 + (i % townships)}`,
      ...(i % 4 === 0 ? { round: roundIds[0] } : i % 2 && { day: `202610${String(1 + (i % 12)).padStart(2, '0')}` }),
    })
    if (status !== 200) throw new Error(`the board answered ${status}`)
    took.push(performance.now() - t)
    if (i % 4 === 0) ofRound.push(took[took.length - 1])
  }
  const at = (list: number[], q: number) =>
    Number(list.sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(q * list.length))].toFixed(1))
  console.log(
    JSON.stringify({
      registrations: counted,
      events,
      rows,
      feedSeconds: Math.round(fed / 100) / 10,
      registrationsPerSecond: Math.round((counted / fed) * 1000),
      questions,
      p50ms: at(took, 0.5),
      p99ms: at(took, 0.99),
      worstMs: at(took, 1),
      ofRound: { p50ms: at(ofRound, 0.5), p99ms: at(ofRound, 0.99) },
    }),
  )
} finally {
  await house.stop()
}
