// `--example lingshi`: households of the example county that asked for a visit, some of whom need two teams at once;
// teams that start and end in their community, with a break at noon.
import { flat } from '#planner/kernel/ground.ts'
import { doorMatrix, type Door } from '#planner/visits/doors.ts'
import { FAR } from '#planner/visits/problem.ts'
import { apportion, Chance } from '../../demo/chance.ts'
import { type Community, drawCounty, outline } from '../../demo/county.ts'
import { InputFault } from '../fault.ts'
import type { LngLat } from '../report/landscape.ts'
import { words as common } from '../words.ts'
import type { DoorList, TeamRow, VisitRow } from './doors.ts'

const clock = (hour: number, minute = 0) => (hour * 60 + minute) * 60
const DAY = { from: clock(8), until: clock(18), noon: [clock(11, 30), clock(13)] as const, rest: 60 * 60 }
const MORNING = [clock(8), clock(11)] as const
const AFTERNOON = [clock(14), clock(17)] as const
/** Each third team has somebody with a medical skill. */
const MEDICAL_TEAMS = 3
const MEDICAL = '医护'

/**
 * Why a household is visited: how many of a hundred, priority, minutes, whether it takes two teams, and a medical
 * skill.
 */
const needs = [
  { what: '卧床', share: 8, priority: 5, minutes: 12, pair: true, skills: [MEDICAL] },
  { what: '行动不便', share: 22, priority: 3, minutes: 8, pair: false, skills: [] },
  { what: '孕妇', share: 8, priority: 3, minutes: 6, pair: false, skills: [] },
  { what: '婴幼儿', share: 17, priority: 2, minutes: 6, pair: false, skills: [] },
  { what: '困难家庭', share: 45, priority: 1, minutes: 7, pair: false, skills: [] },
] as const

interface Home {
  readonly id: string
  readonly at: LngLat
  readonly building: number
  readonly entrance: number
  readonly floor: number
  readonly name: string
}

/** Households of a community in a drawn order. */
function homesOf(
  community: Community,
  name: string,
  first: number,
  chance: Chance,
  count: number,
): { homes: Home[]; buildings: number } {
  let building = first
  const all = community.grids.flatMap((grid, g) =>
    grid.buildings.flatMap((one, b): Home[] => {
      const number = building++
      return one.doors.map(({ entrance, door }) => ({
        id: `${community.code}-${g + 1}-${String(b + 1).padStart(3, '0')}-${entrance}${entrance && '-'}${door}`,
        at: one.place,
        building: number,
        entrance: Number(entrance) || 0,
        floor: entrance === '' ? 1 : Number(door.slice(0, -2)) || 1,
        name: `${name} ${one.name}${entrance && ` ${entrance}单元`} ${door}`,
      }))
    }),
  )
  const homes: Home[] = []
  for (let k = 0; k < count && all.length > 0; k++) homes.push(...all.splice(chance.below(all.length), 1))
  return { homes, buildings: building }
}

function visitRows(homes: readonly Home[], chance: Chance): VisitRow[] {
  const rows: VisitRow[] = []
  homes.forEach((home, k) => {
    let drawn = chance.below(100)
    const need = needs.find(({ share }) => (drawn -= share) < 0) ?? needs[needs.length - 1]
    const hour = chance.below(10)
    const windows = hour < 3 ? [MORNING] : hour < 5 ? [AFTERNOON] : [[DAY.from, DAY.until] as const]
    const common = {
      id: home.id,
      place: k,
      service: need.minutes * 60,
      windows,
      lateMost: 0,
      delivered: [],
      collected: [],
      at: home.at,
      name: home.name,
    }
    rows.push({
      ...common,
      what: need.what,
      priority: need.priority,
      skills: need.skills,
      ...(need.pair && { mate: { row: rows.length + 1, least: 0, most: 0 } }),
    })
    if (need.pair) rows.push({ ...common, what: `${need.what}（协助）`, priority: 0, skills: [] })
  })
  return rows
}

interface Station {
  readonly community: Community
  readonly name: string
}

/** A team of a community, which starts and ends at its place there. */
const teamRow = ({ community, name }: Station, k: number, place: number): TeamRow => ({
  id: `T${String(k + 1).padStart(3, '0')}`,
  start: place,
  end: place,
  from: DAY.from,
  until: DAY.until,
  room: [],
  skills: k % MEDICAL_TEAMS === 0 ? [MEDICAL] : [],
  kind: 0,
  visitsMost: FAR,
  fixed: 0,
  breaks: [{ id: '午休', service: DAY.rest, windows: [DAY.noon] }],
  at: community.place,
  name,
})

/** Homes first, then the places of the teams, which are in no building. */
function doorsAt(places: readonly LngLat[], homes: readonly Home[]): Door[] {
  const ground = flat(
    places.map(([lng]) => lng),
    places.map(([, lat]) => lat),
    36.8,
  )
  return places.map((_, k) => ({
    x: ground.x[k],
    y: ground.y[k],
    building: homes[k]?.building ?? -1,
    entrance: homes[k]?.entrance ?? 0,
    floor: homes[k]?.floor ?? 1,
  }))
}

/** Throws InputFault for an unknown example. */
export function exampleDoors(name: string, seed: number, households: number, teams: number): DoorList {
  if (name !== 'lingshi') throw new InputFault({ field: '--example' }, common.oneOf(name, ['lingshi']))
  const chance = new Chance(seed)
  const communities = drawCounty(seed).flatMap((township) =>
    township.communities.map((community) => ({ community, name: `${township.name} ${community.name}` })),
  )
  const residents = communities.map(({ community }) => community.residents)
  const counts = apportion(households, residents)
  const homes: Home[] = []
  let buildings = 0
  communities.forEach(({ community, name: title }, k) => {
    const drawn = homesOf(community, title, buildings, chance, counts[k])
    homes.push(...drawn.homes)
    buildings = drawn.buildings
  })
  const stations = apportion(teams, residents).flatMap((count, k) =>
    Array.from({ length: count }, () => communities[k]),
  )
  const places: LngLat[] = [...homes.map(({ at }) => at), ...stations.map(({ community }) => community.place)]
  const doors = doorsAt(places, homes)
  const seconds = doorMatrix(doors)
  return {
    visits: visitRows(homes, chance),
    teams: stations.map((station, k) => teamRow(station, k, homes.length + k)),
    places: places.length,
    travel: [{ time: seconds, cost: seconds }],
    placeKey: (place) => [...places[place], doors[place].entrance, doors[place].floor],
    aim: 'ordered',
    scale: 1,
    alike: false,
    clock: true,
    outline: outline(),
    notes: [
      {
        zh: '示例数据：区划与人口总数真实（国家统计局 2023、2020 年人口普查），楼栋、住户、需求为种子生成的合成数据',
        en:
          'Example: areas and the number of residents are real (National Bureau of Statistics 2023, census of ' +
          '2020); buildings, households and needs are synthetic, drawn from a seed',
      },
    ],
  }
}
