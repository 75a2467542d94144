// Choosing where: by name (community, grid, building) or by a click on the map; either gives a point and the community
// it lies in.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { AreaId } from '#domain/kernel/area.ts'
import { type AreaRow, areaName, areaPath, areas } from '#web/console/session/areas.ts'
import { type Dot, MapView, type Spot } from '#web/console/map/map.tsx'
import { ask } from '#web/api/api.ts'
import { Field } from '#web/ui/field.tsx'
import { t } from '#web/ui/words.ts'
import { Combo, type Option } from './combo.tsx'

export interface Where extends Spot {
  /** The community or wider area that the point lies in. */
  readonly area: AreaId
  /** The name chosen, or the community's when the map was clicked. */
  readonly name: string
}

/** Time without a key press after which the server is asked. */
const TYPING_MS = 200
const SEARCH_MIN_LETTERS = 1
/** A whistle is blown for a community, or for a grid by who holds no more: longer codes are cut to theirs. */
const COMMUNITY_LETTERS = 12
const GRID_LETTERS = 15
/** Community dots are labelled from the township up: 216 labels would hide each other. */
const TOWNSHIP_RANK = 5

const placed = (row: AreaRow): row is AreaRow & { lng: number; lat: number } =>
  typeof row.lng === 'number' && typeof row.lat === 'number'

/** The community whose centre is nearest; degrees of longitude are shortened by the latitude. */
function communityAt(spot: Spot, within: readonly AreaId[]): AreaRow | undefined {
  const shrink = Math.cos((spot.lat * Math.PI) / 180)
  let best: AreaRow | undefined
  let least = Infinity
  for (const row of areas.value.values()) {
    if (
      row.level !== 'community' ||
      !placed(row) ||
      !within.some((area) => row.area.startsWith(area) || area.startsWith(row.area))
    )
      continue
    const distance = ((row.lng - spot.lng) * shrink) ** 2 + (row.lat - spot.lat) ** 2
    if (distance < least) [best, least] = [row, distance]
  }
  return best
}

/** A place as it is chosen from a list. */
export const optionOf = (row: AreaRow): Option => ({
  id: row.area,
  text:
    areaPath(row.area) === row.area
      ? row.name
      : `${areaPath(row.area)}${areas.value.has(row.area) ? '' : ` ${row.name}`}`,
  detail: t(`console.level.${row.level}`),
  also: row.name,
})

/** Places whose name holds what was typed, buildings too. */
export function usePlaces(text: string) {
  const [found, setFound] = useState<readonly AreaRow[]>()
  const [asking, setAsking] = useState(false)
  useEffect(() => {
    if (text.trim().length < SEARCH_MIN_LETTERS) return setFound(undefined)
    let gone = false
    setAsking(true)
    const timer = setTimeout(async () => {
      const answer = await ask('areas', { query: text.trim() })
      if (gone) return
      setAsking(false)
      setFound(answer.ok ? answer.body.rows : [])
    }, TYPING_MS)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [text])
  return { found, asking }
}

/** Communities to begin with, before anything is typed. */
function useNear(within: readonly AreaId[]): readonly AreaRow[] {
  return useMemo(
    () =>
      [...areas.value.values()].filter(
        (row) => row.level === 'community' && placed(row) && within.some((area) => row.area.startsWith(area)),
      ),
    [areas.value, within.join()],
  )
}

/** Townships and communities, for the map. */
function useDots(): readonly Dot[] {
  return useMemo<readonly Dot[]>(
    () =>
      [...areas.value.values()]
        .filter(placed)
        .filter((row) => row.level === 'township' || row.level === 'community')
        .map((row) => ({
          id: row.area,
          lng: row.lng,
          lat: row.lat,
          tone: 'soft',
          radius: row.level === 'township' ? 5 : 3,
          label: areaName(row.area),
          rank: row.level === 'township' ? TOWNSHIP_RANK : 1,
        })),
    [areas.value],
  )
}

interface PlacePickerProps {
  readonly county: string
  /** Areas in which the person may choose. */
  readonly within: readonly AreaId[]
  readonly where?: Where
  readonly problem?: string
  /** Whether the person may act for this community; who may not acts for the grid that was chosen. */
  mayActFor(community: AreaId): boolean
  choose(where: Where | undefined): void
}

export function PlacePicker({ county, within, where, problem, mayActFor, choose }: PlacePickerProps) {
  const [text, setText] = useState('')
  const [look, setLook] = useState<Spot>()
  const { found, asking } = usePlaces(text)
  const rowsById = useRef(new Map<string, AreaRow>())
  const near = useNear(within)
  const rows = found ?? near
  for (const row of rows) rowsById.current.set(row.area, row)
  const options = useMemo(() => rows.filter(placed).map(optionOf), [rows])
  const chosenOption: readonly Option[] =
    where && !options.some((option) => option.text === where.name) ? [{ id: 'chosen', text: where.name }] : []
  const dots = useDots()
  const take = (option: Option | undefined) => {
    const row = option && rowsById.current.get(option.id)
    if (!row || !placed(row)) return choose(undefined)
    setLook({ lng: row.lng, lat: row.lat })
    choose({
      lng: row.lng,
      lat: row.lat,
      area: mayActFor(row.area.slice(0, COMMUNITY_LETTERS))
        ? row.area.slice(0, COMMUNITY_LETTERS)
        : row.area.slice(0, GRID_LETTERS),
      name: option.text,
    })
  }
  const pick = (spot: Spot) => {
    const community = communityAt(spot, within)
    if (community)
      choose({ ...spot, area: community.area, name: t('console.place.near', { name: areaPath(community.area) }) })
  }
  return (
    <div class="place">
      <Field name="place" label={t('console.place')} hint={t('console.place.hint')} problem={problem}>
        <Combo
          options={[...chosenOption, ...options]}
          chosen={where ? (chosenOption[0]?.id ?? options.find((option) => option.text === where.name)?.id) : undefined}
          typed={setText}
          asking={asking}
          choose={take}
          placeholder={t('console.place.search')}
        />
      </Field>
      <div class="place-map">
        <MapView label={t('console.place.map')} county={county} dots={dots} pin={where} look={look} picked={pick} />
        <p class="map-hint">{t('console.map.hint')}</p>
      </div>
    </div>
  )
}
