// Logging in and out: what the gate asks of the server, and what follows for the whole page.
import { followNews, stopNews } from '#web/console/parts/news.ts'
import { type Answer, call } from '#web/door/door.ts'
import { problemText } from '#web/ui/note.tsx'
import { t } from '#web/words/words.ts'
import { readAreas } from './areas.ts'
import { type Self, self } from './self.ts'

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

export type LogInOutcome = { readonly state: 'in' } | { readonly state: 'code' } | { readonly state: 'no'; readonly text: string }

/** Why the server refused, where it says so. */
export const reasonOf = (answer: Answer<unknown>): string | undefined => (!answer.ok && 'body' in answer ? (answer.body as { reason?: string } | undefined)?.reason : undefined)

/** @param code of the second factor, once the server has asked for it */
export async function logIn(login: string, password: string, code: string | undefined): Promise<LogInOutcome> {
  const answer = await call('POST', '/v1/session', { login, password, ...(code && { code }) })
  if (answer.ok) return { state: 'in' }
  const reason = reasonOf(answer)
  if (reason === 'code-needed' || reason === 'code-wrong') return { state: 'code' }
  if (answer.why === 'logged-out' || answer.why === 'unknown' || answer.why === 'malformed') return { state: 'no', text: t('console.gate.wrong') }
  return { state: 'no', text: problemText(answer) }
}

export async function logOut(): Promise<void> {
  await call('DELETE', '/v1/session')
  stopNews()
  self.value = null
}
