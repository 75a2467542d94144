// Papers of the dossier over HTTP, each as .docx and .xlsx: service card, unit's check-in form, community's needs. Each
// obeys the question whose answer it prints, and who takes one away is written down.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { codes, firstLanguage, type Language } from '#words/languages.ts'
import { isArea, type AreaId } from '#domain/kernel/area.ts'
import { isId, type Id } from '#domain/kernel/ids.ts'
import { handOver, type PaperWanted } from '#papers/hand-over.ts'
import type { RoomHouse } from '../house.ts'
import { needsList, serviceCard, unitForm } from './forms.ts'
import { readers } from './questions.ts'

const form = z.enum(['docx', 'xlsx'])
const language = z.enum(codes).default(firstLanguage)
const id = z.string().refine(isId)

type App = Parameters<FastifyPluginAsyncZod>[0]

type Make = PaperWanted['make']
const cardOf =
  (person: Id, year: number, quarter: number, as: Language): Make =>
  async (tx, asker) => {
    const paper = await serviceCard(tx, asker, person, year, quarter, as)
    return paper && { paper, shows: { persons: [person] } }
  }
/** A unit's members are named by their records, which are opened one and all. */
const formOf =
  (unit: Id, as: Language): Make =>
  async (tx, asker) => {
    const paper = await unitForm(tx, asker, unit, as)
    return paper && { paper, shows: {} }
  }
const needsOf =
  (area: AreaId, as: Language): Make =>
  async (tx, asker) => ({ paper: await needsList(tx, asker, area, as), shows: 'nobody' })

export function dossierRoutes(house: RoomHouse): FastifyPluginAsyncZod {
  return async (app) => {
    serviceCardRoute(app, house)
    unitFormRoute(app, house)
    needsRoute(app, house)
  }
}

function serviceCardRoute(app: App, house: RoomHouse): void {
  app.get(
    '/v1/papers/service-card.:form',
    {
      schema: {
        tags: ['papers'],
        summary: '志愿服务卡（按季度） · A person’s service card of a quarter',
        params: z.object({ form }),
        querystring: z.object({
          person: id.optional(),
          year: z.coerce.number().int().min(2000).max(2200),
          quarter: z.coerce.number().int().min(1).max(4),
          language,
        }),
      },
    },
    (request, reply) =>
      handOver(house, request, reply, (actor) => {
        const { person = actor.person ?? '', year, quarter, language: as } = request.query
        return {
          name: 'service-card',
          form: request.params.form,
          rule: { roles: readers, self: true, narrowed: true },
          target: { person },
          make: cardOf(person, year, quarter, as),
        }
      }),
  )
}

function unitFormRoute(app: App, house: RoomHouse): void {
  app.get(
    '/v1/papers/unit-form.:form',
    {
      schema: {
        tags: ['papers'],
        summary: '单位报到表与回执 · A unit’s check-in form with return slip',
        params: z.object({ form }),
        querystring: z.object({ unit: id, language }),
      },
    },
    (request, reply) =>
      handOver(house, request, reply, () => ({
        name: 'unit-form',
        form: request.params.form,
        rule: { roles: readers, narrowed: true },
        target: {},
        make: formOf(request.query.unit, request.query.language),
      })),
  )
}

function needsRoute(app: App, house: RoomHouse): void {
  app.get(
    '/v1/papers/needs.:form',
    {
      schema: {
        tags: ['papers'],
        summary: '社区需求清单 · A community’s list of needs',
        params: z.object({ form }),
        querystring: z.object({ area: z.string().refine(isArea), language }),
      },
    },
    (request, reply) =>
      handOver(house, request, reply, () => ({
        name: 'needs',
        form: request.params.form,
        rule: { roles: ['officer', 'dispatcher', 'supervisor'] },
        target: { area: request.query.area },
        area: request.query.area,
        make: needsOf(request.query.area, request.query.language),
      })),
  )
}
