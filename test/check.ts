// `npm run check`: the four type checks (server, pure code, web, browser tests). Each has a world of its own: pure code
// sees no clock, the web no disk.
import { spawn } from 'node:child_process'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')
const configs = ['tsconfig.pure.json', 'tsconfig.json', 'tsconfig.web.json', 'tsconfig.browser.json']

function check(config: string): Promise<boolean> {
  const child = spawn(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', config], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return new Promise((resolve) =>
    child.once('exit', (code) => {
      if (code !== 0) process.stderr.write(`muster check: ${config} does not hold\n`)
      resolve(code === 0)
    }),
  )
}

/** @returns true when all hold; the faults have been printed */
export async function checkTypes(): Promise<boolean> {
  let all = true
  for (const config of configs) all = (await check(config)) && all
  return all
}

if (process.argv[1] === import.meta.filename) {
  const holds = await checkTypes()
  if (holds) process.stdout.write(`muster check: ${configs.length} type checks hold\n`)
  process.exitCode = holds ? 0 : 1
}
