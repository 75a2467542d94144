// GET /v1/calendar/<county>.<secret>.ics: one person's shifts for the calendar they already use. The secret is made on
// their phone; the house keeps its digest alone, and forgets it when they say so.
import { createHash } from 'node:crypto'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { RoomHouse } from '#rooms/house.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import type { Tx } from '#journal/view.ts'
import { duty as dutyWords } from '#words/duty.ts'
import type { Sentences } from '#words/sentences.ts'
import { calendar, type Shift } from './feed.ts'

/** A calendar speaks the first language: it is fetched by a program that tells nobody's. */
const titles: Sentences = dutyWords.zh
/** Past shifts that a calendar still shows. */
const backMs = 31 * 86_400_000
const shiftsMax = 500

interface Row {
  readonly round: string
  readonly seat: string
  readonly starts: number
  readonly ends: number
  readonly state: Shift['state']
  readonly changedAt: number
  readonly duty: string | null
  readonly point: string | null
  readonly area: string | null
  readonly operation: string
  readonly lng: number | null
  readonly lat: number | null
}

async function findShifts(tx: Tx, tenant: Tenant, person: Id, now: number): Promise<Shift[]> {
  const { rows } = await tx.query<Row>(
    `select a.round, a.seat, a.starts, a.ends, a.state,
       greatest(a.changed_at, a.moved_at) as "changedAt", p.duty, q.name as point,
       n.name as area, o.name as operation, coalesce(q.lng, n.lng) as lng, coalesce(q.lat, n.lat) as lat
     from assignments a
     join rounds r on r.tenant = a.tenant and r.round = a.round and r.state <> 'draft'
     join operations o on o.tenant = r.tenant and o.operation = r.operation
     left join round_posts p on p.tenant = a.tenant and p.round = a.round and p.post = a.post
     left join round_points q on q.tenant = p.tenant and q.round = p.round and q.point = p.point
     left join areas n on n.tenant = a.tenant and n.area = a.area
     where a.tenant = $1 and a.person = $2 and a.ends > $3
     order by a.starts, a.seat
     limit ${shiftsMax}`,
    [tenant, person, now - backMs],
  )
  return rows.map(({ duty, point, area, lng, lat, ...row }) => ({
    ...row,
    title: titles[duty ?? 'team'] ?? duty!,
    place: point ?? area ?? '',
    geo: lng === null || lat === null ? null : [lng, lat],
  }))
}

export function calendarRoutes(house: RoomHouse): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/v1/calendar/:county.:secret.ics',
      {
        schema: {
          tags: ['calendar'],
          summary:
            '我的班（iCalendar 订阅，凭本人的秘密地址） · One’s own shifts as an iCalendar feed, by a secret address',
          params: z.object({ county: z.string().regex(/^\d{6}$/), secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/) }),
        },
      },
      async (request, reply) => {
        const { county, secret } = request.params
        const digest = createHash('sha256').update(secret).digest('hex')
        const shifts = await house.asDoor(county, async (tx) => {
          const {
            rows: [row],
          } = await tx.query<{ person: Id }>(
            `select c.person
             from channels c
             join accounts a on a.tenant = c.tenant and a.account = c.person and a.state = 'open'
             where c.tenant = $1 and c.calendar = $2`,
            [county, digest],
          )
          return row && findShifts(tx, county, row.person, house.now())
        })
        if (!shifts) return reply.code(404).send({ reason: 'unknown', detail: {} })
        return reply
          .header('content-type', 'text/calendar; charset=utf-8')
          .header('cache-control', 'private, no-store')
          .send(calendar(shifts, house.now(), county))
      },
    )
  }
}
