// What the parts of the steward's screen hand each other: a building as it was told, and the way to give a command.
import type { BuildingsAnswer } from '#rooms/steward/questions.ts'
import type { CommandOf } from '#web/api/contract.ts'

export type Building = BuildingsAnswer['buildings'][number]
/** Gives one of the steward's commands and says what went wrong with keeping it; empty when nothing did. */
export type Give = (stream: string, command: CommandOf<'steward'>) => Promise<string>
