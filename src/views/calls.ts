// Who was called to which muster and what came of it: one row a person and muster, with all that the person called may read about it.
import type { Id } from '#domain/kernel/ids.ts'
import { reopenMin, type Called } from '#domain/muster/terms.ts'
import type { MusterEvent } from '#domain/muster/words.ts'
import type { Recorded, Tx, View } from '#journal/view.ts'

type Of<T extends MusterEvent['type']> = Recorded<Extract<MusterEvent, { type: T }>>
const musterOf = (recorded: { stream: string }) => recorded.stream.slice('muster/'.length)
const skillsOf = (person: Called) => person.reasons.flatMap((reason) => (reason.why === 'skill' ? [reason.skill] : []))

/** A wave. Who was thanked before is asked afresh: what they answered then is gone. */
async function call(tx: Tx, { tenant, stream, event }: Of<'people-called'>): Promise<void> {
  const { about, people } = event
  await tx.query(
    `insert into calls (tenant, muster, person, area, drill, what, lng, lat, leader, starts, ends, phase, wave, state, home, fits, skills, reasons, called_at, answer_by, seated, willing, told, reached)
     select $1, $2, c.person, $3, $4, $5, $6, $7, $8, $9, $10, 'running', $11, 'called', c.home, c.fits, coalesce((select array_agg(s) from jsonb_array_elements_text(c.skills) s), '{}'), c.reasons, $12, $13, false, false, false, '[]'
     from jsonb_to_recordset($14::jsonb) as c (person text, home text, fits integer, skills jsonb, reasons jsonb)
     on conflict (tenant, muster, person) do update set wave = excluded.wave, state = 'called', reasons = excluded.reasons, called_at = excluded.called_at, answer_by = excluded.answer_by, phase = 'running', starts = excluded.starts, ends = excluded.ends,
       answer = null, answered_at = null, minutes = null, willing = false, told = false, settled_at = null, reached = '[]'`,
    [tenant, musterOf({ stream }), about.area, event.drill ?? false, about.what, about.place[0], about.place[1], about.leader ?? null, about.from, about.until, event.wave, event.at, event.answerBy,
      JSON.stringify(people.map((person) => ({ person: person.person, home: person.home, fits: person.fits, skills: skillsOf(person), reasons: person.reasons })))],
  )
}

/** Applies changes to single calls: the last one of a call within the run counts. */
async function each<E extends MusterEvent & { readonly person: Id }>(tx: Tx, run: readonly Recorded<E>[], columns: string, set: string, row: (event: E) => Record<string, unknown>): Promise<void> {
  const rows = new Map(run.map((recorded) => [`${recorded.stream} ${recorded.event.person}`, { muster: musterOf(recorded), person: recorded.event.person, ...row(recorded.event) }]))
  await tx.query(
    `update calls set ${set} from jsonb_to_recordset($2::jsonb) as c (muster text, person text, ${columns}) where calls.tenant = $1 and calls.muster = c.muster and calls.person = c.person`,
    [run[0].tenant, JSON.stringify([...rows.values()])],
  )
}

const answered = (tx: Tx, run: readonly Of<'call-answered'>[]) => each(tx, run, 'answer text, minutes integer, seated boolean, told boolean, state text, at double precision',
  `answer = c.answer, minutes = c.minutes, seated = c.seated, told = c.told, state = c.state, willing = c.state = 'thanked', answered_at = c.at, first_answered_at = coalesce(first_answered_at, c.at), settled_at = null`,
  (event) => ({ answer: event.answer, minutes: event.minutes ?? null, seated: event.seated, told: event.told ?? false, state: event.answer === 'coming' && !event.seated ? 'thanked' : event.answer, at: event.at }))

const arrived = (tx: Tx, run: readonly Of<'person-arrived'>[]) => each(tx, run, 'at double precision, evidence text, late integer, seated boolean',
  `state = 'arrived', arrived_at = c.at, evidence = c.evidence, late_seconds = c.late, seated = c.seated, willing = false, left_at = null`,
  (event) => ({ at: event.at, evidence: event.evidence, late: event.lateSeconds ?? null, seated: event.seated }))

const left = (tx: Tx, run: readonly Of<'person-left'>[]) => each(tx, run, 'at double precision, minutes integer',
  // As evolve has it: a seat left long before the end is open again.
  `state = 'left', left_at = c.at, served_minutes = served_minutes + c.minutes, seated = seated and ends - c.at < ${reopenMin}`, (event) => ({ at: event.at, minutes: event.minutes }))

const absent = (tx: Tx, run: readonly Of<'person-absent'>[]) => each(tx, run, 'at double precision', `state = 'absent', seated = false, settled_at = c.at`, (event) => ({ at: event.at }))

async function reached(tx: Tx, { tenant, stream, event }: Of<'people-reached'>): Promise<void> {
  await tx.query(
    `update calls set reached = (select coalesce(jsonb_agg(r), '[]') from jsonb_array_elements(calls.reached) r where r->>'channel' <> c.channel or r->>'about' <> $4) || jsonb_build_array(jsonb_build_object('about', $4::text, 'channel', c.channel, 'outcome', c.outcome))
     from jsonb_to_recordset($3::jsonb) as c (person text, channel text, outcome text) where calls.tenant = $1 and calls.muster = $2 and calls.person = c.person`,
    [tenant, musterOf({ stream }), JSON.stringify(event.reached.map(([person, channel, outcome]) => ({ person, channel, outcome }))), event.about],
  )
}

/** What changes many calls of a muster at once; $1 and $2 are its key. */
function sweep(event: MusterEvent): readonly [sql: string, values: readonly unknown[]] | undefined {
  const own = 'where tenant = $1 and muster = $2'
  switch (event.type) {
    case 'muster-filled': return [`update calls set phase = 'filled', state = case when state in ('called', 'talk') then 'thanked' else state end, settled_at = case when state in ('called', 'talk') then $3 else settled_at end ${own}`, [event.at]]
    case 'seat-reopened': return [`update calls set phase = 'running' ${own}`, []]
    case 'muster-extended': return [`update calls set ends = $3 ${own}`, [event.until]]
    case 'stood-down': return [
      `update calls set phase = 'over', settled_at = coalesce(settled_at, $3),
         left_at = case when state = 'arrived' then $3 else left_at end,
         state = case when state in ('called', 'talk', 'coming') then 'released' when state = 'arrived' then 'left' else state end ${own}`, [event.at]]
  }
}

/** Minutes of those who were still there when it ended. */
async function servedToTheEnd(tx: Tx, { tenant, stream, event }: Of<'stood-down'>): Promise<void> {
  if (event.left.length === 0) return
  await tx.query(
    `update calls set served_minutes = served_minutes + c.minutes from unnest($3::text[], $4::int[]) as c (person, minutes) where calls.tenant = $1 and calls.muster = $2 and calls.person = c.person`,
    [tenant, musterOf({ stream }), event.left.map(([person]) => person), event.left.map(([, minutes]) => minutes)],
  )
}

const runners: { readonly [type: string]: (tx: Tx, run: readonly Recorded<never>[]) => Promise<void> } = { 'call-answered': answered, 'person-arrived': arrived, 'person-left': left, 'person-absent': absent }

export const view: View = {
  name: 'calls',
  version: 1,
  table: `create table calls (
    tenant text not null, muster text not null, person text not null, area text collate "C" not null, drill boolean not null, what text not null, lng double precision not null, lat double precision not null, leader text,
    starts double precision not null, ends double precision not null, phase text not null, wave integer not null, state text not null, home text collate "C" not null, fits integer not null, skills text[] not null, reasons jsonb not null,
    called_at double precision not null, answer_by double precision not null, answer text, first_answered_at double precision, answered_at double precision, told boolean not null, minutes integer, seated boolean not null, willing boolean not null,
    arrived_at double precision, evidence text, late_seconds integer, left_at double precision, served_minutes integer not null default 0, settled_at double precision, reached jsonb not null,
    primary key (tenant, muster, person));
  create index calls_person on calls (tenant, person, called_at desc);
  create index calls_area on calls (tenant, area, called_at desc);
  create index calls_untold on calls (tenant, called_at) where reached = '[]';
  create index calls_home on calls (tenant, home, called_at desc);`,
  visible: { area: 'area', person: 'person' },
  on: ['people-called', 'call-answered', 'person-arrived', 'person-left', 'person-absent', 'muster-filled', 'seat-reopened', 'muster-extended', 'stood-down', 'people-reached'],
  async feed(tx, events) {
    const all = events as readonly Recorded<MusterEvent>[]
    // Runs of one kind go in one statement: a flood of answers is one update.
    for (let i = 0; i < all.length;) {
      const { event, tenant } = all[i]
      let end = i + 1
      const runner = runners[event.type]
      if (runner) {
        while (end < all.length && all[end].event.type === event.type && all[end].tenant === tenant) end += 1
        await runner(tx, all.slice(i, end) as never)
      } else if (event.type === 'people-called') await call(tx, all[i] as Of<'people-called'>)
      else if (event.type === 'people-reached') await reached(tx, all[i] as Of<'people-reached'>)
      else {
        const swept = sweep(event)
        if (swept) await tx.query(swept[0], [tenant, musterOf(all[i]), ...swept[1]])
        if (event.type === 'stood-down') await servedToTheEnd(tx, all[i] as Of<'stood-down'>)
      }
      i = end
    }
  },
}
