// What may be said to the server and asked of it, by name, as types alone: the rooms' commands and every question. A
// wrong name, order or parameter does not compile, and nothing of it is in the page.
import type { AccessCommand } from '#domain/access/commands.ts'
import type { ChannelsCommand } from '#domain/channels/commands.ts'
import type { DispatchCommand } from '#domain/dispatch/commands.ts'
import type { DossierCommand } from '#domain/dossier/commands.ts'
import type { EndingCommand } from '#domain/ending/commands.ts'
import type { DeepReadonly } from '#domain/kernel/readonly.ts'
import type { MusterCommand } from '#domain/muster/commands.ts'
import type { NoticeCommand } from '#domain/notice/commands.ts'
import type { OperationCommand } from '#domain/operation/commands.ts'
import type { OversightCommand } from '#domain/oversight/commands.ts'
import type { PointCommand } from '#domain/point/commands.ts'
import type { RegistryCommand } from '#domain/registry/commands.ts'
import type { RosterCommand } from '#domain/roster/commands.ts'
import type { StewardCommand } from '#domain/steward/commands.ts'
import type { VisitCommand } from '#domain/visit/commands.ts'
import type { ByName, RoomQuestions } from '#rooms/questions.ts'
import type { MovesQuestion, PlanQuestion, RepairQuestion } from '#server/planning/answers.ts'

/** The commands of each room, by the room's name in the envelope. */
interface Commands {
  access: AccessCommand
  channels: ChannelsCommand
  dispatch: DispatchCommand
  dossier: DossierCommand
  ending: EndingCommand
  muster: MusterCommand
  notice: NoticeCommand
  operation: OperationCommand
  oversight: OversightCommand
  point: PointCommand
  registry: RegistryCommand
  roster: RosterCommand
  steward: StewardCommand
  visit: VisitCommand
}
export type RoomName = keyof Commands
/** Any command of a room, or of one of several. */
export type CommandOf<Room extends RoomName> = DeepReadonly<Commands[Room]>

/** The planner's proposals are asked like the rooms' questions. */
type Proposals = ByName<
  | PlanQuestion
  | RepairQuestion
  | MovesQuestion
  | (typeof import('#server/planning/callup.ts').questions)[number]
  | (typeof import('#server/planning/doors.ts').questions)[number]
>
type Questions = RoomQuestions & Proposals
export type QuestionName = keyof Questions

/** As it stands in an address: what the server reads from letters (`z.coerce`) is written as what it becomes. */
type Written<In, Out> = { readonly [Key in keyof In]: unknown extends In[Key] ? Out[Key & keyof Out] : In[Key] }
/** What a question takes. */
export type ParamsOf<Name extends QuestionName> = Written<
  Questions[Name]['params']['_zod']['input'],
  Questions[Name]['params']['_zod']['output']
>
/** What it answers. */
export type AnswerOf<Name extends QuestionName> = Questions[Name]['answer']['_zod']['output']
/** Parameters that may be left out altogether where none is needed. */
export type Given<Name extends QuestionName> =
  Record<never, never> extends ParamsOf<Name> ? [params?: ParamsOf<Name>] : [params: ParamsOf<Name>]
