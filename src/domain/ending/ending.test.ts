// Endings as ledgers: dates start with the closing, nothing is stated before it is due, objections are answered by a
// person.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { allowed, type Actor, type Grant } from '../kernel/actor.ts'
import { uuid8 } from '../kernel/ids.ts'
import { base64 } from '../kernel/proof/bytes.ts'
import { commitment, readStatement } from '../kernel/proof/statement.ts'
import { ending, type EndingFacts, type EndingState } from './ending.ts'
import { callOffMs, operationHoldings, purposeOf, purposes, reasons } from './terms.ts'
import { commands, type EndingCommand } from './commands.ts'

const id = (n: number) => uuid8(Uint8Array.from(createHash('sha256').update(`id ${n}`).digest()))
const [guo, operation, objection] = [id(1), id(2), id(3)]
const [community, county] = ['140729100001', '140729']
const day = 86_400_000
const digest = 'a'.repeat(64)
const people = {
  guo: { person: guo, grants: [] as Grant[] },
  chen: { person: id(8), grants: [{ role: 'officer' as const, area: community }] },
  du: { person: id(9), grants: [{ role: 'dispatcher' as const, area: county }] },
  an: { person: id(10), grants: [{ role: 'security' as const, area: county }] },
  muster: { person: undefined, grants: [{ role: 'system' as const, area: county }] },
}
interface Letter {
  who: keyof typeof people
  now?: number
  facts?: EndingFacts
  say: EndingCommand
}

function ledger(stream: string, letters: readonly Letter[]) {
  let state: EndingState = ending.initial(stream)
  const statements: unknown[] = []
  const lines = letters.map(({ who, now = 0, facts = {}, say }, n) => {
    const command = commands.parse(say)
    const actor: Actor = { tenant: county, account: id(200), ...people[who] }
    const known: EndingFacts = {
      self: people[who].person,
      key: base64(new Uint8Array(32).fill(n)),
      home: community,
      ...facts,
    }
    const aim = ending.target(state, command, known, stream)
    if (!aim || !allowed(ending.may[command.type], actor, aim)) return `${who} ${command.type}: unknown`
    const answer = ending.decide(state, command, known, { actor, now: now * day, at: 0, id: id(100 + n) })
    if ('refused' in answer) {
      assert.ok(reasons.includes(answer.refused))
      return `${who} ${command.type}: no, ${answer.refused}`
    }
    for (const event of answer.events) {
      state = ending.evolve(state, event)
      if (event.type !== 'destruction-stated') continue
      const body = answer.records![0].body as { key: string; content: string }
      assert.equal(base64(commitment(body)), event.leaf)
      statements.push(readStatement(body.content))
    }
    return `${who} ${command.type}: ${answer.events.map((event) => event.type).join(', ')}`
  })
  return { lines, state, statements }
}

const destroyed = (
  what: Extract<EndingCommand, { type: 'state-destruction' }>['what'],
  records = 3,
): EndingCommand => ({ type: 'state-destruction', what, records, digest })

test('closing starts the dates; nothing is stated before its day, nothing twice, and sooner is a person’s word', () => {
  const { lines, state, statements } = ledger(`ending/${operation}`, [
    { who: 'du', say: { type: 'start-ending', area: county } },
    { who: 'muster', say: destroyed('needs') },
    { who: 'muster', say: { type: 'start-ending', area: county } },
    { who: 'muster', say: { type: 'start-ending', area: county } },
    { who: 'muster', now: 6, say: destroyed('needs') },
    { who: 'muster', now: 7, say: destroyed('needs') },
    { who: 'muster', now: 8, say: destroyed('needs') },
    { who: 'muster', now: 8, say: destroyed('whistles') },
    { who: 'chen', now: 8, say: { type: 'end-now', what: 'sampled' } },
    { who: 'du', now: 8, say: { type: 'end-now', what: 'needs' } },
    { who: 'du', now: 8, say: { type: 'end-now', what: 'sampled' } },
    { who: 'muster', now: 8, say: destroyed('sampled') },
    { who: 'du', now: 8, say: { type: 'end-now', what: 'sampled' } },
    { who: 'chen', now: 8.01, say: { type: 'call-off-end', what: 'sampled' } },
    { who: 'an', now: 8.01, say: { type: 'call-off-end', what: 'sampled' } },
    { who: 'muster', now: 8.125, say: destroyed('sampled') },
    { who: 'du', now: 9, say: { type: 'end-now', what: 'sampled' } },
    { who: 'muster', now: 9.25, say: destroyed('sampled', 246_491) },
    { who: 'du', now: 9.25, say: { type: 'call-off-end', what: 'sampled' } },
    { who: 'an', now: 40, say: { type: 'end-now', what: 'sampled' } },
  ])
  assert.deepEqual(lines, [
    'du start-ending: unknown',
    'muster state-destruction: unknown',
    'muster start-ending: ending-started',
    'muster start-ending: no, already-started',
    'muster state-destruction: no, not-due',
    'muster state-destruction: destruction-stated',
    'muster state-destruction: no, already-destroyed',
    'muster state-destruction: no, not-held',
    'chen end-now: unknown',
    'du end-now: no, already-destroyed',
    'du end-now: end-moved',
    'muster state-destruction: no, not-due',
    'du end-now: no, already-destroyed',
    'chen call-off-end: unknown',
    'an call-off-end: end-called-off',
    'muster state-destruction: no, not-due',
    'du end-now: end-moved',
    'muster state-destruction: destruction-stated',
    'du call-off-end: no, nothing-to-call-off',
    'an end-now: no, already-destroyed',
  ])
  assert.ok(state.kind === 'ending')
  assert.deepEqual(state.ends, { sampled: 9 * day + callOffMs, needs: 7 * day })
  assert.deepEqual(statements[1], {
    form: 'muster-ending-1',
    of: `ending/${operation}`,
    number: 1,
    said: 'destroyed',
    what: 'sampled',
    records: 246_491,
    digest,
    before: null,
    at: 9.25 * day,
  })
})

test('what ends by its age is stated for the county again and again', () => {
  const { lines, statements } = ledger(`ending/${county}`, [
    { who: 'muster', say: { ...destroyed('whistles'), before: 5 } as EndingCommand },
    { who: 'muster', say: destroyed('whistles') },
    { who: 'an', say: destroyed('whistles') },
    { who: 'muster', say: { type: 'start-ending', area: county } },
  ])
  assert.deepEqual(lines, [
    'muster state-destruction: destruction-stated',
    'muster state-destruction: destruction-stated',
    'an state-destruction: unknown',
    'muster start-ending: unknown',
  ])
  assert.deepEqual(
    (statements as { number: number }[]).map(({ number }) => number),
    [0, 1],
    'statements of a county are numbered, so that none can be left out',
  )
  assert.deepEqual(ledger(`ending/${community}`, [{ who: 'muster', say: destroyed('whistles') }]).lines, [
    'muster state-destruction: unknown',
  ])
})

test('a person objects for themselves, a person answers, and only what was granted is destroyed', () => {
  const object: EndingCommand = { type: 'object', person: guo, about: 'openings', text: '请删除' }
  const answer = (verdict: 'granted' | 'kept'): EndingCommand => ({ type: 'answer-objection', verdict, text: '同意' })
  const { lines, state } = ledger(`objection/${objection}`, [
    { who: 'chen', say: object },
    { who: 'guo', say: object, facts: { home: undefined } },
    { who: 'guo', say: object, facts: { waiting: true } },
    { who: 'guo', say: object },
    { who: 'guo', say: object },
    { who: 'guo', say: answer('granted') },
    { who: 'muster', say: destroyed('openings') },
    { who: 'chen', say: answer('granted') },
    { who: 'an', say: answer('kept') },
    { who: 'muster', now: 0.01, say: destroyed('openings') },
    { who: 'chen', now: 0.01, say: { type: 'call-off-answer' } },
    { who: 'chen', now: 0.01, say: { type: 'call-off-answer' } },
    { who: 'muster', now: 1, say: destroyed('openings') },
    { who: 'chen', now: 1, say: answer('granted') },
    { who: 'chen', now: 2, say: { type: 'call-off-answer' } },
    { who: 'muster', now: 2, say: destroyed('everything') },
    { who: 'muster', now: 2, say: destroyed('openings') },
    { who: 'muster', now: 2, say: destroyed('openings') },
  ])
  assert.deepEqual(lines, [
    'chen object: unknown',
    'guo object: unknown',
    'guo object: no, already-objected',
    'guo object: objection-raised',
    'guo object: no, already-objected',
    'guo answer-objection: unknown',
    'muster state-destruction: no, not-held',
    'chen answer-objection: objection-answered',
    'an answer-objection: no, already-decided',
    'muster state-destruction: no, not-due',
    'chen call-off-answer: answer-called-off',
    'chen call-off-answer: no, nothing-to-call-off',
    'muster state-destruction: no, not-held',
    'chen answer-objection: objection-answered',
    'chen call-off-answer: no, nothing-to-call-off',
    'muster state-destruction: no, not-held',
    'muster state-destruction: destruction-stated',
    'muster state-destruction: no, already-destroyed',
  ])
  assert.ok(state.kind === 'objection' && state.destroyed)
  const { lines: kept } = ledger(`objection/${objection}`, [
    { who: 'guo', say: object },
    { who: 'chen', say: answer('kept') },
    { who: 'muster', say: destroyed('openings') },
  ])
  assert.equal(kept[2], 'muster state-destruction: no, not-held')
})

test('everything held has a purpose with an end', () => {
  assert.ok(purposes.every(({ days }) => days > 0 && days <= 3_650))
  for (const what of operationHoldings) assert.equal(purposeOf(what).from, 'closing')
})
