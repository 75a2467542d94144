// Views and questions keep their types: the lines marked below are faults on purpose, and the type check of this file
// fails as soon as one of them passes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { byTenant, isOf, question, type Recorded, viewOf } from './view.ts'

type Rung = { readonly type: 'bell-rung'; readonly times: number } | { readonly type: 'bell-hung'; readonly by: string }

const plain = { name: 'bells', version: 1, table: '', visible: 'tenant' as const }

/** Never called: the checker alone reads it. */
export function faults(): void {
  viewOf<Rung>({
    ...plain,
    // @ts-expect-error no event has such a name
    on: ['bell-rang'],
    async feed() {},
  })
  viewOf<Rung>({
    ...plain,
    on: ['bell-rung'],
    async feed(_tx, events) {
      // @ts-expect-error not every event that may come has it
      events.map(({ event }) => event.times)
      events.map((one) => (isOf(one, 'bell-rung') ? (one.event.times satisfies number) : one.by))
    },
  })
  const asked = {
    name: 'bells',
    summary: { zh: '钟', en: 'bells' },
    params: z.strictObject({ tower: z.string(), from: z.coerce.number().optional() }),
    answer: z.object({ rows: z.array(z.object({ times: z.int() })) }),
    may: { roles: [] },
    shows: 'nobody',
  } as const
  question({
    ...asked,
    // @ts-expect-error the schema of parameters knows no such thing
    target: ({ town }) => ({ area: town }),
    ask: async () => undefined,
  })
  question({
    ...asked,
    target: ({ tower, from }) => ({ area: tower.slice(from satisfies number | undefined) }),
    // @ts-expect-error the schema of the answer says otherwise
    ask: async () => ({ rows: [{ times: 'three' }] }),
  })
  question({
    ...asked,
    target: () => ({}),
    // @ts-expect-error the answer names nobody by such a key
    shows: ({ ringers }) => ({ persons: ringers }),
    ask: async () => undefined,
  })
  const { shows: _shows, ...unsaid } = asked
  // @ts-expect-error whom it shows is left unsaid
  question({ ...unsaid, target: () => ({}), ask: async () => undefined })
}

test('events are told apart by county and by kind, in their order', () => {
  const recorded = (tenant: string, event: Rung): Recorded<Rung> => ({
    tenant,
    sequence: 1,
    stream: 'bell/1',
    version: 1,
    event,
    at: 0,
    by: 'one',
    command: 'two',
  })
  const events = [
    recorded('140729', { type: 'bell-hung', by: 'wang' }),
    recorded('140730', { type: 'bell-rung', times: 3 }),
    recorded('140729', { type: 'bell-rung', times: 2 }),
  ]
  assert.deepEqual(
    [...byTenant(events)].map(([tenant, own]) => [tenant, own.map(({ event }) => event.type)]),
    [
      ['140729', ['bell-hung', 'bell-rung']],
      ['140730', ['bell-rung']],
    ],
  )
  assert.deepEqual(
    events.flatMap((one) => (isOf(one, 'bell-rung') ? [one.event.times] : [])),
    [3, 2],
  )
})
