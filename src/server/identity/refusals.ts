// What was refused and guessed at stands in the access log too, with the address it came from: whoever asks for what is
// not theirs, or tries codes, is seen. A flood of it is one row a minute.
import type { AccessLog, Look } from './access-log.ts'

/** The same by the same is written again after so long. */
const againMs = 60_000
const rememberedMax = 20_000

export class Refusals {
  readonly #log: AccessLog
  readonly #written = new Map<string, number>()

  constructor(log: AccessLog) {
    this.#log = log
  }

  /** Resolves when it is durable, or when nothing was due. */
  async note(look: Omit<Look, 'persons' | 'households'>): Promise<void> {
    const who = look.account === '' ? look.source : look.account
    const key = `${look.tenant} ${who} ${look.what}`
    if (look.at - (this.#written.get(key) ?? -Infinity) < againMs) return
    this.#written.delete(key)
    this.#written.set(key, look.at)
    if (this.#written.size > rememberedMax) this.#written.delete(this.#written.keys().next().value!)
    await this.#log.note(look)
  }
}
