// Objections to what is held, and what a person answered. The words of both are sealed.
import { idOf } from '#domain/kernel/stream.ts'
import type { EndingEvent } from '#domain/ending/commands.ts'
import { viewOf } from '#journal/view.ts'

export const view = viewOf<EndingEvent>({
  name: 'objections',
  version: 2,
  table: `create table objections (
      tenant text not null, objection text not null, person text not null, area text collate "C" not null,
      about text not null, words text not null, state text not null, raised_at double precision not null,
      answer_words text, answered_at double precision, destroyed_at double precision, primary key (tenant, objection)
    );
    create index objections_person on objections (person);
    create index objections_state on objections (state, raised_at);`,
  visible: { area: 'area', person: 'person' },
  on: ['objection-raised', 'objection-answered', 'answer-called-off', 'destruction-stated'],
  async feed(tx, events) {
    for (const { tenant, stream, event, at } of events) {
      const objection = idOf(stream)
      if (event.type === 'objection-raised')
        await tx.query(
          `insert into objections (tenant, objection, person, area, about, words, state, raised_at)
           values ($1, $2, $3, $4, $5, $6, 'waiting', $7)`,
          [tenant, objection, event.person, event.area, event.about, event.words, at],
        )
      if (event.type === 'objection-answered')
        await tx.query(
          `update objections
           set state = $3, answer_words = $4, answered_at = $5
           where tenant = $1 and objection = $2`,
          [tenant, objection, event.verdict, event.words, at],
        )
      if (event.type === 'answer-called-off')
        await tx.query(
          `update objections
           set state = 'waiting', answer_words = null, answered_at = null
           where tenant = $1 and objection = $2`,
          [tenant, objection],
        )
      if (event.type === 'destruction-stated')
        await tx.query('update objections set destroyed_at = $3 where tenant = $1 and objection = $2', [
          tenant,
          objection,
          at,
        ])
    }
  },
})
