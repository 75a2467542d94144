// Loads the demo county by the same desk that takes in an office's files; then its communities answer the
// registrations. Loading again changes nothing.
import { asItself, type Actor } from '#domain/kernel/actor.ts'
import type { Envelope } from '#domain/kernel/envelope.ts'
import { uuid8, type Id } from '#domain/kernel/ids.ts'
import type { RegistryCommand } from '#domain/registry/commands.ts'
import { createHash } from 'node:crypto'
import type { StagingHouse } from '#server/imports/staged.ts'
import { Staging } from '#server/imports/staging.ts'
import { drawDemo, demoFiles, demoSeed, type Demo } from './files.ts'

/** One registration in eight still waits, so that the demo has something to accept. */
const waitingShare = 8
/** Answers given in one transaction. */
const answerBatch = 2_000

export interface Loaded {
  readonly file: string
  readonly rows: number
  readonly commands: number
  readonly milliseconds: number
}

/** @param progress told after each file */
export async function loadDemo(
  house: StagingHouse,
  actor: Actor,
  progress: (loaded: Loaded) => void,
  demo: Demo = drawDemo(demoSeed),
): Promise<void> {
  const desk = new Staging(house)
  for (const { name, make } of demoFiles(demo)) {
    const began = performance.now()
    const staged = await desk.upload(actor, name, await make())
    if (!staged.ready)
      throw new Error(`broken promise: ${name} is a list without faults: ${JSON.stringify(staged.summary)}`)
    const { committed } = await desk.commit(actor, staged.id, false)
    desk.discard(actor, staged.id)
    progress({
      file: name,
      rows: staged.summary.rows,
      commands: committed!.commands,
      milliseconds: Math.round(performance.now() - began),
    })
  }
  const began = performance.now()
  const commands = await answer(house, actor)
  progress({ file: '5-报到答复', rows: commands, commands, milliseconds: Math.round(performance.now() - began) })
}

/** Communities accept seven registrations of eight; which ones follows from the registrations' ids alone. */
async function answer(house: StagingHouse, actor: Actor): Promise<number> {
  const { rows } = await house.asAsker(asItself(actor), (tx) =>
    tx.query<{ stream: string; community: string }>(
      `select stream, community
       from registrations
       where tenant = $1 and state = 'asked'
       order by stream`,
      [actor.tenant],
    ),
  )
  const digest = (stream: string, community: string) =>
    createHash('sha256').update(`demo answer\n${stream}\n${community}`).digest()
  const at = house.now()
  const envelopes = rows
    .filter(({ stream, community }) => digest(stream, community)[31] % waitingShare !== 0)
    .map(({ stream, community }): Envelope<RegistryCommand> => ({
      id: uuid8(digest(stream, community)) as Id,
      room: 'registry',
      stream,
      at,
      command: { type: 'accept-registration', community },
    }))
  for (let from = 0; from < envelopes.length; from += answerBatch)
    await house.receiveAll(envelopes.slice(from, from + answerBatch), actor)
  return envelopes.length
}
