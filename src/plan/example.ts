// `--example lingshi`: 115 teams of one grid worker and three assistants from 1,590 people, on Lingshi's real areas.
// Places and people are synthetic.
// The grid worker of each grid leads its team and is not planned; the three seats are, one of them for somebody with a
// medical skill.
import { Chance } from '../demo/chance.ts'
import { apportion } from '../demo/chance.ts'
import { county, drawCounty, outline } from '../demo/county.ts'
import { drawMembers, drawUnits } from '../demo/members.ts'
import { InputFault } from './fault.ts'
import { inputsFrom, type GridRow, type PersonRow } from './county.ts'
import { SHORTAGE_METRES } from './people.ts'
import type { Source } from './teams.ts'
import { words } from './words.ts'

/** As published for 12 October 2022: 115 teams, each one grid worker and three assistants. */
const TEAMS = 115
const ASSISTANTS = 3
/** Rounds before: 6 and 9 October. Every person served none, one or both. */
const ROUNDS_BEFORE = 2
/** A unit keeps half of its people at their desks, at least one may always go. */
const UNIT_SHARE = 0.5
const MEDICAL = '医护'

/** The teams' grids: every community by its residents, the largest first, one team each until there are 115. */
function drawGrids(seed: number): GridRow[] {
  const communities = drawCounty(seed).flatMap((township) => township.communities)
  const teams = apportion(
    TEAMS,
    communities.map(({ residents }) => residents),
  )
  return communities.flatMap((community, k) =>
    Array.from({ length: teams[k] }, (_, i): GridRow[] => {
      const grid = community.grids[i % community.grids.length]
      const common = {
        grid: `${community.code}-${String(i + 1).padStart(2, '0')}`,
        at: grid.buildings[0]?.place ?? community.place,
        community: community.code,
      }
      return [
        { ...common, seats: 1, skills: [MEDICAL] },
        { ...common, seats: ASSISTANTS - 1, skills: [] },
      ]
    }).flat(),
  )
}

/** Throws InputFault for an unknown example. */
export function exampleInputs(name: string, seed: number, shortage: (otherwise?: number) => number): Source {
  if (name !== 'lingshi') throw new InputFault({ field: '--example' }, words.oneOf(name, ['lingshi']))
  const price = shortage(SHORTAGE_METRES)
  const chance = new Chance(seed)
  const townships = drawCounty(seed)
  const members = drawMembers(townships, drawUnits(townships, chance), chance)
  const grids = drawGrids(seed)
  const names = new Map(
    townships.flatMap((township) =>
      township.communities.map((community) => [community.code, `${township.name} ${community.name}`]),
    ),
  )
  const sizes = new Map<string, number>()
  const people = members.map((member, k): PersonRow => {
    sizes.set(member.unit.name, (sizes.get(member.unit.name) ?? 0) + 1)
    const building = chance.pick(chance.pick(member.home.grids).buildings)
    return {
      volunteer: `V${String(k + 1).padStart(4, '0')}`,
      unit: member.unit.name,
      at: building.place,
      skills: member.skills.split('、'),
      community: member.registered?.code ?? '',
      rounds: chance.below(ROUNDS_BEFORE + 1),
      last: '',
    }
  })
  const caps = new Map([...sizes].map(([unit, size]) => [unit, Math.max(1, Math.floor(size * UNIT_SHARE))]))
  const land = {
    name: county.name,
    outline: [outline()],
    grids: new Map(
      grids.map((row) => [row.grid, { name: `${names.get(row.community)} ${row.grid.slice(-2)}`, at: row.at }]),
    ),
    homes: new Map(people.map((row) => [row.volunteer, row.at])),
    note: {
      zh: '示例数据：区划真实（国家统计局 2023），地点、人员、单位为种子生成的合成数据',
      en:
        'Example: areas are real (National Bureau of Statistics 2023); places, people and units are synthetic, ' +
        'drawn from a seed',
    },
  }
  return { inputs: inputsFrom(grids, people, price, caps), shortage: price, land }
}
