// When a whistle may begin and end, as a table: not long past, not too short, and help is asked wider before it ends.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { uuid8 } from '../kernel/ids.ts'
import { muster } from './muster.ts'
import { commands } from './commands.ts'

const id = (n: number) => uuid8(new Uint8Array(16).fill(n))
const [minute, noon] = [60_000, 1_764_000_000_000]
const whistle = {
  type: 'blow-whistle',
  what: '搬物资',
  label: '东门',
  area: '140729100001',
  place: [111.77, 36.85],
  needs: [{ people: 2 }],
  drill: false,
  answerMinutes: 10,
  escalateMinutes: 60,
  waves: 'by-hand',
} as const

/** Minutes from now. */
function blown(from: number, until: number, escalateMinutes = 60): unknown {
  const times = { from: noon + from * minute, until: noon + until * minute, escalateMinutes }
  const answer = muster.decide(
    muster.initial(`muster/${id(50)}`),
    commands.parse({ ...whistle, ...times }),
    { self: id(1), levels: [] },
    { actor: { tenant: '140729', account: id(1), grants: [] }, now: noon, at: noon, id: id(60) },
  )
  if ('refused' in answer) return answer.refused
  const [event] = answer.events
  const said = (answer.answer as { escalateMinutes?: number }).escalateMinutes
  return [event.type === 'whistle-blown' && event.escalateMinutes, said]
}

test('a whistle begins about now, lasts, and asks wider before it ends', () => {
  const table: readonly (readonly [seen: unknown, expected: unknown])[] = [
    [blown(-30 * 24 * 60, 60), 'began-long-ago'],
    [blown(-121, 240), 'began-long-ago'],
    [blown(-120, 240), [60, undefined]],
    [blown(0, 240), [60, undefined]],
    [blown(0, 61), [60, undefined]],
    [blown(0, 60), [30, 30]],
    [blown(0, 15), [7, 7]],
    [blown(-10, 2), [1, 1]],
    [blown(0, 1), 'too-short'],
    [blown(0, 2, 1), [1, undefined]],
    [blown(60, 90, 120), [45, 45]],
    [blown(-60, -1), 'bad-times'],
  ]
  for (const [at, [seen, expected]] of table.entries()) assert.deepEqual(seen, expected, `line ${at}`)
})
