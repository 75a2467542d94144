// Registrations at points: how many a second pass the whole door, durable, with the live board open; and twelve devices
// that come back after three days without a network.
// Run: node bench/points.ts [--seconds 20] [--tube 20] [--points 6: each has 480,000 numbers; five minutes need 14]
// [--named] [--write]   (the ratio needs pgbench: Debian's postgresql-contrib)
import { spawn, spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { uuid7, uuid8 } from '#domain/kernel/ids.ts'
import { load } from './door/load.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    tube: { type: 'string', default: '20' },
    points: { type: 'string', default: '6' },
    named: { type: 'boolean' },
    write: { type: 'boolean' },
  },
})
const [seconds, tube] = [Number(values.seconds), Number(values.tube)]
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'muster-points-'))
const server = spawn(
  process.execPath,
  [
    ...(process.env.PROFILE ? ['--cpu-prof', '--cpu-prof-dir=/tmp/prof-points'] : []),
    path.join(import.meta.dirname, 'points/server.ts'),
    dataDir,
    values.points,
  ],
  { stdio: ['pipe', 'pipe', 'inherit'] },
)
const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]()
const said = async () => (await lines.next()).value as string
const ask = async <T>(what: string) => {
  server.stdin.write(`${what}\n`)
  return JSON.parse(await said()) as T
}

interface Desk {
  readonly point: string
  readonly device: string
  readonly cookie: string
  readonly numbers: [number, number][]
}
let people = 0

/** One desk fills tubes of one size; every person is somebody new, behind a door or by name. */
function register(round: string, desk: Desk, from: number, count: number, size: 1 | 10 | 20): string {
  const tubes = Math.ceil(count / size)
  const subjects = Array.from({ length: count }, () =>
    uuid8(createHash('sha256').update(`person ${people++}`).digest()),
  )
  const household = (n: number) =>
    `140729100001-01-${String(1 + (n % 900)).padStart(4, '0')}-${String(101 + ((n >> 9) % 600)).padStart(4, '0')}`
  const command = {
    type: 'register',
    device: desk.device,
    lane: 1,
    from: Date.now() - count * 1000,
    tubes: Array.from({ length: tubes }, (_, n) => [`T${desk.device.slice(-6).toUpperCase()}${from + n}`, size]),
    people: subjects.map((subject, n) => [
      from + n,
      Math.floor(n / size),
      subject,
      n,
      values.named ? '' : household(from + n),
    ]),
    ...(values.named && {
      sealed: subjects.map((subject, n) => [
        subject,
        { name: `居民${n}`, number: `14072919900101${String(n).padStart(4, '0')}` },
      ]),
    }),
  }
  return JSON.stringify({
    commands: [
      {
        id: uuid7(Date.now(), randomBytes(10)),
        room: 'point',
        stream: `point/${round}.${desk.point}`,
        at: Date.now(),
        command,
      },
    ],
  })
}

const check = (status: number, body: string) => {
  if (status !== 200 || !body.includes('"status":"accepted"')) throw new Error(`${status} ${body.slice(0, 400)}`)
}

/**
 * Single-row inserts, each its own durable transaction, 64 clients: what PostgreSQL alone does on this cluster in this
 * minute.
 */
function insertsPerSecond(host: string): number | null {
  const program = [
    '/usr/bin/pgbench',
    ...(existsSync('/usr/lib/postgresql')
      ? readdirSync('/usr/lib/postgresql').map((version) => `/usr/lib/postgresql/${version}/bin/pgbench`)
      : []),
  ].find(existsSync)
  if (!program) return null
  const to = ['-h', host, '-p', '5432', '-U', 'muster', 'muster']
  const file = path.join(dataDir, 'insert.sql')
  writeFileSync(
    file,
    `\\set r random(1, 1000000000)\ninsert into bench_rows values (gen_random_uuid(), :r, 'point/x', now());\n`,
  )
  const made = spawnSync(
    'psql',
    [
      ...to,
      '-qc',
      'drop table if exists bench_rows; create table bench_rows (id uuid primary key, r bigint, t text, at ' +
        'timestamptz)',
    ],
    { encoding: 'utf8' },
  )
  if (made.status !== 0) return null
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
      '8',
      '-f',
      file,
      'muster',
    ],
    { encoding: 'utf8' },
  )
  const found = /tps = ([\d.]+)/.exec(done.stdout)
  return found ? Math.round(Number(found[1])) : null
}

async function sustained(port: number, round: string, desks: readonly Desk[]) {
  const next = desks.map((desk) => desk.numbers[0][0])
  let turn = 0
  const stop = new AbortController()
  const feed = await fetch(`http://127.0.0.1:${port}/v1/live`, {
    headers: { cookie: desks[0].cookie },
    signal: stop.signal,
  })
  void (async () => {
    for await (const _ of feed.body!) {
      /* A board that listens. */
    }
  })().catch(() => {})
  const boards: number[] = []
  const board = setInterval(async () => {
    const began = performance.now()
    const answer = await fetch(`http://127.0.0.1:${port}/v1/views/point-board?round=${round}`, {
      headers: { cookie: desks[0].cookie },
    }).catch(() => undefined)
    if (answer?.status === 200) await answer.text().then(() => boards.push(performance.now() - began))
  }, 1_000)
  const before = await ask<NodeJS.CpuUsage>('usage')
  const result = await load({
    port,
    connections: 48,
    seconds,
    check,
    next: () => {
      const at = turn++ % desks.length
      const from = next[at]
      next[at] += tube
      return {
        cookie: desks[at].cookie,
        body: register(round, desks[at], from, tube, tube === 1 ? 1 : tube === 10 ? 10 : 20),
      }
    },
  })
  const after = await ask<NodeJS.CpuUsage>('usage')
  clearInterval(board)
  stop.abort()
  return {
    ...result,
    registrationsPerSecond: result.perSecond * tube,
    serverMicrosecondsEach: Math.round(
      (after.user + after.system - before.user - before.system) / (result.answered * tube),
    ),
    boardMilliseconds: boards.sort((a, b) => a - b).map(Math.round),
  }
}

/** Twelve devices of one point, 5,000 each, all at once; then all of it once more, as if handed over as well. */
async function merge(port: number, round: string, desks: readonly Desk[]) {
  const bodies = desks.map((desk) =>
    Array.from({ length: 25 }, (_, n) => register(round, desk, desk.numbers.at(-1)![0] + n * 200, 200, 20)),
  )
  const send = async () => {
    const began = performance.now()
    await Promise.all(
      bodies.map(async (own, at) => {
        for (const body of own) {
          const again = JSON.parse(body) as { commands: { id: string }[] }
          again.commands[0].id = uuid7(Date.now(), randomBytes(10))
          const answer = await fetch(`http://127.0.0.1:${port}/v1/commands`, {
            method: 'POST',
            headers: { cookie: desks[at].cookie, 'content-type': 'application/json' },
            body: JSON.stringify(again),
          })
          check(answer.status, await answer.text())
        }
      }),
    )
    return Math.round(performance.now() - began)
  }
  const before = await ask<{ samples: number }>('count')
  const first = await send()
  const second = await send()
  const after = await ask<{ samples: number; numbers: number; duplicates: number }>('count')
  return {
    registrations: desks.length * 5_000,
    milliseconds: first,
    againMilliseconds: second,
    added: after.samples - before.samples,
    doubled: after.samples - after.numbers,
  }
}

try {
  if ((await said()) !== 'ready') throw new Error('the server did not start')
  const { port, round, desks, sockets } = JSON.parse(readFileSync(path.join(dataDir, 'bench.json'), 'utf8')) as {
    port: number
    round: string
    desks: Desk[]
    sockets: string
  }
  const inserts = insertsPerSecond(sockets)
  const steady = await sustained(port, round, desks)
  const merged = await merge(port, round, desks.slice(0, 12))
  const figures = {
    node: process.version,
    tube,
    named: values.named ?? false,
    seconds,
    ...steady,
    boardMilliseconds: {
      p50: steady.boardMilliseconds[steady.boardMilliseconds.length >> 1],
      max: steady.boardMilliseconds.at(-1),
    },
    pgbenchPerSecond: inserts,
    ratioToPgbench: inserts === null ? null : Math.round((steady.registrationsPerSecond / inserts) * 100) / 100,
    merge: merged,
  }
  console.log(JSON.stringify(figures, null, 2))
  if (values.write)
    writeFileSync(path.join(import.meta.dirname, 'points.baseline.json'), JSON.stringify(figures, null, 2) + '\n')
} finally {
  server.stdin.write('stop\n')
  await Promise.race([
    new Promise((done) => server.once('exit', done)),
    new Promise((done) => setTimeout(done, 15_000).unref()),
  ])
  server.kill('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
}
