// What must hold in a simulated county after every event: nobody promised to two musters, no seat twice, everybody
// told.
import assert from 'node:assert/strict'
import type { Id } from '#domain/kernel/ids.ts'
import { everyCall, findCall } from '#domain/muster/calls.ts'
import type { MusterEvent } from '#domain/muster/commands.ts'
import { seatsFilledInAll, seatsOf } from '#domain/muster/seats.ts'
import type { MusterState } from '#domain/muster/state.ts'
import type { World } from './world.ts'

/** As the engagements view does; a second promise throws, as its key would. */
export function keepEngagements(world: World, id: Id, event: MusterEvent): void {
  if (('drill' in event && event.drill) || ('after' in event && event.after)) return
  const hold = (person: Id) => {
    assert.ok(
      world.engaged.get(person) === undefined || world.engaged.get(person) === id,
      `world.seed ${world.seed}: ${person} promised to two musters`,
    )
    world.engaged.set(person, id)
  }
  const free = (person: Id) => {
    if (world.engaged.get(person) === id) world.engaged.delete(person)
  }
  if (event.type === 'call-answered') (event.seated ? hold : free)(event.person)
  if (event.type === 'person-arrived') hold(event.person)
  if (event.type === 'person-left' || event.type === 'person-absent') free(event.person)
  if (event.type === 'stood-down') for (const [person, of] of world.engaged) if (of === id) world.engaged.delete(person)
}

/** What must hold after every event. */
export function holds(world: World, before: MusterState, after: MusterState, event: MusterEvent): void {
  const needs = after.whistle!.needs
  const promised = Object.values(after.seated).reduce((sum, n) => sum + n, 0)
  assert.ok(promised <= seatsOf(needs), `world.seed ${world.seed}: ${promised} promised of ${seatsOf(needs)}`)
  const filled = seatsFilledInAll(needs, after.seated)
  assert.equal(filled, promised, `world.seed ${world.seed}: everybody promised has a seat that fits`)
  if (event.type === 'muster-filled') {
    assert.equal(promised, seatsOf(needs))
    for (const [person, call] of everyCall(before.calls))
      if (call.state === 'coming')
        assert.equal(
          findCall(after.calls, person)!.state,
          'coming',
          `world.seed ${world.seed}: a promise is not taken back`,
        )
  }
  if (event.type === 'call-answered' && event.seated) world.count.seatsPromised += 1
  if (event.type === 'stood-down')
    for (const [, call] of everyCall(after.calls))
      assert.ok(
        ['left', 'released', 'cannot', 'thanked', 'absent'].includes(call.state),
        `world.seed ${world.seed}: everybody is told (${call.state})`,
      )
}
