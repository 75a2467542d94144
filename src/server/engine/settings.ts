// What PostgreSQL is told: durable first, then sized for a small machine. Written anew at each start; an operator's own
// settings stand in own.conf beside it.
import { chownSync, existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { PORT, type Ground } from './folder.ts'

/** Pools of two processes, command lines and the engine's own; each costs some MB. */
const connectionsMax = 80
/** Many houses at once share a test run's cluster. */
const testConnectionsMax = 300

/**
 * Statements of the application role end by themselves, so that nothing hangs for ever: an import's longest statement
 * takes seconds.
 */
export const appSettings = {
  statement_timeout: '60s',
  lock_timeout: '50s',
  idle_in_transaction_session_timeout: '120s',
} as const

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

/** Who may connect as whom: our account as any of the three roles. */
const identMap = (account: string): string =>
  [
    '# Written by Muster at each start.',
    ...['muster', 'muster_app', 'muster_asker'].map((role) => `muster "${account}" ${role}`),
    '',
  ].join('\n')

/** @param durable false only for tests: a power cut may then lose everything, though a killed server loses nothing */
export function writeSettings(data: string, ground: Ground, sockets: string, durable: boolean): void {
  const lines = [
    '# Written by Muster at each start. Your own settings go into own.conf in this folder.',
    "listen_addresses = ''",
    `port = ${PORT}`,
    `unix_socket_directories = ${quoted(sockets)}`,
    'unix_socket_permissions = 0700',
    `max_connections = ${durable ? connectionsMax : testConnectionsMax}`,
    // An answer is given after its commit is on the disk; nothing here may be loosened where data counts.
    `fsync = ${durable ? 'on' : 'off'}`,
    `full_page_writes = ${durable ? 'on' : 'off'}`,
    'synchronous_commit = on',
    // No replica hangs on this cluster: the least to write.
    'wal_level = minimal',
    'max_wal_senders = 0',
    'max_wal_size = 2GB',
    'checkpoint_timeout = 15min',
    // A machine of 2 cores that also runs Node.
    'shared_buffers = 256MB',
    'effective_cache_size = 1GB',
    'work_mem = 16MB',
    'maintenance_work_mem = 128MB',
    'max_parallel_workers_per_gather = 0',
    'jit = off',
    // What is worked on lies in memory: by the usual price of a random page small tables were read whole, row by row of
    // a group.
    'random_page_cost = 1.1',
    // An import of a county must not wait a minute for its statistics: the first whistle comes right after it.
    'autovacuum_naptime = 5s',
    // Statements, parameters and rows never go into a log: they may hold what is about persons.
    "log_destination = 'stderr'",
    'logging_collector = off',
    'log_min_messages = warning',
    'log_min_error_statement = panic',
    'log_error_verbosity = terse',
    'log_parameter_max_length_on_error = 0',
    "log_line_prefix = '%m [%p] '",
    "timezone = 'UTC'",
    "lc_messages = 'C'",
    "default_text_search_config = 'pg_catalog.simple'",
    "include 'own.conf'",
    '',
  ]
  const files: [string, string][] = [
    ['postgresql.conf', lines.join('\n')],
    // The kernel says who asks: our account may be any of the three, and nobody else anything.
    ['pg_hba.conf', '# Written by Muster at each start.\nlocal all all peer map=muster\n'],
    ['pg_ident.conf', identMap(ground.account)],
  ]
  if (!existsSync(path.join(data, 'own.conf'))) files.push(['own.conf', ''])
  for (const [name, text] of files) {
    const file = path.join(data, name)
    writeFileSync(file, text, { mode: 0o600 })
    if (ground.as.uid !== undefined && ground.as.gid !== undefined) chownSync(file, ground.as.uid, ground.as.gid)
  }
}
