// The steward's rules as ledgers: a day's round in a building, a finding on its way, and which photos are taken in.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { allowed, type Actor, type Grant } from '../kernel/actor.ts'
import { uuid8 } from '../kernel/ids.ts'
import { bareJpeg, photoProblem } from './photo.ts'
import { steward, type StewardState } from './steward.ts'
import { aheadMax, dayOf, photoMax, reasons } from './terms.ts'
import { commands, type StewardCommand } from './commands.ts'

const id = (n: number) => uuid8(Uint8Array.from(createHash('sha256').update(`id ${n}`).digest()))
const building = '140729100001-01-0012'
const hour = 3_600_000
/** Noon in China. */
const noon = Date.UTC(2022, 9, 12, 4)
const people: Record<string, { n: number; grants: Grant[] }> = {
  han: { n: 1, grants: [{ role: 'steward', area: building }] },
  wu: { n: 2, grants: [{ role: 'gridWorker', area: '140729100001-01' }] },
  chen: { n: 3, grants: [{ role: 'officer', area: '140729100001' }] },
  next: { n: 4, grants: [{ role: 'steward', area: '140729100001-01-0013' }] },
  muster: { n: 5, grants: [{ role: 'system', area: '140729' }] },
}
interface Line {
  who: string
  now?: number
  at?: number
  say: StewardCommand
}

function ledger(stream: string, lines: readonly Line[]) {
  let state: StewardState = steward.initial(stream)
  const said = lines.map(({ who, now = 0, at = now, say }) => {
    const command = commands.parse(say)
    const { n, grants } = people[who]
    const actor: Actor = { tenant: '140729', account: id(n), person: id(n), grants }
    const aim = steward.target(state, command, { self: id(n) }, stream)
    if (!aim || !allowed(steward.may[command.type], actor, aim)) return `${who} ${command.type}: unknown`
    const answer = steward.decide(
      state,
      command,
      { self: id(n) },
      { actor, now: noon + now * hour, at: noon + at * hour, id: id(60) },
    )
    if ('refused' in answer) {
      assert.ok(reasons.includes(answer.refused))
      return `${who} ${command.type}: no, ${answer.refused}`
    }
    for (const event of answer.events) state = steward.evolve(state, event)
    assert.doesNotMatch(JSON.stringify(answer.events), /老人|堵/, 'no words stand in an event')
    return `${who} ${command.type}: ${answer.events.map((event) => event.type).join(', ')}`
  })
  return { said, state }
}

test('a day’s round: walked, visited, noted, done; another building’s steward and another day are refused', () => {
  const { said, state } = ledger(`patrol/${building}.20221012`, [
    { who: 'next', say: { type: 'walk', bad: [] } },
    { who: 'han', say: { type: 'end-round' } },
    { who: 'han', say: { type: 'walk', bad: ['lights', 'lights'] } },
    { who: 'han', now: 20, at: 12.1, say: { type: 'walk', bad: [] } },
    { who: 'han', now: 80, at: 1, say: { type: 'walk', bad: [] } },
    {
      who: 'han',
      now: 60,
      at: 2,
      say: { type: 'see-household', household: `${building}-0301`, how: 'needs-help', text: '老人要买药' },
    },
    { who: 'wu', say: { type: 'see-household', household: `${building}-0301`, how: 'well' } },
    { who: 'wu', say: { type: 'see-household', household: '140729100001-01-0013-0301', how: 'well' } },
    { who: 'han', say: { type: 'keep-note', text: '老人' } },
    { who: 'han', say: { type: 'do-at-hand', matter: 'waste' } },
    { who: 'han', say: { type: 'end-round' } },
    { who: 'han', say: { type: 'end-round' } },
    { who: 'han', say: { type: 'do-at-hand', matter: 'lights' } },
    { who: 'han', say: { type: 'confirm-done' } },
  ])
  assert.deepEqual(said, [
    'next walk: unknown',
    'han end-round: no, nothing-done',
    'han walk: patrol-walked',
    'han walk: no, not-today',
    'han walk: no, too-late',
    'han see-household: household-seen',
    'wu see-household: no, already-seen',
    'wu see-household: no, other-building',
    'han keep-note: note-kept',
    'han do-at-hand: done-at-hand',
    'han end-round: round-ended',
    'han end-round: no, round-ended',
    'han do-at-hand: done-at-hand',
    'han confirm-done: unknown',
  ])
  assert.deepEqual(state.kind === 'patrol' && [state.walked, state.seen.size, state.notes, state.done, state.ended], [
    1,
    1,
    1,
    2,
    true,
  ])
  assert.equal(dayOf(Date.UTC(2022, 9, 12, 16)), '20221013')
})

const reporting = {
  type: 'report-finding',
  area: building,
  matter: 'blocked-exit',
  urgent: true,
  text: '通道堵了',
} satisfies StewardCommand

test('a phone’s clock may be ten minutes ahead, and no more', () => {
  const walk = { type: 'walk', bad: [] } satisfies StewardCommand
  const aheadHours = aheadMax / hour
  const table = [
    [aheadHours, 'patrol-walked', 'finding-reported'],
    [aheadHours + 1 / hour, 'no, not-today', 'no, not-today'],
    [24, 'no, not-today', 'no, not-today'],
  ] as const
  for (const [at, walked, reported] of table) {
    const { said } = ledger(`patrol/${building}.20221012`, [{ who: 'han', now: 0, at, say: walk }])
    assert.deepEqual(said, [`han walk: ${walked}`], `${at} h ahead`)
    const order = ledger(`order/${id(9)}`, [{ who: 'han', now: 0, at, say: reporting }])
    assert.deepEqual(order.said, [`han report-finding: ${reported}`], `${at} h ahead`)
  }
  assert.deepEqual(
    ledger(`patrol/${building}.20221013`, [{ who: 'han', now: 0, at: 24, say: walk }]).said,
    ['han walk: no, not-today'],
    'tomorrow’s patrol is not written today',
  )
})

test('a finding becomes an order, is done, is confirmed by another, or goes back', () => {
  const { said, state } = ledger(`order/${id(9)}`, [
    { who: 'next', say: reporting },
    { who: 'han', say: { type: 'note-done' } },
    { who: 'han', say: reporting },
    { who: 'han', say: reporting },
    { who: 'han', say: { type: 'give-order', by: noon + hour } },
    { who: 'wu', say: { type: 'give-order', by: noon } },
    { who: 'wu', say: { type: 'give-order', to: id(7), by: noon + 5 * hour } },
    { who: 'wu', say: { type: 'confirm-done' } },
    { who: 'wu', say: { type: 'note-done', text: '堵的东西清了' } },
    { who: 'wu', say: { type: 'confirm-done' } },
    { who: 'han', say: { type: 'send-back', text: '还堵着' } },
    { who: 'chen', say: { type: 'note-done' } },
    { who: 'han', say: { type: 'confirm-done' } },
    { who: 'wu', say: { type: 'give-order', by: noon + hour } },
  ])
  assert.deepEqual(said, [
    'next report-finding: unknown',
    'han note-done: unknown',
    'han report-finding: finding-reported',
    'han report-finding: no, already-reported',
    'han give-order: unknown',
    'wu give-order: no, bad-times',
    'wu give-order: order-given',
    'wu confirm-done: no, wrong-state',
    'wu note-done: order-done',
    'wu confirm-done: no, own-work',
    'han send-back: order-sent-back',
    'chen note-done: order-done',
    'han confirm-done: order-confirmed',
    'wu give-order: no, wrong-state',
  ])
  assert.equal(state.kind === 'order' && state.stands, 'confirmed')
})

test('where hands are short an officer is asked for a whistle; what nobody answers turns red', () => {
  const { said } = ledger(`order/${id(9)}`, [
    { who: 'han', say: reporting },
    { who: 'muster', now: 1, say: { type: 'note-unanswered', since: noon } },
    { who: 'chen', say: { type: 'ask-whistle', people: 5 } },
    { who: 'han', now: 1, say: { type: 'ask-whistle', people: 5 } },
    { who: 'muster', now: 2, say: { type: 'note-unanswered', since: noon } },
    { who: 'muster', now: 2, say: { type: 'note-unanswered', since: noon + hour } },
    { who: 'han', now: 2, say: { type: 'answer-whistle', muster: id(8) } },
    { who: 'chen', now: 2, say: { type: 'answer-whistle', muster: id(8) } },
    { who: 'chen', now: 2, say: { type: 'answer-whistle' } },
    { who: 'muster', now: 3, say: { type: 'note-unanswered', since: noon + hour } },
  ])
  assert.deepEqual(said, [
    'han report-finding: finding-reported',
    'muster note-unanswered: order-unanswered',
    'chen ask-whistle: unknown',
    'han ask-whistle: whistle-asked',
    'muster note-unanswered: no, not-due',
    'muster note-unanswered: order-unanswered',
    'han answer-whistle: unknown',
    'chen answer-whistle: whistle-answered',
    'chen answer-whistle: no, already-answered',
    'muster note-unanswered: no, not-due',
  ])
  const reported = {
    type: 'finding-reported',
    building,
    day: '20221012',
    area: building,
    matter: 'fire',
    urgent: true,
    photo: false,
    words: id(60),
    at: noon,
  } as const
  assert.deepEqual(
    steward.react!(reported, 'order/x', noon).map(({ at, command }) => [at - noon, command]),
    [[30 * 60_000, { type: 'note-unanswered', since: noon }]],
  )
})

test('a photo is a small JPEG that tells nothing but the picture', () => {
  const jpeg = (...segments: number[][]) =>
    Buffer.from([0xff, 0xd8, ...segments.flat(), 0xff, 0xda, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0xff, 0xd9]).toString(
      'base64',
    )
  const segment = (marker: number, text: string) => [0xff, marker, 0, text.length + 2, ...Buffer.from(text)]
  assert.equal(photoProblem(jpeg(segment(0xe0, 'JFIF\0'))), undefined)
  assert.equal(photoProblem(jpeg(segment(0xe0, 'JFIF\0'), segment(0xe1, 'Exif\0\0'))), 'tells-more')
  assert.equal(photoProblem(jpeg(segment(0xfe, 'comment'))), 'tells-more')
  const told = Buffer.from(jpeg(segment(0xe0, 'JFIF\0'), segment(0xe1, 'Exif\0\0'), segment(0xe2, 'ICC')), 'base64')
  assert.equal(
    Buffer.from(bareJpeg(told)).toString('base64'),
    jpeg(segment(0xe0, 'JFIF\0')),
    'what tells more is taken out',
  )
  for (let marker = 0xc0; marker <= 0xfe; marker += 1) {
    if (marker === 0xda) continue
    const tells = (marker >= 0xe1 && marker <= 0xef) || marker === 0xfe
    const name = `marker ${marker.toString(16)}`
    assert.equal(photoProblem(jpeg(segment(marker, 'x'))), tells ? 'tells-more' : undefined, name)
  }
  const odd = Buffer.from(jpeg(segment(0xe0, 'JFIF\0')), 'base64')
  odd[2] = 0xfd
  assert.equal(photoProblem(odd.toString('base64')), 'not-jpeg', 'a segment begins with ff')
  assert.equal(photoProblem(Buffer.from('\x89PNG and so on and so on').toString('base64')), 'not-jpeg')
  assert.equal(photoProblem(jpeg().slice(0, -4)), 'not-jpeg')
  assert.equal(photoProblem('<svg onload=alert(1)>'), 'not-jpeg')
  assert.equal(photoProblem(Buffer.alloc(photoMax + 3).toString('base64')), 'too-large')
  assert.equal(commands.safeParse({ ...reporting, photo: jpeg(segment(0xe1, 'Exif\0\0')) }).success, false)
})
