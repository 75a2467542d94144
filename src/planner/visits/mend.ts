// What is done to coupled routes as a whole: everybody sent home, and what changes left broken mended.
import type { Bonds } from './bonds.ts'

interface Homes {
  readonly bonds: Bonds
  readonly next: Int32Array
  readonly prev: Int32Array
  readonly team: Int32Array
}

/** Every team goes straight home; breaks stand on its way. */
export function sendHome({ bonds, next, prev, team }: Homes): void {
  const {
    home,
    breaksOf,
    problem: { teams },
  } = bonds
  team.fill(-1)
  for (let v = 0; v < teams; v++) {
    const way = [home + v, ...breaksOf[v], home + teams + v]
    way.forEach((stop, k) => {
      team[stop] = v
      prev[stop] = k === 0 ? -1 : way[k - 1]
      next[stop] = k === way.length - 1 ? -1 : way[k + 1]
    })
  }
}

interface Changed {
  readonly bonds: Bonds
  readonly team: Int32Array
  remove(i: number): void
  empty(v: number): void
  /** @returns false where there are no starts that keep every rule */
  settle(): boolean
}

/**
 * Takes out halves of pairs and finds all starts; of the first `touched` teams of `dirty` one after another goes home
 * until there are some.
 */
export function mend(routes: Changed, dirty: Int32Array, touched: number): void {
  const { team } = routes
  const { links } = routes.bonds.problem
  const halves = () => {
    for (const { first, second } of links)
      if (team[first] < 0 !== team[second] < 0) routes.remove(team[first] < 0 ? second : first)
  }
  halves()
  for (let k = 0; !routes.settle() && k < touched; k++) {
    routes.empty(dirty[k])
    halves()
  }
}
