// docs/asvs.md answers for every requirement of levels 1 and 2 of OWASP ASVS 5.0 once, adds up as it says, and names no
// file that is not there.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

/** Requirements by section; those with a star are of level 1, the others of level 2. */
const sections: Readonly<Record<string, string>> = {
  '1.1': '1 2',
  '1.2': '1* 2* 3* 4* 5* 6 7 8 9',
  '1.3': '1* 2* 3 4 5 6 7 8 9 10 11',
  '1.4': '1 2 3',
  '1.5': '1* 2',
  '2.1': '1* 2 3',
  '2.2': '1* 2* 3',
  '2.3': '1* 2 3 4',
  '2.4': '1',
  '3.2': '1* 2*',
  '3.3': '1* 2 3 4',
  '3.4': '1* 2* 3 4 5 6',
  '3.5': '1* 2* 3* 4 5',
  '3.7': '1 2',
  '4.1': '1* 2 3',
  '4.2': '1',
  '4.3': '1 2',
  '4.4': '1* 2 3 4',
  '5.1': '1',
  '5.2': '1* 2* 3',
  '5.3': '1* 2*',
  '5.4': '1 2 3',
  '6.1': '1* 2 3',
  '6.2': '1* 2* 3* 4* 5* 6* 7* 8* 9 10 11 12',
  '6.3': '1* 2* 3 4',
  '6.4': '1* 2* 3 4',
  '6.5': '1 2 3 4 5',
  '6.6': '1 2 3',
  '6.8': '1 2 3 4',
  '7.1': '1 2 3',
  '7.2': '1* 2* 3* 4*',
  '7.3': '1 2',
  '7.4': '1* 2* 3 4 5',
  '7.5': '1 2',
  '7.6': '1 2',
  '8.1': '1* 2',
  '8.2': '1* 2* 3',
  '8.3': '1*',
  '8.4': '1',
  '9.1': '1* 2* 3*',
  '9.2': '1* 2 3 4',
  '10.1': '1 2',
  '10.2': '1 2',
  '10.3': '1 2 3 4',
  '10.4': '1* 2* 3* 4* 5* 6 7 8 9 10 11',
  '10.5': '1 2 3 4 5',
  '10.6': '1 2',
  '10.7': '1 2 3',
  '11.1': '1 2',
  '11.2': '1 2 3',
  '11.3': '1* 2* 3',
  '11.4': '1* 2 3 4',
  '11.5': '1',
  '11.6': '1',
  '12.1': '1* 2 3',
  '12.2': '1* 2*',
  '12.3': '1 2 3 4',
  '13.1': '1',
  '13.2': '1 2 3 4 5',
  '13.3': '1 2',
  '13.4': '1* 2 3 4 5',
  '14.1': '1 2',
  '14.2': '1* 2 3 4',
  '14.3': '1* 2 3',
  '15.1': '1* 2 3',
  '15.2': '1* 2 3',
  '15.3': '1* 2 3 4 5 6 7',
  '16.1': '1',
  '16.2': '1 2 3 4 5',
  '16.3': '1 2 3 4',
  '16.4': '1 2 3',
  '16.5': '1 2 3',
  '17.1': '1',
  '17.2': '1 2 3 4',
  '17.3': '1 2',
}
const levels = new Map(
  Object.entries(sections).flatMap(([section, numbers]) =>
    numbers
      .split(' ')
      .map((number): [string, 1 | 2] => [`${section}.${parseInt(number, 10)}`, number.endsWith('*') ? 1 : 2]),
  ),
)
const all = [...levels.keys()]
const states = ['met', 'not applicable', 'by the proxy', 'not met'] as const

const text = readFileSync('docs/asvs.md', 'utf8')
const rows = [...text.matchAll(/^\| (\d+\.[\d. …]+) \| ([a-z ]+) \| (.+) \|$/gm)].map(([, ids, state, evidence]) => ({
  ids: ids.includes('…')
    ? all.slice(all.indexOf(ids.split(' … ')[0]), all.indexOf(ids.split(' … ')[1]) + 1)
    : ids.split(' '),
  state,
  evidence,
}))

test('every requirement stands there once, in a state that is one', () => {
  assert.deepEqual(rows.flatMap(({ ids }) => ids).sort(), [...all].sort())
  assert.deepEqual(
    [...new Set(rows.map(({ state }) => state))].filter((state) => !states.some((one) => one === state)),
    [],
  )
  assert.equal(all.length, 253)
})

test('the sums are those of the rows', () => {
  for (const level of [1, 2] as const) {
    const own = rows.flatMap(({ ids, state }) => ids.filter((id) => levels.get(id) === level).map(() => state))
    const sums = [own.length, ...states.map((state) => own.filter((one) => one === state).length)]
    assert.ok(text.includes(`| ${level} | ${sums.join(' | ')} |`), `level ${level}: ${sums.join(', ')}`)
  }
})

test('each file that is named is there', () => {
  const named = [...text.matchAll(/(?:src|test|docs)\/[\w./-]*\w/g)].map(([file]) => file)
  assert.deepEqual(
    named.filter((file) => !existsSync(file)),
    [],
  )
  assert.ok(named.length > 50)
})
