// What the steward's decisions need to know beyond their stream: who is asking.
import type { StewardFacts } from '#domain/steward/steward.ts'
import type { StewardCommand } from '#domain/steward/commands.ts'
import type { FactFinder } from '#journal/facts.ts'

export const finder: FactFinder<StewardCommand, StewardFacts> = {
  keys: () => [],
  find: async (_tx, asked) => asked.map(({ actor }) => (actor.person ? { self: actor.person } : {})),
}
