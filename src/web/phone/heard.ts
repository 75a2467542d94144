// The device's own word about a call: that it has it, and that it was looked at. Only that stops the house from trying
// the person's next way, so it is said only when it is true.
import type { MyCall } from '#server/sync-shape.ts'
import type { call, Problem } from '#web/api/api.ts'

/**
 * A page that nobody has touched for so long may stand open on a desk while its owner walks the street; a phone's
 * screen goes dark about then. Coming into sight counts as a touch.
 */
const USED_MS = 60_000
/** A word that was lost on its way is said again. */
const AGAIN_MS = 3_000

interface Parts {
  readonly call: typeof call
  calls(): readonly MyCall[] | undefined
  /** Milliseconds that do not go back. */
  steady(): number
}

/** @returns what to do whenever calls were told or shown: hands back their slips, each word once. */
export function hearing({ call, calls, steady }: Parts): () => void {
  let used = steady()
  let said = new Set<string>()
  let again: ReturnType<typeof setTimeout> | undefined
  const lost = (saying: string, why: Problem['why']) => {
    // A slip the house does not know will not be known later.
    if (why === 'unknown' || why === 'malformed') return
    said.delete(saying)
    clearTimeout(again)
    // The network's return brings news, and with it this.
    if (why !== 'offline') again = setTimeout(say, AGAIN_MS)
  }
  const say = () => {
    const seen = document.visibilityState === 'visible' && steady() - used < USED_MS
    const word = seen ? 'seen' : 'delivered'
    const all = (calls() ?? []).flatMap(({ slip }) => slip ?? [])
    // What is told no more is forgotten: no more is remembered than a page has calls.
    said = new Set([...said].filter((one) => all.some((slip) => one.endsWith(slip))))
    for (const slip of all) {
      const saying = `${word} ${slip}`
      if (said.has(saying) || said.has(`seen ${slip}`)) continue
      said.add(saying)
      void call('POST', '/v1/slips', { slip, word }).then((answer) => !answer.ok && lost(saying, answer.why))
    }
  }
  const touched = () => {
    const idle = steady() - used >= USED_MS
    used = steady()
    if (idle) say()
  }
  for (const kind of ['pointerdown', 'keydown', 'wheel', 'touchmove'])
    addEventListener(kind, touched, { passive: true })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible') return
    used = steady()
    say()
  })
  return say
}
