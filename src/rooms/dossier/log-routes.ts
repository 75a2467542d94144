// The log as everybody may read it (C2SP tlog-tiles): /log/<county>/checkpoint, /log/<county>/tile/…,
// /log/<county>/key; /log/checkpoint and /log/tile/… are those of the house's first county.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Tenant } from '#domain/kernel/ids.ts'
import { findCheckpoint } from '#journal/log/checkpoints.ts'
import { leavesOf } from '#journal/log/log.ts'
import { bundle, readPath, widthOf, WIDTH } from '#journal/log/tiles.ts'
import type { RoomHouse } from '../house.ts'
import { LogKeeper } from '#journal/log/keeper.ts'
import { findCosignatures, logReader, witnessed } from '#journal/log/prove.ts'

const text = 'text/plain; charset=utf-8'
/** A checkpoint is new every few seconds; a tile never changes. */
const [brief, forever] = ['public, max-age=2', 'public, max-age=31536000, immutable']
const countyParam = z.object({ county: z.string().regex(/^\d{6}$/) })
const tileParams = z.object({ '*': z.string().max(60) })
const summary = {
  checkpoint: '服务纪实日志的签名检查点 · Signed checkpoint of the service log',
  tile: '日志的哈希块或条目 · Hash tiles and entries of the log',
  key: '日志的公钥 · The log’s public key',
}

type Send = (tenant: Tenant | undefined, reply: FastifyReply) => Promise<FastifyReply>

interface Sending {
  readonly sendCheckpoint: Send
  readonly sendTile: (tenant: Tenant | undefined, path: string, reply: FastifyReply) => Promise<FastifyReply>
  readonly sendKey: Send
}

/** What is sent of a county's log; where there is no such county, or no such tile, only that. */
function sending(house: RoomHouse, keeper: LogKeeper): Sending {
  async function sendCheckpoint(tenant: Tenant | undefined, reply: FastifyReply) {
    if (tenant === undefined || !(await house.tenants()).includes(tenant))
      return reply.code(404).send({ reason: 'unknown' })
    const note =
      (await house.asDoor(tenant, async (tx) => {
        const signed = await findCheckpoint(tx, tenant)
        return signed && witnessed(signed, await findCosignatures(tx, tenant, signed.size))
      })) ?? (await keeper.sign(tenant)).note
    return reply.header('content-type', text).header('cache-control', brief).send(note)
  }

  async function sendTile(tenant: Tenant | undefined, path: string, reply: FastifyReply) {
    const [, level, rest] = /^(\d{1,2}|entries)\/(.+)$/.exec(path) ?? []
    const at = rest === undefined ? undefined : readPath(rest)
    const known =
      tenant !== undefined &&
      at !== undefined &&
      (level === 'entries' || String(Number(level)) === level) &&
      (await house.tenants()).includes(tenant)
    const bytes = known
      ? await house.asDoor(tenant, async (tx) => {
          // Only what a signed checkpoint covers: nothing is promised about the rest.
          const size = (await findCheckpoint(tx, tenant))?.size ?? 0
          if (level !== 'entries') return logReader.tile(tx, tenant, Number(level), at.tile, at.width, size)
          return at.width > widthOf(0, at.tile, size)
            ? undefined
            : bundle(await leavesOf(tx, tenant, at.tile * WIDTH, at.tile * WIDTH + at.width))
        })
      : undefined
    if (!bytes) return reply.code(404).header('cache-control', 'no-store').send({ reason: 'unknown' })
    return reply.header('content-type', 'application/octet-stream').header('cache-control', forever).send(bytes)
  }

  async function sendKey(tenant: Tenant | undefined, reply: FastifyReply) {
    if (tenant === undefined || !(await house.tenants()).includes(tenant))
      return reply.code(404).send({ reason: 'unknown' })
    const signed = (await house.asDoor(tenant, (tx) => findCheckpoint(tx, tenant))) ?? (await keeper.sign(tenant))
    return reply.header('content-type', text).header('cache-control', brief).send(`${signed.vkey}\n`)
  }

  return { sendCheckpoint, sendTile, sendKey }
}

export function logRoutes(house: RoomHouse): FastifyPluginAsyncZod {
  const keeper = new LogKeeper(house, house.tenants)
  const { sendCheckpoint, sendTile, sendKey } = sending(house, keeper)
  return async (app) => {
    app.addHook('onReady', async () => keeper.start())
    app.addHook('onClose', () => keeper.stop())
    const first = async () => (await house.tenants())[0]
    app.get('/log/checkpoint', { schema: { tags: ['log'], summary: summary.checkpoint } }, async (_request, reply) =>
      sendCheckpoint(await first(), reply),
    )
    app.get('/log/key', { schema: { tags: ['log'], summary: summary.key } }, async (_request, reply) =>
      sendKey(await first(), reply),
    )
    app.get(
      '/log/tile/*',
      { schema: { tags: ['log'], summary: summary.tile, params: tileParams } },
      async (request, reply) => sendTile(await first(), request.params['*'], reply),
    )
    app.get(
      '/log/:county/checkpoint',
      { schema: { tags: ['log'], summary: summary.checkpoint, params: countyParam } },
      (request, reply) => sendCheckpoint(request.params.county, reply),
    )
    app.get(
      '/log/:county/key',
      { schema: { tags: ['log'], summary: summary.key, params: countyParam } },
      (request, reply) => sendKey(request.params.county, reply),
    )
    app.get(
      '/log/:county/tile/*',
      { schema: { tags: ['log'], summary: summary.tile, params: countyParam.extend(tileParams.shape) } },
      (request, reply) => sendTile(request.params.county, request.params['*'], reply),
    )
  }
}
