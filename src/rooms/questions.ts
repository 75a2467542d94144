// What may be asked of the rooms, by name, as types alone: whoever asks knows what a question takes and answers. A file
// of questions is a line here.
import type { Question } from '#journal/view.ts'

type Lists =
  | typeof import('./access/log-rows.ts').questions
  | typeof import('./access/views/access-log.ts').questions
  | typeof import('./access/views/account-news.ts').questions
  | typeof import('./access/views/accounts.ts').questions
  | typeof import('./board/questions.ts').questions
  | typeof import('./channels/views/channels.ts').questions
  | typeof import('./dispatch/views/load.ts').questions
  | typeof import('./dispatch/views/moves.ts').questions
  | typeof import('./dossier/proofs.ts').questions
  | typeof import('./dossier/questions.ts').questions
  | typeof import('./ending/questions.ts').questions
  | typeof import('./muster/board.ts').questions
  | typeof import('./muster/figures.ts').questions
  | typeof import('./muster/proposal.ts').questions
  | typeof import('./muster/views/musters.ts').questions
  | typeof import('./notice/questions.ts').questions
  | typeof import('./operation/views/operations.ts').questions
  | typeof import('./operation/views/round-slots.ts').questions
  | typeof import('./operation/views/rounds.ts').questions
  | typeof import('./operation/views/templates.ts').questions
  | typeof import('./oversight/findings.ts').questions
  | typeof import('./oversight/look-backs.ts').questions
  | typeof import('./oversight/missing.ts').questions
  | typeof import('./point/board.ts').questions
  | typeof import('./point/conflicts.ts').questions
  | typeof import('./point/desks.ts').questions
  | typeof import('./point/replan.ts').questions
  | typeof import('./point/views/attendance.ts').questions
  | typeof import('./registry/doubles.ts').questions
  | typeof import('./registry/views/areas.ts').questions
  | typeof import('./registry/views/coverage.ts').questions
  | typeof import('./registry/views/households.ts').questions
  | typeof import('./registry/views/persons.ts').questions
  | typeof import('./registry/views/registration-history.ts').questions
  | typeof import('./registry/views/registrations.ts').questions
  | typeof import('./registry/views/units.ts').questions
  | typeof import('./roster/views/assignments-board.ts').questions
  | typeof import('./roster/views/assignments-mine.ts').questions
  | typeof import('./steward/questions.ts').questions
  | typeof import('./visit/questions.ts').questions
  | typeof import('./visit/walk.ts').questions

/** Questions by their own names. */
export type ByName<One extends Question> = { readonly [Each in One as Each['name']]: Each }

export type RoomQuestions = ByName<Lists[number]>
