// What a row of the access log may be about, by kinds that an auditor thinks in. A new question or paper enters here.

export const lookKinds = {
  people: [
    'persons',
    'registrations',
    'registration-history',
    'doubles',
    'units',
    'export-persons',
    'export-units',
    'export-registrations',
  ],
  accounts: ['accounts', 'own-phone-changed'],
  musters: ['muster-board', 'whistle-proposal', 'wave-proposal'],
  rosters: [
    'roster',
    'my-roster',
    'roster-plan',
    'roster-repair',
    'move-proposals',
    'attendance',
    'export-team-sheet',
    'export-post-sheet',
    'export-report',
  ],
  samples: ['point-conflicts'],
  doors: ['doors', 'my-doors', 'visit-walk', 'sync', 'my-buildings', 'orders', 'order-photos', 'patrol-notes'],
  dossier: ['entries', 'entry', 'entry-proof', 'export-service-card', 'export-unit-form', 'export-needs'],
  oversight: [
    'findings',
    'look-back-items',
    'look-back-routes',
    'missing-people',
    'export-missing',
    'export-look-back',
    'export-look-back-items',
  ],
  notices: ['notice', 'export-notice'],
  endings: ['objections'],
  log: ['access-log', 'access-log-row', 'access-log-whom', 'export-access-log'],
  gate: [
    'log-in-by-password',
    'log-in-by-link',
    'log-in-by-invitation',
    'log-in-by-set-up',
    'second-factor-shown',
    'log-out',
    'session-ended',
  ],
  refused: [
    'log-in-failed',
    'code-failed',
    'present-failed',
    'link-failed',
    'guess-failed',
    'locked-out',
    'too-often',
    'other',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>
export type LookKind = keyof typeof lookKinds
export const lookKindNames = Object.keys(lookKinds) as LookKind[]

/** Everything a row may be about. */
export const looksKnown: readonly string[] = Object.values(lookKinds).flat()
