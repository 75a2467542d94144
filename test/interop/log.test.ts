// The served log before verifiers that share nothing with ours: Sigstore's for inclusion of every leaf, and where Go
// is, the Go project's own packages for note, tiles, inclusion and consistency.
import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { LogCheckpoint } from '@sigstore/verify/dist/tlog/checkpoint.js'
import { verifyMerkleInclusion } from '@sigstore/verify/dist/tlog/merkle.js'
import type { Id } from '#domain/kernel/ids.ts'
import type { EntriesAnswer } from '#rooms/dossier/questions.ts'
import type { LogAnswer, ProofAnswer } from '#rooms/dossier/proofs.ts'
import { community, openHouse, settle, until, type Client, type TestHouse } from '#test/house.ts'

/** Beyond a whole tile of 256 and a second that is not. */
const entriesFirst = 240
const entriesThen = 90
const [entryBytes, lengthBytes] = [34, 2]
/** Debian's golang-golang-x-mod-dev. */
const goPath = '/usr/share/gocode'

let house: TestHouse
let officer: Client
let guo: Client
let person: Id

before(async () => {
  house = await openHouse()
  await settle(house)
  officer = await house.as('officer')
  person = house.newId()
  await house.given(
    [
      'registry',
      `person/${person}`,
      { type: 'enrol-person', name: '郭演示', phone: '13700009999', home: community, skills: [], availability: [] },
    ],
    ['access', `account/${person}`, { type: 'open-account' }],
  )
  guo = await house.logIn(person)
})
after(() => house.stop())

/** Leaves under the newest signature; none is signed at first. */
const size = async () => (await guo.ask<Partial<LogAnswer>>('log-state')).body.size ?? 0
const text = async (at: string) => (await fetch(`${house.url}/log/${at}`)).text()
const bytes = async (at: string) => Buffer.from(await (await fetch(`${house.url}/log/${at}`)).arrayBuffer())

/** Written down, and signed. */
async function written(entries: number): Promise<void> {
  const before = await size()
  for (let from = 0; from < entries; from += 90) {
    const given = await officer.give(
      ...Array.from(
        { length: Math.min(90, entries - from) },
        (_, n) =>
          [
            'dossier',
            `entry/${house.newId()}`,
            {
              type: 'type-entry',
              person,
              area: community,
              from: house.now() - (from + n + 2) * 3_600_000,
              until: house.now() - (from + n + 1) * 3_600_000,
              duty: '维持秩序',
            },
          ] as const,
      ),
    )
    assert.ok(
      given.every((receipt) => receipt.status === 'accepted'),
      JSON.stringify(given[0]),
    )
  }
  await until(async () => (await size()) >= before + entries, 'the log is signed')
}

/** Proofs of the newest entries. */
async function proofsOf(most: number): Promise<string[]> {
  const { rows } = (await guo.ask<EntriesAnswer>('my-entries')).body
  assert.ok(rows.length >= most)
  const proofs = []
  for (const { entry } of rows.slice(0, most))
    proofs.push((await guo.ask<ProofAnswer>('entry-proof', { entry })).body.proof!.text)
  return proofs
}

test('Sigstore’s verifier finds leaves under the signed root, and no other in their place', async () => {
  await written(entriesFirst)
  await written(entriesThen)
  const checkpoint = LogCheckpoint.fromString(await text('checkpoint'))
  const leaves = Number(checkpoint.logSize)
  assert.ok(leaves > 256 && leaves < 512)
  const read = Buffer.concat([await bytes('tile/entries/000'), await bytes(`tile/entries/001.p/${leaves - 256}`)])
  const leafAt = (index: number) => read.subarray(index * entryBytes + lengthBytes, (index + 1) * entryBytes)
  for (const proof of await proofsOf(60)) {
    const [before, note] = [proof.slice(0, proof.indexOf('\n\n')), proof.slice(proof.indexOf('\n\n') + 2)]
    const lines = before.split('\n')
    const at = lines.findIndex((line) => line.startsWith('index '))
    const [index, hashes] = [
      Number(lines[at].slice('index '.length)),
      lines.slice(at + 1).map((hash) => Buffer.from(hash, 'base64')),
    ]
    const signed = LogCheckpoint.fromString(note)
    const entry = (logIndex: number, leaf: Buffer) =>
      ({ canonicalizedBody: leaf, inclusionProof: { logIndex: String(logIndex), hashes } }) as never
    verifyMerkleInclusion(entry(index, leafAt(index)), signed)
    assert.throws(() => verifyMerkleInclusion(entry(index, leafAt((index + 1) % leaves)), signed), /root hash/)
    assert.throws(() => verifyMerkleInclusion(entry(index ^ 1, leafAt(index)), signed), /root hash|hash count/)
  }
})

test('the Go project’s packages prove note, tiles, inclusion and growth, where Go is installed', async (context) => {
  if (spawnSync('go', ['version']).status !== 0 || !existsSync(path.join(goPath, 'src/golang.org/x/mod/sumdb/tlog')))
    return context.diagnostic('no golang-go with golang-golang-x-mod-dev on this machine')
  const folder = mkdtempSync(path.join(os.tmpdir(), 'muster-interop-'))
  try {
    const older = path.join(folder, 'older')
    writeFileSync(older, await text('checkpoint'))
    await written(30)
    writeFileSync(path.join(folder, 'proof'), (await proofsOf(1))[0])
    const run = (...args: string[]) =>
      promisify(execFile)('go', ['run', path.join(import.meta.dirname, 'log.go'), house.url, ...args], {
        env: { ...process.env, GO111MODULE: 'off', GOPATH: goPath, GOFLAGS: '', GOCACHE: path.join(folder, 'cache') },
      })
    const { stdout } = await run(older, path.join(folder, 'proof'))
    assert.match(
      stdout,
      /^signed \d+ leaves, 201 records included, consistent with \d+ leaves, the proof of record \d+ holds\n$/,
    )
    context.diagnostic(stdout.trim())
    writeFileSync(older, (await text('checkpoint')).replace(/\n\d+\n/, '\n7\n'))
    await assert.rejects(run(older), /signature/)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
