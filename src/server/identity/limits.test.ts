// The gate's counts and lines in virtual time: who is wrong waits longer and longer, who is right is let in as fast as
// the processor can, whatever others do at the same address.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Limits, placeOf, type Secret, type Tried } from './limits.ts'
import { Busy, Line, Turns } from './line.ts'
import { guessMs, runningMax, waitingMax } from './passwords.ts'
import { DeskRefused } from './refused.ts'

const start = 1_700_000_000_000
const MINUTE = 60_000

/** A clock that goes on when everybody waits for it. */
function virtual() {
  let now = start
  let number = 0
  const wakes: { at: number; number: number; wake: () => void }[] = []
  return {
    now: () => now,
    sleep: (ms: number) =>
      new Promise<void>((wake) => {
        wakes.push({ at: now + ms, number: number++, wake })
        wakes.sort((one, other) => other.at - one.at || other.number - one.number)
      }),
    async run(all: readonly Promise<unknown>[]) {
      let over = false
      void Promise.allSettled(all).then(() => (over = true))
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve))
        if (over) return
        const next = wakes.pop()
        assert.ok(next, 'somebody waits for ever')
        now = next.at
        next.wake()
      }
    },
  }
}

interface Person {
  readonly at: number
  readonly mistypes?: boolean
  readonly account?: string
}

/** Each logs in until they are in, as the pages do: waits when told to, types again after five seconds when wrong. */
async function morning(people: readonly Person[], place = 'one address') {
  const clock = virtual()
  const limits = new Limits(clock.now)
  const line = new Line({ runningMax, waitingMax, guessMs, now: clock.now })
  const said = { busy: 0, tooOften: 0 }
  const one = async ({ at, mistypes, account }: Person, number: number): Promise<number> => {
    await clock.sleep(at)
    const tried: Tried = { secret: 'password', whom: account ?? `account ${number}`, known: true, place }
    for (let wrong = mistypes ? 1 : 0; ;) {
      try {
        const check = () => line.run(() => clock.sleep(guessMs)).then(() => wrong === 0)
        if (await limits.judge(tried, check, (right) => right)) return clock.now() - start
        wrong -= 1
        await clock.sleep(5_000)
      } catch (error) {
        if (error instanceof DeskRefused) said.tooOften += 1
        else if (error instanceof Busy) said.busy += 1
        else throw error
        await clock.sleep((error.retryAfterSeconds ?? 1) * 1000)
      }
    }
  }
  const all = people.map(one)
  await clock.run(all)
  const inAfter = (await Promise.all(all)).sort((a, b) => a - b)
  return {
    ...said,
    p50: inAfter[people.length >> 1],
    p90: inAfter[Math.floor(people.length * 0.9)],
    last: inAfter.at(-1)!,
  }
}

const people = 1_590
const minute = (how: (n: number) => Partial<Person> = () => ({})) =>
  Array.from({ length: people }, (_, n): Person => ({ at: ((n * 7919) % people) * (MINUTE / people), ...how(n) }))
/** What the processor alone needs for so many checks. */
const needs = (checks: number) => (checks * guessMs) / runningMax

test('1,590 people in one minute from one address: as fast as the processor, nobody told “too often”', async () => {
  const { p90, last, tooOften, busy } = await morning(minute())
  assert.equal(tooOften, 0)
  assert.ok(busy > 0, 'the line is bounded: whoever finds it full comes again')
  assert.ok(p90 <= 1.3 * 0.9 * needs(people), `nine tenths after ${p90} ms`)
  assert.ok(last <= 1.3 * needs(people), `the last after ${last} ms`)
})

test('one in twenty mistypes: the rest are barred not once', async () => {
  const { p90, tooOften } = await morning(minute((n) => ({ mistypes: n % 20 === 0 })))
  assert.equal(tooOften, 0)
  assert.ok(p90 <= 1.3 * needs(people * 1.05), `nine tenths after ${p90} ms`)
})

test('300 right passwords at once for three accounts count as nothing', async () => {
  const { tooOften } = await morning(Array.from({ length: 300 }, (_, n) => ({ at: 0, account: `account ${n % 3}` })))
  assert.equal(tooOften, 0)
})

function bench() {
  let now = start
  const limits = new Limits(() => now)
  const tried = (whom: string, more: Partial<Tried> = {}): Tried => ({
    secret: 'password',
    whom,
    known: true,
    place: 'home',
    ...more,
  })
  return {
    limits,
    tried,
    pass: (ms: number) => void (now += ms),
    wrong: (count: number, of: Tried) => {
      for (let n = 0; n < count; n += 1) limits.failed(of)
    },
  }
}

test('failures make one wait, longer each time; they leak away; success clears', () => {
  const { limits, tried, pass, wrong } = bench()
  const wang = tried('wang', { place: undefined })
  wrong(4, wang)
  assert.equal(limits.waitSeconds(wang), 0)
  const waits = Array.from({ length: 9 }, () => {
    limits.failed(wang)
    return limits.waitSeconds(wang)
  })
  assert.deepEqual(waits, [15, 30, 60, 120, 240, 480, 900, 900, 900])
  assert.equal(limits.waitSeconds(tried('li')), 0)
  pass(15 * MINUTE)
  assert.equal(limits.waitSeconds(wang), 0)
  pass(75 * MINUTE)
  limits.failed(wang)
  assert.equal(limits.waitSeconds(wang), 15, 'of thirteen failures nine have leaked away')
  limits.succeeded(wang)
  wrong(4, wang)
  assert.equal(limits.waitSeconds(wang), 0, 'a success begins anew')
})

test('whoever guesses one account without end has some 144 tries a day', () => {
  const { limits, tried, pass } = bench()
  const wang = tried('wang', { place: undefined })
  let tries = 0
  for (let at = 0; at < 24 * 60 * MINUTE; at += 1_000) {
    pass(1_000)
    if (limits.waitSeconds(wang) > 0) continue
    tries += 1
    limits.failed(wang)
  }
  assert.ok(tries <= 160, `${tries} tries`)
})

test('each kind of secret is counted apart: a right password clears nothing of the code', () => {
  const secrets: readonly Secret[] = ['password', 'code', 'link', 'set-up', 'present']
  for (const one of secrets)
    for (const other of secrets) {
      if (one === other) continue
      const { limits, tried, wrong } = bench()
      wrong(5, tried('wang', { secret: one }))
      limits.succeeded(tried('wang', { secret: other }))
      assert.equal(limits.waitSeconds(tried('wang', { secret: one })), 15, `${other} clears ${one}`)
      assert.equal(limits.waitSeconds(tried('wang', { secret: other })), 0, `${one} bars ${other}`)
    }
})

test('a place that tries many accounts is barred, but not for whom it knows; success opens it at once', () => {
  const { limits, tried, pass } = bench()
  for (let n = 0; n < 66; n += 1) limits.failed(tried(`account-${n}`))
  assert.ok(limits.waitSeconds(tried('new')) > 0)
  assert.equal(limits.waitSeconds(tried('new', { place: 'another' })), 0)
  assert.equal(limits.waitSeconds(tried('old friend', { wellKnown: true })), 0)
  limits.succeeded(tried('old friend', { wellKnown: true }))
  assert.equal(limits.waitSeconds(tried('new')), 0, 'and the next right log-ins do not shut it again')
  limits.succeeded(tried('new'))
  assert.equal(limits.waitSeconds(tried('newer')), 0)
  // One's own account opens the way for guessing once an hour, not between any two guesses.
  for (let n = 0; n < 66; n += 1) limits.failed(tried(`other-${n}`))
  limits.succeeded(tried('old friend', { wellKnown: true }))
  assert.ok(limits.waitSeconds(tried('newest')) > 0)
  pass(11 * MINUTE)
  assert.equal(limits.waitSeconds(tried('newest')), 0, 'failures of a place leak away too')
})

test('memory is bounded, and strangers push out no account', () => {
  const { limits, tried, wrong } = bench()
  wrong(5, tried('wang'))
  for (let n = 0; n < 30_000; n += 1) limits.failed(tried(`a${n}`, { known: false, place: `s${n}` }))
  assert.ok(limits.remembered <= 60_001)
  assert.equal(limits.waitSeconds(tried('wang', { place: 'elsewhere' })), 15)
})

test('an address of IPv6 stands for its /64', () => {
  const rows: readonly [string, string][] = [
    ['10.0.0.7', '10.0.0.7'],
    ['::ffff:10.0.0.7', '10.0.0.7'],
    ['2001:db8:1:2::7', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['2001:db8:1:3::7', '2001:db8:1:3::/64'],
  ]
  for (const [address, place] of rows) assert.equal(placeOf(address), place)
})

test('a line runs so many at a time in their order, and sends the rest away spread over its length', async () => {
  const clock = virtual()
  const line = new Line({ runningMax: 2, waitingMax: 4, guessMs: 1_000, now: clock.now })
  const order: string[] = []
  const all = Array.from({ length: 10 }, (_, n) =>
    line
      .run(() => clock.sleep(1_000))
      .then(
        () => order.push(`${n} ${clock.now() - start}`),
        (error: Busy) => order.push(`${n} again in ${error.retryAfterSeconds}`),
      ),
  )
  await clock.run(all)
  assert.deepEqual(order.sort(), [
    '0 1000',
    '1 1000',
    '2 2000',
    '3 2000',
    '4 3000',
    '5 3000',
    '6 again in 1',
    '7 again in 1',
    '8 again in 1',
    '9 again in 1',
  ])
  assert.ok(line.idle)
})

test('tries of one account are one after the other, so a burst of guesses is counted one by one', async () => {
  const clock = virtual()
  const limits = new Limits(clock.now)
  let checked = 0
  const guess = () =>
    limits.judge(
      { secret: 'code', whom: 'wang', known: true },
      async () => {
        checked += 1
        await clock.sleep(10)
        return false
      },
      (right) => right,
    )
  const all = Array.from({ length: 40 }, () => guess().catch((error: unknown) => (error as Error).message))
  await clock.run(all)
  assert.equal(checked, 5)
  const turns = new Turns({ waitingMax: 1, guessMs: 10, now: clock.now })
  const two = [turns.take('a', () => clock.sleep(5)), turns.take('b', () => clock.sleep(5))]
  await clock.run(two)
  assert.equal(clock.now() - start, 10 * 5 + 5)
})
