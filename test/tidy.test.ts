// The rules of the house that no compiler holds: which way imports point, what pure code may not touch, sizes, opening
// words, dead files, paths named in texts, tables that rooms read of each other.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { exists, filesOf, readSource, root, type Source } from './tidy/source.ts'
import { tablesIn } from './tidy/tables.ts'

const code = ['src', 'test', 'bench']
  .flatMap((folder) => filesOf(folder, /\.tsx?$/))
  .filter((file) => !file.endsWith('.d.ts'))
const sources = code.map(readSource)
const byFile = new Map(sources.map((source) => [source.file, source]))

const isTest = (file: string) => /\.(test|proof)\.tsx?$/.test(file) || file.startsWith('test/')
const layerOf = (file: string): string => {
  const [, layer, room] = file.split('/')
  if (layer === 'domain') return room === 'kernel' ? 'kernel' : `room ${room}`
  // What stands beside the rooms is what they all agree on; all.ts knows them each by a line.
  if (layer === 'rooms' && file.split('/').length > 3) return `side ${room}`
  return file === 'src/rooms/all.ts' ? 'all' : layer
}

/** Layers whose code a layer may use, beside its own; and those of which it may use types alone. */
const arrows: Record<string, { readonly code: readonly string[]; readonly types?: readonly string[] }> = {
  kernel: { code: [] },
  planner: { code: [] },
  words: { code: [] },
  journal: { code: ['kernel', 'room'], types: ['words'] },
  papers: { code: ['kernel', 'journal'] },
  rooms: { code: ['kernel', 'room', 'journal'], types: ['side'] },
  side: { code: ['kernel', 'room', 'planner', 'words', 'journal', 'papers', 'rooms'], types: ['side'] },
  all: { code: ['journal', 'rooms', 'side'] },
  server: { code: ['kernel', 'room', 'planner', 'words', 'journal', 'papers', 'rooms', 'side', 'all'] },
  demo: { code: ['kernel', 'room', 'planner', 'journal', 'papers', 'rooms', 'side', 'all', 'server'] },
  plan: { code: ['kernel', 'room', 'planner', 'words', 'papers', 'server', 'demo'] },
  cli: {
    code: ['kernel', 'room', 'planner', 'words', 'journal', 'papers', 'rooms', 'side', 'all', 'server', 'demo', 'plan'],
  },
  web: { code: ['kernel', 'room', 'words'], types: ['journal', 'rooms', 'side', 'server'] },
}

test('imports point one way: kernel ← domain ← journal ← rooms ← server ← cli; web takes types alone', () => {
  const wrong: string[] = []
  for (const { file, imports } of sources) {
    if (!file.startsWith('src/') || isTest(file)) continue
    const own = layerOf(file)
    const rule = own.startsWith('room ') ? { code: ['kernel'] } : arrows[own.split(' ')[0]]
    if (!rule) wrong.push(`${file}: the layer ${own} has no arrow; name it in test/tidy.test.ts`)
    for (const { file: to, specifier, typesOnly } of imports) {
      if (to === undefined || !to.startsWith('src/') || rule === undefined) continue
      const layer = layerOf(to)
      const kind = layer.split(' ')[0]
      const may =
        layer === own ||
        rule.code.includes(kind) ||
        (typesOnly && ('types' in rule ? (rule.types ?? []) : []).includes(kind))
      if (!may) wrong.push(`${file} → ${specifier}`)
    }
  }
  assert.deepEqual(wrong, [])
})

/** Files that reach each other by imports, types among them: a circle. Strong components: Tarjan, 1972. */
function circles(files: readonly string[]): string[][] {
  const [found, number, low] = [[] as string[][], new Map<string, number>(), new Map<string, number>()]
  const open: string[] = []
  const visit = (file: string) => {
    number.set(file, number.size)
    low.set(file, number.get(file)!)
    open.push(file)
    for (const { file: to } of byFile.get(file)!.imports) {
      if (to === undefined || !byFile.has(to)) continue
      if (!number.has(to)) visit(to)
      if (open.includes(to)) low.set(file, Math.min(low.get(file)!, low.get(to)!))
    }
    if (low.get(file) !== number.get(file)) return
    const circle = open.splice(open.indexOf(file)).sort()
    if (circle.length > 1) found.push(circle)
  }
  for (const file of files) if (!number.has(file)) visit(file)
  return found.sort()
}

/** Circles by types that stood when the rule came: they may be opened and not grow. None of them is in the rooms. */
const circlesLeft: readonly string[] = [
  'src/plan/example.ts src/plan/people.ts src/plan/teams.ts',
  'src/plan/report/site.ts src/plan/site.ts',
  'src/plan/visits/effort.ts src/plan/visits/effort.worker.ts',
  'src/planner/teams/shortlists.ts src/planner/teams/standing.ts',
  'src/planner/visits/moves/strings.ts src/planner/visits/moves/tails.ts src/planner/visits/polish.ts',
  'src/server/app.ts src/server/house.ts src/server/routes.ts',
  'src/web/console/home/home.tsx src/web/console/shell/navigation.ts',
]

test('no two files need each other, not even by their types', () => {
  const files = code.filter((file) => file.startsWith('src/') && !isTest(file))
  const found = circles(files).map((circle) => circle.join(' '))
  const known = (circle: string) => circlesLeft.some((one) => circle.split(' ').every((file) => one.includes(file)))
  assert.deepEqual(
    found.filter((circle) => !known(circle)),
    [],
  )
  assert.deepEqual(
    circlesLeft.filter((one) => !found.includes(one)),
    [],
    'these are open by now: take them from the list',
  )
})

/** Where the schemas of all rooms have what they share. */
const schema = 'src/domain/kernel/schema.ts'

test('a room says which tables of other rooms its SQL names: those and no others', () => {
  const rooms = code.flatMap((file) => /^src\/rooms\/(\w+)\/room\.ts$/.exec(file)?.[1] ?? [])
  assert.ok(rooms.length > 10)
  const tables = new Map(rooms.map((room) => [room, tablesIn(`src/rooms/${room}`)]))
  const owners = new Map([...tables].flatMap(([room, { made }]) => [...made].map((table) => [table, room] as const)))
  const read = (room: string) =>
    [...tables.get(room)!.named].filter((table) => owners.has(table) && owners.get(table) !== room).sort()
  const said = (room: string) =>
    [.../reads: \[([^\]]*)\]/.exec(byFile.get(`src/rooms/${room}/room.ts`)!.text)![1].matchAll(/'(\w+)'/g)].map(
      ([, table]) => table,
    )
  assert.deepEqual(
    Object.fromEntries(rooms.map((room) => [room, said(room)])),
    Object.fromEntries(rooms.map((room) => [room, read(room)])),
  )
})

test('pure code has no clock, no chance, no network, no console, and no packages but schemas', () => {
  const impure = new RegExp(
    [
      /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bperformance\b\.|\bconsole\s*\./,
      /\bfetch\(|\bprocess\s*\.|\bglobalThis\b|\beval\(|\bnew Function\b/,
    ]
      .map(({ source }) => source)
      .join('|'),
  )
  const wrong: string[] = []
  for (const { file, text, imports } of sources) {
    if (!/^src\/(domain|planner)\//.test(file) || isTest(file)) continue
    text.split('\n').forEach((line, at) => {
      const said = line.replace(/^\s*(\/\/|\/?\*).*$/, '').replace(/\s\/\/ .*$/, '')
      if (impure.test(said)) wrong.push(`${file}:${at + 1} ${line.trim()}`)
    })
    for (const { file: to, specifier } of imports)
      if (
        (to === undefined && !(specifier === 'zod' && (file.endsWith('/commands.ts') || file === schema))) ||
        (to === schema && !file.endsWith('/commands.ts'))
      )
        wrong.push(`${file} → ${specifier}`)
  }
  assert.deepEqual(wrong, [])
})

test('no page loads the schemas: they judge at the server, and a phone carries only what it shows', () => {
  const wrong: string[] = []
  const seen = new Set<string>()
  const open = code.filter((file) => file.startsWith('src/web/') && !isTest(file))
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file) || !byFile.has(file)) continue
    seen.add(file)
    for (const { file: to, specifier, typesOnly } of byFile.get(file)!.imports) {
      if (typesOnly) continue
      if (specifier === 'zod') wrong.push(file)
      else if (to !== undefined) open.push(to)
    }
  }
  assert.deepEqual(wrong, [])
})

/** What one file of the kernel knows, and how it looks where another knows it too. */
const knownOnce: Readonly<Record<string, RegExp>> = {
  'src/domain/kernel/area.ts':
    /\barea\w*\.slice\(0, \d+\)|\bleft\([\w.]+, (6|9|12|15|20|25)\)|\{ township: \d+|\.slice\(21\)/,
  'src/domain/kernel/zone.ts': /Asia\/Shanghai|\+08:00|\bnew Intl\.DateTimeFormat\('sv-SE'/,
  'src/domain/kernel/stream.ts':
    /\.slice\('[\w-]+\/'\.length\)|\bstream\.(indexOf|split)\('\/'|\bstream\.startsWith\('/,
  'src/domain/kernel/schema.ts': /\brefine\(isId, \{|\\p\{Cc\}\]\*\$\/u/,
}

test('digits of areas, the zone, names of streams and the small schemas are known to one file each', () => {
  const wrong = sources
    .filter(({ file }) => file.startsWith('src/') && !isTest(file))
    .flatMap(({ file, text }) =>
      Object.entries(knownOnce)
        .filter(([owner, looks]) => file !== owner && looks.test(text))
        .map(([owner, looks]) => `${file}: ${looks.exec(text)![0]} belongs to ${owner}`),
    )
  assert.deepEqual(wrong, [])
})

test('every file opens by saying what it is for', () => {
  const opening: Record<string, RegExp> = {
    '.ts': /^\/\/ .{20,}/,
    '.tsx': /^\/\/ .{20,}/,
    '.mjs': /^(#!.*\n)?\/\/ .{20,}/,
    '.css': /^\/\* .{20,}/,
    '.sql': /^-- .{20,}/,
    '.cc': /^\/\/ .{20,}/,
  }
  const wrong = filesOf('.', /\.(ts|tsx|mjs|css|sql|cc)$/).filter(
    (file) => !opening[path.extname(file)].test(readFileSync(path.join(root, file), 'utf8')),
  )
  assert.deepEqual(wrong, [])
})

/** Longer than the rule allows when the rule came; they may shrink and not grow, and leave the list when they fit. */
const grown = JSON.parse(readFileSync(path.join(root, 'test/tidy/grown.json'), 'utf8')) as Record<string, number>
const fileLinesMax = 400
const functionLinesMax = 60
const lineLettersMax = 120
/** Data: a text that no space breaks (a key, a hash, an address), and tables in Markdown that a benchmark prints. */
const mayBeLong = (line: string) => /\S{90,}/.test(line) || /tableOf\(/.test(line)
/** Markdown written by benchmarks, a paragraph a line. */
const paragraphs = /^bench\/planner\/\w+\.table\.ts$/
const isLong = (line: string) => line.length > lineLettersMax && !mayBeLong(line)

test(`a function has ${functionLinesMax} lines at most, a file ${fileLinesMax}, a line ${lineLettersMax} letters`, () => {
  const over = new Map<string, number>()
  for (const { file, text, lines, functions } of sources) {
    if (lines > fileLinesMax) over.set(file, lines)
    for (const one of functions) {
      const name = `${file} ${one.name}`
      if (one.lines > functionLinesMax) over.set(name, Math.max(one.lines, over.get(name) ?? 0))
    }
    const long = paragraphs.test(file) ? [] : text.split('\n').filter(isLong)
    if (long.length > 0) over.set(`${file}: long lines`, long.length)
  }
  if (process.env.GROWN === 'write')
    writeFileSync(path.join(root, 'test/tidy/grown.json'), `${JSON.stringify(Object.fromEntries(over), null, 2)}\n`)
  const wrong = [...over].filter(([what, n]) => n > (grown[what] ?? 0)).map(([what, n]) => `${what}: ${n}`)
  assert.deepEqual(wrong, [])
  assert.deepEqual(
    Object.keys(grown).filter((what) => !over.has(what)),
    [],
    'these fit by now: take them from test/tidy/grown.json',
  )
})

/** Where the product's files stand: half of them and nine of ten are no longer. They may shrink and not grow. */
const [medianLinesMax, ninetiethLinesMax] = [95, 240]

test(`half of the product's files have ${medianLinesMax} lines at most, nine of ten ${ninetiethLinesMax}`, () => {
  const lengths = sources
    .filter(({ file }) => file.startsWith('src/') && !isTest(file))
    .map(({ lines }) => lines)
    .sort((a, b) => a - b)
  const at = (part: number) => lengths[Math.floor(lengths.length * part)]
  assert.ok(at(0.5) <= medianLinesMax && at(0.9) <= ninetiethLinesMax, `median ${at(0.5)}, nine of ten ${at(0.9)}`)
})

test('no address of a file is made of an import alias: it would be the file itself, and a test would start itself', () => {
  const wrong = sources.filter(({ text }) => /new URL\(['"`]#/.test(text)).map(({ file }) => file)
  assert.deepEqual(wrong, [])
})

/** What is started by name and not by an import. */
const entries = [
  'src/cli/muster.ts',
  'src/web/phone/worker/sw.ts',
  'test/run.ts',
  'test/ending.ts',
  'test/orphan.ts',
  'test/check.ts',
  'test/format.ts',
]

function reachable(from: readonly string[]): Set<string> {
  const seen = new Set<string>()
  const open = [...from]
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file) || !byFile.has(file)) continue
    seen.add(file)
    open.push(...byFile.get(file)!.imports.flatMap(({ file: to }) => (to === undefined ? [] : [to])))
  }
  return seen
}

/** Programs of their own say in their opening how they are run. */
const isProgram = ({ file, text }: Source) =>
  !file.startsWith('src/') &&
  /^(\/\/.*\n)*\/\/.*(node|nice) .*\b[\w./-]+\.ts\b/i.test(text) &&
  text.slice(0, 1_500).includes(file)

test('no file is dead: each is reached from the command line, a page, a test or a benchmark', () => {
  const pages = filesOf('src/web', /\.html$/).flatMap((page) =>
    [...readFileSync(path.join(root, page), 'utf8').matchAll(/<script[^>]+src="([^"]+)"/g)].map(([, script]) =>
      path.posix.normalize(
        script.startsWith('/') ? `src/web${script}` : path.posix.join(path.posix.dirname(page), script),
      ),
    ),
  )
  const product = reachable([...entries, ...pages, ...code.filter((file) => file.startsWith('bench/'))])
  const all = reachable([
    ...entries,
    ...pages,
    ...code.filter((file) => isTest(file) && /\.(test|proof)\.tsx?$/.test(file)),
    ...sources.filter(isProgram).map(({ file }) => file),
    ...product,
  ])
  assert.deepEqual(
    code.filter(
      (file) =>
        file.startsWith('src/') && !isTest(file) && !(file.startsWith('src/planner/') ? all : product).has(file),
    ),
    [],
    'of the product',
  )
  assert.deepEqual(
    code.filter((file) => file.startsWith('test/') && !all.has(file)),
    [],
    'of the tests',
  )
})

test('every path that a text names is there', () => {
  const wrong: string[] = []
  for (const file of filesOf('.', /\.md$/)) {
    const text = readFileSync(path.join(root, file), 'utf8')
    for (const [named] of text.matchAll(/(?<![\w/.<-])(?:src|test|docs|bench|\.ci)\/[\w./<>*{}#…-]*[\w/>*}]/g)) {
      if (/[<>*{}…#]|NNNN/.test(named)) continue
      if (!exists(named)) wrong.push(`${file}: ${named}`)
    }
    for (const [, link] of text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)) {
      if (!/^[a-z]+:/.test(link) && !exists(path.posix.join(path.posix.dirname(file), link)))
        wrong.push(`${file}: ${link}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('commands named in texts and packages named in code are there', () => {
  const commands = [
    ...readFileSync(path.join(root, 'src/cli/muster.ts'), 'utf8').matchAll(/^ {2}(\w+): \(\) => import/gm),
  ].map(([, name]) => name)
  assert.ok(commands.length >= 8)
  const wrong: string[] = []
  for (const file of filesOf('.', /\.md$/))
    for (const [, name] of readFileSync(path.join(root, file), 'utf8').matchAll(/[`\n]muster ([a-z]+)\b/g))
      if (!commands.includes(name)) wrong.push(`${file}: muster ${name}`)
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    readFileSync(path.join(root, 'package.json'), 'utf8'),
  ) as Record<string, Record<string, string>>
  const known = new Set([
    ...Object.keys(dependencies),
    ...Object.keys(devDependencies),
    ...Object.keys(optionalDependencies),
  ])
  const used = new Set<string>()
  for (const { file, imports } of sources) {
    for (const { file: to, specifier } of imports) {
      if (to !== undefined || /^(node:|\/|data:|https?:)/.test(specifier)) continue
      const name = specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/')
      used.add(name)
      if (!known.has(name)) wrong.push(`${file}: ${specifier} is in no package.json`)
      // What only the building and testing need is not installed where a house is served without them.
      if (
        /^src\/(domain|planner|journal|views|server|cli|demo)\//.test(file) &&
        !isTest(file) &&
        !(name in dependencies)
      )
        wrong.push(`${file}: ${specifier} is a tool's package`)
    }
  }
  assert.deepEqual(wrong, [])
  assert.deepEqual(
    Object.keys(dependencies).filter((name) => !used.has(name)),
    [],
    'packages that nothing uses',
  )
})
