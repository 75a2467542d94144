// A sheet as it goes from the reading thread to the desk and is kept there: rows written together into buffers that are
// handed over, not copied. As cells they would be ten times as large.
import type { HiddenRows, Merge, Row, Sheet } from './table.ts'

/** Rows in one buffer: what is read again to see one. */
const chunkRows = 500

/** What travels between threads; the buffers are transferred. */
export interface Packed {
  readonly name: string
  readonly hidden?: boolean
  readonly hiddenRows?: HiddenRows
  readonly merges: readonly Merge[]
  readonly rows: number
  readonly cells: number
  readonly chunks: Uint8Array<ArrayBuffer>[]
}

/** Empties the sheet as it goes, so that it is never held twice. */
export function pack({ name, rows, merges, hidden, hiddenRows }: Sheet): Packed {
  const encoder = new TextEncoder()
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let cells = 0
  const count = rows.length
  rows.reverse()
  while (rows.length > 0) {
    const chunk = rows.splice(-chunkRows).reverse()
    cells += chunk.reduce((sum, row) => sum + row.cells.length, 0)
    // Buffers of their own length, for the whole of one is transferred.
    chunks.push(encoder.encode(JSON.stringify(chunk)).slice())
  }
  return { name, merges, rows: count, cells, chunks, ...(hidden && { hidden }), ...(hiddenRows && { hiddenRows }) }
}

export class KeptRows implements Iterable<Row> {
  readonly length: number
  readonly #chunks: Uint8Array[]

  constructor({ rows, chunks }: Pick<Packed, 'rows' | 'chunks'>) {
    this.length = rows
    this.#chunks = chunks
  }

  *[Symbol.iterator](): Generator<Row> {
    for (const chunk of this.#chunks) yield* opened(chunk)
  }

  /** Rows by their place, as of an array. They are copies: what is changed is put back by `change`. */
  slice(from: number, to = this.length): Row[] {
    const rows: Row[] = []
    for (let at = Math.floor(from / chunkRows); at < this.#chunks.length && at * chunkRows < to; at++)
      rows.push(...opened(this.#chunks[at]).slice(Math.max(0, from - at * chunkRows), to - at * chunkRows))
    return rows
  }

  /** Changes the row of this number in the file. @returns whether there is one */
  change(number: number, change: (row: Row) => void): boolean {
    for (const [at, chunk] of this.#chunks.entries()) {
      const rows = opened(chunk)
      const row = rows.find((each) => each.number === number)
      if (!row) continue
      change(row)
      this.#chunks[at] = Buffer.from(JSON.stringify(rows))
      return true
    }
    return false
  }
}

export interface KeptSheet {
  readonly name: string
  readonly hidden?: boolean
  readonly hiddenRows?: HiddenRows
  readonly merges: readonly Merge[]
  readonly cells: number
  readonly rows: KeptRows
}

export const unpack = (packed: Packed): KeptSheet => ({
  name: packed.name,
  ...(packed.hidden && { hidden: packed.hidden }),
  ...(packed.hiddenRows && { hiddenRows: packed.hiddenRows }),
  merges: packed.merges,
  cells: packed.cells,
  rows: new KeptRows(packed),
})

const opened = (chunk: Uint8Array) => JSON.parse(new TextDecoder().decode(chunk)) as Row[]
