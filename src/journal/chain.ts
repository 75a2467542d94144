// The hash chain of a county's journal: each row's hash covers the row before, so that nothing can be changed, added or
// taken out in the middle unnoticed.
import { createHash } from 'node:crypto'

/** A row as it is written: `event` is the very text that stands in the table. */
export interface Line {
  readonly tenant: string
  readonly sequence: number
  readonly stream: string
  readonly version: number
  readonly event: string
  readonly at: number
  readonly by: string
  readonly command: string
  readonly area: string | null
}

/** What the first row's hash covers. */
export const BEGINNING = Buffer.alloc(32)

// Lengths before texts: no two different rows are written alike.
const field = (text: string) => `${text.length}:${text}`

/** SHA-256 over the previous hash and all columns in fixed order. */
export function hashOf(line: Line, previous: Buffer): Buffer {
  const { tenant, sequence, stream, version, event, at, by, command, area } = line
  return createHash('sha256')
    .update(previous)
    .update(
      `${field(tenant)}${sequence};${field(stream)}${version};${at};${field(by)}${field(command)}${field(area ?? '')}${field(event)}`,
    )
    .digest()
}
