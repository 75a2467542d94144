// A simulated county: thousands of phones and hundreds of musters over lost, doubled, late and reordered messages,
// wrong clocks and restarts.
// Everything is drawn from one seed. What must always hold is checked after every event.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { Actor } from '#domain/kernel/actor.ts'
import { around, covers } from '#domain/kernel/area.ts'
import type { Envelope } from '#domain/kernel/envelope.ts'
import { uuid7, uuid8, type Id } from '#domain/kernel/ids.ts'
import { everyCall, findCall } from '#domain/muster/calls.ts'
import { muster } from '#domain/muster/muster.ts'
import { choose, rank, type Known } from '#domain/muster/rank.ts'
import { seatsFilledInAll, seatsOf } from '#domain/muster/seats.ts'
import type { MusterCommand, MusterEvent } from '#domain/muster/commands.ts'
import type { MusterFacts, MusterState } from '#domain/muster/state.ts'
import type { Recorded } from '#journal/view.ts'
import { codesFrom, findCode } from '#rooms/muster/codes.ts'

export const PEOPLE = 3_000
const minute = 60_000
const begin = 1_664_985_600_000
const county = '140729'
const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function chance(from: number): () => number {
  let a = from
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

interface Person {
  readonly id: Id
  readonly home: string
  readonly skills: readonly string[]
  readonly x: number
  readonly skew: number
}
type Outcome = { status: 'accepted'; answer?: unknown } | { status: 'refused'; reason: string }

/** The world: one pure door in memory, a queue of things to come, and phones that do as people do. */
export function countyOf(seed: number, musters: number) {
  const next = chance(seed)
  const upTo = (n: number) => Math.floor(next() * n)
  const bytes = () => Uint8Array.from({ length: 10 }, () => upTo(256))
  const queue: { at: number; order: number; run: () => void }[] = []
  let time = begin
  let jump = 0
  let order = 0
  const at = (when: number, run: () => void) => {
    const item = { at: Math.max(when, time), order: (order += 1), run }
    let low = 0
    for (let high = queue.length; low < high;) {
      const middle = (low + high) >> 1
      if (queue[middle].at < item.at || (queue[middle].at === item.at && queue[middle].order < item.order))
        low = middle + 1
      else high = middle
    }
    queue.splice(low, 0, item)
  }

  const people = Array.from({ length: PEOPLE }, (_, i): Person => ({
    id: uuid7(begin, bytes()),
    home: `1407291000${String((i % 20) + 1).padStart(2, '0')}`,
    skills: next() < 0.05 ? ['medic'] : [],
    x: next() * 20_000,
    skew: next() < 0.1 ? (next() - 0.5) * 20 * minute : (next() - 0.5) * 20_000,
  }))
  const byId = new Map(people.map((person) => [person.id, person]))
  const states = new Map<Id, MusterState>()
  const journal = new Map<Id, MusterEvent[]>()
  /** Everything that happened, in order. */
  const log: Recorded<MusterEvent>[] = []
  const secrets = new Map<Id, string>()
  const engaged = new Map<Id, Id>()
  const receipts = new Map<Id, Outcome>()
  const count = {
    commands: 0,
    accepted: 0,
    refused: new Map<string, number>(),
    known: 0,
    lost: 0,
    late: 0,
    restarts: 0,
    fired: 0,
    firedTwice: 0,
    seatsPromised: 0,
    escalated: 0,
  }

  const stateOf = (id: Id) => states.get(id) ?? muster.initial(`muster/${id}`)

  function candidates(state: MusterState, named?: readonly Id[]): Pick<MusterFacts, 'callable' | 'skipped'> {
    const { whistle } = state
    const pool = (named ? named.map((id) => byId.get(id)!) : people).filter(
      (person) =>
        covers(state.reach, person.home) &&
        !engaged.has(person.id) &&
        (named ||
          findCall(state.calls, person.id) === undefined ||
          findCall(state.calls, person.id)!.state === 'thanked'),
    )
    const ranked = rank(
      whistle!.needs,
      pool.map((person): Known => ({
        person: person.id,
        home: person.home,
        skills: person.skills,
        metres: person.x,
        registeredHere: false,
        livesHere: true,
        servedMinutes: 0,
        willing: false,
      })),
    )
    if (named) return { callable: ranked }
    const open = seatsOf(whistle!.needs) - seatsFilledInAll(whistle!.needs, state.seated)
    const chosen = choose(
      whistle!.needs,
      ranked,
      whistle!.needs.map((need) => Math.min(need.people, open) * 2),
    )
    return { callable: ranked.filter((one) => chosen.has(one.person)) }
  }

  function factsFor(envelope: Envelope<MusterCommand>, actor: Actor, now: number): MusterFacts {
    const id = envelope.stream.slice('muster/'.length)
    const { command } = envelope
    const state = stateOf(id)
    const levels = []
    for (
      let area = around(state.reach || (command.type === 'blow-whistle' ? command.area : ''));
      area;
      area = around(area)
    )
      levels.push({ area, staff: area.length === 9 ? 0 : 1 })
    const who = command.type === 'note-answer' || command.type === 'mark-arrived' ? command.person : actor.person
    const base = { self: actor.person, engagedIn: who ? engaged.get(who) : undefined, levels }
    if (command.type === 'blow-whistle') {
      secrets.set(id, secrets.get(id) ?? Array.from({ length: 32 }, () => base32[upTo(32)]).join(''))
      return {
        ...base,
        ...candidates(
          { ...state, reach: command.area, whistle: { needs: command.needs } as never },
          command.people ?? [],
        ),
      }
    }
    if (command.type === 'call-people') return { ...base, ...candidates(state, command.people) }
    if (command.type === 'call-next') return { ...base, ...candidates(state) }
    if (command.type === 'arrive') return { ...base, code: findCode(secrets.get(id)!, command.code, envelope.at, now) }
    return base
  }

  /** The one door: the same id has one effect and one answer. */
  function receive(envelope: Envelope<MusterCommand>, actor: Actor): Outcome {
    count.commands += 1
    const known = receipts.get(envelope.id)
    if (known) {
      count.known += 1
      return known
    }
    const now = time + jump
    const id = envelope.stream.slice('muster/'.length)
    const facts = factsFor(envelope, actor, now)
    const answer = muster.decide(stateOf(id), envelope.command, facts, { actor, now, at: envelope.at, id: envelope.id })
    const outcome: Outcome =
      'refused' in answer
        ? { status: 'refused', reason: answer.refused }
        : { status: 'accepted', answer: answer.answer }
    receipts.set(envelope.id, outcome)
    if ('refused' in answer) {
      count.refused.set(answer.refused, (count.refused.get(answer.refused) ?? 0) + 1)
      return outcome
    }
    count.accepted += 1
    for (const event of answer.events) record(id, event, envelope.id, now)
    return outcome
  }

  function record(id: Id, event: MusterEvent, command: Id, now: number): void {
    const before = stateOf(id)
    const after = muster.evolve(before, event)
    states.set(id, after)
    journal.set(id, [...(journal.get(id) ?? []), event])
    log.push({
      tenant: county,
      sequence: log.length + 1,
      stream: `muster/${id}`,
      version: journal.get(id)!.length,
      event,
      at: now,
      by: command,
      command,
    })
    keepEngagements(id, event)
    holds(before, after, event)
    // The simulated house has this one room: what other rooms would be told is theirs.
    for (const reaction of muster.react!(event, `muster/${id}`, now).filter((one) => one.room === 'muster')) {
      const made = uuid8(
        createHash('sha256')
          .update(`${command} ${event.type} ${reaction.name} ${journal.get(id)!.length}`)
          .digest(),
      )
      const fire = () =>
        receive(
          {
            id: made,
            room: 'muster',
            stream: reaction.stream,
            at: time + jump,
            command: reaction.command as MusterCommand,
          },
          { tenant: county, account: 'system', grants: [{ role: 'system', area: county }] },
        )
      at(reaction.at - jump, () => {
        count.fired += 1
        fire()
        // A crash between firing and ticking off fires it again: the id makes it harmless.
        if (next() < 0.2)
          at(time + upTo(5_000), () => {
            count.firedTwice += 1
            fire()
          })
      })
    }
    if (event.type === 'people-called')
      for (const { person } of event.people) at(time + upTo(30_000), () => phone(byId.get(person)!, id))
    if (event.type === 'muster-escalated') count.escalated += 1
  }

  /** As the engagements view does; a second promise throws, as its key would. */
  function keepEngagements(id: Id, event: MusterEvent): void {
    if (('drill' in event && event.drill) || ('after' in event && event.after)) return
    const hold = (person: Id) => {
      assert.ok(
        engaged.get(person) === undefined || engaged.get(person) === id,
        `seed ${seed}: ${person} promised to two musters`,
      )
      engaged.set(person, id)
    }
    const free = (person: Id) => {
      if (engaged.get(person) === id) engaged.delete(person)
    }
    if (event.type === 'call-answered') (event.seated ? hold : free)(event.person)
    if (event.type === 'person-arrived') hold(event.person)
    if (event.type === 'person-left' || event.type === 'person-absent') free(event.person)
    if (event.type === 'stood-down') for (const [person, of] of engaged) if (of === id) engaged.delete(person)
  }

  /** What must hold after every event. */
  function holds(before: MusterState, after: MusterState, event: MusterEvent): void {
    const needs = after.whistle!.needs
    const promised = Object.values(after.seated).reduce((sum, n) => sum + n, 0)
    assert.ok(promised <= seatsOf(needs), `seed ${seed}: ${promised} promised of ${seatsOf(needs)}`)
    const filled = seatsFilledInAll(needs, after.seated)
    assert.equal(filled, promised, `seed ${seed}: everybody promised has a seat that fits`)
    if (event.type === 'muster-filled') {
      assert.equal(promised, seatsOf(needs))
      for (const [person, call] of everyCall(before.calls))
        if (call.state === 'coming')
          assert.equal(findCall(after.calls, person)!.state, 'coming', `seed ${seed}: a promise is not taken back`)
    }
    if (event.type === 'call-answered' && event.seated) count.seatsPromised += 1
    if (event.type === 'stood-down')
      for (const [, call] of everyCall(after.calls))
        assert.ok(
          ['left', 'released', 'cannot', 'thanked', 'absent'].includes(call.state),
          `seed ${seed}: everybody is told (${call.state})`,
        )
  }

  /** A phone sends until it has an answer: requests and answers get lost, come twice, come late. */
  function send(person: Person, id: Id, command: MusterCommand, sentAt: number): void {
    const envelope: Envelope<MusterCommand> = {
      id: uuid7(Math.max(0, sentAt + person.skew), bytes()),
      room: 'muster',
      stream: `muster/${id}`,
      at: Math.round(sentAt + person.skew),
      command,
    }
    const actor: Actor = { tenant: county, account: person.id, person: person.id, grants: [] }
    const go = (tries: number) => {
      assert.ok(tries < 60, `seed ${seed}: answered at last`)
      const dice = next()
      if (dice < 0.2) {
        count.lost += 1
        return at(time + 1_000 * (1 + upTo(60)), () => go(tries + 1))
      }
      receive(envelope, actor)
      if (dice < 0.3) return at(time + 1_000 * (1 + upTo(30)), () => go(tries + 1))
      if (dice < 0.35) at(time + upTo(3_600_000), () => receive(envelope, actor))
    }
    // One in six is offline for up to six hours.
    const delay = next() < 0.17 ? upTo(6 * 60) * minute : upTo(5_000)
    if (delay > 10 * minute) count.late += 1
    at(sentAt + delay, () => go(0))
  }

  /** One person reads a call and does as people do. */
  function phone(person: Person, id: Id): void {
    const dice = next()
    const think = upTo(12) * minute
    if (dice < 0.3) return
    if (dice < 0.45) return send(person, id, { type: 'answer-call', answer: 'cannot' }, time + think)
    if (dice < 0.5) return send(person, id, { type: 'answer-call', answer: 'talk' }, time + think)
    send(person, id, { type: 'answer-call', answer: 'coming', minutes: upTo(30) }, time + think)
    if (next() < 0.1) send(person, id, { type: 'answer-call', answer: 'cannot' }, time + think + upTo(20) * minute)
    if (next() < 0.15) return
    const there = time + think + upTo(40) * minute
    at(there, () => {
      const shown = codesFrom(secrets.get(id)!, time + jump)[0].digits
      const code = next() < 0.05 ? '00000000' : shown
      send(person, id, { type: 'arrive', code, device: person.id }, time)
      // A friend at home is sent the same code.
      if (next() < 0.1) send(people[upTo(PEOPLE)], id, { type: 'arrive', code }, time + upTo(10) * minute)
      if (next() < 0.3) send(person, id, { type: 'leave' }, time + upTo(120) * minute)
    })
  }

  /** An officer blows, and does some of what officers do. */
  function officer(): void {
    const id = uuid7(Math.floor(time), bytes())
    const home = people[upTo(PEOPLE)].home
    const actor: Actor = {
      tenant: county,
      account: 'officer',
      person: people[0].id,
      grants: [{ role: 'officer', area: home }],
    }
    const give = (command: MusterCommand) =>
      receive(
        { id: uuid7(Math.floor(time), bytes()), room: 'muster', stream: `muster/${id}`, at: time, command },
        actor,
      )
    const needs =
      next() < 0.5 ? [{ skill: 'medic', people: 1 + upTo(2) }, { people: 1 + upTo(20) }] : [{ people: 1 + upTo(15) }]
    const near = people.filter((person) => person.home === home).map((person) => person.id)
    give({
      type: 'blow-whistle',
      what: 'x',
      label: 'y',
      area: home,
      place: [111.7, 36.8],
      needs,
      from: Math.round(time),
      until: Math.round(time) + (60 + upTo(300)) * minute,
      drill: next() < 0.15,
      answerMinutes: 1 + upTo(15),
      escalateMinutes: 5 + upTo(30),
      waves: next() < 0.7 ? 'by-themselves' : 'by-hand',
      people: near.slice(upTo(50), 60 + upTo(60)),
    })
    for (let i = 0; i < 4; i += 1) {
      at(time + upTo(180) * minute, () => {
        const dice = next()
        const some = [...everyCall(stateOf(id).calls)].filter(
          ([, call]) => call.state === 'coming' || call.state === 'arrived' || call.state === 'talk',
        )
        const [person] = some[upTo(some.length)] ?? [near[0]]
        if (dice < 0.3) give({ type: 'mark-arrived', person })
        else if (dice < 0.4) give({ type: 'mark-absent', person })
        else if (dice < 0.5) give({ type: 'note-answer', person, answer: 'coming', minutes: 5 })
        else if (dice < 0.6) give({ type: 'extend', until: Math.round(time) + 90 * minute })
        else if (dice < 0.7) give({ type: 'escalate' })
        else if (dice < 0.75) give({ type: 'stand-down' })
        else
          give({
            type: 'call-people',
            people: people
              .slice(upTo(PEOPLE - 40))
              .slice(0, 40)
              .map((one) => one.id),
          })
      })
    }
  }

  /** The server stops and starts: what it holds in memory comes from the journal again, and must be the same. */
  function restart(): void {
    count.restarts += 1
    for (const [id, events] of journal) {
      const folded = events.reduce(muster.evolve, muster.initial(`muster/${id}`))
      assert.deepEqual(folded, states.get(id), `seed ${seed}: folded again, the same`)
      states.set(id, folded)
    }
  }

  function run(): void {
    for (let i = 0; i < musters; i += 1) at(begin + upTo(600) * minute, officer)
    for (let i = 0; i < 8; i += 1) at(begin + upTo(900) * minute, restart)
    // The server's clock is set: ahead, then back.
    for (const [when, by] of [
      [200, 4],
      [330, -3],
      [470, 0],
    ])
      at(begin + when * minute, () => {
        jump = by * minute
      })
    while (queue.length > 0) {
      const item = queue.shift()!
      time = item.at
      item.run()
    }
  }
  return { run, count, people, states, engaged, log }
}
