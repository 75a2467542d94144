// What follows from a point's events: who forgot to sign out is signed out after the shift, and hours served are
// written into the dossier.
import type { Reaction } from '../kernel/decider.ts'
import type { Command, Instant } from '../kernel/envelope.ts'
import { streamOf } from '../kernel/stream.ts'
import { forgetAfter, type Evidence } from './terms.ts'
import type { PointEvent } from './commands.ts'

/** The dossier's classes of evidence. */
const classes: Readonly<Record<Evidence, string>> = { scanned: 'scanned', leader: 'confirmed', typed: 'typed' }

export function react(event: PointEvent, stream: string, at: Instant): readonly Reaction[] {
  if (event.type === 'signed-in' && event.evidence !== 'typed')
    return [
      {
        name: 'forgotten',
        at: event.until + forgetAfter,
        room: 'point',
        stream,
        command: { type: 'sign-out-in-time', until: event.until } as Command,
      },
    ]
  if (event.type !== 'signed-out' || event.minutes <= 0) return []
  const { round, person, area, from, evidence, duty } = event
  const command: Command & Record<string, unknown> = {
    type: 'open-entry',
    source: 'round',
    of: round,
    person,
    from,
    until: event.at,
    area,
    evidence: classes[evidence],
    ...(duty && { duty }),
  }
  return [{ name: 'served', at, room: 'dossier', stream: streamOf('entry', round, person), command }]
}
