// The report of `muster plan simulate`: waits side by side, lines and throughput over the morning, a map of waiting,
// every point, what was assumed.
import { clock } from '../callup/times.ts'
import type { SimulatedMorning, SimulateJson } from '../simulate/answer.ts'
import { curves } from './callup/pictures.ts'
import { queueWords as words } from './callup/words.ts'
import type { Landscape } from './landscape.ts'
import { map } from './map.ts'
import { both, page, safe, type Section, table } from './page.ts'

type Way = readonly ['called' | 'uncontrolled', SimulatedMorning]

export function simulateReport(json: SimulateJson, land?: Landscape): string {
  const ways: Way[] = []
  if (json.called) ways.push(['called', json.called])
  if (json.uncontrolled) ways.push(['uncontrolled', json.uncontrolled])
  return page(
    words.title,
    [
      overview(json, ways),
      course(ways),
      throughput(ways),
      ...maps(json, ways, land),
      points(json, ways),
      assumed(json),
    ],
    land?.note,
  )
}

const minutes = (value: number) => safe(value.toFixed(1))
const colours = { called: 'var(--green)', uncontrolled: 'var(--red)' } as const

function overview(json: SimulateJson, ways: readonly Way[]): Section {
  const rows = ways.map(([way, { waits, longestLine, end }]) => [
    both(words[way]),
    safe(waits.people),
    minutes(waits.mean),
    minutes(waits.median),
    minutes(waits.p90),
    minutes(waits.p95),
    minutes(waits.max),
    safe(longestLine),
    safe(end),
  ])
  const { p95 } = json.comparison ?? {}
  const cut = p95 ? `<p class="good">${both(words.times(p95))}</p>` : ''
  const short =
    json.interruptedAfter === undefined
      ? ''
      : `<p class="bad">${both(words.interrupted(json.interruptedAfter, json.points.length))}</p>`
  const head = [
    { zh: '', en: '' },
    words.people,
    words.mean,
    words.median,
    words.p90,
    words.p95,
    words.max,
    words.line,
    words.end,
  ]
  return { title: words.overview, html: `${short}${cut}${table(head, rows)}` }
}

function course(ways: readonly Way[]): Section {
  const { from, step } = ways[0][1].course
  return {
    title: words.course,
    html: curves(
      words.course,
      from,
      step,
      ways.map(([way, morning]) => ({ name: words[way], colour: colours[way], values: morning.course.line })),
      clock,
    ),
  }
}

function throughput(ways: readonly Way[]): Section {
  const { from, step } = ways[0][1].course
  return {
    title: words.throughput,
    html: curves(
      words.throughput,
      from,
      step,
      ways.map(([way, morning]) => ({
        name: words[way],
        colour: colours[way],
        values: morning.course.served.map((count) => (count * 60) / step),
      })),
      clock,
    ),
  }
}

/** Minutes beyond which a wait is shown red. */
const LONG_MINUTES = 30
const RADIUS_LEAST = 2
const RADIUS_MOST = 10

function maps(json: SimulateJson, ways: readonly Way[], land?: Landscape): Section[] {
  const most = ways.flatMap(([, { points: rows }]) => rows).reduce((a, { waits }) => Math.max(a, waits.p95), 1)
  const html = ways.map(([way, morning]) => {
    const dots = morning.points.map(({ point, waits }, p) => {
      const { lng, lat, name } = json.points[p]
      return {
        at: [lng, lat] as const,
        radius: RADIUS_LEAST + Math.round((RADIUS_MOST - RADIUS_LEAST) * Math.sqrt(waits.p95 / most)),
        look: waits.p95 > LONG_MINUTES ? 'short' : 'full',
        title: `${name ?? point} p95 ${waits.p95.toFixed(1)} min`,
      }
    })
    return `<h3>${both(words[way])}</h3>${map(words.map, land?.outline ?? [], [], dots)}`
  })
  return [{ title: words.map, html: `<p class="note">${both(words.mapNote)}</p>${html.join('')}` }]
}

function points(json: SimulateJson, ways: readonly Way[]): Section {
  const head = [
    words.point,
    ...ways.flatMap(([way]) =>
      [words.people, words.p95, words.line, words.end].map((said) =>
        ways.length === 1 ? said : { zh: `${said.zh}（${words[way].zh}）`, en: `${said.en} (${words[way].en})` },
      ),
    ),
  ]
  const rows = json.points.slice(0, ways[0][1].points.length).map(({ point, name }, p) => [
    safe(name ?? point),
    ...ways.flatMap(([, morning]) => {
      const row = morning.points[p]
      return row
        ? [safe(row.waits.people), minutes(row.waits.p95), safe(row.longestLine), safe(row.end)]
        : ['', '', '', '']
    }),
  ])
  return { title: words.points, html: table(head, rows) }
}

function assumed(json: SimulateJson): Section {
  return {
    title: words.assumptions,
    html: table(
      [
        { zh: '项', en: 'what' },
        { zh: '值', en: 'value' },
      ],
      Object.entries(json.assumptions).map(([name, value]) => [safe(name), safe(value)]),
    ),
  }
}
