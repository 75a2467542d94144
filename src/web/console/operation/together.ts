// Long lists go to a round in pieces that the door takes; how far it is is told, and the first trouble ends it.
import type { OperationCommand } from '#domain/operation/commands.ts'
import { chunkMax } from '#domain/operation/terms.ts'
import { useState } from 'preact/hooks'
import { envelope, giveAll, receiptTrouble } from '#web/console/parts/give.ts'
import { announce } from '#web/console/parts/toasts.tsx'
import { problemText } from '#web/ui/note.tsx'

/** Commands with the streams that they are for. */
type Orders = readonly (readonly [stream: string, command: OperationCommand])[]

/**
 * Gives commands one after another.
 * @returns the first trouble in words; undefined when all were accepted. What went before it stands: giving the same
 * again changes nothing there
 */
export async function giveInTurn(orders: Orders, progress?: (done: number) => void): Promise<string | undefined> {
  for (const [at, [stream, command]] of orders.entries()) {
    const answer = await giveAll([envelope('operation', stream, command)])
    if (!answer.ok) return problemText(answer)
    const trouble = receiptTrouble('operation', answer.body[0])
    if (trouble !== undefined) return trouble
    progress?.(at + 1)
  }
  return undefined
}

/** Giving in turn from a form: pieces given so far, while it goes on, and the problem that the last try ended with. */
export function useGiveInTurn(done: () => void) {
  const [given, setGiven] = useState<number>()
  const [problem, setProblem] = useState<string>()
  const give = async (orders: Orders, said: string) => {
    setGiven(0)
    const trouble = await giveInTurn(orders, setGiven)
    setGiven(undefined)
    if (trouble !== undefined) return setProblem(trouble)
    announce(said)
    done()
  }
  return { given, problem, give }
}

/** A list in pieces of at most as many rows as one command holds. */
export function inPieces<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / chunkMax) }, (_, at) =>
    rows.slice(at * chunkMax, (at + 1) * chunkMax),
  )
}
