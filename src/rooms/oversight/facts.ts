// What oversight's decisions need to know: the sample as the seed draws it, whether somebody still needs urging,
// whether a muster runs to which somebody is placed.
import { randomBytes } from 'node:crypto'
import type { AreaId } from '#domain/kernel/area.ts'
import { idOf } from '#domain/kernel/stream.ts'
import type { OversightCommand } from '#domain/oversight/commands.ts'
import type { OversightFacts } from '#domain/oversight/state.ts'
import type { Asked, FactFinder } from '#journal/facts.ts'
import type { Tx } from '#journal/view.ts'
import { drawSample } from './draw.ts'

/** 128 bits, chosen by the house when it draws: nobody can look for a seed they like. */
const seedBytes = 16

interface Hand {
  readonly person: string
  readonly home: AreaId
  readonly active: boolean
  readonly registered: boolean
  readonly served: boolean
}

const personOf = ({ stream, command }: Asked<OversightCommand>) =>
  command.type === 'urge' ? idOf(stream) : command.type === 'place-person' ? command.person : undefined

async function findHands(tx: Tx, tenant: string, persons: readonly string[]): Promise<Map<string, Hand>> {
  if (persons.length === 0) return new Map()
  const { rows } = await tx.query<Hand>(
    `select person, home, active, community is not null as registered, times_served > 0 as served
     from hands
     where tenant = $1 and person = any($2)`,
    [tenant, persons],
  )
  return new Map(rows.map((row) => [row.person, row]))
}

/** Who is assigned to a shift that goes on now or begins within a day, and is not there yet. */
async function findExpected(tx: Tx, tenant: string, persons: readonly string[], now: number): Promise<Set<string>> {
  if (persons.length === 0) return new Set()
  const { rows } = await tx.query<{ person: string }>(
    `select distinct a.person
     from assignments a
     where a.tenant = $1 and a.person = any($2) and a.state in ('proposed', 'accepted', 'absent')
       and a.starts < $3::float8 + 86400000 and a.ends > $3::float8
       and not exists (
         select 1
         from attendance t
         where t.tenant = a.tenant and t.round = a.round and t.person = a.person
       )`,
    [tenant, persons, now],
  )
  return new Set(rows.map((row) => row.person))
}

export const finder: FactFinder<OversightCommand, OversightFacts> = {
  keys: () => [],
  async find(tx, asked: readonly Asked<OversightCommand>[]) {
    if (asked.length === 0) return []
    const {
      actor: { tenant },
      now,
    } = asked[0]
    const hands = await findHands(tx, tenant, [...new Set(asked.flatMap((one) => personOf(one) ?? []))])
    const expected = await findExpected(
      tx,
      tenant,
      asked.flatMap((one) =>
        one.command.type === 'urge' && one.command.about === 'come' ? (personOf(one) ?? []) : [],
      ),
      now,
    )
    const needed = (hand: Hand, about: 'register' | 'serve' | 'come') =>
      about === 'register' ? !hand.registered : about === 'serve' ? !hand.served : expected.has(hand.person)
    const musters = asked.flatMap(({ command }) => (command.type === 'place-person' ? [command.muster] : []))
    const running = new Set(
      musters.length === 0
        ? []
        : (
            await tx.query<{ muster: string }>(
              `select muster from musters where tenant = $1 and muster = any($2) and phase <> 'over'`,
              [tenant, musters],
            )
          ).rows.map((row) => row.muster),
    )
    const facts: OversightFacts[] = []
    for (const one of asked) {
      const { command } = one
      if (command.type === 'open-look-back') {
        facts.push({
          sample: await drawSample(tx, tenant, {
            kind: command.kind,
            area: command.area,
            round: command.round,
            sample: command.sample,
            now,
            seed: randomBytes(seedBytes).toString('hex'),
          }),
        })
        continue
      }
      const hand = hands.get(personOf(one) ?? '')
      facts.push({
        ...(hand && { home: hand.home, active: hand.active }),
        ...(hand && command.type === 'urge' && { needed: needed(hand, command.about) }),
        ...(command.type === 'place-person' && { running: running.has(command.muster) }),
      })
    }
    return facts
  },
}
