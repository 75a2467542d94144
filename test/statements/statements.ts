// Every SQL statement that a source file can send, as it is sent: its literals are found by the parser, and what they
// are put together from is worked out by the module itself, loaded with the writing of expression.ts at its end.
import { registerHooks } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from '../tidy/source.ts'
import { Writer } from './expression.ts'
import { parse, textOf } from './sources.ts'

export interface Statement {
  readonly file: string
  /** As it stands in the source, up to its first hole: what it is known by. */
  readonly as: string
  /** Every form it can have; empty when no form can be worked out. */
  readonly forms: readonly string[]
  /** Why not. */
  readonly unknown?: string
}

/** Statements of one place have no more forms than this. */
const formsMax = 2_000

/** The source with a list of what it says in SQL at its end. */
function withStatements(file: string): string {
  const parsed = parse(file)
  const writer = new Writer(parsed)
  const thunks = parsed.found.map((one) => `({ either, choose, pick, each, unknown }) => ${writer.write(one)}`)
  return `${parsed.text}\nexport const statementsOfThis = [\n${thunks.join(',\n')}\n]\n`
}

const asked = '?statements'
registerHooks({
  load(url, context, next) {
    if (!url.endsWith(asked)) return next(url, context)
    const file = path.relative(root, new URL(url).pathname)
    return { format: 'module-typescript', source: withStatements(file), shortCircuit: true }
  },
})

class Unknown extends Error {}
type Way<T = unknown> = () => T
/** `at`: the place in the source where there is a choice; in one telling it is made once. */
interface Runner {
  /** By the condition where it is known, else both. */
  either(at: number, test: Way, one: Way, other: Way): unknown
  /** The first that is known, else each of the others. */
  choose(at: number, first: readonly Way[], others: readonly Way[]): unknown
  /** A part by its key, or each part where the key is not known. */
  pick(at: number, of: Way<Record<PropertyKey, unknown>>, key: Way<PropertyKey>): unknown
  each(at: number, of: Way<Iterable<unknown>>): unknown
  unknown(name: string): never
}
type Thunk = (runner: Runner) => string

/** Goes one way at each choice; told again, the next way, until all have been gone. */
class Walk implements Runner {
  private way: { at: number; readonly of: number; closed?: boolean }[] = []
  private step = 0
  private chosen = new Map<number, number>()

  /** Begins at the start again. @returns false when every way has been gone */
  next(): boolean {
    this.way = this.way.slice(0, this.step)
    this.step = 0
    this.chosen = new Map()
    while (this.way.length > 0 && this.way[this.way.length - 1].at + 1 === this.way[this.way.length - 1].of)
      this.way.pop()
    if (this.way.length === 0) return false
    this.way[this.way.length - 1].at += 1
    return true
  }

  private readonly any = (at: number, ways: readonly Way[]): unknown => {
    if (ways.length === 0) throw new Unknown('nothing to choose from')
    let index = this.chosen.get(at)
    if (index === undefined) {
      index = (this.way[this.step++] ??= { at: 0, of: ways.length }).at
      this.chosen.set(at, index)
    }
    return ways[index]()
  }
  /** What one way brings, or the other where something in the first is not known: then the first is not gone again. */
  private readonly known = (one: Way, otherwise: Way): unknown => {
    const step = this.step++
    const here = (this.way[step] ??= { at: 0, of: 1 })
    const chosen = new Map(this.chosen)
    if (!here.closed)
      try {
        return one()
      } catch (error) {
        if (!(error instanceof Unknown)) throw error
        here.closed = true
        this.chosen = chosen
        this.way.length = this.step = step + 1
      }
    return otherwise()
  }

  either = (at: number, test: Way, one: Way, other: Way) =>
    (
      this.known(
        () => (test() ? one : other),
        () => () => this.any(at, [one, other]),
      ) as Way
    )()
  choose = (at: number, first: readonly Way[], others: readonly Way[]) =>
    first.length > 0 ? this.known(first[0], () => this.any(at, others)) : this.any(at, others)
  pick = (at: number, of: Way<Record<PropertyKey, unknown>>, key: Way<PropertyKey>) => {
    const whole = of()
    return this.known(
      () => whole[key()],
      () =>
        this.any(
          at,
          Object.values(whole).map((one) => () => one),
        ),
    )
  }
  each = (at: number, of: Way<Iterable<unknown>>) =>
    this.any(
      at,
      [...of()].map((one) => () => one),
    )
  unknown = (name: string): never => {
    throw new Unknown(name)
  }
}

/** Every text that a statement can be. */
function formsOf(thunk: Thunk): Pick<Statement, 'forms' | 'unknown'> {
  const forms = new Set<string>()
  const walking = new Walk()
  let unknown: string | undefined
  for (let n = 0; n < formsMax; n += 1) {
    try {
      forms.add(thunk(walking))
    } catch (error) {
      unknown ??= (error as Error).message
    }
    if (!walking.next()) return { forms: [...forms], unknown }
  }
  return { forms: [...forms], unknown: `more than ${formsMax} forms` }
}

/** What a file asks that reads neither as a statement with a plan nor as an order. */
export const unread = (file: string): readonly string[] => parse(file).unread

/** Statements of one file, in their order. */
export async function statementsOf(file: string): Promise<Statement[]> {
  const { found } = parse(file)
  if (found.length === 0) return []
  const loaded = (await import(`${pathToFileURL(path.join(root, file)).href}${asked}`)) as {
    statementsOfThis: readonly Thunk[]
  }
  return loaded.statementsOfThis.map((thunk, at) => ({
    file,
    as: textOf(found[at].node)!.split(' ? ')[0].trim().replace(/\s+/g, ' ').slice(0, 60),
    ...formsOf(thunk),
  }))
}
