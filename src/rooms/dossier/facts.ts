// What the dossier's decisions need to know: whose entry it is and what they are called, what the muster saw of the
// service, which hours overlap, what a checkpoint says.
import { randomBytes } from 'node:crypto'
import { within, type AreaId } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { readNote } from '#domain/kernel/proof/note.ts'
import { idOf } from '#domain/kernel/stream.ts'
import type { Evidence } from '#domain/dossier/terms.ts'
import type { DossierCommand } from '#domain/dossier/commands.ts'
import type { DossierFacts } from '#domain/dossier/state.ts'
import type { Asked, FactFinder } from '#journal/facts.ts'
import type { Tx, VaultReader } from '#journal/view.ts'

type DossierAsked = Asked<DossierCommand>
type Of<T extends DossierCommand['type']> = Extract<DossierCommand, { type: T }>
interface Known {
  readonly entry: string
  readonly person: Id
  readonly area: AreaId
  readonly opening: Id
  readonly hours: string
}
interface PersonRow {
  readonly person: Id
  readonly unit: Id | null
  readonly unitName: string | null
  readonly home: AreaId
  readonly active: boolean
  readonly communities: readonly AreaId[]
}

/** What stands as an entry's duty when a muster says what it was about. */
const dutyMax = 60
const some = <T>(values: readonly (T | undefined | null)[]): T[] => [
  ...new Set(values.filter((value) => value !== undefined && value !== null)),
]
const isWitness = ({ command }: DossierAsked) =>
  command.type === 'enrol-witness' || command.type === 'retire-witness' || command.type === 'cosign'
const namesPerson = (command: DossierCommand): command is Of<'open-entry'> | Of<'type-entry'> =>
  command.type === 'open-entry' || command.type === 'type-entry'

async function findEntries(tx: Tx, tenant: string, ids: readonly string[]): Promise<Map<string, Known>> {
  if (ids.length === 0) return new Map()
  const { rows } = await tx.query<Known>(
    `select entry, person, area, opening, hours::text
     from entries
     where tenant = $1 and entry = any($2)`,
    [tenant, ids],
  )
  return new Map(rows.map((row) => [row.entry, row]))
}

async function findPersons(tx: Tx, tenant: string, ids: readonly Id[]): Promise<Map<Id, PersonRow>> {
  if (ids.length === 0) return new Map()
  const { rows } = await tx.query<PersonRow>(
    `select p.person, p.unit, u.name as "unitName", p.home, p.active,
       array(
         select r.community
         from registrations r
         where r.tenant = p.tenant and r.stream = 'person/' || p.person and r.state = 'accepted'
       ) as communities
     from persons p
     left join units u on u.tenant = p.tenant and u.unit = p.unit
     where p.tenant = $1 and p.person = any($2)`,
    [tenant, ids],
  )
  return new Map(rows.map((row) => [row.person, row]))
}

/** Hours are typed in for people of the place or of one's own unit: for others it would be a way to learn a name. */
function mayBeTyped(row: PersonRow, { command, actor }: DossierAsked): boolean {
  if (command.type !== 'type-entry') return true
  if (actor.grants.some((grant) => grant.role === 'liaison' && grant.unit !== undefined && grant.unit === row.unit))
    return true
  return (
    row.home.startsWith(command.area) ||
    row.communities.some((community) => community.startsWith(command.area) || command.area.startsWith(community))
  )
}

interface Served {
  readonly muster: Id
  readonly person: Id
  readonly area: AreaId
  readonly evidence: string | null
  readonly what: Id
}
const classes: Readonly<Record<string, Evidence>> = {
  scanned: 'scanned',
  'scanned-late': 'scanned',
  leader: 'confirmed',
}

async function findServed(
  tx: Tx,
  tenant: string,
  opens: readonly Of<'open-entry'>[],
  vault: VaultReader,
): Promise<Map<string, NonNullable<DossierFacts['served']>>> {
  const wanted = opens.filter((command) => command.source === 'muster')
  if (wanted.length === 0) return new Map()
  const { rows } = await tx.query<Served>(
    `select c.muster, c.person, c.area, c.evidence, c.what
     from calls c
     join unnest($2::text[], $3::text[]) as w (m, p) on c.muster = w.m and c.person = w.p
     where c.tenant = $1 and not c.drill`,
    [tenant, wanted.map((command) => command.of), wanted.map((command) => command.person)],
  )
  const texts = await vault.open<{ text?: string }>(tx, 'text', some(rows.map((row) => row.what)))
  return new Map(
    rows.map((row) => {
      const text = texts.get(row.what)?.text
      return [
        `${row.muster}.${row.person}`,
        {
          area: within(row.area, 'community') ?? row.area,
          evidence: classes[row.evidence ?? ''] ?? 'confirmed',
          late: row.evidence === 'scanned-late',
          ...(text !== undefined && { duty: text.slice(0, dutyMax) }),
        },
      ]
    }),
  )
}

async function findNames(tx: Tx, tenant: string, areas: readonly AreaId[]): Promise<Map<AreaId, string>> {
  if (areas.length === 0) return new Map()
  const { rows } = await tx.query<{ area: AreaId; name: string | null }>(
    'select area, name from areas where tenant = $1 and area = any($2)',
    [tenant, areas],
  )
  return new Map(rows.flatMap((row) => (row.name === null ? [] : [[row.area, row.name] as const])))
}

/** Other entries whose hours touch; by the command's place in the group. */
async function findOverlaps(
  tx: Tx,
  tenant: string,
  wanted: readonly { readonly at: number; readonly entry: string; readonly person: Id; readonly hours: string }[],
): Promise<Map<number, string[]>> {
  if (wanted.length === 0) return new Map()
  const { rows } = await tx.query<{ at: number; entry: string }>(
    `select w.at, e.entry
     from unnest($2::int[], $3::text[], $4::text[], $5::text[]) as w (at, own, person, hours)
     join entries e on e.tenant = $1 and e.person = w.person and e.entry <> w.own and e.state <> 'withdrawn'
       and e.hours && w.hours::int8multirange
     order by w.at, e.entry`,
    [
      tenant,
      wanted.map((one) => one.at),
      wanted.map((one) => one.entry),
      wanted.map((one) => one.person),
      wanted.map((one) => one.hours),
    ],
  )
  const found = new Map<number, string[]>()
  for (const { at, entry } of rows) found.set(at, [...(found.get(at) ?? []), entry])
  return found
}

function hoursOf(command: DossierCommand, known: Known | undefined): string | undefined {
  if (command.type === 'confirm-entry') return known?.hours
  if ((command.type === 'type-entry' || command.type === 'correct-entry') && command.from < command.until)
    return `{[${command.from},${command.until})}`
  return undefined
}

async function findWitnesses(
  tx: Tx,
  tenant: string,
  asked: readonly DossierAsked[],
): Promise<Map<DossierAsked, Pick<DossierFacts, 'unitArea' | 'checkpoint'>>> {
  const own = asked.filter(isWitness)
  if (own.length === 0) return new Map()
  const units = await tx.query<{ unit: Id; area: AreaId }>(
    'select unit, area from units where tenant = $1 and unit = any($2)',
    [tenant, own.map((one) => idOf(one.stream))],
  )
  const sizes = own.flatMap(({ command }) => (command.type === 'cosign' ? [command.size] : []))
  const notes =
    sizes.length === 0
      ? []
      : (
          await tx.query<{ size: string; note: string }>(
            'select size, note from log_checkpoints where tenant = $1 and size = any($2)',
            [tenant, sizes],
          )
        ).rows
  return new Map(
    own.map((one) => {
      const unitArea = units.rows.find((row) => row.unit === idOf(one.stream))?.area
      const note = notes.find((row) => one.command.type === 'cosign' && Number(row.size) === one.command.size)?.note
      const checkpoint = note === undefined ? undefined : readNote(note)?.text
      return [one, { ...(unitArea !== undefined && { unitArea }), ...(checkpoint !== undefined && { checkpoint }) }]
    }),
  )
}

async function find(tx: Tx, asked: readonly DossierAsked[], vault: VaultReader): Promise<DossierFacts[]> {
  if (asked.length === 0) return []
  const { tenant } = asked[0].actor
  const witnesses = await findWitnesses(tx, tenant, asked)
  const entries = await findEntries(
    tx,
    tenant,
    some(asked.filter((one) => !isWitness(one)).map((one) => idOf(one.stream))),
  )
  const personOf = (one: DossierAsked) =>
    namesPerson(one.command) ? one.command.person : entries.get(idOf(one.stream))?.person
  const persons = await findPersons(tx, tenant, some(asked.map(personOf)))
  const served = await findServed(
    tx,
    tenant,
    asked.flatMap(({ command }) => (command.type === 'open-entry' ? [command] : [])),
    vault,
  )
  const bodies = await vault.open<{ name: string }>(tx, 'person', [...persons.keys()])
  const openings = await vault.open<{ duty?: string }>(
    tx,
    'text',
    some([...entries.values()].map((entry) => entry.opening)),
  )
  const areaOf = (one: DossierAsked) =>
    'area' in one.command && one.command.area
      ? one.command.area
      : (entries.get(idOf(one.stream))?.area ?? served.get(idOf(one.stream))?.area)
  const names = await findNames(tx, tenant, some(asked.map(areaOf)))
  const overlaps = await findOverlaps(
    tx,
    tenant,
    asked.flatMap((one, at) => {
      const [person, hours] = [personOf(one), hoursOf(one.command, entries.get(idOf(one.stream)))]
      return person && hours ? [{ at, entry: idOf(one.stream), person, hours }] : []
    }),
  )
  return asked.map((one, at) => {
    const id = idOf(one.stream)
    const row = persons.get(personOf(one) ?? '')
    const duty = openings.get(entries.get(id)?.opening ?? '')?.duty
    return {
      ...(one.actor.person && { self: one.actor.person }),
      key: randomBytes(32).toString('base64'),
      ...witnesses.get(one),
      ...(row &&
        mayBeTyped(row, one) && {
          person: { ...(row.unit && { unit: row.unit }), name: bodies.get(row.person)?.name ?? '' },
        }),
      names: {
        ...(row?.unitName && { unit: row.unitName }),
        ...(names.has(areaOf(one) ?? '') && { area: names.get(areaOf(one)!)! }),
      },
      ...(served.has(id) && { served: served.get(id)! }),
      ...(duty !== undefined && { duty }),
      ...(overlaps.has(at) && { overlaps: overlaps.get(at)! }),
    }
  })
}

export const finder: FactFinder<DossierCommand, DossierFacts> = {
  // Hours typed in for one person see each other.
  keys: ({ command }) => (command.type === 'type-entry' ? [`entries/${command.person}`] : []),
  find,
}
