// The rooms of the house, a line each. Views are fed in this order; none reads another's table while it is fed.
import type { Question, View } from '#journal/view.ts'
import { accessRoom } from './access/room.ts'
import { boardRoom } from './board/room.ts'
import { channelsRoom } from './channels/room.ts'
import { dispatchRoom } from './dispatch/room.ts'
import { dossierRoom } from './dossier/room.ts'
import { endingRoom } from './ending/room.ts'
import { musterRoom } from './muster/room.ts'
import { noticeRoom } from './notice/room.ts'
import { operationRoom } from './operation/room.ts'
import { oversightRoom } from './oversight/room.ts'
import { pointRoom } from './point/room.ts'
import { registryRoom } from './registry/room.ts'
import type { Judge, ServerRoom } from './room.ts'
import { rosterRoom } from './roster/room.ts'
import { stewardRoom } from './steward/room.ts'
import { visitRoom } from './visit/room.ts'

export const rooms: readonly ServerRoom[] = [
  registryRoom,
  accessRoom,
  channelsRoom,
  musterRoom,
  dossierRoom,
  noticeRoom,
  endingRoom,
  oversightRoom,
  stewardRoom,
  operationRoom,
  rosterRoom,
  dispatchRoom,
  pointRoom,
  visitRoom,
  boardRoom,
]

/** Who judges, by the room's name in the envelope. */
export const judges: ReadonlyMap<string, Judge> = new Map(
  rooms.flatMap((room) => (room.judge ? [[room.name, room.judge] as const] : [])),
)
export const views: readonly View[] = rooms.flatMap((room) => room.views)
export const questions: readonly Question[] = rooms.flatMap((room) => room.questions)
