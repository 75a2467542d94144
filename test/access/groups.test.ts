// Groups under ten are not shown: nine people and ten before every question whose figures may stand on a wall.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupMin } from '#domain/kernel/hide.ts'
import { community, county, openHouse, populate, settle, type TestHouse } from '#test/house.ts'

/** So many are registered, called, answer, arrive and serve for an hour. */
async function served(house: TestHouse, count: number): Promise<void> {
  const people = await populate(house, count)
  for (const type of ['register-person', 'accept-registration'])
    await house.given(...people.map((person) => ['registry', `person/${person}`, { type, community }] as const))
  const muster = house.newId()
  await house.given([
    'muster',
    `muster/${muster}`,
    {
      type: 'blow-whistle',
      what: '搬运物资',
      label: '东门',
      area: community,
      place: [111.77, 36.85],
      needs: [{ people: count }],
      from: house.now(),
      until: house.now() + 3 * 3_600_000,
      drill: false,
      answerMinutes: 30,
      escalateMinutes: 60,
      waves: 'by-hand',
      people,
    },
  ])
  const each = (command: { type: string } & Record<string, unknown>) =>
    house.given(...people.map((person) => ['muster', `muster/${muster}`, { ...command, person }] as const))
  await each({ type: 'note-answer', answer: 'coming', minutes: 5 })
  await each({ type: 'mark-arrived' })
  await house.pass(3_600_000)
  await house.given(['muster', `muster/${muster}`, { type: 'stand-down' }])
}

/** A figure, or null where it is hidden. */
type Figures = Readonly<Record<string, number | null>>
const asked: Readonly<Record<string, (body: never) => Figures>> = {
  participation: (body: { served: number | null; called: number | null; hours: number | null }) => ({
    served: body.served,
    called: body.called,
    hours: body.hours,
  }),
  'response-figures': (body: {
    answerMinutes: { of: number } | null
    arrivalMinutes: { of: number } | null
    byHour: { called: number | null; answerMinutes: { of: number } | null }[]
    byArea: { called: number | null; came: number | null; answerMinutes: { of: number } | null }[]
  }) => ({
    answered: body.answerMinutes?.of ?? null,
    arrived: body.arrivalMinutes?.of ?? null,
    'called in the hour': body.byHour[0].called,
    'answered in the hour': body.byHour[0].answerMinutes?.of ?? null,
    'called in the area': body.byArea[0].called,
    'came in the area': body.byArea[0].came,
    'answered in the area': body.byArea[0].answerMinutes?.of ?? null,
  }),
  coverage: (body: { total: { registered: number | null } }) => ({ registered: body.total.registered }),
}

for (const count of [groupMin - 1, groupMin])
  test(`${count} people are ${count < groupMin ? 'hidden' : 'shown'} in every figure`, async () => {
    const house = await openHouse()
    try {
      await settle(house)
      await served(house, count)
      const dispatcher = await house.as({ role: 'dispatcher', area: county })
      for (const [question, figures] of Object.entries(asked)) {
        const { status, body } = await dispatcher.ask(question, question === 'coverage' ? { area: county } : {})
        assert.equal(status, 200, `${question} ${JSON.stringify(body)}`)
        for (const [figure, shown] of Object.entries(figures(body as never)))
          assert.equal(shown, count < groupMin ? null : count, `${question}: ${figure}`)
      }
    } finally {
      await house.stop()
    }
  })
