// What the console and the wall call is served: every route stands in the server's code. Questions and commands need no
// such test: a wrong one does not compile.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'

const src = path.join(import.meta.dirname, '../..')

function texts(...folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(src, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts'))
      .map((name) => readFileSync(path.join(src, folder, name), 'utf8')),
  )
}

const web = texts('web/console', 'web/wall').join('\n')
const server = texts('rooms', 'server').join('\n')
const all = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map((found) => found[1]))].sort()

test('every route that a screen calls is served', () => {
  const called = all(web, /[`'](\/v1\/[a-z-]+)/g)
  assert.ok(called.length > 6, `found only ${called.join(', ')}`)
  assert.deepEqual(
    called.filter((route) => !server.includes(`'${route}`)),
    [],
  )
})
