// Passwords: made into verifiers by scrypt, checked one or two at a time, judged for length and for what anybody would
// guess first.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { isCommon } from './common-passwords.ts'
import { Line } from './line.ts'

/**
 * OWASP Password Storage Cheat Sheet (2025) names N=2^14, r=8, p=5 among its equivalent least settings; of those it
 * needs the least memory:
 * 16 MiB and some 160 ms of processor a check, so that a flood of log-ins cannot fill the machine.
 */
const LN = 14
const R = 8
const P = 5
const SALT_BYTES = 16
const HASH_BYTES = 32
const MEMORY_MAX = 64 * 1024 * 1024

/** Checks at one time: half of libuv's four threads, so that files and DNS are still served. */
export const runningMax = 2
/** Checks waiting: at some twelve a second, twenty seconds of patience. */
export const waitingMax = 240
/** Milliseconds a check takes where none was measured yet. */
export const guessMs = 160

/** NIST SP 800-63B asks for 8 at least, OWASP ASVS 5.0 for 64 at least to be accepted. */
export const passwordLengthMin = 10
export const passwordLengthMax = 128

const line = new Line({ runningMax, waitingMax, guessMs, now: () => performance.now() })

function derive(password: string, salt: Buffer, ln: number, r: number, p: number, length: number): Promise<Buffer> {
  return line.run(
    () =>
      new Promise((resolve, reject) => {
        scrypt(password.normalize('NFC'), salt, length, { N: 2 ** ln, r, p, maxmem: MEMORY_MAX }, (error, key) =>
          error ? reject(error) : resolve(key),
        )
      }),
  )
}

const b64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')

/** @returns a verifier in the PHC string format. @throws Busy when too many wait */
export async function makeVerifier(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  return `$scrypt$ln=${LN},r=${R},p=${P}$${b64(salt)}$${b64(await derive(password, salt, LN, R, P, HASH_BYTES))}`
}

/** What an account without a password, and no account at all, are checked against: as long, and never right. */
const nobody = `$scrypt$ln=${LN},r=${R},p=${P}$${b64(randomBytes(SALT_BYTES))}$${b64(randomBytes(HASH_BYTES))}`

/** Takes as long for an unknown account (no verifier) as for a known one. @throws Busy when too many wait */
export async function checkPassword(password: string, verifier: string | undefined): Promise<boolean> {
  const parts = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(verifier ?? nobody)
  if (!parts) throw new Error('broken promise: a verifier has the PHC form')
  const [ln, r, p] = parts.slice(1, 4).map(Number)
  const expected = Buffer.from(parts[5], 'base64')
  const derived = await derive(password, Buffer.from(parts[4], 'base64'), ln, r, p, expected.length)
  return timingSafeEqual(derived, expected) && verifier !== undefined
}

/** What anybody would try first, beside the person's own name and phone. */
const guessed = [
  'password',
  'passw0rd',
  'qwerty',
  'asdfgh',
  'zxcvbn',
  'admin',
  'muster',
  'iloveyou',
  'woaini',
  '1qaz2wsx',
  'jijie',
  '集结',
  '123456',
  '654321',
  '111111',
  '000000',
  '888888',
  '666666',
  '5201314',
  'abc123',
]

export type PasswordFault = 'too-short' | 'too-long' | 'too-plain' | 'names-you'

/**
 * What is wrong with a new password, if anything. No rule on kinds of characters.
 * @param about the person's name and
 * phone
 */
export function faultOf(password: string, about: readonly string[]): PasswordFault | undefined {
  if ([...password].length < passwordLengthMin) return 'too-short'
  if (password.length > passwordLengthMax) return 'too-long'
  const plain = password.toLowerCase()
  if (about.some((own) => own.length >= 2 && plain.includes(own.toLowerCase()))) return 'names-you'
  if (isCommon(password)) return 'too-plain'
  let rest = plain
  for (const word of guessed) rest = rest.replaceAll(word, '')
  // What is left after the guesses must still be hard; few different characters, or one after the other, is not.
  const steps = new Set([...plain].slice(1).map((char, at) => char.codePointAt(0)! - [...plain][at].codePointAt(0)!))
  return [...rest].length < 6 || new Set(plain).size < 5 || steps.size < 3 ? 'too-plain' : undefined
}
