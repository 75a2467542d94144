// Move "loosen": everybody lets go of at most one of their shifts, and one flow over all places seats them anew;
// whoever let go of none may take one more.
// A very large neighbourhood searched exactly (Ahuja, Ergun, Orlin & Punnen, "A survey of very large-scale neighborhood
// search techniques", 2002).
import type { Random } from '#planner/kernel/random.ts'
import type { Diagram } from './diagram.ts'
import type { Flow } from './flow.ts'
import type { Layout } from './layout.ts'
import { NEVER } from './problem.ts'
import { Standing } from './standing.ts'

/** Share of the people who let go of nothing: they may add a shift. */
const KEEPS = 0.2

export class Loosen {
  private readonly layout: Layout
  private readonly diagram: Diagram
  private readonly flow: Flow
  private readonly chance: Int32Array
  private readonly taken: Int32Array
  private readonly room: Int32Array
  private readonly loose: Int32Array

  constructor(layout: Layout, diagram: Diagram, flow: Flow) {
    const { people, shifts, places } = layout.problem
    this.layout = layout
    this.diagram = diagram
    this.flow = flow
    this.chance = new Int32Array(people * shifts)
    this.taken = new Int32Array(places)
    this.room = new Int32Array(layout.cap.length)
    this.loose = new Int32Array(people)
  }

  /** Makes the roster no worse. */
  move(standing: Standing, random: Random): void {
    const { layout, chance, taken, room, loose } = this
    const { people, shifts, shift, person } = layout.problem
    taken.fill(0)
    room.set(layout.cap)
    for (let p = 0; p < people; p++) {
      loose[p] = this.pick(standing, p, random)
      for (let s = 0; s < shifts; s++) {
        const arc = standing.arcAt[p * shifts + s]
        // Locked seats are out of needs and caps already.
        if (arc < 0 || layout.lockedArc[p * shifts + s] >= 0) continue
        if (s !== loose[p]) taken[layout.placeOf[arc]]++
        // Whoever lets go keeps a claim on the unit's room.
        const key = layout.unitShift(p, s)
        if (key >= 0) room[key]--
      }
    }
    const first = random.int(Math.max(1, people))
    for (let k = 0; k < people; k++) {
      const p = (first + k) % people
      this.weigh(standing, p, loose[p])
      if (loose[p] < 0) continue
      standing.arcAt[p * shifts + loose[p]] = -1
      standing.count[p]--
    }
    for (const arc of this.flow.solve({ from: 0, until: shifts }, chance, undefined, taken).arcs) {
      standing.arcAt[person[arc] * shifts + shift[layout.placeOf[arc]]] = arc
      standing.count[person[arc]]++
    }
  }

  /** The shift a person lets go of, -1 for none. */
  private pick(standing: Standing, p: number, random: Random): number {
    const {
      lockedArc,
      problem: { shifts },
    } = this.layout
    if (standing.count[p] === 0 || random.next() < KEEPS) return -1
    let skip = random.int(standing.count[p])
    for (let s = 0; s < shifts; s++)
      if (standing.arcAt[p * shifts + s] >= 0 && skip-- === 0) return lockedArc[p * shifts + s] >= 0 ? -1 : s
    return -1
  }

  /** What each shift adds to the person's others, NEVER where it does not fit with them. */
  private weigh(standing: Standing, p: number, loose: number): void {
    const { diagram, chance, layout } = this
    const { people, served, fairness } = layout.problem
    const fair = fairness * (served[p] + standing.count[p] - (loose >= 0 ? 1 : 0))
    let node = diagram.root[p]
    for (let b = 0; b < diagram.blocks.length; b++) {
      const { from, until } = diagram.blocks[b]
      const own = optionBut(standing, diagram, b, p, loose)
      for (let s = from; s < until; s++) {
        const lawful = own === 0 && this.fits(standing, p, b, Standing.after(diagram, b, node, s - from + 1), loose)
        chance[s * people + p] = lawful && (s === loose || this.claim(p, s)) ? fair : NEVER
      }
      node = Standing.after(diagram, b, node, own)
    }
  }

  /** Several of a unit may want the same room: the first come get a claim, so that no flow can break a unit's limit. */
  private claim(p: number, s: number): boolean {
    const key = this.layout.unitShift(p, s)
    return key < 0 || this.room[key]-- > 0
  }

  /** Whether the days after block b are lawful from a node on. */
  private fits(standing: Standing, p: number, b: number, node: number, loose: number): boolean {
    const { diagram } = this
    for (let each = b + 1; each < diagram.blocks.length && node >= 0; each++)
      node = Standing.after(diagram, each, node, optionBut(standing, diagram, each, p, loose))
    return node >= 0
  }
}

function optionBut(standing: Standing, diagram: Diagram, b: number, p: number, loose: number): number {
  const option = standing.option(diagram, b, p)
  return option > 0 && diagram.blocks[b].from + option - 1 === loose ? 0 : option
}
