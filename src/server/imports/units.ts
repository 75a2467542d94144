// Plans a list of units: a unit is its name within the county; where it stands and where it registers come beside.
// Pure.
import { createHash } from 'node:crypto'
import { uuid8, type Id } from '#domain/kernel/ids.ts'
import type { AreaId } from '#domain/kernel/area.ts'
import { streamOf } from '#domain/kernel/stream.ts'
import { unitKey } from './clean.ts'
import { permitted, RowReader, type County, type List, type Planned, type PlannedRow } from './plan.ts'
import type { Found } from './places.ts'

/** A unit's name is public and unique within its county: the same name is the same unit, in whatever file. */
export function unitId(tenant: string, name: string): Id {
  return uuid8(
    createHash('sha256')
      .update(`unit\n${tenant}\n${unitKey(name)}`)
      .digest(),
  )
}

/** Turns what Places found into an area, or a problem at the cell. */
export function areaOr(
  reader: RowReader,
  field: 'area' | 'home' | 'community' | 'registered' | 'township',
  found: Found,
  value: string,
): AreaId | undefined {
  if ('area' in found) return found.area
  reader.problem(
    found.trouble,
    field,
    value,
    'candidates' in found ? { candidates: found.candidates.join(' / ') } : undefined,
  )
  return undefined
}

/** @param seen names already met in this file, by key; the row of each */
export function planUnit(list: List, row: List['rows'][number], county: County, seen: Map<string, number>): PlannedRow {
  const reader = new RowReader(list, row)
  const name = reader.text('name')
  const [township, areaText, registeredText] = [reader.text('township'), reader.text('area'), reader.text('registered')]
  reader.require()
  if (name.length > 80) reader.problem('too-long', 'name', name.slice(0, 40))
  const given =
    areaText !== ''
      ? areaOr(reader, 'area', county.places.any(areaText, township), areaText)
      : township !== ''
        ? areaOr(reader, 'township', county.places.township(township), township)
        : undefined
  const registered =
    registeredText === ''
      ? undefined
      : areaOr(reader, 'registered', county.places.community(registeredText, township), registeredText)
  const known = county.units.get(unitKey(name))?.[0]
  const area = given ?? known?.area ?? county.tenant
  const unit = known?.unit ?? unitId(county.tenant, name)
  if (!reader.stopped && !permitted(county, known ? 'change-unit' : 'enrol-unit', { area, unit }))
    reader.problem('area-outside', 'area', areaText || area)
  const first = seen.get(unitKey(name))
  const { problems, shown } = reader
  if (reader.stopped) return { row: row.number, act: 'stopped', shown, problems, commands: [] }
  if (first !== undefined) {
    reader.problem('repeated', 'name', name, { row: first })
    return { row: row.number, act: 'skip', shown, problems, beside: { row: first, shown: { name } }, commands: [] }
  }
  seen.set(unitKey(name), row.number)
  const stream = streamOf('unit', unit)
  const commands: Planned[] = []
  if (!known) commands.push({ stream, command: { type: 'enrol-unit', name, area } })
  else if (known.name !== name || (given && given !== known.area))
    commands.push({ stream, command: { type: 'change-unit', name, area }, against: `${known.name} ${known.area}` })
  if (registered && !known?.registered.includes(registered))
    commands.push({
      stream,
      command: { type: 'register-unit', community: registered },
      against: known?.registered.join(),
    })
  return { row: row.number, act: commands.length === 0 ? 'same' : known ? 'change' : 'new', shown, problems, commands }
}
