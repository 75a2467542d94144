// The one door of a simulated county, in memory: each command judged once by the muster room, what follows from an
// event fired in its time, now and then twice.
import { createHash } from 'node:crypto'
import { systemActor, type Actor } from '#domain/kernel/actor.ts'
import type { Reaction } from '#domain/kernel/decider.ts'
import type { Envelope } from '#domain/kernel/envelope.ts'
import { uuid8, type Id } from '#domain/kernel/ids.ts'
import { idOf } from '#domain/kernel/stream.ts'
import type { MusterCommand, MusterEvent } from '#domain/muster/commands.ts'
import { muster } from '#domain/muster/muster.ts'
import { factsFor } from './facts.ts'
import { holds, keepEngagements } from './promises.ts'
import { county, type Outcome, type World } from './world.ts'

const firedTwiceShare = 0.2

/** The same id has one effect and one answer. */
export function receive(world: World, envelope: Envelope<MusterCommand>, actor: Actor): Outcome {
  const { count, receipts } = world
  count.commands += 1
  const known = receipts.get(envelope.id)
  if (known) {
    count.known += 1
    return known
  }
  const now = world.time + world.jump
  const id = idOf(envelope.stream)
  const facts = factsFor(world, envelope, actor, now)
  const around = { actor, now, at: envelope.at, id: envelope.id }
  const answer = muster.decide(world.stateOf(id), envelope.command, facts, around)
  const outcome: Outcome =
    'refused' in answer ? { status: 'refused', reason: answer.refused } : { status: 'accepted', answer: answer.answer }
  receipts.set(envelope.id, outcome)
  if ('refused' in answer) {
    count.refused.set(answer.refused, (count.refused.get(answer.refused) ?? 0) + 1)
    return outcome
  }
  count.accepted += 1
  for (const event of answer.events) record(world, id, event, envelope.id, now)
  return outcome
}

function record(world: World, id: Id, event: MusterEvent, command: Id, now: number): void {
  const { states, journal, log } = world
  const stream = `muster/${id}`
  const before = world.stateOf(id)
  const after = muster.evolve(before, event)
  states.set(id, after)
  journal.set(id, [...(journal.get(id) ?? []), event])
  const version = journal.get(id)!.length
  log.push({ tenant: county, sequence: log.length + 1, stream, version, event, at: now, by: command, command })
  keepEngagements(world, id, event)
  holds(world, before, after, event)
  // The simulated house has this one room: what other rooms would be told is theirs.
  for (const reaction of muster.react!(event, stream, now).filter((one) => one.room === 'muster'))
    fireInTime(world, reaction, `${command} ${event.type} ${reaction.name} ${version}`)
  if (event.type === 'people-called')
    for (const { person } of event.people)
      world.at(world.time + world.upTo(30_000), () => world.called(world.byId.get(person)!, id))
  if (event.type === 'muster-escalated') world.count.escalated += 1
}

/** @param cause what it follows from: its id is derived from that */
function fireInTime(world: World, { at, stream, command }: Reaction, cause: string): void {
  const id = uuid8(createHash('sha256').update(cause).digest())
  const fire = () => {
    const envelope = { id, room: 'muster', stream, at: world.time + world.jump, command: command as MusterCommand }
    receive(world, envelope, { ...systemActor(county), account: 'system' })
  }
  world.at(at - world.jump, () => {
    world.count.fired += 1
    fire()
    // A crash between firing and ticking off fires it again: the id makes it harmless.
    if (world.next() < firedTwiceShare)
      world.at(world.time + world.upTo(5_000), () => {
        world.count.firedTwice += 1
        fire()
      })
  })
}
