// What follows from a round's events: a published round starts on time, its roster is fitted to its seats, and closing
// an operation starts the end dates of its personal data.
import { doorOf, within, type AreaId } from '../kernel/area.ts'
import type { Reaction } from '../kernel/decider.ts'
import type { Command, Instant } from '../kernel/envelope.ts'
import { idOf, streamOf } from '../kernel/stream.ts'
import type { OperationCommand, OperationEvent } from './commands.ts'

/** Doors that no list has are taken back building by building. */
function takenBack(households: readonly AreaId[], stream: string, at: Instant): Reaction[] {
  const doors = new Map<string, string[]>()
  for (const household of households) {
    const building = within(household, 'building')!
    doors.set(building, [...(doors.get(building) ?? []), doorOf(household)])
  }
  return [...doors].map(([building, numbers]) => {
    const command: Command & Record<string, unknown> = { type: 'reopen-doors', doors: numbers }
    return {
      name: `take back ${building}`,
      at,
      room: 'visit',
      stream: streamOf('doors', idOf(stream), building),
      command,
    }
  })
}

export function react(event: OperationEvent, stream: string, at: Instant): readonly Reaction[] {
  const startAt = (starts: Instant): Reaction[] => {
    const command: OperationCommand = { type: 'start-round', starts }
    return [{ name: 'start', at: starts, room: 'operation', stream, command }]
  }
  switch (event.type) {
    case 'round-published':
      return startAt(event.starts)
    // A draft refuses the timer as not due; publishing sets its own.
    case 'round-moved':
      return event.by !== 0 ? startAt(event.starts) : []
    case 'posts-put':
    case 'teams-set': {
      if (!event.fit) return []
      const command: Command & Record<string, unknown> = {
        type: 'fit-seats',
        ...(event.fit.length > 0 && { release: event.fit }),
      }
      return [{ name: 'fit', at, room: 'roster', stream: streamOf('roster', idOf(stream)), command }]
    }
    case 'visits-removed':
      return takenBack(event.apart ?? [], stream, at)
    case 'operation-closed': {
      const command: Command & Record<string, unknown> = { type: 'start-ending', area: event.area }
      return [{ name: 'end dates', at, room: 'ending', stream: streamOf('ending', idOf(stream)), command }]
    }
    default:
      return []
  }
}
