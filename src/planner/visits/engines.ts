// Chooses the routes a problem needs: plain ones where they do, coupled ones else.
import { type Bonds, bondsOf } from './bonds.ts'
import { Coupled } from './coupled.ts'
import { Inserter } from './insert.ts'
import { nearOf } from './near.ts'
import { ordersOf } from './order.ts'
import { PairInserter } from './pair.ts'
import { groundOf, Routes, type Ground } from './plain.ts'
import { Polish } from './polish.ts'
import type { VisitsProblem } from './problem.ts'
import type { Engine, Manner } from './search.ts'

/**
 * Visits up to which there is a population. Rounds of coupled routes are dear: there a chain with a tenth of the work
 * comes to nothing sooner, and chains are fewer and hotter.
 */
const PLAIN_SMALL_MAX = 300
const COUPLED_SMALL_MAX = 200
const PLAIN_SMALL: Manner = { people: 12, heat: { hot: 0.5, cold: 0.005 } }
const PLAIN_LARGE: Manner = { people: 0, heat: { hot: 1, cold: 0.03 } }
const COUPLED_SMALL: Manner = { people: 4, heat: { hot: 1, cold: 0.02 } }
const COUPLED_LARGE: Manner = { people: 0, heat: { hot: 1, cold: 0.02 } }

/** True where routes do not touch each other, windows are single and hard, and there is one kind of travel and load. */
export function isPlain({
  travel,
  links,
  breaks,
  loads,
  visitsMost,
  windowStart,
  visits,
  lateMost,
  collected,
  delivered,
  aim,
}: VisitsProblem): boolean {
  return (
    travel.length === 1 &&
    links.length === 0 &&
    breaks.length === 0 &&
    loads <= 1 &&
    windowStart[visits] === visits &&
    visitsMost.every((most) => most >= visits) &&
    lateMost.every((late) => late === 0) &&
    aim === 'ordered' &&
    (collected.every((amount) => amount === 0) || delivered.every((amount) => amount === 0))
  )
}

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

export function plainEngine(problem: VisitsProblem, ground: Ground = groundOf(problem)): Engine<Routes> {
  const near = once(() => nearOf(ground))
  return {
    visits: problem.visits,
    teams: problem.teams,
    home: problem.visits,
    near,
    orders: ordersOf(ground),
    manner: problem.visits <= PLAIN_SMALL_MAX ? PLAIN_SMALL : PLAIN_LARGE,
    group: ground.group,
    create: () => new Routes(ground),
    inserting: (plan, random) => new Inserter(plan, near, random),
    polishing: (plan) => new Polish(plan, near),
    toll: ground.toll,
  }
}

export function coupledEngine(problem: VisitsProblem, bonds: Bonds = bondsOf(problem)): Engine<Coupled> {
  const near = once(() => nearOf(bonds.ground))
  return {
    visits: problem.visits,
    teams: problem.teams,
    home: bonds.home,
    near,
    orders: ordersOf(bonds.ground),
    manner: problem.visits <= COUPLED_SMALL_MAX ? COUPLED_SMALL : COUPLED_LARGE,
    group: bonds.ground.group,
    ...(problem.links.length > 0 && { mate: bonds.mate }),
    create: () => new Coupled(bonds),
    inserting: (plan, random) => new PairInserter(plan, near, random),
  }
}
