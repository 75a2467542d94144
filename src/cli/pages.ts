// Builds the web pages when what they are made of has changed since the last time, and says where they lie.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'

const root = path.resolve(import.meta.dirname, '../..')
const folder = path.join(root, 'dist/web')
/** Beside the folder, not in it: it is no page. */
const stampFile = path.join(root, 'dist/web.stamp')
/**
 * All that a page can be made of: its own sources, the sentences, the rooms that it foresees with, the build's
 * settings and the versions of its parts.
 */
const sources = ['src/web', 'src/words', 'src/domain', 'vite.config.ts', 'package-lock.json']
const buildMillisecondsMax = 300_000

function filesAt(place: string): string[] {
  const at = path.join(root, place)
  if (path.extname(at) !== '') return [at]
  return readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(test|proof)\.ts$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
}

function stampOf(): string {
  const hash = createHash('sha256')
  for (const file of sources.flatMap(filesAt)) {
    const bytes = readFileSync(file)
    hash.update(`${path.relative(root, file)}\n${bytes.length}\n`).update(bytes)
  }
  return hash.digest('hex')
}

/**
 * The folder of the built pages, built now if need be. `MUSTER_WEB_BUILT` names one that is built already.
 * @param building told before a build, which takes some seconds
 */
export async function builtPages(building: () => void): Promise<string> {
  if (process.env.MUSTER_WEB_BUILT) return process.env.MUSTER_WEB_BUILT
  const stamp = stampOf()
  if (existsSync(folder) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return folder
  building()
  // Built beside and renamed: a killed build is never served.
  const draft = `${folder}.${process.pid}`
  mkdirSync(path.dirname(folder), { recursive: true })
  try {
    await promisify(execFile)(
      process.execPath,
      [path.join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'],
      { cwd: root, timeout: buildMillisecondsMax, env: { ...process.env, MUSTER_WEB_FOLDER: draft } },
    )
    rmSync(stampFile, { force: true })
    rmSync(folder, { recursive: true, force: true })
    renameSync(draft, folder)
    writeFileSync(stampFile, stamp)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  return folder
}
