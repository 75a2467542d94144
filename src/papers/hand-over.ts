// Hands a paper to whoever asked for it over HTTP: the rule is judged, the rows are narrowed, and whose names left the
// house is written down before it leaves.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { opened, type Actor, type Opened, type Rule, type Target } from '#domain/kernel/actor.ts'
import type { Instant } from '#domain/kernel/envelope.ts'
import type { Shown } from '#journal/shown.ts'
import type { Tx, VaultReader } from '#journal/view.ts'
import { noticing } from './noticed.ts'
import { docxType, writeDocx, writeXlsx, type Paper } from './paper.ts'
import { xlsxType } from './sheets.ts'

/** Who reads a paper, when, and through which vault names are opened for it. */
export interface PaperAsker {
  readonly actor: Opened
  readonly now: Instant
  readonly vault: VaultReader
}

/** A paper to be written in the form asked for, or a finished workbook; and whom it shows. */
export interface Made {
  readonly paper: Paper | Buffer
  /** Persons whose record was opened for it are named besides, whatever stands here. */
  readonly shows: Shown | 'nobody'
}

export interface PaperWanted {
  /** Also the file's name. */
  readonly name: string
  readonly form: 'docx' | 'xlsx'
  readonly rule: Rule
  readonly target: Target
  /** Where it is about; the whole county where nothing is said. */
  readonly area?: string
  /** @returns undefined where there is none */
  make(tx: Tx, asker: PaperAsker): Promise<Made | undefined>
}

export interface PaperHouse {
  actorOf(request: FastifyRequest): Promise<Actor | undefined>
  asAsker<T>(actor: Opened, work: (tx: Tx) => Promise<T>): Promise<T>
  readonly vault: VaultReader
  now(): Instant
  seen(request: FastifyRequest, what: string, area: string, shown: Shown): Promise<void>
}

/** Answers 401 without a session, 404 alike for what is not there and what may not be seen. */
export async function handOver(
  house: PaperHouse,
  request: FastifyRequest,
  reply: FastifyReply,
  wanted: (actor: Actor) => PaperWanted,
): Promise<FastifyReply> {
  const actor = await house.actorOf(request)
  if (!actor) return reply.code(401).send({ reason: 'logged-out', detail: {} })
  const { name, form, rule, target, area, make } = wanted(actor)
  const noticed = noticing(house.vault)
  const asker = opened(rule, actor, target)
  const made =
    asker && (await house.asAsker(asker, (tx) => make(tx, { actor: asker, now: house.now(), vault: noticed.vault })))
  if (!made) return reply.code(404).send({ reason: 'unknown', detail: {} })
  const { paper, shows } = made
  const file = Buffer.isBuffer(paper) ? paper : await (form === 'docx' ? writeDocx(paper) : writeXlsx(paper))
  const { persons = [], households = [] } = shows === 'nobody' ? {} : shows
  const shown = { persons: [...persons, ...noticed.persons()], households }
  await house.seen(request, `export-${name}`, area ?? actor.tenant, shown)
  return reply
    .header('content-type', form === 'docx' ? docxType : xlsxType)
    .header('content-disposition', `attachment; filename="${name}.${form}"`)
    .header('cache-control', 'no-store')
    .send(file)
}
