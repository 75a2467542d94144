// Reads a backup's inside as a line of JSON here and a run of copy lines there, without holding more than a piece of
// it.
import { createHash } from 'node:crypto'

const END = Buffer.from('\\.\n')
const NEWLINE = 10
/** A line of JSON is a header or a table's name: far below this. */
const lineBytesMax = 1_000_000

export class Damaged extends Error {}

/** Pulls from a stream of bytes. */
export class BackupReader {
  readonly #chunks: AsyncIterator<Buffer>
  readonly #hash = createHash('sha256')
  #held: Buffer = Buffer.alloc(0)

  constructor(bytes: AsyncIterable<Buffer>) {
    this.#chunks = bytes[Symbol.asyncIterator]()
  }

  /** @returns false at the end */
  async #more(): Promise<boolean> {
    const next = await this.#chunks.next()
    if (next.done) return false
    this.#held = this.#held.length === 0 ? next.value : Buffer.concat([this.#held, next.value])
    return true
  }

  #take(length: number): Buffer {
    const taken = this.#held.subarray(0, length)
    this.#held = this.#held.subarray(length)
    return taken
  }

  /** The next line as JSON; with the digest of all before it, which the last line must name. */
  async json(): Promise<{ line: Record<string, unknown>; digest: string }> {
    let at: number
    while ((at = this.#held.indexOf(NEWLINE)) < 0)
      if (this.#held.length > lineBytesMax || !(await this.#more())) throw new Damaged('it ends in the middle')
    const digest = this.#hash.copy().digest('hex')
    const bytes = this.#take(at + 1)
    this.#hash.update(bytes)
    try {
      return { line: JSON.parse(bytes.toString('utf8')) as Record<string, unknown>, digest }
    } catch {
      throw new Damaged('a line of it cannot be read')
    }
  }

  /** Copy lines up to the end mark, in pieces of whole lines. */
  async *rows(): AsyncGenerator<Buffer> {
    for (;;) {
      const whole = this.#held.lastIndexOf(NEWLINE) + 1
      const end = this.#endWithin(whole)
      if (end > 0) yield this.#hashed(end)
      if (end < whole) {
        this.#hashed(END.length)
        return
      }
      if (!(await this.#more())) throw new Damaged('it ends in the middle of a table')
    }
  }

  #hashed(length: number): Buffer {
    const taken = this.#take(length)
    this.#hash.update(taken)
    return taken
  }

  /** Where the end mark begins among whole lines; their length where it does not stand there. */
  #endWithin(whole: number): number {
    for (let at = this.#held.indexOf(END); at >= 0 && at < whole; at = this.#held.indexOf(END, at + 1))
      if (at === 0 || this.#held[at - 1] === NEWLINE) return at
    return whole
  }
}
