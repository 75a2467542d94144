// What the gate and the settings ask of the server about log-ins: one place, so that screens know no paths.
import { type Answer, call } from '#web/door/door.ts'

export interface SessionRow {
  readonly id: string
  readonly agent: string
  readonly since: number
  readonly lastSeen: number
  /** This very session. */
  readonly here: boolean
}

export type LoggedIn = { readonly state: 'in' } | { readonly state: 'code-wanted' } | { readonly state: 'wrong' } | { readonly state: 'trouble'; readonly answer: Answer<unknown> }

/** @param code the second factor's six digits, when the server has asked for them */
export async function logIn(login: string, password: string, code?: string): Promise<LoggedIn> {
  const answer = await call<{ needs?: 'code' }>('POST', '/v1/session', { login, password, ...(code && { code }) })
  if (answer.ok) return answer.body?.needs === 'code' ? { state: 'code-wanted' } : { state: 'in' }
  return answer.why === 'logged-out' ? { state: 'wrong' } : { state: 'trouble', answer }
}

export interface Invitation {
  readonly name: string
  readonly community: string
}

/** Takes an invitation: the one-time token opens an account with this password, and a session. */
export const acceptInvitation = (token: string, password: string) => call<unknown>('POST', '/v1/invitations/accept', { token, password })

export const readSessions = () => call<{ rows: readonly SessionRow[] }>('GET', '/v1/sessions')
export const endSession = (id: string) => call<unknown>('DELETE', `/v1/sessions/${encodeURIComponent(id)}`)
