// A witness of the log: a unit or a community whose key, kept on its own machine, signs what it has seen of the log.
// One that was shown another log would say so.
import { decided, refused, type Circumstances, type Decision } from '../kernel/decider.ts'
import { fromBase64 } from '../kernel/proof/bytes.ts'
import { verifyEd25519 } from '../kernel/proof/ed25519.ts'
import { cosigned } from '../kernel/proof/note.ts'
import { witnessDriftSeconds } from './terms.ts'
import type { DossierCommand, DossierEvent, DossierReason } from './commands.ts'
import type { Witness, WitnessFacts } from './state.ts'

/** The name under which its signatures stand. */
export const witnessName = (id: string): string => `muster-witness/${id}`

export function decideWitness(
  witness: Witness,
  command: DossierCommand,
  facts: WitnessFacts,
  { now }: Circumstances,
): Decision<DossierEvent, DossierReason> {
  switch (command.type) {
    case 'enrol-witness': {
      if (witness.key === command.key) return refused('already-witness')
      // A key that is no point of the curve could never sign: told now and not at the first checkpoint.
      if (fromBase64(command.key)?.length !== 32) return refused('key-wrong')
      return decided([{ type: 'witness-enrolled', key: command.key, name: witnessName(witness.id), at: now }])
    }
    case 'retire-witness':
      return witness.key === undefined ? refused('not-a-witness') : decided([{ type: 'witness-retired', at: now }])
    case 'cosign': {
      if (witness.key === undefined) return refused('not-a-witness')
      if (facts.checkpoint === undefined) return refused('checkpoint-unknown')
      if (command.size <= witness.size) return refused('already-cosigned')
      if (Math.abs(command.seconds - now / 1000) > witnessDriftSeconds) return refused('clock-wrong')
      const [key, signature] = [fromBase64(witness.key), fromBase64(command.signature)]
      if (!key || !signature || !verifyEd25519(key, cosigned(facts.checkpoint, command.seconds), signature))
        return refused('signature-wrong')
      return decided([
        {
          type: 'checkpoint-cosigned',
          size: command.size,
          name: witnessName(witness.id),
          key: witness.key,
          seconds: command.seconds,
          signature: command.signature,
          at: now,
        },
      ])
    }
    default:
      return refused('not-a-witness')
  }
}

export function evolveWitness(witness: Witness, event: DossierEvent): Witness {
  switch (event.type) {
    // Another key has seen nothing yet.
    case 'witness-enrolled':
      return { ...witness, key: event.key, size: 0 }
    case 'witness-retired':
      return { ...witness, key: undefined }
    case 'checkpoint-cosigned':
      return { ...witness, size: event.size }
    default:
      return witness
  }
}
