// From click to published: a plan for 115 teams and all posts of a county's round, then its repair after 7 % no-shows;
// through HTTP, the whole door and the database, on the demo county.
// Run: node bench/rounds.ts [--points 60] [--write]
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { loadDemo } from '../src/demo/load.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import { apportionTeams, layPosts } from '#domain/operation/lay.ts'
import { starters } from '#domain/operation/starters.ts'
import { createRandom } from '#planner/kernel/random.ts'
import type { PlanAnswer, RepairAnswer } from '#server/planning/answers.ts'
import { county, openHouse, type TestHouse } from '#test/house.ts'

const { values } = parseArgs({
  options: {
    points: { type: 'string', default: '60' },
    rounds: { type: 'string', default: '5' },
    write: { type: 'boolean' },
  },
})
const hour = 3_600_000
const share = 0.07

/** The demo county with an operation, and what rounds are laid out from. */
async function prepare(house: TestHouse) {
  const office: Actor = {
    tenant: county,
    account: house.newId(),
    grants: (['administrator', 'officer', 'dispatcher'] as const).map((role) => ({ role, area: county })),
  }
  await loadDemo(house, office, () => undefined)
  const [template, body] = [...starters][0]
  const operation = house.newId()
  await house.given([
    'operation',
    `operation/${operation}`,
    { type: 'open-operation', template, area: county, name: '演示采样' },
  ])
  const grids = await house.sql<{ grid: string; residents: number }>(
    `select area as grid, residents from areas where level = 'grid' order by residents desc`,
  )
  const places = await house.sql<{ area: string; lng: number; lat: number }>(
    `select area, lng, lat
     from areas
     where level = 'community' and lng is not null
     order by residents desc
     limit $1`,
    [Number(values.points)],
  )
  const dispatcher = await house.as({ role: 'dispatcher', area: county })
  return { house, operation, posts: body.posts, grids, places, dispatcher }
}
type Ground = Awaited<ReturnType<typeof prepare>>

/** The n-th round, laid out and published, three days after the one before. */
async function publish({ house, operation, posts: usual, grids, places }: Ground, n: number): Promise<string> {
  const round = house.newId()
  const starts = house.now() + (24 + 72 * n) * hour
  const points = places.map(({ area, lng, lat }) => ({
    point: house.newId(),
    area,
    name: area.slice(-3),
    place: [lng, lat] as [number, number],
    lanes: 2,
    open: true,
  }))
  const posts = layPosts(usual, { area: county, starts, ends: starts + 12 * hour }, points, house.newId)
  await house.given(
    ['operation', `round/${round}`, { type: 'draft-round', operation, starts }],
    ['operation', `round/${round}`, { type: 'put-points', points }],
    ['operation', `round/${round}`, { type: 'put-posts', posts }],
    [
      'operation',
      `round/${round}`,
      { type: 'set-teams', teams: { followers: 3, skills: [], grids: apportionTeams(grids, 115) } },
    ],
    ['operation', `round/${round}`, { type: 'publish-round' }],
  )
  return round
}

/** @param began by performance.now() */
type Note = (what: string, began: number) => void

/** The planner's proposal, asked for and accepted. */
async function staff({ dispatcher }: Ground, round: string, note: Note) {
  const began = performance.now()
  const { status, body: plan } = await dispatcher.ask<PlanAnswer>('roster-plan', { round })
  if (status !== 200) throw new Error(`roster-plan ${status}`)
  note('proposed', began)
  const seats = plan.seats.map(({ seat, person, reasons }) => ({ seat, person, reasons }))
  const { verified, ...proof } = plan.proof
  const [accepted] = await dispatcher.give([
    'roster',
    `roster/${round}`,
    { type: 'accept-plan', area: county, teams: plan.teams, seats, proof },
  ])
  note('from click to published', began)
  if (accepted.status !== 'accepted' || !verified) throw new Error(JSON.stringify(accepted))
  return { plan, seats }
}

/** Those seats stay empty; the repair is asked for and accepted. */
async function mend({ dispatcher }: Ground, round: string, absent: readonly { seat: string }[], note: Note) {
  await dispatcher.give(['roster', `roster/${round}`, { type: 'mark-absent', seats: absent.map((one) => one.seat) }])
  const broken = performance.now()
  const { body: repair } = await dispatcher.ask<RepairAnswer>('roster-repair', { round })
  note('repair proposed', broken)
  const [option] = repair.options
  const [mended] = await dispatcher.give([
    'roster',
    `roster/${round}`,
    {
      type: 'accept-repair',
      bound: repair.bound,
      seats: option.seats.map(({ seat, person, reasons }) => ({ seat, person, reasons: reasons.slice(0, 8) })),
    },
  ])
  note('from no-shows to mended', broken)
  if (mended.status !== 'accepted') throw new Error(JSON.stringify(mended))
  return { repair, option }
}

async function run(): Promise<void> {
  const house = await openHouse({ timers: false })
  try {
    const ground = await prepare(house)
    const best: Record<string, number> = {}
    const note: Note = (what, began) => {
      const took = performance.now() - began
      best[what] = Math.min(best[what] ?? Infinity, Math.round(took))
    }
    const counts: Record<string, number> = {}
    const random = createRandom(1)
    for (let n = 0; n < Number(values.rounds); n += 1) {
      const round = await publish(ground, n)
      const { plan, seats } = await staff(ground, round, note)
      const absent = seats.filter(() => random.next() < share)
      const { repair, option } = await mend(ground, round, absent, note)
      Object.assign(counts, {
        teams: plan.teams.length,
        seats: plan.figures.proposed.seats,
        filled: plan.figures.proposed.filled,
        meanMetres: plan.figures.proposed.meanMetres,
        noShows: absent.length,
        vacancies: repair.vacancies,
        bound: repair.bound,
        moved: option.moved,
        called: option.called,
        stillOpen: option.stillOpen,
      })
      await ground.dispatcher.give(['operation', `round/${round}`, { type: 'close-round' }])
    }
    const figures = { node: process.version, milliseconds: best, ...counts }
    console.log(JSON.stringify(figures, null, 2))
    if (values.write)
      writeFileSync(path.join(import.meta.dirname, 'rounds.baseline.json'), `${JSON.stringify(figures, null, 2)}\n`)
  } finally {
    await house.stop()
  }
}

await run()
