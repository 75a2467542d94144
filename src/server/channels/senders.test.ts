// Push and e-mail against real servers on this machine: an HTTPS push service and an SMTP door, both of which also
// refuse.
import assert from 'node:assert/strict'
import { createECDH, randomBytes } from 'node:crypto'
import { Agent } from 'node:https'
import { test } from 'node:test'
import { certificate, pushService, smtpDoor } from '#test/carriers.ts'
import { isPushService, mailSender, needsTls, newVapidKeys, pushSender } from './senders.ts'

test('a push is sealed for its phone, signed, urgent for a call; gone is not failing', async (context) => {
  let status = 201
  const { server, got, port } = await pushService(() => status)
  context.after(() => server.close())
  const phone = createECDH('prime256v1')
  const p256dh = phone.generateKeys().toString('base64url')
  const address = {
    endpoint: `https://localhost:${port}/push/abc`,
    p256dh,
    auth: randomBytes(16).toString('base64url'),
  }
  const agent = new Agent({ ca: certificate })
  context.after(() => agent.destroy())
  const send = pushSender({ ...newVapidKeys(), subject: 'mailto:house@demo.example' }, ['localhost'], agent)
  const message = { about: 'called', muster: '0192', drill: true } as const
  const outcomes: string[] = []
  for (status of [201, 410, 404, 429, 500]) outcomes.push(await send(address, message))
  assert.deepEqual(outcomes, ['sent', 'gone', 'gone', 'failed', 'failed'])
  assert.equal(got.length, 5)
  const { headers, body } = got[0]
  assert.match(headers.authorization ?? '', /^vapid t=.+, k=.+/)
  assert.deepEqual([headers['content-encoding'], headers.urgency, headers.ttl], ['aes128gcm', 'high', '900'])
  assert.equal(body.includes('muster'), false, 'nothing readable on the way')
  assert.equal(
    await pushSender({ ...newVapidKeys(), subject: 'mailto:house@demo.example' })(address, message),
    'gone',
    'only known push services are called',
  )
})

test('only push services are called, and only by https', () => {
  const cases = [
    ['https://fcm.googleapis.com/fcm/send/x', true],
    ['https://updates.push.services.mozilla.com/wpush/x', true],
    ['https://web.push.apple.com/x', true],
    ['http://fcm.googleapis.com/x', false],
    ['https://fcm.googleapis.com.evil.example/x', false],
    ['https://169.254.169.254/', false],
    ['https://localhost/', false],
    ['no address', false],
  ] as const
  for (const [endpoint, expected] of cases) assert.equal(isPushService(endpoint), expected, endpoint)
})

test('a letter says in both languages that something waits, no more; undeliverable is told apart', async (context) => {
  const { server, letters, port, tired } = await smtpDoor()
  const door = mailSender(`smtp://127.0.0.1:${port}`, 'house@demo.example', 'https://muster.example')
  context.after(() => {
    door.close()
    server.close()
  })
  const message = { about: 'thanked', muster: '0192-secret', drill: false } as const
  assert.equal(await door.send('guo@demo.example', message), 'sent')
  assert.equal(await door.send('nobody@demo.example', message), 'gone')
  tired.now = true
  assert.equal(await door.send('guo@demo.example', message), 'failed')
  assert.equal(letters.length, 1)
  const [head, body] = letters[0].split(/\n\n(.*)/s)
  assert.match(head, /To: guo@demo\.example/)
  const encoding = /Content-Transfer-Encoding: (\S+)/i.exec(head)?.[1]
  const text =
    encoding === 'base64'
      ? Buffer.from(body, 'base64').toString()
      : Buffer.from(
          body
            .replace(/=\n/g, '')
            .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
          'latin1',
        ).toString()
  assert.match(text, /人已到齐/)
  assert.match(text, /Filled, thank you/)
  assert.match(text, /https:\/\/muster\.example\//)
  assert.doesNotMatch(text, /secret/)
  server.close()
  const closed = mailSender('smtp://127.0.0.1:1', 'house@demo.example', 'https://muster.example')
  context.after(() => closed.close())
  assert.equal(await closed.send('guo@demo.example', message), 'failed', 'a closed door is no crash')
})

test('a mail server that offers no encryption gets nothing, but for the one on this machine', async (context) => {
  const { server, letters, port } = await smtpDoor()
  const clear = mailSender(`smtp://127.0.0.1:${port}?requireTLS=true`, 'house@demo.example', 'https://muster.example')
  assert.equal(
    await clear.send('wang@demo.example', { about: 'thanked', muster: 'x', drill: false }),
    'failed',
    'a door without STARTTLS',
  )
  assert.equal(letters.length, 0, 'nothing went in clear')
  context.after(() => {
    clear.close()
    server.close()
  })
  for (const [url, tls] of [
    ['smtp://mail.demo.example:587', true],
    ['smtp://10.0.0.1', true],
    ['smtps://mail.demo.example', false],
    ['smtp://localhost', false],
    ['smtp://[::1]:25', false],
  ] as const)
    assert.equal(needsTls(url), tls, url)
})
