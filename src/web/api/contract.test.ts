// What does not fit the rooms' commands and questions does not compile. The lines marked below are faults on purpose:
// the type check of this file fails as soon as one of them passes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask } from './api.ts'
import type { AnswerOf, CommandOf, RoomName } from './contract.ts'

/** As the console's and the phone's `give` take it. */
declare const give: <Room extends RoomName>(room: Room, stream: string, command: CommandOf<Room>) => void

/** Never called: the checker alone reads it. */
export function faults(): void {
  give('muster', 'muster/1', { type: 'answer-call', answer: 'coming', minutes: 10 })
  // @ts-expect-error there is no such room
  give('mustard', 'muster/1', { type: 'leave' })
  // @ts-expect-error the room knows no such command
  give('muster', 'muster/1', { type: 'answer-cal', answer: 'coming' })
  // @ts-expect-error another room's command
  give('muster', 'notice/1', { type: 'sign-for', recipient: 'one' })
  // @ts-expect-error an answer that is not in the list
  give('muster', 'muster/1', { type: 'answer-call', answer: 'perhaps' })
  // @ts-expect-error nothing that the command demands may be left out
  give('ending', 'objection/1', { type: 'object', about: 'openings', text: 'why' })
  // @ts-expect-error nor be there only sometimes
  give('ending', 'objection/1', { type: 'object', person: undefined, about: 'openings', text: 'why' })
  // @ts-expect-error nor may anything be added
  give('registry', 'person/1', { type: 'register-person', community: '140729100001', soon: true })

  void ask('templates')
  void ask('rounds', { limit: 50 })
  // @ts-expect-error there is no such question
  void ask('coverages', { area: '140729' })
  // @ts-expect-error it takes an area
  void ask('coverage')
  // @ts-expect-error it takes no such thing
  void ask('coverage', { area: '140729', round: 'one' })
  // @ts-expect-error a number, though it travels as letters
  void ask('rounds', { limit: 'many' })
  // @ts-expect-error one of a closed list
  void ask('persons', { registration: 'perhaps' })
  // @ts-expect-error the planner's proposals are asked alike
  void ask('roster-plan', { round: 'one', favour: 'cheap' })
}

/** What is answered is what the question's schema says; nobody chooses. */
export function answers(people: AnswerOf<'persons'>, board: AnswerOf<'board'>): void {
  people.rows.map((row) => row.name satisfies string)
  // @ts-expect-error no such thing is told of a person
  people.rows.map((row) => row.weight)
  // @ts-expect-error small groups are hidden: it may be null
  board.total.voided satisfies number
}

test('a question is asked by its name; what is undefined is left out of its address', async (context) => {
  const asked: string[] = []
  context.mock.method(globalThis, 'fetch', async (address: string) => {
    asked.push(address)
    return new Response('{"rows":[]}')
  })
  const answer = await ask('rounds', { limit: 50, within: '140729', state: undefined })
  assert.deepEqual(asked, ['/v1/views/rounds?limit=50&within=140729'])
  assert.deepEqual(answer, { ok: true, body: { rows: [] } })
  await ask('templates')
  assert.equal(asked[1], '/v1/views/templates')
})
