// Plans a list of persons. Who is who: a phone is one person; without one, a name within a unit is. What is less
// certain is asked. Pure.
// The record on identities says why (docs/decisions/0021-identity-of-people.md).
import { createHash } from 'node:crypto'
import { covers, type AreaId } from '#domain/kernel/area.ts'
import { uuid8, type Id } from '#domain/kernel/ids.ts'
import { streamOf } from '#domain/kernel/stream.ts'
import { availabilities, skills, type Availability, type Skill } from '#domain/registry/terms.ts'
import type { RegistryCommand } from '#domain/registry/commands.ts'
import {
  isPersonName,
  isUnitless,
  personName,
  phoneDigits,
  readAvailability,
  readPhone,
  readSkills,
  splitName,
  tidy,
  unitKey,
} from './clean.ts'
import {
  permitted,
  RowReader,
  type Beside,
  type Choice,
  type County,
  type KnownPerson,
  type List,
  type Planned,
  type PlannedRow,
} from './plan.ts'
import { areaOr } from './units.ts'

/** What a row says, understood. */
interface Said {
  readonly name: string
  readonly phone?: string
  readonly unit?: Id
  readonly home?: AreaId
  readonly skills: readonly Skill[]
  readonly availability: readonly Availability[]
  readonly registered?: AreaId
}

/** Names and phones of a list, cleaned, for fetching who is already known. */
export function keysOf(list: List): { names: string[]; phones: string[] } {
  const [names, phones] = [new Set<string>(), new Set<string>()]
  for (const { cells } of list.rows) {
    const name = personName(cells[list.columns.name ?? -1] ?? '')
    const { phone } = readPhone(cells[list.columns.phone ?? -1] ?? '')
    if (name !== '') names.add(name)
    if (phone !== undefined) phones.add(phone)
  }
  return { names: [...names], phones: [...phones] }
}

function understand(reader: RowReader, county: County): Said {
  const name = sayName(reader)
  const phone = sayPhone(reader)
  const unit = sayUnit(reader, county)
  const township = reader.text('township')
  const home = sayHome(reader, county, township)
  const registeredText = reader.text('registered')
  const registered =
    registeredText === ''
      ? undefined
      : areaOr(reader, 'registered', county.places.community(registeredText, township), registeredText)
  const able = readSkills(reader.text('skills'))
  if (able.unknown.length > 0) reader.problem('skill-unknown', 'skills', able.unknown.join('、'))
  const free = readAvailability(reader.text('availability'))
  if (free.unknown.length > 0) reader.problem('availability-unknown', 'availability', free.unknown.join('、'))
  reader.require()
  return {
    name,
    ...(phone && { phone }),
    ...(unit && { unit }),
    ...(home && { home }),
    skills: able.skills,
    availability: free.availability,
    ...(registered && { registered }),
  }
}

function sayName(reader: RowReader): string {
  const text = reader.text('name')
  const { name, note } = splitName(text)
  reader.shown.name &&= name
  if (name !== '' && !isPersonName(name)) reader.problem('name-shape', 'name', text)
  else if (note !== '') reader.problem('name-note', 'name', note, { as: name })
  return name
}

function sayPhone(reader: RowReader): string | undefined {
  const text = reader.text('phone')
  if (text === '') {
    if (!reader.problems.some(({ field }) => field === 'phone'))
      reader.problem('no-phone', reader.has('phone') ? 'phone' : undefined)
    return undefined
  }
  const { phone, note, trouble } = readPhone(text)
  if (trouble) reader.problem(trouble, 'phone', text, { digits: phoneDigits(text).replace(/\D/g, '').length })
  if (phone === undefined) return undefined
  reader.shown.phone = phone
  if (note) reader.problem('phone-note', 'phone', note, { as: phone })
  return phone
}

function sayUnit(reader: RowReader, county: County): Id | undefined {
  const text = reader.text('unit')
  if (text === '') return undefined
  const units = county.units.get(unitKey(text)) ?? []
  if (units.length === 1) return units[0].unit
  if (units.length > 1) reader.problem('unit-ambiguous', 'unit', text)
  else if (isUnitless(text)) {
    reader.problem('unit-none', 'unit', text)
    reader.shown.unit = ''
  } else reader.problem('unit-unknown', 'unit', text)
  return undefined
}

/** The community where someone lives, by its name or by an address that begins with it. */
function sayHome(reader: RowReader, county: County, township: string): AreaId | undefined {
  const { places } = county
  const text = reader.text('home')
  if (text !== '') {
    const named = places.any(text, township)
    const found = 'area' in named ? named : places.address(text, township)
    if ('area' in found && 'rest' in found && found.rest !== '')
      sayAddress(reader, 'home', text, places.title(found.area))
    return areaOr(reader, 'home', 'area' in found ? found : named, text)
  }
  const address = reader.text('address')
  if (address !== '') {
    const found = places.address(address, township)
    if ('area' in found) {
      if (found.rest !== '') sayAddress(reader, 'address', address, places.title(found.area))
      reader.shown.home = places.title(found.area)
      return found.area
    }
    reader.problem('address-unread', 'address', address)
  }
  return township === '' ? undefined : areaOr(reader, 'township', places.township(township), township)
}

function sayAddress(reader: RowReader, field: 'home' | 'address', text: string, as: string): void {
  reader.problem('address-split', field, text, { as })
  reader.shown.home = as
}

/** One digit differs, or two neighbours are swapped: a slip of the hand. */
export function likePhones(one: string, other: string): boolean {
  if (one.length !== other.length) return false
  const differing = [...one].flatMap((digit, i) => (digit === other[i] ? [] : [i]))
  if (differing.length === 1) return true
  const [i, j] = differing
  return differing.length === 2 && j === i + 1 && one[i] === other[j] && one[j] === other[i]
}

type Likeness = 'same' | 'same-phone' | 'same-name-unit' | 'namesake' | 'alike'

/** How a row relates to someone: surely the same, in need of an answer, or undefined: another. */
export function likeness(
  row: Pick<Said, 'name' | 'phone' | 'unit' | 'home'>,
  other: Pick<KnownPerson, 'name' | 'phone' | 'unit' | 'home'>,
): Likeness | undefined {
  if (row.phone !== undefined && row.phone === other.phone) return row.name === other.name ? 'same' : 'same-phone'
  if (row.name !== other.name) return undefined
  const bothPhones = row.phone !== undefined && other.phone !== undefined
  if (row.unit !== undefined && row.unit === other.unit) return bothPhones ? 'same-name-unit' : 'same'
  if (bothPhones && likePhones(row.phone!, other.phone!)) return 'alike'
  // Same name in the same community, and nothing that tells them apart.
  if (
    !bothPhones &&
    row.home !== undefined &&
    row.home === other.home &&
    (row.unit === undefined || other.unit === undefined)
  )
    return 'alike'
  return undefined
}

const order: readonly Likeness[] = ['same', 'same-phone', 'same-name-unit', 'namesake', 'alike']

function nearest<P extends Pick<KnownPerson, 'name' | 'phone' | 'unit' | 'home'>>(
  said: Said,
  candidates: Iterable<P>,
): { who: P; how: Likeness } | undefined {
  let best: { who: P; how: Likeness } | undefined
  for (const who of candidates) {
    const how = likeness(said, who)
    if (how && (!best || order.indexOf(how) < order.indexOf(best.how))) best = { who, how }
  }
  return best
}

/** Someone already known, or, with its row, an earlier row of this file. */
type Someone = KnownPerson & { readonly row?: number; readonly cells?: readonly string[] }

/** Who has been met so far, known people and earlier rows, found by phone and by name. */
export class People {
  readonly #known = new Map<string, Someone[]>()
  readonly #rows = new Map<string, Someone[]>()

  constructor(known: readonly KnownPerson[]) {
    for (const person of known) for (const key of keys(person)) put(this.#known, key, person)
  }
  known(said: Said) {
    return nearest(
      said,
      keys(said).flatMap((key) => this.#known.get(key) ?? []),
    )
  }
  earlier(said: Said) {
    return nearest(
      said,
      keys(said).flatMap((key) => this.#rows.get(key) ?? []),
    )
  }
  met(row: Someone): void {
    for (const key of keys(row)) put(this.#rows, key, row)
  }
}

const keys = (who: { name: string; phone?: string }) => [
  `name ${who.name}`,
  ...(who.phone ? [`phone ${who.phone}`] : []),
]
function put<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/**
 * A new person's id comes from the file and the row: unguessable without the file, the same when the same file comes
 * twice.
 */
function newId(tenant: string, file: string, row: List['rows'][number]): Id {
  return uuid8(
    createHash('sha256')
      .update(`person\n${tenant}\n${file}\n${row.number}\n${JSON.stringify(row.cells)}`)
      .digest(),
  )
}

const union = <T>(all: readonly T[], ...parts: readonly (readonly T[])[]) =>
  all.filter((each) => parts.some((part) => part.includes(each)))

/**
 * What of the row is new about a known person. Empty cells say nothing; skills and hours are added, never taken away.
 */
function changes(said: Said, known: KnownPerson): Extract<RegistryCommand, { type: 'change-person' }> | undefined {
  const [able, free] = [
    union(skills, said.skills, known.skills),
    union(availabilities, said.availability, known.availability),
  ]
  const change = {
    ...(said.name !== known.name && { name: said.name }),
    ...(said.phone !== undefined && said.phone !== known.phone && { phone: said.phone }),
    ...(said.unit !== undefined && said.unit !== known.unit && { unit: said.unit }),
    ...(said.home !== undefined && !covers(said.home, known.home) && { home: said.home }),
    ...(able.length > known.skills.length && { skills: able }),
    ...(free.length > known.availability.length && { availability: free }),
  }
  return Object.keys(change).length === 0 ? undefined : { type: 'change-person', ...change }
}

export interface PersonPlanning {
  readonly county: County
  readonly file: string
  readonly people: People
  readonly choices: ReadonlyMap<number, Choice>
}

export function planPerson(
  list: List,
  row: List['rows'][number],
  { county, file, people, choices }: PersonPlanning,
): PlannedRow {
  const reader = new RowReader(list, row)
  const said = understand(reader, county)
  const { problems, shown } = reader
  const base = { row: row.number, shown, problems }
  if (reader.stopped) return { ...base, act: 'stopped', commands: [] }
  const choice = choices.get(row.number)
  const earlier = people.earlier(said)
  const known = people.known(said)
  const nearer = earlier && (!known || known.how !== 'same' || earlier.how === 'same') ? earlier : known
  const found = nearer && toldApart(list, row, said, nearer) ? { ...nearer, how: 'namesake' as const } : nearer
  const beside = found && besideOf(found.who, county)
  const otherRow = found?.who.row
  if (found?.how === 'same' && otherRow !== undefined) {
    reader.problem('repeated', 'name', said.name, { row: otherRow })
    return { ...base, act: 'skip', beside, commands: [] }
  }
  if (found && found.how !== 'same')
    reader.problem(
      found.how,
      found.how !== 'same-name-unit' && found.how !== 'namesake' && said.phone ? 'phone' : 'name',
      said.phone ?? said.name,
      { holder: found.who.name, ...(otherRow !== undefined && { row: otherRow }) },
    )
  if (choice === 'skip') return { ...base, act: 'skip', beside, choice, commands: [] }
  if (found && found.how !== 'same' && choice === undefined) return { ...base, act: 'asked', beside, commands: [] }
  const merges = found?.how === 'same' || choice === 'merge'
  if (merges && otherRow !== undefined) return { ...base, act: 'skip', beside, choice, commands: [] }
  const leaves = found?.how === 'same-phone' && !merges
  const settled = leaves ? { ...said, phone: undefined } : said
  if (leaves) {
    reader.problem('phone-left', 'phone', said.phone, { as: found.who.name })
    delete reader.shown.phone
  }
  const planned =
    merges && found ? changeKnown(reader, settled, found.who, county) : enrolNew(reader, settled, county, file)
  if (reader.stopped) return { ...base, act: 'stopped', beside, commands: [] }
  people.met({ ...settled, person: planned.person, home: planned.home, row: row.number, cells: row.cells })
  return { ...base, act: planned.act, ...(beside && { beside }), ...(choice && { choice }), commands: planned.commands }
}

/** Same name and unit, no phones to tell by, and another column says that they are two. */
function toldApart(
  list: List,
  row: List['rows'][number],
  said: Said,
  { who, how }: { who: Someone; how: Likeness },
): boolean {
  if (how !== 'same' || !who.cells || (said.phone !== undefined && said.phone === who.phone)) return false
  const tells = (cells: readonly string[]) => splitName(cells[list.columns.name ?? -1] ?? '').tells
  if (tells(row.cells) !== tells(who.cells)) return true
  return (list.telling ?? []).some((column) => {
    const [own, other] = [tidy(row.cells[column] ?? ''), tidy(who.cells![column] ?? '')]
    return own !== '' && other !== '' && own !== other
  })
}

function besideOf(who: Someone, county: County): Beside {
  const { name, phone, unit, home, row, person } = who
  const shown = {
    name,
    ...(phone && { phone }),
    ...(unit && { unit: county.unitById.get(unit)?.name ?? '' }),
    home: county.places.title(home) || county.places.get(home)?.name || home,
  }
  return row === undefined ? { person, shown } : { row, shown }
}

type Settled = { person: Id; home: AreaId; act: 'new' | 'change' | 'same'; commands: Planned[] }

function changeKnown(reader: RowReader, said: Said, known: KnownPerson, county: County): Settled {
  const change = changes(said, known)
  const stream = streamOf('person', known.person)
  const against = JSON.stringify(known)
  const commands: Planned[] = change ? [{ stream, command: change, against }] : []
  const allowedTo = (type: 'change-person' | 'register-person', area: AreaId) =>
    permitted(county, type, { area, person: known.person, unit: known.unit })
  if (
    change &&
    !allowedTo('change-person', change.home && !covers(known.home, change.home) ? county.tenant : known.home)
  )
    reader.problem('area-outside', reader.has('home') ? 'home' : undefined)
  if (said.registered && said.registered !== known.registered) {
    if (known.registered) reader.problem('registered-elsewhere', 'registered', county.places.title(known.registered))
    else commands.push({ stream, command: { type: 'register-person', community: said.registered }, against })
  }
  return { person: known.person, home: known.home, act: commands.length > 0 ? 'change' : 'same', commands }
}

function enrolNew(reader: RowReader, said: Said, county: County, file: string): Settled {
  const person = newId(county.tenant, file, reader.row)
  const stream = streamOf('person', person)
  const unitArea = said.unit && county.unitById.get(said.unit)?.area
  const home = said.home ?? unitArea ?? county.tenant
  if (said.home === undefined)
    reader.problem('no-home', reader.has('home') ? 'home' : undefined, undefined, {
      area: county.places.get(home)?.name ?? home,
    })
  if (!permitted(county, 'enrol-person', { area: home, person, unit: said.unit }))
    reader.problem('area-outside', reader.has('home') ? 'home' : undefined, county.places.title(home))
  const { name, phone, unit } = said
  const commands: Planned[] = [
    {
      stream,
      command: {
        type: 'enrol-person',
        name,
        ...(phone && { phone }),
        ...(unit && { unit }),
        home,
        skills: [...said.skills],
        availability: [...said.availability],
      },
    },
  ]
  if (said.registered) commands.push({ stream, command: { type: 'register-person', community: said.registered } })
  return { person, home, act: 'new', commands }
}
