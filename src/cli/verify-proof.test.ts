// The command line checks a proof from a file alone: exit codes, what it says, and what it refuses.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { base64, utf8 } from '#domain/kernel/proof/bytes.ts'
import { writeCheckpoint } from '#domain/kernel/proof/checkpoint.ts'
import { publicKeyOf, signEd25519 } from '#domain/kernel/proof/ed25519.ts'
import { keyId, writeKey, writeNote, type VerifierKey } from '#domain/kernel/proof/note.ts'
import { writeProof } from '#domain/kernel/proof/proof.ts'
import { commitment, openingOf, writeOpening } from '#domain/kernel/proof/statement.ts'
import { leafHash } from '#domain/kernel/proof/tree.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'muster-proof-'))
after(() => rmSync(folder, { recursive: true }))
const file = path.join(folder, 'a.tlog-proof')
const seed = new Uint8Array(32).fill(7)
const log: VerifierKey = { name: 'muster-log/140729/test', kind: 'note', key: publicKeyOf(seed) }
const opening = openingOf(base64(seed), { form: 'test', minutes: 90 })
const root = leafHash(commitment(opening))
const text = writeCheckpoint({ origin: log.name, size: 1, root })
writeFileSync(
  file,
  writeProof({
    extra: writeOpening(opening),
    index: 0,
    path: [],
    checkpoint: writeNote({
      text,
      signatures: [{ name: log.name, id: keyId(log), bytes: signEd25519(seed, utf8(text)) }],
    }),
  }),
)

/** Through the whole command line once, for the rest through its own module: a start of everything costs a second. */
const direct =
  "import { verifyProof } from './src/cli/verify-proof.ts'; process.exitCode = verifyProof(JSON.parse(process.argv[1]))"
const verify = (proof: string, ...args: string[]) => {
  const question = JSON.stringify({
    proof,
    ...Object.fromEntries(args.flatMap((arg, at) => (at % 2 === 0 ? [[arg.slice(2), args[at + 1]]] : []))),
  })
  const done = spawnSync(process.execPath, ['--input-type=module', '-e', direct, question], { encoding: 'utf8' })
  return { code: done.status, out: done.stdout, err: done.stderr }
}
const whole = (...args: string[]) => {
  const done = spawnSync(process.execPath, ['src/cli/muster.ts', 'verify', '--proof', ...args], {
    encoding: 'utf8',
    env: { ...process.env, DATA_DIR: path.join(folder, 'nowhere'), DATABASE_URL: '' },
  })
  return { code: done.status, out: done.stdout, err: done.stderr }
}

test('a proof holds by the printed root or by the key, and not by nothing', () => {
  const good = whole(file, '--root', base64(root), '--json')
  assert.equal(good.code, 0, good.err)
  assert.deepEqual(JSON.parse(good.out).statement, { form: 'test', minutes: 90 })
  const keyFile = path.join(folder, 'key')
  writeFileSync(keyFile, `${writeKey(log)}\n`)
  assert.equal(verify(file, '--key', keyFile).code, 0)
  assert.match(verify(file, '--key', writeKey(log)).out, /minutes +90/)
  assert.deepEqual(
    [
      verify(file).code,
      verify(file, '--root', base64(seed)).code,
      verify(file, '--key', writeKey({ ...log, name: 'other' })).code,
    ],
    [1, 1, 1],
  )
  assert.match(verify(file).err, /--key/)
})

test('what cannot be read is told apart from what does not hold', () => {
  assert.equal(verify(path.join(folder, 'missing'), '--root', base64(root)).code, 2)
  assert.equal(verify(file, '--root', 'x').code, 2)
  assert.equal(verify(file, '--key', 'a+b').code, 2)
})
