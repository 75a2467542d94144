// Templates of rounds: what a county saved, with the starters beside that nobody has replaced.
import { idOf } from '#domain/kernel/stream.ts'
import { z } from 'zod'
import { starters } from '#domain/operation/starters.ts'
import type { Template } from '#domain/operation/terms.ts'
import { template, type OperationEvent } from '#domain/operation/commands.ts'
import { question, viewOf } from '#journal/view.ts'

export const view = viewOf<OperationEvent>({
  name: 'templates',
  version: 1,
  table: `create table templates (
      tenant text not null, template text not null, area text collate "C" not null, body jsonb not null,
      dropped boolean not null, saved_at double precision not null, primary key (tenant, template)
    );`,
  visible: 'tenant',
  on: ['template-saved', 'template-dropped'],
  // One statement an event: templates change a few times a year.
  async feed(tx, events) {
    for (const { tenant, stream, event } of events) {
      const id = idOf(stream)
      if (event.type === 'template-saved') {
        await tx.query(
          `insert into templates (tenant, template, area, body, dropped, saved_at)
           values ($1, $2, $3, $4, false, $5)
           on conflict (tenant, template)
           do update set area = excluded.area, body = excluded.body, dropped = false, saved_at = excluded.saved_at`,
          [tenant, id, event.area, JSON.stringify(event.template), event.at],
        )
      }
      if (event.type === 'template-dropped')
        await tx.query('update templates set dropped = true where tenant = $1 and template = $2', [tenant, id])
    }
  },
})

const templateRow = z.object({
  template: z.string(),
  area: z.string(),
  starter: z.boolean(),
  body: template,
  savedAt: z.number().nullable(),
})
export type TemplateRow = z.infer<typeof templateRow>

const list = question({
  name: 'templates',
  summary: { zh: '轮次模板：本地保存的和自带的', en: 'Templates of rounds: those saved here and the starters' },
  params: z.strictObject({}),
  answer: z.object({ rows: z.array(templateRow) }),
  may: { roles: ['gridWorker', 'officer', 'dispatcher', 'supervisor', 'administrator'], narrowed: true },
  target: () => ({}),
  shows: 'nobody',
  async ask(tx, _params, { actor }) {
    const { rows } = await tx.query<{
      template: string
      area: string
      body: Template
      dropped: boolean
      savedAt: number
    }>(
      `select template, area, body, dropped, saved_at as "savedAt"
       from templates
       where tenant = $1
       order by saved_at`,
      [actor.tenant],
    )
    const saved = new Set(rows.map((row) => row.template))
    return {
      rows: [
        ...[...starters]
          .filter(([id]) => !saved.has(id))
          .map(([id, body]): TemplateRow => ({
            template: id,
            area: actor.tenant,
            starter: true,
            body: structuredClone(body) as TemplateRow['body'],
            savedAt: null,
          })),
        ...rows
          .filter((row) => !row.dropped)
          .map((row): TemplateRow => ({
            template: row.template,
            area: row.area,
            starter: starters.has(row.template),
            body: row.body as TemplateRow['body'],
            savedAt: row.savedAt,
          })),
      ],
    }
  },
})

export const questions = [list] as const
