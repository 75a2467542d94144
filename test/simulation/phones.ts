// The phones of a simulated county: people who read a call and do as people do, over networks that lose, double and
// delay.
import assert from 'node:assert/strict'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Envelope } from '#domain/kernel/envelope.ts'
import { uuid7, type Id } from '#domain/kernel/ids.ts'
import type { MusterCommand } from '#domain/muster/commands.ts'
import { codesFrom } from '#rooms/muster/codes.ts'
import { receive } from './door.ts'
import { county, minute, PEOPLE, type Person, type World } from './world.ts'

/** A phone sends until it has an answer: requests and answers get lost, come twice, come late. */
function send(world: World, person: Person, id: Id, command: MusterCommand, sentAt: number): void {
  const envelope: Envelope<MusterCommand> = {
    id: uuid7(Math.max(0, sentAt + person.skew), world.bytes()),
    room: 'muster',
    stream: `muster/${id}`,
    at: Math.round(sentAt + person.skew),
    command,
  }
  const actor: Actor = { tenant: county, account: person.id, person: person.id, grants: [] }
  const go = (tries: number) => {
    assert.ok(tries < 60, `seed ${world.seed}: answered at last`)
    const dice = world.next()
    if (dice < 0.2) {
      world.count.lost += 1
      return world.at(world.time + 1_000 * (1 + world.upTo(60)), () => go(tries + 1))
    }
    receive(world, envelope, actor)
    if (dice < 0.3) return world.at(world.time + 1_000 * (1 + world.upTo(30)), () => go(tries + 1))
    if (dice < 0.35) world.at(world.time + world.upTo(3_600_000), () => receive(world, envelope, actor))
  }
  // One in six is offline for up to six hours.
  const delay = world.next() < 0.17 ? world.upTo(6 * 60) * minute : world.upTo(5_000)
  if (delay > 10 * minute) world.count.late += 1
  world.at(sentAt + delay, () => go(0))
}

/** One person reads a call. */
export function readCall(world: World, person: Person, id: Id): void {
  const sends = (command: MusterCommand, at: number) => send(world, person, id, command, at)
  const dice = world.next()
  const think = world.upTo(12) * minute
  const thought = world.time + think
  if (dice < 0.3) return
  if (dice < 0.45) return sends({ type: 'answer-call', answer: 'cannot' }, thought)
  if (dice < 0.5) return sends({ type: 'answer-call', answer: 'talk' }, thought)
  sends({ type: 'answer-call', answer: 'coming', minutes: world.upTo(30) }, thought)
  if (world.next() < 0.1) sends({ type: 'answer-call', answer: 'cannot' }, thought + world.upTo(20) * minute)
  if (world.next() < 0.15) return
  world.at(thought + world.upTo(40) * minute, () => comeThere(world, person, id))
}

function comeThere(world: World, person: Person, id: Id): void {
  const shown = codesFrom(world.secrets.get(id)!, world.time + world.jump)[0].digits
  const code = world.next() < 0.05 ? '00000000' : shown
  send(world, person, id, { type: 'arrive', code, device: person.id }, world.time)
  // A friend at home is sent the same code.
  if (world.next() < 0.1) {
    const friend = world.people[world.upTo(PEOPLE)]
    send(world, friend, id, { type: 'arrive', code }, world.time + world.upTo(10) * minute)
  }
  if (world.next() < 0.3) send(world, person, id, { type: 'leave' }, world.time + world.upTo(120) * minute)
}
