// Logging in and out: what the gate asks of the server, and what follows for the whole page.
import { followNews, stopNews } from '#web/console/parts/news.ts'
import { type Answer, call, callInLine } from '#web/api/api.ts'
import { problemText } from '#web/ui/note.tsx'
import { access } from '#words/access.ts'
import { has, t, learn } from '#web/ui/words.ts'
import { readAreas } from './areas.ts'
import { type Self, self } from './self.ts'

learn(access)

/** Asks who is logged in; false when the server could not be asked. */
export async function readSelf(): Promise<boolean> {
  const answer = await call<Self>('GET', '/v1/session')
  if (!answer.ok) {
    const nobody = answer.why === 'logged-out' || answer.why === 'unknown'
    if (nobody) self.value = null
    return nobody
  }
  self.value = answer.body
  followNews()
  void readAreas()
  return true
}

export type LogInOutcome =
  | { readonly state: 'in' }
  | { readonly state: 'code' }
  | { readonly state: 'no'; readonly text: string }

/** Why the server refused, where it says so. */
export const reasonOf = (answer: Answer<unknown>): string | undefined =>
  !answer.ok && 'body' in answer ? (answer.body as { reason?: string } | undefined)?.reason : undefined

/** @param code of the second factor, once the server has asked for it */
export async function logIn(login: string, password: string, code: string | undefined): Promise<LogInOutcome> {
  const answer = await callInLine('POST', '/v1/session', { login, password, ...(code && { code }) })
  if (answer.ok) return { state: 'in' }
  const reason = reasonOf(answer)
  if (reason === 'code-needed' || reason === 'code-wrong') return { state: 'code' }
  return { state: 'no', text: deskText(answer) }
}

export async function logOut(): Promise<void> {
  await call('DELETE', '/v1/session')
  stopNews()
  self.value = null
}

/** What the identity desk refused, as a sentence; the plain problem where it says no more. */
export function deskText(answer: Answer<unknown>): string {
  if (answer.ok) return ''
  const key = `access.desk.${reasonOf(answer)}`
  return has(key) ? t(key) : problemText(answer)
}

export interface SessionRow {
  readonly id: string
  readonly agent: string
  readonly since: number
  readonly lastSeen: number
  /** This very session. */
  readonly here: boolean
}

export const readSessions = (): Promise<Answer<{ rows: readonly SessionRow[] }>> => call('GET', '/v1/sessions')
export const endSession = (id: string): Promise<Answer<unknown>> =>
  call('DELETE', `/v1/sessions/${encodeURIComponent(id)}`)
export const endOthers = (): Promise<Answer<unknown>> => call('DELETE', '/v1/sessions')
export const changePassword = (present: string | undefined, password: string): Promise<Answer<unknown>> =>
  call('PUT', '/v1/password', { present, password })
export const addFactor = (present: string | undefined): Promise<Answer<{ secret: string; address: string }>> =>
  call('POST', '/v1/second-factor', { present })
export const confirmFactor = (code: string): Promise<Answer<unknown>> => call('PUT', '/v1/second-factor', { code })
/** Shows the second factor in a session that began without it, such as one by a link. */
export const showCode = (code: string): Promise<Answer<unknown>> => call('POST', '/v1/session/code', { code })
/** A one-time link by which this person logs in and sets a password. */
export const offerLink = (account: string): Promise<Answer<{ token: string; until: number }>> =>
  call('POST', '/v1/links', { account })
/** A one-time invitation for somebody nobody knows yet: they give name and phone themselves. */
export const inviteNew = (area: string): Promise<Answer<{ token: string; until: number; account: string }>> =>
  call('POST', '/v1/invitations', { area })
