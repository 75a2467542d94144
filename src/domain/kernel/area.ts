// Areas by their codes. A code begins with the code of the area around it, so "lies within" is "starts with".
//
//   county 140729 · township 140729100 · community 140729100001     national statistical codes: 6, 9 and 12 digits
//   grid 140729100001-03 · building 140729100001-03-0012 · household 140729100001-03-0012-0501     ours: fixed widths

export type AreaId = string
export type AreaLevel = 'county' | 'township' | 'community' | 'grid' | 'building' | 'household'

/** Code length of each level, outermost first. */
const LENGTHS: readonly [AreaLevel, number][] = [
  ['county', 6],
  ['township', 9],
  ['community', 12],
  ['grid', 15],
  ['building', 20],
  ['household', 25],
]
const CODE = /^\d{6}(\d{3}(\d{3}(-\d{2}(-\d{4}(-\d{4})?)?)?)?)?$/

export const areaLevels: readonly AreaLevel[] = LENGTHS.map(([level]) => level)

export function isArea(text: string): text is AreaId {
  return CODE.test(text)
}

export function levelOf(area: AreaId): AreaLevel {
  const found = LENGTHS.find(([, length]) => length === area.length)
  if (!found) throw new Error(`broken promise: ${area} is an area code`)
  return found[0]
}

/** True when `inner` is `outer` or lies within it. Both must be area codes; fixed widths make the prefix exact. */
export function covers(outer: AreaId, inner: AreaId): boolean {
  return inner.startsWith(outer)
}

/** The area around this one, undefined for a county. */
export function around(area: AreaId): AreaId | undefined {
  const index = LENGTHS.findIndex(([, length]) => length === area.length)
  return index > 0 ? area.slice(0, LENGTHS[index - 1][1]) : undefined
}

/** The enclosing area of a level, undefined when the area is itself wider than that. */
export function within(area: AreaId, level: AreaLevel): AreaId | undefined {
  const length = LENGTHS.find(([name]) => name === level)![1]
  return area.length >= length ? area.slice(0, length) : undefined
}
