// What the one room of a simulated county needs to know beyond its stream: whom it may call, who staffs which level,
// whether a code is the one that was shown.
import type { Actor } from '#domain/kernel/actor.ts'
import { around, covers } from '#domain/kernel/area.ts'
import type { Envelope } from '#domain/kernel/envelope.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { idOf } from '#domain/kernel/stream.ts'
import { findCall } from '#domain/muster/calls.ts'
import type { MusterCommand } from '#domain/muster/commands.ts'
import { choose, rank, type Known } from '#domain/muster/rank.ts'
import { seatsFilledInAll, seatsOf } from '#domain/muster/seats.ts'
import type { MusterFacts, MusterState } from '#domain/muster/state.ts'
import { findCode } from '#rooms/muster/codes.ts'
import type { World } from './world.ts'

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function candidates(
  world: World,
  state: MusterState,
  named?: readonly Id[],
): Pick<MusterFacts, 'callable' | 'skipped'> {
  const { whistle } = state
  const pool = (named ? named.map((id) => world.byId.get(id)!) : world.people).filter(
    (person) =>
      covers(state.reach, person.home) &&
      !world.engaged.has(person.id) &&
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

export function factsFor(world: World, envelope: Envelope<MusterCommand>, actor: Actor, now: number): MusterFacts {
  const id = idOf(envelope.stream)
  const { command } = envelope
  const state = world.stateOf(id)
  const levels = []
  for (
    let area = around(state.reach || (command.type === 'blow-whistle' ? command.area : ''));
    area;
    area = around(area)
  )
    levels.push({ area, staff: area.length === 9 ? 0 : 1 })
  const who = command.type === 'note-answer' || command.type === 'mark-arrived' ? command.person : actor.person
  const base = { self: actor.person, engagedIn: who ? world.engaged.get(who) : undefined, levels }
  if (command.type === 'blow-whistle') {
    world.secrets.set(id, world.secrets.get(id) ?? Array.from({ length: 32 }, () => base32[world.upTo(32)]).join(''))
    return {
      ...base,
      ...candidates(
        world,
        { ...state, reach: command.area, whistle: { needs: command.needs } as never },
        command.people ?? [],
      ),
    }
  }
  if (command.type === 'call-people') return { ...base, ...candidates(world, state, command.people) }
  if (command.type === 'call-next') return { ...base, ...candidates(world, state) }
  if (command.type === 'arrive')
    return { ...base, code: findCode(world.secrets.get(id)!, command.code, envelope.at, now) }
  return base
}
