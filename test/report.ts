// What a test run says: a line a promise, a line at each file's end with how far the run is, the failures again at the
// end. One file's lines stand together, though several files run at once.
import { inspect } from 'node:util'

export interface FileResult {
  readonly file: string
  readonly passed: number
  /** Names of what did not pass; a test that is skipped has not passed. */
  readonly failed: readonly string[]
  readonly seconds: number
  /** Its lines, as they are printed. */
  readonly text: string
}

interface Reported {
  readonly name: string
  readonly nesting: number
  readonly skip?: string | boolean
  readonly todo?: string | boolean
  readonly details: { readonly duration_ms: number; readonly type?: string; readonly error?: unknown }
}

const indentOf = (nesting: number) => '  '.repeat(nesting)
const indented = (text: string, nesting: number) => text.replace(/^/gm, indentOf(nesting + 1))

/** As much as tells what it was: the whole stands where it happened. */
const repeatedLinesMax = 24
const shortened = (text: string) => text.split('\n').slice(0, repeatedLinesMax).join('\n')

/** The assertion that failed, not the runner's wrapping of it. */
const errorText = (error: unknown) => inspect((error as { cause?: unknown } | undefined)?.cause ?? error, { depth: 12 })

/** Collects what one file says. */
export class FileReport {
  readonly file: string
  readonly #began = performance.now()
  readonly #failed: string[] = []
  readonly #notes: string[] = []
  #passed = 0
  #text = ''
  /** What was last begun or said, for a file that says no more. */
  last = 'its own start'

  constructor(file: string) {
    this.file = file
  }

  get seconds(): number {
    return (performance.now() - this.#began) / 1000
  }

  begun(name: string): void {
    this.last = name
  }

  said(text: string): void {
    this.#text += text
  }

  noted(message: string, nesting: number): void {
    this.#notes.push(message)
    this.#text += `${indentOf(nesting)}ℹ ${message}\n`
  }

  ended(test: Reported, passed: boolean): void {
    const { nesting, details } = test
    const whole = test.name.endsWith(this.file)
    const name = whole ? 'the file itself' : test.name
    const skipped = test.skip !== undefined || test.todo !== undefined
    const fine = passed && !skipped
    this.#text += `${indentOf(nesting)}${fine ? '✔' : '✖'} ${name} (${Math.round(details.duration_ms)} ms)\n`
    // A test of tests is counted by what is in it.
    if (fine && details.type !== 'suite') this.#passed += 1
    const at = this.last
    this.last = `the end of “${name}”`
    if (fine) return
    const why = skipped ? 'skipped' : whole ? this.#endOf(details.error, at) : errorText(details.error)
    this.#text += `${indented(why, nesting)}\n`
    this.#failed.push(`${name}\n${indented(shortened(why), 1)}`)
  }

  /** Why a file failed as a whole, though perhaps each of its tests passed. */
  #endOf(error: unknown, at: string): string {
    const { exitCode, signal } = error as { exitCode?: number; signal?: string }
    return [`its process ended with ${signal ?? exitCode}, at ${at}`, ...this.#notes].join('\n')
  }

  /** @param why what happened to the file as a whole */
  broken(why: string): void {
    this.#text += `✖ ${why}\n`
    this.#failed.push(why)
  }

  result(): FileResult {
    return { file: this.file, passed: this.#passed, failed: this.#failed, seconds: this.seconds, text: this.#text }
  }
}

/** Whole seconds below two minutes, else minutes and seconds. */
export function durationOf(seconds: number): string {
  const whole = Math.round(seconds)
  return whole < 120 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}

/** A file's lines, and where the run stands after it. */
export function fileText({ file, passed, failed, seconds, text }: FileResult, done: number, all: number): string {
  const counts = `${passed} passed${failed.length > 0 ? `, ${failed.length} failed` : ''}`
  return `${text}── ${file}: ${counts}, ${durationOf(seconds)} · ${done} of ${all}\n\n`
}

/** What failed, with its file, and the sum. */
export function summary(results: readonly FileResult[], seconds: number): string {
  const failures = results.flatMap(({ file, failed }) => failed.map((what) => `✖ ${file}: ${what}\n`))
  const passed = results.reduce((sum, one) => sum + one.passed, 0)
  return (
    failures.join('') +
    `${results.length} files in ${durationOf(seconds)}: ${passed} passed, ${failures.length} failed\n`
  )
}
