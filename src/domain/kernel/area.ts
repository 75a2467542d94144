// Areas by their codes. A code begins with the code of the area around it, so "lies within" is "starts with".
//
//   county 140729 · township 140729100 · community 140729100001     national statistical codes: 6, 9 and 12 digits
//   grid 140729100001-03 · building 140729100001-03-0012 · household 140729100001-03-0012-0501     ours: fixed widths

export type AreaId = string
export type AreaLevel = 'county' | 'township' | 'community' | 'grid' | 'building' | 'household'

/** Length of a code of each level, outermost first. For SQL too: nobody else counts digits. */
export const codeLength = {
  county: 6,
  township: 9,
  community: 12,
  grid: 15,
  building: 20,
  household: 25,
} as const satisfies Readonly<Record<AreaLevel, number>>
const CODE = /^\d{6}(\d{3}(\d{3}(-\d{2}(-\d{4}(-\d{4})?)?)?)?)?$/

export const areaLevels = Object.keys(codeLength) as readonly AreaLevel[]

export function isArea(text: string): text is AreaId {
  return CODE.test(text)
}

export function levelOf(area: AreaId): AreaLevel {
  const found = areaLevels.find((level) => codeLength[level] === area.length)
  if (!found) throw new Error(`broken promise: ${area} is an area code`)
  return found
}

/** The level one down; the area must not be a household. */
export const levelBelow = (area: AreaId): AreaLevel => areaLevels[areaLevels.indexOf(levelOf(area)) + 1]

/** True when `inner` is `outer` or lies within it. Both must be area codes; fixed widths make the prefix exact. */
export function covers(outer: AreaId, inner: AreaId): boolean {
  return inner.startsWith(outer)
}

/** The area around this one, undefined for a county. */
export function around(area: AreaId): AreaId | undefined {
  const index = areaLevels.findIndex((level) => codeLength[level] === area.length)
  return index > 0 ? area.slice(0, codeLength[areaLevels[index - 1]]) : undefined
}

/** The enclosing area of a level, undefined when the area is itself wider than that. */
export function within(area: AreaId, level: AreaLevel): AreaId | undefined {
  return isWider(area, level) ? undefined : area.slice(0, codeLength[level])
}

/** Wider than areas of that level. */
export const isWider = (area: AreaId, level: AreaLevel): boolean => area.length < codeLength[level]
/** Narrower than areas of that level. */
export const isNarrower = (area: AreaId, level: AreaLevel): boolean => area.length > codeLength[level]

// The enclosing area of a level, or the area itself where it is wider than that.
export const countyOf = (area: AreaId): AreaId => area.slice(0, codeLength.county)
export const townshipOf = (area: AreaId): AreaId => area.slice(0, codeLength.township)
export const communityOf = (area: AreaId): AreaId => area.slice(0, codeLength.community)
export const gridOf = (area: AreaId): AreaId => area.slice(0, codeLength.grid)
export const buildingOf = (area: AreaId): AreaId => area.slice(0, codeLength.building)

/** The four digits of a household's door in its building; empty for anything wider. */
export const doorOf = (household: AreaId): string => household.slice(codeLength.building + 1)
