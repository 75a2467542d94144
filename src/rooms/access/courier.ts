// Carries word of what happened to an account to its person, by every way they have and at any hour: whoever took the
// account over may hold one of the ways. What it has to do it reads from the news themselves.
import type { AccessCommand } from '#domain/access/commands.ts'
import type { Instant } from '#domain/kernel/envelope.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import type { Tx } from '#journal/view.ts'
import type { Carried, Channels, Courier, CourierParts } from '../courier.ts'

/** People looked up and told in one round. */
const roundMax = 200
/** News told together; the app shows them all. */
const togetherMax = 32
/** News older than this are shown by the app alone. */
const freshMs = 3 * 86_400_000

interface Untold extends Channels {
  readonly person: Id
  readonly news: readonly Id[]
}

/** Who has no way but the app finds the news there. */
async function findUntold(tx: Tx, tenant: Tenant, now: Instant): Promise<Untold[]> {
  const { rows } = await tx.query<Untold>(
    `select n.account as person, (array_agg(distinct n.command))[1:${togetherMax}] as news, ch.pushes, ch.email,
       ch."order", ch.quiet
     from account_news n
     join channels ch on ch.tenant = n.tenant and ch.person = n.account
     where n.tenant = $1 and n.told is null and n.at > $2 and (ch.email is not null or ch.pushes <> '[]')
     group by n.account, ch.pushes, ch.email, ch."order", ch.quiet
     order by n.account
     limit ${roundMax}`,
    [tenant, now - freshMs],
  )
  return rows
}

export function courierOf(parts: CourierParts): Courier {
  return {
    async round(tenant) {
      const { untold, addresses } = await parts.asDoor(tenant, async (tx) => {
        const found = await findUntold(tx, tenant, parts.now())
        return { untold: found, addresses: await parts.openAddresses(tx, found) }
      })
      const reached = new Map<Id, Extract<AccessCommand, { type: 'note-told' }>['reached']>()
      const carried = untold.map((one): Untold & Carried => ({
        ...one,
        message: { about: 'account', muster: one.person, drill: false },
        urgent: true,
        everyWay: true,
      }))
      await parts.carryAll(tenant, carried, addresses, (one, way, outcome) =>
        reached.set(one.person, [...(reached.get(one.person) ?? []), [way, outcome]]),
      )
      for (const { person, news } of untold) {
        const command: AccessCommand = { type: 'note-told', news: [...news], reached: reached.get(person) ?? [] }
        await parts.giveOnce(tenant, 'access', `account/${person}`, command, `told ${[...news].sort().join(' ')}`)
      }
      return untold.length === roundMax
    },
  }
}
