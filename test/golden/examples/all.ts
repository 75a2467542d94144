// Rooms whose commands need nothing of a round to be tried, a line each: their examples for the table of permissions.
import type { Id } from '#domain/kernel/ids.ts'
import type { TestHouse } from '#test/house.ts'
import { channelsExamples } from './channels.ts'
import type { Example } from './example.ts'

/** @param person who is oneself in the table */
type Examples = (house: TestHouse, person: Id) => Promise<readonly Example[]>

export const ownExamples: Readonly<Record<string, Examples>> = {
  channels: channelsExamples,
}
