// Places as they will probably stand once everything in the outbox has arrived: the room's own rules run on this
// device. Shown as "not yet confirmed"; the server alone decides.
import type { Actor } from '#domain/kernel/actor.ts'
import { decideAttendance, evolveAttendance } from '#domain/point/attendance.ts'
import type { PointCommand } from '#domain/point/commands.ts'
import type { AttendanceState } from '#domain/point/state.ts'
import type { MyPlace } from '#rooms/point/desks.ts'
import type { Entry } from '#web/outbox/outbox.ts'
import { sequenceOf } from '#web/replica/replica.ts'

export interface ForeseenPlace extends MyPlace {
  readonly unconfirmed: boolean
}

/** One's attendance as far as one's places tell it. */
function stateOf(places: readonly MyPlace[], round: string, person: string): AttendanceState {
  const here = places.find((one) => one.round === round && one.inAt !== null && one.outAt === null)
  const base: AttendanceState = { kind: 'attendance', round, person }
  return here
    ? {
        ...base,
        area: here.area,
        present: {
          place: here.place,
          area: here.area,
          at: here.inAt!,
          until: here.ends,
          evidence: here.evidence ?? 'leader',
        },
      }
    : base
}

export function foreseePlaces(
  places: readonly MyPlace[],
  entries: readonly Entry[],
  cursor: string | undefined,
  actor: Actor,
): ForeseenPlace[] {
  const person = actor.person
  const known = sequenceOf(cursor)
  let now: ForeseenPlace[] = places.map((place) => ({ ...place, unconfirmed: false }))
  if (!person) return now
  for (const round of new Set(places.map((place) => place.round))) {
    let state = stateOf(places, round, person)
    for (const entry of entries) {
      const { stream, command, at, id } = entry.envelope
      const untold =
        entry.state === 'waiting' ||
        (entry.state === 'accepted' && entry.receipt?.status === 'accepted' && entry.receipt.sequence > known)
      if (stream !== `attendance/${round}.${person}` || !untold) continue
      const own = command as PointCommand
      const place = 'place' in own ? places.find((one) => one.round === round && one.place === own.place) : undefined
      const decision = decideAttendance(
        state,
        own,
        {
          self: person,
          code: { found: 'now', step: Number.MAX_SAFE_INTEGER },
          ...(place && {
            place: { kind: place.kind, area: place.area, open: true, starts: place.starts, ends: place.ends },
          }),
        },
        { actor, now: at, at, id },
      )
      if ('refused' in decision) continue
      const { step: _, ...after } = decision.events.reduce(evolveAttendance, state)
      state = after
      const waits = entry.state === 'waiting'
      now = now.map((one) => {
        if (one.round !== round) return one
        if (state.present?.place === one.place)
          return { ...one, inAt: state.present.at, outAt: null, evidence: state.present.evidence, unconfirmed: waits }
        return one.inAt !== null && one.outAt === null ? { ...one, outAt: at, unconfirmed: waits } : one
      })
    }
  }
  return now
}
