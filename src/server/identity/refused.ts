// What the identity desk says no with: a word from a closed list, put into sentences by src/words/access.ts.

/** Why the desk says no; `busy` and `from-elsewhere` are said on its way (passwords.ts, armour.ts). */
export const deskReasons = [
  'wrong',
  'code-needed',
  'code-wrong',
  'too-often',
  'busy',
  'link-gone',
  'name-needed',
  'setup-gone',
  'county-needed',
  'logged-out',
  'unknown',
  'refused',
  'no-factor',
  'too-short',
  'too-long',
  'too-plain',
  'names-you',
  'phone-taken',
  'password-stands',
  'from-elsewhere',
] as const
export type DeskReason = (typeof deskReasons)[number]

/** A refusal that the gate's screens put into words. */
export class DeskRefused extends Error {
  readonly reason: DeskReason
  readonly retryAfterSeconds?: number

  constructor(reason: DeskReason, retryAfterSeconds?: number) {
    super(reason)
    this.reason = reason
    this.retryAfterSeconds = retryAfterSeconds
  }
}
