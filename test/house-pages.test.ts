// The pages about the house say what is so: each has its drawing and its line in the list, streams and commands are
// those of the rooms, and tables that others build upon have the columns that are named.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import type { Rule } from '#domain/kernel/actor.ts'
import { judges } from '#rooms/all.ts'
import { filesOf, root } from './tidy/source.ts'

const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
/** The cells of each row of a page's tables, without their headings. */
const rowsOf = (page: string): string[][] =>
  read(page)
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| room '))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    )

test('each page is in the list, and shows its subject in one drawing', () => {
  const pages = filesOf('docs/house', /\.md$/).map((file) => path.basename(file))
  const listed = [...read('docs/house/README.md').matchAll(/^\| \[[^\]]+\]\(([\w-]+\.md)\)/gm)].map(([, page]) => page)
  assert.deepEqual(['README.md', ...listed].sort(), pages.sort())
  const drawings = (page: string) => read(`docs/house/${page}`).match(/^```mermaid$/gm)?.length ?? 0
  assert.deepEqual(
    pages.filter((page) => page !== 'README.md' && drawings(page) !== 1),
    [],
  )
})

/** Muster gives it itself: nobody else may. */
const byItself = ({ roles, self, ownUnit }: Rule) => roles.join() === 'system' && !self && !ownUnit

test('streams.md names every stream and every command, and marks what Muster gives by itself', () => {
  const said = new Map<string, { streams: Set<string>; commands: Set<string> }>()
  for (const [room, streams, commands] of rowsOf('docs/house/streams.md')) {
    const one = said.get(room) ?? { streams: new Set(), commands: new Set() }
    said.set(room, one)
    for (const [, kind] of streams.matchAll(/`([a-z-]+)\//g)) one.streams.add(kind)
    for (const part of commands.replaceAll(/\([^)]*\)/g, '').split(/[,;]/))
      one.commands.add(part.replace('for oneself', '').trim())
  }
  const listed = [...said].map(([room, { streams, commands }]) => [room, [...streams].sort(), [...commands].sort()])
  const real = [...judges].map(([name, { room }]) => [
    name,
    [...room.streams].sort(),
    Object.entries(room.may)
      .map(([command, rule]) => (byItself(rule) ? `${command}*` : command))
      .sort(),
  ])
  const byName = (a: unknown[], b: unknown[]) => String(a[0]).localeCompare(String(b[0]))
  assert.deepEqual(listed.sort(byName), real.sort(byName))
})

test('views.md names tables and columns that are there', () => {
  // test/privacy.test.ts holds this register against the database.
  const register = new Set(
    read('docs/privacy.md')
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim()))
      .filter((cells) => cells.length === 7)
      .flatMap(([, table, columns]) => columns.split(' ').map((column) => `${table}.${column}`)),
  )
  const rows = rowsOf('docs/house/views.md').filter(([, table]) => table?.startsWith('`'))
  assert.ok(rows.length >= 20)
  const wrong = rows.flatMap(([, table, columns]) =>
    columns
      .split(' ')
      .map((column) => `${table.replaceAll('`', '')}.${column}`)
      .filter((column) => !register.has(column)),
  )
  assert.deepEqual(wrong, [])
})
