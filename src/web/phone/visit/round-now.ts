// Which round the screen of doors opens by itself: the one that runs now, not the newest of the list.

interface Round {
  readonly round: string
  readonly state: string
  readonly starts: number
  readonly visits: number
}

/**
 * Rounds in which doors are knocked on, in the order in which one asks for them: what runs before what is to come, with
 * a list of doors before without, the latest begun first, the next to begin first.
 */
export function roundsNow<R extends Round>(rounds: readonly R[]): R[] {
  const rank = (one: R) => (one.state === 'running' ? 0 : 2) + (one.visits > 0 ? 0 : 1)
  return rounds
    .filter((one) => one.state === 'published' || one.state === 'running')
    .sort((a, b) => rank(a) - rank(b) || (a.state === 'running' ? b.starts - a.starts : a.starts - b.starts))
}
