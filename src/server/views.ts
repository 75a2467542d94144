// The views of the house and the questions that may be asked, one line each. The order is that of feeding; no view
// reads another's table while it is fed.
import type { Question, View } from '#journal/view.ts'
import * as accessLog from '#views/access-log.ts'
import * as accounts from '#views/accounts.ts'
import * as areas from '#views/areas.ts'
import * as attendance from '#views/attendance.ts'
import * as devices from '#views/devices.ts'
import * as devicesPlaces from '#views/devices-places.ts'
import * as doorVisits from '#views/door-visits.ts'
import * as needs from '#views/needs.ts'
import * as queues from '#views/queues.ts'
import * as ranges from '#views/ranges.ts'
import * as samples from '#views/samples.ts'
import * as samplesAgain from '#views/samples-again.ts'
import * as samplesPace from '#views/samples-pace.ts'
import * as samplesSettled from '#views/samples-settled.ts'
import * as tubes from '#views/tubes.ts'
import * as assignments from '#views/assignments.ts'
import * as assignmentsBoard from '#views/assignments-board.ts'
import * as assignmentsMine from '#views/assignments-mine.ts'
import * as assignmentsSeats from '#views/assignments-seats.ts'
import * as assignmentsSwaps from '#views/assignments-swaps.ts'
import * as boardHours from '#views/board-hours.ts'
import * as boardResponses from '#views/board-responses.ts'
import * as calls from '#views/calls.ts'
import * as channels from '#views/channels.ts'
import * as coverage from '#views/coverage.ts'
import * as engagements from '#views/engagements.ts'
import * as entries from '#views/entries.ts'
import * as entriesCosignatures from '#views/entries-cosignatures.ts'
import * as entriesLeaves from '#views/entries-leaves.ts'
import * as entriesSayings from '#views/entries-sayings.ts'
import * as entriesWitnesses from '#views/entries-witnesses.ts'
import * as erasures from '#views/erasures.ts'
import * as erasuresObjections from '#views/erasures-objections.ts'
import * as erasuresStatements from '#views/erasures-statements.ts'
import * as findings from '#views/findings.ts'
import * as grants from '#views/grants.ts'
import * as hands from '#views/hands.ts'
import * as households from '#views/households.ts'
import * as links from '#views/links.ts'
import * as load from '#views/load.ts'
import * as lookBacks from '#views/look-backs.ts'
import * as mappings from '#views/mappings.ts'
import * as moves from '#views/moves.ts'
import * as musters from '#views/musters.ts'
import * as noticeReceipts from '#views/notice-receipts.ts'
import * as notices from '#views/notices.ts'
import * as operations from '#views/operations.ts'
import * as orders from '#views/orders.ts'
import * as patrols from '#views/patrols.ts'
import * as patrolsNotes from '#views/patrols-notes.ts'
import * as patrolsSeen from '#views/patrols-seen.ts'
import * as persons from '#views/persons.ts'
import * as registrationHistory from '#views/registration-history.ts'
import * as registrations from '#views/registrations.ts'
import * as roundPoints from '#views/round-points.ts'
import * as roundPosts from '#views/round-posts.ts'
import * as roundSlots from '#views/round-slots.ts'
import * as roundVisits from '#views/round-visits.ts'
import * as rounds from '#views/rounds.ts'
import * as samplesDrawn from '#views/samples-drawn.ts'
import * as staffing from '#views/staffing.ts'
import * as teams from '#views/teams.ts'
import * as templates from '#views/templates.ts'
import * as units from '#views/units.ts'
import * as urgings from '#views/urgings.ts'
import * as waiting from '#views/waiting.ts'
import * as boardQuestions from '#server/board/board.ts'
import * as dossierQuestions from '#server/dossier/questions.ts'
import * as endingQuestions from '#server/ending/questions.ts'
import * as logQuestions from '#server/log/questions.ts'
import * as musterBoard from '#server/muster/board.ts'
import * as musterFigures from '#server/muster/figures.ts'
import * as musterProposal from '#server/muster/proposal.ts'
import * as pointBoard from '#server/point/board.ts'
import * as pointConflicts from '#server/point/conflicts.ts'
import * as pointDesks from '#server/point/desks.ts'
import * as pointReplan from '#server/point/replan.ts'
import * as visitQuestions from '#server/visit/questions.ts'
import * as visitWalk from '#server/visit/walk.ts'
import * as oversightFindings from '#server/oversight/findings.ts'
import * as oversightLookBacks from '#server/oversight/look-backs.ts'
import * as oversightMissing from '#server/oversight/missing.ts'
import * as stewardQuestions from '#server/steward/questions.ts'
import * as noticeQuestions from '#server/notice/questions.ts'
import * as planningCallup from '#server/planning/callup.ts'
import * as planningDoors from '#server/planning/doors.ts'
import * as planningQuestions from '#server/planning/questions.ts'

interface File {
  readonly view?: View
  readonly questions?: readonly Question[]
}

const files: readonly File[] = [
  areas,
  units,
  persons,
  registrations,
  registrationHistory,
  households,
  mappings,
  accounts,
  grants,
  links,
  channels,
  musters,
  calls,
  engagements,
  hands,
  staffing,
  coverage,
  accessLog,
  entries,
  entriesSayings,
  entriesLeaves,
  entriesWitnesses,
  entriesCosignatures,
  notices,
  noticeReceipts,
  erasures,
  erasuresStatements,
  erasuresObjections,
  templates,
  operations,
  rounds,
  roundPoints,
  roundPosts,
  roundSlots,
  roundVisits,
  teams,
  assignments,
  assignmentsSeats,
  assignmentsSwaps,
  assignmentsBoard,
  assignmentsMine,
  waiting,
  moves,
  load,
  attendance,
  devices,
  devicesPlaces,
  ranges,
  queues,
  samples,
  samplesPace,
  samplesAgain,
  samplesSettled,
  tubes,
  doorVisits,
  needs,
  dossierQuestions,
  logQuestions,
  endingQuestions,
  noticeQuestions,
  musterBoard,
  musterFigures,
  musterProposal,
  lookBacks,
  samplesDrawn,
  findings,
  urgings,
  patrols,
  patrolsNotes,
  patrolsSeen,
  orders,
  oversightLookBacks,
  oversightFindings,
  oversightMissing,
  stewardQuestions,
  boardHours,
  boardResponses,
  boardQuestions,
  planningCallup,
  planningDoors,
  planningQuestions,
  pointBoard,
  pointConflicts,
  pointDesks,
  pointReplan,
  visitQuestions,
  visitWalk,
]

export const views: readonly View[] = files.flatMap((file) => file.view ?? [])
export const questions: readonly Question[] = files.flatMap((file) => file.questions ?? [])
