// From a whistle to 1,590 open phones: commit to the last delivery over server-sent events, all in one run. The
// listeners are a process of their own, as phones are.
// Run: node bench/streams.ts [--whistles 5]
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { uuid7 } from '#domain/kernel/ids.ts'

const { values } = parseArgs({ options: { whistles: { type: 'string', default: '5' } } })
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'muster-streams-'))
const server = spawn(process.execPath, [path.join(import.meta.dirname, 'door/server.ts'), dataDir], {
  stdio: ['pipe', 'pipe', 'inherit'],
})
await new Promise<void>((ready) =>
  createInterface({ input: server.stdout }).on('line', (line) => line === 'ready' && ready()),
)
const { port, ids, cookies } = JSON.parse(readFileSync(path.join(dataDir, 'bench.json'), 'utf8')) as {
  port: number
  ids: string[]
  cookies: string[]
}

/** When each stream heard of being called, in the current whistle. */
let heard: number[] = []
const agent = new http.Agent({ maxSockets: Infinity, keepAlive: true })
await Promise.all(
  cookies.map(
    (cookie) =>
      new Promise<void>((open, fail) => {
        http
          .get({ port, host: '127.0.0.1', path: '/v1/live', headers: { cookie }, agent }, (response) => {
            response.once('data', () => open())
            response.on('data', (chunk: Buffer) => {
              if (chunk.includes('people-called')) heard.push(performance.now())
            })
          })
          .on('error', fail)
      }),
  ),
)
console.log(`${cookies.length} streams are open`)

async function give(command: object, stream: string): Promise<void> {
  const body = JSON.stringify({
    commands: [{ id: uuid7(Date.now(), randomBytes(10)), room: 'muster', stream, at: Date.now(), command }],
  })
  const answer = await fetch(`http://127.0.0.1:${port}/v1/commands`, {
    method: 'POST',
    headers: { cookie: cookies[0], 'content-type': 'application/json' },
    body,
  })
  const text = await answer.text()
  if (!text.includes('accepted')) throw new Error(text)
}

const results: { p50: number; p99: number; last: number }[] = []
for (let round = 0; round < Number(values.whistles); round += 1) {
  heard = []
  const stream = `muster/${uuid7(Date.now(), randomBytes(10))}`
  const whistle = {
    type: 'blow-whistle',
    what: '集结',
    label: '东门',
    area: '140729100001',
    place: [111.77, 36.85],
    needs: [{ people: 400 }],
    from: Date.now(),
    until: Date.now() + 3_600_000,
    drill: true,
    answerMinutes: 30,
    escalateMinutes: 60,
    waves: 'by-hand',
  }
  await give(whistle, stream)
  const began = performance.now()
  // One wave of everybody, measured from the moment it is acknowledged as durable; from its sending besides.
  await give({ type: 'call-people', people: ids }, stream)
  const committed = performance.now()
  while (heard.length < ids.length && performance.now() - began < 20_000)
    await new Promise((resolve) => setTimeout(resolve, 20))
  const delays = heard.map((at) => at - committed).sort((a, b) => a - b)
  const at = (share: number) => Math.round(delays[Math.min(delays.length - 1, Math.floor(delays.length * share))])
  results.push({ p50: at(0.5), p99: at(0.99), last: at(1) })
  console.log(
    `whistle ${round + 1}: ${heard.length} told; after the commit p50 ${results.at(-1)!.p50} ms, p99 ` +
      `${results.at(-1)!.p99} ms, last ${results.at(-1)!.last} ms (the wave itself took ` +
      `${Math.round(committed - began)} ms)`,
  )
  await give({ type: 'stand-down' }, stream)
  await new Promise((resolve) => setTimeout(resolve, 500))
}
server.stdin.write('stop\n')
await Promise.race([new Promise((done) => server.once('exit', done)), new Promise((done) => setTimeout(done, 15_000))])
server.kill('SIGKILL')
rmSync(dataDir, { recursive: true, force: true })
process.exit(0)
