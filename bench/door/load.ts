// A cheap generator of load: keep-alive connections that each have one request on its way. Requests are written by
// hand, so that the generator costs less than the server.
import net from 'node:net'

export interface LoadOptions {
  readonly port: number
  readonly connections: number
  readonly seconds: number
  /** The next request of a connection: cookie and body. */
  next(): { readonly cookie: string; readonly body: string }
  /** Looks at each answer; throws when it is not what was asked for. */
  check(status: number, body: string): void
}

export interface LoadResult {
  readonly answered: number
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  readonly max: number
}

export async function load({ port, connections, seconds, next, check }: LoadOptions): Promise<LoadResult> {
  const times: number[] = []
  const began = performance.now()
  const end = began + seconds * 1000
  await Promise.all(Array.from({ length: connections }, () => connection(port, end, next, check, times)))
  const elapsed = (performance.now() - began) / 1000
  times.sort((a, b) => a - b)
  const at = (share: number) =>
    Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] * 10) / 10
  return {
    answered: times.length,
    perSecond: Math.round(times.length / elapsed),
    p50: at(0.5),
    p99: at(0.99),
    max: at(1),
  }
}

function connection(
  port: number,
  end: number,
  next: LoadOptions['next'],
  check: LoadOptions['check'],
  times: number[],
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1')
    socket.setNoDelay(true)
    let sent = 0
    let buffered = ''
    const ask = () => {
      if (performance.now() >= end) {
        socket.end()
        resolve()
        return
      }
      const { cookie, body } = next()
      sent = performance.now()
      socket.write(
        `POST /v1/commands HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncookie: ${cookie}\r\ncontent-type: ` +
          `application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      )
    }
    socket.on('connect', ask)
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      buffered += chunk.toString('utf8')
      const head = buffered.indexOf('\r\n\r\n')
      if (head < 0) return
      const length = Number(/content-length: (\d+)/i.exec(buffered)?.[1] ?? 0)
      const body = buffered.slice(head + 4)
      if (Buffer.byteLength(body) < length) return
      times.push(performance.now() - sent)
      const status = Number(buffered.slice(9, 12))
      buffered = ''
      try {
        check(status, body)
        ask()
      } catch (error) {
        socket.destroy()
        reject(error as Error)
      }
    })
  })
}
