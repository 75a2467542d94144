// How far a telling got: by which way it was sent, and what the person's own device said of it. Plain values, safe for
// the phone.
import type { Instant } from './envelope.ts'

/** By what. none: by nothing. */
export const reachChannels = ['in-app', 'push', 'email', 'none'] as const
export type ReachChannel = (typeof reachChannels)[number]

/**
 * What came of the sending, and then what the device said.
 * sent: handed on, and no more is known · failed: the carrier did not take it · gone: the address is no more ·
 * quiet: it could wait until they are awake · no-way: there was none · delivered: the device has it · seen: a page
 * that was looked at shows it, or the notification was tapped.
 */
export const reachOutcomes = ['sent', 'failed', 'gone', 'quiet', 'no-way', 'delivered', 'seen'] as const
export type ReachOutcome = (typeof reachOutcomes)[number]

/** What only a device says, handing back the slip that came with the telling. */
export const deviceWords = ['delivered', 'seen'] as const satisfies readonly ReachOutcome[]
export type DeviceWord = (typeof deviceWords)[number]
export const isDeviceWord = (outcome: ReachOutcome): outcome is DeviceWord =>
  (deviceWords as readonly ReachOutcome[]).includes(outcome)

/** What was told, in the words of its room. `at` is missing where it was noted before times were kept. */
export interface ReachStep {
  readonly about: string
  readonly channel: ReachChannel
  readonly outcome: ReachOutcome
  readonly at?: Instant | null
}

/**
 * An urgent telling waits so long for the device's word; then it goes out by the next way as if nothing had been
 * sent. A visible page on a weak line answers within three seconds; ten are promised until the next way, sending
 * included.
 */
export const wordWait: Instant = 6_000

/**
 * Whether the person has been told: a page that was looked at, or a notification that their device showed. That a
 * hidden page has it is no telling: the phone may lie in a pocket, the page may stand open on another machine.
 */
export const isTold = ({ channel, outcome }: Pick<ReachStep, 'channel' | 'outcome'>): boolean =>
  outcome === 'seen' || (outcome === 'delivered' && channel === 'push')

/** seen · delivered: on a device · asked: sent, and not known to have arrived · none: it did not go out. */
export const reachStandings = ['seen', 'delivered', 'asked', 'none'] as const
export type ReachStanding = (typeof reachStandings)[number]

/** The best that is known of one telling; undefined before anything was tried. */
export function standingOf(steps: readonly Pick<ReachStep, 'outcome'>[]): ReachStanding | undefined {
  const outcomes = new Set(steps.map((step) => step.outcome))
  if (outcomes.has('seen')) return 'seen'
  if (outcomes.has('delivered')) return 'delivered'
  if (outcomes.has('sent')) return 'asked'
  return outcomes.size > 0 ? 'none' : undefined
}
