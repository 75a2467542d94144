// Posts of rounds: a duty in a shift at a point, for so many people.
import { idOf } from '#domain/kernel/stream.ts'
import type { OperationEvent } from '#domain/operation/commands.ts'
import { viewOf } from '#journal/view.ts'

export const view = viewOf<OperationEvent>({
  name: 'round_posts',
  version: 1,
  table: `create table round_posts (
      tenant text not null, round text not null, post text not null, point text, area text collate "C" not null,
      duty text not null, skill text, starts double precision not null, ends double precision not null,
      number integer not null, primary key (tenant, round, post)
    );`,
  visible: 'tenant',
  on: ['posts-put', 'posts-removed', 'round-moved', 'round-dropped'],
  async feed(tx, events) {
    for (const { tenant, stream, event } of events) {
      const key = [tenant, idOf(stream)]
      if (event.type === 'posts-put') {
        await tx.query(
          `insert into round_posts (tenant, round, post, point, area, duty, skill, starts, ends, number)
           select distinct on (p.post) $1, $2, p.post, p.point, p.area, p.duty, p.skill, p.starts, p.ends, p.number
           from jsonb_to_recordset($3::jsonb) as p (
             post text, point text, area text, duty text, skill text, starts float8, ends float8, number integer
           )
           on conflict (tenant, round, post)
           do update set point = excluded.point, area = excluded.area, duty = excluded.duty, skill = excluded.skill,
             starts = excluded.starts, ends = excluded.ends, number = excluded.number`,
          [...key, JSON.stringify(event.posts)],
        )
      }
      if (event.type === 'posts-removed')
        await tx.query('delete from round_posts where tenant = $1 and round = $2 and post = any($3)', [
          ...key,
          event.posts,
        ])
      if (event.type === 'round-moved' && event.by !== 0)
        await tx.query(
          `update round_posts
           set starts = starts + $3, ends = ends + $3
           where tenant = $1 and round = $2`,
          [...key, event.by],
        )
      if (event.type === 'round-dropped')
        await tx.query('delete from round_posts where tenant = $1 and round = $2', key)
    }
  },
})
