// Renews the file of keys beside the backups while the house serves: whoever was erased is unreadable in every older
// backup within hours, whether or not anybody thinks of it.
/** Half the 24 hours within which backups too must follow an erasure, so that one failed write is made good in time. */
const renewMs = 12 * 3_600_000
/** After a failure: a full disk or an unplugged drive is tried again while there is time. */
const againMs = 15 * 60_000

export interface KeysFileParts {
  /** Writes the file whole. */
  write(): Promise<unknown>
  trouble(message: string, error: unknown): void
}

export class KeysFile {
  readonly #parts: KeysFileParts
  #timer: ReturnType<typeof setTimeout> | undefined
  #writing: Promise<void> | undefined
  #stopped = false

  constructor(parts: KeysFileParts) {
    this.#parts = parts
  }

  /** Writes now, and again for as long as the house serves. */
  start(): void {
    this.#writing = this.#parts
      .write()
      .then(
        () => renewMs,
        (error: unknown) => {
          this.#parts.trouble(
            '钥匙文件没有写成，十五分钟后再试 · the file of keys was not written; trying again in 15 minutes',
            error,
          )
          return againMs
        },
      )
      .then((wait) => {
        if (!this.#stopped) this.#timer = setTimeout(() => this.start(), wait)
      })
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#writing
  }
}
