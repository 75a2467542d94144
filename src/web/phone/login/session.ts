// What the gate and the settings ask of the server about log-ins: one place, so that screens know no paths.
import { type Answer, call, callInLine } from '#web/api/api.ts'
import { problemText } from '#web/ui/note.tsx'
import { access } from '#words/access.ts'
import { has, t, learn } from '#web/ui/words.ts'
import { finishLeaving } from '#web/phone/client.ts'

learn(access)

export interface SessionRow {
  readonly id: string
  readonly agent: string
  readonly lastSeen: number
  /** This very session. */
  readonly here: boolean
}

/** What a link is good for. */
export interface Link {
  readonly kind: 'log-in' | 'invitation'
  readonly areaName: string | null
}

const reasonOf = (answer: Answer<unknown>): string | undefined =>
  !answer.ok && 'body' in answer ? (answer.body as { reason?: string } | undefined)?.reason : undefined

/** Why the identity desk refused, in its words; the plain problem where it says no more. */
export function deskText(answer: Answer<unknown>): string {
  if (answer.ok) return ''
  const key = `access.desk.${reasonOf(answer)}`
  return has(key) ? t(key) : problemText(answer)
}

/** The second factor's six digits are wanted as well. */
export const wantsCode = (answer: Answer<unknown>): boolean =>
  ['code-needed', 'code-wrong'].includes(reasonOf(answer) ?? '')

export async function logIn(login: string, password: string, code: string): Promise<Answer<unknown>> {
  // Who was here before is logged out at the server first, where it can be reached at all.
  await finishLeaving()
  return callInLine<unknown>('POST', '/v1/session', { login, password, ...(code && { code }) })
}
const nonces = new Map<string, string>()

/**
 * This page's own secret for a link: with it the server opens the link again when its first answer was lost. Kept for
 * the tab where the browser allows it, so that loading anew is the same page.
 */
function nonceFor(token: string): string {
  const key = `nonce ${token.slice(-8)}`
  let nonce = nonces.get(token)
  try {
    nonce ??= sessionStorage.getItem(key) ?? undefined
  } catch {
    // A browser without storage: the page itself remembers.
  }
  if (!nonce) {
    nonce = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
      '',
    )
    try {
      sessionStorage.setItem(key, nonce)
    } catch {
      // As above.
    }
  }
  nonces.set(token, nonce)
  return nonce
}

/** The token travels in bodies, never in addresses. */
export const lookAtLink = (token: string) =>
  call<Link>('POST', '/v1/invitations/look', { token, nonce: nonceFor(token) })
export const useLink = (token: string, given: { name?: string; phone?: string; password?: string }) =>
  callInLine<unknown>('POST', '/v1/invitations/accept', { token, nonce: nonceFor(token), ...given })
export const readSessions = () => call<{ rows: readonly SessionRow[] }>('GET', '/v1/sessions')
export const endSession = (id: string) => call<unknown>('DELETE', `/v1/sessions/${encodeURIComponent(id)}`)
