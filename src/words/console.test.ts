// The console's and the wall's words are whole: both languages say the same, and every key the screens name is there.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { access } from './access.ts'
import { console as consoleWords } from './console.ts'
import { kernel } from './kernel.ts'
import { muster } from './muster.ts'
import { registry } from './registry.ts'
import { wall } from './wall.ts'

const web = path.join(import.meta.dirname, '../web')
const rooms = { access, console: consoleWords, kernel, muster, registry, wall }

function sources(): { file: string; text: string }[] {
  return ['console', 'wall'].flatMap((folder) =>
    readdirSync(path.join(web, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => ({ file: path.join(folder, name), text: readFileSync(path.join(web, folder, name), 'utf8') })),
  )
}

for (const [room, words] of Object.entries({ console: consoleWords, wall })) {
  test(`${room}: both languages hold the same keys and the same values to fill in`, () => {
    assert.deepEqual(Object.keys(words.zh).sort(), Object.keys(words.en).sort())
    const holes = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map((found) => found[1]))].sort()
    for (const key of Object.keys(words.zh)) {
      // A plural alone, {n:person|people}, may name a value that Chinese does not need, never one that it lacks.
      for (const hole of holes(words.zh[key]))
        assert.ok(holes(words.en[key]).includes(hole), `${room}.${key}: English leaves out {${hole}}`)
      assert.notEqual(words.zh[key].trim(), '', `${room}.${key} is empty`)
    }
  })
}

test('every key that a screen names has a sentence', () => {
  const missing: string[] = []
  for (const { file, text } of sources()) {
    for (const [, room, key] of text.matchAll(/'(access|console|kernel|muster|registry|wall)\.([a-z][\w.-]+)'/g)) {
      if (!(key in rooms[room as keyof typeof rooms].zh)) missing.push(`${file}: ${room}.${key}`)
    }
    for (const [, room, prefix] of text.matchAll(/`(access|console|kernel|muster|registry|wall)\.([\w.-]+)\$\{/g)) {
      if (!Object.keys(rooms[room as keyof typeof rooms].zh).some((key) => key.startsWith(prefix)))
        missing.push(`${file}: ${room}.${prefix}…`)
    }
  }
  assert.deepEqual(missing, [])
})

test('no sentence lies unused', () => {
  const all = sources()
    .map(({ text }) => text)
    .join('\n')
  const unused: string[] = []
  for (const [room, words] of Object.entries({ console: consoleWords, wall })) {
    for (const key of Object.keys(words.zh)) {
      const parts = key.split('.')
      const asked =
        all.includes(`${room}.${key}'`) ||
        all.includes(`${room}.${key}"`) ||
        parts.some((_, index) =>
          all.includes(
            `\`${room}.${parts
              .slice(0, index)
              .map((part) => `${part}.`)
              .join('')}\${`,
          ),
        ) ||
        key.endsWith('-done')
      if (!asked) unused.push(`${room}.${key}`)
    }
  }
  assert.deepEqual(unused, [])
})
