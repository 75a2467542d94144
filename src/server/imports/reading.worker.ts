// The reading thread: one file in, its tables or the reason of refusal out, then it ends. Its heap and time are bounded
// by reading.ts.
import { parentPort, workerData } from 'node:worker_threads'
import { FileRefused } from './limits.ts'
import { pack } from './packed.ts'
import { readTables } from './reader.ts'

try {
  const sheets = readTables(workerData as Uint8Array).map(pack)
  parentPort!.postMessage(
    { sheets },
    sheets.flatMap((sheet) => sheet.chunks.map((chunk) => chunk.buffer)),
  )
} catch (error) {
  parentPort!.postMessage(
    error instanceof FileRefused
      ? { reason: error.reason, detail: error.detail }
      : { reason: 'reader-failed', detail: {} },
  )
}
