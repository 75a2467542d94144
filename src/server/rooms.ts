// The rooms of the house, one line each: what judges, what its commands look like, who finds its facts.
import type { z } from 'zod'
import { access } from '#domain/access/access.ts'
import { commands as accessCommands } from '#domain/access/words.ts'
import { channels } from '#domain/channels/channels.ts'
import { commands as channelsCommands } from '#domain/channels/words.ts'
import { dispatch } from '#domain/dispatch/dispatch.ts'
import { commands as dispatchCommands } from '#domain/dispatch/words.ts'
import { dossier } from '#domain/dossier/dossier.ts'
import { ending } from '#domain/dossier/ending/ending.ts'
import { commands as endingCommands } from '#domain/dossier/ending/words.ts'
import { commands as dossierCommands } from '#domain/dossier/words.ts'
import type { Room } from '#domain/kernel/decider.ts'
import type { Command, Event } from '#domain/kernel/envelope.ts'
import { muster } from '#domain/muster/muster.ts'
import { commands as musterCommands } from '#domain/muster/words.ts'
import { point } from '#domain/point/point.ts'
import { commands as pointCommands } from '#domain/point/words.ts'
import { visit } from '#domain/visit/visit.ts'
import { commands as visitCommands } from '#domain/visit/words.ts'
import { notice } from '#domain/notice/notice.ts'
import { commands as noticeCommands } from '#domain/notice/words.ts'
import { operation } from '#domain/operation/operation.ts'
import { commands as operationCommands } from '#domain/operation/words.ts'
import { oversight } from '#domain/oversight/oversight.ts'
import { commands as oversightCommands } from '#domain/oversight/words.ts'
import { registry } from '#domain/registry/registry.ts'
import { commands as registryCommands } from '#domain/registry/words.ts'
import { roster } from '#domain/roster/roster.ts'
import { commands as rosterCommands } from '#domain/roster/words.ts'
import { steward } from '#domain/steward/steward.ts'
import { commands as stewardCommands } from '#domain/steward/words.ts'
import type { FactFinder } from '#journal/facts.ts'
import { finder as endingFinder } from '#server/ending/facts.ts'
import { finder as accessFinder } from '#server/facts/access.ts'
import { finder as channelsFinder } from '#server/facts/channels.ts'
import { finder as dispatchFinder } from '#server/facts/dispatch.ts'
import { finder as dossierFinder } from '#server/facts/dossier.ts'
import { finder as musterFinder } from '#server/facts/muster.ts'
import { finder as noticeFinder } from '#server/facts/notice.ts'
import { finder as operationFinder } from '#server/facts/operation.ts'
import { finder as pointFinder } from '#server/facts/point.ts'
import { finder as visitFinder } from '#server/facts/visit.ts'
import { finder as oversightFinder } from '#server/facts/oversight.ts'
import { finder as registryFinder } from '#server/facts/registry.ts'
import { finder as stewardFinder } from '#server/facts/steward.ts'
import { finder as rosterFinder } from '#server/facts/roster.ts'

export type AnyRoom = Room<unknown, Command, Event, unknown>

export interface Part {
  readonly room: AnyRoom
  readonly schema: z.ZodType<Command>
  readonly finder: FactFinder<Command, unknown>
}

/** The types of one room fit each other; behind this line they are all alike. */
const part = <S, C extends Command, E extends Event, F, R extends string>(
  room: Room<S, C, E, F, R>,
  schema: z.ZodType<C>,
  finder: FactFinder<C, F>,
): Part => ({ room, schema, finder }) as unknown as Part

export const rooms: ReadonlyMap<string, Part> = new Map(
  [
    part(registry, registryCommands, registryFinder),
    part(access, accessCommands, accessFinder),
    part(channels, channelsCommands, channelsFinder),
    part(muster, musterCommands, musterFinder),
    part(dossier, dossierCommands, dossierFinder),
    part(notice, noticeCommands, noticeFinder),
    part(ending, endingCommands, endingFinder),
    part(oversight, oversightCommands, oversightFinder),
    part(steward, stewardCommands, stewardFinder),
    part(operation, operationCommands, operationFinder),
    part(roster, rosterCommands, rosterFinder),
    part(dispatch, dispatchCommands, dispatchFinder),
    part(point, pointCommands, pointFinder),
    part(visit, visitCommands, visitFinder),
  ].map((one) => [one.room.name, one]),
)
