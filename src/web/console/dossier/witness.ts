// Witnessing the log from this machine: a key made here that never leaves it, and the last checkpoint it signed. It
// signs only what continues that.
import { base64, fromBase64 } from '#domain/kernel/proof/bytes.ts'
import { readCheckpoint } from '#domain/kernel/proof/checkpoint.ts'
import { publicKeyOf, signEd25519 } from '#domain/kernel/proof/ed25519.ts'
import { cosigned, readKey, readNote, verdictOf } from '#domain/kernel/proof/note.ts'
import { isConsistent } from '#domain/kernel/proof/tree.ts'
import type { LogAnswer } from '#rooms/dossier/proofs.ts'
import { give } from '#web/console/parts/give.ts'
import { ask } from '#web/api/api.ts'
import { problemText } from '#web/ui/note.tsx'
import { t } from '#web/ui/words.ts'

interface Memory {
  readonly seed: string
  readonly vkey?: string
  readonly size?: number
  readonly root?: string
}

const keyOf = (witness: string) => `muster-witness ${witness}`

function remembered(witness: string): Memory {
  const kept = localStorage.getItem(keyOf(witness))
  if (kept) return JSON.parse(kept) as Memory
  const fresh: Memory = { seed: base64(crypto.getRandomValues(new Uint8Array(32))) }
  localStorage.setItem(keyOf(witness), JSON.stringify(fresh))
  return fresh
}

/** What is wrong with this log, seen from here; undefined when it continues what was signed before. */
async function wrongWith(memory: Memory, log: LogAnswer): Promise<string | undefined> {
  const note = readNote(log.note)
  const key = readKey(log.vkey)
  const checkpoint = note && readCheckpoint(note.text)
  if (
    !note ||
    !key ||
    !checkpoint ||
    !verdictOf(note, key).signed ||
    (memory.vkey !== undefined && memory.vkey !== log.vkey)
  )
    return t('dossier.witness.other-key')
  if (memory.size === undefined || memory.root === undefined || memory.size === 0) return undefined
  if (checkpoint.size < memory.size) return t('dossier.witness.shrunk')
  const growth = await ask('log-growth', { old: memory.size, size: checkpoint.size })
  if (!growth.ok) return problemText(growth)
  const proof = growth.body.proof.map((hash) => fromBase64(hash) ?? new Uint8Array(0))
  return isConsistent(memory.size, fromBase64(memory.root)!, checkpoint.size, checkpoint.root, proof)
    ? undefined
    : t('dossier.witness.rewritten')
}

/** @param witness unit's id or area's code @returns what to tell, and whether it is good */
export async function witnessNow(witness: string): Promise<{ readonly good: boolean; readonly text: string }> {
  const memory = remembered(witness)
  const seed = fromBase64(memory.seed)!
  const answer = await ask('log-state')
  if (!answer.ok) return { good: false, text: problemText(answer) }
  const log = answer.body
  const wrong = await wrongWith(memory, log)
  if (wrong !== undefined) return { good: false, text: wrong }
  const key = base64(publicKeyOf(seed))
  if (log.witnesses.find((one) => one.witness === witness)?.key !== key) {
    const enrolled = await give('dossier', `witness/${witness}`, { type: 'enrol-witness', key })
    if (!enrolled.ok) return { good: false, text: enrolled.text }
  }
  if (log.size === 0) return { good: true, text: t('dossier.witness.empty') }
  const seconds = Math.floor(Date.now() / 1000)
  const signature = base64(signEd25519(seed, cosigned(readNote(log.note)!.text, seconds)))
  const signed = await give('dossier', `witness/${witness}`, { type: 'cosign', size: log.size, seconds, signature })
  if (!signed.ok) return { good: false, text: signed.text }
  localStorage.setItem(
    keyOf(witness),
    JSON.stringify({ ...memory, vkey: log.vkey, size: log.size, root: log.root } satisfies Memory),
  )
  return { good: true, text: t('dossier.witness.done', { n: log.size }) }
}
