// 1,590 phones of the acceptance story: called by one whistle, answering within seconds while the server is killed and
// comes back, each trying until it has its receipt.
import assert from 'node:assert/strict'
import type { Envelope, Receipt } from '#domain/kernel/envelope.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { ask, COUNTY, envelope, killAndServe, newId, now, send, sessions, sql } from './acceptance-house.ts'

/** People in one wave. */
const waveMax = 500
const spreadMilliseconds = 4_000
const killedAfterMilliseconds = 2_000

interface Sent {
  readonly person: Id
  readonly cookie: string
  readonly one: Envelope
  receipt?: Receipt
  tries: number
}

const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** A whistle for the whole county. @returns the muster, and whom it reached */
export async function callEverybody(): Promise<{ muster: Id; reached: Id[] }> {
  const rows = await sql<{ person: Id }>(
    'select person from persons where tenant = $1 and active order by person limit 1590',
    [COUNTY],
  )
  const everybody = rows.map((row) => row.person)
  const muster = newId()
  const whistle = {
    type: 'blow-whistle',
    what: '全员核酸采样',
    label: '各采样点',
    area: COUNTY,
    place: [111.77, 36.85],
    needs: [{ people: 1500 }],
    from: now(),
    until: now() + 4 * 3_600_000,
    drill: false,
    answerMinutes: 30,
    escalateMinutes: 60,
    waves: 'by-hand',
    people: everybody.slice(0, waveMax),
  }
  const blown = await ask<Receipt[]>('give', [['muster', `muster/${muster}`, whistle]])
  assert.equal(blown[0].status, 'accepted', JSON.stringify(blown))
  for (let from = waveMax; from < everybody.length; from += waveMax)
    await ask('give', [
      ['muster', `muster/${muster}`, { type: 'call-people', people: everybody.slice(from, from + waveMax) }],
    ])
  const called = await sql<{ person: Id }>('select person from calls where muster = $1 order by person', [muster])
  return { muster, reached: called.map((row) => row.person) }
}

/** One in ten cannot; the others come. */
async function answersOf(muster: Id, people: readonly Id[]): Promise<Sent[]> {
  const cookies = await sessions(people, 1)
  return people.map((person, at) => {
    const answer =
      at % 10 === 0
        ? { type: 'answer-call', answer: 'cannot' }
        : { type: 'answer-call', answer: 'coming', minutes: 1 + (at % 60) }
    return { person, cookie: cookies[at], one: envelope('muster', `muster/${muster}`, answer), tries: 0 }
  })
}

/** Waits its turn and tries until it has a receipt. */
async function answerSurely(each: Sent, wait: number): Promise<void> {
  await later(wait)
  while (!each.receipt) {
    each.tries += 1
    try {
      const [receipt] = await send(each.cookie, [each.one])
      if (receipt.status !== 'busy') each.receipt = receipt
    } catch {
      await later(200)
    }
  }
}

/** All of them answer, and the server is killed in the middle. @returns what each sent and was answered */
export async function answerThroughAKill(muster: Id, people: readonly Id[]): Promise<readonly Sent[]> {
  const sent = await answersOf(muster, people)
  const began = performance.now()
  const [back] = await Promise.all([
    later(killedAfterMilliseconds).then(killAndServe),
    ...sent.map((each, at) => answerSurely(each, (at / sent.length) * spreadMilliseconds)),
  ])
  console.log(
    JSON.stringify({
      phones: sent.length,
      seconds: Math.round((performance.now() - began) / 100) / 10,
      backAfterKillSeconds: Math.round(back) / 1000,
      sentMoreThanOnce: sent.filter((each) => each.tries > 1).length,
    }),
  )
  return sent
}
