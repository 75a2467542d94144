// Keeps the destroyer walking with the house: it has no route of its own, for nobody orders what the dates order.
import { systemActor } from '#domain/kernel/actor.ts'
import type { FastifyPluginAsync } from 'fastify'
import type { RoomHouse } from '../house.ts'
import { Destroyer } from './destroyer.ts'

export function endingRoutes(house: RoomHouse): FastifyPluginAsync {
  const destroyer = new Destroyer(house, house.tenants, systemActor)
  return async (app) => {
    if (!house.timers) return
    app.addHook('onReady', async () => destroyer.start())
    app.addHook('onClose', () => destroyer.stop())
  }
}
