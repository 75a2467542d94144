// Long lists go to a round in pieces that the door takes; how far it is is told, and the first trouble ends it.
import type { OperationCommand } from '#domain/operation/commands.ts'
import { chunkMax } from '#domain/operation/terms.ts'
import { envelope, giveAll, receiptTrouble } from '#web/console/parts/give.ts'
import { problemText } from '#web/ui/note.tsx'

/**
 * Gives commands one after another.
 * @returns the first trouble in words; undefined when all were accepted. What went before it stands: giving the same
 * again changes nothing there
 */
export async function giveInTurn(
  orders: readonly (readonly [stream: string, command: OperationCommand])[],
  progress?: (done: number) => void,
): Promise<string | undefined> {
  for (const [at, [stream, command]] of orders.entries()) {
    const answer = await giveAll([envelope('operation', stream, command)])
    if (!answer.ok) return problemText(answer)
    const trouble = receiptTrouble('operation', answer.body[0])
    if (trouble !== undefined) return trouble
    progress?.(at + 1)
  }
  return undefined
}

/** A list in pieces of at most as many rows as one command holds. */
export function inPieces<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / chunkMax) }, (_, at) =>
    rows.slice(at * chunkMax, (at + 1) * chunkMax),
  )
}
