// Who stands before the house: a proxy whose word about addresses is not taken makes all its clients one place, sends
// cookies without Secure, and is said loudly at the start and when it is seen.
import { isIP } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Troubles } from '../troubles.ts'

/** What proxies add: standard (RFC 7239) and customary. */
const added = ['forwarded', 'x-forwarded-for', 'x-forwarded-proto', 'x-real-ip'] as const
/** It stands so long after it was last seen. */
const standsMs = 24 * 3_600_000

const remedy =
  '请在 TRUST_PROXY 里写上代理的地址，见 docs/guide/operate.md · name its address in TRUST_PROXY, see docs/guide/operate.md'

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)

/** What is to be said at the start, if anything: open to the network, with nobody trusted to stand in front. */
export function openWithoutProxy(host: string, trustProxy: string | undefined): string | undefined {
  if (isLoopback(host) || trustProxy) return undefined
  return (
    `在 ${host} 上对网络开放，而没有可信的 HTTPS 代理：密码和登录凭据以明文传送；${remedy.split(' · ')[0]} · ` +
    `Open to the network on ${host} with no trusted HTTPS proxy in front: passwords and sessions travel in clear; ` +
    remedy.split(' · ')[1]
  )
}

/** Whether somebody in front speaks for others, and is not believed. */
export function isUnheard(request: Pick<FastifyRequest, 'headers' | 'ip' | 'socket'>): boolean {
  if (!added.some((name) => request.headers[name] !== undefined)) return false
  const neighbour = request.socket.remoteAddress
  // Believed: the address is another than the neighbour's, or the one that the neighbour named.
  const named = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)!
    .trim()
  return request.ip === neighbour && !(isIP(named) && named === neighbour)
}

/** Seen once, it is raised; the next day it is over if nobody came so again. */
export function watchNeighbours(app: FastifyInstance, troubles: Pick<Troubles, 'raise'>): void {
  app.addHook('onRequest', async (request) => {
    if (!isUnheard(request)) return
    const from = request.socket.remoteAddress ?? ''
    troubles.raise(
      'proxy',
      `${from} 转来别人的请求，而它不在可信代理之列：限制按它一个地址算，登录凭据不带 Secure；${remedy.split(' · ')[0]} · ` +
        `${from} forwards the requests of others and is no trusted proxy: limits count it as one address, sessions ` +
        `are sent without Secure; ${remedy.split(' · ')[1]}`,
      standsMs,
    )
  })
}
