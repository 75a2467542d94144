// Which personal data end when, and why they were held: the table that a resident may read. Plain values, safe for the
// phone.

/** What is held for an operation and ends with it. */
export const operationHoldings = ['sampled', 'needs'] as const
/** What is held for its own sake, and ends by its age. */
export const agedHoldings = ['whistles', 'notices', 'openings', 'rounds', 'look-backs'] as const
export type Holding = (typeof operationHoldings)[number] | (typeof agedHoldings)[number]

export interface Purpose {
  readonly what: Holding
  /** Days after the operation closed, or after it was written. */
  readonly days: number
  readonly from: 'closing' | 'writing'
}

/**
 * sampled: names and numbers of residents who were sampled, to tell them their result and find their tube · needs: who
 * cannot come down, to visit them · whistles: what a muster was about · notices: texts of notices · openings: names,
 * duties and feedback of the service record, with the keys of its leaves: as long as a service may be asked about (two
 * terms of office) · rounds: stewards' notes, findings and photos, until what they found is surely put right ·
 * look-backs: supervisors' remarks and findings, for a year's comparison.
 */
export const purposes: readonly Purpose[] = [
  { what: 'sampled', days: 30, from: 'closing' },
  { what: 'needs', days: 7, from: 'closing' },
  { what: 'whistles', days: 365, from: 'writing' },
  { what: 'notices', days: 1_095, from: 'writing' },
  { what: 'openings', days: 3_650, from: 'writing' },
  { what: 'rounds', days: 183, from: 'writing' },
  { what: 'look-backs', days: 365, from: 'writing' },
]

export const purposeOf = (what: Holding): Purpose => purposes.find((purpose) => purpose.what === what)!

/**
 * What a person may object to: their service record's words and names, their addresses for messages, or all that is
 * held about them.
 */
export const objectables = ['openings', 'addresses', 'everything'] as const
export type Objectable = (typeof objectables)[number]
export const decisions = ['granted', 'kept'] as const
export type Verdict = (typeof decisions)[number]

/** What a person ordered to be destroyed waits so long, and can be called off meanwhile. */
export const callOffMs = 3_600_000

export const reasons = [
  'already-started',
  'not-held',
  'already-destroyed',
  'not-due',
  'already-objected',
  'already-decided',
  'nothing-to-call-off',
] as const
