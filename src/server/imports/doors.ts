// Doors as China numbers them: 501, 1单元1012, 2-201, A座502, A501, 5楼东户, B1-02, 12号; entrances as 1, 一单元, 东单元;
// and whole addresses, 3号楼2单元501室. What four digits cannot hold goes into the building's name. Pure.
import { tidy } from './clean.ts'

/** A door as it is understood; its four digits depend on the other doors of its building. */
export interface ReadDoor {
  /** What the building's name is followed by: A座, 东单元, 地下1层; '' for the building itself. */
  readonly part: string
  readonly entrance?: number
  /** A house number or a room of a basement, in `flat`; else floor and flat. */
  readonly house: boolean
  readonly floor: number
  readonly flat: number
}

const chineseDigits = '零一二三四五六七八九'
const number = '\\d{1,2}|[一二三四五六七八九十]{1,3}'
const sides = '东西中南北左右前后'
/** Flats named by their side get a number each, so that two never become one. */
const sideFlat = (side: string) => sides.indexOf(side) + 1

function counted(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  if (!text.includes('十')) return chineseDigits.indexOf(text)
  const [tens, ones] = text.split('十')
  return (tens ? chineseDigits.indexOf(tens) : 1) * 10 + (ones ? chineseDigits.indexOf(ones) : 0)
}

/** Blanks gone, dashes alike, letters large. */
const plain = (text: string) =>
  tidy(text)
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[\u2010-\u2015\u2212_~]/g, '-')
    .toUpperCase()

const nothing = /^(无|没有|-+|\/|0)$/
const entranceShape = new RegExp(`^第?(${number})(?:单元|单元门|门|号门|门洞|梯)?$`)
const namedEntrance = new RegExp(`^([${sides}甲乙丙丁A-Z])(?:单元|门|座|梯)?$`)

/** 1, 第一单元, 2门 → a number; 东单元, A → a part of the building; '' and 无 → neither. Undefined: not understood. */
export function readEntrance(text: string): { entrance?: number; part: string } | undefined {
  const clean = plain(text)
  if (clean === '' || nothing.test(clean)) return { part: '' }
  const numbered = entranceShape.exec(clean)
  const entrance = numbered ? counted(numbered[1]) : undefined
  if (entrance !== undefined && entrance > 0) return { entrance, part: '' }
  const named = namedEntrance.exec(clean)
  return named ? { part: `${named[1]}单元` } : undefined
}

const room = '(?:室|号|户|号房)?'
type Shape = readonly [RegExp, (...groups: string[]) => ReadDoor | undefined]
const flatOf = (floor: number, flat: number, more: Partial<ReadDoor> = {}): ReadDoor => ({
  part: '',
  house: false,
  floor,
  flat,
  ...more,
})
const houseOf = (flat: number, part = ''): ReadDoor => ({ part, house: true, floor: 0, flat })
const basementOf = (level: string, flat: string) => houseOf(Number(flat), `地下${counted(level)}层`)
const split = (digits: string) => [Number(digits.slice(0, -2)), Number(digits.slice(-2))] as const

/** The first that fits wins. */
const shapes: readonly Shape[] = [
  [/^(\d{1,4})号(?:院|门)?$/, (house) => houseOf(Number(house))],
  [new RegExp(`^(\\d{3,4})${room}$`), (digits) => flatOf(...split(digits))],
  [/^(\d{1,2})(?:室|户)?$/, (house) => houseOf(Number(house))],
  [
    new RegExp(`^(?:B|负|地下|-)([1-9一二三四五])(?:层|楼)-?(\\d{1,3})${room}$|^B([1-9])-(\\d{1,3})${room}$`),
    (level, flat, otherLevel, otherFlat) => basementOf(level ?? otherLevel, flat ?? otherFlat),
  ],
  [new RegExp(`^(?:负|地下|-)([1-9])(\\d{2})${room}$`), basementOf],
  [new RegExp(`^地下室-?(\\d{1,3})${room}$`), (flat) => basementOf('1', flat)],
  [new RegExp(`^([A-Z])(?:座|栋|幢|区)?-?(\\d{3,4})${room}$`), (block, digits) => block2(block, digits)],
  [new RegExp(`^(${number})(?:单元|门)?-(\\d{3,4})${room}$`), (entrance, digits) => behind(entrance, digits)],
  [new RegExp(`^第?(${number})(?:单元|门)(\\d{3,4})${room}$`), (entrance, digits) => behind(entrance, digits)],
  [new RegExp(`^(${number})(?:层|楼|F)-?(\\d{1,2})${room}$`), (floor, flat) => flatOf(counted(floor), Number(flat))],
  [
    new RegExp(`^(${number})(?:层|楼|F)-?(\\d{3,4})${room}$`),
    (floor, digits) => (split(digits)[0] === counted(floor) ? flatOf(...split(digits)) : undefined),
  ],
  [
    new RegExp(`^(${number})(?:层|楼|F)?-?([${sides}])(?:户|室|门|侧|边)?$`),
    (floor, side) => flatOf(counted(floor), sideFlat(side)),
  ],
]

const behind = (entrance: string, digits: string) => flatOf(...split(digits), { entrance: counted(entrance) })
const block2 = (block: string, digits: string) => flatOf(...split(digits), { part: `${block}座` })

/** Undefined where it is not understood. */
export function readDoor(text: string): ReadDoor | undefined {
  const clean = plain(text)
  for (const [shape, take] of shapes) {
    const found = shape.exec(clean)
    if (found) return take(...found.slice(1))
  }
  // A block before what is left: A座1单元502, A座5楼东户.
  const block = /^([A-Z])(?:座|栋|幢|区)-?(.+)$/.exec(clean)
  const rest = block && readDoor(block[2])
  return rest ? { ...rest, part: `${block[1]}座${rest.part}` } : undefined
}

/** Is a door written so plainly that nothing need be said of how it was read? */
export const plainDoor = (text: string): boolean => /^\d{1,4}(室|号|户|号院|号门)?$/.test(plain(text))

export interface ReadAddress {
  readonly building: string
  readonly entrance: string
  readonly door: string
}

const buildingEnding = '(?:号楼|号院|栋|幢|#楼?|楼|座|号)'
const buildingShape = new RegExp(
  `^(.*(?:\\d{1,4}|[A-Z]|[一二三四五六七八九十]{1,3})${buildingEnding})` +
    `((?:第?(?:${number}|[${sides}甲乙丙丁A-Z])(?:单元|门))?)(.+)$`,
)

/** 幸福小区3号楼2单元501室, 3-2-502, 3-502: building, entrance and door. Undefined where one of them is missing. */
export function readAddress(text: string): ReadAddress | undefined {
  const clean = plain(text)
  const dashed = /^(.*?)(\d{1,3})-(?:(\d{1,2})-)?(\d{3,4})(?:室|号|户)?$/.exec(clean)
  if (dashed) {
    const [, before, building, entrance, door] = dashed
    return { building: `${before}${building}号楼`, entrance: entrance ?? '', door }
  }
  const found = buildingShape.exec(clean)
  if (!found) return undefined
  const [, building, entrance, rest] = found
  const door = rest.replace(/^-/, '').replace(/^(\d{3,4})号$/, '$1')
  return readDoor(door) ? { building, entrance, door } : undefined
}
