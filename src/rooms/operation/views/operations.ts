// Operations as they stand: what was opened for which area, from which template, and how many rounds it has seen.
import { z } from 'zod'
import { offices } from '#domain/kernel/actor.ts'
import { idOf } from '#domain/kernel/stream.ts'
import { kinds } from '#domain/operation/terms.ts'
import type { OperationEvent } from '#domain/operation/commands.ts'
import { question, viewOf } from '#journal/view.ts'

export const view = viewOf<OperationEvent>({
  name: 'operations',
  version: 1,
  table: `create table operations (
      tenant text not null, operation text not null, area text collate "C" not null, template text not null,
      kind text not null, name text not null, state text not null, opened_at double precision not null,
      closed_at double precision, primary key (tenant, operation)
    );
    create index operations_opened on operations (opened_at desc);`,
  visible: 'tenant',
  on: ['operation-opened', 'operation-closed'],
  // One statement an event: a county opens some operations a month.
  async feed(tx, events) {
    for (const { tenant, stream, event } of events) {
      const operation = idOf(stream)
      if (event.type === 'operation-opened')
        await tx.query(
          `insert into operations (tenant, operation, area, template, kind, name, state, opened_at)
           values ($1, $2, $3, $4, $5, $6, 'open', $7)`,
          [tenant, operation, event.area, event.template, event.kind, event.name, event.at],
        )
      if (event.type === 'operation-closed')
        await tx.query(
          `update operations
           set state = 'closed', closed_at = $3
           where tenant = $1 and operation = $2`,
          [tenant, operation, event.at],
        )
    }
  },
})

const operationRow = z.object({
  operation: z.string(),
  area: z.string(),
  template: z.string(),
  kind: z.enum(kinds),
  name: z.string(),
  state: z.enum(['open', 'closed']),
  openedAt: z.number(),
  closedAt: z.number().nullable(),
  rounds: z.int(),
  openRounds: z.int(),
})
export type OperationRow = z.infer<typeof operationRow>
const rowsMax = 500

const list = question({
  name: 'operations',
  summary: { zh: '行动：进行中的在前，附轮次数', en: 'Operations, the open ones first, with their numbers of rounds' },
  params: z.strictObject({ state: z.enum(['open', 'closed']).optional() }),
  answer: z.object({ rows: z.array(operationRow) }),
  may: { roles: offices, narrowed: true },
  target: () => ({}),
  shows: 'nobody',
  async ask(tx, params, { actor }) {
    const { state } = params
    const { rows } = await tx.query<OperationRow>(
      `select o.operation, o.area, o.template, o.kind, o.name, o.state, o.opened_at as "openedAt",
         o.closed_at as "closedAt", count(r.round)::int as rounds,
         (count(r.round) filter (where r.state not in ('closed', 'reported')))::int as "openRounds"
       from operations o
       left join rounds r on r.tenant = o.tenant and r.operation = o.operation
       where o.tenant = $1 and ($2::text is null or o.state = $2)
       group by o.tenant, o.operation
       order by o.state = 'closed', o.opened_at desc
       limit ${rowsMax}`,
      [actor.tenant, state ?? null],
    )
    return { rows }
  },
})

export const questions = [list] as const
