// Where the embedded PostgreSQL stands and as whom it runs. PostgreSQL refuses to run as root, so a root Muster runs it
// as `nobody`, who must be able to reach the folder; where the data folder is closed to it, a folder under /var/lib
// takes the cluster in.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** `nobody` and its group on Linux. */
const NOBODY = 65534
/** For a root Muster whose data folder lies under a closed one (/root). */
const ELSEWHERE = '/var/lib/muster'
const POINTER = 'postgres-is-at.txt'
/** What `sockaddr_un` holds on Linux (108) and macOS (104), less the closing zero. */
const socketPathMax = process.platform === 'linux' ? 107 : 103
/** Only part of the socket's name: there is no network port. */
export const PORT = 5432

/** The account the server runs as; empty for our own. */
export interface As {
  readonly uid?: number
  readonly gid?: number
}

export interface Ground {
  readonly folder: string
  readonly as: As
  /** Name of the account that connects: ours. */
  readonly account: string
}

/** True when that account can enter the folder. */
function reaches(as: As, folder: string): boolean {
  return (
    as.uid === undefined ||
    spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...as, cwd: '/', stdio: 'ignore' }).status === 0
  )
}

/**
 * Makes the data folder where there is none. Our keys in it are for us alone; a root Muster lets `nobody` pass through
 * to its own part.
 */
export function openGround(dataDir: string): Ground {
  const account = os.userInfo().username
  const root = process.getuid?.() === 0
  mkdirSync(dataDir, { recursive: true, mode: root ? 0o711 : 0o700 })
  if (!root) return { folder: dataDir, as: {}, account }
  if (process.platform !== 'linux')
    throw new Error(
      'PostgreSQL does not run as root. Start Muster as an ordinary user, or name a database in DATABASE_URL.',
    )
  const as = { uid: NOBODY, gid: NOBODY }
  const pointer = path.join(dataDir, POINTER)
  if (existsSync(pointer)) return { folder: readFileSync(pointer, 'utf8').split('\n')[0], as, account }
  // Ours alone is this folder; to be passed through is enough for the server, and keys in it stay closed by themselves.
  if ((statSync(dataDir).mode & 0o001) === 0) chmodSync(dataDir, 0o711)
  if (reaches(as, dataDir)) return { folder: dataDir, as, account }
  const folder = path.join(ELSEWHERE, createHash('sha256').update(path.resolve(dataDir)).digest('hex').slice(0, 12))
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  if (!reaches(as, folder))
    throw new Error(
      `PostgreSQL runs as “nobody” when Muster runs as root, and “nobody” can enter neither ${dataDir} nor ` +
        `${folder}. Name a folder that it can reach in DATA_DIR, or start Muster as an ordinary user.`,
    )
  writeFileSync(
    pointer,
    `${folder}\nThe database of this data folder stands there, since PostgreSQL may not run as root and nobody ` +
      `else can enter here.\n`,
  )
  return { folder, as, account }
}

/** Gives a folder to the server's account, closed to all others. */
export function privateFolder(folder: string, { uid, gid }: As): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid)
  chmodSync(folder, 0o700)
  return folder
}

/**
 * The folder of the socket: in the ground, or in a short private one where the path would be longer than a socket's may
 * be.
 */
export function socketFolder({ folder, as }: Ground): string {
  const near = path.join(folder, 'socket')
  if (Buffer.byteLength(path.join(near, `.s.PGSQL.${PORT}`)) <= socketPathMax) return privateFolder(near, as)
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  const short = path.join(os.tmpdir(), `muster-${name}`)
  return privateFolder(short, as)
}
