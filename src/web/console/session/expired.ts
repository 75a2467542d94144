// A log-in that ran out while somebody was at work: the page asks for it anew over the screen, so that what was filled
// in stays.
import { signal } from '@preact/signals'
import type { Answer } from '#web/api/api.ts'

export const expired = signal(false)

/** Passes an answer on, and notices when it says that nobody is logged in any more. */
export function noticed<A extends Answer<unknown>>(answer: A): A {
  if (!answer.ok && answer.why === 'logged-out') expired.value = true
  return answer
}
