// The code on the leader's screen: time-based one-time passwords (RFC 6238) of 30 seconds from a secret of each muster,
// which is sealed beside the whistle's text.
import { HOTP, Secret } from 'otpauth'
import type { Instant } from '#domain/kernel/envelope.ts'
import type { MusterFacts } from '#domain/muster/state.ts'
import { codeStepSeconds, codeStepsAround, codeStepsAroundLate } from '#domain/muster/terms.ts'

/** Eight digits: a guess hits one of three valid codes once in 33 million. */
const digits = 8
/** 160 bits, as RFC 4226 recommends. */
const secretBytes = 20
/** A code shown up to an hour before is called stale rather than wrong: it was photographed, or the phone slept. */
const staleSteps = 120
/** Codes told in advance, so that the leader's screen goes on for ten minutes without a network. */
const aheadSteps = 20
/** Codes kept in memory: those of an hour for a few hundred musters. */
const keptMax = 50_000

export const newSecret = (): string => new Secret({ size: secretBytes }).base32
export const stepAt = (at: Instant): number => Math.floor(at / 1000 / codeStepSeconds)

const kept = new Map<string, string>()

/** The digits of one step; a flood of arrivals asks for the same few. */
function digitsOf(secret: string, step: number): string {
  const key = `${secret} ${step}`
  const known = kept.get(key)
  if (known !== undefined) return known
  if (kept.size >= keptMax) kept.clear()
  const made = HOTP.generate({ secret: Secret.fromBase32(secret), algorithm: 'SHA256', digits, counter: step })
  kept.set(key, made)
  return made
}

function stepWithin(secret: string, code: string, middle: number, before: number, after: number): number | undefined {
  for (let step = middle + after; step >= Math.max(0, middle - before); step -= 1)
    if (digitsOf(secret, step) === code) return step
  return undefined
}

/** What a code is worth: good now, good at the sender's time, shown within the hour before, or none of this. */
export function findCode(secret: string, code: string, at: Instant, now: Instant): NonNullable<MusterFacts['code']> {
  const live = stepWithin(secret, code, stepAt(now), codeStepsAround, codeStepsAround)
  if (live !== undefined) return { found: 'now', step: live }
  const then = stepWithin(secret, code, stepAt(at), codeStepsAroundLate, codeStepsAroundLate)
  if (then !== undefined) return { found: 'then', step: then }
  const old =
    stepWithin(secret, code, stepAt(now), staleSteps, 0) ?? stepWithin(secret, code, stepAt(at), staleSteps, 0)
  return old === undefined ? { found: 'wrong', step: 0 } : { found: 'stale', step: old }
}

/** The code to show now and those after it. */
export function codesFrom(secret: string, now: Instant): { digits: string; from: Instant; until: Instant }[] {
  const first = stepAt(now)
  return Array.from({ length: aheadSteps + 1 }, (_, i) => ({
    digits: digitsOf(secret, first + i),
    from: (first + i) * codeStepSeconds * 1000,
    until: (first + i + 1) * codeStepSeconds * 1000,
  }))
}
