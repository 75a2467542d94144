// Ids of the house's own commands: what follows from events, what couriers say, what the destroyer states. Made under
// the house's key, so that nobody can foresee one and give a command of their own under it (which would make the
// house's a conflict).
import { createHmac, type KeyObject } from 'node:crypto'
import type { Receipt } from '#domain/kernel/envelope.ts'
import { uuid8, type Id } from '#domain/kernel/ids.ts'

/** Ids tried for one command: a second is needed only where somebody had taken the first before ids were keyed. */
const triesMax = 8

/**
 * The same words give the same id in every process and after every restart, so that a second try is harmless.
 * @param key `HouseKeys.own`
 * @param words none may hold a line break: they are told apart by it
 */
export function ownId(key: KeyObject, ...words: readonly (string | number)[]): Id {
  return uuid8(createHmac('sha256', key).update(words.join('\n')).digest())
}

/**
 * An event has as many reactions as it has names; which version of its stream it is tells events of a command apart.
 */
export const reactionId = (key: KeyObject, tenant: string, command: Id, version: number, name: string): Id =>
  ownId(key, 'reaction', tenant, command, version, name)

/** The next id of a command whose own was taken or spoilt. */
export const nextId = (key: KeyObject, id: Id): Id => ownId(key, 'again', id)

/** Gives one of the house's own commands, under the next id where this one is somebody else's. */
export async function giveUnder(key: KeyObject, id: Id, give: (id: Id) => Promise<Receipt>): Promise<Receipt> {
  let receipt = await give(id)
  for (let n = 1; receipt.status === 'conflict' && n < triesMax; n += 1) receipt = await give((id = nextId(key, id)))
  return receipt
}
