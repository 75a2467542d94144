// What every request passes first: no writing from other sites, and headers that leave a browser no room. Pages carry
// their own policy (web.ts); answers of the API carry these.
import cookie from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** An answer of the API is data: it loads nothing, is framed by nobody, and is not kept. */
export const apiHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
}

/** A year, as HSTS preload lists ask. Sent only where the connection was encrypted (RFC 6797 section 7.2). */
const transport = 'max-age=31536000; includeSubDomains'

const changing = (request: FastifyRequest) =>
  request.method !== 'GET' && request.method !== 'HEAD' && request.method !== 'OPTIONS'

/**
 * Whether a request that changes something comes from our own pages. A browser says where from (Origin,
 * Sec-Fetch-Site); what says neither is no browser and has no cookie of somebody else's. SameSite=Strict keeps the
 * cookie at home besides.
 */
export function fromElsewhere(headers: {
  readonly origin?: string
  readonly host?: string
  readonly 'sec-fetch-site'?: string | string[]
}): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  if (headers.origin === undefined) return false
  try {
    return new URL(headers.origin).host !== headers.host
  } catch {
    return true
  }
}

/** To be called on the root, before any route: what is added here holds for all of them. */
export async function armour(app: FastifyInstance): Promise<void> {
  await app.register(cookie)
  app.addHook('onRequest', async (request, reply) => {
    if (changing(request) && fromElsewhere(request.headers)) return reply.code(403).send({ reason: 'from-elsewhere' })
  })
  app.addHook('onSend', async (request: FastifyRequest, reply: FastifyReply) => {
    for (const [name, value] of Object.entries(apiHeaders)) if (!reply.hasHeader(name)) reply.header(name, value)
    if (request.protocol === 'https') reply.header('strict-transport-security', transport)
  })
}
