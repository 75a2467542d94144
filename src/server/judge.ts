// Judges one batch of commands inside a transaction: facts for all at once, then each by its room, in order. Decides
// nothing itself and writes nothing.
import { allowed, type Actor } from '#domain/kernel/actor.ts'
import type { PrivateRecord } from '#domain/kernel/decider.ts'
import type { Command, Envelope, Instant, Receipt } from '#domain/kernel/envelope.ts'
import type { Drafted } from '#journal/append.ts'
import type { Kept } from '#journal/states.ts'
import type { Tx, VaultReader } from '#journal/view.ts'
import type { Judge } from '#rooms/room.ts'

/** A command that has passed the door's schema. */
export interface Parsed {
  readonly envelope: Envelope
  readonly actor: Actor
  readonly judge: Judge
  readonly command: Command
  /** What the same id must have again. */
  readonly digest: string
  /** What its facts depend on beyond its stream. */
  readonly keys: readonly string[]
}

export interface Judged {
  readonly parsed: Parsed
  /** Sequence and version are filled in when the events stand in the journal. */
  readonly receipt: Receipt
  readonly drafted: readonly Drafted[]
  readonly records: readonly PrivateRecord[]
}

/** @param states the batch's streams; changed in place as events are folded */
export function judge(
  batch: readonly Parsed[],
  states: Map<string, Kept>,
  facts: ReadonlyMap<Parsed, unknown>,
  now: Instant,
): Judged[] {
  return batch.map((parsed) => {
    const {
      envelope: { id, stream, at },
      actor,
      judge: { room },
      command,
    } = parsed
    const answer = (receipt: Receipt, drafted: readonly Drafted[] = [], records: readonly PrivateRecord[] = []) => ({
      parsed,
      receipt,
      drafted,
      records,
    })
    const kept = states.get(stream)!
    const target = room.target(kept.state, command, facts.get(parsed), stream)
    // The forbidden and the non-existing are answered alike.
    if (!target || !allowed(room.may[command.type], actor, target)) return answer({ id, status: 'unknown' })
    const decision = room.decide(kept.state, command, facts.get(parsed), { actor, now, id, at })
    if ('refused' in decision)
      return answer({
        id,
        status: 'refused',
        reason: decision.refused,
        ...(decision.detail && { detail: decision.detail }),
      })
    let { version, state } = kept
    const drafted = decision.events.map((event): Drafted => {
      state = room.evolve(state, event)
      return {
        stream,
        version: (version += 1),
        event,
        at: now,
        by: actor.account,
        command: id,
        area: target.area ?? null,
      }
    })
    states.set(stream, { version, state })
    return answer(
      {
        id,
        status: 'accepted',
        sequence: 0,
        version,
        ...(decision.answer !== undefined && { answer: decision.answer }),
      },
      drafted,
      decision.records,
    )
  })
}

/** Facts for a batch, room by room. */
export async function findFacts(
  tx: Tx,
  batch: readonly Parsed[],
  now: Instant,
  vault: VaultReader,
): Promise<Map<Parsed, unknown>> {
  const byJudge = new Map<Judge, Parsed[]>()
  for (const parsed of batch) {
    const own = byJudge.get(parsed.judge)
    if (own) own.push(parsed)
    else byJudge.set(parsed.judge, [parsed])
  }
  const facts = new Map<Parsed, unknown>()
  for (const [one, own] of byJudge) {
    const asked = own.map(({ envelope: { id, stream, at }, command, actor }) => ({
      id,
      stream,
      command,
      actor,
      at,
      now,
    }))
    const found = await one.finder.find(tx, asked, vault)
    own.forEach((parsed, at) => facts.set(parsed, found[at]))
  }
  return facts
}

/** Batches in a transaction: commands of one group whose facts depend on each other are judged one after the other. */
export function batchesOf<
  P extends { readonly envelope: { readonly stream: string }; readonly keys: readonly string[] },
>(commands: readonly P[], batchMax: number): P[][] {
  // By stream and by key, the last batch that touched it. A stream's commands keep their order; a key's never share a
  // batch.
  const lastStream = new Map<string, number>()
  const lastKey = new Map<string, number>()
  const batches: P[][] = []
  for (const parsed of commands) {
    const { stream } = parsed.envelope
    let at = Math.max(lastStream.get(stream) ?? 0, (lastKey.get(stream) ?? -1) + 1)
    for (const key of parsed.keys) at = Math.max(at, (lastKey.get(key) ?? -1) + 1, (lastStream.get(key) ?? -1) + 1)
    while ((batches[at]?.length ?? 0) >= batchMax) at += 1
    ;(batches[at] ??= []).push(parsed)
    lastStream.set(stream, at)
    for (const key of parsed.keys) lastKey.set(key, at)
  }
  return batches
}
