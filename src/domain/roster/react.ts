// What follows from a roster's events: a move that was carried out is told to the dispatch room, which asked for it.
import type { Reaction } from '../kernel/decider.ts'
import type { Command, Instant } from '../kernel/envelope.ts'
import { streamOf } from '../kernel/stream.ts'
import type { RosterEvent } from './commands.ts'

export function react(event: RosterEvent, _stream: string, at: Instant): readonly Reaction[] {
  if (event.type !== 'move-carried-out') return []
  const command: Command & Record<string, unknown> = { type: 'note-move', seated: event.seated, skipped: event.skipped }
  return [{ name: 'carried out', at, room: 'dispatch', stream: streamOf('move', event.move), command }]
}
