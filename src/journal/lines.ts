// Group commit: commands that wait are taken together into one transaction, a county after its own order. While one
// group is being written the next gathers.
// (Group commit: DeWitt et al., "Implementation techniques for main memory database systems", 1984.)
import type { Tenant } from '#domain/kernel/ids.ts'

export interface Waiting<Item, Answer> {
  readonly item: Item
  resolve(answer: Answer): void
  reject(error: unknown): void
}

export interface LinesOptions<Item, Answer> {
  /** Does a whole group in one transaction; throws when nothing of it was done. */
  commit(tenant: Tenant, items: readonly Item[]): Promise<readonly Answer[]>
  /** What is answered for an item that failed alone. */
  failed(item: Item, error: unknown): Answer | Promise<Answer>
  readonly groupMax: number
  readonly waitingMax: number
}

/** Thrown when too much waits: the sender is asked to come again. */
export class Full extends Error {}

/** Lines of waiting items, one a county. */
export class Lines<Item, Answer> {
  readonly #options: LinesOptions<Item, Answer>
  readonly #lines = new Map<Tenant, (Waiting<Item, Answer>[] | (() => Promise<void>))[]>()
  readonly #running = new Map<Tenant, Promise<void>>()
  #waiting = 0

  constructor(options: LinesOptions<Item, Answer>) {
    this.#options = options
  }

  get waiting(): number {
    return this.#waiting
  }

  /** @throws Full */
  push(tenant: Tenant, item: Item): Promise<Answer> {
    if (this.#waiting >= this.#options.waitingMax) return Promise.reject(new Full('too many commands wait'))
    this.#waiting += 1
    return new Promise((resolve, reject) => {
      const line = this.#line(tenant)
      const last = line.at(-1)
      const waiting = { item, resolve, reject }
      if (Array.isArray(last) && last.length < this.#options.groupMax) last.push(waiting)
      else line.push([waiting])
      this.#run(tenant)
    })
  }

  /** Work of its own transaction, in the county's order: an import, all or nothing. @throws Full */
  alone<T>(tenant: Tenant, work: () => Promise<T>): Promise<T> {
    if (this.#waiting >= this.#options.waitingMax) return Promise.reject(new Full('too many commands wait'))
    return new Promise((resolve, reject) => {
      this.#line(tenant).push(() => work().then(resolve, reject))
      this.#run(tenant)
    })
  }

  /** Resolves when everything pushed so far is answered. */
  async drained(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values())
  }

  #line(tenant: Tenant) {
    let line = this.#lines.get(tenant)
    if (!line) this.#lines.set(tenant, (line = []))
    return line
  }

  #run(tenant: Tenant): void {
    if (this.#running.has(tenant)) return
    // Begun a turn later: all that arrives in this one shares the first group.
    const run = (async () => {
      await new Promise(setImmediate)
      for (let next = this.#line(tenant).shift(); next; next = this.#line(tenant).shift()) {
        if (Array.isArray(next)) await this.#group(tenant, next)
        else await next()
      }
      this.#lines.delete(tenant)
      this.#running.delete(tenant)
    })()
    this.#running.set(tenant, run)
  }

  async #group(tenant: Tenant, group: readonly Waiting<Item, Answer>[]): Promise<void> {
    try {
      const answers = await this.#options.commit(
        tenant,
        group.map((one) => one.item),
      )
      this.#waiting -= group.length
      group.forEach((one, at) => one.resolve(answers[at]))
    } catch (error) {
      if (group.length === 1) {
        this.#waiting -= 1
        try {
          group[0].resolve(await this.#options.failed(group[0].item, error))
        } catch (worse) {
          group[0].reject(worse)
        }
        return
      }
      // One of them failed: halves find it in a few transactions, and all others are done.
      const half = group.length >> 1
      await this.#group(tenant, group.slice(0, half))
      await this.#group(tenant, group.slice(half))
    }
  }
}
