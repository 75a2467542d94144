// The dossier as a room: entries of service, and the witnesses of the log in which they are written down.
import type { Circumstances, Decision, Room } from '../kernel/decider.ts'
import { idOf, isStreamOf } from '../kernel/stream.ts'
import { decideEntry, evolveEntry } from './entry.ts'
import { may, target } from './may.ts'
import { reasons } from './terms.ts'
import { decideWitness, evolveWitness } from './witness.ts'
import type { DossierCommand, DossierEvent, DossierReason } from './commands.ts'
import type { DossierState, DossierFacts } from './state.ts'

function initial(stream: string): DossierState {
  const id = idOf(stream)
  return isStreamOf(stream, 'witness')
    ? { kind: 'witness', id, size: 0 }
    : { kind: 'entry', id, phase: 'open', sayings: 0 }
}

const decide = (
  state: DossierState,
  command: DossierCommand,
  facts: DossierFacts,
  around: Circumstances,
): Decision<DossierEvent, DossierReason> =>
  state.kind === 'entry' ? decideEntry(state, command, facts, around) : decideWitness(state, command, facts, around)

const evolve = (state: DossierState, event: DossierEvent): DossierState =>
  state.kind === 'entry' ? evolveEntry(state, event) : evolveWitness(state, event)

export const dossier: Room<DossierState, DossierCommand, DossierEvent, DossierFacts, DossierReason> = {
  name: 'dossier',
  streams: ['entry', 'witness'],
  initial,
  decide,
  evolve,
  may,
  target,
  reasons,
}
