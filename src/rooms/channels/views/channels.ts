// How each person may be reached: ids of sealed addresses, their order, quiet hours.
import { idOf } from '#domain/kernel/stream.ts'
import { z } from 'zod'
import { orderUsual, quietUsual, ways } from '#domain/channels/terms.ts'
import type { ChannelsEvent } from '#domain/channels/commands.ts'
import { question, viewOf } from '#journal/view.ts'
import { channelsUsual, type Channels } from '../../courier.ts'

/** What an event changes; $1 and $2 are the row's key. */
function changeBy(event: ChannelsEvent): readonly [set: string, values: readonly unknown[]] {
  switch (event.type) {
    case 'push-added':
      return [
        `pushes = pushes || jsonb_build_array(jsonb_build_object('device', $3::text, 'way', $4::text))`,
        [event.device, event.way],
      ]
    case 'push-removed':
      return [
        `pushes = (select coalesce(jsonb_agg(p), '[]') from jsonb_array_elements(pushes) p where p->>'way' <> $3)`,
        [event.way],
      ]
    case 'email-set':
      return ['email = $3', [event.way]]
    case 'email-removed':
      return ['email = null', []]
    case 'calendar-set':
      return ['calendar = $3', [event.digest]]
    case 'channels-chosen':
      return ['"order" = $3, quiet = $4', [JSON.stringify(event.order), JSON.stringify(event.quiet)]]
  }
}

export const view = viewOf<ChannelsEvent>({
  name: 'channels',
  version: 2,
  table: `create table channels (
      tenant text not null, person text not null, pushes jsonb not null, email text, "order" jsonb not null,
      quiet jsonb not null, calendar text, primary key (tenant, person)
    );
    create unique index channels_calendar on channels (calendar, tenant) where calendar is not null;`,
  visible: { person: 'person' },
  on: ['push-added', 'push-removed', 'email-set', 'email-removed', 'calendar-set', 'channels-chosen'],
  // One statement an event: people set this a few times in their life.
  async feed(tx, events) {
    for (const { tenant, stream, event } of events) {
      const person = idOf(stream)
      await tx.query(
        `insert into channels (tenant, person, pushes, "order", quiet)
         values ($1, $2, '[]', $3, $4)
         on conflict do nothing`,
        [tenant, person, JSON.stringify(orderUsual), JSON.stringify(quietUsual)],
      )
      const [set, values] = changeBy(event)
      await tx.query(`update channels set ${set} where tenant = $1 and person = $2`, [tenant, person, ...values])
    }
  },
})

const mine = question({
  name: 'my-channels',
  summary: {
    zh: '我的通知方式：设备、邮箱、顺序、免打扰时段',
    en: 'How I may be reached: devices, e-mail, order, quiet hours',
  },
  params: z.strictObject({}),
  answer: z.object({
    devices: z.array(z.string()),
    email: z.boolean(),
    calendar: z.boolean(),
    order: z.array(z.enum(ways)),
    quiet: z.object({ from: z.number(), until: z.number() }).nullable(),
  }),
  may: { roles: [], self: true },
  target: (_params, actor) => ({ person: actor.person }),
  shows: 'oneself',
  async ask(tx, _params, { actor }) {
    const {
      rows: [row = channelsUsual],
    } = await tx.query<Channels & Record<string, unknown>>(
      `select pushes, email, calendar, "order", quiet
       from channels
       where tenant = $1 and person = $2`,
      [actor.tenant, actor.person],
    )
    return {
      devices: row.pushes.map((push) => push.device),
      email: row.email !== null,
      calendar: row.calendar !== null,
      order: row.order,
      quiet: row.quiet,
    }
  },
})

export const questions = [mine] as const
