// Passwords, tokens, codes and limits, each tried as an attacker would.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeAt, factorAddress, newFactor, stepOf } from './factor.ts'
import { checkPassword, faultOf, makeVerifier } from './passwords.ts'
import { digestOf, newLink, newSession, readLink, readSession } from './tokens.ts'

const key = Buffer.alloc(32, 7)
const account = '01900000-0000-7000-8000-000000000001'
const now = 1_700_000_000_000

test('a verifier accepts its password and no other, and an account without one accepts nothing', async () => {
  const verifier = await makeVerifier('春天的第一场雨 2026')
  assert.match(verifier, /^\$scrypt\$ln=14,r=8,p=5\$/)
  assert.equal(await checkPassword('春天的第一场雨 2026', verifier), true)
  assert.equal(await checkPassword('春天的第一场雨 2027', verifier), false)
  assert.equal(await checkPassword('春天的第一场雨 2026', undefined), false)
  assert.notEqual(await makeVerifier('春天的第一场雨 2026'), verifier)
})

test('passwords that anybody would guess are refused, long ones of any kind are not', () => {
  const about = ['王建国', '13800001234']
  for (const [password, fault] of [
    ['short', 'too-short'],
    ['1234567890', 'too-plain'],
    ['aaaaaaaaaaaa', 'too-plain'],
    ['password123', 'too-plain'],
    ['abcdefghijkl', 'too-plain'],
    ['woaini5201314', 'too-plain'],
    ['Manchester', 'too-plain'],
    ['manchester1', 'too-plain'],
    ['12alexander!', 'too-plain'],
    ['nuttertools', 'too-plain'],
    ['王建国的密码很长很长', 'names-you'],
    ['x13800001234y', 'names-you'],
    ['a'.repeat(129), 'too-long'],
    ['correct horse battery', undefined],
    ['门前大桥下游过一群鸭', undefined],
    ['x7$kQ!vnw2', undefined],
  ] as const)
    assert.equal(faultOf(password, about), fault, password)
})

test('a session token is read only as it was signed', () => {
  const made = newSession(key, '140729')
  assert.deepEqual(readSession(key, made.token), { tenant: '140729', session: made.session })
  assert.ok(!made.token.includes(made.session))
  const [tenant, secret, mac] = made.token.split('.')
  const forged = [
    '',
    '.',
    '..',
    'a.b.c',
    made.token + '.',
    made.token + '=',
    `${made.token}A`,
    made.token.slice(0, -1),
    `140730.${secret}.${mac}`,
    `${tenant}.${secret}x.${mac}`,
    `${tenant}.${secret}.`,
    `${tenant}.${secret}.${Buffer.alloc(32).toString('base64url')}`,
    newSession(Buffer.alloc(32, 8), '140729').token,
    `${tenant}.${secret}.${mac}.${mac}`,
    ` ${made.token}`,
    `${made.token}\u0000`,
    made.token.toUpperCase(),
  ]
  // The last character of 43 carries two spare bits: other spellings of the same bytes are refused as well.
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  for (const char of alphabet) if (char !== mac.at(-1)) forged.push(made.token.slice(0, -1) + char)
  for (const at of [0, 7, 20, made.token.length - 2])
    for (const bit of [1, 2, 4])
      forged.push(
        made.token.slice(0, at) + String.fromCharCode(made.token.charCodeAt(at) ^ bit) + made.token.slice(at + 1),
      )
  for (const token of forged) assert.equal(readSession(key, token), undefined, JSON.stringify(token))
})

test('a link names its account and keeps its secret', () => {
  const made = newLink('140729', account)
  assert.deepEqual(readLink(made.token), { tenant: '140729', account, digest: made.digest })
  assert.ok(!made.token.includes(made.digest))
  for (const token of [
    '',
    'x',
    made.token + 'AAAA',
    made.token.slice(0, -4),
    `${made.token}.x`,
    made.token.replace('140729', '14072'),
    '140729.' + Buffer.alloc(48).toString('base64url'),
  ])
    assert.equal(readLink(token), undefined, token)
  assert.equal(digestOf('x').length, 64)
})

test('a code is good within one step of its time', () => {
  const secret = newFactor()
  const step = Math.floor(now / 30_000)
  assert.equal(stepOf(secret, codeAt(secret, now), now), step)
  assert.equal(stepOf(secret, codeAt(secret, now - 30_000), now), step - 1)
  assert.equal(stepOf(secret, codeAt(secret, now + 30_000), now), step + 1)
  assert.equal(stepOf(secret, codeAt(secret, now - 90_000), now), undefined)
  for (const code of ['', '12345', '1234567', 'abcdef', '００００００'])
    assert.equal(stepOf(secret, code, now), undefined, code)
  assert.match(factorAddress(secret, '王建国'), /^otpauth:\/\/totp\//)
})

test('RFC 6238 appendix B, the SHA-1 rows, last six digits', () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  for (const [seconds, code] of [
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ] as const)
    assert.equal(codeAt(secret, seconds * 1000), code)
})
