// What one's channels need to know beyond their own stream: nothing but whose county it is.
import type { ChannelsCommand } from '#domain/channels/commands.ts'
import type { FactFinder } from '#journal/facts.ts'

export const finder: FactFinder<ChannelsCommand, { readonly county?: string }> = {
  keys: () => [],
  find: async (_tx, asked) => asked.map(({ actor }) => ({ county: actor.tenant })),
}
