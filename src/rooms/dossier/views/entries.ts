// Entries of service as they stand: whose hours, where, how known, what both sides said. Names, duties and words are
// sealed.
import type { AreaId } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { idOf, streamOf } from '#domain/kernel/stream.ts'
import { evidences, type Evidence } from '#domain/dossier/terms.ts'
import type { DossierEvent } from '#domain/dossier/commands.ts'
import { byTenant, type Recorded, type Tx, viewOf } from '#journal/view.ts'

/**
 * A row as it is written; `hours` holds the stretches as a multirange of milliseconds, so that overlaps are found where
 * somebody came back.
 */
export interface EntryRow {
  readonly entry: string
  readonly person: Id
  readonly unit: Id | null
  readonly area: AreaId
  readonly source: string
  readonly occasion: Id | null
  readonly starts: number
  readonly ends: number
  readonly hours: string
  readonly minutes: number
  readonly evidence: Evidence
  readonly late: boolean
  readonly state: string
  readonly answer: string | null
  /** Where the duty that counts now is sealed. */
  readonly opening: Id
  /** The statement that says the whole entry as it stands. */
  readonly statement: Id
  readonly sayings: number
  readonly corrections: number
  readonly spoken: readonly string[]
  readonly opened_at: number
  readonly confirmed_at: number | null
  readonly answered_at: number | null
}

const weaker = (a: Evidence, b: Evidence): Evidence => (evidences.indexOf(a) > evidences.indexOf(b) ? a : b)
const stretch = (from: number, until: number) => `[${from},${until})`
const added = (hours: string, from: number, until: number) =>
  `{${[hours.slice(1, -1), stretch(from, until)].filter((part) => part !== '').join(',')}}`

type Opened = Extract<DossierEvent, { readonly type: 'entry-opened' }>

const opened = (entry: Id, event: Opened, at: number, command: Id): EntryRow => ({
  entry,
  person: event.person,
  unit: event.unit ?? null,
  area: event.area,
  source: event.source,
  occasion: event.of ?? null,
  starts: event.from,
  ends: event.until,
  hours: added('{}', event.from, event.until),
  minutes: event.minutes,
  evidence: event.evidence,
  late: event.late ?? false,
  state: 'open',
  answer: null,
  opening: event.opening,
  statement: command,
  sayings: 1,
  corrections: 0,
  spoken: [],
  opened_at: at,
  confirmed_at: null,
  answered_at: null,
})

/** What an event leaves of a row. */
function after(
  row: EntryRow | undefined,
  { stream, event, at, command }: Recorded<DossierEvent>,
): EntryRow | undefined {
  if (event.type === 'entry-opened') return opened(idOf(stream), event, at, command)
  if (!row) return undefined
  const next = { ...row, statement: command, sayings: row.sayings + 1 }
  switch (event.type) {
    case 'entry-stretched':
      return {
        ...next,
        state: 'open',
        ends: event.until,
        hours: added(row.hours, event.from, event.until),
        minutes: row.minutes + event.minutes,
        evidence: weaker(row.evidence, event.evidence),
      }
    case 'entry-confirmed':
      return { ...next, state: 'confirmed', confirmed_at: at }
    case 'entry-answered':
      return {
        ...next,
        answer: event.answer,
        answered_at: at,
        spoken: event.said ? [...new Set([...row.spoken, 'unit'])] : row.spoken,
      }
    case 'entry-corrected': {
      const moved = event.from !== row.starts || event.until !== row.ends
      return {
        ...next,
        state: 'open',
        corrections: row.corrections + 1,
        opening: event.opening,
        starts: event.from,
        ends: event.until,
        minutes: event.minutes,
        evidence: event.evidence,
        ...(moved && { hours: added('{}', event.from, event.until), late: false }),
      }
    }
    case 'entry-withdrawn':
      return { ...next, state: 'withdrawn' }
    case 'feedback-given':
      return { ...next, spoken: [...new Set([...row.spoken, event.as])] }
    default:
      return row
  }
}

const shape = `entry text, person text, unit text, area text, source text, occasion text, starts double precision,
    ends double precision, hours text, minutes integer, evidence text, late boolean, state text, answer text,
    opening text, statement text, sayings integer, corrections integer, spoken jsonb, opened_at double precision,
    confirmed_at double precision, answered_at double precision`
const columns = shape.split(',').map((column) => column.trim().split(' ')[0])
const changing = columns.filter((column) => column !== 'entry')

async function put(tx: Tx, tenant: string, rows: readonly EntryRow[]): Promise<void> {
  await tx.query(
    `insert into entries (tenant, ${columns.join(', ')})
     select $1, ${columns.map((column) => (column === 'hours' ? 'hours::int8multirange' : column)).join(', ')}
     from jsonb_to_recordset($2::jsonb) as r (${shape})
     on conflict (tenant, entry)
     do update set ${changing.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    [tenant, JSON.stringify(rows)],
  )
}

export const view = viewOf<DossierEvent>({
  name: 'entries',
  version: 1,
  table: `create table entries (
      tenant text not null, entry text not null, person text not null, unit text, area text collate "C" not null,
      source text not null, occasion text, starts double precision not null, ends double precision not null,
      hours int8multirange not null, minutes integer not null, evidence text not null, late boolean not null,
      state text not null, answer text, opening text not null, statement text not null, sayings integer not null,
      corrections integer not null, spoken jsonb not null, opened_at double precision not null,
      confirmed_at double precision, answered_at double precision, primary key (tenant, entry)
    );
    create index entries_person on entries (person, starts);
    create index entries_area on entries (area, starts);
    create index entries_unit on entries (unit, starts);`,
  visible: { area: 'area', person: 'person', unit: 'unit' },
  on: [
    'entry-opened',
    'entry-stretched',
    'entry-confirmed',
    'entry-answered',
    'entry-corrected',
    'entry-withdrawn',
    'feedback-given',
  ],
  async feed(tx, events) {
    for (const [tenant, own] of byTenant(events)) {
      const recorded = own
      const fresh = new Set(recorded.filter(({ event }) => event.type === 'entry-opened').map(({ stream }) => stream))
      const known = [...new Set(recorded.map(({ stream }) => stream))]
        .filter((stream) => !fresh.has(stream))
        .map((stream) => idOf(stream))
      const rows = new Map<string, EntryRow>()
      if (known.length > 0) {
        const { rows: found } = await tx.query<EntryRow>(
          `select ${columns.map((column) => (column === 'hours' ? 'hours::text' : column)).join(', ')}
           from entries
           where tenant = $1 and entry = any($2)`,
          [tenant, known],
        )
        for (const row of found) rows.set(streamOf('entry', row.entry), row)
      }
      for (const one of recorded) {
        const row = after(rows.get(one.stream), one)
        if (row) rows.set(one.stream, row)
      }
      if (rows.size > 0) await put(tx, tenant, [...rows.values()])
    }
  },
})

/** True when hours of the same person overlap these; `e` is the row in question. */
export const overlapping = `exists (
    select 1
    from entries o
    where o.tenant = e.tenant and o.person = e.person and o.entry <> e.entry and o.state <> 'withdrawn'
      and e.state <> 'withdrawn' and o.hours && e.hours
  )`
