// The whole languages are whole: the same keys, the same values to fill in, each in its own script. What a language on
// its way lacks is listed and read in the next of the chain; an invented third one is laid over the real ones.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { everyFile } from './all.ts'
import { lackingIn } from './lacking.ts'
import { codes, languages } from './languages.ts'
import { sentencesIn } from './printed.ts'
import { roomOf, type Words } from './sentences.ts'

const holes = (sentence: string) => [...new Set([...sentence.matchAll(/\{(\w+)/g)].map((found) => found[1]))].sort()

for (const { code, whole } of languages)
  if (whole)
    test(`${code} lacks nothing and says nothing more`, async () => {
      assert.deepEqual(
        (await lackingIn(code)).filter(({ keys }) => keys.length > 0),
        [],
      )
      for (const words of everyFile as readonly Words[])
        assert.deepEqual(
          Object.keys(await sentencesIn(words, code)).filter((key) => !(key in words.zh)),
          [],
          words.file,
        )
    })

test('every language fills in what the Chinese sentence does, and none is left untranslated', async () => {
  for (const words of everyFile as readonly Words[])
    for (const code of codes) {
      if (code === 'zh') continue
      for (const [key, text] of Object.entries(await sentencesIn(words, code))) {
        const name = `${code} ${words.file} ${key}`
        // A plural alone, {n:person|people}, may name a value that Chinese does not need, never one that it lacks.
        for (const hole of holes(words.zh[key])) assert.ok(holes(text).includes(hole), `${name} leaves out {${hole}}`)
        if (/\p{Script=Han}/u.test(words.zh[key])) assert.notEqual(text, words.zh[key], name)
      }
    }
})

test('no two files say the same name', () => {
  const names = everyFile.flatMap((words) => Object.keys(words.zh).map((key) => `${roomOf(words.file)}.${key}`))
  assert.deepEqual(
    names.filter((name, at) => names.indexOf(name) !== at),
    [],
  )
})

/** The sentences with a language more: a line, and a folder with three of them and one that nobody asks for. */
function withThird(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-words-'))
  const words = path.join(folder, 'words')
  cpSync(import.meta.dirname, words, { recursive: true, filter: (name) => !name.endsWith('.test.ts') })
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }')
  const lines = path.join(words, 'languages.ts')
  const before = readFileSync(lines, 'utf8')
  const after = before.replace(
    '] as const satisfies',
    "  { code: 'eo', name: 'Esperanto', locale: 'eo', whole: false },\n] as const satisfies",
  )
  assert.notEqual(after, before)
  writeFileSync(lines, after)
  const put = (file: string, name: string, sentences: Readonly<Record<string, string>>) => {
    const up = '../'.repeat(file.split('/').length)
    mkdirSync(path.dirname(path.join(words, 'eo', file)), { recursive: true })
    writeFileSync(
      path.join(words, 'eo', `${file}.ts`),
      `import type { ${name} as zh } from '${up}zh/${file}.ts'\nimport type { Part } from '${up}sentences.ts'\n` +
        `export const ${name} = ${JSON.stringify(sentences)} satisfies Part<typeof zh>\n`,
    )
  }
  put('kernel', 'kernel', { yes: 'Jes', no: 'Ne' })
  put('console/shell', 'shell', { title: 'Laborejo' })
  put('wall', 'wall', { nonsense: 'Sensencaĵo' })
  return folder
}

test('a third language is a line and a folder: the rest reads in English, what is missing is listed', async (t) => {
  const folder = withThird()
  t.after(() => rmSync(folder, { recursive: true }))
  const from = async (name: string) => import(path.join(folder, 'words', name)) as Promise<Record<string, never>>
  const { printed } = (await from('printed.ts')) as unknown as typeof import('./printed.ts')
  const { said, chainOf, codes: all } = (await from('languages.ts')) as unknown as typeof import('./languages.ts')
  const { lackingIn: lacking } = (await from('lacking.ts')) as unknown as typeof import('./lacking.ts')
  const eo = 'eo' as 'en'
  assert.deepEqual(all, [...codes, 'eo'])
  assert.deepEqual(chainOf(eo), ['eo', 'en', 'zh'])
  const { kernel } = await import('./kernel.ts')
  const { muster } = await import('./muster.ts')
  const theirs = async (file: string, name: string) => (await from(`${file}.ts`))[name] as unknown as typeof kernel
  const kernelIn = (await printed(await theirs('kernel', 'kernel'))).in(eo)
  assert.equal(kernelIn('yes'), 'Jes')
  assert.equal(kernelIn('cancel'), 'Cancel')
  const musterIn = await printed((await theirs('muster', 'muster')) as never as typeof muster)
  assert.equal(musterIn.in(eo)('why.near', { metres: 5 }), 'About 5 m from home')
  assert.equal(said({ zh: '好', en: 'Good' }, eo), 'Good')
  assert.equal(said({ zh: '好', en: 'Good', eo: 'Bone' } as never, eo), 'Bone')
  const lacks = await lacking(eo)
  const of = (file: string) => lacks.find((lack) => lack.file === file)!
  assert.equal(of('kernel').keys.length, Object.keys(kernel.zh).length - 2)
  assert.ok(!of('kernel').keys.includes('yes') && of('kernel').keys.includes('cancel'))
  assert.ok(!of('console/shell').keys.includes('title'))
  assert.deepEqual(of('muster').keys, Object.keys(muster.zh))

  // It compiles as it stands, but for the one sentence under a name that there is not.
  const tsc = path.join(import.meta.dirname, '../../node_modules/typescript/bin/tsc')
  const third = ['kernel', 'console/shell', 'wall'].map((name) => `words/eo/${name}.ts`)
  writeFileSync(
    path.join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: path.join(import.meta.dirname, '../../tsconfig.base.json'),
      compilerOptions: { lib: ['es2024'], types: [] },
      files: ['words/lacking.ts', ...third],
    }),
  )
  const check = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' })
  const faults = check.stdout.split('\n').filter((line) => /error TS/.test(line))
  assert.equal(faults.length, 1, check.stdout)
  assert.match(faults[0], /eo\/wall\.ts.*nonsense/)
})
