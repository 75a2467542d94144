// The report of `muster plan roster`: figures, map of posts, load by post and shift, people by shifts served, open
// seats, the matrix of people and shifts, every seat.
import type { Said } from '#words/languages.ts'
import { placeKey, type Rota } from '../roster/rota.ts'
import type { RosterJson } from '../roster/answer.ts'
import { openReasons } from '../roster/words.ts'
import { heat } from './callup/pictures.ts'
import { bars, map, type Way } from './map.ts'
import { both, figures, page, safe, type Section, table } from './page.ts'

const words = {
  title: { zh: '排班', en: 'Roster' },
  overview: { zh: '一览', en: 'At a glance' },
  people: { zh: '名单人数', en: 'people on the list' },
  serving: { zh: '排上的人', en: 'people who serve' },
  seats: { zh: '席位', en: 'seats' },
  filled: { zh: '已排', en: 'filled' },
  open: { zh: '空席', en: 'open' },
  cost: { zh: '总费用', en: 'total cost' },
  bound: { zh: '下界', en: 'bound' },
  map: { zh: '地图：岗位与来路', en: 'Map: posts and where their people come from' },
  mapNote: {
    zh: '蓝点满员，红点缺人；细线为住处到岗位',
    en: 'blue: full, red: short; thin lines lead from home to post',
  },
  load: { zh: '岗位与班次', en: 'Posts and shifts' },
  loadNote: { zh: '深浅为到位比例；指向方格可见人数', en: 'the darker, the fuller; point at a cell for its numbers' },
  spread: { zh: '每人班数', en: 'Shifts a person' },
  spreadRow: (shifts: number): Said => ({ zh: `${shifts} 班`, en: `${shifts} shifts` }),
  openSeats: { zh: '空席与原因', en: 'Open seats and why' },
  noneOpen: { zh: '没有空席', en: 'no open seat' },
  matrix: { zh: '人员 × 班次', en: 'People × shifts' },
  matrixNote: (rest: number): Said => ({
    zh: `格中数字为上图岗位的编号；只列排上的人，另有 ${rest} 人未排`,
    en: `numbers are those of the posts above; only people who serve, ${rest} more are at rest`,
  }),
  list: {
    zh: '每个席位：为什么是他，没有他会怎样',
    en: 'Every seat: why this person, and what losing them would cost',
  },
  person: { zh: '人员', en: 'person' },
  unit: { zh: '单位', en: 'unit' },
  post: { zh: '岗位', en: 'post' },
  shift: { zh: '班次', en: 'shift' },
  number: { zh: '席位数', en: 'seats' },
  able: { zh: '能担任的人各因何未排', en: 'what keeps able people away' },
  why: { zh: '原因', en: 'why' },
  proven: { zh: '已证明最优', en: 'proven optimal' },
  gap: (gap: number): Said => ({
    zh: `与下界相差 ${(gap * 100).toFixed(2)} %：任何合规排班至多再省这么多`,
    en: `within ${(gap * 100).toFixed(2)} % of the bound: no lawful roster saves more than that`,
  }),
  chosen: (cost: number, next: string | null, extra: number): Said =>
    next === null
      ? {
          zh: `费用 ${cost}；若不来则空席，多 ${extra}`,
          en: `costs ${cost}; without them the seat stays open: ${extra} more`,
        }
      : {
          zh: `费用 ${cost}；若不来由 ${next} 补上，多 ${extra}`,
          en: `costs ${cost}; without them ${next} steps in: ${extra} more`,
        },
} as const

export function rosterReport(rota: Rota, json: RosterJson): string {
  return page(
    words.title,
    [
      overview(rota, json),
      ...mapOf(rota, json),
      load(rota, json),
      spread(rota, json),
      openSeats(rota, json),
      matrix(rota, json),
      list(rota, json),
    ],
    rota.land.note,
  )
}

const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0)
const postName = (rota: Rota) => {
  const names = new Map(rota.posts.map((row) => [row.post, row.name ?? row.post]))
  return (post: string) => names.get(post) ?? post
}

function counts(json: RosterJson): Map<string, number> {
  const count = new Map<string, number>()
  for (const [person] of json.assignments) count.set(person, (count.get(person) ?? 0) + 1)
  return count
}

function overview(rota: Rota, json: RosterJson): Section {
  const open = sum(json.open.map(({ seats }) => seats))
  const numbers = figures([
    [words.people, rota.people.length],
    [words.serving, counts(json).size],
    [words.seats, json.assignments.length + open],
    [words.filled, json.assignments.length],
    [words.open, open],
    [words.cost, json.objective],
    [words.bound, json.bound],
  ])
  return { title: words.overview, html: `${numbers}<p>${both(json.proven ? words.proven : words.gap(json.gap))}</p>` }
}

function mapOf(rota: Rota, json: RosterJson): Section[] {
  const { land } = rota
  if (land.grids.size === 0) return []
  const short = new Set(json.open.map(({ post }) => post))
  const full = new Map<string, number>()
  for (const [, post] of json.assignments) full.set(post, (full.get(post) ?? 0) + 1)
  const dots = [...land.grids].map(([post, { name, at }]) => ({
    at,
    radius: 3 + Math.min(6, Math.sqrt(full.get(post) ?? 0)),
    look: short.has(post) ? 'short' : 'full',
    title: `${name} ${full.get(post) ?? 0}`,
  }))
  const ways = json.assignments.flatMap(([person, post]): Way[] => {
    const [from, to] = [land.homes.get(person), land.grids.get(post)?.at]
    return from && to ? [{ from, to, look: 'way' }] : []
  })
  return [
    { title: words.map, html: `<p class="note">${both(words.mapNote)}</p>${map(words.map, land.outline, ways, dots)}` },
  ]
}

function load(rota: Rota, json: RosterJson): Section {
  const { problem, shifts, posts, placeOf } = rota
  const filled = new Map<string, number>()
  for (const [, post, shift] of json.assignments)
    filled.set(placeKey(post, shift), (filled.get(placeKey(post, shift)) ?? 0) + 1)
  const rows = posts.map(({ post, name }, k) => ({
    name: `${name ?? post} ${k + 1}`,
    cells: shifts.map(({ shift }) => {
      const place = placeOf.get(placeKey(post, shift))
      const need = place === undefined ? 0 : problem.need[place]
      const here = filled.get(placeKey(post, shift)) ?? 0
      return { share: need === 0 ? -1 : here / need, title: `${here}/${need}` }
    }),
  }))
  return {
    title: words.load,
    html: `<p class="note">${both(words.loadNote)}</p>${heat(
      words.load,
      shifts.map(({ shift }) => shift),
      rows,
    )}`,
  }
}

function spread(rota: Rota, json: RosterJson): Section {
  const count = counts(json)
  const most = Math.max(0, ...count.values())
  const rows = Array.from({ length: most + 1 }, (_, n) => ({
    name: `${words.spreadRow(n).zh} · ${words.spreadRow(n).en}`,
    value: n === 0 ? rota.people.length - count.size : [...count.values()].filter((value) => value === n).length,
  }))
  return { title: words.spread, html: bars(rows) }
}

function openSeats(rota: Rota, json: RosterJson): Section {
  const name = postName(rota)
  const rows = json.open.map(({ post, shift, seats, why, tally }) => [
    safe(name(post)),
    safe(shift),
    safe(seats),
    `<span class="bad">${both(openReasons[why])}</span>`,
    Object.entries(tally)
      .map(([obstacle, people]) => `${both(openReasons[obstacle])} ${safe(people)}`)
      .join('<br>'),
  ])
  return {
    title: words.openSeats,
    html:
      rows.length === 0
        ? `<p class="good">${both(words.noneOpen)}</p>`
        : table([words.post, words.shift, words.number, words.why, words.able], rows),
  }
}

function matrix(rota: Rota, json: RosterJson): Section {
  const number = new Map(
    rota.posts.map(({ post, name }, k) => [post, `<span title="${safe(name ?? post)}">${k + 1}</span>`]),
  )
  const at = new Map(json.assignments.map(([person, post, shift]) => [placeKey(person, shift), post]))
  const serving = counts(json)
  const oneLine = (text: string) => `<span style="white-space:nowrap">${safe(text)}</span>`
  const rows = rota.people
    .filter(({ person }) => serving.has(person))
    .map(({ person, unit }) => [
      oneLine(person),
      oneLine(unit),
      ...rota.shifts.map(({ shift }) => number.get(at.get(placeKey(person, shift)) ?? '') ?? ''),
    ])
  const heads = [words.person, words.unit, ...rota.shifts.map(({ shift }) => ({ zh: shift, en: shift }))]
  return {
    title: words.matrix,
    html: `<p class="note">${both(words.matrixNote(rota.people.length - serving.size))}</p>${table(heads, rows)}`,
  }
}

function list(rota: Rota, json: RosterJson): Section {
  const name = postName(rota)
  const rows = json.reasons.map(({ person, post, shift, cost, next, extra }) => [
    safe(name(post)),
    safe(shift),
    safe(person),
    both(words.chosen(cost, next, extra)),
  ])
  return { title: words.list, html: table([words.post, words.shift, words.person, words.why], rows) }
}
