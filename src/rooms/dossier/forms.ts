// The papers of the dossier, filled with what the asker may read: a unit's check-in form with its return slip, a
// community's list of needs, a person's service card of a quarter.
import { codeLength, type AreaId } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { clockText, dayText, timeText, zoneMs } from '#domain/kernel/zone.ts'
import type { Tx } from '#journal/view.ts'
import { dossier } from '#words/dossier.ts'
import { duty } from '#words/duty.ts'
import type { Language } from '#words/languages.ts'
import { papers } from '#words/papers.ts'
import { printed } from '#words/printed.ts'
import { skills } from '#words/registry/skills.ts'
import { findEntries, shown, type EntryRow } from './questions.ts'
import type { PaperAsker } from '#papers/hand-over.ts'
import type { Paper, PaperTable } from '#papers/paper.ts'

const paperWords = await printed(papers)
const dossierWords = await printed(dossier)
const dutyWords = await printed(duty)
const skillWords = await printed(skills)

const cardHeads = ['number', 'date', 'time', 'hours', 'place', 'duty', 'evidence', 'state'] as const
const memberHeads = ['number', 'name', 'phone', 'home', 'skills', 'remark'] as const
const needHeads = ['number', 'what', 'place', 'time', 'people', 'skills'] as const
const hours = (minutes: number) => (Math.round(minutes / 6) / 10).toFixed(1)
/** Entries on one card; a year of keen service. */
const entriesMax = 1_000
const membersMax = 2_000
const needsMax = 500

/** First and last instant of a quarter in China, which has one clock. */
export function quarterOf(year: number, quarter: number): { from: number; until: number } {
  const start = (y: number, q: number) => Date.UTC(y + Math.floor(q / 4), (q % 4) * 3, 1) - zoneMs
  return { from: start(year, quarter - 1), until: start(year, quarter) }
}

/** A duty's code in words; what somebody wrote stays as it is. */
const dutyOf = (duty: string | null, language: Language): string =>
  duty === null ? '' : (dutyWords.find(language, duty) ?? duty)

/** A skill's code in words, likewise. */
const skillOf = (skill: string, language: Language): string => skillWords.find(language, `skill.${skill}`) ?? skill

async function nameOf(tx: Tx, tenant: string, area: AreaId): Promise<string> {
  return (
    (await tx.query<{ name: string | null }>('select name from areas where tenant = $1 and area = $2', [tenant, area]))
      .rows[0]?.name ?? area
  )
}

/** A person's service of one quarter: each entry with its evidence, sums by evidence, room for both signatures. */
export async function serviceCard(
  tx: Tx,
  asker: PaperAsker,
  person: Id,
  year: number,
  quarter: number,
  language: Language,
): Promise<Paper | undefined> {
  const say = paperWords.in(language)
  const { from, until } = quarterOf(year, quarter)
  const found = await findEntries(tx, asker.actor, { person, from, until }, entriesMax)
  const rows = (await shown(tx, asker.vault, found.rows))
    .filter((row) => row.state !== 'withdrawn' && row.starts >= from)
    .sort((a, b) => a.starts - b.starts)
  const {
    rows: [known],
  } = await tx.query<{ unitName: string | null }>(
    `select u.name as "unitName"
     from persons p
     left join units u on u.tenant = p.tenant and u.unit = p.unit
     where p.tenant = $1 and p.person = $2`,
    [asker.actor.tenant, person],
  )
  if (!known) return undefined
  const name = (await asker.vault.open<{ name: string }>(tx, 'person', [person])).get(person)?.name ?? ''
  const sum = (evidence?: string) =>
    hours(
      rows
        .filter((row) => evidence === undefined || row.evidence === evidence)
        .reduce((total, row) => total + row.minutes, 0),
    )
  return {
    name: say('card'),
    cut: null,
    parts: [
      {
        title: say('card'),
        lines: [say('card-of', { name, unit: known.unitName ?? say('no-unit') }), say('quarter', { year, quarter })],
        tables: [cardTable(rows, language)],
        after: [
          say('sums', { all: sum(), scanned: sum('scanned'), confirmed: sum('confirmed'), typed: sum('typed') }),
          say('evidence-said'),
          say('signatures'),
          say('printed', { at: clockText(asker.now) }),
        ],
      },
    ],
  }
}

/** A row an entry; lines to write on where there is none. */
function cardTable(rows: readonly EntryRow[], language: Language): PaperTable {
  const say = paperWords.in(language)
  const word = dossierWords.in(language)
  const state = (row: EntryRow) =>
    [
      word(`state.${row.state}`),
      ...(row.answer ? [word(`answer.${row.answer}`)] : []),
      ...(row.overlapping ? [say('overlaps')] : []),
    ].join('、')
  return {
    heads: cardHeads.map((key) => say(key)),
    widths: [5, 11, 13, 7, 14, 18, 14, 18],
    rows: rows.map((row, at) => [
      String(at + 1),
      dayText(row.starts),
      `${timeText(row.starts)}–${timeText(row.ends)}`,
      hours(row.minutes),
      row.areaName ?? row.area,
      dutyOf(row.duty, language),
      word(`evidence.${row.evidence}`) + (row.late ? `（${word('late')}）` : ''),
      state(row),
    ]),
    blanks: rows.length === 0 ? 3 : 0,
  }
}

interface Member {
  readonly person: Id
  readonly home: AreaId
  readonly homeName: string | null
  readonly skills: string[]
}

/** A unit with its liaison and the communities it reports to; its people, as far as the asker may see them. */
async function findUnit(tx: Tx, tenant: string, unit: Id) {
  const {
    rows: [row],
  } = await tx.query<{ name: string; liaison: Id | null; communities: string[] }>(
    // The liaison's telephone only where the database shows the asker that person.
    `select u.name, (select p.person from persons p where p.tenant = u.tenant and p.person = u.liaison) as liaison,
       array(
         select coalesce(a.name, r.community)
         from registrations r
         left join areas a on a.tenant = r.tenant and a.area = r.community
         where r.tenant = u.tenant and r.stream = 'unit/' || u.unit and r.state in ('asked', 'accepted')
         order by 1
       ) as communities
     from units u
     where u.tenant = $1 and u.unit = $2`,
    [tenant, unit],
  )
  if (!row) return undefined
  const { rows: members } = await tx.query<Member>(
    `select p.person, p.home, a.name as "homeName", p.skills
     from persons p
     left join areas a on a.tenant = p.tenant and a.area = left(p.home, ${codeLength.community})
     where p.tenant = $1 and p.unit = $2 and p.active
     order by p.home, p.person
     limit ${membersMax}`,
    [tenant, unit],
  )
  return { ...row, members }
}

interface Known {
  readonly name: string
  readonly phone?: string
}

/** A row a member, and room for more. */
function memberTable(members: readonly Member[], bodies: ReadonlyMap<Id, Known>, language: Language): PaperTable {
  const say = paperWords.in(language)
  return {
    heads: memberHeads.map((key) => say(key)),
    widths: [5, 10, 15, 16, 20, 14],
    blanks: members.length === 0 ? 8 : 2,
    rows: members.map((one, at) => [
      String(at + 1),
      bodies.get(one.person)?.name ?? '',
      bodies.get(one.person)?.phone ?? '',
      one.homeName ?? one.home,
      one.skills.map((skill) => skillOf(skill, language)).join('、'),
      '',
    ]),
  }
}

/** The form with which a unit reports to communities with its people, and the slip that the community sends back. */
export async function unitForm(tx: Tx, asker: PaperAsker, unit: Id, language: Language): Promise<Paper | undefined> {
  const say = paperWords.in(language)
  const row = await findUnit(tx, asker.actor.tenant, unit)
  if (!row) return undefined
  const { members } = row
  const bodies = await asker.vault.open<Known>(tx, 'person', [
    ...members.map((one) => one.person),
    ...(row.liaison ? [row.liaison] : []),
  ])
  const liaison = row.liaison ? bodies.get(row.liaison) : undefined
  const communities = row.communities.join('、') || say('blank')
  return {
    name: say('unit-form'),
    cut: say('cut'),
    parts: [
      {
        title: say('unit-form'),
        lines: [
          say('unit-line', { unit: row.name, community: communities }),
          say('liaison-line', {
            name: liaison?.name ?? say('blank'),
            phone: liaison?.phone ?? say('blank'),
            people: members.length,
          }),
        ],
        tables: [memberTable(members, bodies, language)],
        after: [say('unit-seal')],
      },
      {
        title: say('slip'),
        lines: [
          say('slip-line', { unit: row.name, people: members.length }),
          say('slip-community', { community: communities }),
        ],
        tables: [],
        after: [say('slip-seal')],
      },
    ],
  }
}

interface Mustered {
  readonly what: Id
  readonly needs: readonly { readonly skill?: string; readonly people: number }[]
  readonly starts: number
  readonly ends: number
}

/** Musters that still look for people; drills need nobody. */
async function findMusters(tx: Tx, tenant: string, area: AreaId): Promise<Mustered[]> {
  const { rows } = await tx.query<Mustered>(
    `select what, needs, starts, ends
     from musters
     where tenant = $1 and area ^@ $2 and phase <> 'over' and not drill
     order by starts
     limit ${needsMax}`,
    [tenant, area],
  )
  return rows
}

interface Post {
  readonly duty: string
  readonly skill: string | null
  readonly starts: number
  readonly ends: number
  readonly number: number
  readonly place: string | null
}

/** Posts that have not ended; none where rounds are not kept. */
async function findPosts(tx: Tx, tenant: string, area: AreaId, now: number): Promise<Post[]> {
  const {
    rows: [{ there }],
  } = await tx.query<{ there: boolean }>(`select to_regclass('public.round_posts') is not null as there`)
  if (!there) return []
  const { rows } = await tx.query<Post>(
    `select p.duty, p.skill, p.starts::float8 as starts, p.ends::float8 as ends, p.number, t.name as place
     from round_posts p
     left join round_points t on t.tenant = p.tenant and t.round = p.round and t.point = p.point
     where p.tenant = $1 and p.area ^@ $2 and p.ends > $3
     order by p.starts
     limit ${needsMax}`,
    [tenant, area, now],
  )
  return rows
}

/** What a community needs: its musters that look for people, the posts of rounds to come, and room for more. */
export async function needsList(tx: Tx, asker: PaperAsker, area: AreaId, language: Language): Promise<Paper> {
  const say = paperWords.in(language)
  const { tenant } = asker.actor
  const musters = await findMusters(tx, tenant, area)
  const words = await asker.vault.open<{ text?: string; label?: string }>(
    tx,
    'text',
    musters.map((row) => row.what),
  )
  const posts = await findPosts(tx, tenant, area, asker.now)
  const span = (from: number, until: number) => `${clockText(from)} – ${clockText(until)}`
  const rows = [
    ...musters.flatMap((row) =>
      row.needs.map((need) => [
        words.get(row.what)?.text ?? '',
        words.get(row.what)?.label ?? '',
        span(row.starts, row.ends),
        String(need.people),
        need.skill ? skillOf(need.skill, language) : '',
      ]),
    ),
    ...posts.map((post) => [
      dutyOf(post.duty, language),
      post.place ?? '',
      span(post.starts, post.ends),
      String(post.number),
      post.skill ? skillOf(post.skill, language) : '',
    ]),
  ]
  return {
    name: say('needs'),
    cut: null,
    parts: [
      {
        title: say('needs'),
        lines: [say('needs-of', { community: await nameOf(tx, tenant, area), at: dayText(asker.now) })],
        after: [say('needs-seal')],
        tables: [
          {
            heads: needHeads.map((key) => say(key)),
            widths: [5, 26, 14, 22, 7, 12],
            rows: rows.map((row, at) => [String(at + 1), ...row]),
            blanks: 6,
          },
        ],
      },
    ],
  }
}
