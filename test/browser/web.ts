// The built pages for browser tests: built once a run into a folder of their own.
import { execFile } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const root = path.join(import.meta.dirname, '../..')
let built: Promise<string> | undefined

/** The folder with the pages as users get them. */
export function builtWeb(): Promise<string> {
  built ??= (async () => {
    const folder = process.env.MUSTER_WEB_BUILT ?? mkdtempSync(path.join(tmpdir(), 'muster-web-'))
    if (process.env.MUSTER_WEB_BUILT) return folder
    await promisify(execFile)(process.execPath, [path.join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'], { cwd: root, env: { ...process.env, MUSTER_WEB_FOLDER: folder } })
    return folder
  })()
  return built
}
