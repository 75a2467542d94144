// The dossier 服务纪实, its server side in one place: how it judges, finds facts, shows itself, and whom its events
// concern.
import { commands, type DossierEvent } from '#domain/dossier/commands.ts'
import { dossier } from '#domain/dossier/dossier.ts'
import { finder } from './facts.ts'
import * as proofs from './proofs.ts'
import * as questions from './questions.ts'
import * as entriesCosignatures from './views/entries-cosignatures.ts'
import * as entriesLeaves from './views/entries-leaves.ts'
import * as entriesSayings from './views/entries-sayings.ts'
import * as entriesWitnesses from './views/entries-witnesses.ts'
import * as entries from './views/entries.ts'
import { logRoutes } from './log-routes.ts'
import { dossierRoutes } from './routes.ts'
import { judge, nobody, serverRoom } from '../room.ts'

export const dossierRoom = serverRoom<DossierEvent>({
  name: 'dossier',
  judge: judge(dossier, commands, finder),
  views: [entriesCosignatures.view, entriesLeaves.view, entriesSayings.view, entriesWitnesses.view, entries.view],
  questions: [...proofs.questions, ...questions.questions],
  reads: ['areas', 'calls', 'musters', 'persons', 'registrations', 'round_points', 'round_posts', 'units'],
  about: {
    'entry-opened': (e) => [e.person],
    'entry-stretched': nobody,
    'entry-confirmed': nobody,
    'entry-answered': nobody,
    'entry-corrected': nobody,
    'entry-withdrawn': nobody,
    'feedback-given': nobody,
    'witness-enrolled': nobody,
    'witness-retired': nobody,
    'checkpoint-cosigned': nobody,
  },
  routes: (house) => async (app) => {
    await app.register(dossierRoutes(house))
    await app.register(logRoutes(house))
  },
})
