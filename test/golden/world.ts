// The world in which rights are tried: two communities of two townships with a unit, people, registrations, an account,
// a running muster each; and one example of every command.
import type { Command } from '#domain/kernel/envelope.ts'
import type { SmallHouse } from '../access/small-house.ts'

export const county = '140729'
export const digest = 'c'.repeat(64)

export interface Place {
  readonly community: string
  readonly unit: string
  /** Lives here, belongs to the unit, has an account, was called. */
  readonly person: string
  /** Lives here, has no account. */
  readonly neighbour: string
  /** Has an account besides. */
  readonly third: string
  readonly invited: string
  readonly muster: string
  /** Typed in for the person; a notice to them; an operation whose dates run; an objection of theirs that waits. */
  readonly entry: string
  readonly notice: string
  readonly operation: string
  readonly objection: string
  /** Names that must not be found elsewhere. */
  readonly canaries: Readonly<Record<string, string>>
}

/** People, their unit and a building of a community. */
async function enrolPeople(
  house: SmallHouse,
  place: Omit<Place, 'canaries'>,
  phones: number,
): Promise<Place['canaries']> {
  const { community, unit, person, neighbour, third } = place
  const canaries = { [person]: `金丝雀甲${phones}`, [neighbour]: `金丝雀乙${phones}`, [third]: `金丝雀丙${phones}` }
  const enrol = { type: 'enrol-person', home: community, skills: [], availability: [] }
  const phone = (n: number) => `1390000${String(phones * 10 + n).padStart(4, '0')}`
  await house.given(
    county,
    ['registry', `area/${county}`, { type: 'name-area', name: `灵石县${phones}` }],
    ['registry', `area/${community}`, { type: 'name-area', name: `社区${phones}`, place: [111.7, 36.8] }],
    [
      'registry',
      `area/${community}-01-0001`,
      { type: 'list-building', name: '一号楼', numbering: 'floors', doors: [['0101', 3]] },
    ],
    ['registry', `unit/${unit}`, { type: 'enrol-unit', name: `单位${phones}`, area: community }],
  )
  await house.given(
    county,
    ['registry', `person/${person}`, { ...enrol, name: canaries[person], phone: phone(1), unit }],
    ['registry', `person/${neighbour}`, { ...enrol, name: canaries[neighbour], phone: phone(2) }],
    ['registry', `person/${third}`, { ...enrol, name: canaries[third], phone: phone(3) }],
  )
  return canaries
}

/** Accounts, registrations, a running muster; an entry, a witness, a notice, an ending. */
async function layWork(house: SmallHouse, place: Omit<Place, 'canaries'>): Promise<void> {
  const { community, unit, person, third, invited, muster, entry, notice, operation } = place
  await house.given(
    county,
    ['access', `account/${person}`, { type: 'open-account' }],
    ['access', `account/${third}`, { type: 'open-account' }],
    ['access', `account/${person}`, { type: 'grant-role', role: 'volunteer', area: community }],
    ['access', `account/${person}`, { type: 'enable-second-factor', secret: 'A'.repeat(32) }],
    ['access', `account/${person}`, { type: 'confirm-second-factor' }],
    [
      'access',
      `account/${invited}`,
      { type: 'invite-person', area: community, digest, until: house.now() + 3_600_000 },
    ],
    ['access', `account/${person}`, { type: 'offer-link', digest, until: house.now() + 3_600_000 }],
    ['registry', `person/${person}`, { type: 'register-person', community }],
    ['registry', `unit/${unit}`, { type: 'register-unit', community }],
    ['muster', `muster/${muster}`, whistle(community, house.now(), [person])],
  )
  await house.given(
    county,
    [
      'dossier',
      `entry/${entry}`,
      {
        type: 'type-entry',
        person,
        area: community,
        from: house.now() - 7_200_000,
        until: house.now() - 3_600_000,
        duty: '搬物资',
      },
    ],
    ['dossier', `witness/${community}`, { type: 'enrol-witness', key: witnessKey }],
    ['notice', `notice/${notice}`, sending(community, house.now(), [person])],
    ['ending', `ending/${operation}`, { type: 'start-ending', area: community }],
  )
}

/** @param phones a digit by which its telephone numbers differ from another place's */
export async function settle(house: SmallHouse, community: string, phones: number): Promise<Place> {
  const [unit, person, neighbour, third, invited, muster, entry, notice, operation, objection] = Array.from(
    { length: 10 },
    () => house.newId(),
  )
  const place = { community, unit, person, neighbour, third, invited, muster, entry, notice, operation, objection }
  const canaries = await enrolPeople(house, place, phones)
  await layWork(house, place)
  const [objected] = await house.spine.receiveAll(
    [
      {
        id: house.newId(),
        room: 'ending',
        stream: `objection/${objection}`,
        at: house.now(),
        command: { type: 'object', person, about: 'openings', text: '东门' } as Command,
      },
    ],
    { tenant: county, account: person, person, grants: [] },
  )
  if (objected.status !== 'accepted') throw new Error(`not given: ${JSON.stringify(objected)}`)
  return { ...place, canaries }
}

const whistle = (area: string, now: number, people: readonly string[]) => ({
  type: 'blow-whistle',
  what: '搬物资',
  label: '东门',
  area,
  place: [111.7, 36.8],
  needs: [{ people: 2 }],
  from: now,
  until: now + 7_200_000,
  drill: false,
  answerMinutes: 30,
  escalateMinutes: 60,
  waves: 'by-hand',
  people,
})

/** The base point of Ed25519, a key that nobody holds. */
const witnessKey = 'WGZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmY='
const sending = (area: string, now: number, recipients: readonly string[]) => ({
  type: 'send-notice',
  title: '搬物资',
  text: '东门',
  area,
  to: 'persons',
  recipients,
  signBy: now + 7_200_000,
})

export interface Example {
  readonly room: string
  readonly stream: string
  readonly command: Command & Record<string, unknown>
}

type Said = [stream: string, command: Command & Record<string, unknown>]

/** What the gate gives when a link was used, and the courier when it told of one. */
const ofLinks = (person: string, invited: string): Said[] => [
  [`account/${person}`, { type: 'use-link', digest }],
  [`account/${invited}`, { type: 'accept-invitation', digest }],
  [`account/${person}`, { type: 'note-told', news: [person], reached: [['email', 'sent']] }],
]

function ofRegistry(house: SmallHouse, at: Place): Said[] {
  const { community: area, unit, person, neighbour } = at
  return [
    [`area/${area}`, { type: 'name-area', name: '新名' }],
    [`area/${area}-01-0002`, { type: 'list-building', name: '二号楼', numbering: 'floors', doors: [] }],
    [`area/${area}`, { type: 'keep-mapping', kind: 'persons', heads: 'x', columns: {} }],
    [`unit/${house.newId()}`, { type: 'enrol-unit', name: '新单位', area }],
    [`unit/${unit}`, { type: 'change-unit', name: '改名' }],
    [`unit/${unit}`, { type: 'appoint-liaison', person }],
    [`unit/${unit}`, { type: 'register-unit', community: area }],
    [`person/${house.newId()}`, { type: 'enrol-person', name: '新人', home: area, unit, skills: [], availability: [] }],
    [`person/${person}`, { type: 'change-person', name: '改名' }],
    [`person/${person}`, { type: 'register-person', community: area }],
    [`person/${person}`, { type: 'accept-registration', community: area }],
    [`person/${person}`, { type: 'decline-registration', community: area, why: 'enough' }],
    [`person/${person}`, { type: 'withdraw-registration', community: area }],
    [`person/${person}`, { type: 'merge-person', into: neighbour }],
  ]
}

function ofAccess(house: SmallHouse, at: Place): Said[] {
  const { community: area, person, third } = at
  const now = house.now()
  const grant = { role: 'volunteer', area }
  const verifier = '$scrypt$ln=14,r=8,p=5$AAAA$AAAA'
  return [
    [`account/${person}`, { type: 'open-account' }],
    [`account/${person}`, { type: 'close-account' }],
    [`account/${third}`, { type: 'grant-role', ...grant }],
    [`account/${person}`, { type: 'revoke-role', ...grant }],
    [`account/${person}`, { type: 'revoke-sessions' }],
    [`account/${person}`, { type: 'drop-second-factor' }],
    [`account/${person}`, { type: 'offer-link', digest: 'd'.repeat(64), until: now + 1000 }],
    [`account/${house.newId()}`, { type: 'invite-person', area, digest, until: now + 1000 }],
    [`account/${person}`, { type: 'appoint', role: 'officer', area }],
    [`account/${person}`, { type: 'set-password', verifier }],
    [`account/${person}`, { type: 'enable-second-factor', secret: 'B'.repeat(32) }],
    [`account/${person}`, { type: 'confirm-second-factor' }],
    ...ofLinks(person, at.invited),
  ]
}

function ofMuster(house: SmallHouse, at: Place): Said[] {
  const { community: area, person, neighbour } = at
  const now = house.now()
  return [
    [`muster/${house.newId()}`, whistle(area, now, [neighbour])],
    ...(
      [
        { type: 'call-people', people: [neighbour] },
        { type: 'answer-call', answer: 'coming' },
        { type: 'note-answer', person, answer: 'coming' },
        { type: 'arrive', code: '12345678' },
        { type: 'mark-arrived', person },
        { type: 'mark-absent', person },
        { type: 'leave' },
        { type: 'mark-left', person },
        { type: 'escalate' },
        { type: 'extend', until: now + 9_000_000 },
        { type: 'stand-down' },
        { type: 'close-wave', wave: 0 },
        { type: 'call-next' },
        { type: 'end-in-time', until: now + 7_200_000 },
        { type: 'note-reach', about: 'called', reached: [[person, 'in-app', 'sent']] },
      ] as const
    ).map((command): Said => [`muster/${at.muster}`, command]),
  ]
}

function ofDossier(house: SmallHouse, at: Place): Said[] {
  const { community: area, unit, person } = at
  const now = house.now()
  const hours = { from: now - 7_200_000, until: now - 3_600_000 }
  return [
    [
      `entry/${at.muster}.${person}`,
      { type: 'open-entry', source: 'muster', of: at.muster, person, area, evidence: 'scanned', ...hours },
    ],
    [`entry/${house.newId()}`, { type: 'type-entry', person, area, ...hours, duty: '搬物资' }],
    ...(
      [
        { type: 'confirm-entry' },
        { type: 'answer-entry', answer: 'agreed' },
        { type: 'correct-entry', from: now - 7_000_000, until: now - 3_600_000, why: '东门' },
        { type: 'withdraw-entry', why: '东门' },
        { type: 'give-feedback', as: 'person', text: '东门' },
      ] as const
    ).map((command): Said => [`entry/${at.entry}`, command]),
    [`witness/${unit}`, { type: 'enrol-witness', key: witnessKey }],
    [`witness/${area}`, { type: 'retire-witness' }],
    [`witness/${area}`, { type: 'cosign', size: 1, seconds: Math.floor(now / 1000), signature: `${'A'.repeat(86)}==` }],
  ]
}

function ofNotice(house: SmallHouse, at: Place): Said[] {
  const { community: area, person } = at
  const now = house.now()
  return [
    [`notice/${house.newId()}`, sending(area, now, [person])],
    ...(
      [
        { type: 'sign-for', recipient: person },
        { type: 'note-signed', recipient: person, way: 'phone' },
        { type: 'remind' },
        { type: 'remind-in-time' },
        { type: 'withdraw-notice' },
        { type: 'note-reach', about: 'notice', reached: [[person, 'in-app', 'sent']] },
      ] as const
    ).map((command): Said => [`notice/${at.notice}`, command]),
  ]
}

function ofEnding(house: SmallHouse, at: Place): Said[] {
  const { community: area, person } = at
  return [
    [`ending/${house.newId()}`, { type: 'start-ending', area }],
    [`ending/${at.operation}`, { type: 'end-now', what: 'needs' }],
    [`ending/${at.operation}`, { type: 'call-off-end', what: 'needs' }],
    [
      `ending/${county}`,
      { type: 'state-destruction', what: 'whistles', records: 1, digest: 'e'.repeat(64), before: 1 },
    ],
    [`objection/${house.newId()}`, { type: 'object', person, about: 'addresses', text: '东门' }],
    [`objection/${at.objection}`, { type: 'answer-objection', verdict: 'kept', text: '东门' }],
    [`objection/${at.objection}`, { type: 'call-off-answer' }],
  ]
}

/** One command of every type, about what is in this place. */
export function examples(house: SmallHouse, at: Place): Example[] {
  const rooms = {
    registry: ofRegistry,
    access: ofAccess,
    muster: ofMuster,
    dossier: ofDossier,
    notice: ofNotice,
    ending: ofEnding,
  }
  return Object.entries(rooms).flatMap(([room, of]) =>
    of(house, at).map(([stream, command]) => ({ room, stream, command })),
  )
}
