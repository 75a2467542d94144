// The built pages as the server gives them: packed, cached by their kind, under one strict policy; what was not built
// is not there.
import assert from 'node:assert/strict'
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import fastify, { type FastifyInstance } from 'fastify'
import { HEADERS, webRoutes } from './web.ts'

let folder: string
let app: FastifyInstance

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'muster-web-test-'))
  for (const name of [
    'index.html',
    'console/index.html',
    'wall/index.html',
    'sw.js',
    'assets/phone-abc.js',
    'assets/phone-abc.js.br',
    'assets/phone-abc.js.gz',
    'icon-192.png',
  ]) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), `the file ${name}`)
  }
  app = fastify()
  await app.register(webRoutes, { folder })
})
after(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

const get = (url: string, encoding = 'identity') => app.inject({ url, headers: { 'accept-encoding': encoding } })

const FOUND: readonly (readonly [url: string, encoding: string, body: string, cache: RegExp])[] = [
  ['/', 'identity', 'the file index.html', /^no-cache$/],
  ['/console/', 'br', 'the file console/index.html', /^no-cache$/],
  ['/wall/', 'br', 'the file wall/index.html', /^no-cache$/],
  ['/sw.js', 'br', 'the file sw.js', /^no-cache$/],
  ['/icon-192.png', 'identity', 'the file icon-192.png', /^no-cache$/],
  ['/assets/phone-abc.js', 'identity', 'the file assets/phone-abc.js', /immutable/],
  ['/assets/phone-abc.js', 'gzip', 'the file assets/phone-abc.js.gz', /immutable/],
  ['/assets/phone-abc.js', 'br, gzip', 'the file assets/phone-abc.js.br', /immutable/],
]
for (const [url, encoding, body, cache] of FOUND) {
  test(`${url} for ${encoding}`, async () => {
    const answer = await get(url, encoding)
    assert.equal(answer.statusCode, 200)
    assert.equal(answer.body, body)
    assert.match(String(answer.headers['cache-control']), cache)
    for (const [name, value] of Object.entries(HEADERS)) assert.equal(answer.headers[name], value)
  })
}

for (const url of [
  '/index.html',
  '/console/index.html',
  '/assets/phone-abc.js.br',
  '/assets/',
  '/nothing',
  '/../package.json',
  '/%2e%2e/package.json',
  '/assets/..%2f..%2fpackage.json',
  '/.git/config',
  '/console/x',
]) {
  test(`${url} is not there`, async () => assert.ok([400, 403, 404].includes((await get(url)).statusCode)))
}

test('a page asked for without its slash is sent on', async () => {
  const answer = await get('/console')
  assert.equal(answer.statusCode, 308)
  assert.equal(answer.headers.location, '/console/')
})

test('the policy lets in nothing inline, no other host and no frame', () => {
  const policy = HEADERS['content-security-policy']
  assert.doesNotMatch(policy, /unsafe|\*|https?:/)
  for (const line of [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ])
    assert.ok(policy.includes(line), line)
})
