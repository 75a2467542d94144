// Tables come in as offices save them, and a fault names file, line and field.
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import writeXlsx from 'write-excel-file/node'
import { InputFault } from './fault.ts'
import { readTable } from './tables.ts'

const folder = mkdtempSync(join(tmpdir(), 'muster-tables-'))

async function read(name: string, bytes: string | Uint8Array, required: string[], optional: string[] = []) {
  const file = join(folder, name)
  writeFileSync(file, bytes)
  const rows: (string | number)[][] = []
  await readTable(file, { required, optional }, (cells, line) => rows.push([line, ...cells]))
  return rows
}

const faultOf = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => assert.fail('no fault'),
    (error: unknown) => error,
  )
  assert.ok(error instanceof InputFault, String(error))
  return [error.spot.line, error.spot.field, error.said.en.length > 10 && error.said.zh.length > 5]
}

test('columns are found by name, rows keep their line numbers', async () => {
  assert.deepEqual(
    await read('a.csv', '\ufeffunit, Volunteer \n\nu1,v1\n"u,2","v\n2"\nu3,v3\n', ['volunteer', 'unit']),
    [
      [3, 'v1', 'u1'],
      [5, 'v\n2', 'u,2'],
      [6, 'v3', 'u3'],
    ],
  )
  assert.deepEqual(await read('b.csv', 'a\n1\n', ['a'], ['b']), [[2, '1', '']])
  assert.deepEqual(await read('c.csv', '单位\n甲\n', ['unit|单位']), [[2, '甲']])
})

test('GB18030 and UTF-16 are told apart from UTF-8', async () => {
  const gb = Uint8Array.of(0xb5, 0xa5, 0xce, 0xbb, 10, 0xbc, 0xd7, 10)
  assert.deepEqual(await read('gb.csv', gb, ['单位']), [[2, '甲']])
  assert.deepEqual(await read('u16.csv', Buffer.from('\ufeff单位\n甲\n', 'utf16le'), ['单位']), [[2, '甲']])
})

test('an xlsx reads like a csv', async () => {
  const bytes = await writeXlsx(
    [
      ['volunteer', 'unit'],
      [1, 'u1'],
      [null, null],
      ['v2', 'u2'],
    ].map((row) => row.map((value) => (value === null ? null : { value }))),
  ).toBuffer()
  assert.deepEqual(await read('a.xlsx', bytes, ['unit', 'volunteer']), [
    [2, 'u1', '1'],
    [4, 'u2', 'v2'],
  ])
})

test('faults name their place', async () => {
  assert.deepEqual(await faultOf(read('d.csv', 'a,b\n1,2\n', ['a', 'c'])), [1, 'c', true])
  assert.deepEqual(await faultOf(read('e.csv', 'a,b\n1,2\n3\n', ['a', 'b'])), [3, undefined, true])
  assert.deepEqual(await faultOf(read('f.csv', '', ['a'])), [undefined, undefined, true])
  assert.deepEqual(await faultOf(read('g.xlsx', 'no zip', ['a'])), [undefined, undefined, true])
  assert.deepEqual(await faultOf(read('h.csv', 'a\n"1\n', ['a'])).then((fault) => fault[2]), true)
  assert.deepEqual(await faultOf(readTable(join(folder, 'none.csv'), { required: [] }, () => {})), [
    undefined,
    undefined,
    true,
  ])
})
