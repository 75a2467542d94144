// What a scanned code of a place is worth. The codes themselves are made in #domain/point/keys.ts, so that a desk shows
// them with no server.
import type { Instant } from '#domain/kernel/envelope.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { bytesOf, codeKeyOf, codeOf, stepAt } from '#domain/point/keys.ts'
import type { PointFacts } from '#domain/point/state.ts'
import { codeStepsAround, codeStepsAroundLate } from '#domain/point/terms.ts'

/** A code shown up to an hour before is called stale rather than wrong: it was photographed, or the phone slept. */
const staleSteps = 120
/** Codes kept in memory: those of an hour for some hundred places. */
const keptMax = 50_000
const kept = new Map<string, string>()

function digitsOf(codeKey: string, step: number): string {
  const name = `${codeKey} ${step}`
  const known = kept.get(name)
  if (known !== undefined) return known
  if (kept.size >= keptMax) kept.clear()
  const made = codeOf(bytesOf(codeKey), step)
  kept.set(name, made)
  return made
}

function stepWithin(codeKey: string, code: string, middle: number, before: number, after: number): number | undefined {
  for (let step = middle + after; step >= Math.max(0, middle - before); step -= 1)
    if (digitsOf(codeKey, step) === code) return step
  return undefined
}

/** Good now, good at the sender's time, shown within the hour before, or none of this. */
export function worthOf(
  roundKey: string,
  place: Id,
  code: string,
  at: Instant,
  now: Instant,
): NonNullable<PointFacts['code']> {
  const codeKey = codeKeyOf(roundKey, place)
  const live = stepWithin(codeKey, code, stepAt(now), codeStepsAround, codeStepsAround)
  if (live !== undefined) return { found: 'now', step: live }
  const then = stepWithin(codeKey, code, stepAt(at), codeStepsAroundLate, codeStepsAroundLate)
  if (then !== undefined) return { found: 'then', step: then }
  const old =
    stepWithin(codeKey, code, stepAt(now), staleSteps, 0) ?? stepWithin(codeKey, code, stepAt(at), staleSteps, 0)
  return old === undefined ? { found: 'wrong', step: 0 } : { found: 'stale', step: old }
}
