// Passwords that others have chosen often and that were made public: the first that anybody tries. A list with its
// licence beside this file, read when a password is first chosen.
import { readFileSync } from 'node:fs'
import path from 'node:path'

const file = path.join(import.meta.dirname, 'common-passwords.txt')
/** Shorter ones are in no password of the least length, but for a few signs more. */
const addedMax = 4

let common: ReadonlySet<string> | undefined

function read(): ReadonlySet<string> {
  common ??= new Set(
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#')),
  )
  return common
}

/** Whether it is one of them, or one of them with a year or a few signs put before or behind. */
export function isCommon(password: string): boolean {
  const plain = password.toLowerCase()
  const list = read()
  if (list.has(plain)) return true
  const [before = ''] = /^[^a-z]*/.exec(plain) ?? []
  const [behind = ''] = /[^a-z]*$/.exec(plain) ?? []
  const word = plain.slice(before.length, plain.length - behind.length)
  return before.length + behind.length <= addedMax && list.has(word)
}
