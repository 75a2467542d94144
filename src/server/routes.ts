// The routes of the house: the house's own a line each, then each room's. What is not here, and so not in the OpenAPI
// document, answers 404.
import type { FastifyInstance } from 'fastify'
import { rooms } from '#rooms/all.ts'
import type { RoomHouse } from '#rooms/house.ts'
import { slipRoutes } from './channels/slip-route.ts'
import { vapidOf } from './channels/vapid.ts'
import { commandRoutes } from './commands.ts'
import { exportRoutes } from './exports/routes.ts'
import type { House } from './house.ts'
import type { Bounds } from './identity/bounds.ts'
import { actorOf, identityRoutes, sessionOf } from './identity/routes.ts'
import { importRoutes } from './imports/routes.ts'
import { liveRoutes } from './live.ts'
import { lookerOf } from './looking.ts'
import { questionRoutes, questions } from './questions.ts'
import { syncRoutes } from './sync-route.ts'

/** What the rooms' routes are lent. */
function lentBy(house: House): RoomHouse {
  const { gate } = house
  const byName = new Map(questions.map((question) => [question.name, question]))
  return {
    receive: house.receive,
    receiveAll: house.receiveAll,
    asAsker: house.asAsker,
    asDoor: house.asDoor,
    vault: house.vault,
    keys: house.keys,
    now: house.now,
    held: house.held,
    timers: house.timers,
    newId: house.newId,
    log: house.log,
    tenants: async () => (await gate.counties()).map((county) => county.tenant),
    actorOf: (request) => actorOf(gate, request),
    async seen(request, what, area, shown) {
      const session = await sessionOf(gate, request)
      // Logged out while the paper was written: it is not handed over.
      if (!session) throw new Error('the session ended before the paper was handed over')
      await gate.log.note({ ...lookerOf(session, request), ...shown, at: house.now(), what, area })
    },
    question(name) {
      const found = byName.get(name)
      if (!found) throw new Error(`there is no question ${name}`)
      return found as never
    },
    ways: { pushKey: vapidOf(house.keys).publicKey, mail: Boolean(process.env.SMTP_URL) },
  }
}

export async function addRoutes(app: FastifyInstance, house: House, bounds: Bounds): Promise<void> {
  const lent = lentBy(house)
  await app.register(identityRoutes({ gate: house.gate }))
  await app.register(commandRoutes({ ...house, bounds }))
  await app.register(questionRoutes(house))
  await app.register(syncRoutes(house))
  await app.register(liveRoutes(house))
  await app.register(slipRoutes({ ...house, bounds }))
  await app.register(importRoutes(lent))
  await app.register(exportRoutes(lent))
  for (const room of rooms) if (room.routes) await app.register(room.routes(lent))
}
