// Loaded into every process that a test starts, and into the tests' own: when whoever started it is gone, its standard
// input closes, and it ends as if asked to. So a test that is killed, or runs out of patience, leaves nothing running.
import process from 'node:process'
import { isMainThread } from 'node:worker_threads'

/** Time to stop in good order; then it ends all the same. */
const stopMilliseconds = 10_000

function endWithStarter(): void {
  process.stdin.once('close', () => {
    // A program that stops by this signal does so; Node ends any other.
    process.kill(process.pid, 'SIGTERM')
    setTimeout(() => process.exit(143), stopMilliseconds).unref()
  })
  process.stdin.once('end', () => process.stdin.destroy())
  process.stdin.on('error', () => process.stdin.destroy())
  process.stdin.resume()
  // Listening keeps nobody alive.
  ;(process.stdin as unknown as { unref?(): void }).unref?.()
}

// Threads are given what their process loads; the standard input a thread has is its own, and closes whenever it ends.
if (isMainThread) endWithStarter()
