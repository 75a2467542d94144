// What a muster's decision needs to know beyond its own stream: who is engaged elsewhere, what a code is worth, who can
// be called, who would hear.
import { communityOf } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { idOf, streamOf } from '#domain/kernel/stream.ts'
import { choose, type Ranked } from '#domain/muster/rank.ts'
import type { Called } from '#domain/muster/terms.ts'
import type { MusterCommand } from '#domain/muster/commands.ts'
import type { MusterFacts } from '#domain/muster/state.ts'
import type { Asked, FactFinder } from '#journal/facts.ts'
import type { Tx, VaultReader } from '#journal/view.ts'
import { findCandidates, findNamed, type Site } from './candidates.ts'
import { findCode, newSecret } from './codes.ts'
import { findAsked, findLevels, holdsRole, sizeWave } from './rates.ts'
import { musterColumns, type Muster } from './views/musters.ts'

type MusterAsked = Asked<MusterCommand>
const musterOf = (asked: { stream: string }): Id => idOf(asked.stream)

/** The person whom a command may engage. */
function personOf({ command, actor }: MusterAsked): Id | undefined {
  if (command.type === 'answer-call' || command.type === 'arrive') return actor.person
  if (command.type === 'note-answer' || command.type === 'mark-arrived') return command.person
  return undefined
}

/** Commands that look at the muster's row and at who was called: they wait for those before them. */
const lookers = ['call-people', 'call-next', 'escalate', 'close-wave']

/**
 * By person and muster: another muster that they are promised to, or a round told or running in which they have a seat
 * in the muster's hours.
 */
async function findEngagements(tx: Tx, asked: readonly MusterAsked[]): Promise<Map<string, Id>> {
  const wanted = new Map(
    asked.flatMap((one) => {
      const person = personOf(one)
      return person === undefined ? [] : [[`${person} ${musterOf(one)}`, [person, musterOf(one)] as const] as const]
    }),
  )
  if (wanted.size === 0) return new Map()
  const { rows } = await tx.query<{ person: Id; muster: Id; elsewhere: Id }>(
    `with w as (select * from unnest($2::text[], $3::text[]) as w (person, muster))
     select w.person, w.muster, e.muster as elsewhere
     from w
     join engagements e on e.tenant = $1 and e.person = w.person
     union all select w.person, w.muster, a.round
     from w
     join assignments a on a.tenant = $1 and a.person = w.person and a.state in ('proposed', 'accepted')
     join musters m on m.tenant = $1 and m.muster = w.muster and not m.drill and a.starts < m.ends
       and a.ends > m.starts
     join rounds r on r.tenant = $1 and r.round = a.round and r.state in ('published', 'running')`,
    [
      asked[0].actor.tenant,
      [...wanted.values()].map(([person]) => person),
      [...wanted.values()].map(([, muster]) => muster),
    ],
  )
  // Where both stand, what is elsewhere counts.
  const found = new Map<string, Id>()
  for (const { person, muster, elsewhere } of rows)
    if (!found.has(`${person} ${muster}`) || elsewhere !== muster) found.set(`${person} ${muster}`, elsewhere)
  return found
}

async function findMusters(tx: Tx, asked: readonly MusterAsked[]): Promise<Map<Id, Muster>> {
  const ids = [
    ...new Set(
      asked.filter(({ command }) => command.type === 'arrive' || lookers.includes(command.type)).map(musterOf),
    ),
  ]
  if (ids.length === 0) return new Map()
  const { rows } = await tx.query<Muster & Record<string, unknown>>(
    `select ${musterColumns} from musters m where m.tenant = $1 and m.muster = any($2)`,
    [asked[0].actor.tenant, ids],
  )
  return new Map(rows.map((row) => [row.muster, row]))
}

/** Secrets of the codes, by muster: one opening for all arrivals of the group. */
async function findSecrets(
  tx: Tx,
  asked: readonly MusterAsked[],
  musters: ReadonlyMap<Id, Muster>,
  vault: VaultReader,
): Promise<Map<Id, string>> {
  const whats = new Map<Id, Id>()
  for (const one of asked) {
    const muster = one.command.type === 'arrive' ? musters.get(musterOf(one)) : undefined
    if (muster) whats.set(muster.muster, muster.what)
  }
  if (whats.size === 0) return new Map()
  const bodies = await vault.open<{ secret?: string }>(tx, 'text', [...new Set(whats.values())])
  return new Map(
    [...whats].flatMap(([muster, what]) => {
      const secret = bodies.get(what)?.secret
      return secret ? [[muster, secret] as const] : []
    }),
  )
}

/** Ranking's numbers stay behind: an event holds who and why. */
const asCalled = ({ person, fits, home, reasons }: Ranked): Called => ({
  person,
  fits,
  home: communityOf(home),
  reasons,
})

const siteOf = (muster: Muster): Site => ({
  muster: muster.muster,
  area: muster.area,
  reach: muster.reach,
  place: [muster.lng, muster.lat],
  needs: muster.needs,
  from: muster.starts,
  until: muster.ends,
})

async function factsOfWhistle(tx: Tx, { command, actor }: MusterAsked): Promise<MusterFacts> {
  if (command.type !== 'blow-whistle') return {}
  const levels = await findLevels(tx, actor.tenant, command.area)
  const leaderHolds =
    command.leader === undefined ||
    command.leader === actor.person ||
    (await holdsRole(tx, actor.tenant, command.leader, command.area))
  const base = { self: actor.person, secret: newSecret(), levels, leaderHolds }
  if (!command.people) return base
  const { callable, skipped } = await findNamed(tx, actor.tenant, { ...command, reach: command.area }, command.people)
  return { ...base, callable: callable.map(asCalled), skipped }
}

async function factsOfLooker(
  tx: Tx,
  { command, actor, now }: MusterAsked,
  muster: Muster | undefined,
): Promise<MusterFacts> {
  if (!muster) return {}
  const { tenant } = actor
  if (command.type === 'call-people') {
    const { callable, skipped } = await findNamed(tx, tenant, siteOf(muster), command.people)
    return { self: actor.person, callable: callable.map(asCalled), skipped }
  }
  if (command.type === 'escalate') return { levels: await findLevels(tx, tenant, muster.reach) }
  if (command.type !== 'call-next') return {}
  const { ranked } = await findCandidates(tx, tenant, siteOf(muster))
  const { seated, pending } = await findAsked(tx, tenant, muster.muster, now)
  const sizes = await sizeWave(tx, tenant, muster.area, muster.needs, seated, pending, now)
  const enoughAsked = sizes.every((size) => size.call === 0)
  const chosen = choose(
    muster.needs,
    ranked,
    sizes.map((size) => size.call),
  )
  return {
    enoughAsked,
    callable: ranked.filter((one) => chosen.has(one.person)).map(asCalled),
    levels: await findLevels(tx, tenant, muster.reach),
  }
}

export const finder: FactFinder<MusterCommand, MusterFacts> = {
  keys(asked) {
    const person = personOf(asked)
    if (person !== undefined) return [streamOf('person', person)]
    if (asked.command.type === 'leave' && asked.actor.person) return [streamOf('person', asked.actor.person)]
    if (asked.command.type === 'mark-left' || asked.command.type === 'mark-absent')
      return [streamOf('person', asked.command.person)]
    return lookers.includes(asked.command.type) ? [asked.stream] : []
  },
  async find(tx, asked, vault) {
    const engagements = await findEngagements(tx, asked)
    const musters = await findMusters(tx, asked)
    const secrets = await findSecrets(tx, asked, musters, vault)
    const facts: MusterFacts[] = []
    for (const one of asked) {
      const { command, actor, at, now } = one
      if (command.type === 'blow-whistle') facts.push(await factsOfWhistle(tx, one))
      else if (lookers.includes(command.type)) facts.push(await factsOfLooker(tx, one, musters.get(musterOf(one))))
      else {
        const engagedIn = engagements.get(`${personOf(one)} ${musterOf(one)}`)
        const secret = secrets.get(musterOf(one))
        facts.push({
          ...(actor.person && { self: actor.person }),
          ...(engagedIn && { engagedIn }),
          ...(command.type === 'arrive' && secret && { code: findCode(secret, command.code, at, now) }),
        })
      }
    }
    return facts
  },
}
