// What stands under the house's key: a receipt's seal and a command's digest tell every change of what they cover.
import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { test } from 'node:test'
import { digestOf, sealOf } from './receipts.ts'

const key = createSecretKey(Buffer.alloc(32, 1))
const otherKey = createSecretKey(Buffer.alloc(32, 2))

test('another value of any field is another seal', () => {
  const row = { tenant: '140729', id: 'a', sender: 'b', digest: '00', mark: 1, receipt: '{"status":"accepted"}' }
  const changed = [
    { ...row, tenant: '140730' },
    { ...row, id: 'c' },
    { ...row, sender: 'c' },
    { ...row, digest: '01' },
    { ...row, mark: 2 },
    { ...row, receipt: '{"status":"refused"}' },
    // The same letters, differently parted.
    { ...row, id: 'ab', sender: '' },
    { ...row, digest: '001', mark: 1 },
  ]
  const seals = [row, ...changed].map((one) => sealOf(key, one).toString('hex'))
  assert.equal(new Set(seals).size, seals.length)
  assert.ok(seals.every((seal) => /^[0-9a-f]{32}$/.test(seal)))
  assert.deepEqual(sealOf(key, { ...row }), sealOf(key, row))
  assert.notDeepEqual(sealOf(otherKey, row), sealOf(key, row))
})

test('another room, stream, body or key is another digest', () => {
  const body = { type: 'answer-call', answer: 'cannot' }
  const digests = [
    digestOf(key, 'muster', 'muster/1', body),
    digestOf(key, 'point', 'muster/1', body),
    digestOf(key, 'muster', 'muster/2', body),
    digestOf(key, 'muster', 'muster/1', { ...body, answer: 'talk' }),
    digestOf(otherKey, 'muster', 'muster/1', body),
  ]
  assert.equal(new Set(digests).size, digests.length)
})
