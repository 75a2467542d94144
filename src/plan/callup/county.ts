// `--example lingshi`: the 246,491 residents of the example county and its points: one for every community, more for
// the large ones, with lanes by their residents.
import { county, drawCounty, outline, type Community } from '../../demo/county.ts'
import { InputFault } from '../fault.ts'
import { words } from '../words.ts'
import type { BuildingRow, PointRow } from './inputs.ts'
import { type Town, townOf, type Wishes } from './town.ts'

/** Residents one point is meant for. */
const RESIDENTS_A_POINT = 2_500
/** One swab in 20 seconds. */
const RATE_AN_HOUR = 180
/** Lanes are counted so that a point's own residents fill nine tenths of what its slots may take. */
const USED = 0.9

function pointsOf(community: Community, title: string, wishes: Wishes): PointRow[] {
  const count = Math.max(1, Math.round(community.residents / RESIDENTS_A_POINT))
  const buildings = community.grids.flatMap((grid) => grid.buildings)
  const hours = (wishes.slots.count * wishes.slots.minutes) / 60
  const lanes = Math.max(1, Math.ceil(community.residents / count / (RATE_AN_HOUR * hours * wishes.fill * USED)))
  return Array.from({ length: count }, (_, k): PointRow => ({
    point: `${community.code}-${k + 1}`,
    name: count === 1 ? title : `${title} ${k + 1}`,
    lanes,
    rate: RATE_AN_HOUR,
    closed: [],
    at: buildings[Math.floor(((k + 0.5) * buildings.length) / count)]?.place ?? community.place,
  }))
}

/** Throws InputFault for an unknown example. */
export function exampleTown(name: string, seed: number, wishes: Wishes): Town {
  if (name !== 'lingshi') throw new InputFault({ field: '--example' }, words.oneOf(name, ['lingshi']))
  const buildings: BuildingRow[] = []
  const points: PointRow[] = []
  for (const township of drawCounty(seed)) {
    for (const community of township.communities) {
      points.push(...pointsOf(community, `${township.name} ${community.name}`, wishes))
      community.grids.forEach((grid, g) =>
        grid.buildings.forEach(({ place, doors }, k) =>
          buildings.push({
            building: `${community.code}-${g + 1}-${String(k + 1).padStart(3, '0')}`,
            people: doors.reduce((sum, { residents }) => sum + residents, 0),
            at: place,
            priority: 1,
            earliest: -Infinity,
            latest: Infinity,
          }),
        ),
      )
    }
  }
  return townOf(buildings, points, wishes, undefined, {
    name: county.name,
    outline: [outline()],
    grids: new Map(),
    homes: new Map(),
    note: {
      zh: '示例数据：区划与人口总数真实（国家统计局 2023、2020 年人口普查），楼栋、采样点为种子生成的合成数据',
      en:
        'Example: areas and the number of residents are real (National Bureau of Statistics 2023, census of ' +
        '2020); buildings and points are synthetic, drawn from a seed',
    },
  })
}
