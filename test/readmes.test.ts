// README.md and README.zh-CN.md are one text in two languages: the same commands, variables, links and pictures, each
// wholly in its own language; and what they name is there. The two changelogs are held the same way.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { exists, filesOf, root } from './tidy/source.ts'

const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const english = read('README.md')
const chinese = read('README.zh-CN.md')

const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found]) => found)
/** One name for a file that is there once in each language. */
const shared = (link: string) => link.replace('.zh-CN.md', '.md').replace(/-en\.png$/, '.png')

/** Lines of code, without what is said beside them. */
const codeOf = (text: string) =>
  all(text, /```sh\n([^]*?)```/g).map((block) =>
    block
      .trim()
      .split('\n')
      .map((line) => line.replace(/\s+#.*/, '')),
  )

/** Rows of a table that begin with code: its names, and what else stands in code in the row. */
const rowsOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => all(line, /`([^`]+)`/g))

const linksOf = (text: string) =>
  all(text, /\]\(([^)]+)\)/g)
    .map(shared)
    .filter((link) => link !== 'README.md')

/** What is left of a text for reading aloud. */
const proseOf = (text: string) =>
  text
    .replace(/```sh\n[^]*?```/g, (block) => block.replaceAll(/^.*?(#|$)/gm, ''))
    .replaceAll(/`[^`]*`/g, '')
    .replaceAll(/\]\([^)]*\)/g, ']')

const han = /\p{Script=Han}/u
/** Four words of an alphabet in a row are a sentence, not a name. */
const fourWords = /[A-Za-z]+([ ,]+[A-Za-z]+){3}/

const sameInBoth: readonly (readonly [string, (text: string) => unknown])[] = [
  ['code blocks', codeOf],
  ['rows of commands and variables', rowsOf],
  ['links and pictures', linksOf],
  ['order of headings', (text) => all(text, /^(#+) /gm)],
]
for (const [what, of] of sameInBoth)
  test(`both READMEs have the same ${what}`, () => assert.deepEqual(of(chinese), of(english)))

test('each README names the other at its top', () => {
  assert.match(english.split('\n').slice(0, 4).join('\n'), /\]\(README\.zh-CN\.md\)/)
  assert.match(chinese.split('\n').slice(0, 4).join('\n'), /\]\(README\.md\)/)
})

test('each README is wholly in its own language', () => {
  const foreign = proseOf(english)
    .split('\n')
    .filter((line) => han.test(line))
  assert.deepEqual(foreign, ['[中文] · **English**'])
  assert.deepEqual(
    proseOf(chinese)
      .split('\n')
      .filter((line) => fourWords.test(line)),
    [],
  )
})

test('commands that a README names are there, and each command is named', () => {
  const entry = read('src/cli/muster.ts')
  const commands = all(entry, /^ {2}(\w+): \(\) => import/gm)
  const named = rowsOf(english).flat()
  assert.deepEqual(
    commands.filter((command) => !named.includes(command)),
    [],
    'in no table',
  )
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const lines = codeOf(english).flat()
  assert.ok(lines.length >= 6)
  const wrong = lines.filter((line) => {
    const [, script] = /^npm (?:run )?([\w:]+)/.exec(line) ?? []
    const places = all(line, /(?<= )((?:src|test)\/[\w./-]+)/g)
    return script === undefined || scripts[script] === undefined || !places.every(exists)
  })
  assert.deepEqual(wrong, [])
})

test('options that a README names are understood', () => {
  const understood = filesOf('src/cli', /\.ts$/).map(read).join('\n')
  const options = [...new Set(all(english, /(?<=[\s`])--([a-z-]+)/g))]
  assert.ok(options.length >= 3)
  assert.deepEqual(
    options.filter((option) => !new RegExp(`'?${option}'?: \\{ type:|--${option}\\b`).test(understood)),
    [],
  )
})

test('variables that a README names are read, with the default that it says', () => {
  const code = ['src', 'test']
    .flatMap((folder) => filesOf(folder, /\.ts$/))
    .filter((file) => !file.endsWith('.test.ts'))
    .map(read)
    .join('\n')
  const rows = rowsOf(english).filter(([name]) => /^[A-Z_]+$/.test(name))
  assert.ok(rows.length >= 7)
  assert.deepEqual(
    rows.filter(([name]) => !new RegExp(`\\benv\\.${name}\\b`).test(code)).map(([name]) => name),
    [],
    'read nowhere',
  )
  const defaults = english
    .split('\n')
    .map((line) => /^\| `([A-Z_]+)` \| `([^`]+)` \|/.exec(line))
    .filter((found) => found !== null)
  assert.ok(defaults.length >= 3)
  assert.deepEqual(
    defaults
      .filter(([, name, value]) => {
        const after = code.split(new RegExp(`\\benv\\.${name}\\b`)).slice(1)
        return !after.some((text) => text.slice(0, 80).includes(`${value}'`))
      })
      .map(([, name]) => name),
    [],
    'another default',
  )
})

test('both changelogs tell of the same versions, with as many changes of each kind', () => {
  const kinds: Readonly<Record<string, string>> = {
    新增: 'Added',
    变更: 'Changed',
    弃用: 'Deprecated',
    移除: 'Removed',
    修复: 'Fixed',
    安全: 'Security',
    未发布: 'Unreleased',
  }
  const shapeOf = (file: string) =>
    read(file)
      .split('\n')
      .flatMap((line) => {
        const [, heading] = /^##+ (.+)/.exec(line) ?? []
        if (heading !== undefined) return [heading.replace(/\p{Script=Han}+/u, (kind) => kinds[kind] ?? kind)]
        return line.startsWith('- ') ? ['-'] : []
      })
  assert.deepEqual(shapeOf('CHANGELOG.zh-CN.md'), shapeOf('CHANGELOG.md'))
  assert.ok(shapeOf('CHANGELOG.md').includes('Added'))
})
