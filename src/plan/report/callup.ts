// The report of `muster plan callup`: figures, map of points by load, load by slot, what is not called and why, how far
// people walk, who moved.
import type { CallupJson } from '../callup/answer.ts'
import { clock } from '../callup/times.ts'
import type { Said } from '#words/languages.ts'
import { callupWords as words, openReasons } from './callup/words.ts'
import { heat } from './callup/pictures.ts'
import type { Landscape } from './landscape.ts'
import { bars, map } from './map.ts'
import { both, figures, page, safe, type Section, table } from './page.ts'

export function callupReport(json: CallupJson, land?: Landscape): string {
  return page(
    words.title,
    [overview(json), ...replan(json), mapOf(json, land), loads(json), ways(json), open(json), list(json)],
    land?.note,
  )
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
const names = (json: CallupJson) => new Map(json.points.map(({ point, name }) => [point, name ?? point]))

function overview(json: CallupJson): Section {
  const people = sum(json.calls.map((row) => row.people))
  const metres = people === 0 ? 0 : sum(json.calls.map((row) => row.way * row.people)) / people
  const rooms = sum(json.load.flatMap(({ room }) => room))
  const list = figures([
    [words.people, people],
    [words.buildings, json.calls.length],
    [words.points, json.points.length],
    [words.slots, json.slots.count],
    [words.used, `${rooms === 0 ? 0 : Math.round((100 * people) / rooms)} %`],
    [words.metres, Math.round(metres)],
    [words.uncalled, sum(json.open.map((row) => row.people))],
  ])
  return { title: words.overview, html: `${list}<p>${both(json.proven ? words.proven : words.gap(json.gap))}</p>` }
}

function replan(json: CallupJson): Section[] {
  if (!json.replanned) return []
  const { now, called, moved, behind } = json.replanned
  const name = names(json)
  const place = (at: { point: string; slot: string } | null) =>
    at === null ? '—' : safe(`${name.get(at.point)} ${at.slot}`)
  const late =
    behind.length === 0
      ? ''
      : `<p class="bad">${both(words.behind)}</p>${table(
          [words.point, words.people],
          behind.map(({ point, people }) => [safe(name.get(point)!), safe(people)]),
        )}`
  return [
    {
      title: words.moves,
      html: `<p>${both(words.stays(now, called, moved.length))}</p>${late}${table(
        [words.building, words.people, words.before, words.now],
        moved.map((row) => [safe(row.building), safe(row.people), place(row.before), place(row.now)]),
      )}`,
    },
  ]
}

const RADIUS_LEAST = 2
const RADIUS_MOST = 9

function mapOf(json: CallupJson, land?: Landscape): Section {
  const most = Math.max(1, ...json.load.map(({ people }) => sum(people)))
  const dots = json.points.map((point, p) => {
    const { people, room } = json.load[p]
    const [used, all] = [sum(people), sum(room)]
    return {
      at: [point.lng, point.lat] as const,
      radius: RADIUS_LEAST + Math.round((RADIUS_MOST - RADIUS_LEAST) * Math.sqrt(used / most)),
      look: used > 0.98 * all ? 'short' : 'full',
      title: `${point.name ?? point.point} ${used}/${all}`,
    }
  })
  return {
    title: words.map,
    html: `<p class="note">${both(words.mapNote)}</p>${map(words.map, land?.outline ?? [], [], dots)}`,
  }
}

function loads(json: CallupJson): Section {
  const times = Array.from({ length: json.slots.count }, (_, t) => clock(json.slots.from + t * json.slots.minutes))
  const name = names(json)
  const total = times.map((time, t) => ({ name: time, value: sum(json.load.map(({ people }) => people[t])) }))
  const rows = json.load.map(({ point, people, room }) => ({
    name: name.get(point)!,
    cells: people.map((count, t) => ({
      share: room[t] === 0 ? (count > 0 ? 1 : -1) : count / room[t],
      title: `${count}/${room[t]}`,
    })),
  }))
  return {
    title: words.load,
    html: `${bars(total)}<p class="note">${both(words.loadNote)}</p>${heat(words.load, times, rows)}`,
  }
}

const WAY_STEPS: readonly (readonly [string, number])[] = [
  ['≤ 100 m', 100],
  ['≤ 200 m', 200],
  ['≤ 300 m', 300],
  ['≤ 500 m', 500],
  ['≤ 1 km', 1_000],
  ['≤ 2 km', 2_000],
  ['≤ 5 km', 5_000],
  ['> 5 km', Infinity],
]

function ways(json: CallupJson): Section {
  let under = -1
  const rows = WAY_STEPS.map(([name, most]) => {
    const value = sum(json.calls.filter(({ way }) => way > under && way <= most).map(({ people }) => people))
    under = most
    return { name, value }
  })
  return { title: words.ways, html: bars(rows) }
}

function open(json: CallupJson): Section {
  const rows = json.open.map(({ building, people, reason }) => [
    safe(building),
    safe(people),
    `<span class="bad">${both(openReasons[reason])}</span>`,
  ])
  return {
    title: words.open,
    html:
      rows.length === 0
        ? `<p class="good">${both(words.allCalled)}</p>`
        : table([words.building, words.people, words.why], rows),
  }
}

function list(json: CallupJson): Section {
  const name = names(json)
  const why = (extra: number, nearest: boolean): Said =>
    extra === 0 ? words.cheapest : nearest ? words.later(extra) : words.instead(extra)
  const rows = json.calls.map(({ building, people, point, slot, parts, way, extra, nearest }) => [
    safe(building),
    safe(people),
    safe(name.get(point)!),
    parts ? parts.map((part) => `${safe(part.slot)} ${safe(part.people)}`).join('<br>') : safe(slot),
    safe(`${way} m`),
    both(why(extra, nearest === point)),
  ])
  return {
    title: words.list,
    html: table([words.building, words.people, words.point, words.slot, words.way, words.why], rows),
  }
}
