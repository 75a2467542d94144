// The report of `muster plan repair`: who moves, who is called, why nobody else has to, and what more moves would save.
import type { RepairJson } from '../answers.ts'
import type { TeamInputs } from '../inputs.ts'
import type { Landscape } from './landscape.ts'
import { both, figures, page, safe, type Section, table } from './page.ts'
import { gridName, mapOf, openSeats, proofText } from './teams.ts'
import { repairWords as words, teamsWords } from './words.ts'

export async function repairReport(inputs: TeamInputs, json: RepairJson, land?: Landscape): Promise<string> {
  const moved = new Set(json.moved.map(([volunteer]) => volunteer))
  const called = new Set(json.called.map(([volunteer]) => volunteer))
  const look = (volunteer: string) => (moved.has(volunteer) ? 'shift' : called.has(volunteer) ? 'new' : 'way')
  return page(
    words.title,
    [
      overview(json),
      moves(inputs, json, land),
      calls(inputs, json, land),
      proof(json),
      ...front(json),
      ...mapOf(inputs, json, land, look),
      openSeats(inputs, json, land),
    ],
    land?.note,
  )
}

function overview(json: RepairJson): Section {
  const list = figures([
    [words.absent, json.absent.length],
    [words.moved, json.moved.length],
    [words.called, json.called.length],
    [
      words.stayed,
      json.assignments.length - json.called.length - json.moved.filter(([, , now]) => now !== null).length,
    ],
    [teamsWords.open, json.open.length],
    [teamsWords.cost, json.cost],
  ])
  return { title: teamsWords.overview, html: list }
}

/** Grid and seat of a seat's id. */
function seatName(inputs: TeamInputs, land: Landscape | undefined, seat: string | null): string {
  if (seat === null) return both(words.home)
  const s = inputs.seatIds.indexOf(seat)
  return `${safe(gridName(land, inputs.gridOf[s] ?? ''))} · ${safe(seat)}`
}

function moves(inputs: TeamInputs, json: RepairJson, land?: Landscape): Section {
  if (json.moved.length === 0) return { title: words.moves, html: `<p class="good">${both(words.nobodyMoves)}</p>` }
  return {
    title: words.moves,
    html: table(
      [teamsWords.volunteer, words.before, words.now],
      json.moved.map(([volunteer, from, to]) => [
        safe(volunteer),
        seatName(inputs, land, from),
        seatName(inputs, land, to),
      ]),
    ),
  }
}

function calls(inputs: TeamInputs, json: RepairJson, land?: Landscape): Section {
  const why = new Map(json.reasons.map((reason) => [reason.seat, reason]))
  const rows = json.called.map(([volunteer, seat]) => {
    const { cost, next, extra } = why.get(seat)!
    return [safe(volunteer), seatName(inputs, land, seat), both(teamsWords.chosen(cost!, next, extra))]
  })
  return { title: words.whoIsCalled, html: table([teamsWords.volunteer, words.now, teamsWords.why], rows) }
}

function proof(json: RepairJson): Section {
  const why = json.proven ? `<p>${both(words.proof(json.moveCost, json.cost, json.moved.length))}</p>` : ''
  return { title: words.proofTitle, html: `<p>${proofText(json)}</p>${why}` }
}

function front(json: RepairJson): Section[] {
  if (!json.front) return []
  const rows = json.front.map(({ moved, cost, moveCost }) => [safe(moved), safe(cost), safe(moveCost)])
  return [
    {
      title: words.front,
      html: table([words.moved, teamsWords.cost, { zh: '每次调动的费用', en: 'price of a move' }], rows),
    },
  ]
}
