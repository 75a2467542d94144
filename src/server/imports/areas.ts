// Plans a list of areas: townships and communities by their national codes, grids numbered within their community.
// Pure.
import { around, isArea, levelOf, countyOf, type AreaId } from '#domain/kernel/area.ts'
import type { Position } from '#domain/kernel/position.ts'
import { streamOf } from '#domain/kernel/stream.ts'
import { gridNumber, tidy } from './clean.ts'
import { permitted, RowReader, type County, type List, type Planned, type PlannedRow } from './plan.ts'
import type { Places } from './places.ts'

/** A grid's number has two digits. */
const gridsMax = 99

/** Degrees WGS84 from two columns; both or none. */
export function readPlace(reader: RowReader): Position | undefined {
  const [lngText, latText] = [reader.text('lng'), reader.text('lat')]
  if (lngText === '' && latText === '') return undefined
  const [lng, lat] = [Number(lngText), Number(latText)]
  // China lies between 73 and 135.1 east, 3.4 and 53.6 north: anything else is a swap or a slip.
  if (lngText === '' || !(lng >= 73 && lng <= 135.1)) reader.problem('place-shape', 'lng', lngText)
  if (latText === '' || !(lat >= 3.4 && lat <= 53.6)) reader.problem('place-shape', 'lat', latText)
  return [lng, lat]
}

/** The code of a grid by its name or number, known or the next free one. */
export function gridCode(places: Places, community: AreaId, name: string): AreaId | undefined {
  const known = places.below(community)
  const named = known.find((grid) => tidy(grid.name) === name)
  if (named) return named.area
  const number = gridNumber(name)
  if (number !== undefined && number >= 1) return `${community}-${String(number).padStart(2, '0')}`
  const used = new Set(known.map((grid) => grid.area))
  for (let next = 1; next <= gridsMax; next++) {
    const code = `${community}-${String(next).padStart(2, '0')}`
    if (!used.has(code)) return code
  }
  return undefined
}

/** What area a row speaks of: by its code, or as a grid within a community named in the row. */
function identify(reader: RowReader, county: County): { area: AreaId; name: string } | undefined {
  const code = reader.text('code').replace(/\s/g, '')
  const [township, community, grid, plain] = [
    reader.text('township'),
    reader.text('community'),
    reader.text('grid'),
    reader.text('name'),
  ]
  if (code !== '') {
    // National lists write 12 digits for every level, with zeros at the end.
    const short = code.replace(/^(\d{6})0{6}$/, '$1').replace(/^(\d{9})0{3}$/, '$1')
    if (!isArea(short) || countyOf(short) !== county.tenant)
      return void reader.problem('code-shape', 'code', code, { county: county.tenant })
    const level = levelOf(short)
    const name =
      plain || (level === 'township' ? township : level === 'community' ? community : level === 'grid' ? grid : '')
    if (level === 'building' || level === 'household') return void reader.problem('level-odd', 'code', code)
    if (name === '')
      return void reader.problem(
        'missing',
        reader.has('name') ? 'name' : level === 'township' ? 'township' : 'community',
      )
    return { area: short, name }
  }
  if (community === '' || grid === '')
    return void reader.problem(reader.has('code') ? 'code-missing' : 'missing-column', 'code')
  const found = county.places.community(community, township)
  if ('trouble' in found)
    return void reader.problem(
      found.trouble,
      'community',
      community,
      'candidates' in found ? { candidates: found.candidates.join(' / ') } : undefined,
    )
  const area = gridCode(county.places, found.area, grid)
  return area ? { area, name: grid } : void reader.problem('too-many-grids', 'grid', grid, { most: gridsMax })
}

export function planArea(list: List, row: List['rows'][number], county: County): PlannedRow {
  const reader = new RowReader(list, row)
  const place = readPlace(reader)
  const what = identify(reader, county)
  if (what && !permitted(county, 'name-area', { area: what.area }))
    reader.problem('area-outside', reader.has('code') ? 'code' : 'community', what.name)
  const { problems, shown } = reader
  if (!what || reader.stopped) return { row: row.number, act: 'stopped', shown, problems, commands: [] }
  const known = county.places.get(what.area)
  const nothingNew =
    known?.name === what.name && (!place || (known.place?.[0] === place[0] && known.place[1] === place[1]))
  county.places.add({ area: what.area, name: what.name, place: place ?? known?.place })
  if (nothingNew) return { row: row.number, act: 'same', shown, problems, commands: [] }
  const command: Planned = {
    stream: streamOf('area', what.area),
    command: { type: 'name-area', name: what.name, ...(place && { place: [...place] }) },
    against: known && JSON.stringify(known),
  }
  // A community's first import may come before its township's row: names alone bind them, so the order is free.
  const parent = around(what.area)
  return {
    row: row.number,
    act: known ? 'change' : 'new',
    shown: { ...shown, code: what.area, ...(parent && { area: county.places.get(parent)?.name ?? parent }) },
    problems,
    commands: [command],
  }
}
