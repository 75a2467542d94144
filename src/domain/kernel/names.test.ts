// A name is found by what one can type.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foldName } from './names.ts'

test('dots, blanks, accents, width and case make no other name', () => {
  const alike: [string, readonly string[]][] = [
    [
      '阿依古丽·买买提',
      ['阿依古丽•买买提', '阿依古丽.买买提', '阿依古丽・买买提', '阿依古丽买买提', '阿依古丽 买买提'],
    ],
    ['José Example', ['jose example', 'JOSÉ EXAMPLE', 'Jose\u0301 Example', 'ＪＯＳＥexample']],
    ['田〇示', ['田○示', '田 〇 示']],
    ['张三', ['张 三', '张　三']],
  ]
  for (const [name, others] of alike) for (const other of others) assert.equal(foldName(other), foldName(name), other)
  assert.notEqual(foldName('张三'), foldName('张山'))
})
