// Loaded before each file of tests: a file whose set-up failed half-way may leave a browser or a server open; when its
// tests are over and reported, its process ends all the same. It ends too when the run has ended.
import process from 'node:process'
import { after } from 'node:test'
import { isMainThread } from 'node:worker_threads'
import './orphan.ts'

/**
 * Node's own switch for this (`--test-force-exit`) ends a process before its last reports are out, and tests vanish
 * without a word.
 */
const reportMilliseconds = 5_000

function endWithTests(): void {
  after(() => {
    setTimeout(() => process.exit(), reportMilliseconds).unref()
  })
  // An end in order: whoever listens for it (a browser's keeper) clears away.
  process.on('SIGTERM', () => process.exit(143))
}

// A file's threads load this too, and end with what they do.
if (isMainThread) endWithTests()
