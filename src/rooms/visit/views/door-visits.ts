// Doors of each round as they stand: to be visited, claimed for a while, done, nobody home; with the next visit and who
// holds it.
import { idOf, isStreamOf } from '#domain/kernel/stream.ts'
import { stateAfter } from '#domain/visit/terms.ts'
import type { VisitEvent } from '#domain/visit/commands.ts'
import type { OperationEvent } from '#domain/operation/commands.ts'
import { type Tx, viewOf } from '#journal/view.ts'

type AnyEvent = VisitEvent | OperationEvent
const householdsOf = (event: { readonly building: string; readonly doors: readonly string[] }) =>
  event.doors.map((door) => `${event.building}-${door}`)

async function plan(tx: Tx, tenant: string, round: string, event: AnyEvent): Promise<void> {
  if (event.type === 'visits-put') {
    await tx.query(
      `insert into door_visits (tenant, round, household, building, purpose, people, priority, planned, state)
       select $1, $2, v.household, min(v.building), (array_agg(v.purpose order by v.priority, v.purpose))[1],
         max(v.people), min(v.priority), true, 'todo'
       from jsonb_to_recordset($3::jsonb) as v (
         household text, building text, purpose text, people integer, priority integer
       )
       group by v.household
       on conflict (tenant, round, household)
       do update set planned = true, listed = true, people = excluded.people,
         priority = least(door_visits.priority, excluded.priority),
         purpose = case when door_visits.planned then door_visits.purpose else excluded.purpose end`,
      [tenant, round, JSON.stringify(event.visits)],
    )
  }
  // What was found stays; what nobody has touched goes with the plan.
  if (event.type === 'visits-removed') {
    await tx.query(
      `delete from door_visits
       where tenant = $1 and round = $2 and household = any($3) and outcome is null`,
      [tenant, round, event.households],
    )
    await tx.query(
      `update door_visits
       set planned = false
       where tenant = $1 and round = $2 and household = any($3)`,
      [tenant, round, event.households],
    )
  }
  if (event.type === 'round-dropped')
    await tx.query('delete from door_visits where tenant = $1 and round = $2', [tenant, round])
}

/** A door that no plan names gets its row when somebody claims or reports it. */
const made = `insert into door_visits (
    tenant, round, household, building, purpose, people, priority, planned, state, listed
  )
  select $1, $2, h, $3, 'check', 0, 3, false, 'todo', not h = any($5)
  from unnest($4::text[]) h
  on conflict (tenant, round, household) do nothing`

/** Taken back, a door that no plan names is gone as if nobody had spoken of it. */
const unmade = `delete from door_visits
  where tenant = $1 and round = $2 and household = any($3) and not planned`
const notMade = `${unmade} and outcome is null`

async function change(tx: Tx, tenant: string, event: AnyEvent): Promise<void> {
  if (
    event.type !== 'doors-claimed' &&
    event.type !== 'doors-released' &&
    event.type !== 'doors-reported' &&
    event.type !== 'doors-reopened'
  )
    return
  const households = householdsOf(event)
  if (households.length === 0) return
  const key = [tenant, event.round, households]
  const strange = 'unlisted' in event ? (event.unlisted ?? []).map((door) => `${event.building}-${door}`) : []
  if (event.type === 'doors-claimed' || event.type === 'doors-reported')
    await tx.query(made, [tenant, event.round, event.building, households, strange])
  if (event.type === 'doors-claimed')
    await tx.query(
      `update door_visits
       set claimed_by = $4, claim_until = $5, state = case when outcome is null then 'claimed' else state end
       where tenant = $1 and round = $2 and household = any($3)`,
      [...key, event.by, event.until],
    )
  if (event.type === 'doors-released') {
    await tx.query(notMade, key)
    await tx.query(
      `update door_visits
       set claimed_by = null, claim_until = null, state = case when outcome is null then 'todo' else state end
       where tenant = $1 and round = $2 and household = any($3)`,
      key,
    )
  }
  if (event.type === 'doors-reported') {
    await tx.query(
      `update door_visits
       set state = $4, outcome = $5, by = $6, at = $7, revisit_at = $8, note = coalesce($9, note), claimed_by = null,
         claim_until = null, knocks = knocks + 1
       where tenant = $1 and round = $2 and household = any($3)`,
      [
        ...key,
        stateAfter(event.outcome),
        event.outcome,
        event.by ?? null,
        event.at,
        event.revisitAt ?? null,
        event.note ?? null,
      ],
    )
  }
  if (event.type === 'doors-reopened') {
    await tx.query(unmade, key)
    await tx.query(
      `update door_visits
       set state = 'todo', outcome = null, by = null, at = null, revisit_at = null, claimed_by = null,
         claim_until = null
       where tenant = $1 and round = $2 and household = any($3)`,
      key,
    )
  }
}

export const view = viewOf<AnyEvent>({
  name: 'door_visits',
  version: 2,
  table: `create table door_visits (
      tenant text not null, round text not null, household text collate "C" not null,
      building text collate "C" not null, purpose text not null, people integer not null, priority integer not null,
      planned boolean not null, state text not null, outcome text, by text, at double precision,
      revisit_at double precision, note text, claimed_by text, claim_until double precision,
      knocks integer not null default 0, listed boolean not null default true,
      primary key (tenant, round, household)
    ) with (fillfactor = 80);
    create index door_visits_building on door_visits (tenant, round, building);
    create index door_visits_claimed on door_visits (tenant, claimed_by, claim_until) where claimed_by is not null;`,
  visible: { area: 'household', person: 'claimed_by' },
  on: [
    'visits-put',
    'visits-removed',
    'round-dropped',
    'doors-claimed',
    'doors-released',
    'doors-reported',
    'doors-reopened',
  ],
  // One statement or two an event: a report is one event for many doors.
  async feed(tx, events) {
    for (const { tenant, stream, event } of events) {
      if (isStreamOf(stream, 'round')) await plan(tx, tenant, idOf(stream), event)
      else await change(tx, tenant, event)
    }
  },
})
