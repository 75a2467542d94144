// Carriers that stand outside the house, on this machine: a push service by HTTPS and a mail server, which also refuse,
// hang and bounce.
import { createServer, type Server } from 'node:https'
import type { IncomingHttpHeaders } from 'node:http'
import { createServer as createTcp, type AddressInfo, type Server as TcpServer } from 'node:net'

// Of no use but here: names localhost, protects nothing.
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgjS2JOgBcs3pS+ZYV
jLLpoK392g13ab4u4jyw36pq/OOhRANCAAQ+sWmMl4QA1sQarepawCfWuvWJkLma
miOqdAwMK44E8uMXRQ1/351GaAJHyj3UCQisTzezEif30u+zwdjXCGJm
-----END PRIVATE KEY-----`
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBlTCCATugAwIBAgIUOO5Nhj76+ys9Uo1bT74afck8MGgwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNDEwMzYzMVoYDzIxMjYxMDMx
MTAzNjMxWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQ+sWmMl4QA1sQarepawCfWuvWJkLmamiOqdAwMK44E8uMXRQ1/351G
aAJHyj3UCQisTzezEif30u+zwdjXCGJmo2kwZzAdBgNVHQ4EFgQUPa6gXPejpA9O
PoW0p/yg2vWsIzwwHwYDVR0jBBgwFoAUPa6gXPejpA9OPoW0p/yg2vWsIzwwDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SAAwRQIgVzx2ke3FyVuuljx3f4Ld0OP9rRTh0kwxhfQsU8aFQ9cCIQCNcjtq5GfH
ZlLFyNkNhLeRGOBN1Ljqo9OYfqTh0X1wVw==
-----END CERTIFICATE-----`

export interface Got {
  headers: IncomingHttpHeaders
  body: Buffer
}

export async function pushService(status: () => number): Promise<{ server: Server; got: Got[]; port: number }> {
  const got: Got[] = []
  const server = createServer({ key, cert: certificate }, (request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      got.push({ headers: request.headers, body: Buffer.concat(parts) })
      response.writeHead(status()).end()
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return { server, got, port: (server.address() as AddressInfo).port }
}

/** An SMTP door that takes letters, refuses unknown people and, when told to, everybody for now. */
export async function smtpDoor(): Promise<{
  server: TcpServer
  letters: string[]
  port: number
  tired: { now: boolean }
}> {
  const letters: string[] = []
  const tired = { now: false }
  const server = createTcp((socket) => {
    let reading = false
    let text = ''
    socket.write('220 demo\r\n')
    socket.setEncoding('utf8')
    let line = ''
    socket.on('data', (part: string) => {
      line += part
      for (let end = line.indexOf('\r\n'); end >= 0; end = line.indexOf('\r\n')) {
        const one = line.slice(0, end)
        line = line.slice(end + 2)
        if (reading) {
          if (one !== '.') text += `${one}\n`
          else {
            letters.push(text)
            text = ''
            reading = false
            socket.write('250 taken\r\n')
          }
        } else if (/^RCPT/i.test(one))
          socket.write(tired.now ? '451 later\r\n' : one.includes('nobody') ? '550 no such person\r\n' : '250 ok\r\n')
        else if (/^DATA/i.test(one)) {
          reading = true
          socket.write('354 go on\r\n')
        } else if (/^QUIT/i.test(one)) socket.end('221 bye\r\n')
        else socket.write('250 ok\r\n')
      }
    })
    socket.on('error', () => {})
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return { server, letters, port: (server.address() as AddressInfo).port, tired }
}
