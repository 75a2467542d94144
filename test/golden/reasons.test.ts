// Every reason of every room, with the sentence a person reads, in both languages. The list in reasons.txt is the
// review of their wording.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { deskReasons } from '#server/identity/refused.ts'
import { judges } from '#rooms/all.ts'
import { everyFile } from '#words/all.ts'
import { sentencesIn } from '#words/printed.ts'
import { roomOf, type Sentences } from '#words/sentences.ts'

const golden = 'test/golden/reasons.txt'

interface Both {
  readonly zh: Sentences
  readonly en: Sentences
}

/** A room's sentences stand in the files that bear its name. */
async function wordsOf(room: string): Promise<Both> {
  const files = everyFile.filter(({ file }) => roomOf(file) === room)
  assert.ok(files.length > 0, `src/words/all.ts knows no file of ${room}`)
  const both = async (language: 'zh' | 'en') =>
    Object.assign({}, ...(await Promise.all(files.map((file) => sentencesIn(file, language))))) as Sentences
  return { zh: await both('zh'), en: await both('en') }
}

const all: (readonly [room: string, kind: string, reasons: readonly string[], words: Both])[] = []
for (const [name, { room }] of judges)
  if (room.reasons.length > 0) all.push([name, 'reason', room.reasons, await wordsOf(name)])
all.push(['access', 'desk', deskReasons, await wordsOf('access')])

test('every reason has a sentence in both languages, and no sentence is without its reason', () => {
  for (const [room, kind, reasons, words] of all) {
    const keys = reasons.map((reason) => `${kind}.${reason}`).sort()
    for (const language of ['zh', 'en'] as const) {
      const said = Object.keys(words[language])
        .filter((key) => key.startsWith(`${kind}.`))
        .sort()
      assert.deepEqual(said, keys, `${room} ${language}`)
      for (const key of keys) assert.ok(words[language][key].trim().length > 1, `${room} ${key}`)
    }
    for (const key of keys) assert.match(words.zh[key], /\p{Script=Han}/u, `${room} ${key} is Chinese`)
    for (const key of keys) assert.doesNotMatch(words.en[key], /\p{Script=Han}/u, `${room} ${key} is English`)
  }
})

test('both languages have the same keys', () => {
  for (const [room, , , words] of all)
    assert.deepEqual(Object.keys(words.zh).sort(), Object.keys(words.en).sort(), room)
})

test('the list is the golden one', () => {
  const text =
    all
      .flatMap(([room, kind, reasons, words]) =>
        reasons.map(
          (reason) =>
            `${room} ${kind}.${reason}\n  ${words.zh[`${kind}.${reason}`]}\n  ${words.en[`${kind}.${reason}`]}`,
        ),
      )
      .join('\n') + '\n'
  if (process.env.GOLDEN === 'write' || !existsSync(golden)) writeFileSync(golden, text)
  assert.equal(text, readFileSync(golden, 'utf8'))
})
