// The routes of the house, one line each. What is not here, and so not in the OpenAPI document, answers 404.
import type { FastifyInstance } from 'fastify'
import { channelRoutes } from './channels/routes.ts'
import { commandRoutes } from './commands.ts'
import { paperRoutes } from './dossier/routes.ts'
import { endingRoutes } from './ending/routes.ts'
import { exportRoutes } from './exports/routes.ts'
import type { House } from './house.ts'
import { identityRoutes, actorOf } from './identity/routes.ts'
import { importRoutes } from './imports/routes.ts'
import { liveRoutes } from './live.ts'
import { logRoutes } from './log/routes.ts'
import { oversightRoutes } from './oversight/routes.ts'
import { calendarRoutes } from './calendar/routes.ts'
import { publicRoutes } from './point/public-slots.ts'
import { questionRoutes } from './questions.ts'
import { roundPaperRoutes } from './roster/routes.ts'
import { syncRoutes } from './sync-route.ts'
import { questions } from './views.ts'
import type { FastifyRequest } from 'fastify'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Id } from '#domain/kernel/ids.ts'

export async function addRoutes(app: FastifyInstance, house: House): Promise<void> {
  const { desk } = house
  const asking = {
    asAsker: house.asAsker,
    vault: house.vault,
    receiveAll: house.receiveAll,
    now: house.now,
    actorOf: (request: FastifyRequest) => actorOf(desk, request),
    async seen(actor: Actor, what: string, area: string, persons: readonly Id[]) {
      await desk.log.note({
        tenant: actor.tenant,
        at: house.now(),
        account: actor.account,
        roles: [...new Set(actor.grants.map((grant) => grant.role))],
        session: '',
        what,
        area,
        persons,
      })
    },
  }
  await app.register(identityRoutes({ desk }))
  await app.register(channelRoutes(house))
  await app.register(commandRoutes(house))
  await app.register(questionRoutes(house, questions))
  await app.register(syncRoutes(house))
  await app.register(liveRoutes(house))
  await app.register(importRoutes(asking))
  await app.register(exportRoutes(asking))
  await app.register(logRoutes(house))
  await app.register(publicRoutes(house))
  await app.register(calendarRoutes(house))
  await app.register(endingRoutes(house))
  await app.register(paperRoutes(asking))
  await app.register(oversightRoutes(asking))
  await app.register(roundPaperRoutes(asking))
}
