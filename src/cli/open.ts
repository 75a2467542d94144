// A house for the length of one command: its own PostgreSQL, or the one that a serving Muster has running on the same
// data folder.
import path from 'node:path'
import pg from 'pg'
import type { Actor } from '#domain/kernel/actor.ts'
import { isArea, levelOf } from '#domain/kernel/area.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import { startEngine, type Engine } from '#server/engine.ts'
import { openHouse, type House } from '#server/house.ts'

/** Whoever runs the command line on this machine; stands in the journal as the account that gave the command. */
const commandLineAccount: Id = '00000000-0000-8000-8000-000000000001'

/** Works on the whole county: whoever can run this can read the data folder. */
export const commandLineActor = (tenant: Tenant): Actor => ({
  tenant,
  account: commandLineAccount,
  grants: [{ role: 'administrator', area: tenant }],
})

/** `DATA_DIR`, else `.muster` in the project. */
export const dataDir = (): string =>
  path.resolve(process.env.DATA_DIR || path.join(import.meta.dirname, '../../.muster'))

/** Said to the user as it is, without a trail of files. */
export class Told extends Error {}

/** Prints why a command failed. @returns the exit code */
export function failed(name: string, error: unknown): number {
  const text = error instanceof Told || !process.env.MUSTER_DEBUG ? (error as Error).message : (error as Error).stack
  process.stderr.write(`${name}: ${text}\n`)
  return 1
}

/** PostgreSQL for one command. @param name of the command, for messages */
export async function withEngine(name: string, work: (engine: Engine) => Promise<number>): Promise<number> {
  let engine: Engine | undefined
  try {
    engine = await startEngine({
      dataDir: dataDir(),
      log: (line) => process.env.MUSTER_DEBUG && process.stderr.write(`${name}: ${line}\n`),
    })
    return await work(engine)
  } catch (error) {
    return failed(name, error)
  } finally {
    await engine?.stop()
  }
}

/** A connection above every policy: for what proves and keeps, never for what a person asked to see. */
export async function asOwner<T>(engine: Engine, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client(engine.owner)
  await owner.connect()
  try {
    return await work(owner)
  } finally {
    await owner.end()
  }
}

/**
 * Opens the house for one command. Timers stay with the server: what falls due now is done by it, or at its next start.
 */
export function withHouse(name: string, work: (house: House) => Promise<number>): Promise<number> {
  return withEngine(name, async (engine) => {
    const house = await openHouse({
      owner: engine.owner,
      app: engine.app,
      dataDir: dataDir(),
      timers: false,
      log: (message, error) =>
        process.stderr.write(`${name}: ${message}${error === undefined ? '' : ` ${String(error)}`}\n`),
    })
    try {
      return await work(house)
    } finally {
      await house.stop()
    }
  })
}

/**
 * The county that a command is about: the one named, or the only one there is.
 * @param given `140729`, or `140729=灵石县` to open it where it is not open yet
 */
export async function countyOf(house: House, given: string | undefined): Promise<Tenant> {
  const [code, name] = given?.split('=', 2) ?? []
  if (code !== undefined && (!isArea(code) || levelOf(code) !== 'county'))
    throw new Told(`“${code}” 不是县级区划代码（六位数字）· is not a county's code (six digits)`)
  const open = await house.gate.counties()
  if (code === undefined) {
    if (open.length === 1) return open[0].tenant
    throw new Told(
      open.length === 0
        ? '还没有开通任何县：请先运行 muster serve 完成首次设置，或用 --county 140729=灵石县 开通 · No county is ' +
            'open yet: run muster serve and set it up, or open one with --county 140729=灵石县'
        : '请用 --county 指明是哪个县 · Say which county with --county: ' +
            `${open.map((county) => `${county.tenant} ${county.name}`).join(', ')}`,
    )
  }
  if (name) await house.gate.openCounty(code, name)
  else if (!open.some((county) => county.tenant === code))
    throw new Told(
      `${code} 还没有开通；用 --county ${code}=名称 开通 · is not open yet; open it with --county ${code}=NAME`,
    )
  return code
}
