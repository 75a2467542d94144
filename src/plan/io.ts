// What a subcommand sees of the outside: standard output, standard error, a terminal's progress line, and Ctrl-C.
import { setImmediate } from 'node:timers/promises'
import type { Language } from '#words/languages.ts'
import { languagesOf } from './language.ts'

export const exits = { answered: 0, refused: 2, interrupted: 130 } as const

export interface Io {
  readonly languages: readonly Language[]
  /** Aborted by the first Ctrl-C: a subcommand then writes its best answer so far and returns exits.interrupted. */
  readonly stop: AbortSignal
  out(text: string): Promise<void>
  err(text: string): void
  /** Overwrites one line on standard error, on a terminal only. An empty text wipes it. */
  progress(text: string): void
  /** Lets Ctrl-C in; call it between steps of at most some tens of milliseconds. Resolves to "go on". */
  breathe(): Promise<boolean>
}

/**
 * A second Ctrl-C after this time ends the process at once. Under npm and the launcher one key press arrives two or
 * three times.
 */
const SECOND_INTERRUPT_MS = 1_000

/** The real outside. `close()` takes its signal handler away again. */
export function openIo(): Io & { close(): void } {
  const controller = new AbortController()
  let first = 0
  const onInterrupt = () => {
    if (first === 0) first = Date.now()
    else if (Date.now() - first > SECOND_INTERRUPT_MS) process.exit(exits.interrupted)
    controller.abort()
  }
  process.on('SIGINT', onInterrupt)
  const live = process.stderr.isTTY === true
  const onBroken = (error: NodeJS.ErrnoException) => {
    // The reader went away (`| head`): nothing more to say to anybody.
    if (error.code === 'EPIPE') process.exit(exits.answered)
    throw error
  }
  process.stdout.on('error', onBroken)
  return {
    languages: languagesOf(process.env),
    stop: controller.signal,
    out: (text) => new Promise((resolve) => void process.stdout.write(text, () => resolve())),
    err: (text) => void process.stderr.write(text),
    progress: (text) => void (live && process.stderr.write('\r\u001b[K' + text)),
    async breathe() {
      await setImmediate()
      return !controller.signal.aborted
    },
    close() {
      process.off('SIGINT', onInterrupt)
      process.stdout.off('error', onBroken)
    },
  }
}
