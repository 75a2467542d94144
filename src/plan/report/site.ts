// The report of `muster plan site`: figures, map of open points and who goes where, load of points, who is not served
// nearest and why.
import type { SiteJson } from '../site.ts'
import type { SiteGround } from '../site/ground.ts'
import { bars, type Dot, map, type Way } from './map.ts'
import { both, figures, page, safe, type Section, table } from './page.ts'

const words = {
  title: { zh: '选址', en: 'Siting' },
  overview: { zh: '一览', en: 'At a glance' },
  open: { zh: '开点', en: 'points open' },
  sites: { zh: '可选点位', en: 'possible sites' },
  buildings: { zh: '楼栋', en: 'buildings' },
  people: { zh: '人数', en: 'people' },
  metres: { zh: '人均步行（米）', en: 'metres on foot, mean' },
  unserved: { zh: '未安排', en: 'not served' },
  proven: { zh: '已证明：没有更省的方案', en: 'proven: no plan costs less' },
  gap: (gap: number) => ({
    zh: `与下界相差 ${(gap * 100).toFixed(2)} %：任何方案最多再省这么多`,
    en: `within ${(gap * 100).toFixed(2)} % of the bound: no plan can save more than that`,
  }),
  short: {
    zh: '有楼栋未能安排：容量不够。请多开点、加容量，或减少人数',
    en: 'some buildings are not served: there is too little room. Open more points or give them more capacity',
  },
  map: { zh: '地图：开的点与来路', en: 'Map: open points and who goes there' },
  mapNote: {
    zh: '蓝点为开的点（越大人越多，红点已满），细线为楼栋到点',
    en: 'blue: open points, larger with more people, red when full; thin lines lead from building to point',
  },
  load: { zh: '各点人数与容量', en: 'People and capacity by point' },
  site: { zh: '点位', en: 'point' },
  capacity: { zh: '容量', en: 'capacity' },
  far: { zh: '没去最近点的楼栋及原因', en: 'Buildings not served at their nearest open point, and why' },
  none: { zh: '所有楼栋都去最近的点', en: 'every building goes to its nearest open point' },
  building: { zh: '楼栋', en: 'building' },
  why: { zh: '原因', en: 'why' },
  full: (nearer: string, metres: number) => ({
    zh: `更近的 ${nearer} 已满，每人多走 ${metres} 米`,
    en: `${nearer} is nearer but full: ${metres} m more for each`,
  }),
  chance: (nearer: string, metres: number) => ({
    zh: `更近的 ${nearer} 还有余量；搜索提前停止，每人多走 ${metres} 米`,
    en: `${nearer} is nearer and has room; the search was cut short: ${metres} m more for each`,
  }),
  noRoom: { zh: '各点都没有余量', en: 'no open point has room' },
} as const

export function siteReport(ground: SiteGround, json: SiteJson): string {
  return page(
    words.title,
    [overview(ground, json), ...mapOf(ground, json), loads(ground, json), far(ground, json)],
    ground.land?.note,
  )
}

const namesOf = ({ sites, land }: SiteGround) => new Map(sites.map((site, s) => [site, land?.names[s] ?? String(site)]))

function overview({ problem, buildings, sites }: SiteGround, json: SiteJson): Section {
  const people = problem.demand.reduce((a, b) => a + b, 0)
  const served = json.load.reduce((sum, { load }) => sum + load, 0)
  const ways = json.reasons.reduce((sum, { cost }) => sum + (cost ?? 0), 0)
  const list = figures([
    [words.open, json.medians.length],
    [words.sites, sites.length],
    [words.buildings, buildings.length],
    [words.people, people],
    [words.metres, Math.round(ways / Math.max(1, served))],
    [words.unserved, json.unserved.length],
  ])
  const said =
    json.gap === null
      ? `<p class="bad">${both(words.short)}</p>`
      : `<p>${both(json.proven ? words.proven : words.gap(json.gap))}</p>`
  return { title: words.overview, html: list + said }
}

const RADIUS_LEAST = 3
const RADIUS_MOST = 10

function mapOf({ land, sites }: SiteGround, json: SiteJson): Section[] {
  if (!land) return []
  const at = new Map(sites.map((site, s) => [site, s]))
  const most = json.load.reduce((a, { load }) => Math.max(a, load), 1)
  const dots: Dot[] = json.load.map((row) => ({
    at: land.sites[at.get(row.site)!],
    radius: RADIUS_LEAST + Math.round((RADIUS_MOST - RADIUS_LEAST) * Math.sqrt(row.load / most)),
    look: row.load > 0.98 * row.capacity ? 'short' : 'full',
    title: `${land.names[at.get(row.site)!]} ${row.load}/${row.capacity}`,
  }))
  const ways: Way[] = json.assignment.flatMap((site, i) =>
    site === null ? [] : [{ from: land.homes[i], to: land.sites[at.get(site)!], look: 'way' }],
  )
  return [
    {
      title: words.map,
      html:
        `<p class="note">${both(words.mapNote)}</p>` +
        map(words.map, land.outline.length > 0 ? land.outline : [], ways, dots),
    },
  ]
}

function loads(ground: SiteGround, json: SiteJson): Section {
  const names = namesOf(ground)
  const rows = [...json.load].sort((a, b) => b.load - a.load)
  const pictures = bars(
    rows.map((row) => ({
      name: names.get(row.site)!,
      value: row.load,
      ...(row.load > 0.98 * row.capacity && { look: 'bad' }),
    })),
  )
  return {
    title: words.load,
    html:
      pictures +
      table(
        [words.site, words.people, words.capacity, words.buildings],
        rows.map((row) => [safe(names.get(row.site)!), safe(row.load), safe(row.capacity), safe(row.customers)]),
      ),
  }
}

function far(ground: SiteGround, json: SiteJson): Section {
  const names = namesOf(ground)
  const rows = json.reasons.flatMap((row, i) => {
    if (row.why === 'nearest') return []
    const metres = Math.round((row.saved ?? 0) / ground.problem.demand[i])
    const said =
      row.why === 'no-room'
        ? words.noRoom
        : row.why === 'full'
          ? words.full(names.get(row.nearer!)!, metres)
          : words.chance(names.get(row.nearer!)!, metres)
    return [[safe(row.customer), row.site === null ? '—' : safe(names.get(row.site)!), both(said)]]
  })
  return {
    title: words.far,
    html:
      rows.length === 0
        ? `<p class="good">${both(words.none)}</p>`
        : table([words.building, words.site, words.why], rows),
  }
}
