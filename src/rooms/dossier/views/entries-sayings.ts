// Everything said about each entry, in order: who opened, confirmed, answered, corrected, spoke. What was said first
// stays to be read.
import { idOf } from '#domain/kernel/stream.ts'
import type { DossierEvent } from '#domain/dossier/commands.ts'
import type { Saying } from '#domain/dossier/terms.ts'
import { byTenant, viewOf } from '#journal/view.ts'

type Said = Exclude<DossierEvent, { type: `witness-${string}` | 'checkpoint-cosigned' }>
const sayings: { readonly [T in Said['type']]: Saying } = {
  'entry-opened': 'opened',
  'entry-stretched': 'stretched',
  'entry-confirmed': 'confirmed',
  'entry-answered': 'answered',
  'entry-corrected': 'corrected',
  'entry-withdrawn': 'withdrawn',
  'feedback-given': 'feedback',
}

export const view = viewOf<Said>({
  name: 'sayings',
  version: 1,
  // `number`: the event's version in its stream, from 1. Times and evidence are null where nothing was said of them.
  // Whose they are is known from the entry.
  table: `create table sayings (
      tenant text not null, entry text not null, number integer not null, said text not null, side text, answer text,
      starts double precision, ends double precision, minutes integer, evidence text, at double precision not null,
      account text not null, statement text not null, primary key (tenant, entry, number)
    );
    create index sayings_statement on sayings (statement);`,
  // Its rows are read with the entry's, which the database narrows; by themselves they name nobody.
  visible: 'tenant',
  on: Object.keys(sayings) as Said['type'][],
  async feed(tx, events) {
    for (const [tenant, own] of byTenant(events)) {
      const rows = own.map(({ stream, version, event, at, by, command }) => ({
        entry: idOf(stream),
        number: version,
        said: sayings[event.type],
        side: event.type === 'feedback-given' ? event.as : null,
        answer: event.type === 'entry-answered' ? event.answer : null,
        starts: 'from' in event ? event.from : null,
        ends: 'until' in event ? event.until : null,
        minutes: 'minutes' in event ? event.minutes : null,
        evidence: 'evidence' in event ? event.evidence : null,
        at,
        account: by,
        statement: command,
      }))
      await tx.query(
        `insert into sayings (
           tenant, entry, number, said, side, answer, starts, ends, minutes, evidence, at, account, statement
         )
         select $1, r.*
         from jsonb_to_recordset($2::jsonb) as r (
           entry text, number integer, said text, side text, answer text, starts double precision,
           ends double precision, minutes integer, evidence text, at double precision, account text, statement text
         )`,
        [tenant, JSON.stringify(rows)],
      )
    }
  },
})
