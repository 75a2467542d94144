// The house of the acceptance story as a process of its own, which can be killed in the middle and come back on the
// same port, with a clock that passes; and whoever asks it over HTTP.
import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Envelope, Receipt } from '#domain/kernel/envelope.ts'
import { uuid7, type Id } from '#domain/kernel/ids.ts'
import { builtWeb } from '#test/browser/web.ts'

export const COUNTY = '140729'
export const CHENGGUAN = '140729100001'
export const dataDir = mkdtempSync(path.join(os.tmpdir(), 'muster-acceptance-'))

interface Served {
  readonly child: ChildProcess
  ask<T>(name: string, argument?: unknown): Promise<T>
  readonly setUp?: string
}

let served: Served
let port = 0
let offset = 0

async function serve(): Promise<Served> {
  const child = spawn(
    process.execPath,
    [path.join(import.meta.dirname, 'served.ts'), JSON.stringify({ dataDir, web: await builtWeb(), offset, port })],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
  const next = async () => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`the server ended with ${child.signalCode ?? child.exitCode} where a line was awaited`)
    return JSON.parse(value)
  }
  const said = (await next()) as { setUp?: string }
  return {
    child,
    ...said,
    async ask(name, argument = null) {
      child.stdin!.write(`${JSON.stringify([name, argument])}\n`)
      return next()
    },
  }
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port: found } = server.address() as net.AddressInfo
      server.close(() => resolve(found))
    })
  })

export async function openServed(): Promise<void> {
  port = await freePort()
  served = await serve()
}

export async function stopServed(): Promise<void> {
  await served?.ask('stop').catch(() => undefined)
  served?.child.kill('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
}

/** Kills it as it works and starts it again. @returns milliseconds until it answered again */
export async function killAndServe(): Promise<number> {
  const gone = new Promise((resolve) => served.child.once('exit', resolve))
  served.child.kill('SIGKILL')
  await gone
  const again = performance.now()
  served = await serve()
  return performance.now() - again
}

export const url = () => `http://127.0.0.1:${port}`
/** The link that the first start printed. */
export const setUpLink = () => `${url()}/console/#/setup/${served.setUp}`
export const now = () => Date.now() + offset
export const ask = <T>(name: string, argument?: unknown) => served.ask<T>(name, argument)
export const sql = <Row>(text: string, values: readonly unknown[] = []) => ask<Row[]>('sql', { text, values })
/** Cookies of people who log in anew. */
export const sessions = (people: readonly Id[], strength: 1 | 2) => ask<string[]>('sessions', { people, strength })

export async function pass(milliseconds: number): Promise<void> {
  offset = await ask<number>('pass', milliseconds)
}

export const newId = () => uuid7(Date.now(), randomBytes(10))

export const envelope = (room: string, stream: string, command: Envelope['command']): Envelope => ({
  id: newId(),
  room,
  stream,
  at: now(),
  command,
})

/** Gives envelopes over HTTP, as a phone does. */
export async function send(cookie: string, envelopes: readonly Envelope[]): Promise<Receipt[]> {
  const answer = await fetch(`${url()}/v1/commands`, {
    method: 'POST',
    headers: { cookie: `muster=${cookie}`, 'content-type': 'application/json' },
    body: JSON.stringify({ commands: envelopes }),
  })
  assert.equal(answer.status, 200)
  return ((await answer.json()) as { receipts: Receipt[] }).receipts
}
