// Small moves: what they leave behind adds up when counted afresh, keeps every window, and is never worse.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '#planner/kernel/random.ts'
import { townVisits } from './cases.ts'
import { Inserter } from './insert.ts'
import { nearOf } from './near.ts'
import { groundOf, Routes } from './plain.ts'
import { Polish } from './polish.ts'
import type { VisitsProblem } from './problem.ts'

const VISITS = 90
const TEAMS = 14

/**
 * A town whose teams carry little; on every other seed some teams have a skill that some visits need, so that not all
 * teams are alike.
 */
function loadedTown(seed: number): VisitsProblem {
  const random = createRandom(seed)
  const base = townVisits(VISITS, TEAMS, seed)
  const collected = Int32Array.from({ length: VISITS }, () => 1 + random.int(9))
  const may = new Uint8Array(VISITS * TEAMS).fill(1)
  for (let i = 0; i < VISITS; i += 6) for (let v = 0; v < TEAMS; v += 3) may[i * TEAMS + v] = 0
  return {
    ...base,
    loads: 1,
    collected,
    delivered: new Int32Array(VISITS),
    room: new Int32Array(TEAMS).fill(42),
    fixed: Int32Array.from({ length: TEAMS }, () => (seed % 3 === 0 ? 900 : 0)),
    ...(seed % 2 === 0 && { may }),
  }
}

/**
 * Cost, load too much and visits, from nothing but the order of the stops. Throws where a window or a skill is broken.
 */
function counted(routes: Routes) {
  const { visits, teams, width, place, time, cost, opens, closes, service, load, problem } = routes.ground
  let [sum, over, served] = [0, 0, 0]
  for (let v = 0; v < teams; v++) {
    let [at, clock, aboard, count] = [visits + v, problem.from[v], 0, 0]
    for (let stop = routes.next[at]; stop >= 0; at = stop, stop = routes.next[stop]) {
      assert.equal(routes.prev[stop], at)
      assert.equal(routes.team[stop], v)
      clock = Math.max(opens[stop], clock + time[place[at] * width + place[stop]])
      assert.ok(clock <= closes[stop], 'a window is broken')
      clock += service[stop]
      assert.equal(routes.leave[stop], clock)
      if (stop < visits) {
        assert.ok(problem.may?.[stop * teams + v] !== 0, 'a skill is missing')
        aboard += load[stop]
        count++
      }
      if (stop < visits || count > 0) sum += cost[place[at] * width + place[stop]]
    }
    if (count > 0) sum += problem.fixed[v]
    assert.equal(routes.count[v], count)
    assert.equal(routes.room[v], problem.room[v] - aboard)
    over += Math.max(0, aboard - problem.room[v])
    served += count
  }
  return { sum, over, served }
}

test('after small moves everything adds up, windows and skills hold, nothing is worse, loads kept or priced', () => {
  let [moved, lighter] = [0, 0]
  for (let seed = 1; seed <= 40; seed++) {
    for (const priced of [false, true]) {
      const ground = groundOf(loadedTown(seed))
      const near = nearOf(ground)
      const routes = new Routes(ground)
      const inserter = new Inserter(routes, () => near, createRandom(seed))
      if (priced) ground.toll.watch(true, 20 * VISITS)
      for (let i = 0; i < VISITS; i++) inserter.insert(i)
      const before = counted(routes)
      assert.deepEqual({ sum: routes.cost, over: routes.over }, { sum: before.sum, over: before.over })
      const burden = routes.burden
      const polish = new Polish(routes, () => near)
      for (let i = 0; i < VISITS; i++) polish.visit(i)
      polish.run()
      const after = counted(routes)
      assert.deepEqual(
        { sum: routes.cost, over: routes.over, served: before.served },
        { sum: after.sum, over: after.over, served: after.served },
        `seed ${seed}`,
      )
      assert.ok(routes.burden <= burden)
      if (!priced) assert.equal(after.over, 0)
      if (routes.burden < burden) moved++
      if (after.over < before.over) lighter++
    }
  }
  assert.ok(
    moved > 60 && lighter > 10,
    `${moved} of 80 plans became better, ${lighter} lighter: too few to have tried the moves`,
  )
})
