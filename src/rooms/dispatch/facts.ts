// What a move's decision needs to know: the round, where the seats lie, and where the people belong.
import type { AreaId } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'
import type { DispatchFacts } from '#domain/dispatch/dispatch.ts'
import type { DispatchCommand } from '#domain/dispatch/commands.ts'
import type { Asked, FactFinder } from '#journal/facts.ts'
import type { Tx } from '#journal/view.ts'

async function factsOf(tx: Tx, { command, actor }: Asked<DispatchCommand>): Promise<DispatchFacts> {
  if (command.type !== 'order-move') return {}
  const {
    rows: [round],
  } = await tx.query<{ area: AreaId; over: boolean }>(
    `select area, state in ('closed', 'reported') as over
     from rounds
     where tenant = $1 and round = $2`,
    [actor.tenant, command.round],
  )
  if (!round) return {}
  const parts = command.seats.map(({ seat }) => seat.slice(0, 36))
  const { rows: areas } = await tx.query<{ part: Id; area: AreaId }>(
    `select post as part, area
     from round_posts
     where tenant = $1 and round = $2 and post = any($3)
     union all select team, grid
     from teams
     where tenant = $1 and round = $2 and team = any($3)`,
    [actor.tenant, command.round, parts],
  )
  const { rows: people } = await tx.query<{ person: Id; areas: AreaId[] }>(
    `select h.person,
       array_remove(
         array[h.home, h.community] || array(
           select a.area
           from assignments a
           where a.tenant = h.tenant and a.round = $2 and a.person = h.person and a.state in ('proposed', 'accepted')
         ),
         null
       ) as areas
     from hands h
     where h.tenant = $1 and h.person = any($3)`,
    [actor.tenant, command.round, command.seats.map((one) => one.person)],
  )
  return {
    round,
    areas: new Map(areas.map((row) => [row.part, row.area])),
    belongs: new Map(people.map((row) => [row.person, row.areas])),
  }
}

export const finder: FactFinder<DispatchCommand, DispatchFacts> = {
  keys: () => [],
  // One by one: a dispatcher orders some moves an hour.
  async find(tx, asked) {
    const facts: DispatchFacts[] = []
    for (const one of asked) facts.push(await factsOf(tx, one))
    return facts
  },
}
