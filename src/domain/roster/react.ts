// What follows from a roster's events: seats that fell open go to those in line; a move that was carried out is told to
// the dispatch room, which asked for it.
import type { Reaction } from '../kernel/decider.ts'
import type { Command, Instant } from '../kernel/envelope.ts'
import { streamOf } from '../kernel/stream.ts'
import type { RosterCommand, RosterEvent } from './commands.ts'

export function react(event: RosterEvent, stream: string, at: Instant): readonly Reaction[] {
  // Seats that a plan, a repair or a move left open, and one that somebody else waits for, go to those in line. The
  // event says so: those of before this rule say nothing, and nothing waits for them.
  if ((event.type === 'people-gone' || event.type === 'person-waits') && event.moves) {
    const fit: RosterCommand = { type: 'fit-seats' }
    return [{ name: 'fit', at, room: 'roster', stream, command: fit }]
  }
  if (event.type !== 'move-carried-out') return []
  const command: Command & Record<string, unknown> = { type: 'note-move', seated: event.seated, skipped: event.skipped }
  return [{ name: 'carried out', at, room: 'dispatch', stream: streamOf('move', event.move), command }]
}
