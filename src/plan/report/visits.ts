// The report of `muster plan visits`: figures, a map with the routes, every team's turns, and what nobody visits and
// why.
import type { UnservedReason } from '#planner/visits/reasons.ts'
import type { Said } from '#words/languages.ts'
import type { StepJson, VisitsJson } from '../visits/answer.ts'
import type { DoorList, Id } from '../visits/doors.ts'
import type { LngLat } from './landscape.ts'
import { type Dot, map, type Way } from './map.ts'
import { both, figures, page, safe, type Section, table } from './page.ts'

const words = {
  title: { zh: '上门路线', en: 'Door routes' },
  overview: { zh: '一览', en: 'At a glance' },
  visits: { zh: '上门', en: 'visits' },
  teams: { zh: '出动小队', en: 'teams out' },
  unserved: { zh: '未排上', en: 'not visited' },
  lost: { zh: '失去的优先级', en: 'priority lost' },
  late: { zh: '总迟到', en: 'lateness' },
  cost: { zh: '路上', en: 'on the way' },
  map: { zh: '地图：各队路线', en: 'Map: routes of the teams' },
  mapNote: {
    zh: '蓝点已排上，红点未排上；线为各队先后次序',
    en: 'blue: visited, red: not; lines lead each team from door to door',
  },
  routes: { zh: '各队次序', en: 'Turns of each team' },
  team: { zh: '小队', en: 'team' },
  turn: { zh: '次序', en: 'turn' },
  when: { zh: '开始', en: 'starts' },
  door: { zh: '门', en: 'door' },
  what: { zh: '事由', en: 'what for' },
  extra: { zh: '多走', en: 'way it adds' },
  why: { zh: '原因', en: 'why' },
  rest: { zh: '休息', en: 'break' },
  start: { zh: '出发', en: 'leaves' },
  end: { zh: '收队', en: 'is back' },
  all: { zh: '全部排上', en: 'everybody is visited' },
  bound: (bound: number): Said => ({
    zh: `不低于 ${bound}（较宽的下界）`,
    en: `no plan costs less than ${bound} (a wide bound)`,
  }),
} as const

const reasons: Record<UnservedReason, Said> = {
  skill: { zh: '没有小队具备所需技能', en: 'no team has the skills' },
  load: { zh: '超出任何小队的容量', en: 'too much for any team’s capacity' },
  reach: { zh: '任何小队都来不及在时间窗内到达并收队', en: 'no team gets there in its windows and back in its shift' },
  pair: { zh: '没有两队能同时上门', en: 'no two teams can make it together' },
  full: { zh: '小队已排满；排上它就要丢下别的', en: 'the teams are full; taking it would leave out others' },
}

const minutes = (seconds: number) =>
  `${Math.floor(seconds / 3_600)}:${String(Math.floor(seconds / 60) % 60).padStart(2, '0')}`

export function visitsReport(list: DoorList, json: VisitsJson): string {
  return page(
    words.title,
    [overview(list, json), ...mapOf(list, json), routes(list, json), unserved(list, json)],
    list.notes[0],
  )
}

function overview(list: DoorList, json: VisitsJson): Section {
  const time = (value: number) => (list.clock ? minutes(value) : value)
  const list1 = figures([
    [words.visits, list.visits.length - json.reasons.length],
    [words.teams, json.routes.filter((route) => route.length > 0).length],
    [words.unserved, json.reasons.length],
    [words.lost, json.lost],
    [words.late, time(json.late)],
    [words.cost, time(json.cost)],
  ])
  return {
    title: words.overview,
    html: `${list1}${json.bound === null ? '' : `<p>${both(words.bound(Math.round(json.bound * 100) / 100))}</p>`}`,
  }
}

function mapOf(list: DoorList, json: VisitsJson): Section[] {
  const places = new Map<Id, LngLat>()
  for (const { id, at } of list.visits) if (at) places.set(id, at)
  const homes = new Map(list.teams.map(({ id, at }) => [id, at]))
  const open = new Set(json.unserved)
  const dots = [...places].map(([id, at]): Dot => ({
    at,
    radius: 2,
    look: open.has(id) ? 'short' : 'full',
    title: String(id),
  }))
  const ways = json.teams.flatMap(({ team, steps }): Way[] => {
    const stops = [
      homes.get(team),
      ...steps.filter(({ type }) => type === 'job').map(({ id }) => places.get(id!)),
      homes.get(team),
    ].filter((at) => at !== undefined)
    return steps.length === 0 ? [] : stops.slice(1).map((to, k) => ({ from: stops[k], to, look: 'way' }))
  })
  return dots.length === 0
    ? []
    : [
        {
          title: words.map,
          html:
            '<p ' +
            `class="note">${both(words.mapNote)}</p>${map(words.map, list.outline ? [list.outline] : [], ways, dots)}`,
        },
      ]
}

function routes(list: DoorList, json: VisitsJson): Section {
  const names = new Map(list.visits.map(({ id, name }) => [id, name]))
  const time = (value: number) => (list.clock ? minutes(value) : String(value))
  const label = ({ type, id }: StepJson) =>
    type === 'job'
      ? safe(names.get(id!) ?? id!)
      : both(type === 'break' ? words.rest : type === 'start' ? words.start : words.end)
  const rows = json.teams.flatMap(({ team, steps }) =>
    steps.map((step, k) => [
      safe(team),
      String(k),
      time(step.start),
      label(step),
      safe(step.what ?? ''),
      step.late ? `<span class="bad">${time(step.late)}</span>` : '',
      step.extra === undefined ? '' : time(step.extra),
    ]),
  )
  return {
    title: words.routes,
    html: table([words.team, words.turn, words.when, words.door, words.what, words.late, words.extra], rows),
  }
}

function unserved(list: DoorList, json: VisitsJson): Section {
  const names = new Map(list.visits.map(({ id, name }) => [id, name]))
  const rows = json.reasons.map(({ id, what, reason }) => [
    safe(names.get(id) ?? id),
    safe(what ?? ''),
    both(reasons[reason]),
  ])
  return {
    title: words.unserved,
    html:
      rows.length === 0 ? `<p class="good">${both(words.all)}</p>` : table([words.door, words.what, words.why], rows),
  }
}
