// The event loop of one point: arrivals come from their sorted list, everything else from the agenda of busy lanes.
// Discrete-event simulation as in Banks, Carson, Nelson & Nicol, "Discrete-event system simulation" (2010), with lines
// as ranges of person numbers:
// people keep their order within a line, so a line is a list that only grows at one end and is eaten at the other.
import { createRandom } from '#planner/kernel/random.ts'
import { Agenda } from './agenda.ts'
import { fillTimes } from './draw.ts'
import { checkMorning, type Morning, type Stage } from './problem.ts'

export interface Flow {
  /** When each person's service began at stage s, at [s × people + person]. Minutes. */
  readonly began: Float64Array
  /** When each person came to the line of stage s, at the same place. */
  readonly came: Float64Array
  /** When each person left the last stage. */
  readonly left: Float64Array
  /** Most people waiting at once in each stage's line. */
  readonly longest: Int32Array
  /** Events worked through: arrivals, ends of service, lanes coming back from a break. */
  readonly events: number
}

/** Seeds of stages differ by this odd number, so that one stage's times do not change with another's. */
const STAGE_SEED = 0x5bd1e995

/** Same morning, same bits. Throws RangeError for a morning that is not one. */
export function simulate(morning: Morning): Flow {
  checkMorning(morning)
  return new Point(morning).run()
}

class Point {
  private readonly arrivals: Float64Array
  private readonly people: number
  private readonly stages: readonly Stage[]
  private readonly times: Float64Array
  private readonly came: Float64Array
  private readonly began: Float64Array
  private readonly left: Float64Array
  /** Order in which people came to each stage, at [stage × people + rank]: `tail` came so far, `head` began. */
  private readonly line: Int32Array
  private readonly head: Int32Array
  private readonly tail: Int32Array
  private readonly longest: Int32Array
  /** Lanes are numbered through all stages. Who is in each, -1 for nobody. */
  private readonly inLane: Int32Array
  private readonly stageOf: Int32Array
  /** Idle lanes of each stage as a stack at [base … base + idle). */
  private readonly base: Int32Array
  private readonly stack: Int32Array
  private readonly idle: Int32Array
  private readonly agenda: Agenda
  /** Breaks of each lane by time, and the next one; empty without any. */
  private readonly breaks: { from: number; until: number }[][]
  private readonly nextBreak: Int32Array
  private readonly hasBreaks: boolean

  constructor({ arrivals, stages, seed }: Morning) {
    const n = arrivals.length
    this.arrivals = arrivals
    this.people = n
    this.stages = stages
    this.times = new Float64Array(stages.length * n)
    stages.forEach(({ service }, s) =>
      fillTimes(
        this.times.subarray(s * n, (s + 1) * n),
        service,
        createRandom((seed + Math.imul(s + 1, STAGE_SEED)) >>> 0),
      ),
    )
    this.came = new Float64Array(stages.length * n)
    this.began = new Float64Array(stages.length * n)
    this.left = new Float64Array(n)
    this.line = new Int32Array(stages.length * n)
    this.head = new Int32Array(stages.length)
    this.tail = new Int32Array(stages.length)
    this.longest = new Int32Array(stages.length)
    const lanes = stages.reduce((sum, stage) => sum + stage.lanes, 0)
    this.inLane = new Int32Array(lanes).fill(-1)
    this.stageOf = new Int32Array(lanes)
    this.base = new Int32Array(stages.length)
    this.stack = new Int32Array(lanes)
    this.idle = new Int32Array(stages.length)
    this.agenda = new Agenda(lanes)
    this.breaks = Array.from({ length: lanes }, () => [])
    this.nextBreak = new Int32Array(lanes)
    this.hasBreaks = stages.some(({ breaks = [] }) => breaks.length > 0)
    let lane = 0
    stages.forEach((stage, s) => {
      this.base[s] = lane
      for (const { lane: at, from, until } of stage.breaks ?? []) this.breaks[lane + at].push({ from, until })
      // The first lane lies on top: it takes the first person.
      for (let k = 0; k < stage.lanes; k++, lane++) {
        this.stageOf[lane] = s
        this.stack[this.base[s] + k] = this.base[s] + stage.lanes - 1 - k
      }
      this.idle[s] = stage.lanes
    })
    for (const list of this.breaks) list.sort((a, b) => a.from - b.from || a.until - b.until)
  }

  run(): Flow {
    const { arrivals, people, agenda, stageOf, inLane, left, stages } = this
    let events = 0
    let next = 0
    for (;;) {
      const busy = agenda.count > 0
      if (next < people && !(busy && agenda.time[0] <= arrivals[next])) {
        this.join(0, next, arrivals[next])
        next++
      } else if (busy) {
        const now = agenda.time[0]
        const lane = agenda.what[0]
        const stage = stageOf[lane]
        const person = inLane[lane]
        // The lane begins anew before the person joins the next line: with one agenda entry a lane, the top is
        // replaced, not moved.
        this.release(lane, stage, now)
        if (person >= 0) {
          if (stage + 1 < stages.length) this.join(stage + 1, person, now)
          else left[person] = now
        }
      } else break
      events++
    }
    return { began: this.began, came: this.came, left, longest: this.longest, events }
  }

  /** A person comes to a stage: straight into an idle lane, or into the line. */
  private join(stage: number, person: number, now: number): void {
    const { people, line, tail, head, idle, longest } = this
    this.came[stage * people + person] = now
    line[stage * people + tail[stage]++] = person
    while (idle[stage] > 0) {
      const lane = this.stack[this.base[stage] + --idle[stage]]
      if (this.hasBreaks && this.onBreak(lane, now)) {
        this.agenda.push(this.backAt(lane), lane)
        continue
      }
      this.agenda.push(this.begin(lane, stage, now), lane)
      return
    }
    const waiting = tail[stage] - head[stage]
    if (waiting > longest[stage]) longest[stage] = waiting
  }

  /** The lane at the top of the agenda is free: next person, break, or idle. */
  private release(lane: number, stage: number, now: number): void {
    const { agenda, head, tail } = this
    this.inLane[lane] = -1
    if (this.hasBreaks && this.onBreak(lane, now)) agenda.replace(this.backAt(lane), lane)
    else if (head[stage] < tail[stage]) agenda.replace(this.begin(lane, stage, now), lane)
    else {
      agenda.pop()
      this.stack[this.base[stage] + this.idle[stage]++] = lane
    }
  }

  /** Takes the first of the line. @returns when it is done */
  private begin(lane: number, stage: number, now: number): number {
    const at = stage * this.people
    const person = this.line[at + this.head[stage]++]
    this.inLane[lane] = person
    this.began[at + person] = now
    const { slow } = this.stages[stage]
    return (
      now + this.times[at + person] * (slow !== undefined && now >= slow.from && now < slow.until ? slow.factor : 1)
    )
  }

  private onBreak(lane: number, now: number): boolean {
    const list = this.breaks[lane]
    let k = this.nextBreak[lane]
    while (k < list.length && list[k].until <= now) k++
    this.nextBreak[lane] = k
    return k < list.length && list[k].from <= now
  }

  private backAt(lane: number): number {
    return this.breaks[lane][this.nextBreak[lane]].until
  }
}
