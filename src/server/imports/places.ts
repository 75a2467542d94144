// Finds an area by the name an office gives it, with or without the township's. Pure.
import { covers, isArea, levelOf, within, type AreaId } from '#domain/kernel/area.ts'
import type { Position } from '#domain/kernel/position.ts'
import { areaKey, tidy } from './clean.ts'

export interface KnownArea {
  readonly area: AreaId
  readonly name: string
  readonly place?: Position
}

export type Found =
  | { readonly area: AreaId }
  | { readonly trouble: 'area-unknown' }
  | { readonly trouble: 'area-ambiguous'; readonly candidates: readonly string[] }

/** A community and what an address says beyond it, or why none was found. */
export type Placed = { readonly area: AreaId; readonly rest: string } | Exclude<Found, { readonly area: AreaId }>

const townshipKey = (name: string) =>
  tidy(name)
    .replace(/\s/g, '')
    .replace(/(镇|乡|街道|街道办事处|社会事务服务中心)$/, '')
/** What follows a community's name and is not its address. */
const communityEnding = /^(社区|行政村|村)?(居民委员会|居委会|村民委员会|村委会)?/
/** How many names a problem lists for choosing. */
const candidatesMax = 5

export class Places {
  readonly #names = new Map<AreaId, KnownArea>()
  readonly #communities = new Map<string, AreaId[]>()
  readonly #townships = new Map<string, AreaId[]>()
  readonly #below = new Map<AreaId, KnownArea[]>()
  readonly county: AreaId

  constructor(county: AreaId, areas: Iterable<KnownArea>) {
    this.county = county
    for (const area of areas) this.add(area)
  }

  add(known: KnownArea): void {
    const old = this.#names.get(known.area)
    this.#names.set(known.area, known)
    const level = levelOf(known.area)
    const names = level === 'community' ? this.#communities : level === 'township' ? this.#townships : undefined
    if (names && old?.name !== known.name) {
      const key = level === 'community' ? areaKey(known.name) : townshipKey(known.name)
      names.set(key, [...(names.get(key) ?? []).filter((code) => code !== known.area), known.area])
    }
    if (level !== 'grid' && level !== 'building') return
    const parent = within(known.area, level === 'grid' ? 'community' : 'grid')!
    const siblings = this.#below.get(parent) ?? []
    if (!this.#below.has(parent)) this.#below.set(parent, siblings)
    const at = old ? siblings.findIndex((sibling) => sibling.area === known.area) : -1
    if (at >= 0) siblings[at] = known
    else siblings.push(known)
  }

  get(area: AreaId): KnownArea | undefined {
    return this.#names.get(area)
  }

  below(area: AreaId): readonly KnownArea[] {
    return this.#below.get(area) ?? []
  }

  /** Township and community as one reads them, for showing candidates. */
  title(area: AreaId): string {
    return [within(area, 'township'), within(area, 'community')]
      .filter((code) => code !== undefined)
      .map((code) => this.#names.get(code)?.name ?? code)
      .join(' ')
  }

  township(text: string): Found {
    const clean = tidy(text).replace(/\s/g, '')
    if (isArea(clean) && this.#names.has(clean)) return { area: clean }
    return this.#one(this.#townships.get(townshipKey(clean)) ?? [])
  }

  /** @param township text of another column, where the list has one */
  community(text: string, township?: string): Found {
    const clean = tidy(text).replace(/\s/g, '')
    if (/^\d{12}$/.test(clean)) return this.#names.has(clean) ? { area: clean } : { trouble: 'area-unknown' }
    let all = this.#communities.get(areaKey(clean)) ?? []
    if (all.length === 0) all = this.#prefixed(clean)
    if (all.length > 1 && township) {
      const around = this.township(township)
      if ('area' in around) all = all.filter((code) => covers(around.area, code))
    }
    return this.#one(all)
  }

  /** A community, or failing that a township, or the county itself by its own name. */
  any(text: string, township?: string): Found {
    const found = this.community(text, township)
    if ('area' in found || found.trouble === 'area-ambiguous') return found
    const clean = tidy(text).replace(/\s/g, '')
    if (clean === this.county || clean === this.#names.get(this.county)?.name) return { area: this.county }
    return this.township(text)
  }

  /** 翠峰镇城关社区: the township's name first. */
  #prefixed(clean: string): AreaId[] {
    const county = this.#names.get(this.county)?.name ?? ''
    const bare = county !== '' && clean.startsWith(county) ? clean.slice(county.length) : clean
    for (const codes of this.#townships.values()) {
      for (const township of codes) {
        const name = this.#names.get(township)!.name
        if (!bare.startsWith(name)) continue
        const inside = (this.#communities.get(areaKey(bare.slice(name.length))) ?? []).filter((code) =>
          covers(township, code),
        )
        if (inside.length > 0) return inside
      }
    }
    return bare === clean ? [] : (this.#communities.get(areaKey(bare)) ?? [])
  }

  /**
   * The community that a whole address begins with, behind province, county and township, and what follows it:
   * 翠峰镇城关社区3号楼2单元501室.
   */
  address(text: string, township?: string): Placed {
    let rest = tidy(text).replace(/\s/g, '')
    const county = this.#names.get(this.county)?.name ?? ''
    const at = county === '' ? -1 : rest.indexOf(county)
    if (at >= 0) rest = rest.slice(at + county.length)
    const inside = this.#leading(rest, township)
    if (inside) rest = rest.slice(inside.length)
    let best: { codes: readonly AreaId[]; length: number } = { codes: [], length: 0 }
    for (const [key, all] of this.#communities) {
      if (key === '' || !rest.startsWith(key)) continue
      const length = key.length + communityEnding.exec(rest.slice(key.length))![0].length
      const codes = inside ? all.filter((code) => covers(inside.area, code)) : all
      const named = length > key.length || codes.some((code) => tidy(this.#names.get(code)!.name) === key)
      if (named && codes.length > 0 && length > best.length) best = { codes, length }
    }
    const one = this.#one(best.codes)
    return 'area' in one ? { ...one, rest: rest.slice(best.length) } : one
  }

  /** The township that a text begins with; failing that, the one that another column names. */
  #leading(text: string, township?: string): { area: AreaId; length: number } | undefined {
    for (const codes of this.#townships.values())
      for (const area of codes) {
        const { name } = this.#names.get(area)!
        if (text.startsWith(name)) return { area, length: name.length }
      }
    const named = township ? this.township(township) : undefined
    return named && 'area' in named ? { area: named.area, length: 0 } : undefined
  }

  #one(codes: readonly AreaId[]): Found {
    if (codes.length === 1) return { area: codes[0] }
    if (codes.length === 0) return { trouble: 'area-unknown' }
    return { trouble: 'area-ambiguous', candidates: codes.slice(0, candidatesMax).map((code) => this.title(code)) }
  }
}
