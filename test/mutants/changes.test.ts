// The changes that test/mutants.ts makes: each is another program, and none is made where it would say nothing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changesIn, masked } from './changes.ts'

test('texts, comments and patterns are left alone, and keep their length', () => {
  const text = "const a = 'x === y' // 1 < 2\nconst b = /a !== [/]b/.test(`${c} && d`) /* true */ && c / 2 / 3\n"
  const bare = masked(text)
  assert.equal(bare.length, text.length)
  assert.doesNotMatch(bare, /===|!==|true|x|y/)
  assert.match(bare, /&& c \/ 2 \/ 3/)
})

test('one change a place, and each is said with its line as it reads now', () => {
  const text = 'export const f = (a: number) =>\n  a >= 2 && !b(a)\n'
  assert.deepEqual(
    changesIn('f.ts', text).map(({ line, kind, said }) => [line, kind, said]),
    [
      [2, '>= → >', 'a > 2 && !b(a)'],
      [2, '&& → ||', 'a >= 2 || !b(a)'],
      [2, '! left out', 'a >= 2 && b(a)'],
      [2, 'n → n + 1', 'a >= 3 && !b(a)'],
    ],
  )
  assert.deepEqual(changesIn('f.ts', "import { a } from 'b'\nexport type A = true\n"), [])
})
