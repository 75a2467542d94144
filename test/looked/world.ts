// A county in which every room has something to show about somebody: people, doors and remarks with words of their own,
// so that whoever is shown can be found again in an answer, whatever its shape.
import type { Id } from '#domain/kernel/ids.ts'
import { building, grid, layOut } from '#test/golden/round-world.ts'
import {
  community,
  county,
  otherCommunity,
  populate,
  until,
  type Client,
  type Given,
  type TestHouse,
} from '#test/house.ts'

const hour = 3_600_000
/** The base point of Ed25519, a key that nobody holds. */
const witnessKey = 'WGZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmY='

export interface World {
  /** Whom each name, number or remark is about: any of these in the log will do. */
  readonly canaries: ReadonlyMap<string, readonly string[]>
  /** What a question or paper may ask for, by the name of the parameter; more than one where it tells apart. */
  readonly asked: Readonly<Record<string, readonly string[]>>
  readonly clients: Readonly<Record<string, Client>>
}

/** Names and numbers of everybody, as the vault has them: two of one name are either of them. */
async function findNames(house: TestHouse): Promise<Map<string, string[]>> {
  const ids = await house.sql<{ id: Id }>(`select id from vault where kind = 'person'`)
  const bodies = await house.asDoor(county, (tx) =>
    house.vault.open<{ name?: string; phone?: string }>(
      tx,
      'person',
      ids.map(({ id }) => id),
    ),
  )
  const found = new Map<string, string[]>()
  for (const [id, { name, phone }] of bodies)
    for (const text of [name, phone]) if (text) found.set(text, [...(found.get(text) ?? []), id])
  return found
}

const one = async (house: TestHouse, text: string) => (await house.sql<{ id: string }>(text)).map((row) => row.id)

/** Two records under one number, as they stood before a number had one form. */
async function asOfOld(house: TestHouse, person: Id, other: Id): Promise<void> {
  await house.asDoor(county, async (tx) => {
    const phone = `+86${(await house.vault.open<{ phone: string }>(tx, 'person', [other])).get(other)!.phone}`
    await house.vault.put(tx, county, [
      { kind: 'person', id: person, subject: person, body: { name: '远方', phone }, lookups: [`phone:${phone}`] },
    ])
  })
}

interface There {
  readonly round: string
  readonly point: string
  readonly person: Id
  readonly neighbour: Id
  readonly gridWorker: Id
}

const door = `${building}-0101`
const oneOf = async (house: TestHouse, text: string) => (await one(house, text))[0]

/** What stewards, visitors and supervisors write down about doors, each with words of its own. */
async function tellOfDoors(house: TestHouse, { round, gridWorker }: There): Promise<void> {
  const lookBack = await oneOf(house, 'select look_back as id from look_backs')
  const need = { need: 'medicine', purpose: 'sampling', until: house.now() + 48 * hour, text: '要送透析药' }
  const claim = { type: 'claim-doors', doors: ['0101'], minutes: 60, person: gridWorker }
  const finding = { area: building, lookBack, grade: 'minor', text: '灯不亮', by: house.now() + hour }
  await house.given(
    ['visit', `need/${house.newId()}`, { type: 'note-need', household: door, ...need }],
    [
      'steward',
      `patrol/${building}.20261012`,
      { type: 'see-household', household: door, how: 'well', text: '老人独居' },
    ],
    ['oversight', `finding/${house.newId()}`, { type: 'note-finding', ...finding }],
  )
  await house.given(['visit', `doors/${round}.${building}`, claim])
}

/** Hours typed in, a notice, and somebody registered twice at a desk that wrote their name down. */
async function tellOfPeople(house: TestHouse, { round, point, person, neighbour }: There): Promise<void> {
  const [device, record, at] = [house.newId(), house.newId(), `point/${round}.${point}`]
  const hours = { from: house.now() - 3 * hour, until: house.now() - 2 * hour, duty: '搬物资' }
  const words = { title: '明日上岗', text: '七点', area: community, to: 'persons', signBy: house.now() + 5 * hour }
  const register = (first: number, tube: string): Given => [
    'point',
    at,
    {
      type: 'register',
      device,
      lane: 1,
      from: house.now(),
      tubes: [[tube, 1]],
      people: [[first, 0, record, 0, door]],
      sealed: [[record, { name: '路人甲', phone: '13511112222' }]],
    },
  ]
  await house.given(
    ['dossier', `entry/${house.newId()}`, { type: 'type-entry', person, area: community, ...hours }],
    ['dossier', `witness/${community}`, { type: 'enrol-witness', key: witnessKey }],
    ['notice', `notice/${house.newId()}`, { type: 'send-notice', ...words, recipients: [person, neighbour] }],
    ['point', at, { type: 'issue-numbers', device, count: 20 }],
  )
  await house.given(register(1, 'TUBE-1'), register(2, 'TUBE-2'))
}

/** Words and codes of doors, and the household or building that each is about. */
const remarks: readonly (readonly [string, readonly string[]])[] = [
  ...['0101', '0102', '0201'].map((number) => [`${building}-${number}`, [`${building}-${number}`, building]] as const),
  ['要送透析药', [door, building]],
  ['老人独居', [door, building]],
  ['灯不亮', [building]],
  ['楼道堵了', [building]],
  ['楼道有杂物', [building]],
]

/** Registrations, a liaison, a building with a position so that there is a walk to it, and a whistle. */
async function tie(house: TestHouse, unit: Id, person: Id, neighbour: Id, far: Id): Promise<void> {
  const doors = ['0101', '0102', '0201'].map((number) => [number, 2])
  const listed = { name: '1号楼', numbering: 'floors', place: [111.772, 36.852], doors }
  const whistle = {
    what: '搬物资',
    label: '东门',
    area: community,
    place: [111.7, 36.8],
    needs: [{ people: 2 }],
    from: house.now(),
    until: house.now() + 3 * hour,
    drill: false,
    answerMinutes: 30,
    escalateMinutes: 60,
    waves: 'by-hand',
    people: [neighbour],
  }
  await house.given(
    ['registry', `unit/${unit}`, { type: 'appoint-liaison', person: neighbour }],
    ['registry', `person/${person}`, { type: 'register-person', community }],
    ['registry', `person/${neighbour}`, { type: 'register-person', community }],
    ['registry', `person/${far}`, { type: 'register-person', community: otherCommunity }],
    ['registry', `area/${building}`, { type: 'list-building', ...listed }],
    ['muster', `muster/${house.newId()}`, { type: 'blow-whistle', ...whistle }],
  )
  await asOfOld(house, far, neighbour)
}

async function clientsOf(house: TestHouse, person: Id, unit: Id) {
  const wide = { area: county }
  return {
    self: await house.logIn(person),
    gridWorker: await house.as({ role: 'gridWorker', area: grid }),
    steward: await house.as({ role: 'steward', area: building }),
    officer: await house.as('officer'),
    dispatcher: await house.as({ role: 'dispatcher', ...wide }),
    supervisor: await house.as({ role: 'supervisor', ...wide }),
    administrator: await house.as({ role: 'administrator', ...wide }),
    security: await house.as({ role: 'security', ...wide }),
    auditor: await house.as({ role: 'auditor', ...wide }),
    liaison: await house.as({ role: 'liaison', ...wide, unit }),
  }
}

/** What questions and papers are asked with, whatever they are about. */
const plain = {
  area: [community],
  within: [community],
  community: [community],
  building: [building],
  about: ['register', 'serve', 'come', 'visit'],
  lng: ['111.7'],
  lat: ['36.8'],
  needs: ['any:2'],
  percent: ['50'],
  year: ['2026'],
  quarter: ['4'],
  old: ['1'],
  size: ['1'],
  query: ['居民1'],
}

export async function settleAll(house: TestHouse): Promise<World> {
  const { person, unit } = await layOut(house)
  const [neighbour, far] = [...(await populate(house, 1)), ...(await populate(house, 1, otherCommunity))]
  await populate(house, 4)
  await tie(house, unit, person, neighbour, far)
  const clients = await clientsOf(house, person, unit)
  const [round, point, team] = [
    await oneOf(house, `select round as id from rounds where state = 'running'`),
    await oneOf(house, 'select point as id from round_points'),
    await oneOf(house, 'select team as id from teams'),
  ]
  const there = { round, point, person, neighbour, gridWorker: clients.gridWorker.actor.person! }
  await tellOfDoors(house, there)
  await tellOfPeople(house, there)
  const objection = { type: 'object', person, about: 'openings', text: '请删' }
  await clients.self.give(['ending', `objection/${house.newId()}`, objection])
  // Something stands in the log already, so that a row of it can be opened.
  await clients.officer.ask('registrations')
  await until(
    async () => (await one(house, 'select size::text as id from log_checkpoints')).length > 0,
    'a checkpoint covers the entries',
  )
  const ids = async (column: string, table: string) => one(house, `select ${column} as id from ${table}`)
  return {
    canaries: new Map([...(await findNames(house)), ...remarks]),
    clients,
    asked: {
      ...plain,
      round: [round],
      place: [point, team],
      person: [person],
      unit: [unit],
      stream: [`person/${person}`, `unit/${unit}`],
      muster: await ids('muster', 'musters'),
      lookBack: await ids('look_back', 'look_backs'),
      finding: await ids('finding', 'orders'),
      entry: await ids('entry', `entries where person = '${person}'`),
      notice: await ids('notice', 'notices'),
      statement: await ids('statement', 'destructions'),
      number: await ids('max(number)::text', 'access_log'),
    },
  }
}
