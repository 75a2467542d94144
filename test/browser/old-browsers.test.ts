// The built phone must run on Chrome 87 and Safari 14 (2020): the build lowers syntax, but adds no functions. Looks for
// what came later.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { builtWeb } from './web.ts'

/** Functions and syntax younger than both browsers, by the text they leave in a script. */
const LATE_SCRIPT = [
  /\.at\(/,
  /structuredClone/,
  /groupBy/,
  /\.findLast/,
  /\.to(Sorted|Reversed|Spliced)\(/,
  /Object\.hasOwn\b/,
  /randomUUID/,
  /AbortSignal\.(timeout|any)/,
  /Promise\.withResolvers/,
  /replaceChildren/,
  /Array\.fromAsync/,
  /\(\?<[=!]/,
  /\bstatic\s*\{/,
  /#\w+ in /,
  /\.isWellFormed/,
  /\bWeakRef\b/,
  /Iterator\.from/,
  /\.showModal\(/,
  /\bIntl\.(Segmenter|DurationFormat)/,
]
/** Rules that one of them drops whole, or lays out wrongly. */
const LATE_STYLE = [
  /:is\(/,
  /:where\(/,
  /:has\(/,
  /@layer/,
  /@container/,
  /\d[dsl]vh/,
  /color-mix/,
  /\binset:/,
  /\bclamp\(/,
  /&\s*[.:>]/,
]
/** The first load and the budget of it (bench/phone.ts prints both). */
const SCRIPT_MAX_BYTES = 40_000

const folder = await builtWeb()
const worker = readFileSync(path.join(folder, 'sw.js'), 'utf8')
const files = [...worker.matchAll(/"(\/assets\/[^"]+)"/g)].map((match) => match[1])

test('the worker keeps every part of the phone, and nothing of the console', () => {
  assert.ok(files.length >= 6, 'scripts and styles are listed')
  assert.ok(!files.some((file) => /console|wall|chart/.test(file)), files.join())
  assert.doesNotMatch(worker, /__PHONE_/)
  assert.doesNotMatch(worker, /\bimport\s*[{(*"']|\bexport\s/, 'a classic worker')
})

test(`nothing in ${files.length} parts is younger than the oldest browser`, () => {
  const found = files.flatMap((file) => {
    const text = readFileSync(path.join(folder, file), 'utf8')
    return (file.endsWith('.css') ? LATE_STYLE : LATE_SCRIPT).flatMap((late) => {
      const at = text.search(late)
      return at < 0 ? [] : [`${file} ${String(late)}: …${text.slice(Math.max(0, at - 60), at + 40)}…`]
    })
  })
  assert.deepEqual(found, [])
})

test('the first load of script stays within its budget, packed', () => {
  const page = readFileSync(path.join(folder, 'index.html'), 'utf8')
  const first = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map((match) => match[1])
  // Very small files are not packed.
  const packed = (file: string) => [`${file}.br`, file].map((name) => path.join(folder, name)).find(existsSync)!
  const bytes = first.reduce((sum, file) => sum + readFileSync(packed(file)).length, 0)
  assert.ok(bytes > 0 && bytes <= SCRIPT_MAX_BYTES, `${bytes} bytes in ${first.join()}`)
})
