// The key pair by which push services know this house (VAPID, RFC 8292): derived from the master key, so that every
// process of the house has the same and nothing more is kept.
import { createECDH } from 'node:crypto'
import type { HouseKeys } from '#journal/keys.ts'
import type { VapidKeys } from './senders.ts'

/**
 * @param env VAPID_SUBJECT: where the push service's operator finds ours (`mailto:` or `https:`); some services refuse
 * without
 */
export function vapidOf(
  keys: Pick<HouseKeys, 'for'>,
  env: Readonly<Record<string, string | undefined>> = process.env,
): VapidKeys {
  const pair = createECDH('prime256v1')
  // 32 bytes are a valid scalar but once in 2^32: then the next derivation is.
  for (let n = 0; ; n += 1) {
    try {
      pair.setPrivateKey(keys.for(n === 0 ? 'vapid' : `vapid ${n}`))
      break
    } catch (error) {
      if (n >= 8) throw error
    }
  }
  return {
    publicKey: pair.getPublicKey('base64url'),
    privateKey: pair.getPrivateKey('base64url'),
    subject: env.VAPID_SUBJECT ?? 'mailto:muster@localhost',
  }
}
