// What screens say and what they learn: each page, and each screen that is fetched later, learns the files that hold
// what it names; no sentence lies unused; codes that come as plain text have a word for each of their list.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answers } from '#domain/muster/terms.ts'
import { exists, filesOf, readSource, type Source } from '#test/tidy/source.ts'
import { everyFile } from './all.ts'
import { muster } from './muster.ts'
import { sent } from './phone/sent.ts'
import { roomOf, type Words } from './sentences.ts'

const files = everyFile as readonly Words[]
const namesOf = ({ file, zh }: Words) => Object.keys(zh).map((key) => `${roomOf(file)}.${key}`)
const names = files.flatMap(namesOf)
const rooms = [...new Set(files.map(({ file }) => roomOf(file)))].join('|')
const namesIn = new Map(files.map((words) => [`src/words/${words.file}.ts`, namesOf(words)]))

const read = new Map<string, Source>()
function sourceOf(file: string): Source {
  const source = read.get(file) ?? readSource(file)
  read.set(file, source)
  return source
}

/** What is fetched later: the files that `import('…')` names. */
const laterIn = (source: Source) =>
  [...source.text.matchAll(/\bimport\(\s*'([^']+)'/g)].map(
    ([, named]) => source.imports.find(({ specifier }) => specifier === named)?.file ?? '',
  )

/** The files that come with one, and those that they fetch later. */
function bundleOf(root: string): { readonly here: ReadonlySet<string>; readonly later: ReadonlySet<string> } {
  const here = new Set<string>()
  const later = new Set<string>()
  const open = [root]
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (here.has(file) || !/\.tsx?$/.test(file) || !exists(file)) continue
    here.add(file)
    const source = sourceOf(file)
    const fetched = laterIn(source)
    for (const one of fetched) later.add(one)
    for (const { file: to, typesOnly } of source.imports)
      if (to !== undefined && !typesOnly && !fetched.includes(to) && /^src\/(web|words)\//.test(to)) open.push(to)
  }
  return { here, later }
}

/** Names that a source says, whole or by their beginning: `phone.order.` stands for all that begin so. */
function saidIn(text: string): Set<string> {
  const said = new Set<string>()
  for (const [, name, more] of text.matchAll(new RegExp(`['"\`]((?:${rooms})\\.[\\w.-]+?)(\\$\\{|['"\`])`, 'g')))
    if (more !== '${' && names.includes(name)) said.add(name)
    else if (more === '${') for (const one of names) if (one.startsWith(name)) said.add(one)
  for (const [, under] of text.matchAll(/\bcoded\(\s*['`]([\w.-]+)/g))
    for (const one of names) if (one.startsWith(`${under}.`)) said.add(one)
  return said
}

const learnedIn = (here: ReadonlySet<string>) => new Set([...here].flatMap((file) => namesIn.get(file) ?? []))
// Asks for any name it is given.
const lookerUp = 'src/web/ui/words.ts'

for (const page of ['phone', 'console', 'wall', 'proof'])
  test(`${page}: what a screen says it has learned, itself or by its page`, () => {
    const entry = bundleOf(`src/web/${page}/main.tsx`)
    const known = learnedIn(entry.here)
    const wrong: string[] = []
    const done = new Set<string>()
    const open = [`src/web/${page}/main.tsx`]
    for (let root = open.pop(); root !== undefined; root = open.pop()) {
      if (done.has(root)) continue
      done.add(root)
      const { here, later } = bundleOf(root)
      open.push(...later)
      const own = learnedIn(here)
      for (const file of here)
        if (file.startsWith('src/web/') && file !== lookerUp)
          for (const name of saidIn(sourceOf(file).text))
            if (!known.has(name) && !own.has(name)) wrong.push(`${root}: ${file} says ${name}`)
    }
    assert.ok(done.size > (page === 'phone' || page === 'console' ? 10 : 0), 'the screens fetched later are found')
    assert.deepEqual(wrong, [])
  })

test('no sentence of a screen lies unused', () => {
  const said = new Set(
    filesOf('src/web', /\.tsx?$/)
      .filter((file) => !file.endsWith('.test.ts'))
      .flatMap((file) => [...saidIn(sourceOf(file).text)]),
  )
  const unused = ['console', 'phone', 'wall', 'dossier', 'ending', 'notice'].flatMap((room) =>
    names.filter((name) => name.startsWith(`${room}.`) && !name.includes('.reason.') && !said.has(name)),
  )
  assert.deepEqual(unused, [])
})

test('what the list of sent things says of an answer is there for every answer', () => {
  for (const answer of answers) assert.ok(`order.answer-call.${answer}` in sent.zh, answer)
})

test('advice is given only for reasons that exist', () => {
  for (const key of Object.keys(sent.zh))
    if (key.startsWith('advice.') && key !== 'advice.other') assert.ok(`reason.${key.slice(7)}` in muster.zh, key)
})
