// `muster plan site`: where to open how many points, and which point serves each building, within capacity.
import { parseArgs } from 'node:util'
import type { SitePlan, SiteProblem } from '#planner/site/problem.ts'
import { type SiteReason, siteReasons } from '#planner/site/reasons.ts'
import { Siting } from '#planner/site/site.ts'
import { InputFault } from './fault.ts'
import { siteHelp, siteSummary } from './help/site.ts'
import { type Budget, budgetOf, budgetOptions, workTold } from './budget.ts'
import { exits, type Io } from './io.ts'
import { choice, needed, whole } from './options.ts'
import { openingFile } from './report/page.ts'
import { siteReport } from './report/site.ts'
import { EXAMPLE_OPEN, exampleGround, readGround, readPmedcapFile, type SiteGround } from './site/ground.ts'
import { words } from './words.ts'
import { formatOf, type Sheet, writeAnswer } from './write.ts'

export const summary = siteSummary
export const help = siteHelp

const options = {
  in: { type: 'string' },
  buildings: { type: 'string' },
  sites: { type: 'string' },
  open: { type: 'string' },
  example: { type: 'string' },
  seed: { type: 'string' },
  ...budgetOptions,
  out: { type: 'string' },
  report: { type: 'string' },
} as const

type Id = string | number

export interface SiteJson {
  readonly objective: number
  /** null where no plan can serve all. */
  readonly bound: number | null
  /** null while somebody is unserved. */
  readonly gap: number | null
  readonly proven: boolean
  readonly seed: number
  /** For `--work`, in rounds; null where time or Ctrl-C decided. */
  readonly work: number | null
  readonly cpuSeconds: number
  readonly medians: readonly Id[]
  readonly customers: readonly Id[]
  /** The site that serves each of `customers`, null for none. */
  readonly assignment: readonly (Id | null)[]
  readonly unserved: readonly Id[]
  readonly load: readonly {
    readonly site: Id
    readonly load: number
    readonly capacity: number
    readonly customers: number
  }[]
  readonly reasons: readonly {
    readonly customer: Id
    readonly site: Id | null
    readonly cost: number | null
    readonly why: SiteReason['why']
    readonly nearer?: Id
    readonly saved?: number
  }[]
}

/** Rounds where no time is given: about two seconds for 3,000 buildings; then the same inputs give the same bits. */
const roundsFor = ({ customers }: SiteProblem) => Math.max(1_000, Math.min(10_000, Math.round(9_000_000 / customers)))

async function search(
  problem: SiteProblem,
  seed: number,
  budget: Budget,
  io: Io,
): Promise<{ plan: SitePlan; going: boolean; work: number | null }> {
  const { cpuSeconds } = budget
  const started = process.cpuUsage()
  const siting = new Siting(problem, seed)
  const most = budget.work ?? roundsFor(problem)
  const spent = () => {
    if (cpuSeconds === undefined) return siting.rounds / most
    const { user, system } = process.cpuUsage(started)
    return (user + system) / 1e6 / cpuSeconds
  }
  let going = true
  for (let share = 0; going && !siting.step(share); share = spent()) {
    if (siting.total < Infinity)
      io.progress(
        `${Math.min(100, Math.round(100 * share))} % ${Math.round(siting.total)} ≥ ${Math.round(siting.bound)}`,
      )
    going = await io.breathe()
  }
  io.progress('')
  return { plan: siting.answer(), going, work: workTold(budget, most, going) }
}

export async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const stray = positionals[values.in === undefined ? 0 : 1]
  if (stray !== undefined) throw new InputFault({ field: stray }, words.stray)
  const out = values.out ?? 'json'
  formatOf(out, values.report)
  const seed = whole(values.seed, '--seed', 0, 2 ** 32 - 1, 1)
  const budget = budgetOf(values)
  const open = values.open === undefined ? undefined : whole(values.open, '--open', 1, 100_000)
  const ground = await groundFrom(values, positionals, seed, open)
  const started = process.cpuUsage()
  const { plan, going, work } = await search(ground.problem, seed, budget, io)
  const used = process.cpuUsage(started)
  const json = siteJson(ground, plan, { seed, work, cpuSeconds: (used.user + used.system) / 1e6 })
  const html = async () => siteReport(ground, json)
  if (values.report !== undefined) await openingFile(values.report, html, io)
  await writeAnswer(io, out, { json, sheets: [buildingSheet(json), siteSheet(json)], html })
  return going ? exits.answered : exits.interrupted
}

type Values = { readonly [option in keyof typeof options]?: string }

async function groundFrom(
  values: Values,
  positionals: readonly string[],
  seed: number,
  open: number | undefined,
): Promise<SiteGround> {
  if (values.example !== undefined) return exampleGround(values.example, seed, open ?? EXAMPLE_OPEN)
  if (values.in !== undefined) {
    choice(values.in, '--in', ['pmedcap'])
    return readPmedcapFile(needed(positionals[0], 'FILE'))
  }
  const [buildings, sites] = [needed(values.buildings, '--buildings'), needed(values.sites, '--sites')]
  const ground = await readGround(buildings, sites, open)
  // Without a price of opening, "as many as you like" would open them all.
  if (open === undefined && !ground.problem.opening) needed(undefined, '--open')
  return ground
}

function siteJson(
  { problem, buildings, sites }: SiteGround,
  plan: SitePlan,
  spent: Pick<SiteJson, 'seed' | 'work' | 'cpuSeconds'>,
): SiteJson {
  const named = (site: number) => (site < 0 ? null : sites[site])
  const load = new Map(
    Array.from(plan.medians, (site) => [
      site,
      { site: sites[site], load: 0, capacity: problem.capacity[site], customers: 0 },
    ]),
  )
  plan.assignment.forEach((site, i) => {
    const row = load.get(site)
    if (!row) return
    row.load += problem.demand[i]
    row.customers++
  })
  const reasons = siteReasons(problem, plan).map(({ nearer, ...reason }, i) => {
    const site = plan.assignment[i]
    return {
      customer: buildings[i],
      site: named(site),
      cost: site < 0 ? null : problem.cost[i * problem.sites + site],
      ...reason,
      ...(nearer !== undefined && { nearer: sites[nearer] }),
    }
  })
  return {
    objective: plan.objective,
    bound: Number.isFinite(plan.bound) ? plan.bound : null,
    gap: plan.gap,
    proven: plan.gap === 0,
    ...spent,
    medians: Array.from(plan.medians, (site) => sites[site]),
    customers: buildings,
    assignment: Array.from(plan.assignment, named),
    unserved: plan.unserved.map((i) => buildings[i]),
    load: [...load.values()],
    reasons,
  }
}

const buildingSheet = (json: SiteJson): Sheet => ({
  name: 'buildings',
  header: ['building', 'site', 'cost', 'why', 'nearer', 'saved'],
  rows: json.reasons.map((row) => [row.customer, row.site, row.cost, row.why, row.nearer ?? null, row.saved ?? null]),
})
const siteSheet = (json: SiteJson): Sheet => ({
  name: 'sites',
  header: ['site', 'load', 'capacity', 'buildings'],
  rows: json.load.map((row) => [row.site, row.load, row.capacity, row.customers]),
})
