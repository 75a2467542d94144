// Checkpoints (C2SP tlog-checkpoint): which log, how many leaves, which root.
import { base64, fromBase64 } from './bytes.ts'

export interface Checkpoint {
  readonly origin: string
  readonly size: number
  /** 32 bytes. */
  readonly root: Uint8Array
}

/** The note's text: three lines. */
export const writeCheckpoint = ({ origin, size, root }: Checkpoint): string => `${origin}\n${size}\n${base64(root)}\n`

/** Reads a note's text; extension lines are allowed and left alone. */
export function readCheckpoint(text: string): Checkpoint | undefined {
  if (!text.endsWith('\n')) return undefined
  const [origin, size, encoded, ...more] = text.slice(0, -1).split('\n')
  if (!origin || !/^(0|[1-9]\d{0,15})$/.test(size ?? '') || encoded === undefined || more.some((line) => line === ''))
    return undefined
  const root = fromBase64(encoded)
  const leaves = Number(size)
  return root?.length === 32 && Number.isSafeInteger(leaves) ? { origin, size: leaves, root } : undefined
}
