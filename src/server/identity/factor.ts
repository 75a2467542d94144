// The second factor: time-based one-time codes (RFC 6238) by the otpauth library. Which step was used last is kept by
// the caller.
import { Secret, TOTP } from 'otpauth'

/** One step before and after: a phone's clock may be half a minute off. */
const WINDOW = 1
const PERIOD_SECONDS = 30
/** RFC 4226 section 4 asks for 128 bits and recommends 160. */
const SECRET_BYTES = 20

const totp = (secret: string, label = '') =>
  new TOTP({
    issuer: 'Muster 集结',
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_SECONDS,
    secret: Secret.fromBase32(secret),
  })

export function newFactor(): string {
  return new Secret({ size: SECRET_BYTES }).base32
}

/** What the authenticator app scans. @param label shown there, the person's own name */
export function factorAddress(secret: string, label: string): string {
  return totp(secret, label).toString()
}

/**
 * The time step whose code this is, undefined when wrong. A step not after the last used one is a replay: the caller
 * refuses it.
 * @param now milliseconds
 */
export function stepOf(secret: string, code: string, now: number): number | undefined {
  // The library compares bytes, and six full-width digits are more of them.
  if (!/^[0-9]{6}$/.test(code)) return undefined
  const delta = totp(secret).validate({ token: code, timestamp: now, window: WINDOW })
  return delta === null ? undefined : Math.floor(now / 1000 / PERIOD_SECONDS) + delta
}

/** For tests and the demo: the code of a moment. */
export function codeAt(secret: string, now: number): string {
  return totp(secret).generate({ timestamp: now })
}
