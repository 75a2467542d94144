// Doors as they will probably stand once everything in the outbox has arrived: the room's own rules run on this device
// over what the server told. Shown as "not uploaded"; the server alone decides.
import type { Actor } from '#domain/kernel/actor.ts'
import { doorOf } from '#domain/kernel/area.ts'
import { decideDoors, evolveDoors } from '#domain/visit/doors.ts'
import { stateAfter } from '#domain/visit/terms.ts'
import type { VisitCommand } from '#domain/visit/commands.ts'
import type { DoorKnown, DoorsState } from '#domain/visit/state.ts'
import type { DoorRow } from '#rooms/visit/questions.ts'
import type { Entry } from '#web/outbox/outbox.ts'

export interface ForeseenDoor extends DoorRow {
  readonly unconfirmed: boolean
}

const known = (row: DoorRow): DoorKnown => ({
  ...(row.outcome !== null && { outcome: row.outcome }),
  at: row.at ?? 0,
  ...(row.revisitAt !== null && { revisitAt: row.revisitAt }),
  ...(row.claimedBy !== null && { claim: { by: row.claimedBy, until: row.claimUntil! } }),
})

/**
 * One building of one round.
 * @param toldAt when the server told these rows, so that what it has already judged is not
 * judged twice
 */
export function foreseeDoors(
  rows: readonly DoorRow[],
  entries: readonly Entry[],
  round: string,
  building: string,
  actor: Actor,
  cursorSequence: number,
): ForeseenDoor[] {
  let state: DoorsState = {
    kind: 'doors',
    round,
    building,
    doors: new Map(rows.map((row) => [doorOf(row.household), known(row)])),
  }
  const unconfirmed = new Set<string>()
  for (const entry of entries) {
    const { stream, command, at, id } = entry.envelope
    const untold =
      entry.state === 'waiting' ||
      (entry.state === 'accepted' && entry.receipt?.status === 'accepted' && entry.receipt.sequence > cursorSequence)
    if (stream !== `doors/${round}.${building}` || !untold) continue
    const decision = decideDoors(
      state,
      command as VisitCommand,
      { ...(actor.person && { self: actor.person }), open: true, team: true, personActive: true },
      { actor, now: at, at, id },
      true,
    )
    if ('refused' in decision) continue
    for (const event of decision.events) {
      state = evolveDoors(state, event)
      if (entry.state === 'waiting' && 'doors' in event) for (const door of event.doors) unconfirmed.add(door)
    }
  }
  return rows.map((row): ForeseenDoor => {
    const number = doorOf(row.household)
    const door = state.doors.get(number)
    const claim = door?.claim
    return {
      ...row,
      outcome: door?.outcome ?? null,
      state: door?.outcome
        ? stateAfter(door.outcome)
        : claim
          ? 'claimed'
          : row.state === 'claimed'
            ? 'todo'
            : row.state,
      at: door?.at ?? row.at,
      revisitAt: door?.revisitAt ?? null,
      claimedBy: claim?.by ?? null,
      claimUntil: claim?.until ?? null,
      unconfirmed: unconfirmed.has(number),
    }
  })
}
