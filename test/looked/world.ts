// A county in which every room has something to show about somebody: people, doors and remarks with words of their own,
// so that whoever is shown can be found again in an answer, whatever its shape.
import type { Id } from '#domain/kernel/ids.ts'
import { building, grid, layOut } from '#test/golden/round-world.ts'
import { community, county, otherCommunity, populate, until, type Client, type TestHouse } from '#test/house.ts'

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

/** What a resident, a desk, a steward and a supervisor write down, each with words of its own. */
async function tell(house: TestHouse, client: Readonly<Record<string, Client>>, person: Id, neighbour: Id) {
  const [round] = await one(house, `select round as id from rounds where state = 'running'`)
  const [point] = await one(house, 'select point as id from round_points')
  const [device] = [house.newId()]
  const remark = (text: string, ...about: string[]) => [text, about] as const
  const door = `${building}-0101`
  const [need, record] = [house.newId(), house.newId()]
  await house.given(
    [
      'visit',
      `need/${need}`,
      {
        type: 'note-need',
        household: door,
        need: 'medicine',
        purpose: 'sampling',
        until: house.now() + 48 * hour,
        text: '要送透析药',
      },
    ],
    [
      'steward',
      `patrol/${building}.20261012`,
      { type: 'see-household', household: door, how: 'well', text: '老人独居' },
    ],
    ['point', `point/${round}.${point}`, { type: 'issue-numbers', device, count: 20 }],
    [
      'dossier',
      `entry/${house.newId()}`,
      {
        type: 'type-entry',
        person,
        area: community,
        from: house.now() - 3 * hour,
        until: house.now() - 2 * hour,
        duty: '搬物资',
      },
    ],
    ['dossier', `witness/${community}`, { type: 'enrol-witness', key: witnessKey }],
    [
      'notice',
      `notice/${house.newId()}`,
      {
        type: 'send-notice',
        title: '明日上岗',
        text: '七点',
        area: community,
        to: 'persons',
        recipients: [person, neighbour],
        signBy: house.now() + 5 * hour,
      },
    ],
  )
  await house.given([
    'visit',
    `doors/${round}.${building}`,
    { type: 'claim-doors', doors: ['0101'], minutes: 60, person: client.gridWorker.actor.person },
  ])
  await client.self.give([
    'ending',
    `objection/${house.newId()}`,
    { type: 'object', person, about: 'openings', text: '请删' },
  ])
  const register = (first: number, tube: string) => ({
    type: 'register',
    device,
    lane: 1,
    from: house.now(),
    tubes: [[tube, 1]],
    people: [[first, 0, record, 0, door]],
    sealed: [[record, { name: '路人甲', phone: '13511112222' }]],
  })
  const [lookBack] = await one(house, 'select look_back as id from look_backs')
  await house.given(
    [
      'oversight',
      `finding/${house.newId()}`,
      { type: 'note-finding', area: building, lookBack, grade: 'minor', text: '灯不亮', by: house.now() + hour },
    ],
    ['point', `point/${round}.${point}`, register(1, 'TUBE-1')],
    ['point', `point/${round}.${point}`, register(2, 'TUBE-2')],
  )
  return {
    round,
    point,
    remarks: new Map([
      ...['0101', '0102', '0201'].map((number) => remark(`${building}-${number}`, `${building}-${number}`, building)),
      remark('灯不亮', building),
      remark('要送透析药', door, building),
      remark('老人独居', door, building),
      remark('楼道堵了', building),
      remark('楼道有杂物', building),
    ]),
  }
}

export async function settleAll(house: TestHouse): Promise<World> {
  const { person, unit } = await layOut(house)
  const [neighbour, far] = [...(await populate(house, 1)), ...(await populate(house, 1, otherCommunity))]
  await populate(house, 4)
  await house.given(
    ['registry', `unit/${unit}`, { type: 'appoint-liaison', person: neighbour }],
    ['registry', `person/${person}`, { type: 'register-person', community }],
    ['registry', `person/${neighbour}`, { type: 'register-person', community }],
    ['registry', `person/${far}`, { type: 'register-person', community: otherCommunity }],
    ['registry', `person/${far}`, { type: 'accept-registration', community: otherCommunity }],
    // With a position, so that there is a walk to it.
    [
      'registry',
      `area/${building}`,
      {
        type: 'list-building',
        name: '1号楼',
        numbering: 'floors',
        place: [111.772, 36.852],
        doors: ['0101', '0102', '0201'].map((number) => [number, 2]),
      },
    ],
    [
      'muster',
      `muster/${house.newId()}`,
      {
        type: 'blow-whistle',
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
      },
    ],
  )
  await asOfOld(house, far, neighbour)
  const wide = { area: county }
  const clients = {
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
  const { round, point, remarks } = await tell(house, clients, person, neighbour)
  await until(
    async () => (await one(house, 'select size::text as id from log_checkpoints')).length > 0,
    'a checkpoint covers the entries',
  )
  const ids = async (column: string, table: string) => one(house, `select ${column} as id from ${table}`)
  // Something stands in the log already, so that a row of it can be opened.
  await clients.officer.ask('registrations')
  const [team] = await ids('team', 'teams')
  return {
    canaries: new Map([...(await findNames(house)), ...remarks]),
    clients,
    asked: {
      area: [community],
      within: [community],
      community: [community],
      building: [building],
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
      about: ['register', 'serve', 'come', 'visit'],
      lng: ['111.7'],
      lat: ['36.8'],
      needs: ['any:2'],
      percent: ['50'],
      year: ['2026'],
      quarter: ['4'],
      old: ['1'],
      size: ['1'],
      number: (await ids('max(number)::text', 'access_log')).slice(0, 1),
      query: ['居民1'],
    },
  }
}
