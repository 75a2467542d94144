// The report of `muster plan teams`: figures, map, open seats with reasons, load, every seat with why.
import type { TeamsJson } from '../answers.ts'
import type { TeamInputs } from '../inputs.ts'
import type { Landscape } from './landscape.ts'
import { bars, type Dot, map, type Way } from './map.ts'
import { both, figures, page, safe, type Section, table } from './page.ts'
import { openReasons, teamsWords as words } from './words.ts'

export async function teamsReport(inputs: TeamInputs, json: TeamsJson, land?: Landscape): Promise<string> {
  return page(
    words.title,
    [
      overview(inputs, json),
      ...mapOf(inputs, json, land),
      openSeats(inputs, json, land),
      load(json),
      everySeat(inputs, json, land),
    ],
    land?.note,
  )
}

export const proofText = (json: TeamsJson): string => both(json.proven ? words.proven : words.unproven(json.gap))

function overview(inputs: TeamInputs, json: TeamsJson): Section {
  const list = figures([
    [words.teams, new Set(inputs.gridOf).size],
    [words.seats, inputs.seatIds.length],
    [words.filled, json.assignments.length],
    [words.open, json.open.length],
    [words.people, inputs.volunteerIds.length],
    [words.cost, json.objective],
  ])
  return { title: words.overview, html: `${list}<p>${proofText(json)}</p>` }
}

export const gridName = (land: Landscape | undefined, grid: string): string => land?.grids.get(grid)?.name ?? grid

/** Dots of grids and thin ways from homes; `look` says how the way of a volunteer is drawn. */
export function mapOf(
  inputs: TeamInputs,
  json: TeamsJson,
  land?: Landscape,
  look: (volunteer: string) => string = () => 'way',
): Section[] {
  if (!land || land.grids.size === 0) return []
  const filled = new Map<string, [number, number]>()
  inputs.gridOf.forEach((grid, s) => {
    const [full, open] = filled.get(grid) ?? [0, 0]
    filled.set(grid, json.reasons[s].volunteer === null ? [full, open + 1] : [full + 1, open])
  })
  const dots: Dot[] = []
  for (const [grid, { name, at }] of land.grids) {
    const [full, open] = filled.get(grid) ?? [0, 0]
    dots.push({
      at,
      radius: 3 + Math.min(4, full),
      look: open > 0 ? 'short' : 'full',
      title: `${name} ${full}/${full + open}`,
    })
  }
  const ways: Way[] = []
  json.reasons.forEach(({ volunteer }, s) => {
    const from = volunteer === null ? undefined : land.homes.get(volunteer)
    const to = land.grids.get(inputs.gridOf[s])?.at
    if (from && to) ways.push({ from, to, look: look(volunteer!) })
  })
  return [
    { title: words.map, html: `<p class="note">${both(words.mapNote)}</p>${map(words.map, land.outline, ways, dots)}` },
  ]
}

export function openSeats(inputs: TeamInputs, json: TeamsJson, land?: Landscape): Section {
  const rows = json.reasons.flatMap((reason, s) =>
    reason.volunteer !== null
      ? []
      : [
          [
            safe(gridName(land, inputs.gridOf[s])),
            safe(reason.seat),
            `<span class="bad">${both(openReasons[reason.open!])}</span>`,
          ],
        ],
  )
  return {
    title: words.shortTeams,
    html:
      rows.length === 0
        ? `<p class="good">${both({ zh: '没有空席', en: 'no open seat' })}</p>`
        : table([words.grid, words.seat, words.why], rows),
  }
}

/** Bars of a histogram at most. */
const STEPS = 12

function load(json: TeamsJson): Section {
  const costs = json.reasons.flatMap(({ cost }) => (cost === null ? [] : [cost]))
  if (costs.length === 0) return { title: words.load, html: '' }
  const least = costs.reduce((a, b) => Math.min(a, b))
  const most = costs.reduce((a, b) => Math.max(a, b))
  const step = Math.max(1, Math.ceil((most - least + 1) / STEPS))
  const rows = Array.from({ length: Math.floor((most - least) / step) + 1 }, (_, k) => {
    const from = least + k * step
    return {
      name: `${from} – ${from + step - 1}`,
      value: costs.filter((cost) => cost >= from && cost < from + step).length,
    }
  })
  return { title: words.load, html: bars(rows) }
}

export function everySeat(inputs: TeamInputs, json: TeamsJson, land?: Landscape): Section {
  const rows = json.reasons.map((reason, s) => [
    safe(gridName(land, inputs.gridOf[s])),
    safe(reason.seat),
    reason.volunteer === null ? '—' : safe(reason.volunteer),
    both(reason.volunteer === null ? openReasons[reason.open!] : words.chosen(reason.cost!, reason.next, reason.extra)),
  ])
  return { title: words.list, html: table([words.grid, words.seat, words.volunteer, words.why], rows) }
}
