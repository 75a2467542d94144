// Who may give the muster's commands, as a table: by role, inside and outside the area, and by oneself.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allowed, roles, type Role } from '../kernel/actor.ts'
import { uuid8 } from '../kernel/ids.ts'
import { muster } from './muster.ts'
import type { MusterCommand } from './commands.ts'

const id = (n: number) => uuid8(new Uint8Array(16).fill(n))
const guo = id(1)
const [community, township, county] = ['140729100001', '140729100', '140729']
const whistle = {
  type: 'blow-whistle',
  what: '演示：北门检测点缺人',
  label: '北门',
  area: community,
  place: [111.77, 36.85],
  needs: [{ people: 2 }],
  from: 0,
  until: 60 * 60_000,
  drill: false,
  answerMinutes: 10,
  escalateMinutes: 15,
  waves: 'by-hand',
} satisfies MusterCommand

test('who may: each command by role, inside and outside the area, and by oneself', () => {
  const { type: _, what: __, label: ___, ...told } = whistle
  const state = muster.evolve(muster.initial(`muster/${id(50)}`), {
    type: 'whistle-blown',
    ...told,
    what: id(60),
    at: 0,
  })
  const given: readonly MusterCommand[] = [
    whistle,
    { type: 'call-people', people: [guo] },
    { type: 'answer-call', answer: 'cannot' },
    { type: 'mark-arrived', person: guo },
    { type: 'stand-down' },
    { type: 'close-wave', wave: 1 },
  ]
  const table = given.map((command) => {
    const target = muster.target(state, command, { self: guo }, `muster/${state.id}`)!
    const may = (role: Role, area: string) =>
      allowed(
        muster.may[command.type],
        { tenant: county, account: id(9), person: guo, grants: [{ role, area }] },
        target,
      )
    return (
      `${command.type}: ${roles.filter((role) => may(role, township)).join(' ')} | ` +
      `${roles.filter((role) => may(role, '140729101')).join(' ')}`
    )
  })
  const all = roles.join(' ')
  assert.deepEqual(table, [
    'blow-whistle: gridWorker officer dispatcher | ',
    'call-people: gridWorker officer dispatcher system | ',
    `answer-call: ${all} | ${all}`,
    'mark-arrived: gridWorker officer dispatcher | ',
    'stand-down: gridWorker officer dispatcher | ',
    'close-wave: system | ',
  ])
  assert.equal(
    muster.target(muster.initial(`muster/${id(7)}`), { type: 'stand-down' }, {}, ''),
    undefined,
    'what was never blown is unknown',
  )
})
