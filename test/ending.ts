// Loaded before each file of tests: a file whose set-up failed half-way may leave a browser or a server open; when its
// tests are over and reported, its process ends all the same.
import { after } from 'node:test'

/**
 * Node's own switch for this (`--test-force-exit`) ends a process before its last reports are out, and tests vanish
 * without a word.
 */
const reportMilliseconds = 5_000

after(() => {
  setTimeout(() => process.exit(), reportMilliseconds).unref()
})
