// What a round's key is good for: rotating codes of its places, and pseudonyms of those sampled. A phone reckons both
// with no server. (HOTP: RFC 4226; TOTP: RFC 6238; HMAC-SHA-256.)
import type { Instant } from '../kernel/envelope.ts'
import { uuid8, type Id } from '../kernel/ids.ts'
import { hmacSha256, sha256 } from '../kernel/sha256.ts'
import { codeStepSeconds } from './terms.ts'

/** UTF-8 without TextEncoder, which pure code does not have. */
function utf8(text: string): Uint8Array {
  const escaped = encodeURIComponent(text)
  const out: number[] = []
  for (let at = 0; at < escaped.length; at++) {
    if (escaped[at] !== '%') out.push(escaped.charCodeAt(at))
    else {
      out.push(Number.parseInt(escaped.slice(at + 1, at + 3), 16))
      at += 2
    }
  }
  return Uint8Array.from(out)
}

export const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from({ length: hex.length >> 1 }, (_, i) => Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16))
export const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** The key by which the round's pseudonyms are made: every desk of the round holds the same. Hex in, hex out. */
export const subjectKeyOf = (roundKey: string): string => hexOf(hmacSha256(bytesOf(roundKey), utf8('subjects')))
/** The key of one place's rotating code: its own desk or leader holds it, and no other's. */
export const codeKeyOf = (roundKey: string, place: Id): string =>
  hexOf(hmacSha256(bytesOf(roundKey), utf8(`code ${place}`)))

/**
 * A person's pseudonym in one round: the same wherever it is made, and nothing without the key.
 * @param known `door <household>#<n>`, `number <digits>`, `name <name> <phone>` or `code <text of their own QR>`
 */
export const subjectOf = (subjectKey: string, known: string): Id =>
  uuid8(hmacSha256(bytesOf(subjectKey), utf8(known.normalize('NFKC').replace(/\s+/g, ' ').trim().toUpperCase())))

/** Under what a sampled person's name is sealed: never an id of a person of the registry, whatever a device claims. */
export const recordOf = (round: Id, subject: Id): Id => uuid8(sha256(utf8(`sampled ${round} ${subject}`)))
/** Under what a round's key is sealed. */
export const keyRecordOf = (round: Id): Id => uuid8(sha256(utf8(`keys of round ${round}`)))

export const stepAt = (at: Instant): number => Math.floor(at / 1000 / codeStepSeconds)

/** Eight digits of one step (RFC 4226 section 5.3, with SHA-256 as in RFC 6238). */
export function codeOf(codeKey: Uint8Array, step: number): string {
  const counter = new Uint8Array(8)
  for (let i = 7, rest = step; i >= 0; i--, rest = Math.floor(rest / 256)) counter[i] = rest % 256
  const mac = hmacSha256(codeKey, counter)
  const at = mac[31] & 15
  const value = ((mac[at] & 127) * 2 ** 24 + mac[at + 1] * 2 ** 16 + mac[at + 2] * 2 ** 8 + mac[at + 3]) % 100_000_000
  return String(value).padStart(8, '0')
}
