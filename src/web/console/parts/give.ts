// Giving commands from the console: sent at once, repeated with the same id when the way was broken, answered in words.
import { signal } from '@preact/signals'
import type { Envelope, Receipt } from '#domain/kernel/envelope.ts'
import { type Answer, send } from '#web/api/api.ts'
import type { CommandOf, RoomName } from '#web/api/contract.ts'
import { noticed } from '#web/console/session/expired.ts'
import { newId } from '#web/api/ids.ts'
import { problemText } from '#web/ui/note.tsx'
import { t, whyRefusedBy } from '#web/ui/words.ts'

/**
 * A desktop has a person waiting before it: a few quick tries, then they are told. The same id makes each try harmless.
 */
const TRIES_MAX = 3
const TRY_AGAIN_MS = 800
/** The door takes so many envelopes in one call. */
const BATCH_MAX = 500

/** Orders on their way, for the busy mark in the shell. */
export const underWay = signal(0)

export function envelope<Room extends RoomName>(
  room: Room,
  stream: string,
  command: CommandOf<Room>,
  id = newId(),
): Envelope {
  return { id, room, stream, at: Date.now(), command }
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

async function sendSurely(batch: readonly Envelope[]): Promise<Answer<readonly Receipt[]>> {
  let answer = noticed(await send(batch))
  for (
    let tries = 1;
    tries < TRIES_MAX && !answer.ok && (answer.why === 'offline' || answer.why === 'slow' || answer.why === 'busy');
    tries++
  ) {
    await pause(TRY_AGAIN_MS * tries)
    answer = noticed(await send(batch))
  }
  return answer
}

/** Gives orders in batches; stops at the first batch that cannot be delivered, whose orders then have no receipt. */
export async function giveAll(
  envelopes: readonly Envelope[],
  progress?: (done: number) => void,
): Promise<Answer<readonly Receipt[]>> {
  underWay.value += 1
  try {
    const receipts: Receipt[] = []
    for (let from = 0; from < envelopes.length; from += BATCH_MAX) {
      const answer = await sendSurely(envelopes.slice(from, from + BATCH_MAX))
      if (!answer.ok) return answer
      receipts.push(...answer.body)
      progress?.(receipts.length)
    }
    return { ok: true, body: receipts }
  } finally {
    underWay.value -= 1
  }
}

export type Outcome =
  | { readonly ok: true; readonly answer?: unknown; readonly receipt: Receipt }
  | {
      readonly ok: false
      readonly text: string
      /** The door answered: the same id would get the same answer, so a changed order needs a new one. */
      readonly judged: boolean
    }

/** What a receipt says, as a sentence; undefined when all is well. */
export function receiptTrouble(room: string, receipt: Receipt): string | undefined {
  if (receipt.status === 'accepted') return undefined
  if (receipt.status === 'refused') return whyRefusedBy(room, receipt.reason, receipt.detail)
  return t(`kernel.status.${receipt.status}`)
}

/** Gives one order and says how it went. */
export async function give<Room extends RoomName>(
  room: Room,
  stream: string,
  command: CommandOf<Room>,
  id?: string,
): Promise<Outcome> {
  const answer = await giveAll([envelope(room, stream, command, id)])
  if (!answer.ok) return { ok: false, text: problemText(answer), judged: false }
  const receipt = answer.body[0]
  const trouble = receiptTrouble(room, receipt)
  return trouble === undefined
    ? { ok: true, receipt, answer: receipt.status === 'accepted' ? receipt.answer : undefined }
    : { ok: false, text: trouble, judged: receipt.status !== 'busy' }
}
