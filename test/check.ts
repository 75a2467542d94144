// `npm run check`: the form of the tree (oxfmt), what is wrong without being a type error (oxlint, with types), and the
// four type checks (server, pure code, web, browser tests). Each has a world of its own: pure code sees no clock, the
// web no disk.
import { spawn } from 'node:child_process'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')
const tsc = 'node_modules/typescript/bin/tsc'

/** What is asked of the whole tree: name, program, its arguments, and what mends it. */
const checks: readonly (readonly [name: string, program: string, args: readonly string[], remedy: string])[] = [
  ['form', 'node_modules/oxfmt/bin/oxfmt', ['--check', '.'], 'npm run format mends it'],
  ['lint', 'node_modules/oxlint/bin/oxlint', ['--type-aware'], '.oxlintrc.json says what is asked'],
  ...['pure', 'web', 'browser'].map((world) => typesOf(`tsconfig.${world}.json`)),
  typesOf('tsconfig.json'),
]

function typesOf(config: string): (typeof checks)[number] {
  return [`types of ${config}`, tsc, ['-p', config], 'the compiler names each place']
}

/** What is right says nothing: the tools' own praise is left out. @returns whether it held */
function check([name, program, args, remedy]: (typeof checks)[number]): Promise<boolean> {
  const child = spawn(process.execPath, [path.join(root, program), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      if (code !== 0) process.stderr.write(`${said}muster check: ${name} does not hold (${remedy})\n`)
      resolve(code === 0)
    })
  })
}

/** Runs all checks, one after the other. @returns true when all hold; the faults have been printed */
export async function checkAll(): Promise<boolean> {
  const began = performance.now()
  let all = true
  for (const one of checks) all = (await check(one)) && all
  const seconds = Math.round((performance.now() - began) / 1000)
  if (all) process.stdout.write(`muster check: form, lint and types hold (${seconds} s)\n`)
  return all
}

if (process.argv[1] === import.meta.filename) process.exitCode = (await checkAll()) ? 0 : 1
