// The access log told elsewhere: real collectors on this machine, over UDP and TCP, one of them away for a while.
import assert from 'node:assert/strict'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { test } from 'node:test'
import { lineOf, openSyslog, syslogTarget, type SyslogRow } from './syslog.ts'

const row: SyslogRow = {
  tenant: '140729',
  number: 7,
  at: Date.UTC(2026, 9, 12, 2),
  account: '0192',
  what: 'persons',
  area: '140729100001',
  persons: ['p1', 'p2'],
  households: ['h1'],
  source: '10.0.0.9',
  hash: 'ab'.repeat(32),
}
const silent = () => {}

test('a line is RFC 5424, names nobody, and warns of what was refused', () => {
  const line = lineOf(row, 'house')
  const [head, data] = line.split(' [')
  assert.match(head, /^<109>1 2026-10-12T02:00:00\.000Z house muster \d+ persons$/)
  assert.equal(
    data,
    'looked@32473 county="140729" number="7" account="0192" area="140729100001" persons="2" households="1" ' +
      `source="10.0.0.9" hash="${'ab'.repeat(32)}"]`,
  )
  for (const what of ['refused:persons', 'refused-order:registry', 'log-in-failed', 'locked-out', 'too-often'])
    assert.ok(lineOf({ ...row, what }, 'house').startsWith('<108>1 '), what)
  assert.ok(lineOf({ ...row, source: 'a"]\\' }, 'house').includes('source="a\\"\\]\\\\"'))
})

test('an address that is none is refused at the start', () => {
  for (const url of ['', 'collector', 'http://collector', 'udp://'])
    assert.throws(() => syslogTarget(url), /SYSLOG_URL/, url)
  assert.deepEqual(syslogTarget('tls://collector'), { way: 'tls', host: 'collector', port: 6514 })
  assert.deepEqual(syslogTarget('udp://[::1]:99'), { way: 'udp', host: '::1', port: 99 })
})

test('over UDP a row is a datagram', async (context) => {
  const collector = createSocket('udp4')
  collector.bind(0, '127.0.0.1')
  await once(collector, 'listening')
  const far = openSyslog(`udp://127.0.0.1:${collector.address().port}`, silent)
  context.after(() => {
    far.close()
    collector.close()
  })
  far.tell([row])
  const [bytes] = (await once(collector, 'message')) as [Buffer]
  assert.match(bytes.toString(), /number="7"/)
})

test('over TCP a length stands before each line; those of a time without a collector come later', async (context) => {
  const free = createServer().listen(0, '127.0.0.1')
  await once(free, 'listening')
  const { port } = free.address() as AddressInfo
  free.close()
  await once(free, 'close')
  const said: string[] = []
  const far = openSyslog(`tcp://127.0.0.1:${port}`, (message) => said.push(message))
  far.tell([row, { ...row, number: 8 }])
  await new Promise((resolve) => setTimeout(resolve, 200))
  let got = ''
  const collector = createServer((socket) => socket.on('data', (data) => (got += data.toString())))
  collector.listen(port, '127.0.0.1')
  await once(collector, 'connection')
  far.tell([{ ...row, number: 9 }])
  while (!got.includes('number="9"')) await new Promise((resolve) => setTimeout(resolve, 20))
  assert.deepEqual(said, ['the syslog collector is away'])
  const numbers: string[] = []
  for (let rest = got; rest !== '';) {
    const [head, length] = /^(\d+) /.exec(rest)!
    const line = rest.slice(head.length, head.length + Number(length))
    numbers.push(/number="(\d+)"/.exec(line)![1])
    rest = rest.slice(head.length + Number(length))
  }
  assert.deepEqual(numbers, ['7', '8', '9'])
  far.close()
  context.after(() => collector.close())
})
