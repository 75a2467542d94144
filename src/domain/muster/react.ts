// What follows from a muster's events, at once or later: waves end, silence climbs, time runs out. Each is a command
// through the one door, kept in the journal's transaction.
import type { Reaction } from '../kernel/decider.ts'
import type { Command, Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import { idOf, streamOf } from '../kernel/stream.ts'
import type { MusterCommand, MusterEvent, Then } from './commands.ts'

/**
 * Service that ended is written into the person's dossier; a drill counts nowhere, and who left at once has nothing to
 * count.
 */
function served(
  stream: string,
  person: Id,
  until: Instant,
  minutes: number,
  at: Instant,
  drill: boolean | undefined,
): Reaction[] {
  if (drill || minutes <= 0) return []
  const of = idOf(stream)
  const command: Command & Record<string, unknown> = {
    type: 'open-entry',
    source: 'muster',
    of,
    person,
    from: until - minutes * 60_000,
    until,
  }
  return [{ name: `served ${person}`, at, room: 'dossier', stream: streamOf('entry', of, person), command }]
}

export function react(event: MusterEvent, stream: string, at: Instant): readonly Reaction[] {
  const later = (name: string, when: Instant, command: MusterCommand): Reaction => ({
    name,
    at: when,
    room: 'muster',
    stream,
    command,
  })
  const whileOpen = (then: Then): Reaction[] => [
    later('escalate', then.escalateAt, { type: 'escalate', from: then.reach }),
    ...(then.next ? [later('call-next', at, { type: 'call-next' })] : []),
  ]
  switch (event.type) {
    case 'whistle-blown':
      return [
        later('end', event.until, { type: 'end-in-time', until: event.until }),
        later('escalate', event.at + event.escalateMinutes * 60_000, { type: 'escalate', from: event.area }),
      ]
    case 'people-called':
      return [later('close', event.answerBy, { type: 'close-wave', wave: event.wave })]
    case 'wave-closed':
      return event.next ? [later('call-next', at, { type: 'call-next' })] : []
    case 'seat-reopened':
      return whileOpen(event.then)
    // At the widest the timer still runs once: it says loudly that nobody further up is left to ask.
    case 'muster-escalated':
      return whileOpen(event.then)
    case 'muster-extended':
      return [later('end', event.until, { type: 'end-in-time', until: event.until })]
    case 'person-left':
      return served(stream, event.person, event.at, event.minutes, at, event.drill)
    case 'stood-down':
      return event.left.flatMap(([person, minutes]) => served(stream, person, event.at, minutes, at, event.drill))
    default:
      return []
  }
}
