// One number in every spelling that people type, paste, import or have filled in.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { phoneOf, phoneSpellings } from './phone.ts'

/** The one form, and ways to write it. */
const rows: readonly (readonly [string, readonly string[]])[] = [
  [
    '13900015002',
    [
      '+8613900015002',
      '+86 139 0001 5002',
      '0086 139-0001-5002',
      '008613900015002',
      '8613900015002',
      '86 139 0001 5002',
      '(+86)13900015002',
      '（+86） 139　0001　5002',
      '＋８６１３９０００１５００２',
      '１３９０００１５００２',
      '139‑0001‑5002',
      '139—0001—5002',
      '139.0001.5002',
      '139·0001·5002',
      '\u202a139 0001 5002\u202c',
      '\ufeff13900015002\u200b',
      '139/0001/5002',
      '[139]0001_5002',
    ],
  ],
  ['03547620000', ['0354-7620000', '(0354)7620000', '+86 354 762 0000', '+86 0354 762 0000', '86-0354-7620000']],
  ['02112345678', ['021-12345678', '+862112345678', '0086 21 1234 5678']],
  ['+85212345678', ['+852 1234 5678', '00852 12345678', '００８５２－１２３４－５６７８']],
  ['7620000', ['762-0000', '762 0000']],
]

test('every spelling of a number is one number', () => {
  for (const [one, spellings] of rows)
    for (const text of [one, ...spellings]) assert.equal(phoneOf(text), one, JSON.stringify(text))
})

test('the one form stays as it is, and different numbers stay different', () => {
  const forms = rows.map(([one]) => one)
  assert.equal(new Set(forms).size, rows.length)
  for (const one of forms) assert.equal(phoneOf(phoneOf(one)!), one)
})

test('what is no number is none', () => {
  for (const text of [
    '',
    '123456',
    'x',
    '王建国',
    '139000150021390001500213',
    '13900015002 13900015003',
    '13900015002、13900015003',
    '1390001500x',
    '1'.repeat(41),
    '++8613900015002',
    '139+00015002',
    '+',
    '\u0000',
  ])
    assert.equal(phoneOf(text), undefined, JSON.stringify(text))
})

test('a record written before there was one form is found by the number it means', () => {
  for (const [one] of rows) {
    const spellings = phoneSpellings(one)
    assert.equal(spellings[0], one)
    for (const text of spellings) assert.equal(phoneOf(text), one, text)
  }
  for (const old of ['+8613900015002', '008613900015002', '8613900015002', '13900015002'])
    assert.ok(phoneSpellings('13900015002').includes(old), old)
})
