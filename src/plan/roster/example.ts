// `--example lingshi`: 1,590 people of the example county over four days of three shifts at 60 posts, around the
// sampling rounds of October 2022.
// Areas are real; places, people, wishes and hours are drawn from a seed.
import { apportion, Chance } from '../../demo/chance.ts'
import { type Community, county, drawCounty, outline } from '../../demo/county.ts'
import { type DemoMember, drawMembers, drawUnits } from '../../demo/members.ts'
import { InputFault } from '../fault.ts'
import type { Landscape } from '../report/landscape.ts'
import { words } from '../words.ts'
import type { PersonRow, PostRow, RosterRows, ShiftRow, WishRow } from './inputs.ts'
import { dateText, readDate, readWindows } from './times.ts'

const POSTS = 60
const DAYS = 4
/** Seats of all posts in a morning or afternoon, and at night. */
const SEATS_BY_DAY = 240
const SEATS_AT_NIGHT = 60
/** Share of the people with a wish, and of posts where somebody with a medical skill is needed too. */
const WISHES = 0.3
const MEDICAL_POSTS = 20
const MEDICAL = '医护'
const UNIT_SHARE = 0.5

const hours = [
  ['早', 6, 14],
  ['中', 14, 22],
  ['晚', 22, 30],
] as const

function drawShifts(first: number): ShiftRow[] {
  return Array.from({ length: DAYS }, (_, d) =>
    hours.map(([name, begin, end]): ShiftRow => ({
      shift: `${dateText(first + d).slice(5)}${name}`,
      day: first + d,
      begin: begin * 60,
      end: end * 60,
      night: end > 24,
      morning: begin < 12,
    })),
  ).flat()
}

/** The 60 largest communities; seats by their residents. */
function drawPosts(communities: readonly (readonly [string, Community])[], shifts: readonly ShiftRow[]): PostRow[] {
  const largest = [...communities]
    .sort(([, a], [, b]) => b.residents - a.residents || (a.code < b.code ? -1 : 1))
    .slice(0, POSTS)
  const weights = largest.map(([, { residents }]) => residents)
  const [byDay, atNight] = [
    apportion(SEATS_BY_DAY, weights).map((seats) => Math.max(1, seats)),
    apportion(SEATS_AT_NIGHT, weights),
  ]
  return largest.flatMap(([name, { code, place }], k): PostRow[] => {
    const row = { post: code, name, at: place, skills: [], priority: k < MEDICAL_POSTS ? 2 : 1, spot: {} }
    const some = (night: boolean) => shifts.filter((shift) => shift.night === night).map(({ shift }) => shift)
    const posts: PostRow[] = [{ ...row, need: byDay[k], shifts: some(false) }]
    if (atNight[k] > 0) posts.push({ ...row, need: atNight[k], shifts: some(true) })
    if (k < MEDICAL_POSTS)
      posts.push({
        ...row,
        post: `${code}-M`,
        name: `${name} ${MEDICAL}`,
        need: 1,
        shifts: some(false),
        skills: [MEDICAL],
      })
    return posts
  })
}

const windows: Record<string, string> = {
  工作日白天: '06:00-22:00',
  工作日晚上: '14:00-06:00',
  '周末、晚上': '14:00-06:00',
  深夜: '14:00-06:00',
}

function drawPerson(member: DemoMember, k: number, chance: Chance): PersonRow {
  const building = chance.pick(chance.pick(member.home.grids).buildings)
  return {
    person: `V${String(k + 1).padStart(4, '0')}`,
    unit: member.unit.name,
    at: building.place,
    skills: member.skills.split('、'),
    most: 2 + chance.below(2),
    served: chance.below(3),
    ran: chance.below(3),
    last: member.registered?.code ?? '',
    fits: readWindows(windows[member.availability] ?? '', {}),
  }
}

export function exampleRows(name: string, seed: number): { rows: RosterRows; land: Landscape } {
  if (name !== 'lingshi') throw new InputFault({ field: '--example' }, words.oneOf(name, ['lingshi']))
  const chance = new Chance(seed)
  const townships = drawCounty(seed)
  const members = drawMembers(townships, drawUnits(townships, chance), chance)
  const shifts = drawShifts(readDate('2022-10-12', {}))
  const people = members.map((member, k) => drawPerson(member, k, chance))
  const wishes = people.flatMap(({ person }): WishRow[] =>
    chance.yes(WISHES)
      ? [
          {
            person,
            post: '',
            shift: chance.pick(shifts).shift,
            wish: chance.yes(0.5) ? 'prefer' : chance.yes(0.8) ? 'avoid' : 'never',
            spot: {},
          },
        ]
      : [],
  )
  const sizes = new Map<string, number>()
  for (const { unit } of people) sizes.set(unit, (sizes.get(unit) ?? 0) + 1)
  const caps = new Map([...sizes].map(([unit, size]) => [unit, Math.max(1, Math.ceil(size * UNIT_SHARE))]))
  const posts = drawPosts(
    townships.flatMap((township) =>
      township.communities.map((community) => [`${township.name} ${community.name}`, community] as const),
    ),
    shifts,
  )
  return {
    rows: { shifts, posts, people, wishes, locks: [], forbidden: [], caps },
    land: {
      name: county.name,
      outline: [outline()],
      grids: new Map(),
      homes: new Map(),
      note: {
        zh: '示例数据：区划真实（国家统计局 2023），岗位、人员、单位、意愿为种子生成的合成数据',
        en:
          'Example: areas are real (National Bureau of Statistics 2023); posts, people, units and wishes are ' +
          'synthetic, drawn from a seed',
      },
    },
  }
}
