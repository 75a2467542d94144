// What hides in a text, turns it round, or is half a character is found; what people write is left alone.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findBroken, isPlain, isWhole } from './plain.ts'
import { line, text } from './schema.ts'

const hostile: readonly (readonly [string, string])[] = [
  ['NUL', '张\u0000三'],
  ['half a character, high', '张\ud842三'],
  ['half a character, low', '张\udfb7三'],
  ['turned to the left', '张\u202e三'],
  ['isolated', '张\u2066三'],
  ['a mark of direction', '张\u200f三'],
  ['zero width', '张\u200b三'],
  ['a joiner between letters', '张\u200d三'],
  ['no break', '张\ufeff三'],
  ['soft hyphen', '张\u00ad三'],
  ['a tag', `张三${String.fromCodePoint(0xe0041)}`],
]
const plain = [
  '张三',
  '𠮷野',
  '㐂',
  '阿依古丽·买买提',
  'O’Brien-Smith',
  'é',
  'e\u0301',
  '👩‍👩‍👧‍👦 一家',
  '👍🏽',
  '⚠️ 积水',
  '①（甲）',
  '〇',
]

test('hostile text is refused by the schemas of all commands, and what people write is not', () => {
  for (const [what, given] of hostile) {
    assert.equal(isPlain(given), false, what)
    for (const schema of [line(40), text(40)]) assert.equal(schema.safeParse(given).success, false, what)
  }
  for (const given of plain) {
    assert.equal(isPlain(given), true, given)
    for (const schema of [line(40), text(40)]) assert.equal(schema.safeParse(given).success, true, given)
  }
  assert.equal(text(40).safeParse('一行\n又一行').success, true)
  assert.equal(line(40).safeParse('一行\n又一行').success, false)
})

test('a broken text is found wherever it stands in a request, in keys too', () => {
  const bad = '\u0000'
  const rows: readonly (readonly [unknown, string | undefined])[] = [
    [{ query: { within: bad } }, 'query.within'],
    [{ body: { commands: [{ stream: 'a' }, { stream: `person/${bad}` }] } }, 'body.commands.1.stream'],
    [{ body: { [bad]: 1 } }, 'body'],
    [{ body: ['a', ['b', '\ud800']] }, 'body.1.1'],
    [{ body: { a: 1, b: null, c: true, d: 'gut', e: new Uint8Array([0]) } }, undefined],
  ]
  for (const [value, path] of rows) assert.equal(findBroken(value), path)
  assert.equal(isWhole('\u202e'), true, 'turning is a matter of names, not of bytes')
  let deep: unknown = 'x'
  for (let n = 0; n < 100; n += 1) deep = { deep }
  assert.ok(findBroken(deep), 'deeper than any body is broken')
})
