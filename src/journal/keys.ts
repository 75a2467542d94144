// The house's master key and what is derived from it: the key that wraps record keys, the key of lookups, the key that
// signs sessions.
import { createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const BYTES = 32
const FILE = 'house.key'

export interface HouseKeys {
  readonly wrapping: Buffer
  /** Those used for each command are prepared once: from plain bytes that costs ten microseconds a time. */
  readonly lookups: KeyObject
  readonly receipts: KeyObject
  readonly sessions: Buffer
  /** Under which the house's own commands get their ids. */
  readonly own: KeyObject
  /** For whatever else signs or derives: `for('log')`. */
  for(purpose: string): Buffer
}

/** There is no key file; whether one may be made is for whoever knows the database to say (house-key.ts). */
export class NoKey extends Error {}

/**
 * The master key: `MUSTER_KEY` (64 hex digits) where several machines share one database, else a file of the data
 * folder. Whoever holds it and the database can read everything; a backup of the database without it can be read by
 * nobody.
 * @throws NoKey
 */
export function openKeys(dataDir: string, given = process.env.MUSTER_KEY): HouseKeys {
  const file = keyFile(dataDir)
  if (!given && !existsSync(file)) throw new NoKey(`there is no ${file}`)
  return derived(given ? decode(given, 'MUSTER_KEY') : decode(readFileSync(file, 'utf8'), file))
}

/** The key of a house that is begun: the one that lies there already, else a new one. */
export function makeKeys(dataDir: string): HouseKeys {
  const file = keyFile(dataDir)
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true })
    // Written beside and renamed: a killed start leaves no half key. If two start at once the second reads the first's.
    const draft = `${file}.${process.pid}`
    writeFileSync(draft, `${randomBytes(BYTES).toString('hex')}\n`, { mode: 0o600, flush: true })
    if (existsSync(file)) rmSync(draft)
    else renameSync(draft, file)
    chmodSync(file, 0o600)
  }
  return derived(decode(readFileSync(file, 'utf8'), file))
}

function derived(master: Buffer): HouseKeys {
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `muster ${purpose}`, BYTES))
  return {
    wrapping: derive('wrapping'),
    lookups: createSecretKey(derive('lookups')),
    receipts: createSecretKey(derive('receipts')),
    sessions: derive('sessions'),
    own: createSecretKey(derive('own commands')),
    for: derive,
  }
}

/** Tells whether a master key is the one that belongs to a house or a backup. */
export const fingerprintOf = (keys: HouseKeys): string => keys.for('backup fingerprint').toString('hex').slice(0, 16)

export const keyFile = (dataDir: string): string => path.join(dataDir, FILE)

function decode(text: string, where: string): Buffer {
  const hex = text.trim()
  if (!/^[0-9a-f]{64}$/i.test(hex))
    throw new Error(
      `${where} does not hold a key: 64 hexadecimal digits are expected. Put back the right key; nothing was opened.`,
    )
  return Buffer.from(hex, 'hex')
}
