// Kills a serving house again and again at random moments, with phones sending all the while, and holds it to what it
// acknowledged. Run by kills.test.ts for some cycles; for a night: node test/faults/kills.ts --cycles 2000 [--seed N]
import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import pg from 'pg'
import type { Envelope, Receipt } from '#domain/kernel/envelope.ts'
import { uuid7, type Id } from '#domain/kernel/ids.ts'
import { createRandom } from '#planner/kernel/random.ts'
import { seedOf } from '#test/seed.ts'
import { randomBytes } from 'node:crypto'

interface Served {
  readonly child: ChildProcess
  readonly port: number
  readonly muster: Id
  readonly cookies: string[]
  readonly owner: pg.ClientConfig
  next(): Promise<string>
}

async function serve(dataDir: string): Promise<Served> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'served.ts'), dataDir], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
  const next = async () => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`the server ended with ${child.signalCode ?? child.exitCode} where a line was awaited`)
    return value as string
  }
  return { child, next, ...(JSON.parse(await next()) as Omit<Served, 'child' | 'next'>) }
}

interface Sent {
  readonly envelope: Envelope
  readonly cookie: string
  receipt?: Receipt
}

export interface Killed {
  readonly cycles: number
  readonly sent: number
  readonly acknowledged: number
  readonly repeated: number
  readonly postgresKilled: number
  readonly slowestStartMilliseconds: number
}

/** @throws AssertionError when anything acknowledged is lost, done twice or answered otherwise */
export async function killAgainAndAgain(
  cycles: number,
  seed: number,
  progress: (line: string) => void = () => {},
): Promise<Killed> {
  const random = createRandom(seed)
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'muster-kills-'))
  const all: Sent[] = []
  let [repeated, postgresKilled, slowest] = [0, 0, 0]
  try {
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      const began = performance.now()
      const served = await serve(dataDir)
      slowest = Math.max(slowest, performance.now() - began)
      // What was not acknowledged before the kill is sent again first, as an outbox does.
      const again = all.filter((one) => !one.receipt)
      repeated += again.length
      await Promise.all(again.map((one) => send(served.port, one)))
      const dead = new AbortController()
      const phones = served.cookies.slice(0, 16).map(async (cookie) => {
        for (let n = 0; !dead.signal.aborted; n += 1) {
          const answer = (n + cycle) % 2 === 0 ? 'cannot' : 'talk'
          const one: Sent = {
            cookie,
            envelope: {
              id: uuid7(Date.now(), randomBytes(10)),
              room: 'muster',
              stream: `muster/${served.muster}`,
              at: Date.now(),
              command: { type: 'answer-call', answer } as never,
            },
          }
          all.push(one)
          await send(served.port, one)
          if (!one.receipt) return
        }
      })
      await new Promise((resolve) => setTimeout(resolve, 20 + random.int(400)))
      // One kill in three takes PostgreSQL along, as a power cut would take both.
      const withPostgres = random.int(3) === 0
      const gone = new Promise((resolve) => served.child.once('exit', resolve))
      served.child.kill('SIGKILL')
      if (withPostgres) {
        postgresKilled += 1
        killPostgres(served.owner.host as string)
      }
      await gone
      dead.abort()
      await Promise.all(phones)
      progress(`cycle ${cycle + 1} of ${cycles}: ${all.length} sent`)
    }
    await prove(dataDir, all)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
  return {
    cycles,
    sent: all.length,
    acknowledged: all.filter((one) => one.receipt).length,
    repeated,
    postgresKilled,
    slowestStartMilliseconds: Math.round(slowest),
  }
}

/** The server that listens at this socket, by the pid its lock file names. */
function killPostgres(sockets: string): void {
  process.kill(Number(readFileSync(path.join(sockets, '.s.PGSQL.5432.lock'), 'utf8').split('\n')[0]), 'SIGKILL')
}

/** How often a server that lives is asked; one request alone may run out of time on a busy machine. */
const triesMax = 10

async function send(port: number, one: Sent): Promise<void> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/v1/commands`, {
      method: 'POST',
      headers: { cookie: one.cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ commands: [one.envelope] }),
      signal: AbortSignal.timeout(20_000),
    })
    if (answer.status !== 200) return
    const [receipt] = ((await answer.json()) as { receipts: Receipt[] }).receipts
    if (receipt.status !== 'busy') one.receipt = receipt
  } catch {
    // Killed under way: not acknowledged.
  }
}

/** Everything acknowledged stands once, and is answered the same when asked again; the chain and the views agree. */
async function prove(dataDir: string, all: readonly Sent[]): Promise<void> {
  const served = await serve(dataDir)
  try {
    const owner = new pg.Client(served.owner)
    await owner.connect()
    const { rows } = await owner.query<{ command: string; n: number }>(
      'select command, count(*)::int as n from journal group by command',
    )
    await owner.end()
    const done = new Map(rows.map((row) => [row.command, row.n]))
    for (const one of all) {
      if (one.receipt?.status === 'accepted')
        assert.equal(done.get(one.envelope.id), 1, `acknowledged and not once in the journal: ${JSON.stringify(one)}`)
      if (one.receipt?.status === 'refused')
        assert.equal(done.has(one.envelope.id), false, `refused and in the journal: ${JSON.stringify(one)}`)
      const before = one.receipt
      one.receipt = undefined
      for (let tries = 0; tries < triesMax && !one.receipt; tries += 1) await send(served.port, one)
      assert.ok(one.receipt, `the last server answers everything: ${JSON.stringify(one.envelope)}`)
      if (before) assert.deepEqual(one.receipt, before)
    }
    served.child.stdin!.write('prove\n')
    const { verified, rebuilt } = JSON.parse(await served.next()) as {
      verified: { faults: string[] }
      rebuilt: { views: { missing: number; surplus: number }[] }
    }
    assert.deepEqual(verified.faults, [])
    assert.deepEqual(
      rebuilt.views.filter((view) => view.missing + view.surplus > 0),
      [],
    )
  } finally {
    const gone = new Promise((resolve) => served.child.once('exit', resolve))
    served.child.stdin!.write('stop\n')
    await gone
  }
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({
    options: {
      cycles: { type: 'string', default: '100' },
      seed: { type: 'string', default: String(seedOf()) },
    },
  })
  console.log(`seed ${values.seed}`)
  console.log(
    JSON.stringify(
      await killAgainAndAgain(Number(values.cycles), Number(values.seed), (line) => process.stderr.write(`\r${line}`)),
    ),
  )
}
