// Tokens: the session cookie, signed so that a forged one costs no look-up, and the secrets of one-time links.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { isId, type Id, type Tenant } from '#domain/kernel/ids.ts'

/** 192 bits: OWASP ASVS 5.0 asks for 128 at least. */
const SESSION_BYTES = 24
const SECRET_BYTES = 32
const COUNTY = /^\d{6}$/
const B64 = /^[A-Za-z0-9_-]+$/

export const digestOf = (secret: string | Buffer): string => createHash('sha256').update(secret).digest('hex')

const sign = (key: Buffer, text: string) => createHmac('sha256', key).update(`session:${text}`).digest()

export interface SessionMark {
  readonly tenant: Tenant
  /** What the table keeps: a digest, so that who reads the table cannot log in. */
  readonly session: string
}

export function newSession(key: Buffer, tenant: Tenant): SessionMark & { readonly token: string } {
  const secret = randomBytes(SESSION_BYTES).toString('base64url')
  const text = `${tenant}.${secret}`
  return { tenant, session: digestOf(secret).slice(0, 32), token: `${text}.${sign(key, text).toString('base64url')}` }
}

/** The session that a cookie names, if we signed it. */
export function readSession(key: Buffer, token: string): SessionMark | undefined {
  const parts = token.split('.')
  if (parts.length !== 3) return undefined
  const [tenant, secret, mac] = parts
  if (!COUNTY.test(tenant) || !B64.test(secret) || !B64.test(mac)) return undefined
  const expected = sign(key, `${tenant}.${secret}`)
  const given = Buffer.from(mac, 'base64url')
  // One way to write it: a second spelling of the same bytes is no token of ours.
  if (given.length !== expected.length || !timingSafeEqual(given, expected) || given.toString('base64url') !== mac)
    return undefined
  return { tenant, session: digestOf(secret).slice(0, 32) }
}

/** Bytes of a device's own name: enough that two never meet, and it lets nobody in. */
const DEVICE_BYTES = 12

const signDevice = (key: Buffer, text: string) => createHmac('sha256', key).update(`device:${text}`).digest('base64url')

const accountMark = (key: Buffer, tenant: Tenant, account: Id) => signDevice(key, `${tenant} ${account}`).slice(0, 22)

export function newDevice(key: Buffer, tenant: Tenant, account: Id, now: number): string {
  const device = randomBytes(DEVICE_BYTES).toString('base64url')
  const text = `${accountMark(key, tenant, account)}.${device}.${now.toString(36)}`
  return `${text}.${signDevice(key, text)}`
}

/** The device of a cookie that we signed for this account within so many milliseconds; its name. */
export function readDevice(
  key: Buffer,
  token: string | undefined,
  of: { readonly tenant: Tenant; readonly account: Id; readonly now: number; readonly withinMs: number },
): string | undefined {
  const parts = token?.split('.') ?? []
  if (parts.length !== 4) return undefined
  const [mark, device, at, mac] = parts
  const [expected, given] = [Buffer.from(signDevice(key, `${mark}.${device}.${at}`)), Buffer.from(mac)]
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  const age = of.now - parseInt(at, 36)
  return mark === accountMark(key, of.tenant, of.account) && age >= 0 && age <= of.withinMs ? device : undefined
}

export interface LinkMark {
  readonly tenant: Tenant
  readonly account: Id
  readonly digest: string
}

const bytesOf = (id: Id) => Buffer.from(id.replaceAll('-', ''), 'hex')
const idOf = (bytes: Buffer): Id => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/**
 * A link's token names its account, so that nothing must be searched for; the secret is 256 bits and only its digest is
 * kept.
 */
export function newLink(tenant: Tenant, account: Id): LinkMark & { readonly token: string } {
  const secret = randomBytes(SECRET_BYTES)
  return {
    tenant,
    account,
    digest: digestOf(secret),
    token: `${tenant}.${Buffer.concat([bytesOf(account), secret]).toString('base64url')}`,
  }
}

export function readLink(token: string): LinkMark | undefined {
  const [tenant, body, more] = token.split('.')
  if (more !== undefined || body === undefined || !COUNTY.test(tenant) || !B64.test(body)) return undefined
  const bytes = Buffer.from(body, 'base64url')
  if (bytes.length !== 16 + SECRET_BYTES) return undefined
  const account = idOf(bytes.subarray(0, 16))
  return isId(account) ? { tenant, account, digest: digestOf(bytes.subarray(16)) } : undefined
}

/** A set-up link names nothing: no county is there yet. */
export function newSetup(): { readonly token: string; readonly digest: string } {
  const secret = randomBytes(SECRET_BYTES).toString('base64url')
  return { token: secret, digest: digestOf(secret) }
}
