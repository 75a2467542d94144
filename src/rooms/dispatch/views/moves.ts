// Moves from area to area: what was ordered, why, and how much of it the roster could carry out.
import { z } from 'zod'
import { moveStates } from '#domain/dispatch/terms.ts'
import type { DispatchEvent } from '#domain/dispatch/commands.ts'
import { question, viewOf } from '#journal/view.ts'
import { offices } from '#domain/kernel/actor.ts'
import { idOf } from '#domain/kernel/stream.ts'

export const view = viewOf<DispatchEvent>({
  name: 'moves',
  version: 1,
  table: `create table moves (
      tenant text not null, move text not null, round text not null, area text collate "C" not null,
      from_area text collate "C" not null, to_area text collate "C" not null, people integer not null,
      reasons jsonb not null, state text not null, seated integer, skipped integer,
      ordered_at double precision not null, account text not null, primary key (tenant, move)
    );
    create index moves_round on moves (tenant, round, ordered_at desc);`,
  // Narrowed by where the people go; whoever sent them sees them too, for both ends lie in the orderer's area.
  visible: { area: 'area' },
  on: ['move-ordered', 'move-noted'],
  // One statement an event: a dispatcher orders some moves an hour.
  async feed(tx, events) {
    for (const { tenant, stream, event, by } of events) {
      const move = idOf(stream)
      if (event.type === 'move-ordered') {
        await tx.query(
          `insert into moves (
             tenant, move, round, area, from_area, to_area, people, reasons, state, ordered_at, account
           )
           values ($1, $2, $3, $5, $4, $5, $6, $7, 'ordered', $8, $9)`,
          [
            tenant,
            move,
            event.round,
            event.from,
            event.to,
            event.seats.length,
            JSON.stringify(event.reasons),
            event.at,
            by,
          ],
        )
      }
      if (event.type === 'move-noted')
        await tx.query(
          `update moves
           set state = 'carried-out', seated = $3, skipped = $4
           where tenant = $1 and move = $2`,
          [tenant, move, event.seated, event.skipped],
        )
    }
  },
})

const moveRow = z.object({
  move: z.string(),
  round: z.string(),
  from: z.string(),
  to: z.string(),
  people: z.int(),
  reasons: z.array(z.looseObject({ why: z.string() })),
  state: z.enum(moveStates),
  seated: z.int().nullable(),
  skipped: z.int().nullable(),
  at: z.number(),
})
export type MoveRow = z.infer<typeof moveRow>

const list = question({
  name: 'moves',
  summary: { zh: '统筹调动：已下达的和已落实的', en: 'Moves of people between areas, ordered and carried out' },
  params: z.strictObject({ round: z.string().max(36).optional() }),
  answer: z.object({ rows: z.array(moveRow) }),
  may: { roles: offices, narrowed: true },
  target: () => ({}),
  shows: 'nobody',
  async ask(tx, params, { actor }) {
    const { round } = params
    const { rows } = await tx.query<MoveRow>(
      `select move, round, from_area as "from", to_area as "to", people, reasons, state, seated, skipped,
         ordered_at as at
       from moves
       where tenant = $1 and ($2::text is null or round = $2)
       order by ordered_at desc
       limit 200`,
      [actor.tenant, round ?? null],
    )
    return { rows }
  },
})

export const questions = [list] as const
