// Every step of every registration, for one unit's or person's page.
import { z } from 'zod'
import { seeingPeople } from '#domain/kernel/actor.ts'
import { idOf, isStreamOf } from '#domain/kernel/stream.ts'
import { registrationAfter } from '#domain/registry/registry.ts'
import { registrationStates } from '#domain/registry/terms.ts'
import type { RegistryEvent } from '#domain/registry/commands.ts'
import { byTenant, question, viewOf } from '#journal/view.ts'

export const view = viewOf<RegistryEvent>({
  name: 'registration_history',
  version: 1,
  table: `create table registration_history (
      tenant text not null, stream text not null, sequence bigint not null, community text collate "C" not null,
      person text, unit text, state text not null, why text, by text not null, at timestamptz not null,
      primary key (tenant, stream, sequence)
    );`,
  visible: { area: 'community', person: 'person', unit: 'unit' },
  on: [
    'unit-registered',
    'person-registered',
    'registration-accepted',
    'registration-declined',
    'registration-withdrawn',
  ],
  async feed(tx, events) {
    for (const [tenant, steps] of byTenant(events)) {
      await tx.query(
        `insert into registration_history (tenant, stream, sequence, community, person, unit, state, why, by, at)
         select $1, stream, sequence, community, case when stream like 'person/%' then split_part(stream, '/', 2) end,
           case when stream like 'unit/%' then split_part(stream, '/', 2) end, state, why, by, to_timestamp(at / 1000)
         from unnest($2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::float8[]) as steps (
           stream, sequence, community, state, why, by, at
         )`,
        [
          tenant,
          steps.map((step) => step.stream),
          steps.map((step) => step.sequence),
          steps.map((step) => registrationAfter(step.event)![0]),
          steps.map((step) => registrationAfter(step.event)![1]),
          steps.map((step) => (step.event.type === 'registration-declined' ? step.event.why : null)),
          steps.map((step) => step.by),
          steps.map((step) => step.at),
        ],
      )
    }
  },
})

const step = z.object({
  community: z.string(),
  state: z.enum(registrationStates),
  why: z.string().nullable(),
  by: z.string(),
  at: z.number(),
})

const history = question({
  name: 'registration-history',
  summary: { zh: '一个单位或一个人的报到经过', en: "The course of one unit's or person's registrations" },
  params: z.strictObject({ stream: z.string().regex(/^(unit|person)\/[0-9a-f-]{36}$/) }),
  answer: z.object({
    rows: z.array(
      z.object({
        community: z.string(),
        state: z.enum(registrationStates),
        why: z.string().nullable(),
        by: z.string(),
        at: z.number(),
      }),
    ),
  }),
  may: { roles: seeingPeople, narrowed: true, self: true },
  target: (params) => ({ person: params.stream.replace(/^person\//, '') }),
  shows: (_answer, { stream }) => ({ persons: isStreamOf(stream, 'person') ? [idOf(stream)] : [] }),
  async ask(tx, params, { actor }) {
    const { rows } = await tx.query<z.output<typeof step>>(
      `select community, state, why, by, extract(epoch from at)::float8 * 1000 as at
       from registration_history
       where tenant = $1 and stream = $2
       order by sequence
       limit 1000`,
      [actor.tenant, params.stream],
    )
    return { rows }
  },
})

export const questions = [history] as const
