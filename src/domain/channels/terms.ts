// The channels' closed lists and bounds: ways to reach somebody, quiet hours, reasons. Plain values, safe for the
// phone.

/** Ways to reach somebody who is not looking at the app; the app itself always shows everything. */
export const ways = ['push', 'email'] as const
export type Way = (typeof ways)[number]

/** Minutes after midnight where the person lives; `until` before `from` runs over midnight. */
export interface Quiet {
  readonly from: number
  readonly until: number
}

/**
 * Ten at night to seven in the morning, until somebody chooses otherwise. A real whistle rings through; drills and
 * thanks wait.
 */
export const quietUsual: Quiet = { from: 22 * 60, until: 7 * 60 }
export const orderUsual: readonly Way[] = ['push', 'email']
/** Phones and computers of one person. */
export const devicesMax = 5

export const reasons = ['nothing-changed', 'too-many-devices', 'not-there'] as const

export function isQuiet(quiet: Quiet | null, minuteOfDay: number): boolean {
  if (quiet === null || quiet.from === quiet.until) return false
  return quiet.from < quiet.until
    ? minuteOfDay >= quiet.from && minuteOfDay < quiet.until
    : minuteOfDay >= quiet.from || minuteOfDay < quiet.until
}
