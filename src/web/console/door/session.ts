// Logging in and out: what the gate asks of the server, and what follows for the whole page.
import { call } from '#web/door/door.ts'
import { followNews, stopNews } from '#web/console/parts/news.ts'
import { readAreas } from './areas.ts'
import { type Self, self } from './self.ts'

/** Asks who is logged in; the page shows the gate when nobody is. */
export async function readSelf(): Promise<boolean> {
  const answer = await call<Self>('GET', '/v1/session')
  if (!answer.ok) {
    if (answer.why === 'logged-out' || answer.why === 'unknown') self.value = null
    return answer.why === 'logged-out' || answer.why === 'unknown'
  }
  self.value = answer.body
  followNews()
  void readAreas()
  return true
}

export async function logOut(): Promise<void> {
  await call('DELETE', '/v1/session')
  stopNews()
  self.value = null
}
