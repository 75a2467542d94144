// The day's round as it will stand once everything on this phone is uploaded: the steward's own rules run over what
// waits in the outbox.
import type { Actor } from '#domain/kernel/actor.ts'
import { steward, type RoundState } from '#domain/steward/steward.ts'
import { dayOf } from '#domain/steward/terms.ts'
import type { StewardCommand } from '#domain/steward/commands.ts'
import type { BuildingsAnswer } from '#rooms/steward/questions.ts'
import type { Entry } from '#web/outbox/outbox.ts'

type Building = BuildingsAnswer['buildings'][number]

export interface Foreseen {
  readonly walked: number
  readonly seen: ReadonlySet<string>
  readonly notes: number
  readonly did: number
  readonly reported: number
  readonly ended: boolean
  /** Something of it is on this phone alone. */
  readonly unsent: boolean
}

const isOn = (entry: Entry, stream: string) => entry.envelope.room === 'steward' && entry.envelope.stream === stream

/** @param told when the kept answer came, by this phone's clock; what was accepted since is not in it */
export function foreseeRound(
  building: Building,
  day: string,
  entries: readonly Entry[],
  told: number,
  actor: Actor,
): Foreseen {
  const stream = `patrol/${building.building}.${day}`
  const open = entries.filter(
    (entry) => entry.state === 'waiting' || (entry.state === 'accepted' && entry.envelope.at > told),
  )
  let state: RoundState = {
    ...(steward.initial(stream) as RoundState),
    walked: building.round.walked,
    notes: building.round.notes,
    done: building.round.did,
    ended: building.round.endedAt !== null,
    seen: new Set(
      building.doors.flatMap((door) => (door.seenAt !== null && dayOf(door.seenAt) === day ? [door.household] : [])),
    ),
  }
  for (const { envelope } of open.filter((entry) => isOn(entry, stream))) {
    const answer = steward.decide(
      state,
      envelope.command as StewardCommand,
      {},
      { actor, now: envelope.at, at: envelope.at, id: envelope.id },
    )
    if ('events' in answer)
      state = answer.events.reduce(steward.evolve, state as ReturnType<typeof steward.initial>) as RoundState
  }
  const reports = open.filter(
    ({ envelope }) =>
      envelope.room === 'steward' &&
      (envelope.command as StewardCommand).type === 'report-finding' &&
      (envelope.command as { area?: string }).area?.startsWith(building.building),
  ).length
  return {
    walked: state.walked,
    seen: state.seen,
    notes: state.notes,
    did: state.done,
    reported: building.round.reported + reports,
    ended: state.ended,
    unsent: open.some((entry) => entry.state === 'waiting' && isOn(entry, stream)) || reports > 0,
  }
}
