// What a staged file is, how it is shown, who may stage one, and why an operation on it is refused.
import { opened, type Actor, type Opened, type Rule } from '#domain/kernel/actor.ts'
import type { Envelope, Receipt } from '#domain/kernel/envelope.ts'
import type { Id } from '#domain/kernel/ids.ts'
import type { RegistryCommand } from '#domain/registry/commands.ts'
import type { Tx, VaultReader } from '#journal/view.ts'
import type { Field, ListKind } from './fields.ts'
import type { Columns, SheetLayout } from './heads.ts'
import type { Plan } from './kept.ts'
import type { KeptSheet } from './packed.ts'
import type { Choice, Summary } from './plan.ts'

/** What staging needs of the house. */
export interface StagingHouse {
  asAsker<T>(actor: Opened, act: (tx: Tx) => Promise<T>): Promise<T>
  readonly vault: VaultReader
  receiveAll(envelopes: readonly Envelope<RegistryCommand>[], actor: Actor): Promise<readonly Receipt[]>
  now(): number
}

export interface Staged {
  readonly id: Id
  readonly actor: { readonly account: Id; readonly tenant: string }
  readonly fileName: string
  /** Fingerprint of the file's bytes. */
  readonly print: string
  readonly at: number
  /** Those that can be seen in the office program. */
  readonly sheets: KeptSheet[]
  /** Sheets of which the heading says what they list. */
  readonly recognised: readonly boolean[]
  readonly hiddenSheets: readonly string[]
  readonly cells: number
  touched: number
  sheet: number
  kind: ListKind
  layout: SheetLayout
  columns: Columns
  fromSaved: boolean
  choices: Map<number, Choice>
  /** What the door refused at the last try, by row. */
  refusals: Map<number, string>
  plan: Plan
  committed?: { readonly commands: number; readonly rows: number; readonly leftOut: number }
  /** The last operation on it; the next begins when it is done. */
  turn: Promise<unknown>
}

/** Why an operation on a staged file is refused; sentences under `import.<reason>`. */
export type DeskRefusal =
  | 'unknown'
  | 'busy'
  | 'too-many-staged'
  | 'not-ready'
  | 'already-committed'
  | 'nothing-to-do'
  | 'door-refused'

export class DeskRefused extends Error {
  readonly reason: DeskRefusal
  readonly detail: Readonly<Record<string, string | number>>
  constructor(reason: DeskRefusal, detail: Readonly<Record<string, string | number>> = {}) {
    super(reason)
    this.reason = reason
    this.detail = detail
  }
}

export interface StagedView {
  readonly id: Id
  readonly fileName: string
  readonly sheets: readonly {
    readonly name: string
    readonly rows: number
    /** Its heading says what it lists: left out, it is told of. */
    readonly recognised: boolean
  }[]
  /** What cannot be seen in the office program and is not taken in. */
  readonly hidden: { readonly sheets: readonly string[]; readonly rows: number; readonly where: string }
  readonly sheet: number
  readonly kind: ListKind
  readonly heads: readonly {
    readonly column: number
    readonly letters: string
    readonly text: string
    readonly samples: readonly string[]
  }[]
  readonly columns: Columns
  readonly fields: readonly { readonly field: Field; readonly required: boolean }[]
  readonly fromSaved: boolean
  readonly summary: Summary
  /** Nothing stands in the way of taking all rows in. */
  readonly ready: boolean
  readonly expiresAt: number
  readonly committed: Staged['committed'] | null
}

/** Who keeps lists; each row is judged again by its own rule. */
const mayImport: Rule = { roles: ['officer', 'dispatcher', 'administrator', 'liaison'], narrowed: true }

/** What the planning of a list may compare it with. @throws where nobody keeps lists here */
export function reader(actor: Actor): Opened {
  const found = opened(mayImport, actor, {})
  if (!found) throw new DeskRefused('unknown')
  return found
}
