// The access log told elsewhere, so that whoever takes this machine cannot take away what it said: a line of syslog
// (RFC 5424) for each row, with its number and hash in the chain and nobody's name. Over TLS (RFC 5425), TCP or UDP.
import { createSocket } from 'node:dgram'
import { connect, type Socket } from 'node:net'
import os from 'node:os'
import { connect as connectTls } from 'node:tls'
import type { FastifyInstance } from 'fastify'
import type { AccessLog, LogRow } from './identity/access-log.ts'

/** Facility 13 is the log audit; 5 is a notice, 4 a warning. */
const facility = 13
const [warning, notice] = [4, 5]
/** Lines that wait for a collector that is away; beyond, the oldest go, and it is said how many. */
const waitingMax = 10_000
const againMs = 5_000
/** What RFC 5426 asks every receiver to take over UDP. */
const datagramMax = 1_180

export type SyslogRow = Pick<
  LogRow,
  'tenant' | 'number' | 'at' | 'account' | 'what' | 'area' | 'persons' | 'households' | 'source'
> & { readonly hash: string }

const isRefusal = (what: string) => /^(refused|locked-out|too-often)|-failed$/.test(what)
/** RFC 5424 section 6.3.3: these three are escaped within a value. */
const value = (text: string | number) => String(text).replace(/["\\\]]/g, '\\$&')
/** A message's id is printable and has 32 letters at most. */
const idOf = (what: string) => what.replace(/[^\x21-\x7e]/g, '-').slice(0, 32)

/** One row as a line, without a name: ids, counts and the chain. */
export function lineOf(row: SyslogRow, host: string): string {
  const said = {
    county: row.tenant,
    number: row.number,
    account: row.account,
    area: row.area,
    persons: row.persons.length,
    households: row.households.length,
    source: row.source,
    hash: row.hash,
  }
  const data = Object.entries(said)
    .map(([name, one]) => `${name}="${value(one)}"`)
    .join(' ')
  const priority = facility * 8 + (isRefusal(row.what) ? warning : notice)
  const at = new Date(row.at).toISOString()
  return `<${priority}>1 ${at} ${host} muster ${process.pid} ${idOf(row.what)} [looked@32473 ${data}]`
}

/** @throws where the address is none: said at the start, not when the first row is lost */
export function syslogTarget(url: string): { way: 'udp' | 'tcp' | 'tls'; host: string; port: number } {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  const way = (['udp', 'tcp', 'tls'] as const).find((one) => parsed?.protocol === `${one}:`)
  if (!parsed || !way || !parsed.hostname)
    throw new Error(`SYSLOG_URL is ${url}: udp://host:514, tcp://host:601 or tls://host:6514 is expected`)
  const usual = { udp: 514, tcp: 601, tls: 6514 }[way]
  return { way, host: parsed.hostname.replace(/^\[|\]$/g, ''), port: parsed.port ? Number(parsed.port) : usual }
}

export interface Syslog {
  tell(rows: readonly SyslogRow[]): void
  close(): void
}

export function openSyslog(url: string, log: (message: string, error?: unknown) => void, ca?: string): Syslog {
  const { way, host, port } = syslogTarget(url)
  const name = os.hostname() || '-'
  if (way === 'udp') {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4')
    socket.on('error', (error) => log('the syslog collector cannot be told', error))
    socket.unref()
    return {
      tell: (rows) =>
        rows.forEach((row) => socket.send(Buffer.from(lineOf(row, name)).subarray(0, datagramMax), port, host)),
      close: () => socket.close(),
    }
  }
  const open = () => (way === 'tls' ? connectTls({ host, port, ...(ca && { ca }) }) : connect({ host, port }))
  return new Stream(open, name, log)
}

/** Where `SYSLOG_URL` names a collector. A row is told when it is durable here; the answer does not wait for it. */
export function tellElsewhere(
  app: FastifyInstance,
  house: { readonly gate: { readonly log: AccessLog }; log(message: string, error?: unknown): void },
  url: string | undefined = process.env.SYSLOG_URL,
): void {
  if (!url) return
  const far = openSyslog(url, (message, error) => house.log(message, error))
  house.gate.log.told = (rows) => far.tell(rows)
  app.addHook('onClose', () => far.close())
}

/** Lines over a stream, each with its length before it (RFC 6587): what waits is sent when the collector is back. */
class Stream implements Syslog {
  readonly #open: () => Socket
  readonly #host: string
  readonly #log: (message: string, error?: unknown) => void
  readonly #waiting: Buffer[] = []
  #socket: Socket | undefined
  #ready = false
  #lost = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #closed = false

  constructor(open: () => Socket, host: string, log: (message: string, error?: unknown) => void) {
    this.#open = open
    this.#host = host
    this.#log = log
    this.#connect()
  }

  tell(rows: readonly SyslogRow[]): void {
    for (const row of rows) {
      const line = Buffer.from(lineOf(row, this.#host))
      this.#waiting.push(Buffer.concat([Buffer.from(`${line.length} `), line]))
    }
    while (this.#waiting.length > waitingMax) {
      this.#waiting.shift()
      this.#lost += 1
    }
    this.#send()
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    this.#socket?.end()
  }

  #connect(): void {
    const socket = this.#open()
    this.#socket = socket
    socket.unref()
    const ready = () => {
      this.#ready = true
      if (this.#lost > 0) this.#log(`the syslog collector was away: ${this.#lost} lines were not told`)
      this.#lost = 0
      this.#send()
    }
    socket.once('encrypted' in socket ? 'secureConnect' : 'connect', ready)
    let said: unknown
    socket.on('error', (error) => (said = error))
    socket.once('close', () => {
      if (this.#ready || said) this.#log('the syslog collector is away', said)
      this.#ready = false
      if (!this.#closed) this.#timer = setTimeout(() => this.#connect(), againMs).unref()
    })
  }

  #send(): void {
    if (!this.#ready) return
    for (const line of this.#waiting.splice(0)) this.#socket!.write(line)
  }
}
