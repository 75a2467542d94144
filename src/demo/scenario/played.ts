// A house that is played with: a clock that can be told, commands given by whoever the scenario needs, questions asked
// as the console asks them.
import { asItself, systemActor, type Actor, type Role } from '#domain/kernel/actor.ts'
import type { Command, Envelope, Receipt } from '#domain/kernel/envelope.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import type { House } from '#server/house.ts'
import { questions } from '#server/questions.ts'

/** Commands under way at once, as from so many phones. */
const flight = 2_000
/** How long due commands may take to be carried out before the scenario gives up, milliseconds. */
const patienceMs = 60_000

export type Given = readonly [room: string, stream: string, command: Command & Record<string, unknown>, by?: Id | Actor]

export class Played {
  readonly house: House
  readonly county: Tenant
  /** Every office of the county; the scenario's hand where it does not matter whose. */
  readonly clerk: Actor
  readonly #clock: { now: number }
  readonly #later: number

  /**
   * @param clock the very clock that the house was opened with;
   * @param later by how much the scenario's days are moved,
   * milliseconds
   */
  constructor(house: House, county: Tenant, clock: { now: number }, later = 0) {
    this.#later = later
    this.house = house
    this.county = county
    this.#clock = clock
    const offices: readonly Role[] = ['administrator', 'security', 'officer', 'dispatcher', 'supervisor', 'gridWorker']
    this.clerk = {
      tenant: county,
      account: house.newId(),
      grants: [...systemActor(county).grants, ...offices.map((role) => ({ role, area: county }))],
    }
  }

  get now(): number {
    return this.#clock.now
  }

  /** When a moment of the scenario's own calendar is in this play. */
  on(moment: number): number {
    return moment + this.#later
  }

  /** Moves the clock to an instant and waits until all that fell due was carried out. */
  async until(at: number): Promise<void> {
    this.#clock.now = Math.max(this.#clock.now, at)
    const end = performance.now() + patienceMs
    for (;;) {
      const [{ n }] = await this.rows<{ n: number }>(
        'select count(*)::int as n from due where tenant = $1 and at <= $2',
        [this.county, this.#clock.now],
      )
      if (n === 0) return
      if (performance.now() > end) throw new Error(`${n} due commands were not carried out`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  /** Gives commands, each answered for itself, many at once. @returns receipts in order */
  async give(commands: readonly Given[]): Promise<Receipt[]> {
    const receipts: Receipt[] = []
    for (let from = 0; from < commands.length; from += flight) {
      receipts.push(
        ...(await Promise.all(
          commands
            .slice(from, from + flight)
            .map(([room, stream, command, by]) =>
              this.house.receive(
                this.#envelope(room, stream, command),
                by === undefined ? this.clerk : typeof by === 'string' ? this.person(by) : by,
              ),
            ),
        )),
      )
    }
    return receipts
  }

  /** The same, where each must be accepted. @returns their answers */
  async must(commands: readonly Given[]): Promise<unknown[]> {
    const receipts = await this.give(commands)
    const bad = receipts.findIndex((receipt) => receipt.status !== 'accepted')
    if (bad >= 0)
      throw new Error(`not accepted: ${JSON.stringify(commands[bad]).slice(0, 300)} ${JSON.stringify(receipts[bad])}`)
    return receipts.map((receipt) => (receipt as { answer?: unknown }).answer)
  }

  person(id: Id): Actor {
    return { tenant: this.county, account: id, person: id, grants: [] }
  }

  /** Asks a question of the house as the county's offices. */
  async ask<T>(name: string, params: Readonly<Record<string, unknown>> = {}): Promise<T> {
    const question = questions.find((one) => one.name === name)
    if (!question) throw new Error(`broken promise: ${name} is a question of the house`)
    const { clerk: actor, house } = this
    return (await house.asAsker(asItself(actor), (tx) =>
      question.ask(tx, question.params.parse(params), { actor, now: this.now, vault: house.vault }),
    )) as T
  }

  /** Whoever speaks for a unit. */
  liaison(unit: Id): Actor {
    return { tenant: this.county, account: this.clerk.account, grants: [{ role: 'liaison', area: this.county, unit }] }
  }

  async rows<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.house.asDoor(this.county, async (tx) => (await tx.query<Row>(text, values)).rows)
  }

  #envelope(room: string, stream: string, command: Command): Envelope {
    return { id: this.house.newId(), room, stream, at: this.now, command }
  }
}
