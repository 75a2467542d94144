// Reads files in a thread of their own, one after another, with bounded heap, time and queue, so that the server stays
// quick whatever is sent.
import { Worker } from 'node:worker_threads'
import { FileRefused, limits, type FileReason } from './limits.ts'
import { unpack, type KeptSheet, type Packed } from './packed.ts'

type Answer = { sheets: Packed[] } | { reason: FileReason; detail: Record<string, string | number> }

function readOne(file: Uint8Array): Promise<KeptSheet[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./reading.worker.ts', import.meta.url), {
      workerData: file,
      resourceLimits: { maxOldGenerationSizeMb: limits.readHeapMegabytes, maxYoungGenerationSizeMb: 8, stackSizeMb: 4 },
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdout: true,
      stderr: true,
    })
    const settle = (act: () => void) => {
      clearTimeout(timer)
      void worker.terminate()
      act()
    }
    const timer = setTimeout(
      () => settle(() => reject(new FileRefused('took-too-long', { seconds: limits.readMillisecondsMax / 1000 }))),
      limits.readMillisecondsMax,
    )
    worker.once('message', (answer: Answer) =>
      settle(() =>
        'sheets' in answer ? resolve(answer.sheets.map(unpack)) : reject(new FileRefused(answer.reason, answer.detail)),
      ),
    )
    worker.once('error', (error: Error & { code?: string }) =>
      settle(() =>
        reject(new FileRefused(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'took-too-much-memory' : 'reader-failed')),
      ),
    )
    worker.once('exit', () => settle(() => reject(new FileRefused('reader-failed'))))
  })
}

const waiting: (() => void)[] = []
let reading = 0

/** @throws FileRefused; @returns undefined when too many files are waiting (ask again later) */
export async function readFileApart(file: Uint8Array): Promise<KeptSheet[] | undefined> {
  if (reading >= limits.readingMax) {
    if (waiting.length >= limits.waitingMax) return undefined
    await new Promise<void>((go) => waiting.push(go))
  }
  reading++
  try {
    return await readOne(file)
  } finally {
    reading--
    waiting.shift()?.()
  }
}
