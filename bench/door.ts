// How many durable answers a second pass the whole door, against single-row autocommit inserts by pgbench on the same
// cluster, in turns in one run.
// Run: node bench/door.ts [--seconds 8] [--rounds 3] [--write]   (needs pgbench: Debian's postgresql-contrib)
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline'
import { uuid7 } from '#domain/kernel/ids.ts'
import { load } from './door/load.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '64' },
    write: { type: 'boolean' },
  },
})
const seconds = Number(values.seconds)
const connections = Number(values.connections)
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'muster-door-'))

const pgbench = [
  '/usr/bin/pgbench',
  ...(existsSync('/usr/lib/postgresql')
    ? readdirSync('/usr/lib/postgresql').map((version) => `/usr/lib/postgresql/${version}/bin/pgbench`)
    : []),
].find(existsSync)
const server = spawn(
  process.execPath,
  [
    ...(process.env.PROFILE ? ['--cpu-prof', '--cpu-prof-dir=/tmp/prof'] : []),
    path.join(import.meta.dirname, 'door/server.ts'),
    dataDir,
  ],
  { stdio: ['pipe', 'pipe', 'inherit'] },
)
const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]()
const said = async () => (await lines.next()).value as string
const ask = async <T>(what: string) => {
  server.stdin.write(`${what}\n`)
  return JSON.parse(await said()) as T
}

async function run(): Promise<void> {
  if ((await said()) !== 'ready') throw new Error('the server did not start')
  const { port, muster, cookies, sockets } = JSON.parse(readFileSync(path.join(dataDir, 'bench.json'), 'utf8')) as {
    port: number
    muster: string
    cookies: string[]
    sockets: string
  }
  const next = answering(muster, cookies)
  const check = (status: number, body: string) => {
    if (status !== 200 || !body.includes('"status":"accepted"')) throw new Error(`${status} ${body}`)
  }
  await load({ port, connections, seconds: 2, next, check })
  const ours: Awaited<ReturnType<typeof load>>[] = []
  const theirs: number[] = []
  const withFeed: number[] = []
  for (let round = 0; round < Number(values.rounds); round += 1) {
    if (pgbench) theirs.push(insertsPerSecond(pgbench, sockets))
    const before = await ask<NodeJS.CpuUsage>('usage')
    const databaseBefore = databaseSeconds(sockets)
    const result = await load({ port, connections, seconds, next, check })
    const after = await ask<NodeJS.CpuUsage>('usage')
    const database = ((databaseSeconds(sockets) - databaseBefore) * 1e6) / result.answered
    ours.push(result)
    const feed = await openFeed(port, cookies[0])
    const live = await load({ port, connections, seconds, next, check })
    feed.close()
    withFeed.push(live.perSecond)
    console.log(
      `round ${round + 1}: answers ${result.perSecond}/s p50 ${result.p50} ms p99 ${result.p99} ms (server ` +
        `${Math.round((after.user + after.system - before.user - before.system) / result.answered)} µs and ` +
        `PostgreSQL ${Math.round(database)} µs of processor each) · with the live board open ${live.perSecond}/s ` +
        `(told ${feed.told()} times) · pgbench ${theirs.at(-1) ?? 'not installed'}/s`,
    )
  }
  const figures = bestOf(ours, theirs, withFeed)
  const verified = await ask<{ events: number; faultsTotal: number }>('verify')
  console.log(JSON.stringify({ ...figures, ...verified, heads: undefined, faults: undefined }, null, 2))
  if (values.write)
    writeFileSync(path.join(import.meta.dirname, 'door.baseline.json'), JSON.stringify(figures, null, 2) + '\n')
}

/** Answers of all people in turn, one a call. */
function answering(muster: string, cookies: readonly string[]) {
  let n = 0
  return () => {
    const person = n % cookies.length
    // Each answer says something new: other minutes than the time before; who found no seat says no and yes in turn.
    const turn = Math.floor(n / cookies.length)
    const command =
      person < 500
        ? { type: 'answer-call', answer: 'coming', minutes: 1 + (turn % 100) }
        : { type: 'answer-call', answer: turn % 2 === 0 ? 'cannot' : 'talk' }
    n += 1
    const envelope = {
      id: uuid7(Date.now(), randomBytes(10)),
      room: 'muster',
      stream: `muster/${muster}`,
      at: Date.now(),
      command,
    }
    return { cookie: cookies[person], body: JSON.stringify({ commands: [envelope] }) }
  }
}

/** The best round of each: what the machine can do when it is not disturbed. */
function bestOf(
  ours: readonly Awaited<ReturnType<typeof load>>[],
  theirs: readonly number[],
  withFeed: readonly number[],
) {
  const answers = ours.reduce((a, b) => (b.perSecond > a.perSecond ? b : a))
  const inserts = theirs.length > 0 ? Math.max(...theirs) : null
  return {
    node: process.version,
    connections,
    answersPerSecond: answers.perSecond,
    p50Milliseconds: answers.p50,
    p99Milliseconds: answers.p99,
    pgbenchPerSecond: inserts,
    ratioToPgbench: inserts === null ? null : Math.round((answers.perSecond / inserts) * 100) / 100,
    withFeedPerSecond: Math.max(...withFeed),
    feedRatio: Math.round((Math.max(...withFeed) / answers.perSecond) * 100) / 100,
  }
}

/** Processor time of the cluster's processes so far, in seconds, from /proc; a Linux figure. */
function databaseSeconds(sockets: string): number {
  const ticks = 100
  let all = 0
  const postmaster = Number(readFileSync(path.join(sockets, '.s.PGSQL.5432.lock'), 'utf8').split('\n')[0])
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1].split(' ')
      if (Number(fields[1]) === postmaster || Number(name) === postmaster)
        all += Number(fields[11]) + Number(fields[12])
    } catch {
      // Ended meanwhile.
    }
  }
  return all / ticks
}

/**
 * Single-row inserts, each its own durable transaction, 64 clients: what PostgreSQL alone does on this cluster in this
 * minute.
 */
function insertsPerSecond(program: string, host: string): number {
  const file = path.join(dataDir, 'insert.sql')
  writeFileSync(
    file,
    `\\set r random(1, 1000000000)\ninsert into bench_rows values (gen_random_uuid(), :r, 'muster/x', now());\n`,
  )
  const to = ['-h', host, '-p', '5432', '-U', 'muster', 'muster']
  const sql = spawnSync(
    'psql',
    [
      ...to,
      '-qc',
      'drop table if exists bench_rows; create table bench_rows (id uuid primary key, r bigint, t text, at ' +
        'timestamptz)',
    ],
    { encoding: 'utf8' },
  )
  if (sql.status !== 0) throw new Error(sql.stderr)
  const done = spawnSync(
    program,
    [
      '-h',
      host,
      '-p',
      '5432',
      '-U',
      'muster',
      '-n',
      '-M',
      'prepared',
      '-c',
      '64',
      '-j',
      '1',
      '-T',
      String(seconds),
      '-f',
      file,
      'muster',
    ],
    { encoding: 'utf8' },
  )
  const found = /tps = ([\d.]+)/.exec(done.stdout)
  if (!found) throw new Error(done.stderr)
  return Math.round(Number(found[1]))
}

async function openFeed(port: number, cookie: string) {
  const stop = new AbortController()
  let told = 0
  const response = await fetch(`http://127.0.0.1:${port}/v1/live`, { headers: { cookie }, signal: stop.signal })
  void (async () => {
    for await (const chunk of response.body!) if (Buffer.from(chunk).includes('data:')) told += 1
  })().catch(() => {})
  return { told: () => told, close: () => stop.abort() }
}

try {
  await run()
} finally {
  server.stdin.write('stop\n')
  await Promise.race([
    new Promise((done) => server.once('exit', done)),
    new Promise((done) => setTimeout(done, 15_000).unref()),
  ])
  server.kill('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
}
