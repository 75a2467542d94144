// What endings need to know: where who objects lives, whether they have objected to the same before, and chance for a
// statement's key.
import { randomBytes } from 'node:crypto'
import type { EndingFacts } from '#domain/ending/ending.ts'
import type { EndingCommand } from '#domain/ending/commands.ts'
import type { FactFinder } from '#journal/facts.ts'

export const finder: FactFinder<EndingCommand, EndingFacts> = {
  keys: ({ command }) => (command.type === 'object' ? [`objections/${command.person}`] : []),
  async find(tx, asked) {
    const persons = asked.flatMap(({ command }) => (command.type === 'object' ? [command.person] : []))
    const tenant = asked[0]?.actor.tenant
    const { rows } =
      persons.length === 0
        ? { rows: [] }
        : await tx.query<{ person: string; home: string; waiting: string[] }>(
            `select p.person, p.home,
               array(
                 select about
                 from objections o
                 where o.tenant = p.tenant and o.person = p.person and o.state = 'waiting'
               ) as waiting
             from persons p
             where p.tenant = $1 and p.person = any($2)`,
            [tenant, persons],
          )
    return asked.map(({ command, actor }): EndingFacts => {
      const own = command.type === 'object' ? rows.find((row) => row.person === command.person) : undefined
      return {
        ...(actor.person && { self: actor.person }),
        key: randomBytes(32).toString('base64'),
        ...(own && { home: own.home, waiting: command.type === 'object' && own.waiting.includes(command.about) }),
      }
    })
  },
}
