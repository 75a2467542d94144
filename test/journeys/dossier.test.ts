// A day's service written down: from the muster's end through confirmation, the unit's answer and feedback to a proof
// that a stranger checks offline; and what the log shows to everybody.
import assert from 'node:assert/strict'
import { createHash, createPrivateKey, createPublicKey, randomBytes, sign, type KeyObject } from 'node:crypto'
import { after, before, test } from 'node:test'
import { base64, fromBase64, utf8 } from '#domain/kernel/proof/bytes.ts'
import { readCheckpoint } from '#domain/kernel/proof/checkpoint.ts'
import { cosigned, readKey, readNote } from '#domain/kernel/proof/note.ts'
import { checkProof } from '#domain/kernel/proof/proof.ts'
import { isConsistent } from '#domain/kernel/proof/tree.ts'
import type { Id } from '#domain/kernel/ids.ts'
import type { EntriesAnswer, EntryAnswer } from '#rooms/dossier/questions.ts'
import type { LogAnswer, ProofAnswer } from '#rooms/dossier/proofs.ts'
import { verifyLog } from '#journal/log/verify.ts'
import {
  community,
  county,
  openHouse,
  otherCommunity,
  settle,
  until,
  type Client,
  type TestHouse,
} from '#test/house.ts'
import pg from 'pg'

let house: TestHouse
let officer: Client
let second: Client
let liaison: Client
let guo: Client
let unit: Id
let muster: Id
let entry: string
const [minute, hour] = [60_000, 3_600_000]

before(async () => {
  house = await openHouse()
  await settle(house)
  unit = house.newId()
  await house.given(['registry', `unit/${unit}`, { type: 'enrol-unit', name: '演示第一单位', area: county }])
  officer = await house.as('officer')
  second = await house.as('officer')
  liaison = await house.as({ role: 'liaison', area: county, unit })
  const person = house.newId()
  await house.given([
    'registry',
    `person/${person}`,
    { type: 'enrol-person', name: '郭演示', phone: '13700009999', home: community, unit, skills: [], availability: [] },
  ])
  await house.given(['access', `account/${person}`, { type: 'open-account' }])
  guo = await house.logIn(person)
})
after(() => house.stop())

const status = (receipt: { status: string; reason?: string }) => receipt.reason ?? receipt.status

test('who served in a muster finds it written down when the muster ends; a drill is not', async () => {
  for (const drill of [true, false]) {
    muster = house.newId()
    const whistle = {
      type: 'blow-whistle',
      what: '搬运防汛沙袋',
      label: '东门',
      area: community,
      place: [111.77, 36.85],
      needs: [{ people: 1 }],
      from: house.now(),
      until: house.now() + 9 * hour,
      drill,
      answerMinutes: 10,
      escalateMinutes: 700,
      waves: 'by-hand',
      people: [guo.actor.person!],
    }
    assert.equal(status((await officer.give(['muster', `muster/${muster}`, whistle]))[0]), 'accepted')
    assert.equal(
      status(
        (await officer.give(['muster', `muster/${muster}`, { type: 'mark-arrived', person: guo.actor.person! }]))[0],
      ),
      'accepted',
    )
    await house.pass(12 * minute)
    assert.equal(status((await officer.give(['muster', `muster/${muster}`, { type: 'stand-down' }]))[0]), 'accepted')
  }
  entry = `${muster}.${guo.actor.person}`
  await until(async () => (await guo.ask<EntriesAnswer>('my-entries')).body.rows.length > 0, 'the entry was opened')
  const { body } = await guo.ask<EntriesAnswer>('my-entries')
  assert.equal(body.rows.length, 1)
  assert.deepEqual(
    { ...body.rows[0], starts: 0, ends: 0, openedAt: 0 },
    {
      entry,
      person: guo.actor.person,
      name: '郭演示',
      unit,
      unitName: '演示第一单位',
      area: community,
      areaName: '城关社区',
      source: 'muster',
      occasion: muster,
      starts: 0,
      ends: 0,
      minutes: 12,
      duty: '搬运防汛沙袋',
      evidence: 'confirmed',
      late: false,
      state: 'open',
      answer: null,
      spoken: [],
      corrections: 0,
      overlapping: false,
      openedAt: 0,
      confirmedAt: null,
    },
  )
})

test('overlapping hours of one person are flagged, and confirmed only by who has seen it', async () => {
  const typed = house.newId()
  const [mine] = (await guo.ask<EntriesAnswer>('my-entries')).body.rows
  const [receipt] = await second.give([
    'dossier',
    `entry/${typed}`,
    {
      type: 'type-entry',
      person: guo.actor.person!,
      area: community,
      from: mine.ends - 5 * minute,
      until: mine.ends,
      duty: '维持秩序',
    },
  ])
  assert.deepEqual(receipt.status === 'accepted' && receipt.answer, { overlaps: [entry] })
  const list = (await officer.ask<EntriesAnswer>('entries', { only: 'overlapping' })).body
  assert.deepEqual(list.rows.map((row) => row.entry).sort(), [entry, typed].sort())
  assert.deepEqual(
    [list.totals.entries, list.totals.overlapping, list.totals.typed, list.totals.confirmed],
    [2, 2, 1, 1],
  )
  assert.deepEqual(
    (
      await officer.give(
        ['dossier', `entry/${typed}`, { type: 'confirm-entry' }],
        ['dossier', `entry/${entry}`, { type: 'confirm-entry' }],
      )
    ).map(status),
    ['overlapping', 'overlapping'],
  )
  assert.equal(
    status((await second.give(['dossier', `entry/${typed}`, { type: 'withdraw-entry', why: '重复' }]))[0]),
    'accepted',
  )
  assert.equal(status((await officer.give(['dossier', `entry/${entry}`, { type: 'confirm-entry' }]))[0]), 'accepted')
})

test('the unit answers, both sides speak, the person reads it all; strangers and administrators nothing', async () => {
  assert.equal(
    status(
      (
        await liaison.give(['dossier', `entry/${entry}`, { type: 'answer-entry', answer: 'agreed', text: '情况属实' }])
      )[0],
    ),
    'accepted',
  )
  assert.equal(
    status(
      (
        await officer.give(['dossier', `entry/${entry}`, { type: 'give-feedback', as: 'community', text: '十分得力' }])
      )[0],
    ),
    'accepted',
  )
  const { body } = await guo.ask<EntryAnswer>('entry', { entry })
  assert.deepEqual(
    body.sayings.map(({ said, side, answer, text }) => [said, side, answer, text]),
    [
      ['opened', null, null, null],
      ['confirmed', null, null, null],
      ['answered', null, 'agreed', '情况属实'],
      ['feedback', 'community', null, '十分得力'],
    ],
  )
  assert.equal((await liaison.ask<EntriesAnswer>('entries')).body.rows.length, 2)
  for (const grant of [
    { role: 'officer' as const, area: otherCommunity },
    { role: 'administrator' as const, area: county },
    { role: 'volunteer' as const, area: community },
  ]) {
    const stranger = await house.as(grant)
    assert.equal((await stranger.ask('entry', { entry })).status, 404, grant.role)
    assert.equal((await stranger.ask('entry-proof', { entry })).status, 404, grant.role)
    const list = await stranger.ask<EntriesAnswer>('entries')
    assert.ok(list.status === 404 || list.body.rows.length === 0, grant.role)
  }
})

async function proofOf(client: Client): Promise<NonNullable<ProofAnswer['proof']>> {
  await until(
    async () => (await client.ask<ProofAnswer>('entry-proof', { entry })).body.proof !== null,
    'a checkpoint covers it',
  )
  return (await client.ask<ProofAnswer>('entry-proof', { entry })).body.proof!
}

test('the proof is checked offline with the printed root or the published key, and says what was served', async () => {
  const proof = await proofOf(guo)
  const key = readKey((await (await fetch(`${house.url}/log/key`)).text()).trim())!
  const checked = checkProof(proof.text, { log: key, root: fromBase64(proof.root)! })
  assert.deepEqual(checked.problems, [])
  const { name, unitName, areaName, minutes, evidence, state, answer, duty } = checked.statement!
  assert.deepEqual(
    { name, unitName, areaName, minutes, evidence, state, answer, duty },
    {
      name: '郭演示',
      unitName: '演示第一单位',
      areaName: '城关社区',
      minutes: 12,
      evidence: 'confirmed',
      state: 'confirmed',
      answer: 'agreed',
      duty: '搬运防汛沙袋',
    },
  )
})

/** A witness's own machine: its key never leaves it, and it remembers the last checkpoint it signed. */
function newWitness() {
  const pair = createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), randomBytes(32)]),
    format: 'der',
    type: 'pkcs8',
  })
  return {
    pair,
    key: base64(Uint8Array.from(createPublicKey(pair).export({ format: 'der', type: 'spki' }).subarray(-32))),
  }
}
const signature = (pair: KeyObject, text: string, seconds: number) =>
  sign(null, cosigned(text, seconds), pair).toString('base64')

test('unit and community witness the log from their own machines, and the proof bears their names', async () => {
  const [ours, theirs] = [newWitness(), newWitness()]
  const seconds = Math.floor(house.now() / 1000)
  const state = (await liaison.ask<LogAnswer>('log-state')).body
  const { text } = readNote(state.note)!
  assert.deepEqual(
    (
      await liaison.give(
        ['dossier', `witness/${unit}`, { type: 'enrol-witness', key: ours.key }],
        ['dossier', `witness/${community}`, { type: 'enrol-witness', key: ours.key }],
      )
    ).map(status),
    ['accepted', 'unknown'],
  )
  assert.equal(
    status((await officer.give(['dossier', `witness/${community}`, { type: 'enrol-witness', key: theirs.key }]))[0]),
    'accepted',
  )
  const cosign = (pair: KeyObject) => ({
    type: 'cosign',
    size: state.size,
    seconds,
    signature: signature(pair, text, seconds),
  })
  assert.deepEqual(
    (
      await liaison.give(
        ['dossier', `witness/${unit}`, cosign(theirs.pair)],
        ['dossier', `witness/${unit}`, cosign(ours.pair)],
      )
    ).map(status),
    ['signature-wrong', 'accepted'],
  )
  assert.equal(status((await officer.give(['dossier', `witness/${community}`, cosign(theirs.pair)]))[0]), 'accepted')
  const proof = await proofOf(guo)
  const checked = checkProof(proof.text, {
    log: readKey(proof.vkey)!,
    witnesses: proof.witnesses.map((line) => readKey(line)!),
    witnessesMin: 2,
  })
  assert.deepEqual(
    [checked.problems, checked.witnesses.map((one) => one.name).sort()],
    [[], [`muster-witness/${community}`, `muster-witness/${unit}`].sort()],
  )
  // The published checkpoint of that size carries them too, until a larger one is signed.
  const published = readNote(await (await fetch(`${house.url}/log/${county}/checkpoint`)).text())!
  assert.ok(readCheckpoint(published.text)!.size >= state.size)
})

test('the log is served in the layout of tlog-tiles, and shows that it only grew', async () => {
  const before = (await guo.ask<LogAnswer>('log-state')).body
  assert.equal(
    status(
      (
        await officer.give(['dossier', `entry/${entry}`, { type: 'give-feedback', as: 'community', text: '再次感谢' }])
      )[0],
    ),
    'accepted',
  )
  await until(async () => (await guo.ask<LogAnswer>('log-state')).body.size > before.size, 'the log was signed again')
  const now = (await guo.ask<LogAnswer>('log-state')).body
  const growth = (
    await guo.ask<{ proof: string[]; oldRoot: string }>('log-growth', { old: before.size, size: now.size })
  ).body
  assert.ok(
    isConsistent(
      before.size,
      fromBase64(before.root)!,
      now.size,
      fromBase64(now.root)!,
      growth.proof.map((hash) => fromBase64(hash)!),
    ),
  )
  assert.equal((await guo.ask('log-growth', { old: 0, size: now.size })).status, 400)
  const entries = Buffer.from(await (await fetch(`${house.url}/log/tile/entries/000.p/${now.size}`)).arrayBuffer())
  const hashes = Buffer.from(await (await fetch(`${house.url}/log/tile/0/000.p/${now.size}`)).arrayBuffer())
  assert.equal(hashes.length, now.size * 32)
  for (let i = 0; i < now.size; i++)
    assert.deepEqual(
      createHash('sha256')
        .update(Buffer.of(0))
        .update(entries.subarray(i * 34 + 2, i * 34 + 34))
        .digest(),
      hashes.subarray(i * 32, i * 32 + 32),
    )
  for (const path of [
    'tile/0/001',
    'tile/0/000',
    'tile/1/000.p/1',
    'tile/x/000',
    'tile/00/000.p/1',
    `tile/0/000.p/${now.size + 1}`,
    'tile/entries/../checkpoint',
    'nothing',
  ])
    assert.equal((await fetch(`${house.url}/log/${path}`)).status, 404, path)
  assert.equal((await fetch(`${house.url}/log/140730/checkpoint`)).status, 404)
})

test('nothing of the day is readable in journal or log, and erasing the person leaves every proof', async () => {
  const rows = await house.sql<{ t: string }>(
    `select event::text as t
     from journal
     union all select encode(leaf, 'hex')
     from log_leaves`,
  )
  const all = rows.map((row) => row.t).join('\n')
  for (const secret of ['郭演示', '沙袋', '情况属实', '得力']) assert.ok(!all.includes(secret), secret)
  const kept = await proofOf(guo)
  await house.asDoor(county, (tx) => house.vault.erase(tx, county, { subject: guo.actor.person! }))
  const bare = await proofOf(officer)
  assert.ok(!bare.opened)
  const checked = checkProof(bare.text, { log: readKey(bare.vkey)! })
  assert.deepEqual([checked.holds, checked.statement], [true, undefined])
  // Whoever kept the text keeps their proof.
  assert.ok(checkProof(kept.text, { log: readKey(bare.vkey)! }).holds)
  const owner = new pg.Client(house.database.owner)
  await owner.connect()
  const verified = await verifyLog(owner, house.keys)
  await owner.end()
  assert.deepEqual(verified.faults, [])
  assert.ok(verified.leaves >= 7 && utf8(verified.roots[0].root).length > 40)
  const { views } = await house.journal.rebuild()
  assert.deepEqual(
    views.filter((view) => view.missing + view.surplus > 0),
    [],
  )
})
