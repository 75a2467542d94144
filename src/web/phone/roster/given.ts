// What this phone has said about seats and the server has not told back yet: shown at once, and marked as not yet
// uploaded or refused.
import type { MySeat } from '#rooms/roster/views/assignments-mine.ts'
import type { Entry } from '#web/outbox/outbox.ts'
import { whyRefusedBy } from '#web/ui/words.ts'

export interface Said {
  readonly what: string
  readonly waits: boolean
  /** Why the server said no. */
  readonly refused?: string
}

/** The newest of one's orders about a seat or a part of a round. */
export function saidAbout(
  entries: readonly Entry[],
  round: string,
  about: (command: { readonly type: string } & Readonly<Record<string, unknown>>) => boolean,
): Said | undefined {
  const own = entries.filter(
    (entry) => entry.envelope.stream === `roster/${round}` && about(entry.envelope.command as never),
  )
  const last = own[own.length - 1]
  if (!last) return undefined
  const refused =
    last.state === 'refused' && last.receipt?.status === 'refused'
      ? whyRefusedBy('roster', last.receipt.reason, last.receipt.detail)
      : undefined
  return {
    what: last.envelope.command.type,
    waits: last.state === 'waiting',
    ...(refused !== undefined && { refused }),
  }
}

/** A seat as it will be once what was said is uploaded. */
export function foreseen(seat: MySeat, said: Said | undefined): MySeat['state'] {
  if (!said?.waits) return seat.state
  return said.what === 'take-up' ? 'accepted' : said.what === 'decline' ? 'declined' : seat.state
}
