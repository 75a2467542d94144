// Who was called to which muster and what came of it: one row a person and muster, with all that the person called may
// read about it.
import type { Id } from '#domain/kernel/ids.ts'
import { idOf } from '#domain/kernel/stream.ts'
import type { Called } from '#domain/muster/terms.ts'
import type { MusterEvent } from '#domain/muster/commands.ts'
import { reachRows, withSteps } from '../../reach.ts'
import { isOf, type Recorded, type RecordedOf, type Tx, viewOf } from '#journal/view.ts'

type Of<T extends MusterEvent['type']> = RecordedOf<MusterEvent, T>
const musterOf = (recorded: { stream: string }) => idOf(recorded.stream)
const skillsOf = (person: Called) => person.reasons.flatMap((reason) => (reason.why === 'skill' ? [reason.skill] : []))

/** A wave. Who was thanked before is asked afresh: what they answered then is gone. */
async function call(tx: Tx, { tenant, stream, event }: Of<'people-called'>): Promise<void> {
  const { about, people } = event
  await tx.query(
    `insert into calls (
       tenant, muster, person, area, drill, what, lng, lat, leader, starts, ends, phase, wave, state, home, fits,
       skills, reasons, called_at, answer_by, seated, willing, told, reached
     )
     select $1, $2, c.person, $3, $4, $5, $6, $7, $8, $9, $10, 'running', $11, 'called', c.home, c.fits,
       coalesce((select array_agg(s) from jsonb_array_elements_text(c.skills) s), '{}'), c.reasons, $12, $13, false,
       false, false, '[]'
     from jsonb_to_recordset($14::jsonb) as c (person text, home text, fits integer, skills jsonb, reasons jsonb)
     on conflict (tenant, muster, person)
     do update set wave = excluded.wave, state = 'called', reasons = excluded.reasons, called_at = excluded.called_at,
       answer_by = excluded.answer_by, phase = 'running', starts = excluded.starts, ends = excluded.ends,
       answer = null, answered_at = null, minutes = null, willing = false, told = false, settled_at = null,
       reached = '[]'`,
    [
      tenant,
      musterOf({ stream }),
      about.area,
      event.drill ?? false,
      about.what,
      about.place[0],
      about.place[1],
      about.leader ?? null,
      about.from,
      about.until,
      event.wave,
      event.at,
      event.answerBy,
      JSON.stringify(
        people.map((person) => ({
          person: person.person,
          home: person.home,
          fits: person.fits,
          skills: skillsOf(person),
          reasons: person.reasons,
        })),
      ),
    ],
  )
}

/** What single events say of a call, by column. What is not said stays; `served` adds up and `first` is taken once. */
interface Said {
  state?: string
  answer?: string
  minutes?: number | null
  seated?: boolean
  told?: boolean
  willing?: boolean
  answered_at?: number
  first?: number
  arrived_at?: number
  evidence?: string
  late_seconds?: number | null
  left_at?: number | null
  served?: number
  settled_at?: number | null
}
const columns = {
  state: 'text',
  answer: 'text',
  minutes: 'integer',
  seated: 'boolean',
  told: 'boolean',
  willing: 'boolean',
  answered_at: 'double precision',
  first: 'double precision',
  arrived_at: 'double precision',
  evidence: 'text',
  late_seconds: 'integer',
  left_at: 'double precision',
  served: 'integer',
  settled_at: 'double precision',
} satisfies { [C in keyof Required<Said>]: string }

function saidBy(event: MusterEvent, before: Said): Said | undefined {
  switch (event.type) {
    case 'call-answered': {
      const spare = event.answer === 'coming' && !event.seated
      return {
        state: spare ? 'thanked' : event.answer,
        answer: event.answer,
        minutes: event.minutes ?? null,
        seated: event.seated,
        told: event.told ?? false,
        willing: spare,
        answered_at: event.at,
        first: before.first ?? event.at,
        settled_at: null,
      }
    }
    case 'person-arrived':
      return {
        state: 'arrived',
        arrived_at: event.at,
        evidence: event.evidence,
        late_seconds: event.lateSeconds ?? null,
        seated: event.seated,
        willing: false,
        left_at: null,
      }
    case 'person-left':
      return { state: 'left', left_at: event.at, seated: event.seated, served: (before.served ?? 0) + event.minutes }
    case 'person-absent':
      return { state: 'absent', seated: false, settled_at: event.at }
  }
}

const kept = Object.keys(columns).filter((column) => column !== 'first' && column !== 'served')
const sets = kept.map((column) => `${column} = case when r.row ? '${column}' then c.${column} else calls.${column} end`)
const changeAll = `update calls
  set
    ${sets.join(', ')},
    first_answered_at = coalesce(calls.first_answered_at, c.first),
    served_minutes = calls.served_minutes + coalesce(c.served, 0)
  from unnest($2::text[], $3::text[], $4::jsonb[]) as r (muster, person, row),
    jsonb_to_record(r.row) as c
      (${Object.entries(columns)
        .map(([column, type]) => `${column} ${type}`)
        .join(', ')})
  where calls.tenant = $1 and calls.muster = r.muster and calls.person = r.person`

/**
 * Changes to single calls, gathered until something touches many. The keys stand as columns of their own, so that they
 * are joined and the rest is unpacked only for what they find.
 */
class Gathered {
  readonly #rows = new Map<string, Said & { muster: Id; person: Id }>()
  #tenant = ''

  async add(tx: Tx, { tenant, stream, event }: Recorded<MusterEvent>): Promise<void> {
    if (tenant !== this.#tenant) await this.put(tx)
    this.#tenant = tenant
    if (!('person' in event)) return
    const key = `${stream} ${event.person}`
    const before = this.#rows.get(key) ?? { muster: musterOf({ stream }), person: event.person }
    this.#rows.set(key, { ...before, ...saidBy(event, before) })
  }

  async put(tx: Tx): Promise<void> {
    const rows = [...this.#rows.values()]
    if (rows.length > 0)
      await tx.query(changeAll, [
        this.#tenant,
        rows.map((row) => row.muster),
        rows.map((row) => row.person),
        rows.map(({ muster, person, ...said }) => JSON.stringify(said)),
      ])
    this.#rows.clear()
  }
}

async function reached(tx: Tx, { tenant, stream, event }: Of<'people-reached'>): Promise<void> {
  await tx.query(
    `update calls
     set reached = ${withSteps('calls.reached')}
     from jsonb_to_recordset($3::jsonb) as r (who text, steps jsonb)
     where calls.tenant = $1 and calls.muster = $2 and calls.person = r.who`,
    [tenant, musterOf({ stream }), reachRows(event.reached, event.about, event.at)],
  )
}

/** What changes many calls of a muster at once; $1 and $2 are its key. */
function sweep(event: MusterEvent): readonly [sql: string, values: readonly unknown[]] | undefined {
  const own = 'where tenant = $1 and muster = $2'
  switch (event.type) {
    case 'muster-filled':
      return [
        `update calls
         set phase = 'filled', state = case when state in ('called', 'talk') then 'thanked' else state end,
           settled_at = case when state in ('called', 'talk') then $3 else settled_at end ${own}`,
        [event.at],
      ]
    case 'seat-reopened':
      return [`update calls set phase = 'running' ${own}`, []]
    case 'muster-extended':
      return [`update calls set ends = $3 ${own}`, [event.until]]
    case 'stood-down':
      return [
        `update calls
         set phase = 'over', settled_at = coalesce(settled_at, $3),
           left_at = case when state = 'arrived' then $3 else left_at end,
           state = case when state in ('called', 'talk', 'coming') then 'released' when state = 'arrived' then 'left'
             else state end ${own}`,
        [event.at],
      ]
  }
}

/** Minutes of those who were still there when it ended. */
async function servedToTheEnd(tx: Tx, { tenant, stream, event }: Of<'stood-down'>): Promise<void> {
  if (event.left.length === 0) return
  await tx.query(
    `update calls
     set served_minutes = served_minutes + c.minutes
     from unnest($3::text[], $4::int[]) as c (person, minutes)
     where calls.tenant = $1 and calls.muster = $2 and calls.person = c.person`,
    [tenant, musterOf({ stream }), event.left.map(([person]) => person), event.left.map(([, minutes]) => minutes)],
  )
}

export const view = viewOf<MusterEvent>({
  name: 'calls',
  version: 2,
  table: `create table calls (
      tenant text not null, muster text not null, person text not null, area text collate "C" not null,
      drill boolean not null, what text not null, lng double precision not null, lat double precision not null,
      leader text, starts double precision not null, ends double precision not null, phase text not null,
      wave integer not null, state text not null, home text collate "C" not null, fits integer not null,
      skills text[] not null, reasons jsonb not null, called_at double precision not null,
      answer_by double precision not null, answer text, first_answered_at double precision,
      answered_at double precision, told boolean not null, minutes integer, seated boolean not null,
      willing boolean not null, arrived_at double precision, evidence text, late_seconds integer,
      left_at double precision, served_minutes integer not null default 0, settled_at double precision,
      reached jsonb not null, primary key (tenant, muster, person)
    ) with (fillfactor = 60);
    create index calls_person on calls (person, called_at desc);
    create index calls_area on calls (area, called_at desc);
    create index calls_recent on calls (called_at);
    create index calls_home on calls (home, called_at desc);`,
  visible: { area: 'area', person: 'person' },
  later: ['calls_person', 'calls_area', 'calls_recent', 'calls_home'],
  on: [
    'people-called',
    'call-answered',
    'person-arrived',
    'person-left',
    'person-absent',
    'muster-filled',
    'seat-reopened',
    'muster-extended',
    'stood-down',
    'people-reached',
  ],
  async feed(tx, events) {
    const gathered = new Gathered()
    for (const recorded of events) {
      const { tenant, event } = recorded
      if ('person' in event) {
        await gathered.add(tx, recorded)
        continue
      }
      await gathered.put(tx)
      if (isOf(recorded, 'people-called')) await call(tx, recorded)
      if (isOf(recorded, 'people-reached')) await reached(tx, recorded)
      const swept = sweep(event)
      if (swept) await tx.query(swept[0], [tenant, musterOf(recorded), ...swept[1]])
      if (isOf(recorded, 'stood-down')) await servedToTheEnd(tx, recorded)
    }
    await gathered.put(tx)
  },
})
