// Who stands before the house: forwarded headers from a neighbour that nobody named, and a house open to the network
// with nobody in front, are said; a trusted proxy and a quiet neighbour are not.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openWithoutProxy } from '#server/identity/neighbour.ts'
import { openHouse, type TestHouse } from '../house.ts'

const said: string[] = []
let plain: TestHouse
let behind: TestHouse

before(async () => {
  plain = await openHouse({ log: (message) => said.push(message) })
  behind = await openHouse({ trustProxy: '127.0.0.1', log: (message) => said.push(message) })
})
after(async () => {
  await plain?.stop()
  await behind?.stop()
})

const troubles = async (house: TestHouse, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${house.url}/readyz`, { headers })
  return ((await answer.json()) as { troubles?: { kind: string }[] }).troubles?.map((one) => one.kind) ?? []
}

test('a trusted proxy is believed, and nothing is said of it', async () => {
  for (const headers of [{}, { 'x-forwarded-for': '10.0.0.9' }, { 'x-forwarded-for': '10.0.0.9, 127.0.0.1' }])
    assert.deepEqual(await troubles(behind, headers as Record<string, string>), [])
  assert.deepEqual(said, [])
})

test('what a neighbour forwards that nobody named is said once, and shown for a day', async () => {
  assert.deepEqual(await troubles(plain), [])
  for (const [name, value] of [
    ['x-forwarded-for', '10.0.0.9'],
    ['forwarded', 'for=10.0.0.9;proto=https'],
    ['x-forwarded-proto', 'https'],
    ['x-real-ip', '10.0.0.9'],
  ])
    assert.deepEqual(await troubles(plain, { [name]: value }), ['proxy'], name)
  assert.deepEqual(await troubles(plain), ['proxy'], 'for whoever looks')
  assert.equal(said.length, 1)
  assert.match(said[0], /TRUST_PROXY/)
  assert.doesNotMatch(said[0], /10\.0\.0\.9/, 'nobody’s address but the neighbour’s')
})

test('a house open to the network says so, but not where a proxy is named or only this machine is served', () => {
  for (const host of ['127.0.0.1', '127.0.0.53', 'localhost', '::1'])
    assert.equal(openWithoutProxy(host, undefined), undefined, host)
  for (const host of ['0.0.0.0', '::', '192.168.1.5', 'muster.example']) {
    assert.match(openWithoutProxy(host, undefined)!, /TRUST_PROXY/, host)
    assert.match(openWithoutProxy(host, '')!, /TRUST_PROXY/, host)
    assert.equal(openWithoutProxy(host, '10.0.0.1'), undefined, host)
  }
})
