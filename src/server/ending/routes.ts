// Keeps the destroyer walking with the house: it has no route of its own, for nobody orders what the dates order.
import type { FastifyPluginAsync } from 'fastify'
import type { Tenant } from '#domain/kernel/ids.ts'
import { systemActor } from '#server/clockwork.ts'
import { Destroyer, type DestroyerHouse } from './destroyer.ts'

export interface EndingHouse extends DestroyerHouse {
  readonly desk: { counties(): Promise<readonly { readonly tenant: Tenant }[]> }
}

export function endingRoutes(house: EndingHouse): FastifyPluginAsync {
  const destroyer = new Destroyer(
    house,
    async () => (await house.desk.counties()).map((county) => county.tenant),
    systemActor,
  )
  return async (app) => {
    app.addHook('onReady', async () => destroyer.start())
    app.addHook('onClose', () => destroyer.stop())
  }
}
