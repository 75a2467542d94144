// How fast each point goes: registrations by minute, added up as they come, so that a board never counts millions.
import type { PointEvent } from '#domain/point/commands.ts'
import { byTenant, viewOf } from '#journal/view.ts'
import { peopleOf } from './samples.ts'

export const view = viewOf<PointEvent>({
  name: 'samples_pace',
  version: 1,
  table: `create table samples_pace (
      tenant text not null, round text not null, point text not null, minute integer not null,
      area text collate "C" not null, people integer not null, primary key (tenant, round, point, minute)
    ) with (fillfactor = 70);`,
  visible: { area: 'area' },
  on: ['samples-taken'],
  async feed(tx, events) {
    for (const [tenant, own] of byTenant(events)) {
      const sums = new Map<string, { round: string; point: string; area: string; minute: number; people: number }>()
      for (const { event, person } of peopleOf(own)) {
        const minute = Math.floor((event.from + person[3] * 1000) / 60_000)
        const key = `${event.round} ${event.point} ${minute}`
        const sum = sums.get(key)
        if (sum) sum.people += 1
        else sums.set(key, { round: event.round, point: event.point, area: event.area, minute, people: 1 })
      }
      const rows = [...sums.values()]
      if (rows.length > 0)
        await tx.query(
          `insert into samples_pace as p (tenant, round, point, minute, area, people)
           select $1, *
           from unnest($2::text[], $3::text[], $4::int[], $5::text[], $6::int[])
           on conflict (tenant, round, point, minute)
           do update set people = p.people + excluded.people`,
          [
            tenant,
            rows.map((row) => row.round),
            rows.map((row) => row.point),
            rows.map((row) => row.minute),
            rows.map((row) => row.area),
            rows.map((row) => row.people),
          ],
        )
    }
  },
})
