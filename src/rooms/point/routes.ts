// GET /v1/public/slots: when a building's people are asked to come down, for anybody, without an account. Nothing
// personal is in it, because nothing personal is asked: buildings, points and times.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { RoomHouse } from '../house.ts'
import { anybody } from '#domain/kernel/actor.ts'
import { countyOf } from '#domain/kernel/area.ts'
import type { Tenant } from '#domain/kernel/ids.ts'

const building = z.string().regex(/^\d{12}-\d{2}-\d{4}$/)
const community = z.string().regex(/^\d{12}$/)
const slot = z.object({
  kind: z.string(),
  number: z.int(),
  operation: z.string(),
  point: z.string(),
  place: z.tuple([z.number(), z.number()]),
  starts: z.number(),
  ends: z.number(),
  open: z.boolean(),
})
const slotsAnswer = z.object({ building: z.string(), name: z.string().nullable(), slots: z.array(slot) })
export type SlotsAnswer = z.infer<typeof slotsAnswer>
const placesAnswer = z.object({ rows: z.array(z.object({ area: z.string(), name: z.string() })) })
export type PlacesAnswer = z.infer<typeof placesAnswer>

/** One address may ask so often in a minute: a household looks a few times, a block behind one address some hundred. */
const askMax = 240
const windowMs = 60_000
/** Addresses counted at a time; the longest unused are forgotten first. */
const rememberedMax = 20_000
/** What a building's page holds: the slots of rounds that have not ended. */
const slotsMax = 20
const placesMax = 3_000
/** A page that ten thousand look at at noon is kept for a while by whoever carries it. */
const brief = 'public, max-age=20'

/** Asks of one address in one minute. */
export class Turnstile {
  readonly #counts = new Map<string, { n: number; since: number }>()

  /** Seconds to wait, 0 to come in. */
  pass(address: string, now: number): number {
    let count = this.#counts.get(address)
    if (!count || now - count.since >= windowMs) count = { n: 0, since: now }
    count.n += 1
    this.#counts.delete(address)
    this.#counts.set(address, count)
    if (this.#counts.size > rememberedMax) this.#counts.delete(this.#counts.keys().next().value!)
    return count.n > askMax ? Math.ceil((count.since + windowMs - now) / 1000) : 0
  }
}

const slotsOf = `select o.kind, r.number, o.name as operation, p.name as point,
    jsonb_build_array(p.lng, p.lat) as place, s.starts, s.ends, p.open
  from round_slots s
  join rounds r on r.tenant = s.tenant and r.round = s.round and r.state in ('published', 'running')
  join operations o on o.tenant = r.tenant and o.operation = r.operation
  join round_points p on p.tenant = s.tenant and p.round = s.round and p.point = s.point
  where s.tenant = $1 and s.building = $2 and r.ends > $3
  order by s.starts
  limit ${slotsMax}`

const problem = z.object({ reason: z.string() })
type App = Parameters<FastifyPluginAsyncZod>[0]

/** Nobody: no role, no person, one county. */
const nobody = (house: RoomHouse, tenant: Tenant) => anybody(tenant, house.newId())
const isOpen = async (house: RoomHouse, tenant: Tenant) => (await house.tenants()).includes(tenant)

export function publicRoutes(house: RoomHouse): FastifyPluginAsyncZod {
  const turnstile = new Turnstile()
  return async (app) => {
    app.addHook('onRequest', async (request, reply) => {
      const wait = turnstile.pass(request.ip, house.now())
      if (wait > 0) return reply.code(429).header('retry-after', String(wait)).send({ reason: 'too-many' })
    })
    slotsRoute(app, house)
    placesRoute(app, house)
  }
}

function slotsRoute(app: App, house: RoomHouse): void {
  app.get(
    '/v1/public/slots',
    {
      schema: {
        tags: ['public'],
        summary: '楼栋时段（不需账号） · When a building is called, without an account',
        querystring: z.object({ building }),
        response: { 200: slotsAnswer, 404: problem, 429: problem },
      },
    },
    async (request, reply) => {
      const code = request.query.building
      const tenant = countyOf(code)
      const answer = (await isOpen(house, tenant))
        ? await house.asAsker(nobody(house, tenant), async (tx) => {
            const {
              rows: [area],
            } = await tx.query<{ name: string | null }>(
              `select name from areas where tenant = $1 and area = $2 and level = 'building'`,
              [tenant, code],
            )
            const { rows } = await tx.query<z.infer<typeof slot>>(slotsOf, [tenant, code, house.now()])
            return area || rows.length > 0 ? { building: code, name: area?.name ?? null, slots: rows } : undefined
          })
        : undefined
      return answer ? reply.header('cache-control', brief).send(answer) : reply.code(404).send({ reason: 'unknown' })
    },
  )
}

function placesRoute(app: App, house: RoomHouse): void {
  app.get(
    '/v1/public/places',
    {
      schema: {
        tags: ['public'],
        summary:
          '找楼：社区名单，或一个社区里有安排的楼 · Find a building: communities, or those of one that are called',
        querystring: z.object({
          community: community.optional(),
          county: z
            .string()
            .regex(/^\d{6}$/)
            .optional(),
        }),
        response: { 200: placesAnswer, 404: problem, 429: problem },
      },
    },
    async (request, reply) => {
      const { community: within, county } = request.query
      const tenant = (within === undefined ? undefined : countyOf(within)) ?? county ?? (await house.tenants())[0]
      if (tenant === undefined || !(await isOpen(house, tenant))) return reply.code(404).send({ reason: 'unknown' })
      const rows = await house.asAsker(
        nobody(house, tenant),
        async (tx) =>
          (
            await tx.query<{ area: string; name: string }>(
              within
                ? `select a.area, coalesce(a.name, a.area) as name
                    from areas a
                    where a.tenant = $1 and a.area ^@ $2 and a.level = 'building'
                    order by a.area
                    limit ${placesMax}`
                : `select area, coalesce(name, area) as name
                    from areas
                    where tenant = $1 and area ^@ $2 and level = 'community'
                    order by area
                    limit ${placesMax}`,
              [tenant, within ?? tenant],
            )
          ).rows,
      )
      return reply.header('cache-control', brief).send({ rows })
    },
  )
}
