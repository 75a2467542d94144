// Which troubles pass: whoever meets one is told to come again, and nothing is ever answered for good because of it.

/** Said by ourselves where what went wrong is known to pass. */
export class Passing extends Error {}

/** After how long a sender comes again. */
export const retryAfterSeconds = 2

/**
 * By SQLSTATE class: 08 connection, 40 rollback, 53 resources (disk full, too many connections), 55 locks, 57 shutdown
 * or cancelled, 58 system, XX the database's own faults (a page that cannot be read).
 */
const classes = new Set(['08', '40', '53', '55', '57', '58', 'XX'])
/** 25006 read-only while a standby is promoted; 25P02 says only that an earlier error ended the transaction. */
const states = new Set(['25006', '25P02'])
/** A disk that turned read-only is reported as a lack of rights (42501), but not by what looks after rights. */
const rightsKeepers = new Set(['aclcheck_error', 'aclcheck_error_col', 'ExecWithCheckOptions'])
/** What the driver says of a connection without any code. */
const connectionTroubles = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error',
  'Client was closed',
  'Query read timeout',
  'Cannot use a pool after calling end',
]

interface Told {
  readonly code?: unknown
  readonly routine?: unknown
  readonly message?: unknown
}

const codeOf = (error: unknown): string => String((error as Told | null)?.code ?? '')

/** Whether the same may succeed later. */
export function passes(error: unknown): boolean {
  if (error instanceof Passing) return true
  const code = codeOf(error)
  if (/^[0-9A-Z]{5}$/.test(code) && !/^E[A-Z]{4}$/.test(code)) {
    if (code === '42501') return !rightsKeepers.has(String((error as Told).routine))
    return classes.has(code.slice(0, 2)) || states.has(code)
  }
  // ECONNRESET, ENOSPC, EROFS …; what Node calls ERR_… is a mistake of ours.
  return (
    (/^E[A-Z0-9]+$/.test(code) && !code.startsWith('ERR')) ||
    connectionTroubles.some((said) => String((error as Told | null)?.message).startsWith(said))
  )
}

/** Whether it is for want of room: on the disk, or of memory or connections. */
export const lacksRoom = (error: unknown): boolean =>
  codeOf(error).startsWith('53') || ['ENOSPC', 'EDQUOT'].includes(codeOf(error))
