// The dossier's rules as ledgers: one line a letter, who did what and what came of it; and that each statement's leaf
// opens to what was said.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { allowed, roles, type Actor, type Grant, type Role } from '../kernel/actor.ts'
import { uuid8 } from '../kernel/ids.ts'
import { dossier } from './dossier.ts'
import { base64 } from '../kernel/proof/bytes.ts'
import { publicKeyOf, signEd25519 } from '../kernel/proof/ed25519.ts'
import { cosigned } from '../kernel/proof/note.ts'
import { commitment, readStatement } from '../kernel/proof/statement.ts'
import { leafEvents, reasons } from './terms.ts'
import { commands, type DossierCommand } from './commands.ts'
import type { DossierFacts, DossierState } from './state.ts'

const id = (n: number) => uuid8(Uint8Array.from(createHash('sha256').update(`id ${n}`).digest()))
const [guo, li, chen, unit, muster] = [id(1), id(2), id(3), id(4), id(5)]
const [community, township, county] = ['140729100001', '140729100', '140729']
const hour = 3_600_000
const noon = 400 * 24 * hour
/** guo served; li is the liaison of guo's unit; chen the community's officer; wang another officer. */
const people = {
  guo: { person: guo, grants: [] as Grant[] },
  li: { person: li, grants: [{ role: 'liaison' as const, area: county, unit }] },
  chen: { person: chen, grants: [{ role: 'officer' as const, area: community }] },
  wang: { person: id(6), grants: [{ role: 'officer' as const, area: township }] },
  muster: { person: undefined, grants: [{ role: 'system' as const, area: county }] },
  stranger: { person: id(7), grants: [{ role: 'officer' as const, area: '140729200' }] },
}
type Who = keyof typeof people
interface Letter {
  who: Who
  now?: number
  facts?: DossierFacts
  say: DossierCommand
}

/** Gives letters to one entry. Times are hours after noon. */
function ledger(stream: string, letters: readonly Letter[]) {
  let state: DossierState = dossier.initial(stream)
  const sealed: { leaf: string; said: unknown; statement: Record<string, unknown> }[] = []
  const lines = letters.map(({ who, now = 0, facts = {}, say }, n) => {
    const command = commands.parse(say)
    const actor: Actor = { tenant: county, account: id(200), ...people[who] }
    const known: DossierFacts = {
      self: people[who].person,
      key: base64(createHash('sha256').update(`key ${n}`).digest()),
      person: { unit, name: '演示甲' },
      names: { unit: '演示单位', area: '城关' },
      ...facts,
    }
    const aim = dossier.target(state, command, known, stream)
    if (!aim || !allowed(dossier.may[command.type], actor, aim)) return `${who} ${command.type}: unknown`
    const answer = dossier.decide(state, command, known, {
      actor,
      now: noon + now * hour,
      at: noon + now * hour,
      id: id(1000 + n),
    })
    if ('refused' in answer) {
      assert.ok(reasons.includes(answer.refused))
      return `${who} ${command.type}: no, ${answer.refused}`
    }
    for (const event of answer.events) {
      state = dossier.evolve(state, event)
      if (!('leaf' in event)) continue
      assert.ok((leafEvents as readonly string[]).includes(event.type))
      const body = answer.records![0].body as { key: string; content: string }
      assert.equal(base64(commitment(body)), event.leaf, 'the leaf opens with what was sealed')
      sealed.push({
        leaf: event.leaf,
        said: readStatement(body.content)!.said,
        statement: readStatement(body.content)!,
      })
      assert.equal(answer.records![0].subject, guo, 'erasing the person erases what the leaf says')
    }
    assert.doesNotMatch(JSON.stringify(answer.events), /演示|城关|排队/, 'no name and no words stand in an event')
    return `${who} ${command.type}: ${answer.events.map((event) => event.type).join(', ')}`
  })
  return { lines, state, sealed }
}

const opened = (
  from: number,
  until: number,
  more: Partial<Extract<DossierCommand, { type: 'open-entry' }>> = {},
): DossierCommand => ({
  type: 'open-entry',
  source: 'muster',
  of: muster,
  person: guo,
  from: noon + from * hour,
  until: noon + until * hour,
  area: community,
  evidence: 'scanned',
  ...more,
})
const typed = (from: number, until: number): DossierCommand => ({
  type: 'type-entry',
  person: guo,
  area: community,
  from: noon + from * hour,
  until: noon + until * hour,
  duty: '排队维持',
})

test('scanned on the spot: opened by Muster, confirmed by the community, answered by the unit, then feedback', () => {
  const { lines, state, sealed } = ledger(`entry/${muster}.${guo}`, [
    { who: 'chen', say: opened(-2, 0) },
    { who: 'muster', say: opened(-2, 0) },
    { who: 'muster', say: opened(-2, 0) },
    { who: 'guo', say: { type: 'confirm-entry' } },
    { who: 'stranger', say: { type: 'confirm-entry' } },
    { who: 'li', say: { type: 'confirm-entry' } },
    { who: 'chen', say: { type: 'confirm-entry' } },
    { who: 'wang', say: { type: 'confirm-entry' } },
    { who: 'chen', say: { type: 'answer-entry', answer: 'agreed' } },
    { who: 'li', say: { type: 'answer-entry', answer: 'agreed' } },
    { who: 'li', say: { type: 'answer-entry', answer: 'agreed' } },
    { who: 'li', say: { type: 'answer-entry', answer: 'disputed', text: '当天在单位值班' } },
    { who: 'chen', say: { type: 'give-feedback', as: 'community', text: '干得好' } },
    { who: 'li', say: { type: 'give-feedback', as: 'community', text: '谢谢' } },
    { who: 'li', say: { type: 'give-feedback', as: 'unit', text: '谢谢' } },
    { who: 'guo', say: { type: 'give-feedback', as: 'person', text: '愿意再来' } },
    { who: 'stranger', say: { type: 'give-feedback', as: 'community', text: '外人' } },
  ])
  assert.deepEqual(lines, [
    'chen open-entry: unknown',
    'muster open-entry: entry-opened',
    'muster open-entry: no, already-open',
    'guo confirm-entry: unknown',
    'stranger confirm-entry: unknown',
    'li confirm-entry: unknown',
    'chen confirm-entry: entry-confirmed',
    'wang confirm-entry: no, already-confirmed',
    'chen answer-entry: unknown',
    'li answer-entry: entry-answered',
    'li answer-entry: no, already-answered',
    'li answer-entry: entry-answered',
    'chen give-feedback: feedback-given',
    'li give-feedback: no, not-your-side',
    'li give-feedback: feedback-given',
    'guo give-feedback: feedback-given',
    'stranger give-feedback: unknown',
  ])
  assert.equal(state.kind === 'entry' && state.phase, 'confirmed')
  assert.deepEqual(
    sealed.map(({ statement }) => [
      statement.number,
      statement.said,
      statement.state,
      statement.minutes,
      statement.evidence,
    ]),
    [
      [0, 'opened', 'open', 120, 'scanned'],
      [1, 'confirmed', 'confirmed', 120, 'scanned'],
      [2, 'answered', 'confirmed', 120, 'scanned'],
      [3, 'answered', 'confirmed', 120, 'scanned'],
      [4, 'feedback', 'confirmed', 120, 'scanned'],
      [5, 'feedback', 'confirmed', 120, 'scanned'],
      [6, 'feedback', 'confirmed', 120, 'scanned'],
    ],
  )
  assert.equal(new Set(sealed.map((one) => one.leaf)).size, sealed.length)
})

test('hours typed in: by community or unit, never confirmed by who typed them, and corrections are added', () => {
  const { lines, state, sealed } = ledger(`entry/${id(9)}`, [
    { who: 'stranger', say: typed(-3, -1) },
    { who: 'guo', say: typed(-3, -1) },
    { who: 'chen', say: typed(-1, -3) },
    { who: 'chen', say: typed(-1, 1) },
    { who: 'chen', say: typed(-30, -1) },
    { who: 'chen', say: typed(-24 * 93, -24 * 93 + 2) },
    { who: 'chen', say: typed(-3, -1) },
    { who: 'li', say: typed(-3, -1) },
    { who: 'chen', say: { type: 'confirm-entry' } },
    { who: 'wang', say: { type: 'confirm-entry' }, facts: { overlaps: ['x'] } },
    { who: 'wang', say: { type: 'confirm-entry', overlapping: true }, facts: { overlaps: ['x'] } },
    { who: 'li', say: { type: 'correct-entry', from: noon - 3 * hour, until: noon - hour, why: '没有变' } },
    { who: 'li', say: { type: 'correct-entry', from: noon - 3 * hour, until: noon - 2 * hour, why: '提前走了' } },
    { who: 'wang', say: { type: 'confirm-entry' } },
    { who: 'wang', say: { type: 'withdraw-entry', why: '记错人' } },
    { who: 'li', say: { type: 'answer-entry', answer: 'agreed' } },
    { who: 'chen', say: { type: 'confirm-entry' } },
  ])
  assert.deepEqual(lines, [
    'stranger type-entry: unknown',
    'guo type-entry: unknown',
    'chen type-entry: no, bad-times',
    'chen type-entry: no, in-the-future',
    'chen type-entry: no, too-long',
    'chen type-entry: no, too-old',
    'chen type-entry: entry-opened',
    'li type-entry: no, already-open',
    'chen confirm-entry: no, own-typing',
    'wang confirm-entry: no, overlapping',
    'wang confirm-entry: entry-confirmed',
    'li correct-entry: no, nothing-changed',
    'li correct-entry: entry-corrected',
    'wang confirm-entry: entry-confirmed',
    'wang withdraw-entry: entry-withdrawn',
    'li answer-entry: no, withdrawn',
    'chen confirm-entry: no, withdrawn',
  ])
  assert.ok(
    state.kind === 'entry' &&
      state.told?.minutes === 60 &&
      state.told.evidence === 'typed' &&
      state.phase === 'withdrawn',
  )
  assert.deepEqual(
    sealed.map(({ statement }) => [statement.said, statement.minutes, statement.state]),
    [
      ['opened', 120, 'open'],
      ['confirmed', 120, 'confirmed'],
      ['corrected', 60, 'open'],
      ['confirmed', 60, 'confirmed'],
      ['withdrawn', 60, 'withdrawn'],
    ],
  )
  assert.equal(sealed[2].statement.why, '提前走了')
})

test('words corrected leave a late upload late; a stretch corrected is as typed, and not late', () => {
  const correct = (until: number, more: { duty?: string }): DossierCommand => ({
    type: 'correct-entry',
    from: noon - 2 * hour,
    until: noon + until * hour,
    why: '核对',
    ...more,
  })
  const late: Letter = {
    who: 'muster',
    facts: { served: { area: community, evidence: 'scanned', late: true } },
    say: opened(-2, 0, { evidence: undefined }),
  }
  const table = [
    [correct(0, { duty: '维持秩序' }), ['scanned', true, 120]],
    [correct(-1, {}), ['typed', false, 60]],
  ] as const
  for (const [say, expected] of table) {
    const { lines, state } = ledger(`entry/${muster}.${guo}`, [late, { who: 'li', say }])
    assert.equal(lines[1], 'li correct-entry: entry-corrected')
    assert.ok(state.kind === 'entry' && state.told)
    assert.deepEqual([state.told.evidence, state.told.late, state.told.minutes], expected)
  }
})

test('who comes back adds a stretch, the weaker evidence counts, times moved by hand are known by word alone', () => {
  const { lines, state } = ledger(`entry/${muster}.${guo}`, [
    { who: 'muster', say: opened(-8, -8) },
    { who: 'muster', say: opened(-8, -6) },
    { who: 'muster', say: opened(-7, -5) },
    { who: 'muster', say: opened(-4, -3, { evidence: 'confirmed' }) },
    { who: 'muster', say: opened(-2, 40), now: 40 },
    {
      who: 'chen',
      say: { type: 'correct-entry', from: noon - 8 * hour, until: noon - 5 * hour, why: '按签到表' },
      now: 41,
    },
  ])
  assert.deepEqual(lines, [
    'muster open-entry: no, nothing-served',
    'muster open-entry: entry-opened',
    'muster open-entry: no, already-open',
    'muster open-entry: entry-stretched',
    'muster open-entry: entry-stretched',
    'chen correct-entry: entry-corrected',
  ])
  assert.ok(state.kind === 'entry' && state.told)
  assert.deepEqual([state.told.minutes, state.told.evidence], [180, 'typed'])
  const { state: kept } = ledger(`entry/${muster}.${guo}`, [
    { who: 'muster', say: opened(-8, -6) },
    { who: 'muster', say: opened(-4, -3, { evidence: 'confirmed' }) },
    { who: 'muster', say: opened(-2, 40), now: 40 },
  ])
  assert.deepEqual(kept.kind === 'entry' && [kept.told!.minutes, kept.told!.evidence], [
    120 + 60 + 24 * 60,
    'confirmed',
  ])
})

test('what the muster itself knows is taken from it, and a stream bears the names of what it is about', () => {
  const bare = { area: undefined, evidence: undefined }
  const facts: DossierFacts = { served: { area: community, evidence: 'scanned', late: true, duty: '搬物资' } }
  const { lines, state, sealed } = ledger(`entry/${muster}.${guo}`, [
    { who: 'muster', say: opened(-2, 0, bare) },
    { who: 'muster', say: opened(-2, 0, bare), facts },
  ])
  assert.deepEqual(lines, ['muster open-entry: unknown', 'muster open-entry: entry-opened'])
  assert.ok(state.kind === 'entry' && state.told?.late)
  assert.deepEqual([sealed[0].statement.duty, sealed[0].statement.late], ['搬物资', true])
  for (const stream of [`entry/${muster}`, `entry/${muster}.${li}`, `entry/${muster}.${guo}.${guo}`, 'entry/x'])
    assert.deepEqual(
      ledger(stream, [{ who: 'muster', say: opened(-2, 0) }]).lines,
      ['muster open-entry: unknown'],
      stream,
    )
  assert.deepEqual(
    ledger(`entry/${muster}.${guo}`, [{ who: 'muster', say: opened(-2, 0), facts: { person: undefined } }]).lines,
    ['muster open-entry: unknown'],
  )
})

const seed = Uint8Array.from(createHash('sha256').update('seed').digest())
const key = base64(publicKeyOf(seed))

test('a witness signs what was made, forward only, with its own key', () => {
  const text = 'muster-log/140729/x\n7\nAAAA\n'
  const by = (size: number, seconds = noon / 1000, with_ = seed): DossierCommand => ({
    type: 'cosign',
    size,
    seconds,
    signature: base64(signEd25519(with_, cosigned(text, seconds))),
  })
  const facts: DossierFacts = { unitArea: community, checkpoint: text }
  const { lines, state } = ledger(`witness/${unit}`, [
    { who: 'li', say: by(7), facts },
    { who: 'chen', say: { type: 'enrol-witness', key }, facts },
    { who: 'li', say: { type: 'enrol-witness', key }, facts },
    { who: 'li', say: { type: 'enrol-witness', key }, facts },
    { who: 'li', say: by(7), facts: { unitArea: community } },
    { who: 'li', say: by(7, noon / 1000 - 3_600), facts },
    {
      who: 'li',
      say: by(
        7,
        noon / 1000,
        seed.map((byte) => byte ^ 1),
      ),
      facts,
    },
    { who: 'li', say: by(7), facts },
    { who: 'li', say: by(7), facts },
    { who: 'li', say: by(6), facts },
    { who: 'li', say: { type: 'retire-witness' }, facts },
    { who: 'li', say: by(9), facts },
  ])
  assert.deepEqual(lines, [
    'li cosign: no, not-a-witness',
    'chen enrol-witness: unknown',
    'li enrol-witness: witness-enrolled',
    'li enrol-witness: no, already-witness',
    'li cosign: no, checkpoint-unknown',
    'li cosign: no, clock-wrong',
    'li cosign: no, signature-wrong',
    'li cosign: checkpoint-cosigned',
    'li cosign: no, already-cosigned',
    'li cosign: no, already-cosigned',
    'li retire-witness: witness-retired',
    'li cosign: no, not-a-witness',
  ])
  assert.ok(state.kind === 'witness' && state.size === 7)
})

test('a witness is enrolled by whom the unit or the community trusts with it, and only where there is one', () => {
  assert.deepEqual(
    ledger(`witness/${community}`, [
      { who: 'stranger', say: { type: 'enrol-witness', key } },
      { who: 'chen', say: { type: 'enrol-witness', key } },
    ]).lines,
    ['stranger enrol-witness: unknown', 'chen enrol-witness: witness-enrolled'],
  )
  assert.deepEqual(
    ledger(`witness/${unit}`, [{ who: 'li', say: { type: 'enrol-witness', key } }]).lines,
    ['li enrol-witness: unknown'],
    'a unit that is not there',
  )
})

test('a person may speak, never confirm; a liaison answers, never confirms; nobody from elsewhere does either', () => {
  const may = (role: Role, type: DossierCommand['type']) => dossier.may[type].roles.includes(role)
  assert.deepEqual(
    roles.filter((role) => may(role, 'confirm-entry')),
    ['officer', 'dispatcher'],
  )
  assert.deepEqual(
    roles.filter((role) => may(role, 'answer-entry')),
    [],
  )
  assert.deepEqual(
    roles.filter((role) => may(role, 'open-entry')),
    ['system'],
  )
})
