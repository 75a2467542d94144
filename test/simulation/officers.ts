// The officers of a simulated county: each blows a whistle, and does some of what officers do.
import type { Actor } from '#domain/kernel/actor.ts'
import { uuid7, type Id } from '#domain/kernel/ids.ts'
import { everyCall } from '#domain/muster/calls.ts'
import type { MusterCommand } from '#domain/muster/commands.ts'
import { receive } from './door.ts'
import { county, minute, PEOPLE, type World } from './world.ts'

/** Things that an officer does besides. */
const actsMax = 4

export function blow(world: World): void {
  const id = uuid7(Math.floor(world.time), world.bytes())
  const home = world.people[world.upTo(PEOPLE)].home
  const actor: Actor = {
    tenant: county,
    account: 'officer',
    person: world.people[0].id,
    grants: [{ role: 'officer', area: home }],
  }
  const give = (command: MusterCommand) => {
    const envelope = uuid7(Math.floor(world.time), world.bytes())
    receive(world, { id: envelope, room: 'muster', stream: `muster/${id}`, at: world.time, command }, actor)
  }
  const upTo = (n: number) => world.upTo(n)
  const needs =
    world.next() < 0.5
      ? [{ skill: 'medic', people: 1 + upTo(2) }, { people: 1 + upTo(20) }]
      : [{ people: 1 + upTo(15) }]
  const near = world.people.filter((person) => person.home === home).map((person) => person.id)
  give({
    type: 'blow-whistle',
    what: 'x',
    label: 'y',
    area: home,
    place: [111.7, 36.8],
    needs,
    from: Math.round(world.time),
    until: Math.round(world.time) + (60 + upTo(300)) * minute,
    drill: world.next() < 0.15,
    answerMinutes: 1 + upTo(15),
    escalateMinutes: 5 + upTo(30),
    waves: world.next() < 0.7 ? 'by-themselves' : 'by-hand',
    people: near.slice(upTo(50), 60 + upTo(60)),
  })
  for (let i = 0; i < actsMax; i += 1)
    world.at(world.time + upTo(180) * minute, () => give(nextAct(world, id, near[0])))
}

/** @param nearest about whom, where nobody has answered */
function nextAct(world: World, id: Id, nearest: Id): MusterCommand {
  const dice = world.next()
  const some = [...everyCall(world.stateOf(id).calls)].filter(
    ([, call]) => call.state === 'coming' || call.state === 'arrived' || call.state === 'talk',
  )
  const [person] = some[world.upTo(some.length)] ?? [nearest]
  if (dice < 0.3) return { type: 'mark-arrived', person }
  if (dice < 0.4) return { type: 'mark-absent', person }
  if (dice < 0.5) return { type: 'note-answer', person, answer: 'coming', minutes: 5 }
  if (dice < 0.6) return { type: 'extend', until: Math.round(world.time) + 90 * minute }
  if (dice < 0.7) return { type: 'escalate' }
  if (dice < 0.75) return { type: 'stand-down' }
  const from = world.upTo(PEOPLE - 40)
  return { type: 'call-people', people: world.people.slice(from, from + 40).map((one) => one.id) }
}
