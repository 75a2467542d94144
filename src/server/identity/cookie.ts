// The session cookie: read from a request, set on an answer. __Host- where the connection is encrypted, so that no
// sister site can plant one.
import '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'

const nameOf = (request: FastifyRequest) => (request.protocol === 'https' ? '__Host-muster' : 'muster')

export function tokenOf(request: FastifyRequest): string | undefined {
  return request.cookies[nameOf(request)]
}

/** Sets the token, or takes the cookie away when there is none. */
export function setToken(request: FastifyRequest, reply: FastifyReply, token: string | undefined, seconds = 0): void {
  const where = { httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https', path: '/' } as const
  if (token === undefined) reply.clearCookie(nameOf(request), where)
  else reply.setCookie(nameOf(request), token, { ...where, maxAge: seconds })
}

const deviceNameOf = (request: FastifyRequest) => `${nameOf(request)}-device`
const deviceSeconds = 180 * 24 * 3600

/** What a device shows that somebody logged in well from; it lets nobody in. */
export function knownDeviceOf(request: FastifyRequest): string | undefined {
  return request.cookies[deviceNameOf(request)]
}

export function setDevice(request: FastifyRequest, reply: FastifyReply, device: string): void {
  const where = { httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https', path: '/' } as const
  reply.setCookie(deviceNameOf(request), device, { ...where, maxAge: deviceSeconds })
}

const devices: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger/i, 'WeChat'],
  [/DingTalk/i, 'DingTalk'],
  [/HarmonyOS|OpenHarmony/i, 'HarmonyOS'],
  [/Android/i, 'Android'],
  [/iPhone/i, 'iPhone'],
  [/iPad/i, 'iPad'],
  [/Windows/i, 'Windows'],
  [/Macintosh/i, 'Mac'],
  [/Linux/i, 'Linux'],
]

/** Enough for a person to know their own device again, and no more than that is kept. */
export function deviceOf(request: FastifyRequest): string {
  const agent = request.headers['user-agent'] ?? ''
  return devices.find(([pattern]) => pattern.test(agent))?.[1] ?? ''
}
