// The built pages for browser tests: built once a run into a folder of their own.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const root = path.join(import.meta.dirname, '../..')
let built: Promise<string> | undefined

/** The folder with the pages as users get them. */
export function builtWeb(): Promise<string> {
  built ??= (async () => {
    // A run of several files may build once and name the folder.
    if (process.env.MUSTER_WEB_BUILT) return process.env.MUSTER_WEB_BUILT
    const folder = mkdtempSync(path.join(tmpdir(), 'muster-web-'))
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
    await promisify(execFile)(
      process.execPath,
      [path.join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'],
      { cwd: root, env: { ...process.env, MUSTER_WEB_FOLDER: folder } },
    )
    return folder
  })()
  return built
}
