// The phone's words are whole: both languages hold the same keys and values, and every key that its screens name has a
// sentence.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { answers, callStates } from '#domain/muster/terms.ts'
import { access } from './access.ts'
import { kernel } from './kernel.ts'
import { muster } from './muster.ts'
import { phone } from './phone.ts'
import { registry } from './registry.ts'

const web = path.join(import.meta.dirname, '../web')
const rooms = { access, kernel, phone, muster, registry }
const sources = ['phone', 'ui'].flatMap((folder) =>
  readdirSync(path.join(web, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
    .map((name) => ({ file: path.join(folder, name), text: readFileSync(path.join(web, folder, name), 'utf8') })),
)

for (const [room, words] of Object.entries({ kernel, phone })) {
  test(`${room}: both languages hold the same keys and the same values to fill in`, () => {
    assert.deepEqual(Object.keys(words.zh).sort(), Object.keys(words.en).sort())
    const holes = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map((found) => found[1]))].sort()
    for (const key of Object.keys(words.zh)) {
      assert.deepEqual(holes(words.en[key]), holes(words.zh[key]), `${room}.${key}`)
      assert.notEqual(words.zh[key].trim(), '', `${room}.${key} is empty`)
    }
  })
}

test('every key that a phone screen names has a sentence', () => {
  const missing: string[] = []
  for (const { file, text } of sources) {
    for (const [, room, key] of text.matchAll(/'(access|kernel|phone|muster|registry)\.([\w.-]+)'/g)) {
      if (!(key in rooms[room as keyof typeof rooms].zh)) missing.push(`${file}: ${room}.${key}`)
    }
    for (const [, room, prefix] of text.matchAll(/`(access|kernel|phone|muster|registry)\.([\w.-]+)\$\{/g)) {
      if (!Object.keys(rooms[room as keyof typeof rooms].zh).some((key) => key.startsWith(prefix)))
        missing.push(`${file}: ${room}.${prefix}…`)
    }
  }
  assert.deepEqual(missing, [])
})

/** Keys that are put together at run time: every member of the closed list must have its sentence. */
const LISTS: readonly (readonly [prefix: string, members: readonly string[]])[] = [
  ['state.', callStates.filter((state) => state !== 'called')],
  ['lead.state.', callStates],
  ['order.answer-call.', answers],
  ['entry.', ['waiting', 'accepted', 'refused']],
  ['not-kept.', ['full', 'queue-too-long', 'logged-out', 'broken']],
  ['trouble.', ['none', 'offline', 'slow', 'busy', 'failed', 'other-tab', 'logged-out']],
]
for (const [prefix, members] of LISTS) {
  test(`every member of ${prefix}* has a sentence`, () => {
    for (const member of members) assert.ok(`${prefix}${member}` in phone.zh, `phone.${prefix}${member}`)
  })
}

test('advice is given only for reasons that exist', () => {
  const known = Object.keys(muster.zh)
  for (const key of Object.keys(phone.zh))
    if (key.startsWith('advice.') && key !== 'advice.other') assert.ok(known.includes(`reason.${key.slice(7)}`), key)
})

test('no phone sentence lies unused', () => {
  const all = sources.map(({ text }) => text).join('\n')
  const unused = Object.keys(phone.zh).filter((key) => {
    const parts = key.split('.')
    const asked =
      all.includes(`phone.${key}'`) ||
      all.includes(`phone.${key}"`) ||
      parts.slice(1).some((_, index) => all.includes(`\`phone.${parts.slice(0, index + 1).join('.')}.\${`))
    return !asked
  })
  assert.deepEqual(unused, [])
})
