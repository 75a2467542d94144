// `npm run format`: one width for the whole tree. The formatter (.oxfmtrc.json) mends what it can; what it cannot break
// (long sentences, SQL) test/tidy.test.ts names.
import { spawnSync } from 'node:child_process'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')

/** @param ways `--check` only looks @returns true when all is in shape; what is not has been printed */
export function format(...ways: readonly string[]): boolean {
  const done = spawnSync(process.execPath, [path.join(root, 'node_modules/oxfmt/bin/oxfmt'), ...ways, '.'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return done.status === 0
}

if (process.argv[1] === import.meta.filename) process.exitCode = format() ? 0 : 1
