// Receipts of one notice, kept so that one signature copies a handful of them and not all.
import type { Id } from '../kernel/ids.ts'

/** When it was signed for; null while it was not. */
type Bucket = ReadonlyMap<Id, number | null>
export type Receipts = readonly Bucket[]

const buckets = 256
export const noReceipts: Receipts = Array.from({ length: buckets }, () => new Map())

/** UUIDs end in chance. */
const bucketOf = (id: Id) => Number.parseInt(id.slice(-2), 16)

/** Undefined for who was not told. */
export const findReceipt = (receipts: Receipts, id: Id): number | null | undefined => receipts[bucketOf(id)]?.get(id)

export function withReceipts(receipts: Receipts, changes: readonly (readonly [Id, number | null])[]): Receipts {
  const next = [...receipts]
  const copied = new Map<number, Map<Id, number | null>>()
  for (const [id, at] of changes) {
    const bucket = bucketOf(id)
    let own = copied.get(bucket)
    if (!own) copied.set(bucket, (next[bucket] = own = new Map(receipts[bucket])))
    own.set(id, at)
  }
  return next
}

/** Who has not signed, in a steady order. */
export const unsigned = (receipts: Receipts): Id[] =>
  receipts.flatMap((bucket) => [...bucket].flatMap(([id, at]) => (at === null ? [id] : []))).sort()
