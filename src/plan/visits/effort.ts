// How long door routes are searched: an amount of work, under a ceiling of processor time; in one search, or in several
// whose best counts. How many threads do them changes nothing.
import { Worker } from 'node:worker_threads'
import { isPlain } from '#planner/visits/engines.ts'
import { compareWorth, type VisitsPlan, type VisitsProblem } from '#planner/visits/problem.ts'
import { Visits } from '#planner/visits/visits.ts'
import type { Io } from '../io.ts'

/**
 * Work that a processor second does at the least, in millions: plain routes seen whole, plain by likely spots, coupled.
 * Set under what common machines reach, so that the planned work is mostly done before the time is over and the same
 * seed gives the same bits.
 */
const WORK_A_SECOND = { whole: 40, near: 24, coupled: 15 } as const
const WHOLE_VISITS = 200
/**
 * How far, as a share, the time may be ahead of the work in the beginning, while the program warms up; nothing in the
 * end. Beyond, time sets the pace, so that the search comes to its end.
 */
const AHEAD = 0.1
/** Without a ceiling: as much work as so many seconds hold. */
const SECONDS = 10
/** A worker looks for the others' sake whether it shall stop; the main thread wakes it no other way. */
const WAKE_MS = 20

export interface Effort {
  readonly seed: number
  /** Millions of spots looked at, in all searches together; undefined: what the time holds, or the usual. */
  readonly work: number | undefined
  readonly cpuSeconds: number | undefined
  readonly searches: number
  readonly workers: number
}

export interface Planned {
  readonly plan: VisitsPlan
  /** False when Ctrl-C cut it short. */
  readonly going: boolean
  /** False when Ctrl-C or the ceiling did. */
  readonly repeatable: boolean
}

/** One search: its seed, work and ceiling. */
export interface Share {
  readonly seed: number
  readonly work: number
  readonly cpuSeconds: number
}

function workOf(problem: VisitsProblem, seconds: number): number {
  const rate = !isPlain(problem)
    ? WORK_A_SECOND.coupled
    : problem.visits <= WHOLE_VISITS
      ? WORK_A_SECOND.whole
      : WORK_A_SECOND.near
  return rate * 1e6 * seconds
}

const workInAll = (problem: VisitsProblem, { work, cpuSeconds }: Effort): number =>
  work === undefined ? workOf(problem, cpuSeconds ?? SECONDS) : work * 1e6

const shareOf = (problem: VisitsProblem, effort: Effort, k: number): Share => ({
  seed: (effort.seed + Math.imul(k, 0x9e3779b9)) >>> 0,
  work: workInAll(problem, effort) / effort.searches,
  cpuSeconds: (effort.cpuSeconds ?? Infinity) / effort.searches,
})

/** Runs one search to its end. @param going asked after each step */
export async function search(
  problem: VisitsProblem,
  { seed, work, cpuSeconds }: Share,
  going: (share: number, cost: number) => boolean | Promise<boolean>,
): Promise<Planned> {
  const before = process.threadCpuUsage()
  const visits = new Visits(problem, seed)
  let [more, spent, hurried] = [true, 0, false]
  while (visits.work < work && more && spent < 1) {
    const done = visits.work / work
    hurried ||= spent > done + AHEAD * (1 - done)
    const share = hurried ? Math.max(done, spent) : done
    if (visits.step(share)) break
    const { user, system } = process.threadCpuUsage(before)
    spent = (user + system) / 1e6 / cpuSeconds
    more = await going(share, visits.cost)
  }
  return { plan: visits.plan(), going: more, repeatable: more && !hurried && spent < 1 }
}

/**
 * Plans until the work is done, the time is over, or Ctrl-C.
 * @returns the best of the searches, and what `--work` makes it again; null where time or Ctrl-C decided
 */
export async function planVisits(
  problem: VisitsProblem,
  effort: Effort,
  io: Io,
): Promise<Planned & { readonly work: number | null }> {
  const shares = Array.from({ length: effort.searches }, (_, k) => shareOf(problem, effort, k))
  const planned =
    effort.workers > 1 && shares.length > 1
      ? await inThreads(problem, shares, effort.workers, io)
      : await oneByOne(problem, shares, io)
  io.progress('')
  const repeatable = planned.every((one) => one.repeatable)
  const best = planned.reduce((a, b) => (compareWorth(b.plan, a.plan, problem.aim) < 0 ? b : a))
  return {
    plan: best.plan,
    going: planned.every(({ going }) => going),
    repeatable,
    work: repeatable ? workInAll(problem, effort) / 1e6 : null,
  }
}

async function oneByOne(problem: VisitsProblem, shares: readonly Share[], io: Io): Promise<Planned[]> {
  const planned: Planned[] = []
  for (const share of shares) {
    planned.push(
      await search(problem, share, async (part, cost) => {
        io.progress(`${planned.length + 1}/${shares.length} ${Math.round(100 * part)} % ${cost}`)
        return io.breathe()
      }),
    )
    if (!planned[planned.length - 1].going) break
  }
  return planned
}

/** What a worker is given; `stop[0]` becomes 1 on Ctrl-C. */
export interface Order {
  readonly problem: VisitsProblem
  readonly share: Share
  readonly stop: Int32Array
}

async function inThreads(
  problem: VisitsProblem,
  shares: readonly Share[],
  workers: number,
  io: Io,
): Promise<Planned[]> {
  const stop = new Int32Array(new SharedArrayBuffer(4))
  const planned: Planned[] = []
  let at = 0
  const one = (share: Share) =>
    new Promise<Planned>((resolve, reject) => {
      const order: Order = { problem, share, stop }
      const worker = new Worker(new URL('./effort.worker.ts', import.meta.url), { workerData: order })
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', (code) => reject(new Error(`a search's thread ended with ${code}`)))
    })
  const hand = async () => {
    for (let k = at++; k < shares.length && stop[0] === 0; k = at++) planned[k] = await one(shares[k])
  }
  const watch = setInterval(
    () =>
      void io.breathe().then((going) => {
        if (!going) Atomics.store(stop, 0, 1)
      }),
    WAKE_MS,
  )
  try {
    await Promise.all(Array.from({ length: Math.min(workers, shares.length) }, hand))
  } finally {
    clearInterval(watch)
  }
  return planned.filter((one) => one !== undefined)
}
